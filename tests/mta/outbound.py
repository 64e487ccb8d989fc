"""Servers out in the world, what they answer, and the mail that is sent to them."""
import dataclasses

from wire import HANG_UP, Seen, Sink
from world import ADDRESS, RELAY_CLIENT

SENDER = "alice@example.org"
NOBODY = "nobody listens"           # instead of a script
CHUNKS = "250-here\n250-PIPELINING\n250 CHUNKING"


@dataclasses.dataclass
class Destination:
    """A mail domain with its servers, the preferred one first, and one mail to these users."""
    domain: str
    scripts: tuple                  # of Sink, or NOBODY; none: there is no such domain
    users: tuple = ("u",)

    @property
    def recipients(self):
        return [f"{user}@{self.domain}" for user in self.users]


DESTINATIONS = [
    Destination("good.example", ({},), ("u", "v")),
    Destination("slow.example", ({"RCPT": ["450 4.2.0 Greylisted, come again", "250 2.1.5 ok"]},)),
    Destination("half.example", ({"RCPT gone@half.example": "550 5.1.1 no such user"},),
                ("gone", "u")),
    Destination("full.example", ({"eod": ["452 4.2.2 mailbox full", "552 5.2.2 still full"]},)),
    Destination("wordy.example", ({"eod": "550-5.7.1 looks like 250 2.0.0 spam\n"
                                          "550-5.7.1 421 of them today\n550 5.7.1 see our page"},)),
    Destination("plain.example", ({"RCPT": "553 sorry"},)),
    Destination("busy.example", ({"connect": "421 4.3.2 too busy"},)),
    Destination("shut.example", ({"connect": "554 5.7.1 not you"},)),
    Destination("rude.example", ({"connect": HANG_UP},)),
    Destination("deaf.example", ({"EHLO": HANG_UP},)),
    Destination("odd.example", ({"RCPT": "354 go on"},)),
    Destination("tight.example", ({"MAIL": ["452 4.3.1 no space", "552 5.3.4 too big"]},),
                ("u", "v")),
    Destination("late.example", ({"DATA": ["451 4.7.1 not now", "554 5.7.1 not ever"]},),
                ("u", "v")),
    Destination("torn.example", ({"body": HANG_UP},)),
    Destination("mute.example", ({"eod": HANG_UP},)),
    Destination("dark.example", (NOBODY,)),
    Destination("spare.example", (NOBODY, {})),
    Destination("backup.example", ({"connect": "421 4.3.2 too busy"}, {"RCPT": "550 5.1.1 none"})),
    Destination("parts.example", ({"EHLO": CHUNKS},), ("u", "v")),
    Destination("partial.example", ({"EHLO": CHUNKS, "RCPT gone@partial.example": "550 5.1.1 no"},),
                ("gone", "u")),
    Destination("hasty.example", ({"EHLO": CHUNKS, "MAIL": ["451 4.7.0 slow down",
                                                            "550 5.7.1 you again"]},)),
    Destination("picky.example", ({"EHLO": CHUNKS, "eod": ["451 4.3.0 again", "554 5.7.1 no"]},)),
    Destination("nowhere.example", ()),
]


def message_id(domain):
    return f"1.{domain}@relay.example.org"


class Abroad:
    """Starts the servers, each at an address of its own, and names them."""
    sender = SENDER

    def __init__(self, world):
        self.sinks = []             # (destination, address, Sink or None, whether it is the last)
        number = 0
        for destination in DESTINATIONS:
            hosts = []
            for place, script in enumerate(destination.scripts, 1):
                number += 1
                address, host = f"203.0.113.{number}", f"mx{place}.{destination.domain}"
                hosts.append(host)
                world.name(host, address)
                sink = None if script is NOBODY else Sink(address, script)
                self.sinks.append((destination, address, sink, place == len(destination.scripts)))
            if hosts:
                world.names.mail(destination.domain, *hosts)

    def submit(self, make_client):
        """One mail a destination, over the wire; the client notes what it is told."""
        client = make_client(RELAY_CLIENT, ADDRESS)
        client.say("EHLO relay.example.org")
        for destination in DESTINATIONS:
            client.say(f"MAIL FROM:<{SENDER}>")
            for recipient in destination.recipients:
                client.say(f"RCPT TO:<{recipient}>")
            client.say("DATA")
            client.content(f"Subject: to {destination.domain}\nFrom: {SENDER}\n"
                           f"Message-ID: <{message_id(destination.domain)}>\n\nA line.\n")
        client.quit()
        return client

    def unknown(self):
        """Recipients whose domain does not exist."""
        return [r for destination in DESTINATIONS if not destination.scripts
                for r in destination.recipients]

    def seen(self, rounds):
        """(address, Seen, is the last server) of every reply for every recipient; where nobody
        listens, what the network said in each of the rounds."""
        for destination, address, sink, is_last in self.sinks:
            replies = sink.seen if sink else [None] * rounds
            for reply in replies:
                yield from self._for_recipients(destination, address, reply, is_last)

    def _for_recipients(self, destination, address, reply, is_last):
        reply = reply or Seen(phase="connect", code=None, text=NOBODY)
        whom = [reply.recipient] if reply.recipient else destination.recipients
        for recipient in whom:
            yield address, dataclasses.replace(reply, sender=SENDER, recipient=recipient), is_last
