"""More days that operators tell of (see days.py for `day`): a clock that is wrong, a milter that dies
for an hour, two addresses of which one is blocked, a log that was rotated away, a password taken
through webmail on the same machine.
"""
from days import CALM, LISTED, NOTHING, STOLEN, YOU, between, day, own_reply
from incidents import PARTLY, both, spread
from world import PARTNERS, USERS, stamp


@day(say=(r"[Ff]ilter|milter",), act=YOU, first=1, never=PARTLY + (STOLEN, r"sending mail server"))
def milter_dies_for_an_hour(w, m):
    """rspamd is restarted at ten and comes back at eleven; every message of that hour is put off."""
    return w.day(m, receive=own_reply(w, m, 10, 11, "451 4.7.1 Service unavailable - try again later",
                                      "milter-reject", "END-OF-MESSAGE"))


@both(say=(r"DNS|resolver",), act=YOU, never=PARTLY + (STOLEN, r"gmx\.net cannot"))
def resolver_down_for_two_hours(w, m):
    """The local resolver died at nine; what was sent until eleven waits and goes out then."""
    def outcome(log, t, host, q, to, partner):
        if not between(t, m, 9, 11):
            return w.deliver(log, t, host, q, to, partner)
        w.failed(log, t, host, q, to, partner, "", connect="Host or domain name not found. Name service "
                 "error for name={domain} type=MX: Host not found, try again")
        return w.sent(log, m + 11 * 3600 + t % 900, host, q, to, partner, 3600)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day("pair", say=(r"mx2", r"blocklist|repute|reputation", r"gmx"), act=YOU,
     never=(NOTHING, STOLEN, r"Only on mx1"))
def one_of_two_addresses_is_blocked(w, m):
    """mx2's address is on a list that one provider asks; mail of mx1 passes."""
    def outcome(log, t, host, q, to, partner):
        if host == "mx2" and partner[0] in ("gmx.net", "web.de"):
            return w.failed(log, t, host, q, to, partner, "554 5.7.1 Service unavailable; Client host "
                            "[192.0.2.26] blocked using bl.lists.example", "connect")
        return w.deliver(log, t, host, q, to, partner)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@both(say=(r"1[23]:\d\d|11:5\d",), first=1, act=YOU, never=PARTLY)
def rotated_at_noon_and_never_read_again(w, m):
    """logrotate moved the log without telling syslog, and the rest went into the old file."""
    log = w.day(m)
    log.drop(lambda t, text: t >= m + 12 * 3600)
    return log


@day("trio", say=(r"mx2", r"08:\d\d|07:5\d"), first=1, act=YOU, state=2, never=PARTLY)
def second_of_three_stops_in_the_morning(w, m):
    log = w.day(m)
    log.drop(lambda t, text: between(t, m, 8, 24) and " mx2 " in text)
    return log


@both(say=(r"edda", STOLEN), act=YOU, first=1, never=(NOTHING, CALM))
def stolen_through_webmail(w, m):
    """The thief uses the webmail: every message comes from 127.0.0.1, as edda, and is refused."""
    log = w.day(m)
    spam = ("550 5.7.1 Message refused as spam", "end of DATA command")
    for i, t in enumerate(spread(m, 2, 6, 900)):
        w.submit(log, t, "edda", PARTNERS[i % len(PARTNERS)], local="u%d" % i, client=("localhost", "127.0.0.1"),
                 outcome=(lambda l, t, h, q, to, p: w.failed(l, t, h, q, to, p, *spam)) if i % 3 else w.sent)
    return log


@both(quiet=1, say=(CALM,), never=(STOLEN,))
def botnet_guesses_once_each(w, m):
    """Two hundred addresses try one password each; no login follows."""
    log = w.day(m)
    for i, t in enumerate(spread(m, 0, 24, 200)):
        w.guess(log, t, w.hosts[0], "%d.%d.%d.7" % (23 + i, i * 7 % 250, i * 13 % 250), USERS[i % 9])
    return log


@day(say=(r"00:00", r"clock"), act=YOU, never=(NOTHING, STOLEN))
def clock_one_hour_ahead_until_noon(w, m):
    """A new machine's clock was an hour ahead until NTP set it: the first hour is missing, one is there twice."""
    log = w.day(m)
    log.rows = [(t + 3600, n, text.replace(stamp(int(t))[:13], stamp(int(t) + 3600)[:13], 1))
                if t < m + 12 * 3600 else (t, n, text) for t, n, text in log.rows]
    log.rows.sort(key=lambda r: r[1])
    return log


@both(say=(r"[Cc]ertificate",), act=YOU, never=(NOTHING, STOLEN))
def certificate_expires_at_noon(w, m):
    """From noon on clients break TLS off; those that can speak without it."""
    log = w.day(m)
    for i, t in enumerate(spread(m, 12, 24, 60)):
        ip = "198.51.%d.%d" % (100 + i % 20, 10 + i)
        if w.mta == "exim":
            w.line(log, t, "mx1", "", "TLS error on connection from mail%d.example [%s] (SSL_accept): "
                   "error:0A000415:SSL routines::sslv3 alert certificate expired" % (i, ip))
            continue
        w.line(log, t, "mx1", "smtpd", "connect from mail%d.example[%s]" % (i, ip))
        w.line(log, t + .1, "mx1", "smtpd", "SSL_accept error from mail%d.example[%s]: -1" % (i, ip))
        w.line(log, t + .2, "mx1", "smtpd", "warning: TLS library problem: error:0A000415:SSL routines::"
               "sslv3 alert certificate expired:../ssl/record/rec_layer_s3.c:1590:SSL alert number 45:")
        w.line(log, t + .3, "mx1", "smtpd", "lost connection after STARTTLS from mail%d.example[%s]" % (i, ip))
        w.line(log, t + .4, "mx1", "smtpd", "disconnect from mail%d.example[%s] ehlo=1 starttls=0/1 "
               "commands=1/2" % (i, ip))
    return log


@day("pair", say=(r"[Dd]isk|[Ff]ull|room", r"mx1"), act=YOU, first=1, never=(NOTHING, STOLEN))
def disk_of_one_host_full(w, m):
    """mx1 has no room from three in the afternoon; senders go to mx2, or come back."""
    def receive(log, t):
        if w.rng.random() < .5 and between(t, m, 15, 24):
            partner = w.partner()
            return w.refused(log, t, "mx1", (partner[1], partner[2]), "452 4.3.1 Insufficient system "
                             "storage", "info@" + partner[0], "anna@ship.example")
        return w.receive(log, t)
    return w.day(m, receive=receive)
