#!/usr/bin/env python3
"""wrappings.py: one log under every wrapping of wrap_log.py tells the same events.

usage: wrappings.py SMTPLOG SAMPLES [--half|--other-half] [NAME...]

--half reads every second wrapping around Postfix's lines, the others around Exim's; --other-half the rest:
one is for the sanitizers, so that both together read all.

Each wrapping is read plain; some are also read packed, from standard input, and in two steps that cut a
line in the middle.  What a wrapping does not keep (the host, the pid, the tag) is not compared: see
compared().  Prints a table: the events that were read as they are, of those that are there.
"""
import collections, gzip, importlib.util, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('wrap_log', os.path.join(HERE, 'wrap_log.py'))
wrap_log = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wrap_log)

NOW = 1795457070
# each way of keeping something between lines, or not
OTHER_WAYS = ['compose-v2', 'cri-pieces', 'docker-json-pieces', 'docker-journald-export', 'jq', 'grep-number',
              'docker-syslog', 'vector', 'year-first', 'mailcow-page',
              'json-glued', 'json-line-long', 'utf-16', 'cloudwatch-events', 'journal-verbose', 'octets-glued', 'mysqldump-extended', 'powershell-list']
# where the newest record stands first these are read as they stand, or cannot stand so
AS_THEY_STAND = ['cri-pieces', 'docker-json-pieces', 'json-stdout',
                 'json-stdout-pretty', 'json-output-a-host', 'string-of-lines', 'ansible-fatal', 'ansible-ok',
                 'json-line-long', 'octets-glued', 'mysqldump-extended', 'html-cells', 'html-one-line']
READINGS = ['Postfix', 'newest first', 'gzip', 'standard input', 'in steps', 'Exim']

smtplog, samples, only = sys.argv[1], sys.argv[2], [a for a in sys.argv[3:] if not a.startswith('--')]
half = '--half' in sys.argv or '--other-half' in sys.argv
other = '--other-half' in sys.argv
scratch = tempfile.TemporaryDirectory()
env = {'PATH': os.environ['PATH'], 'HOME': scratch.name, 'TZ': 'UTC', 'SMTPLOG_NOW': f'@{NOW}',
       **{k: v for k, v in os.environ.items() if k == 'ASAN_OPTIONS'}}
faults = []
table = {}                              # wrapping: {reading: (events as they are, events there)}


def path(name):
    return os.path.join(scratch.name, name)


def write(name, data):
    with open(path(name), 'wb') as f:
        f.write(data)
    os.utime(path(name), (NOW, NOW))
    return path(name)


def run(*args, **how):
    done = subprocess.run([smtplog, *args], env=env, capture_output=True, check=False, **how)
    return done.stdout.decode(), done.stderr.decode()


def parse(*args, **how):
    out, err = run('parse', *args, **how)
    return [json.loads(line) for line in out.splitlines()], err


def compared(events, keeps, mta):
    """The events as comparable words, without what the wrapping loses.

    Without pids a client's dialogues cannot be told apart for certain: what it said of itself stands
    only in the events whose own line has it.  Without tags it is not known which service has shown
    logins: a client that left after AUTH may have been told 334, or not.
    """
    words = []
    for e in events:
        e = {k: v for k, v in e.items() if k not in ('source', 'line_no', 'event_id')}
        e['time'] = e['time'][:19]
        if keeps != 'all' or mta == 'exim':     # Exim's own lines name no host: the outer one counts
            e.pop('host', None)
        left = e.get('disposition') == 'aborted'
        if keeps in ('pid', 'tag') and left:
            e.pop('helo', None)
        if keeps == 'tag' and left and e.get('phase') == 'auth':
            for lost in ('code', 'code_source', 'class'):
                e.pop(lost, None)
        words.append(json.dumps(e, sort_keys=True))
    return sorted(words)


def check(name, reading, got, want, err=''):
    same = sum((collections.Counter(got) & collections.Counter(want)).values())
    table.setdefault(name, {})[reading] = (same, len(want))
    if got != want:
        faults.append(f'{name}, {reading}: {len(got)} of {len(want)} events, {same} as they are; {err.strip()}')
        faults.extend('    ' + str(line)[:400] for line in
                      [w for w in want if w not in got][:1] + [g for g in got if g not in want][:1])


def show_table():
    print(f'{"events read, of events there":32}' + ''.join(f'{r:>16}' for r in READINGS))
    for name, cells in table.items():
        print(f'{name:32}' + ''.join(
            f'{"%d of %d" % cells[r] if r in cells else "":>16}' for r in READINGS).rstrip())
    all_cells = [cell for cells in table.values() for cell in cells.values()]
    print(f'{len(table)} wrappings, {len(all_cells)} readings: '
          f'{sum(c[0] for c in all_cells)} of {sum(c[1] for c in all_cells)} events')


def check_other_ways(name, data, events, want, keeps, mta):
    packed, err = parse(write('log.gz', gzip.compress(data, mtime=NOW)))
    check(name, 'gzip', compared(packed, keeps, mta), want, err)
    piped, err = parse('-', input=data)
    check(name, 'standard input', compared(piped, keeps, mta), want, err)
    if os.path.exists(path('steps.db')):
        os.remove(path('steps.db'))
    for part in (data[:len(data) * 2 // 5], data[:len(data) * 2 // 3 + 7], data):
        run('--db', path('steps.db'), 'ingest', '-q', write('log', part))
    rows, err = run('--db', path('steps.db'), 'sql', '--format', 'ndjson', 'SELECT * FROM events')
    stored = [json.loads(line) for line in rows.splitlines()]
    check(name, 'in steps', sorted((e['time'][:19], e['peer_ip'] or '') for e in stored),
          sorted((e['time'][:19], e.get('peer_ip') or '') for e in events), err)


for sample in ('mail.log', 'mainlog'):
    mta = 'exim' if sample == 'mainlog' else 'postfix'
    with open(os.path.join(samples, sample), encoding='utf-8') as f:
        lines = f.read().splitlines()
    plain, _ = parse(os.path.join(samples, sample))
    if len(plain) < 10:
        sys.exit(f'{sample}: only {len(plain)} events: nothing to compare with')
    for number, (name, (keeps, _)) in enumerate(wrap_log.all_of_them().items()):
        if only and name not in only or half and (number + (mta == 'exim') + other) % 2:
            continue
        data = wrap_log.wrapped(name, lines)
        want = compared(plain, keeps, mta)
        events, err = parse(write('log', data))
        check(name, 'Exim' if mta == 'exim' else 'Postfix', compared(events, keeps, mta), want, err)
        if name not in AS_THEY_STAND and mta == 'postfix':
            turned, err = parse(write('log', wrap_log.wrapped(name, lines[::-1])))
            check(name, 'newest first', compared(turned, keeps, mta), want, err)
        if name in OTHER_WAYS and mta == 'postfix':
            check_other_ways(name, data, events, want, keeps, mta)

show_table()
if not table:
    faults.append('no wrapping was read')
print(*faults, sep='\n')
sys.exit(1 if faults else 0)
