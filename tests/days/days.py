"""Scripted days: what happens on each, what its first screen must and must not say, who must act.

A day is a function of (world, midnight) that answers the day's Log.  `@day` names the world it
happens in and what is expected:

  say      patterns that the first 25 lines of `report` and of `top` must hold, in any order
  never    patterns that they must not hold
  act      who must act on what `say[0]` names: YOU, THEIRS, SENDER
  first    1: `say[0]` belongs to the first thing named
  quiet    1: no alarm at all, and `smtplog check` answers 0
  state    what `smtplog check` answers: 0 well, 1 warning, 2 critical, 3 unknown
  date     the day, else a Wednesday; `past`: days of history; `zone`: TZ of the reader
  before   function of (world, midnight, log) that changes a day of the history
"""
import datetime

from world import DAY, PARTNERS, UTC, Log, poisson

YOU, THEIRS, SENDER = r"\byou\b", r"(recipient's|other) (mail )?server|destination", r"user|sender"
NOTHING = r"[Nn]othing out of the usual"
CALM = r"[Mm]ail flows\."
STOLEN = r"stolen|password|hijack|compromis"
DAYS = []


def day(world="postfix", say=(), never=(), act=None, first=0, quiet=0, state=None,
        date="2026-11-25", past=22, zone="UTC", before=None):
    def enter(make):
        DAYS.append(dict(name=make.__name__, world=world, make=make, say=say, never=never, act=act,
                         first=first, quiet=quiet, state=state, date=date, past=past, zone=zone,
                         before=before))
        return make
    return enter


def between(t, midnight, since, until):
    return midnight + since * 3600 <= t < midnight + until * 3600


# ---- Ordinary ---------------------------------------------------------------------------------

@day(quiet=1, say=(CALM,))
def ordinary(w, m):
    return w.day(m)


@day("exim", quiet=1, say=(CALM,))
def ordinary_exim(w, m):
    return w.day(m)


@day("pair", quiet=1, say=(CALM,))
def ordinary_pair(w, m):
    return w.day(m)


@day("small", quiet=1)
def ordinary_small(w, m):
    return w.day(m)


@day(quiet=1, date="2026-11-29")
def sunday(w, m):
    return w.day(m)


@day(quiet=1, date="2026-11-23")
def monday(w, m):
    return w.day(m)


@day(quiet=1, date="2027-01-01")
def new_year(w, m):
    return w.day(m)


@day("exim", quiet=1, date="2026-12-25")
def christmas(w, m):
    return w.day(m)


@day(quiet=1, date="2026-10-25", zone="Europe/Berlin")
def clock_back(w, m):
    return w.day(m)


@day("exim", quiet=1, date="2027-03-28", zone="Europe/Berlin")
def clock_forward(w, m):
    return w.day(m)


def newsletter(w, m, log):
    """Every Wednesday at nine; a tenth of the list is out of date."""
    if datetime.datetime.fromtimestamp(m, UTC).weekday() != 2:
        return
    for i in range(300):
        outcome = (lambda l, t, h, q, to, p: w.failed(
            l, t, h, q, to, p, "550 5.1.1 <%s>: no such user here" % to)) if i % 10 == 0 else None
        w.submit(log, m + 9 * 3600 + i * 4, "mona", outcome=outcome, local="reader%d" % i)


@day(quiet=1, before=newsletter, past=29)
def newsletter_weekly(w, m):
    log = w.day(m)
    newsletter(w, m, log)
    return log


@day(quiet=1, before=newsletter, past=8)
def newsletter_second_time(w, m):
    log = w.day(m)
    newsletter(w, m, log)
    return log


def dead_yesterday(w, m, log):
    if datetime.datetime.fromtimestamp(m, UTC).date() == datetime.date(2026, 11, 24):
        log.between(m + 2 * 3600, m + DAY)


@day(quiet=1, before=dead_yesterday, past=9)
def day_after_outage(w, m):
    return w.day(m)


@day(quiet=1, never=(STOLEN,))
def spam_wave_refused(w, m):
    return w.day(m, strangers=15, guesses=1)


@day("exim", quiet=1, never=(STOLEN,))
def spam_wave_refused_exim(w, m):
    return w.day(m, strangers=15, guesses=1)


@day(past=0, say=(r"failed logins|[Gg]uess",), act=YOU, never=(r"[Nn]othing needs attention", NOTHING))
def first_day(w, m):
    log = w.day(m)
    for i in range(518):
        w.guess(log, m + 1800 + i * 150, "mx1", "45.9.%d.7" % (i % 6), ["admin", "info", "anna"][i % 3])
    return log


@day(past=0, never=(r"since|silent|No line",))
def first_day_calm(w, m):
    return w.day(m, strangers=.3)


# ---- Silence ----------------------------------------------------------------------------------

@day(say=(r"02:00|0?1:[45]\d", r"22 ?h|since"), first=1, act=YOU, state=2,
     never=(NOTHING, CALM, r"▼"))
def dead_server(w, m):
    log = w.day(m)
    log.between(m + 2 * 3600, m + DAY)
    return log


@day("exim", say=(r"(09:[3-5]|10:0)\d|since",), first=1, act=YOU, state=2, never=(NOTHING, CALM))
def dead_server_exim(w, m):
    log = w.day(m)
    log.between(m + 10 * 3600, m + DAY)
    return log


@day("small", say=(r"since|silent|[Nn]o (log )?line",), first=1, act=YOU, never=(NOTHING, CALM))
def dead_small_server(w, m):
    log = w.day(m)
    log.between(m + 7 * 3600, m + DAY)
    return log


@day(say=(r"[Nn]o (log )?line|silent|ended", r"ingest|log"), first=1, act=YOU, never=(NOTHING, CALM, r"▼"))
def stale_log(w, m):
    log = w.day(m)
    log.between(m + 1800, m + DAY)
    return log


@day("pair", say=(r"mx2",), first=1, act=YOU, never=(NOTHING, CALM))
def dead_host(w, m):
    log = w.day(m)
    log.drop(lambda t, text: between(t, m, 9, 24) and " mx2 " in text)
    return log


@day("pair", say=(r"mx2",), first=1, act=YOU, never=(NOTHING, CALM))
def dead_host_from_midnight(w, m):
    log = w.day(m)
    log.drop(lambda t, text: " mx2 " in text)
    return log


@day(say=(r"deliver|smtp\b|qmgr",), first=1, act=YOU, never=(NOTHING, CALM))
def dead_daemon(w, m):
    log = w.day(m)
    log.drop(lambda t, text: between(t, m, 8, 24) and
             any("postfix/%s[" % d in text for d in ("smtp", "lmtp", "qmgr")))
    return log


@day("exim", say=(r"deliver|outbound|[Oo]utgoing",), first=1, act=YOU, never=(NOTHING, CALM))
def dead_delivery_exim(w, m):
    log = w.day(m)
    log.drop(lambda t, text: between(t, m, 8, 24) and " => " in text)
    return log


@day(say=(r"0[67]:\d\d|18:\d\d",), first=1, act=YOU, never=(NOTHING, CALM))
def half_day_missing(w, m):
    log = w.day(m)
    log.between(m + 6 * 3600, m + 18 * 3600)
    return log


@day(say=(r"[Ii]nbound|[Ii]ncoming|from outside|accepted",), first=1, act=YOU, never=(NOTHING, CALM))
def inbound_stopped(w, m):
    log = w.day(m)
    names = [p[1] for p in PARTNERS]
    dead = set()
    for t, _, text in sorted(log.rows):     # with all that belongs to what was received
        if between(t, m, 9, 24) and ": client=" in text and any(n in text for n in names):
            dead.add(text.split(": client=")[0].rsplit(" ", 1)[1])
    log.drop(lambda t, text: between(t, m, 9, 24) and (
        "from unknown" in text or any("from " + n in text for n in names) or
        any(": %s:" % q in text for q in dead)))
    return log


@day("exim", say=(r"[Ii]nbound|[Ii]ncoming|from outside|accepted",), first=1, act=YOU,
     never=(NOTHING, CALM))
def inbound_stopped_exim(w, m):
    log = w.day(m)
    dead = {text.split()[2] for t, _, text in log.rows
            if between(t, m, 9, 24) and " <= " in text and "A=plain" not in text}
    log.drop(lambda t, text: between(t, m, 9, 24) and (
        "rejected" in text or "authenticator failed" in text or text.split()[2] in dead))
    return log


@day(say=(r"outbound|[Oo]utgoing|sent|deliver",), first=1, act=YOU, never=(NOTHING, CALM))
def outbound_stopped(w, m):
    return w.day(m, submit=lambda log, t: None if between(t, m, 9, 24) else w.submit(log, t))


@day(say=(r"third|3[0-9](\.\d)? ?%|6[0-9](\.\d)? ?%",), act=YOU, never=(NOTHING, CALM))
def unreadable_third(w, m):
    log = w.day(m)
    turn = str.maketrans("abcdefghijklmnopqrstuvwxyz=:", "nopqrstuvwxyzabcdefghijklm;;")
    for i, (t, k, text) in enumerate(log.rows):
        if i % 3 == 0:
            head, colon, rest = text.partition("]: ")
            log.rows[i] = (t, k, head + colon + rest.translate(turn))
    return log


@day(say=(r"[Nn]o (log )?line|silent|ended",), first=1, act=YOU, never=(NOTHING, CALM))
def no_log_at_all(w, m):
    return Log()


# ---- This server's own trouble ----------------------------------------------------------------

def refusing(w, share, reply, command="RCPT TO", only=None, hours=(0, 24), midnight=0, connect=None):
    """Outcome: some of the deliveries are refused so, the rest goes its way."""
    def outcome(log, t, host, q, to, partner):
        if (not only or partner[0] in only) and w.rng.random() < share and \
                between(t, midnight, *hours):
            w.failed(log, t, host, q, to, partner, reply.format(to=to), command, connect=connect)
        else:
            w.deliver(log, t, host, q, to, partner)
    return outcome


LISTED = ("554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; "
          "https://www.spamhaus.org/query/ip/192.0.2.25")


@day(say=(r"[Bb]lock ?list",), act=YOU, first=1, never=(STOLEN, NOTHING, CALM))
def blocklisted(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .6, LISTED, hours=(9, 24), midnight=m)))


@day("exim", say=(r"[Bb]lock ?list",), act=YOU, first=1, never=(STOLEN, NOTHING, CALM))
def blocklisted_exim(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .6, LISTED, hours=(9, 24), midnight=m)))


def listed_before(w, m, log):
    for i in range(14):
        w.submit(log, m + 9 * 3600 + i * 2400, outcome=refusing(w, 1, LISTED, midnight=m))


@day(say=(r"[Bb]lock ?list",), act=YOU, before=listed_before, never=(NOTHING,))
def blocklisted_for_weeks(w, m):
    log = w.day(m)
    listed_before(w, m, log)
    return log


@day(past=0, say=(r"[Bb]lock ?list",), act=YOU, first=1, never=(STOLEN, NOTHING))
def blocklisted_first_day(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(w, .4, LISTED, midnight=m)))


@day(say=(r"outlook\.com|[Mm]icrosoft",), act=YOU, never=(STOLEN, NOTHING))
def blocked_by_one_provider(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "550 5.7.1 Unfortunately, messages from [192.0.2.25] weren't sent. Please contact your "
        "Internet service provider since part of their network is on our block list (S3140).",
        "MAIL FROM", only=("outlook.com",), midnight=m)))


@day(say=(r"SPF|[Uu]nauthenticated|DKIM",), act=r"\byou\b|DNS", never=(STOLEN, NOTHING))
def spf_refused(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "550 5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail "
        "requires all senders to authenticate with either SPF or DKIM. gsmtp", "end of DATA",
        only=("gmail.com",), midnight=m)))


@day("exim", say=(r"SPF|[Uu]nauthenticated|DKIM",), act=r"\byou\b|DNS", never=(STOLEN, NOTHING))
def dkim_refused_exim(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "550 5.7.515 Access denied, sending domain SHIP.EXAMPLE doesn't meet the required "
        "authentication level. DKIM = Fail", "end of DATA", only=("outlook.com",), midnight=m)))


@day(say=(r"PTR|[Rr]everse",), act=YOU, never=(STOLEN, NOTHING))
def ptr_refused(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "550 5.7.25 The IP address sending this message does not have a PTR record setup, or the "
        "corresponding forward DNS entry does not match the sending IP. gsmtp", "end of DATA",
        only=("gmail.com", "web.de"), midnight=m)))


def spree(w, m, log, user, ip, n=420, start=3):
    """A thief sends: everywhere, from a network nobody knows, and much of it is refused as spam."""
    for i in range(n):
        partner = w.rng.choice(PARTNERS[3:7] + [
            ("victim%d.example" % (i % 90), "mx.victim%d.example" % (i % 90),
             "198.51.100.%d" % (100 + i % 90), 1)])
        w.submit(log, m + start * 3600 + i * 24, user, partner, outcome=refusing(
            w, .35, "554 5.7.1 Message rejected as spam by Content Filtering", "end of DATA",
            midnight=m), client=("unknown", ip), local="target%d" % i)


@day(say=(r"frank",), act=YOU, first=1, never=(NOTHING, CALM))
def hijacked(w, m):
    log = w.day(m)
    spree(w, m, log, "frank", "91.200.14.7")
    return log


@day("exim", say=(r"hugo",), act=YOU, first=1, never=(NOTHING, CALM))
def hijacked_exim(w, m):
    log = w.day(m)
    spree(w, m, log, "hugo", "91.200.14.7")
    return log


@day(say=(r"failed logins|[Gg]uess", r"[Nn]one (of them )?succeeded|no(ne|thing) succeeded"), act=YOU,
     never=(r"stolen|hijack|compromis",))
def guessing(w, m):
    log = w.day(m)
    for i in range(3600):
        w.guess(log, m + 3600 + i * 20, "mx1", "45.%d.%d.7" % (i % 40, i % 7),
                ["admin", "info", "anna", "office", "scan", "kasse"][i % 6])
    return log


@day(say=(r"greta",), act=YOU, first=1, never=(NOTHING, CALM))
def guessing_succeeded(w, m):
    log = w.day(m)
    for i in range(240):
        w.guess(log, m + 3600 + i * 20, "mx1", "185.14.9.77", ["anna", "boris", "greta", "lars"][i % 4])
    for i in range(12):
        w.submit(log, m + 9000 + i * 60, "greta", client=("unknown", "185.14.9.77"))
    return log


@day("exim", say=(r"lars",), act=YOU, first=1, never=(NOTHING, CALM))
def guessing_succeeded_exim(w, m):
    log = w.day(m)
    for i in range(240):
        w.guess(log, m + 3600 + i * 20, "mx1", "185.14.9.77", ["anna", "boris", "greta", "lars"][i % 4])
    for i in range(5):
        w.submit(log, m + 9000 + i * 60, "lars", client=("unknown", "185.14.9.77"))
    return log


def own_reply(w, m, since, until, reply, what="reject", command="RCPT"):
    """From `since` to `until` this server can take nothing: every client is answered so."""
    def receive(log, t):
        if not between(t, m, since, until):
            return w.receive(log, t)
        partner = w.partner()
        sender, to = "info@" + partner[0], "anna@ship.example"
        if w.mta == "exim":
            return w.line(log, t, "mx1", "", "H=%s [%s] F=<%s> temporarily rejected %s <%s>: %s" % (
                partner[1], partner[2], sender, "RCPT", to, reply))
        w.line(log, t, "mx1", "smtpd", "connect from %s[%s]" % (partner[1], partner[2]))
        w.line(log, t + .1, "mx1", "smtpd", "NOQUEUE: %s: %s from %s[%s]: %s; from=<%s>%s proto=ESMTP "
               "helo=<%s>" % (what, command, partner[1], partner[2], reply, sender,
                              "" if command == "MAIL" else " to=<%s>" % to, partner[1]))
        return w.line(log, t + .2, "mx1", "smtpd", "disconnect from %s[%s] ehlo=1 mail=0/1 quit=1 "
                      "commands=2/3" % (partner[1], partner[2]))
    return receive


@day(say=(r"[Ff]ilter|[Mm]ilter",), act=YOU, first=1, never=(NOTHING, CALM))
def broken_milter(w, m):
    log = w.day(m, receive=own_reply(w, m, 10, 14, "451 4.7.1 Service unavailable - try again later",
                                     "milter-reject", "MAIL"))
    for i in range(60):
        w.line(log, m + 36000 + i * 240, "mx1", "smtpd", "warning: connect to Milter service "
               "inet:127.0.0.1:11332: Connection refused")
    return log


@day(say=(r"table|lookup|configuration",), act=YOU, first=1, never=(NOTHING, CALM))
def own_table_broken(w, m):
    log = w.day(m, receive=own_reply(w, m, 10, 14, "451 4.3.0 <anna@ship.example>: Temporary lookup "
                                     "failure"))
    for i in range(40):
        w.line(log, m + 36000 + i * 300, "mx1", "smtpd", "warning: hash:/etc/postfix/virtual lookup "
               "error for \"anna@ship.example\"")
    return log


@day(say=(r"[Dd]isk|[Ss]torage|[Ff]ull|space",), act=YOU, first=1, never=(NOTHING, CALM))
def disk_full(w, m):
    return w.day(m, receive=own_reply(w, m, 9, 15, "452 4.3.1 Insufficient system storage", "reject",
                                      "MAIL"))


@day(say=(r"DNS|[Nn]ame|resolver",), act=YOU, first=1, never=(NOTHING, CALM, STOLEN))
def dns_outage(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(10, 15), midnight=m, connect="Host or domain name not found. Name service "
        "error for name={domain} type=MX: Host not found, try again")))


@day("exim", say=(r"DNS|[Nn]ame|resolver",), act=YOU, first=1, never=(NOTHING, CALM, STOLEN))
def dns_outage_exim(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(10, 15), midnight=m, connect="lookup")))


@day(say=(r"[Nn]early all|[Aa]ll|network|every",), act=YOU, first=1, never=(NOTHING, CALM, STOLEN))
def network_outage(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(12, 17), midnight=m, connect="connect to {mx}[{ip}]:25: Connection timed "
        "out")))


@day("exim", say=(r"[Nn]early all|[Aa]ll|network|every",), act=YOU, first=1,
     never=(NOTHING, CALM, STOLEN))
def network_outage_exim(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(12, 17), midnight=m, connect="connect to {mx}[{ip}]:25: Connection timed "
        "out")))


@day(say=(r"gmx\.net",), act=THEIRS, never=(STOLEN, NOTHING))
def big_destination_down(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", only=("gmx.net",), midnight=m, connect="connect to {mx}[{ip}]:25: Connection timed "
        "out")))


@day(say=(r"gmail|[Gg]oogle",), act=YOU, never=(STOLEN, NOTHING))
def provider_throttles(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .9, "421 4.7.28 Our system has detected an unusual rate of unsolicited mail originating "
        "from your IP address. gsmtp", "end of DATA", only=("gmail.com",), hours=(8, 24), midnight=m)))


@day(say=(r"[Cc]ertificate",), act=YOU, first=1, never=(STOLEN, NOTHING))
def own_certificate_expired(w, m):
    log = w.day(m)
    for i, t in enumerate(w.times(m, 140)):
        partner = w.partner()
        where = "from %s[%s]" % (partner[1], partner[2])
        w.line(log, t, "mx1", "smtpd", "connect " + where)
        w.line(log, t + .1, "mx1", "smtpd", "SSL_accept error %s: -1" % where)
        w.line(log, t + .2, "mx1", "smtpd", "warning: TLS library problem: error:0A000415:SSL routines::"
               "sslv3 alert certificate expired:../ssl/record/rec_layer_s3.c:1605:SSL alert number 45:")
        w.line(log, t + .3, "mx1", "smtpd", "lost connection after STARTTLS " + where)
        w.line(log, t + .4, "mx1", "smtpd", "disconnect %s ehlo=1 starttls=0/1 commands=1/2" % where)
    return log


@day("exim", say=(r"[Cc]ertificate|TLS",), act=YOU, first=1, never=(NOTHING,))
def own_certificate_missing_exim(w, m):
    log = w.day(m)
    for i, t in enumerate(w.times(m, 140)):
        partner = w.partner()
        w.line(log, t, "mx1", "", "TLS error on connection from %s [%s] (cert/key setup: "
               "cert=/etc/exim4/exim.crt key=/etc/exim4/exim.key): Error while reading file." % (
                   partner[1], partner[2]))
    return log


@day(say=(r"hafenkontor",), act=THEIRS, never=(STOLEN, NOTHING, r"your certificate"))
def their_certificate_expired(w, m):
    def outcome(log, t, host, q, to, partner):
        if partner[0] != "hafenkontor.example":
            return w.deliver(log, t, host, q, to, partner)
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s[%s]:25, delay=1, delays=0/0/1/0, "
                      "dsn=4.7.5, status=deferred (Server certificate not verified: certificate has "
                      "expired)" % (q, to, partner[1], partner[2]))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day(say=(r"127\.0\.0\.1|[Ff]ilter|loopback",), act=YOU, first=1, never=(NOTHING, CALM, STOLEN))
def content_filter_down(w, m):
    def outcome(log, t, host, q, to, partner=None):
        if not between(t, m, 9, 14):
            return (w.deliver(log, t, host, q, to, partner) if partner
                    else w.stored(log, t, host, q, to))
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1"
                      ", status=deferred (connect to 127.0.0.1[127.0.0.1]:10024: Connection refused)"
                      % (q, to))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome),
                 receive=lambda log, t: w.receive(log, t, outcome=outcome))


@day(say=(r"smart ?host|relay\.uplink\.example|[Ll]ogin|authenticat",), act=YOU, first=1,
     never=(NOTHING, CALM, STOLEN))
def smart_host_login_refused(w, m):
    def outcome(log, t, host, q, to, partner):
        if not between(t, m, 9, 24):
            return w.deliver(log, t, host, q, to, partner)
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=relay.uplink.example[198.51.100.5]:587, "
                      "delay=1, delays=0/0/1/0, dsn=4.7.8, status=deferred (SASL authentication failed; "
                      "server relay.uplink.example[198.51.100.5] said: 535 5.7.8 Error: authentication "
                      "failed: credentials rejected)" % (q, to))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day(say=(r"[Ww]ait|queue|still",), never=(STOLEN, NOTHING))
def queue_grows(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .55, "452 4.3.1 Insufficient system resources, try again later", "MAIL FROM",
        only=("gmx.net", "web.de", "druckwerk.example", "steuer-lang.example"), hours=(7, 24),
        midnight=m)))


@day(say=(r"user unknown|unknown user|do not exist|[Uu]nknown",), act=SENDER, never=(STOLEN, NOTHING))
def old_address_list(w, m):
    log = w.day(m)
    for i in range(70):
        w.submit(log, m + 11 * 3600 + i * 9, "jonas", outcome=lambda l, t, h, q, to, p: w.failed(
            l, t, h, q, to, p, "550 5.1.1 <%s>: Recipient address rejected: User unknown" % to),
            local="former%d" % i)
    return log


@day(never=(STOLEN,), quiet=1)
def returned_after_five_days(w, m):
    log = w.day(m)
    q = w.queue_id()
    w.line(log, m + 7200, "mx1", "qmgr", "%s: from=<anna@ship.example>, size=3000, nrcpt=1 (queue "
           "active)" % q)
    w.line(log, m + 7230, "mx1", "smtp", "%s: to=<x@gone.example>, relay=none, delay=430000, delays="
           "429970/0/30/0, dsn=4.4.1, status=deferred (connect to gone.example[198.51.100.9]:25: "
           "Connection timed out)" % q)
    w.line(log, m + 7231, "mx1", "qmgr", "%s: from=<anna@ship.example>, status=expired, returned to "
           "sender" % q)
    return log


# ---- A hundred ordinary days ------------------------------------------------------------------

# worlds whose days are told one after another: (world, seed, first day, days)
ORDINARY = [("postfix", 11, "2026-10-05", 20), ("exim", 12, "2026-12-14", 20),
            ("pair", 13, "2026-09-07", 20), ("small", 14, "2026-06-01", 20),
            ("large", 15, "2026-03-16", 20)]
