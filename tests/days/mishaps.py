"""Days on which one thing among many broke (see days.py for `day`): a key, a route, a password, a
backup; or on which something was mended and only looks like trouble.
"""
from days import CALM, NOTHING, STOLEN, THEIRS, YOU, between, day, own_reply, refusing
from incidents import PARTLY, both, spread
from world import PARTNERS


@day(say=(r"[Pp]olicy|[Cc]onfiguration|[Ff]ilter|[Tt]able|own ",), act=YOU, first=1,
     never=PARTLY + (STOLEN,))
def greylist_server_down(w, m):
    """Postfix asks its policy server, which has died."""
    return w.day(m, receive=own_reply(w, m, 9, 15, "451 4.3.5 Server configuration problem"))


@day("pair", say=(r"mx2",), act=YOU, first=1, never=PARTLY)
def inbound_stops_on_one_host(w, m):
    """A firewall shuts port 25 of mx2; its users go on sending."""
    def receive(log, t):
        hosts = w.hosts
        w.hosts = ("mx1",) if between(t, m, 8, 24) else hosts
        w.receive(log, t)
        w.hosts = hosts
    log = w.day(m, receive=receive)
    log.drop(lambda t, text: between(t, m, 8, 24) and " mx2 " in text and "NOQUEUE" in text)
    return log


@both(say=(r"DKIM|authenticat", r"gmail"), act=r"DNS|\byou\b", never=(NOTHING, STOLEN))
def dkim_key_gone(w, m):
    """The selector's record was deleted in DNS at six."""
    refuse = refusing(w, 1, "550-5.7.26 Your email has been blocked because the sender is "
                      "unauthenticated. Gmail requires all senders to authenticate with either SPF or "
                      "DKIM. DKIM = did not pass", "end of DATA", ("gmail.com",), (6, 24), m)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refuse))


@day(quiet=1, say=(CALM,), never=(STOLEN,))
def ipv6_route_broken(w, m):
    """No route for IPv6, and every message goes over IPv4 a moment later: only warnings are there."""
    def outcome(log, t, host, q, to, partner):
        if partner[0] == "gmail.com":
            w.line(log, t, host, "smtp", "connect to %s[2a00:1450:4013:c0f::1b]:25: Network is unreachable"
                   % partner[1])
        w.deliver(log, t + .1, host, q, to, partner)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day(say=(r"relay\.uplink\.example|smart ?host|[Ll]ogin|password",), act=YOU, first=1,
     never=(NOTHING, CALM, r"stolen|hijack"))
def smart_host_password_expires_late(w, m):
    """Everything goes through the provider's relay, whose password ran out at five in the evening."""
    relay = "relay.uplink.example[198.51.100.5]:587"

    def outcome(log, t, host, q, to, partner):
        if between(t, m, 17, 24):
            return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s, delay=1, delays=0/0/1/0, dsn=4.7.8, "
                          "status=deferred (SASL authentication failed; server %s said: 535 5.7.8 Error: "
                          "authentication failed: password expired)" % (q, to, relay, relay[:-4]))
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s, delay=1, delays=0/0/1/0, dsn=2.0.0, "
                      "status=sent (250 2.0.0 Ok: queued as 4Xx%d)" % (q, to, relay, int(t)))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@day(say=(r"mail\.ship\.example|own |primary",), act=YOU, first=1, never=(NOTHING, CALM, STOLEN))
def only_the_backup_takes_mail(w, m):
    """This is the backup; the primary does not answer from ten on, and its mail waits here."""
    def outcome(log, t, host, q, to, partner=None):
        if not between(t, m, 10, 24):
            return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=mail.ship.example[10.0.0.5]:25, delay=1, "
                          "delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)" % (q, to))
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, "
                      "status=deferred (connect to mail.ship.example[10.0.0.5]:25: Connection refused)"
                      % (q, to))
    return w.day(m, receive=lambda log, t: w.receive(log, t, outcome=outcome))


@day(say=(r"[Dd]isk|[Ss]torage|[Ff]ull|room",), act=YOU, never=(NOTHING, STOLEN))
def disk_full_in_the_night(w, m):
    """From one to four; then the backup was deleted, and all is well."""
    return w.day(m, receive=own_reply(w, m, 1, 4.5, "452 4.3.1 Insufficient system storage", "reject",
                                      "MAIL"))


@both(quiet=1, say=(CALM,), never=(STOLEN,))
def queue_flushed_after_outage(w, m):
    """What waited when the line came back is delivered in the first minutes of the day."""
    log = w.day(m)
    for i in range(60):
        w.submit(log, m + 300 + i, outcome=lambda l, t, h, q, to, p: w.sent(l, t, h, q, to, p, 21000))
    return log


@both(say=(r"[Uu]nknown [Uu]ser|no such|greta",), never=(NOTHING, STOLEN, r"blocklist"))
def list_bounces(w, m):
    """The club's list was last cleaned ten years ago: half of 500 addresses are gone."""
    log = w.day(m)
    for i, t in enumerate(spread(m, 10, 11, 500)):
        w.submit(log, t, "greta", PARTNERS[i % len(PARTNERS)], local="member%d" % i,
                 outcome=(lambda l, t, h, q, to, p: w.failed(
                     l, t, h, q, to, p, "550 5.1.1 <%s>: user unknown" % to)) if i % 2 else w.sent)
    return log


@day(say=(r"gmx|[Cc]ertificate",), act=THEIRS, never=(NOTHING, STOLEN, r"your certificate"))
def certificate_of_a_provider(w, m):
    """A large provider's certificate is not for its name; this server verifies it by DANE."""
    def outcome(log, t, host, q, to, partner):
        if partner[0] != "gmx.net" or not between(t, m, 7, 24):
            return w.deliver(log, t, host, q, to, partner)
        return w.line(log, t, host, "smtp", "%s: to=<%s>, relay=%s[%s]:25, delay=1, delays=0/0/1/0, "
                      "dsn=4.7.5, status=deferred (Server certificate not trusted)" % (
                          q, to, partner[1], partner[2]))
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=outcome))


@both(say=(r"gmail|[Gg]oogle",), act=r"\byou\b|DNS", never=(NOTHING, STOLEN))
def google_wants_a_ptr(w, m):
    """The address was changed, and its PTR forgotten."""
    refuse = refusing(w, 1, "550-5.7.25 [192.0.2.25] The IP address sending this message does not have a "
                      "PTR record setup", "end of DATA", ("gmail.com",), (11, 24), m)
    return w.day(m, submit=lambda log, t: w.submit(log, t, outcome=refuse))
