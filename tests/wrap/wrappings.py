#!/usr/bin/env python3
"""wrappings.py: one log under every wrapping of wrap_log.py tells the same events.

usage: wrappings.py SMTPLOG SAMPLES [--table] [NAME...]

Each wrapping is read plain; some are also read packed, from standard input, and in two steps that cut a
line in the middle.  What a wrapping does not keep (the host, the pid) is not compared.  --table prints
what was read of what is there.
"""
import gzip, importlib.util, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('wrap_log', os.path.join(HERE, 'wrap_log.py'))
wrap_log = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wrap_log)

NOW = 1795457070
# each way of keeping something between lines, or not
OTHER_WAYS = ['compose-v2', 'cri-pieces', 'docker-json-pieces', 'docker-journald-export', 'jq', 'grep-number',
              'docker-syslog', 'vector', 'year-first',
              'json-glued', 'cloudwatch-events', 'journal-verbose', 'octets-glued']
# a page without pids mixes sessions up, and Exim's lines without a tag are nobody's
NOT_FOR_EXIM = ['mailcow-page', 'mailcow-page-en', 'mailcow-page-gb', 'mailcow-page-tabs']

smtplog, samples = sys.argv[1], sys.argv[2]
only = [a for a in sys.argv[3:] if a != '--table']
scratch = tempfile.TemporaryDirectory()
env = {'PATH': os.environ['PATH'], 'HOME': scratch.name, 'TZ': 'UTC', 'SMTPLOG_NOW': f'@{NOW}',
       **{k: v for k, v in os.environ.items() if k == 'ASAN_OPTIONS'}}
faults = 0


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
    """the events as comparable words, without what the wrapping loses"""
    words = []
    for e in events:
        e = {k: v for k, v in e.items() if k not in ('source', 'line_no', 'event_id')}
        e['time'] = e['time'][:19]
        if keeps != 'all' or mta == 'exim':     # Exim's own lines name no host: the outer one counts
            e.pop('host', None)
        if keeps == 'pid':
            e = {k: e.get(k) for k in ('time', 'peer_ip', 'process', 'recipient')}
        words.append(json.dumps(e, sort_keys=True))
    return sorted(words)


def check(what, got, want, err=''):
    global faults
    if '--table' in sys.argv:
        print(f'{what:44} {len(got):3} of {len(want)}')
    if got != want:
        faults += 1
        print(f'{what}: {len(got)} of {len(want)} events, {len([g for g in got if g in want])} as they are; {err.strip()}')
        for line in [w for w in want if w not in got][:1] + [g for g in got if g not in want][:1]:
            print('   ', line[:400])


def check_other_ways(name, data, want, keeps, mta):
    packed, err = parse(write('log.gz', gzip.compress(data, mtime=NOW)))
    check(f'{name}, gzip', compared(packed, keeps, mta), want, err)
    piped, err = parse('-', input=data)
    check(f'{name}, standard input', compared(piped, keeps, mta), want, err)
    if os.path.exists(path('steps.db')):
        os.remove(path('steps.db'))
    for part in (data[:len(data) * 2 // 5], data[:len(data) * 2 // 3 + 7], data):
        run('--db', path('steps.db'), 'ingest', '-q', write('log', part))
    rows, err = run('--db', path('steps.db'), 'sql', '--format', 'ndjson', 'SELECT * FROM events')
    stored = [json.loads(line) for line in rows.splitlines()]
    check(f'{name}, in steps', sorted((e['time'][:19], e['peer_ip'] or '') for e in stored),
          sorted((e['time'][:19], e.get('peer_ip') or '') for e in packed), err)


for sample in ('mail.log', 'mainlog'):
    mta = 'exim' if sample == 'mainlog' else 'postfix'
    with open(os.path.join(samples, sample), encoding='utf-8') as f:
        lines = f.read().splitlines()
    plain, _ = parse(os.path.join(samples, sample))
    if len(plain) < 10:
        sys.exit(f'{sample}: only {len(plain)} events: nothing to compare with')
    for name, (keeps, _) in wrap_log.all_of_them().items():
        if mta == 'exim' and name in NOT_FOR_EXIM:
            continue
        if only and name not in only:
            continue
        data = wrap_log.wrapped(name, lines)
        want = compared(plain, keeps, mta)
        events, err = parse(write('log', data))
        check(f'{sample} {name}', compared(events, keeps, mta), want, err)
        if name in OTHER_WAYS and mta == 'postfix':
            check_other_ways(f'{sample} {name}', data, want, keeps, mta)

sys.exit(1 if faults else 0)
