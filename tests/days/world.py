"""A mail server's ordinary days as log lines: who writes to whom, how often, and what goes wrong
as it does everywhere.  The same seed makes the same lines.

A World has its own people and correspondents; `World.day()` makes one day's mail, which a script
(days.py) may change: leave out, add, or replace outcomes.  Times are UTC; only the days of the
clock changes are told in local time.
"""
import datetime
import random

DAY = 86400
UTC = datetime.timezone.utc

# share of a working day's mail by hour, and what a day of the week gets of it
HOURS = [8, 7, 6, 6, 7, 10, 18, 34, 60, 74, 78, 72, 60, 66, 72, 70, 64, 50, 36, 28, 22, 18, 14, 10]
WEEK = [1.0, 1.05, 1.0, 1.0, 0.9, 0.4, 0.3]
QUIET_DAYS = {(1, 1): 0.25, (12, 25): 0.25, (12, 26): 0.3}

USERS = ["anna", "boris", "clara", "david", "edda", "frank", "greta", "hugo", "irma", "jonas",
         "katja", "lars", "mona", "nils"]
PARTNERS = [  # domain, mail server, its address, weight
    ("hafenkontor.example", "mx1.hafenkontor.example", "198.51.100.11", 30),
    ("druckwerk.example", "mail.druckwerk.example", "198.51.100.22", 24),
    ("steuer-lang.example", "mx.steuer-lang.example", "198.51.100.33", 16),
    ("gmail.com", "gmail-smtp-in.l.google.com", "142.250.102.27", 60),
    ("gmx.net", "mx00.gmx.net", "212.227.15.10", 40),
    ("outlook.com", "outlook-com.olc.protection.outlook.com", "52.101.68.3", 30),
    ("web.de", "mx-ha02.web.de", "212.227.17.8", 26),
    ("segelclub.example", "mx.segelclub.example", "198.51.100.44", 10),
    ("baustoff-nord.example", "mx.baustoff-nord.example", "198.51.100.55", 9),
    ("zahnarzt-ost.example", "mx.zahnarzt-ost.example", "198.51.100.66", 5),
]
NAMES = ["info", "office", "k.maier", "s.olsen", "pia", "buchhaltung", "team", "jan", "ute", "kim"]


def poisson(rng, mean):
    if mean > 50:
        return max(0, round(rng.gauss(mean, mean ** 0.5)))
    limit, n, p = 2.718281828459045 ** -mean, 0, 1.0
    while True:
        p *= rng.random()
        if p <= limit:
            return n
        n += 1


class Log:
    """Lines of one server with their times; written in order."""

    def __init__(self):
        self.rows = []

    def add(self, time, text):
        self.rows.append((time, len(self.rows), text))

    def between(self, since, until):
        self.rows = [r for r in self.rows if not since <= r[0] < until]

    def drop(self, wanted):
        self.rows = [r for r in self.rows if not wanted(r[0], r[2])]

    def text(self):
        return "".join(r[2] + "\n" for r in sorted(self.rows))


def stamp(t, micros=0):
    return datetime.datetime.fromtimestamp(t, UTC).strftime("%Y-%m-%dT%H:%M:%S") + \
        ".%06d+00:00" % micros


class World:
    def __init__(self, seed, mta="postfix", hosts=("mx1",), inbound=260, outbound=170, noise=1.0):
        self.rng = random.Random(seed)
        self.mta, self.hosts = mta, hosts
        self.inbound, self.outbound, self.noise = inbound, outbound, noise
        self.number = 0
        self.zone = UTC             # of the clock that people, and Exim's stamps, go by
        self.nets = {u: "203.0.%d.%d" % (100 + i % 5, 10 + i) for i, u in enumerate(USERS)}
        self.waiting = []           # (next time, tries left, message)

    # ---- forms of lines -----------------------------------------------------------------------

    def queue_id(self):
        self.number += 1
        if self.mta == "exim":
            n, text = self.number, ""
            for _ in range(6):
                n, digit = divmod(n, 62)
                text = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + text
            return "1w%s-%s-AB" % (text[:4], text)
        # no vowel is in a long queue id (Postfix's safe_ultostr), and other readers know that
        return ("4%09XzT" % (self.number * 7919 % 16 ** 9)).translate(str.maketrans("AE", "GH"))

    def line(self, log, t, host, daemon, text):
        if self.mta == "exim":
            when = datetime.datetime.fromtimestamp(int(t), self.zone).strftime("%Y-%m-%d %H:%M:%S")
            log.add(t, "%s %s" % (when, text))
        else:
            log.add(t, "%s %s postfix/%s[%d]: %s" % (
                stamp(int(t), int(t % 1 * 1e6)), host, daemon, 700 + hash_of(daemon) % 900, text))

    def accepted(self, log, t, host, q, sender, client, user=None, size=4000, daemon="smtpd"):
        name, ip = client
        if self.mta == "exim":
            self.line(log, t, host, "", "%s <= %s H=%s [%s] P=%s S=%d id=%s@%s" % (
                q, sender or "<>", name, ip,
                "esmtpsa A=plain_server:%s" % user if user else "esmtps", size, q, "local.example"))
            return
        if user:
            daemon = "submission/smtpd"
        self.line(log, t, host, daemon, "connect from %s[%s]" % (name, ip))
        self.line(log, t + .1, host, daemon, "%s: client=%s[%s]%s" % (
            q, name, ip, ", sasl_method=PLAIN, sasl_username=%s" % user if user else ""))
        self.line(log, t + .2, host, "cleanup", "%s: message-id=<%s@local.example>" % (q, q))
        self.line(log, t + .3, host, "qmgr", "%s: from=<%s>, size=%d, nrcpt=1 (queue active)" % (
            q, sender, size))
        self.line(log, t + .4, host, daemon, "disconnect from %s[%s] ehlo=1%s mail=1 rcpt=1 data=1 "
                  "quit=1 commands=%d" % (name, ip, " auth=1" if user else "", 6 if user else 5))

    def stored(self, log, t, host, q, to):
        if self.mta == "exim":
            self.line(log, t, host, "", "%s => %s <%s> R=local_user T=maildir_home" % (
                q, to.split("@")[0], to))
            self.line(log, t, host, "", "%s Completed" % q)
            return
        self.line(log, t, host, "lmtp", "%s: to=<%s>, relay=mx1.ship.example[private/dovecot-lmtp], "
                  "delay=0.4, delays=0.2/0/0.1/0.1, dsn=2.0.0, status=sent (250 2.0.0 <%s> %s Saved)"
                  % (q, to, to, q))
        self.line(log, t + .1, host, "qmgr", "%s: removed" % q)

    def sent(self, log, t, host, q, to, partner, delay=1.2):
        _, mx, ip, _ = partner
        if self.mta == "exim":
            self.line(log, t, host, "", '%s => %s R=dnslookup T=remote_smtp H=%s [%s] X=TLS1.3:'
                      'TLS_AES_256_GCM_SHA384:256 CV=yes C="250 2.0.0 OK queued"' % (q, to, mx, ip))
            self.line(log, t, host, "", "%s Completed" % q)
            return
        self.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s[%s]:25, delay=%.1f, delays=0.1/0/0.5/0.6"
                  ", dsn=2.0.0, status=sent (250 2.0.0 OK queued)" % (q, to, mx, ip, delay))
        self.line(log, t + .1, host, "qmgr", "%s: removed" % q)

    def failed(self, log, t, host, q, to, partner, reply, command="RCPT TO", sender="", connect=None):
        """A reply of the other server, or with `connect` words of this one that had none."""
        domain, mx, ip, _ = partner
        final = not connect and reply.startswith("5")
        if self.mta == "exim":
            if connect:
                self.line(log, t, host, "", "%s == %s R=dnslookup T=remote_smtp defer (110): "
                          "Connection timed out H=%s [%s]" % (q, to, mx, ip)
                          if "timed out" in connect else
                          "%s == %s R=dnslookup defer (-1): host lookup did not complete" % (q, to)
                          if "lookup" in connect or "Name service" in connect else
                          "%s == %s R=dnslookup T=remote_smtp defer (111): Connection refused "
                          "H=%s [%s]" % (q, to, mx, ip))
                return
            words = "SMTP error from remote mail server after %s: %s" % (
                "RCPT TO:<%s>" % to if command == "RCPT TO" else "end of data"
                if command.startswith("end") else "initial connection", reply)
            mark = "**" if final else "=="
            middle = "R=dnslookup T=remote_smtp H=%s [%s]%s" % (mx, ip, "" if final else
                                                              " defer (-44)")
            self.line(log, t, host, "", "%s %s %s %s: %s" % (q, mark, to, middle, words))
            if final:
                self.line(log, t, host, "", "%s Completed" % q)
            return
        if connect:
            self.line(log, t, host, "smtp", "%s: to=<%s>, relay=none, delay=31, delays=0.1/0/31/0, "
                      "dsn=4.4.1, status=deferred (%s)" % (q, to, connect.format(mx=mx, ip=ip,
                                                                              domain=domain)))
            return
        enhanced = reply.split()[1] if reply.split()[1].count(".") == 2 else reply[0] + ".0.0"
        where = " (in reply to %s command)" % command if not command.startswith("connect") else ""
        said = "said" if where else "refused to talk to me"
        self.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s[%s]:25, delay=2, delays=0.1/0/1/0.9, "
                  "dsn=%s, status=%s (host %s[%s] %s: %s%s)" % (
                      q, to, mx, ip, enhanced, "bounced" if final else "deferred", mx, ip, said,
                      reply, where))
        if final:
            self.line(log, t + .1, host, "qmgr", "%s: removed" % q)

    def refused(self, log, t, host, client, reply, sender, to):
        """What this server refuses at RCPT."""
        name, ip = client
        code, _, words = reply.partition(" ")
        if self.mta == "exim":
            self.line(log, t, host, "", "H=%s [%s] F=<%s> %srejected RCPT <%s>: %s" % (
                name, ip, sender, "temporarily " if code[0] == "4" else "", to, words))
            return
        self.line(log, t, host, "smtpd", "connect from %s[%s]" % client)
        self.line(log, t + .1, host, "smtpd", "NOQUEUE: reject: RCPT from %s[%s]: %s; from=<%s> "
                  "to=<%s> proto=ESMTP helo=<%s>" % (name, ip, reply, sender, to, name))
        self.line(log, t + .2, host, "smtpd", "disconnect from %s[%s] ehlo=1 mail=1 rcpt=0/1 quit=1 "
                  "commands=3/4" % client)

    def guess(self, log, t, host, ip, user):
        if self.mta == "exim":
            self.line(log, t, host, "", "login_server authenticator failed for (win) [%s]: 535 "
                      "Incorrect authentication data (set_id=%s)" % (ip, user))
            return
        self.line(log, t, host, "submission/smtpd", "warning: unknown[%s]: SASL LOGIN authentication "
                  "failed: UGFzc3dvcmQ6, sasl_username=%s" % (ip, user))

    # ---- one day ------------------------------------------------------------------------------

    def times(self, midnight, mean):
        """Moments of a day's mail: by the day of the week and the hour of the clock."""
        when = datetime.datetime.fromtimestamp(midnight + DAY // 2, self.zone)
        mean *= QUIET_DAYS.get((when.month, when.day), WEEK[when.weekday()])
        for hour, weight in enumerate(HOURS):
            for _ in range(poisson(self.rng, mean * weight / sum(HOURS))):
                yield midnight + hour * 3600 + self.rng.random() * 3599

    def stranger(self):
        r = self.rng
        return "unknown", "%d.%d.%d.%d" % (r.choice([5, 45, 91, 103, 185, 193]), r.randrange(256),
                                           r.randrange(256), r.randrange(1, 255))

    def partner(self):
        return self.rng.choices(PARTNERS, [p[3] for p in PARTNERS])[0]

    def submit(self, log, t, user=None, partner=None, outcome=None, client=None, local=None):
        """A user sends; outcome(log, t, host, q, to, partner) replaces the delivery."""
        r = self.rng
        host, q = r.choice(self.hosts), self.queue_id()
        user = user or r.choice(USERS)
        partner = partner or self.partner()
        to = "%s@%s" % (local or r.choice(NAMES), partner[0])
        client = client or ("dsl-%s.provider.example" % user, self.nets[user])
        self.accepted(log, t, host, q, user + "@ship.example", client, user, r.randrange(1500, 90000))
        (outcome or self.deliver)(log, t + 1, host, q, to, partner)
        return q

    def deliver(self, log, t, host, q, to, partner):
        """As everywhere: most is taken, some is refused, some has to wait."""
        r = self.rng.random()
        if r < .022:
            self.failed(log, t, host, q, to, partner, "550 5.1.1 <%s>: Recipient address rejected: "
                        "User unknown" % to)
        elif r < .028:
            self.failed(log, t, host, q, to, partner, "552 5.2.2 <%s>: Mailbox is full" % to)
        elif r < .05 and ".example" in partner[0]:
            self.failed(log, t, host, q, to, partner, "450 4.2.0 <%s>: Recipient address rejected: "
                        "Greylisted, see you in five minutes" % to)
            self.sent(log, t + 420, host, q, to, partner, 421)
        elif r < .056 and partner[0] in ("gmx.net", "web.de"):
            self.failed(log, t, host, q, to, partner, "450 4.7.0 Requested mail action not taken: "
                        "temporarily too many mails from this server", "connect")
            self.sent(log, t + 700, host, q, to, partner, 701)
        elif r < .06:
            self.failed(log, t, host, q, to, partner, "", connect=
                        "connect to {mx}[{ip}]:25: Connection timed out")
            self.sent(log, t + 900, host, q, to, partner, 901)
        else:
            self.sent(log, t, host, q, to, partner)

    def receive(self, log, t, outcome=None):
        r = self.rng
        host, q, partner = r.choice(self.hosts), self.queue_id(), self.partner()
        to = r.choice(USERS) + "@ship.example"
        self.accepted(log, t, host, q, "%s@%s" % (r.choice(NAMES), partner[0]),
                      (partner[1], partner[2]), None, r.randrange(1500, 200000))
        (outcome or self.stored)(log, t + .6, host, q, to)

    def strangers(self, log, midnight, factor=1.0, guesses=None):
        """What knocks at every server's door; the amount differs from day to day by itself."""
        r = self.rng
        factor *= self.noise * r.choice([.6, .8, .9, 1, 1, 1.1, 1.2, 1.5, 3])
        for kind, mean in (("list", 90), ("user", 40), ("relay", 8), ("guess", 60), ("lost", 30)):
            many = guesses if kind == "guess" and guesses is not None else factor
            for _ in range(poisson(r, mean * many * r.choice([.7, .9, 1, 1, 1.2, 2.2]))):
                t, host, who = midnight + r.random() * (DAY - 9), r.choice(self.hosts), self.stranger()
                to = r.choice(USERS) + "@ship.example"
                if kind == "list":
                    self.refused(log, t, host, who, "554 5.7.1 Service unavailable; Client host [%s] "
                                 "blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/%s"
                                 % (who[1], who[1]), "deal@offer.example", to)
                elif kind == "user":
                    to = "%s%d@ship.example" % (r.choice(NAMES), r.randrange(99))
                    self.refused(log, t, host, who, "550 5.1.1 <%s>: Recipient address rejected: User "
                                 "unknown in local recipient table" % to, "x@bulk.example", to)
                elif kind == "relay":
                    self.refused(log, t, host, who, "554 5.7.1 <t@elsewhere.example>: Relay access "
                                 "denied", "t@bulk.example", "t@elsewhere.example")
                elif kind == "guess":
                    self.guess(log, t, host, who[1], r.choice(["admin", "info", "test", "scan", "office"]))
                elif self.mta == "postfix":
                    self.line(log, t, host, "smtpd", "connect from %s[%s]" % who)
                    self.line(log, t + 1, host, "smtpd", "lost connection after %s from %s[%s]" % (
                        r.choice(["CONNECT", "EHLO", "STARTTLS", "AUTH"]), *who))
                    self.line(log, t + 1.1, host, "smtpd", "disconnect from %s[%s] ehlo=1 commands=1" % who)

    def day(self, midnight, inbound=None, outbound=None, submit=None, receive=None, strangers=1.0,
            guesses=None):
        log = Log()
        for t in self.times(midnight, self.inbound if inbound is None else inbound):
            (receive or self.receive)(log, t)
        for t in self.times(midnight, self.outbound if outbound is None else outbound):
            (submit or self.submit)(log, t)
        self.strangers(log, midnight, strangers, guesses)
        for hour in range(24):          # what a server says without any mail
            for host in self.hosts:
                t = midnight + hour * 3600 + 1700 + self.rng.random()
                if self.mta == "postfix":
                    self.line(log, t, host, "anvil", "statistics: max connection rate 1/60s for "
                              "(smtp:198.51.100.11) at Nov 20 10:00:00")
                else:
                    self.line(log, t, host, "", "Start queue run: pid=%d" % (4000 + hour))
                    self.line(log, t + 1, host, "", "End queue run: pid=%d" % (4000 + hour))
        return log


def hash_of(text):
    return sum(ord(c) * (i + 7) for i, c in enumerate(text))
