#!/usr/bin/env python3
"""totals.py: what `top` and `report` say of real servers' logs, against SQL asked by another program.

usage: totals.py SMTPLOG CORPORA        (77: there are no corpora)

Every set of logs below CORPORA (a folder that holds expected-events.jsonl) is read into a database of
its own.  Then every section of `top`, by every key and direction, and every table of `report` must add up to what
the sqlite3 program counts in the view `failures` over the same time.  Nothing here knows how smtplog
counts: a group is a GROUP BY.
"""
import json, os, subprocess, sys, tempfile

SMTPLOG, CORPORA = sys.argv[1], sys.argv[2]
KEYS = {        # key of --by: the SQL expression of its groups, as the contract has it
    'cause': 'cause', 'code': 'code', 'reason': 'reason', 'peer': 'coalesce(peer_ip, peer_name)',
    'peer-net': None, 'sender': "CASE sender WHEN '' THEN '<>' ELSE sender END",
    'sender-domain': 'sender_domain', 'recipient': 'recipient',
    'recipient-domain': 'recipient_domain', 'provider': 'provider', 'sasl-user': 'sasl_user',
    'host': 'host', 'phase': 'phase', 'mta': 'mta', 'direction': 'direction',
    'enhanced': 'enhanced', 'tag': 'tag', 'helo': 'helo', 'hour': "strftime('%Y-%m-%d %H:00', ts, 'unixepoch')",
    'day': "strftime('%Y-%m-%d', ts, 'unixepoch')",
}
LOGIN = "(disposition = 'auth_failed' OR (phase = 'auth' AND direction = 'inbound'))"
checked = 0


class Set:
    """One set of logs in a database."""

    def __init__(self, folder, work):
        self.name, self.db = os.path.relpath(folder, CORPORA), os.path.join(work, 'corpus.db')
        for end in ('', '-wal', '-shm'):
            if os.path.exists(self.db + end):
                os.remove(self.db + end)
        logs = sorted(os.path.join(folder, f) for f in os.listdir(folder)
                      if not f.endswith(('.jsonl', '.jsonl.gz', '.json')))
        self.now = 1900000000
        subprocess.run([SMTPLOG, '--db', self.db, 'ingest', '-q', *logs], check=True,
                       env=self.env())
        first, last = self.sql('SELECT min(ts), max(ts) FROM events')[0]
        # whole days, and a half of it that is cut within hours
        self.periods = [(first // 86400 * 86400, last // 86400 * 86400 + 86400),
                        (first, (first + last) // 2)]

    def env(self):
        return {'TZ': 'UTC', 'PATH': os.environ['PATH'], 'SMTPLOG_NOW': f'@{self.now}',
                'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '')}

    def sql(self, query):
        out = subprocess.run(['sqlite3', '-readonly', '-json', self.db, query], check=True,
                             stdout=subprocess.PIPE).stdout
        return [list(row.values()) for row in json.loads(out or b'[]')]

    def ask(self, *words):
        out = subprocess.run([SMTPLOG, '--db', self.db, *words], env=self.env(),
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if out.returncode:
            sys.exit(f'{self.name}: {words}: status {out.returncode}: {out.stderr.decode()}')
        return json.loads(out.stdout)


def same(what, got, want):
    global checked
    checked += 1
    if got != want:
        more = {k: (got.get(k), want.get(k)) for k in set(got) | set(want) if got.get(k) != want.get(k)} \
            if isinstance(got, dict) else (got, want)
        sys.exit(f'{what}: differs (got, wanted): {more}')


def check_top(s, since, until):
    where = f'ts >= {since} AND ts < {until}'
    classes = dict(s.sql(f'SELECT class, count(*) FROM failures WHERE {where} GROUP BY 1'))
    for key, expression in KEYS.items():
        top = s.ask('top', '--since', f'@{since}', '--until', f'@{until}', '--by', key, '-n', '0',
                    '--format', 'json')
        what = f'{s.name} top --by {key} {since} {until}'
        same(what, top['count'], sum(classes.values()))
        same(what, {x['class']: x['count'] for x in top['sections'] if x['count']}, classes)
        for section in top['sections']:
            groups = {(g['key'], g['direction']): g['count'] for g in section['groups']}
            same(what + ' sums', sum(groups.values()), section['count'])
            if expression is None:
                continue
            rows = s.sql(f"SELECT CAST({expression} AS TEXT), direction, count(*) FROM failures "
                         f"WHERE {where} AND class = '{section['class']}' GROUP BY 1, 2")
            same(what + ' groups', groups, {(key, way): n for key, way, n in rows})


def check_report(s, since, until):
    where = f'ts >= {since} AND ts < {until}'
    r = s.ask('report', '--since', f'@{since}', '--until', f'@{until}', '-n', '1000', '--format', 'json')
    what = f'{s.name} report {since} {until}'
    classes = dict(s.sql(f'SELECT class, count(*) FROM failures WHERE {where} GROUP BY 1'))
    period = r['summary']['period']
    same(what, period['failures'], sum(classes.values()))
    for c in ('3xx', '4xx', '5xx'):
        same(f'{what} {c}', period[c], classes.get(c, 0))
    for table, column, known in (('providers', 'provider', 'provider IS NOT NULL'),
                                 ('hosts', 'host', 'true')):
        rows = dict(s.sql(f'SELECT {column}, count(*) FROM failures WHERE {where} AND {known} GROUP BY 1'))
        shown = {x['name']: x['count'] for x in r[table]}
        same(f'{what} {table}', shown, {k: rows[k] for k in shown})
        same(f'{what} {table}', sorted(shown.values(), reverse=True),
             sorted(rows.values(), reverse=True)[:len(shown)])
        for x in r[table]:
            same(f'{what} {table} classes', x['3xx'] + x['4xx'] + x['5xx'], x['count'])
    users = dict(s.sql(f'SELECT sasl_user, count(*) FROM failures WHERE {where} AND {LOGIN} '
                       f'AND sasl_user IS NOT NULL GROUP BY 1'))
    same(f'{what} users', {x['name']: x['count'] for x in r['auth']['users']},
         {x['name']: users[x['name']] for x in r['auth']['users']})
    after = s.sql(f"SELECT count(*) FROM failures WHERE {where} AND after_code IS NOT NULL "
                  f"AND class <> '3xx'")[0][0]
    same(f'{what} after 3xx', r['top']['after_intermediate'], after)
    if r['hours'] and since % 3600 == 0 and until % 3600 == 0:
        for c in ('3xx', '4xx', '5xx'):
            same(f'{what} hours', sum(h[c] for h in r['hours']), classes.get(c, 0))
    accepted = s.sql(f"SELECT coalesce(sum(replies), 0) FROM traffic WHERE class = '2xx' AND "
                     f"hour >= {since // 3600 * 3600} AND hour < {until}")[0][0]
    if r['hours']:
        same(f'{what} accepted', sum(h['accepted'] for h in r['hours']), accepted)


def main():
    if not os.path.isdir(CORPORA):
        print('no corpora here')
        sys.exit(77)
    folders = sorted(d for d, _, files in os.walk(CORPORA) if 'expected-events.jsonl' in files)
    with tempfile.TemporaryDirectory() as work:
        for folder in folders:
            s = Set(folder, work)
            for since, until in s.periods:
                if since < until:
                    check_top(s, since, until)
                    check_report(s, since, until)
    print(f'{len(folders)} sets of logs, {checked} figures equal')


main()
