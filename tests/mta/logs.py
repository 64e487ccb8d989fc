"""What smtplog reads out of a real server's log, against what was seen on the wire."""
import importlib
import os

import inbound
import outbound
import wire
from judge import Smtplog, compare
from world import RELAY_CLIENT, World, main

ATTEMPT = ("peer_ip", "phase", "code", "enhanced")


def is_failure(seen):
    """Postfix says "221 Error: ..." to those who speak HTTP."""
    if seen.ended or seen.code is None or seen.text.startswith("Error:"):
        return True
    return seen.code >= 400 or (seen.code == 354 and seen.phase != "data")


def disposition_inbound(seen):
    if seen.ended:
        return "aborted"
    return "auth_failed" if seen.phase == "auth" and seen.code in (535, 501) else "rejected"


def row(direction, address, seen, **more):
    found = {"direction": direction, "peer_ip": address, "phase": seen.phase, "code": seen.code,
             "enhanced": seen.enhanced, "after_code": seen.after, "sender": seen.sender,
             "recipient": seen.recipient, "text": seen.text}
    return {**found, **more}


def inbound_rows(server, clients):
    """What the log can tell of the failures that clients saw: see the server's log_tells()."""
    for client in clients:
        for seen in filter(is_failure, client.seen):
            told = server.log_tells(seen, client)
            if told is not None:
                found = row("inbound", client.address, seen, disposition=disposition_inbound(seen))
                yield {**found, **told}


def outbound_rows(server, abroad, rounds):
    """What became of deliveries, in the server's words; what each other server did, as it was seen;
    and of that, what had to lead to another server."""
    results, seen_rows, skipped = [], [], []
    for address, seen, is_last in abroad.seen(rounds):
        if not is_failure(seen):
            continue
        found = row("outbound", address, seen,
                    disposition="bounced" if seen.code and seen.code >= 500 else "deferred")
        told = server.attempt_tells(seen)
        seen_rows.append({**found, **(told or {})})
        if is_last:
            results.append({**found, **server.delivery_tells(seen)})
        elif told is not None:
            skipped.append({**found, **told})
    return results, seen_rows, skipped


def unknown_domain_rows(server, abroad):
    """Failures of which nobody on the wire said anything."""
    for recipient in abroad.unknown():
        nothing = wire.Seen(phase=None, code=None, text="no such domain",
                            enhanced=server.NO_DOMAIN_ENHANCED, sender=abroad.sender,
                            recipient=recipient)
        yield row("outbound", None, nothing, disposition="bounced")


def own_rows(server, rounds):
    """Failures of the server's own programs and folders, of which the wire knows nothing."""
    for recipient, disposition, enhanced in server.own_trouble(rounds):
        nothing = wire.Seen(phase=None, code=None, text="own trouble", recipient=recipient,
                            enhanced=enhanced, sender="alice@example.org")
        yield row("local", None, nothing, disposition=disposition)


def count(numbers, key):
    numbers[key] = numbers.get(key, 0) + 1


def accepted(server, clients, abroad, rounds):
    """The 2xx replies of the log, as `traffic` has them."""
    numbers = {("inbound", 250, None): server.own_replies()}
    for client in clients:
        for seen in client.seen:
            code = server.counts(seen, client)
            if code:
                count(numbers, ("inbound", code, None))
    for _, seen, _ in abroad.seen(rounds):
        if seen.phase == "eod" and seen.code == 250:
            count(numbers, ("outbound", 250, seen.recipient.partition("@")[2]))
    return numbers


def fates(abroad, rounds):
    """Who was put off and got the mail at last."""
    put_off, got = set(), set()
    for _, seen, is_last in abroad.seen(rounds):
        if is_last and (seen.code or 400) // 100 == 4:
            put_off.add(seen.recipient)
        if seen.phase == "eod" and seen.code == 250:
            got.add(seen.recipient)
    return sorted(put_off & got)


class Test:
    def __init__(self, name, program, _, servers, scratch):
        self.world = World(servers, scratch)
        name, _, variant = name.partition("/")
        self.server = importlib.import_module(name)
        if variant:
            self.server.vary(variant)
        self.smtplog = Smtplog(program, self.world.folder("smtplog"), self.server.PARSER_OPTIONS)
        self.faults = []
        self.world.names.mail("away.example", "mx.away.example")
        self.world.name("mx.away.example", "203.0.113.250")
        self.abroad = outbound.Abroad(self.world)
        self.rounds = 0

    def expect(self, holds, sentence):
        if not holds:
            self.faults.append(sentence)

    def hold_dialogues(self):
        self.server.start()
        self.clients = inbound.hold(wire.Client, self.server.PORTS, self.server.WITHOUT)
        self.clients.append(self.abroad.submit(wire.Client))
        self.server.settle()
        self.rounds = 1

    def check_failures(self):
        results, seen, skipped = outbound_rows(self.server, self.abroad, self.rounds)
        expected = [*inbound_rows(self.server, self.clients), *results,
                    *unknown_domain_rows(self.server, self.abroad),
                    *own_rows(self.server, self.rounds)]
        found = self.smtplog.failures()
        self.faults += compare(expected, found)
        self.check_texts(seen, found)
        self.check_attempts(seen, skipped)
        return len(expected)

    def check_texts(self, expected, found):
        """A remote server's words, all lines of them that the log has."""
        said = {(r["peer_ip"], r["code"], r["recipient"]): self.server.text_tells(r["text"])
                for r in expected if r["code"]}
        for r in found:
            words = said.get((r["peer_ip"], r["code"], r["recipient"]))
            self.expect(words in (None, r["text"]), f"said {words!r}, found {r['text']!r}")

    def check_messages(self):
        """A delivery's line names neither the message's client nor its Message-ID."""
        for r in self.smtplog.sql("SELECT recipient_domain, message_id, client_ip, queue_id"
                                  " FROM failures WHERE direction = 'outbound'"):
            wanted = outbound.message_id(r["recipient_domain"]) if self.server.TELLS_MESSAGE_ID \
                else None
            self.expect(r["message_id"] == wanted and r["client_ip"] == RELAY_CLIENT,
                        f"of another message: {r}")

    def check_attempts(self, explained, wanted):
        """Each attempt is a reply, or a refused connection; each such server left an attempt."""
        def keys(rows):
            return {tuple(r[name] for name in ATTEMPT) for r in rows}
        found = keys(self.smtplog.sql(f"SELECT {', '.join(ATTEMPT)} FROM events"
                                      " WHERE disposition = 'attempt'"))
        explained, wanted = keys(explained), keys(wanted)
        self.expect(found <= explained, f"attempts that nobody saw: {found - explained}")
        self.expect(wanted <= found, f"attempts not found: {wanted - found}")

    def check_traffic(self):
        found = {(r["direction"], r["code"], r["domain"]): r["n"]
                 for r in self.smtplog.facts()["traffic"] if r["code"] < 300}
        expected = accepted(self.server, self.clients, self.abroad, self.rounds)
        for key in sorted({*found, *expected}, key=str):
            self.expect(found.get(key) == expected.get(key),
                        f"traffic {key}: on the wire {expected.get(key)}, found {found.get(key)}")
        return sum(found.values())

    def check_fates(self):
        found = [r["recipient"] for r in self.smtplog.facts()["fates"]]
        expected = fates(self.abroad, self.rounds)
        self.expect(found == expected, f"put off and delivered: {expected}, found {found}")

    def check_lines(self):
        for r in [*self.smtplog.unread(), *self.smtplog.unknown_lines()]:
            self.faults.append(f"lines not understood: {r}")

    def check_secrets(self):
        """What clients gave as a password is kept nowhere, whatever the server logs of it."""
        for secret in map(inbound.encoded, ("\0alice\0right", "\0alice\0wrong", "wrong")):
            for name in os.listdir(self.smtplog.folder):
                with open(os.path.join(self.smtplog.folder, name), "rb") as file:
                    self.expect(secret.encode() not in file.read(), f"{name} holds {secret}")

    def check_again(self):
        """Read twice, rotated and compressed, and into an empty database: nothing changes."""
        before = self.smtplog.facts()
        self.smtplog.run("ingest", "-q")
        self.expect(self.smtplog.facts() == before, "reading twice changed something")
        self.server.rotate()
        self.smtplog.run("ingest", "-q")
        self.expect(self.smtplog.facts() == before, "rotation changed something")
        anew = os.path.join(self.smtplog.folder, "anew.db")
        self.smtplog.run("ingest", "-q", database=anew)
        self.expect(self.smtplog.facts(anew) == before, "the rotated logs alone say something else")

    def run(self):
        self.hold_dialogues()
        self.smtplog.run("ingest", "-q")
        self.check_failures()
        self.server.retry()
        self.rounds = 2
        self.smtplog.run("ingest", "-q")
        failures, replies = self.check_failures(), self.check_traffic()
        self.check_fates()
        self.check_messages()
        self.check_lines()
        self.check_secrets()
        self.show(failures, replies)
        if not self.faults:
            self.check_again()

    def show(self, failures, replies):
        given = sum(len(sink.seen) for _, _, sink, _ in self.abroad.sinks if sink)
        print(f"{len(self.clients)} dialogues with clients, "
              f"{sum(len(c.seen) for c in self.clients)} replies; "
              f"{len(self.abroad.sinks)} servers abroad, {given} replies; "
              f"{failures} failures and {replies} successes in the log")


if __name__ == "__main__":
    main(Test)
