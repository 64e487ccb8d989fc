"""Dialogues that clients have with the server, good ones and bad.  Each gets a Client whose address
nobody else has, and says what it likes; what came back stands in client.seen.
"""
import base64
import concurrent.futures

from world import ADDRESS

PORT = 25
# By the beginnings of the dialogues' names; a server need not have them all.  "uncertified" and
# "certified": whose STARTTLS cannot work, and can.
PORTS = {"silent": 587, "uncertified": 26, "certified": 27, "screened": 2525, "dropped": 2526,
         "authless": 2527, "cleartext": 2528, "hasty": 2529, "filtered_dying": 2530,
         "filtered_absent": 2531, "relogin": 2532, "trouble": 2533, "limited": 2534, "babbling": 2535}
BODY = "Subject: hello\nFrom: a@example.org\n\nA line.\n"


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def greeted(client, sender="a@away.example"):
    client.say("EHLO client.away.example")
    if sender is not None:
        client.say(f"MAIL FROM:<{sender}>")


def good_mail(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def relay_denied(c):
    greeted(c)
    c.say("RCPT TO:<x@elsewhere.example>")
    c.say("RCPT TO:<y@elsewhere.example>")
    c.quit()


def unknown_user(c):
    greeted(c)
    c.say("RCPT TO:<nobody-here@example.org>")
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def null_sender(c):
    greeted(c, "")
    c.say("RCPT TO:<nobody-here@example.org>")
    c.quit()


def data_without_recipient(c):
    greeted(c)
    c.say("RCPT TO:<nobody-here@example.org>")
    c.say("DATA")
    c.quit()


def forged_words(c):
    """What strangers write must not be taken for the server's words."""
    c.say("EHLO x:450-4.2.0-said")
    c.say('MAIL FROM:<"a> 250 2.0.0 Ok; to=<z@example.org"@away.example>')
    c.say('RCPT TO:<"nobody: 421 4.4.2 lost; from=<b@example.net> proto=ESMTP"@example.org>')
    c.quit()


def bad_greeting(c):
    c.say("EHLO -not_a_name-")
    c.say("MAIL FROM:<a@away.example>")
    c.say("RCPT TO:<alice@example.org>")
    c.quit()


def no_greeting(c):
    c.say("MAIL FROM:<a@away.example>")
    c.quit()


def unknown_command(c):
    greeted(c, None)
    c.say("FROB nicate")
    c.quit()


def bad_sender_syntax(c):
    greeted(c, None)
    c.say("MAIL FROM:<a b@away.example>")
    c.say("MAIL FROM a@away.example")
    c.quit()


def bad_recipient_syntax(c):
    greeted(c)
    c.say("RCPT TO:<a b@example.org>")
    c.quit()


def order_of_commands(c):
    greeted(c, None)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.quit()


def wrong_password(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0wrong"))
    c.quit()


def wrong_password_asked_for(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.say(encoded("alice"))
    c.say(encoded("wrong"))
    c.quit()


def login_left(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.hang_up()


def login_left_halfway(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.say(encoded("alice"))
    c.hang_up()


def login_cancelled(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.say("*")
    c.quit()


def login_unknown_mechanism(c):
    greeted(c, None)
    c.say("AUTH GOSSIP")
    c.quit()


def login_failed_then_left(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0wrong"))
    c.hang_up()


def login_and_mail(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0right"))
    c.say("MAIL FROM:<alice@example.org>")
    c.say("RCPT TO:<bob@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def relogin_twice(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0right"))
    c.say("AUTH LOGIN")
    c.hang_up()


def relogin_failed_then_left_at_334(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0wrong"))
    c.say("AUTH LOGIN")
    c.hang_up()


def relogin_done_then_left(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0right"))
    c.hang_up()


def authless_left(c):
    """There is no AUTH here."""
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.hang_up()


def cleartext_left(c):
    """There is no AUTH before TLS."""
    authless_left(c)


def cleartext_silent(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    c.wait()


def left_after_connect(c):
    c.hang_up()


def left_after_recipient(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.hang_up()


def left_at_354(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.hang_up()


def left_in_the_message(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.send(b"Subject: half\r\n\r\nA line\r\n" * 100)
    c.hang_up()


def too_big_announced(c):
    greeted(c, None)
    c.say("MAIL FROM:<a@away.example> SIZE=1000000")
    c.quit()


def too_big_sent(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.content(BODY + "0123456789012345678901234567890123456789\n" * 10000)
    c.quit()


def too_many_recipients(c):
    greeted(c)
    for name in ("alice", "bob", "alice", "bob", "alice"):
        c.say(f"RCPT TO:<{name}@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def forbidden_content(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("RCPT TO:<bob@example.org>")
    c.say("DATA")
    c.content("Subject: forbidden: 451 4.7.1 try later\n\nx\n")
    c.quit()


def unknown_sender_domain(c):
    greeted(c, "a@nowhere.example")
    c.say("RCPT TO:<alice@example.org>")
    c.quit()


def greylisted(c):
    greeted(c)
    c.say("RCPT TO:<later@example.org>")
    c.quit()


def refused_sender(c):
    greeted(c, "a@refused.example")
    c.say("RCPT TO:<alice@example.org>")
    c.quit()


def refused_name(c):
    c.say("EHLO bad.example")
    c.say("MAIL FROM:<a@away.example>")
    c.say("RCPT TO:<alice@example.org>")
    c.quit()


def does_not_wait(c):
    c.say_at_once("EHLO client.away.example", "MAIL FROM:<a@away.example>", "QUIT")


def mail_in_chunks(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.chunk("Subject: hello\n", is_last=False)
    c.chunk("\nA line.\n")
    c.quit()


def forbidden_chunk(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.chunk("Subject: forbidden\n\nx\n")
    c.quit()


def left_in_a_chunk(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.send(b"BDAT 1000\r\nSubject: half\r\n")
    c.phase = "data"
    c.hang_up()


def asks_who_is_there(c):
    greeted(c, None)
    c.say("VRFY alice")
    c.say("VRFY <alice@example.org>")
    c.quit()


def errors_without_end(c):
    greeted(c)
    for i in range(9):
        reply = c.say(f"RCPT TO:<guess{i}@example.org>")
        if reply.code == 421:
            return
    for i in range(9):
        reply = c.say("FROB")
        if not reply or reply.code == 421:
            return


def silent(c):
    greeted(c, None)
    c.wait()


def silent_at_334(c):
    greeted(c, None)
    c.say("AUTH LOGIN")
    while (reply := c.wait()) and reply.code == 334:
        pass                        # Exim takes silence for an answer and asks on


def silent_at_354(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.send(b"Subject: half\r\n")
    c.wait("eod")


def certified_login_not_base64(c):
    greeted(c, None)
    c.say("AUTH PLAIN *not*base64*")
    c.quit()


def certified_login_twice(c):
    greeted(c, None)
    c.say("AUTH PLAIN " + encoded("\0alice\0right"))
    c.say("AUTH PLAIN " + encoded("\0alice\0right"))
    c.quit()


def certified_login_within_mail(c):
    greeted(c)
    c.say("AUTH LOGIN")
    c.quit()


def uncertified_starttls(c):
    greeted(c, None)
    c.say("STARTTLS")
    c.say("MAIL FROM:<a@away.example>")
    c.quit()


def certified_but_no_handshake(c):
    greeted(c, None)
    c.say("STARTTLS")
    c.send(b"EHLO what.is.tls.example\r\n")
    c.hang_up()


def certified_and_left_after_quit(c):
    """Without a good-bye in TLS, as many do."""
    greeted(c, None)
    c.say("STARTTLS")
    c.start_tls()
    c.say("EHLO client.away.example")
    c.say("QUIT")
    c.close()


def certified_and_refused(c):
    greeted(c, None)
    c.say("STARTTLS")
    c.start_tls()
    greeted(c)
    c.say("RCPT TO:<nobody-here@example.org>")
    c.quit()


def certified_but_refused_by_the_client(c):
    greeted(c, None)
    c.say("STARTTLS")
    c.refuse_certificate()


def trouble_within(c):
    """Taken, and then this server's own programs and folders fail it."""
    greeted(c, "alice@example.org")
    c.say("RCPT TO:<crash@example.org>")
    c.say("RCPT TO:<shut@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def speaks_http(c):
    c.say("GET / HTTP/1.0")


def screened(c):
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("RCPT TO:<nobody-here@example.org>")
    c.quit()


def screened_early(c):
    screened(c)


def screened_http(c):
    c.say("GET / HTTP/1.0")


def screened_bare_newline(c):
    c.send(b"EHLO client.away.example\n")
    c.wait("ehlo")
    c.say("MAIL FROM:<a@away.example>")
    c.say("RCPT TO:<alice@example.org>")
    c.quit()


def screened_and_left(c):
    greeted(c)
    c.hang_up()


def screened_but_no_handshake(c):
    certified_but_no_handshake(c)


def screened_and_certificate_refused(c):
    certified_but_refused_by_the_client(c)


def screened_without_recipient(c):
    greeted(c)
    c.say("DATA")
    c.quit()


def dropped_early(c):
    """Said before it was greeted."""


def dropped_http(c):
    c.say("GET / HTTP/1.0")


def dropped_bare_newline(c):
    c.send(b"EHLO client.away.example\n")
    c.wait("ehlo")


def dropped_hasty(c):
    c.say_at_once("EHLO client.away.example", "MAIL FROM:<a@away.example>")


def dropped_denied(c):
    """Its address is on a list."""


def hasty_greeting(c):
    """Said before it was greeted, where that is forbidden; a server that was quicker sees commands
    that did not wait for answers."""
    if c.seen[-1].code == 220:
        c.wait("ehlo")


def hasty_commands(c):
    c.say_at_once("HELO client.away.example", "MAIL FROM:<a@away.example>")


def babbling(c):
    """Said before it was greeted, and goes on."""
    c.wait("ehlo")
    c.say("MAIL FROM:<a@away.example>")
    c.quit()


def limited_rate(c):
    """Too many connections in a short time."""
    for _ in range(2):
        c.quit()
        c.again()


def filtered_dying(c):
    """The filter before the queue goes away at the end of the message."""
    greeted(c)
    c.say("RCPT TO:<alice@example.org>")
    c.say("DATA")
    c.content(BODY)
    c.quit()


def filtered_absent(c):
    """There is no filter before the queue."""
    greeted(c)
    c.quit()


DIALOGUES = [
    good_mail, relay_denied, unknown_user, null_sender, data_without_recipient, forged_words,
    bad_greeting, no_greeting, unknown_command, bad_sender_syntax, bad_recipient_syntax,
    order_of_commands, wrong_password, wrong_password_asked_for, login_left, login_left_halfway,
    login_cancelled, login_unknown_mechanism, login_failed_then_left, login_and_mail,
    left_after_connect, left_after_recipient, left_at_354, left_in_the_message, too_big_announced,
    too_big_sent, too_many_recipients, forbidden_content, unknown_sender_domain, asks_who_is_there,
    greylisted, refused_sender, refused_name, does_not_wait, mail_in_chunks, forbidden_chunk,
    left_in_a_chunk,
    uncertified_starttls, certified_but_no_handshake, certified_and_left_after_quit,
    certified_and_refused, certified_login_not_base64, certified_login_twice,
    certified_login_within_mail, certified_but_refused_by_the_client, trouble_within,
    errors_without_end, silent, silent_at_334, silent_at_354, speaks_http,
    screened, screened_early, screened_http, screened_bare_newline, screened_and_left,
    screened_without_recipient, screened_but_no_handshake, screened_and_certificate_refused,
    relogin_twice, relogin_failed_then_left_at_334, relogin_done_then_left, authless_left,
    cleartext_left, cleartext_silent, dropped_early, dropped_http, dropped_bare_newline,
    dropped_hasty, dropped_denied, hasty_greeting, hasty_commands, filtered_dying, filtered_absent,
    limited_rate, babbling,
]
# That a service answers logins is known from then on.
FIRST = login_and_mail
EARLY = {screened_early: b"EHLO early.example\r\n", babbling: b"EHLO early.example\r\n", dropped_early: b"EHLO early.example\r\n",
         hasty_greeting: b"EHLO early.example\r\nQUIT\r\n"}


def port_of(dialogue):
    return next((port for start, port in PORTS.items() if dialogue.__name__.startswith(start)), PORT)


def address_of(dialogue):
    return f"198.51.100.{20 + DIALOGUES.index(dialogue)}"


def hold(make_client, ports, without=()):
    """All dialogues that these ports are for, but for some, a few at a time, each from an address of
    its own: the clients."""
    def held(dialogue):
        client = make_client(address_of(dialogue), ADDRESS, port_of(dialogue),
                             EARLY.get(dialogue, b""))
        dialogue(client)
        client.close()
        return client
    others = [d for d in DIALOGUES
              if port_of(d) in ports and d is not FIRST and d not in without]
    first = held(FIRST)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return [first, *pool.map(held, others)]
