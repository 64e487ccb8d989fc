"""Days of which two things are true at once, days that begin late or end early, and ordinary ones that
look odd: a holiday, a busy quarter's end, a clock set to another zone (see days.py for `day`).
"""
import re

from days import LISTED, NOTHING, STOLEN, THEIRS, YOU, between, day, newsletter, refusing
from incidents import PARTLY, both, spread
from world import PARTNERS, USERS


# ---- Two at once ------------------------------------------------------------------------------

@day(say=(r"1[34]:\d\d",), first=1, act=YOU, state=2, before=newsletter, past=29, never=PARTLY)
def dies_after_the_newsletter(w, m):
    """More was sent than on other days, until the machine died at two."""
    log = w.day(m)
    newsletter(w, m, log)
    log.drop(lambda t, text: t >= m + 14 * 3600)
    return log


@day("trio", say=(r"mx2", r"blocklist|reputation"), act=YOU, never=PARTLY)
def one_host_dead_another_listed(w, m):
    def outcome(log, t, host, q, to, partner):
        if host == "mx1" and between(t, m, 8, 24):
            return w.failed(log, t, host, q, to, partner, LISTED, "connect")
        return w.deliver(log, t, host, q, to, partner)
    log = w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))
    log.drop(lambda t, text: between(t, m, 13, 24) and " mx2 " in text)
    return log


@both(say=(r"irma|" + STOLEN, r"irma"), act=YOU, first=1, never=PARTLY)
def stolen_while_strangers_knock(w, m):
    """Three times the usual strangers, and among them one who has irma's password."""
    log = w.day(m, strangers=3)
    for i, t in enumerate(spread(m, 1, 6, 260)):
        w.submit(log, t, "irma", outcome=refusing(w, .4, "554 5.7.1 Message refused as spam",
                                                  "end of DATA", midnight=m),
                 client=("unknown", "45.88.%d.9" % (i % 3)), local="t%d" % i)
    return log


# ---- Late, slow -------------------------------------------------------------------------------

@both(say=(r"[Bb]lock ?list",), act=YOU, first=1, never=(STOLEN, NOTHING))
def listed_in_the_evening(w, m):
    """From six in the evening, when little is sent."""
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, .8, LISTED, hours=(18, 24), midnight=m)))


def seeping(w, m, log, n=14):
    for i, t in enumerate(spread(m, 8, 18, n)):
        w.submit(log, t, "lars", ("list%d.example" % i, "mx.list%d.example" % i, "198.51.100.%d" % (
            130 + i % 90), 1), outcome=refusing(w, .3, "554 5.7.1 Message refused as spam",
                                                "end of DATA", midnight=m),
                 client=("unknown", "91.203.7.%d" % (i % 250)))


@day(say=(r"lars",), act=YOU, first=1, never=PARTLY)
def stolen_and_slow(w, m):
    """No burst: two hundred messages over a working day, each from another address of a network."""
    log = w.day(m)
    seeping(w, m, log, 200)
    return log


@day("pair", say=(r"mx2",), act=YOU, first=1, never=PARTLY,
     before=lambda w, m, log: log.drop(lambda t, text: " mx2 " in text and t >= 1795564800 + 36000))
def second_day_without_mx2(w, m):
    """It died yesterday (24 November) at ten, and nobody has seen it yet."""
    log = w.day(m)
    log.drop(lambda t, text: " mx2 " in text)
    return log


@day(say=(r"1[45]:\d\d",), act=YOU, first=1, past=0, never=PARTLY)
def first_day_ends_at_three(w, m):
    """Set up in the morning, silent since three, read at night."""
    log = w.day(m)
    log.drop(lambda t, text: not between(t, m, 9, 15))
    return log


@day(say=(r"09:\d\d|10:0\d",), act=YOU, first=1, state=2, date="2026-11-28", never=PARTLY)
def dies_on_saturday(w, m):
    log = w.day(m)
    log.drop(lambda t, text: t >= m + 10 * 3600)
    return log


# ---- Whose it is ------------------------------------------------------------------------------

@both(say=(r"outlook|[Mm]icrosoft",), act=THEIRS + "|nobody", never=(NOTHING, STOLEN, r"all destinations"))
def provider_out_all_day(w, m):
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refusing(
        w, 1, "451 4.3.2 Temporary server error. Please try again later", "connect",
        only=("outlook.com",), hours=(7, 20), midnight=m)))


@day(say=(r"filter|setting|[Bb]lock ?list",), act=YOU, first=1, never=PARTLY + (STOLEN,))
def spamhaus_answers_no_open_resolver(w, m):
    """Our resolver was changed to a public one: the list we ask says "open resolver" of everybody."""
    def receive(log, t):
        if not between(t, m, 9, 24):
            return w.receive(log, t)
        partner = w.partner()
        return w.refused(log, t, "mx1", (partner[1], partner[2]), "554 5.7.1 Service unavailable; Client "
                         "host [%s] blocked using zen.spamhaus.org; Error: open resolver; "
                         "https://check.spamhaus.org/returnc/pub/192.0.2.53/" % partner[2],
                         "info@" + partner[0], "anna@ship.example")
    return w.day(m, receive=receive)


@day(say=(r"[Rr]efused here meanwhile: \d+, most as: On a Blocklist",), act=YOU, first=1,
     never=PARTLY + (STOLEN,))
def a_blocklist_shut_down(w, m):
    """It answers yes to every question since noon: our own correspondents are refused."""
    def receive(log, t):
        if not between(t, m, 11, 24):
            return w.receive(log, t)
        partner = w.partner()
        return w.refused(log, t, "mx1", (partner[1], partner[2]), "554 5.7.1 Service unavailable; Client "
                         "host [%s] blocked using dnsbl.gone.example" % partner[2],
                         "info@" + partner[0], "anna@ship.example")
    return w.day(m, receive=receive)


@day(say=(r"druckwerk",), never=(NOTHING, STOLEN, r"all destinations"))
def one_partner_lost_its_starttls(w, m):
    """Our policy wants TLS there; they stopped offering it."""
    def outcome(log, t, host, q, to, partner):
        if partner[0] == "druckwerk.example":
            return w.failed(log, t, host, q, to, partner, "", connect="TLS is required, but was not "
                            "offered by host {mx}[{ip}]")
        return w.deliver(log, t, host, q, to, partner)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@both(quiet=1, never=(r"[Oo]wn filter|setting of this server",))
def their_filter_is_broken(w, m):
    """One partner's milter is away for an hour: six messages wait, and go out then.  Theirs, not ours."""
    log = w.day(m)
    for i, t in enumerate(spread(m, 10, 11, 6)):
        q = w.submit(log, t, USERS[i], PARTNERS[0], outcome=lambda *a: None)
        w.failed(log, t + 1, w.hosts[0], q, "info@hafenkontor.example", PARTNERS[0],
                 "451 4.7.1 Service unavailable - try again later", "end of DATA")
        w.sent(log, t + 3700, w.hosts[0], q, "info@hafenkontor.example", PARTNERS[0], 3700)
    return log


@day(never=(r"[Oo]wn filter|setting of this server",), quiet=1)
def their_resolver_is_public(w, m):
    """A small partner asks Spamhaus through a public resolver, and refuses everybody."""
    log = w.day(m)
    for i, t in enumerate(spread(m, 10, 15, 5)):
        w.submit(log, t, USERS[i], PARTNERS[9], outcome=refusing(
            w, 1, "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using "
            "zen.spamhaus.org; Error: open resolver; https://check.spamhaus.org/returnc/pub/192.0.2.25/",
            midnight=m))
    return log


# ---- Ordinary, though it looks odd ------------------------------------------------------------

@both(quiet=1)
def quarter_ends(w, m):
    """Half as much again as on other days."""
    return w.day(m, w.inbound * 1.5, w.outbound * 1.5)


@both(quiet=1)
def everybody_greylists_today(w, m):
    """Several partners began to greylist; all of it went out seven minutes later."""
    def outcome(log, t, host, q, to, partner):
        if ".example" in partner[0] and w.rng.random() < .6:
            w.failed(log, t, host, q, to, partner, "450 4.2.0 <%s>: Recipient address rejected: "
                     "Greylisted, see you in five minutes" % to)
            return w.sent(log, t + 420, host, q, to, partner, 421)
        return w.deliver(log, t, host, q, to, partner)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day(quiet=1, zone="Europe/Berlin")
def stamps_in_another_zone(w, m):
    """The clock was set to Berlin's time at noon: +01:00 in the stamps from then on."""
    log = w.day(m)

    def shifted(t, text):
        if t < m + 12 * 3600:
            return text
        hour = int(text[11:13]) + 1
        if hour == 24:
            return None
        return text[:11] + "%02d" % hour + text[13:26] + "+01:00" + text[32:]
    log.rows = [(t, n, shifted(t, text)) for t, n, text in log.rows if shifted(t, text)]
    return log


@both(quiet=1)
def a_full_mailbox_elsewhere(w, m):
    """One friend of clara's has a full mailbox: forty tries, one recipient."""
    log = w.day(m)
    q = w.submit(log, m + 8 * 3600, "clara", PARTNERS[3], outcome=lambda *a: None, local="pia")
    for t in spread(m, 8, 20, 40):
        w.failed(log, t, w.hosts[0], q, "pia@gmail.com", PARTNERS[3], "452 4.2.2 The email account that "
                 "you tried to reach is over quota")
    return log


@both(quiet=1, date="2026-11-29")
def a_busy_sunday(w, m):
    """The firm works on one Sunday in Advent."""
    return w.day(m, w.inbound * 1.6, w.outbound * 2.2)


@day("small", quiet=1)
def hardly_anything(w, m):
    """Half of the few users are away."""
    return w.day(m, w.inbound * .55, w.outbound * .6)


@day("pair", quiet=1)
def new_users_came(w, m):
    """Five people more, from networks never seen."""
    log = w.day(m)
    for n, name in enumerate(("olga", "paul", "rita", "sven", "tina")):
        for t in spread(m, 9, 17, 6):
            w.submit(log, t + n * 40, name, client=("dsl.provider.example", "203.0.105.%d" % (40 + n)))
    return log


@both(quiet=1)
def travellers(w, m):
    """A third of the users sends from hotels."""
    def submit(log, t):
        user = w.rng.choice(USERS)
        if user in USERS[:5]:
            return w.submit(log, t, user, client=("unknown", "185.%d.7.9" % (20 + USERS.index(user))))
        return w.submit(log, t, user)
    return w.day(m, submit=submit)


def renamed(text):
    return re.sub(r" mx1 ", " mx9 ", text, count=1)


@day(say=(r"mx1|mx9",), never=(STOLEN,))
def moved_to_a_new_name(w, m):
    """At noon mx9 took over what mx1 did: silence of one name, and as much from another."""
    log = w.day(m)
    log.rows = [(t, n, renamed(text) if t >= m + 12 * 3600 else text) for t, n, text in log.rows]
    return log
