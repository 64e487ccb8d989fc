"""More scripted days, most of them told by Postfix and by Exim alike (see days.py for `day`).

Each is one that an operator tells of afterwards: what broke, for how long, and whose it was; or one
that only looked as if something had.
"""
import datetime

from days import (CALM, LISTED, NOTHING, STOLEN, THEIRS, YOU, between, day, own_reply, refusing, spree)
from world import DAY, PARTNERS, UTC, USERS

PARTLY = (NOTHING, CALM)
NETS = [("hosting%d.example" % i, "mx.hosting%d.example" % i, "198.51.100.%d" % (120 + i), 1)
        for i in range(40)]


def both(**expected):
    """The same day of a Postfix and of an Exim server."""
    def enter(make):
        for world in ("postfix", "exim"):
            def told(w, m, make=make):
                return make(w, m)
            told.__name__ = "%s_%s" % (make.__name__, world)
            day(world, **expected)(told)
        return make
    return enter


def sent_so(w, log, outcome, times, **more):
    for t in times:
        w.submit(log, t, outcome=outcome, **more)


def spread(m, since, until, n):
    return [m + since * 3600 + i * (until - since) * 3600 / n for i in range(n)]


# ---- A part of it is silent -------------------------------------------------------------------

@day("trio", say=(r"mx3", r"0[67]:\d\d"), first=1, act=YOU, never=PARTLY)
def one_of_three_dies(w, m):
    log = w.day(m)
    log.drop(lambda t, text: between(t, m, 7, 24) and " mx3 " in text)
    return log


@both(say=(r"from users|submi",), first=1, act=YOU, never=PARTLY)
def submission_stops(w, m):
    return w.day(m, submit=lambda log, t: None if between(t, m, 8, 24) else w.submit(log, t))


@both(say=(r"0[12]:\d\d", r"09:\d\d|08:5\d"), first=1, act=YOU, never=PARTLY + (r"[Nn]o log line since",))
def restored_after_outage(w, m):
    log = w.day(m)
    log.between(m + 2 * 3600, m + 9 * 3600)
    return log


@both(say=(r"since",), first=1, act=YOU, state=2, never=PARTLY)
def dies_at_noon(w, m):
    log = w.day(m)
    log.between(m + 12 * 3600, m + DAY)
    return log


@day("exim", say=(r"3[0-9](\.\d)? ?%|third",), act=YOU, never=PARTLY)
def garbled_third_exim(w, m):
    log = w.day(m)
    turn = str.maketrans("abcdefghijklmnopqrstuvwxyz=:<>", "nopqrstuvwxyzabcdefghijklm;;()")
    for i, (t, k, text) in enumerate(log.rows):
        if i % 3 == 0:
            log.rows[i] = (t, k, text[:20] + text[20:].translate(turn))
    return log


# ---- This server's own machine ----------------------------------------------------------------

@day(say=(r"[Dd]isk|[Ss]torage|[Ff]ull|room",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def disk_full_at_noon(w, m):
    return w.day(m, receive=own_reply(w, m, 12, 13, "452 4.3.1 Insufficient system storage", "reject",
                                      "MAIL"))


@day("exim", say=(r"[Dd]isk|[Ss]torage|[Ff]ull|room",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def spool_full_at_noon_exim(w, m):
    def receive(log, t):
        if not between(t, m, 12, 14):
            return w.receive(log, t)
        return w.line(log, t, "mx1", "", "spool directory space check failed: space=812 inodes=90211")
    return w.day(m, receive=receive)


@day(say=(r"[Ff]ilter|[Mm]ilter",), act=YOU, first=1, never=PARTLY)
def milter_away_ten_minutes(w, m):
    log = w.day(m)
    for t in spread(m, 11, 11.17, 9):
        own_reply(w, m, 11, 12, "451 4.7.1 Service unavailable - try again later", "milter-reject",
                  "MAIL")(log, t)
    for t in spread(m, 11, 11.17, 9):
        w.line(log, t, "mx1", "smtpd", "warning: connect to Milter service unix:/run/opendkim.sock: "
               "No such file or directory")
    return log


@both(say=(r"own|[Ff]ilter|store|deliver",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def mailbox_server_down(w, m):
    """Dovecot is away all morning: nothing reaches a mailbox."""
    def outcome(log, t, host, q, to):
        if not between(t, m, 8, 12):
            return w.stored(log, t, host, q, to)
        if w.mta == "exim":
            return w.line(log, t, host, "", "%s == %s R=virtual_user T=dovecot_lmtp defer (111): "
                          "Connection refused: LMTP connection to /run/dovecot/lmtp" % (q, to))
        return w.line(log, t, host, "lmtp", "%s: to=<%s>, relay=none, delay=0.1, delays=0.1/0/0/0, "
                      "dsn=4.4.1, status=deferred (connect to mx1.ship.example[private/dovecot-lmtp]: "
                      "Connection refused)" % (q, to))
    return w.day(m, receive=lambda log, t: w.receive(log, t, outcome=outcome))


@day(say=(r"transport|setting|[Ww]ait",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def queue_stuck(w, m):
    def outcome(log, t, host, q, to, partner):
        if not between(t, m, 10, 24):
            return w.deliver(log, t, host, q, to, partner)
        return w.line(log, t, host, "error", "%s: to=<%s>, relay=none, delay=0.2, delays=0.1/0/0/0.1, "
                      "dsn=4.3.0, status=deferred (mail transport unavailable)" % (q, to))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day("exim", say=(r"[Cc]ertificate",), act=YOU, first=1, never=(NOTHING, STOLEN))
def certificate_expired_exim(w, m):
    log = w.day(m)
    for t in w.times(m, 120):
        p = w.partner()
        w.line(log, t, "mx1", "", "TLS error on connection from %s [%s] (SSL_accept): error:0A000415:"
               "SSL routines::sslv3 alert certificate expired" % (p[1], p[2]))
    return log


@day(say=(r"[Cc]ertificate",), act=YOU, first=1, never=(NOTHING, STOLEN))
def certificate_expired_users_only(w, m):
    """Mail programs of users refuse it; other servers do not look."""
    log = w.day(m)
    for i, t in enumerate(w.times(m, 60)):
        user = USERS[i % 8]
        where = "from dsl-%s.provider.example[%s]" % (user, w.nets[user])
        w.line(log, t, "mx1", "submission/smtpd", "connect " + where)
        w.line(log, t + .1, "mx1", "submission/smtpd", "SSL_accept error %s: -1" % where)
        w.line(log, t + .2, "mx1", "submission/smtpd", "warning: TLS library problem: error:14094415:"
               "SSL routines:ssl3_read_bytes:sslv3 alert certificate expired:ssl/record/"
               "rec_layer_s3.c:1543:SSL alert number 45:")
        w.line(log, t + .3, "mx1", "submission/smtpd", "lost connection after STARTTLS " + where)
        w.line(log, t + .4, "mx1", "submission/smtpd", "disconnect %s ehlo=1 starttls=0/1 "
               "commands=1/2" % where)
    return log


@both(say=(r"DNS|[Nn]ames?\b|resolver",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def dns_away_an_hour(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(10, 11), midnight=m, connect="Host or domain name not found. Name service "
        "error for name={domain} type=MX: Host not found, try again")))


@both(say=(r"[Nn]early all|all destinations|network",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def port_25_blocked(w, m):
    """The provider closes port 25 in the afternoon, for good."""
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", hours=(15, 24), midnight=m, connect="connect to {mx}[{ip}]:25: Connection timed "
        "out")))


@both(say=(r"smart ?host|[Ll]ogin|authenticat",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def smart_host_password_wrong(w, m):
    def outcome(log, t, host, q, to, partner):
        if not between(t, m, 7, 24):
            return w.deliver(log, t, host, q, to, partner)
        if w.mta == "exim":
            w.line(log, t, host, "", "%s plain authenticator failed H=relay.uplink.example "
                   "[198.51.100.5] 535 5.7.8 Error: authentication failed" % q)
            return w.line(log, t, host, "", "%s == %s R=smarthost T=remote_smtp_smarthost defer (-42) "
                          "H=relay.uplink.example [198.51.100.5]: authentication required but "
                          "authentication attempt(s) failed" % (q, to))
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=relay.uplink.example[198.51.100.5]:587, "
                      "delay=1, delays=0/0/1/0, dsn=4.7.8, status=deferred (SASL authentication failed; "
                      "server relay.uplink.example[198.51.100.5] said: 535 5.7.8 Error: authentication "
                      "failed:)" % (q, to))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


# ---- What others think of this server ---------------------------------------------------------

@both(say=(r"[Bb]lock ?list|repute|reputation", r"gmx"), act=YOU, first=1, never=(NOTHING, STOLEN))
def listed_at_one_provider(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "554 5.7.1 Transaction failed. For explanation visit https://postmaster.gmx.net/en/case?"
        "c=r0203&i=ip&v=192.0.2.25 IP address is black listed", "MAIL FROM", only=("gmx.net",),
        midnight=m)))


@both(say=(r"[Bb]lock ?list|repute|reputation",), act=YOU, never=(NOTHING, STOLEN))
def listed_two_refusals(w, m):
    log = w.day(m)
    sent_so(w, log, refusing(w, 1, LISTED, midnight=m), [m + 40000, m + 52000])
    return log


@both(say=(r"PTR|[Rr]everse|SPF|name",), act=YOU, never=(NOTHING, STOLEN))
def no_ptr_for_ipv6(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .5, "550 5.7.1 [2001:db8:25::1] Our system has detected that this message does not meet IPv6 "
        "sending guidelines regarding PTR records and authentication. gsmtp", "end of DATA",
        only=("gmail.com",), midnight=m)))


@both(say=(r"[Bb]lock ?list", r"[Dd]isk|[Ff]ull|[Ff]ilter|table|room"), act=YOU, never=PARTLY)
def two_troubles(w, m):
    take = own_reply(w, m, 15, 18, "452 4.3.1 Insufficient system storage", "reject", "MAIL")
    if w.mta == "exim":
        def take(log, t):
            if not between(t, m, 15, 18):
                return w.receive(log, t)
            return w.line(log, t, "mx1", "", "spool directory space check failed: space=7 inodes=9")
    return w.day(m, receive=take, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .5, LISTED, hours=(8, 24), midnight=m)))


@both(say=(r"hosting|destination|druckwerk",), act=THEIRS, never=(NOTHING, STOLEN, r"port 25"))
def one_partner_away(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "", only=("druckwerk.example",), midnight=m, connect="connect to {mx}[{ip}]:25: "
        "Connection refused")))


# ---- People -----------------------------------------------------------------------------------

@both(say=(r"nils", r"stolen|password|known to a stranger"), act=YOU, first=1, never=PARTLY)
def dictionary_attack_succeeds(w, m):
    log = w.day(m)
    for i in range(300):
        w.guess(log, m + 7200 + i * 15, "mx1", "193.32.8.%d" % (10 + i % 9), USERS[i % 14])
    for i in range(3):
        w.submit(log, m + 13000 + i * 90, "nils", client=("unknown", "193.32.8.14"))
    return log


@both(say=(r"clara",), act=YOU, first=1, never=PARTLY)
def stolen_in_the_evening(w, m):
    log = w.day(m)
    spree(w, m, log, "clara", "45.134.20.9", n=150, start=20)
    return log


@both(quiet=1, never=(STOLEN,))
def user_on_a_journey(w, m):
    log = w.day(m)
    for i in range(9):
        w.submit(log, m + 30000 + i * 2500, "irma", client=("hotel-guest.example", "188.40.7.%d" % (i + 1)))
    return log


@both(never=(STOLEN,))
def payslips(w, m):
    """Katja sends everybody's payslip, from her own desk: all are taken."""
    log = w.day(m)
    sent_so(w, log, w.sent, spread(m, 10, 11, 90), user="katja")
    return log


@both(quiet=1, never=(STOLEN,))
def password_forgotten(w, m):
    """One user's telephone tries the old password all day, and the desk sends as ever."""
    log = w.day(m)
    for i in range(40):
        w.guess(log, m + 25000 + i * 1200, "mx1", w.nets["mona"], "mona")
    return log


@both(say=(r"failed logins|[Gg]uess",), act=YOU, never=(STOLEN,))
def guessing_from_one_network(w, m):
    log = w.day(m)
    for i in range(2500):
        w.guess(log, m + i * 33, "mx1", "45.11.19.%d" % (i % 60), ["admin", "info", "sales", "root"][i % 4])
    return log


@both(quiet=1, never=(STOLEN,))
def guessing_after_a_guest_left(w, m):
    """A user writes from a hotel in the morning; in the evening another guest guesses there."""
    log = w.day(m)
    for i in range(3):
        w.submit(log, m + 28800 + i * 600, "mona", client=("unknown", "185.14.9.77"))
    for i in range(30):
        w.guess(log, m + 64800 + i * 60, "mx1", "185.14.9.77", ["anna", "boris", "mona"][i % 3])
    return log


# ---- Only looks like it -----------------------------------------------------------------------

@both(quiet=1, never=(STOLEN,))
def backscatter_storm(w, m):
    """Somebody forges this domain: bounces for people who never were come from everywhere."""
    log = w.day(m)
    for i in range(900):
        p = NETS[i % 40]
        to = "xq%d@ship.example" % i
        w.refused(log, m + 3600 + i * 60, "mx1", (p[1], p[2]), "550 5.1.1 <%s>: Recipient address "
                  "rejected: User unknown in local recipient table" % to, "", to)
    return log


@both(quiet=1, never=(STOLEN,))
def greylisting_storm(w, m):
    """This server greylists; a botnet calls on it."""
    log = w.day(m)
    for i in range(1200):
        name = w.stranger()
        w.refused(log, m + i * 70, "mx1", name, "450 4.2.0 <anna@ship.example>: Recipient address "
                  "rejected: Greylisted, try again in five minutes", "x%d@bulk.example" % i,
                  "anna@ship.example")
    return log


@both(quiet=1, date="2026-12-01", say=(CALM,))
def first_of_the_month(w, m):
    return w.day(m)


@both(quiet=1, date="2027-01-01", say=(CALM,), zone="Europe/Berlin")
def new_year_in_berlin(w, m):
    return w.day(m)


@both(quiet=1, date="2026-12-26")
def second_christmas_day(w, m):
    return w.day(m)


@both(quiet=1, date="2026-11-01", zone="America/New_York")
def clock_back_in_new_york(w, m):
    return w.day(m)


@both(quiet=1, date="2026-03-29", zone="Europe/Berlin")
def clock_forward_in_spring(w, m):
    return w.day(m)


@both(quiet=1, date="2026-11-28", say=(CALM,))
def saturday(w, m):
    return w.day(m)


@both(quiet=1)
def few_at_work(w, m):
    """A bridge day: two thirds are on holiday."""
    return w.day(m, inbound=w.inbound * .6, outbound=w.outbound * .5)


@both(quiet=1, never=(STOLEN,), say=(CALM,))
def domain_moved_here(w, m):
    """From noon on a second domain's mail comes in too: half as much again."""
    log = w.day(m)
    for t in w.times(m, w.inbound * .8):
        if between(t, m, 12, 24):
            w.receive(log, t)
    for i, t in enumerate(w.times(m, w.outbound * .6)):
        if between(t, m, 12, 24):
            w.submit(log, t, user="neu%d" % (i % 12), client=("office.neu.example", "203.0.113.77"))
    return log


def monthly(w, m, log):
    if datetime.datetime.fromtimestamp(m, UTC).day == 25:
        sent_so(w, log, w.sent, spread(m, 6, 7, 60), user="boris")


@both(quiet=1, before=monthly, past=29, never=(STOLEN,))
def invoices_of_the_month(w, m):
    log = w.day(m)
    monthly(w, m, log)
    return log


def weekly(w, m, log):
    if datetime.datetime.fromtimestamp(m, UTC).weekday() == 2:
        for i in range(240):
            w.submit(log, m + 8 * 3600 + i * 5, "greta", outcome=(lambda l, t, h, q, to, p: w.failed(
                l, t, h, q, to, p, "550 5.1.1 <%s>: no such user" % to)) if i % 12 == 0 else None,
                local="leser%d" % i)


@both(quiet=1, before=weekly, past=22, never=(STOLEN,))
def weekly_letter(w, m):
    log = w.day(m)
    weekly(w, m, log)
    return log


def gone(w, m, log):
    if datetime.datetime.fromtimestamp(m, UTC).date() > datetime.date(2026, 11, 10):
        log.drop(lambda t, text: " mx2 " in text)


@day("pair", quiet=1, before=gone)
def host_taken_down_weeks_ago(w, m):
    log = w.day(m)
    gone(w, m, log)
    return log


def outage(w, m, log):
    if datetime.datetime.fromtimestamp(m, UTC).date() == datetime.date(2026, 11, 18):
        log.between(m + 8 * 3600, m + DAY)


@both(quiet=1, before=outage, past=22, say=(CALM,))
def a_week_after_an_outage(w, m):
    return w.day(m)


@both(say=(CALM,), never=(STOLEN, r"PTR"))
def one_mailbox_full(w, m):
    """A friend's mailbox is full, and the choir's list writes to it all day."""
    log = w.day(m)
    sent_so(w, log, lambda l, t, h, q, to, p: w.failed(
        l, t, h, q, to, p, "552 5.2.2 <%s>: user is over quota" % to), spread(m, 8, 20, 12),
        user="hugo", partner=PARTNERS[7], local="otto")
    return log
