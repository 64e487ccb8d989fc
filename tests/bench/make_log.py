#!/usr/bin/env python3
"""make_log.py: a made-up mail log of any length, for measuring; the same every time.

usage: make_log.py postfix|exim[-quiet|-mixed|-storm] LINES [FIRST_TIME [STEP]] > FILE
       make_log.py failures LINES [FIRST_TIME [STEP]] > FILE

About one message in eight fails in some way; the rest is delivered.  `quiet`: one in a hundred;
`mixed`: a third; `storm`: as many as without, but every name and every refusal's text is new.  With
`failures` every line is a failure of Postfix's, for the speed of reports over large databases.  FIRST_TIME in Unix seconds
(default 2026-11-01); a line comes every STEP seconds on average (default 0.03: three million lines
are a day).  Few domains get most of the mail, as everywhere.
"""
import random, sys, time

mta, _, kind_of_log = sys.argv[1].partition('-')
lines = int(sys.argv[2])
often = {'': 1, 'quiet': 0.08, 'mixed': 3, 'storm': 1}[kind_of_log]     # failures, against the usual share
storm = kind_of_log == 'storm'
now = float(sys.argv[3]) if len(sys.argv) > 3 else 1793491200.0
step = float(sys.argv[4]) if len(sys.argv) > 4 else 0.03
rnd = random.Random(7)
alphabet = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz'
out, made = [], 0


def ident(n):
    return ''.join(rnd.choice(alphabet) for _ in range(n))


def domain():
    if storm:
        return f'd{rnd.randrange(10 ** 9)}.example'
    return f'd{int(2000 * rnd.random() ** 4)}.example'


def host():
    """a server's name and address: the same name has the same address"""
    d, n = domain(), rnd.randrange(1, 4)
    k = int(d[1:].split('.')[0]) * 3 + n
    return f'mx{n}.{d}', f'10.{k >> 16 & 255}.{k >> 8 & 255}.{k & 255}'


def stranger():
    """one of twenty thousand machines that have no business here"""
    k = rnd.randrange(1 << 24 if storm else 20000)
    return f'host{k}.dialup.example', f'{10 if k < 65536 else k >> 16}.200.{k >> 8 & 255}.{k & 255}'


def user():
    return f'user{int(500 * rnd.random() ** 2)}@{domain()}'


def put(text):
    global made, now
    now += step * 2 * rnd.random()
    t = time.gmtime(now)
    if mta != 'exim':
        stamp = time.strftime('%Y-%m-%dT%H:%M:%S', t) + '.%06d+00:00 mx1 postfix/' % int(now % 1 * 1e6)
    else:
        stamp = time.strftime('%Y-%m-%d %H:%M:%S ', t)
    out.append(stamp + text + '\n')
    made += 1
    if len(out) > 20000:
        sys.stdout.write(''.join(out))
        out.clear()


def new_words():
    """what makes a refusal's text a new one"""
    return ' ' + ''.join(rnd.choice('aeioulnrst') for _ in range(12)) if storm else ''


REMOTE = [
    ('5.1.1', 'bounced', '550 5.1.1 <{r}>: Recipient address rejected: User unknown in virtual mailbox table', 'RCPT TO'),
    ('4.2.2', 'deferred', '452 4.2.2 <{r}> The email account that you tried to reach is over quota', 'RCPT TO'),
    ('5.7.1', 'bounced', '554 5.7.1 Service unavailable; Client host [{i}] blocked using dnsbl.example.net', 'RCPT TO'),
    ('4.7.1', 'deferred', '450 4.7.1 <{r}>: Recipient address rejected: Greylisted, see http://example.net/{n}', 'RCPT TO'),
    ('4.7.28', 'deferred', '421-4.7.28 unusual rate of mail originating from your IP [{i}] 421 4.7.28 please try later', 'end of DATA'),
]


def postfix():
    pid, q, s, r = rnd.randrange(1000, 30000), ident(10) + 'z' + ident(4), user(), user()
    kind = rnd.random()
    h, i = stranger() if kind < 0.09 * often else host()
    put(f'smtpd[{pid}]: connect from {h}[{i}]')
    if kind < 0.06 * often:
        put(f'smtpd[{pid}]: NOQUEUE: reject: RCPT from {h}[{i}]: 554 5.7.1 <{r}>: Relay access denied{new_words()}; from=<{s}> to=<{r}> proto=ESMTP helo=<{h}>')
        put(f'smtpd[{pid}]: disconnect from {h}[{i}] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4')
        return
    if kind < 0.09 * often:
        put(f'smtpd[{pid}]: warning: unknown[{i}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6')
        put(f'smtpd[{pid}]: disconnect from unknown[{i}] ehlo=1 auth=0/1 quit=1 commands=2/3')
        return
    put(f'smtpd[{pid}]: {q}: client={h}[{i}]')
    put(f'cleanup[{pid + 1}]: {q}: message-id=<{ident(20)}@{h}>')
    put(f'qmgr[815]: {q}: from=<{s}>, size={rnd.randrange(900, 90000)}, nrcpt=1 (queue active)')
    to, ti = host()
    if rnd.random() < 0.06 * often:
        dsn, status, reply, cmd = rnd.choice(REMOTE)
        reply = reply.format(r=r, i=ti, n=ident(8)) + new_words()
        put(f'smtp[{pid + 2}]: {q}: to=<{r}>, relay={to}[{ti}]:25, delay=2.8, delays=0.1/0.01/1.2/1.5, dsn={dsn}, status={status} (host {to}[{ti}] said: {reply} (in reply to {cmd} command))')
    else:
        put(f'smtp[{pid + 2}]: {q}: to=<{r}>, relay={to}[{ti}]:25, delay=1.2, delays=0.1/0.01/0.6/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {ident(10).upper()})')
    put(f'qmgr[815]: {q}: removed')
    put(f'smtpd[{pid}]: disconnect from {h}[{i}] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7')


def exim():
    q, s, r = f'1v{ident(4)}-{ident(6)}-{ident(2)}', user(), user()
    kind = rnd.random()
    h, i = stranger() if kind < 0.10 * often else host()
    if kind < 0.10 * often:
        put(f'H={h} [{i}] F=<{s}> rejected RCPT <{r}>: relay not permitted{new_words()}')
        return
    put(f'{q} <= {s} H={h} [{i}] P=esmtps X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no S={rnd.randrange(900, 90000)} id={ident(16)}@{h}')
    to, ti = host()
    if rnd.random() < 0.08 * often:
        put(f'{q} ** {r} R=dnslookup T=remote_smtp H={to} [{ti}] X=TLS1.3:AES_256_GCM:256 CV=yes: SMTP error from remote mail server after RCPT TO:<{r}>: 550 5.1.1 <{r}>: Recipient address rejected: User unknown{new_words()}')
    else:
        put(f'{q} => {r} R=dnslookup T=remote_smtp H={to} [{ti}] X=TLS1.3:AES_256_GCM:256 CV=yes C="250 2.0.0 Ok: queued as {ident(10).upper()}"')
    put(f'{q} Completed')


def failures():
    s, r, kind = user(), user(), rnd.random()
    h, i = stranger() if kind < 0.6 else host()
    if kind < 0.3:
        put(f'smtpd[7]: NOQUEUE: reject: RCPT from {h}[{i}]: 554 5.7.1 <{r}>: Relay access denied; from=<{s}> to=<{r}> proto=ESMTP helo=<{h}>')
    elif kind < 0.6:
        put(f'smtpd[7]: warning: unknown[{i}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6')
    else:
        dsn, status, reply, cmd = rnd.choice(REMOTE)
        reply = reply.format(r=r, i=i, n=ident(8))
        put(f'smtp[9]: {ident(10)}z{ident(4)}: to=<{r}>, relay={h}[{i}]:25, delay=2.8, delays=0.1/0.01/1.2/1.5, dsn={dsn}, status={status} (host {h}[{i}] said: {reply} (in reply to {cmd} command))')


make = {'postfix': postfix, 'exim': exim, 'failures': failures}[mta]
while made < lines:
    make()
sys.stdout.write(''.join(out))
