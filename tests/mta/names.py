"""The names of the small internet: a DNS server that knows A, PTR and MX records and nothing else.

Hosts and mail domains are added while it runs; what was not added does not exist.
"""
import socket
import struct
import threading

A, PTR, MX = 1, 12, 15
NO_SUCH_NAME = 3


def packed(name):
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".") if part) + b"\0"


class Names:
    def __init__(self):
        self.records = {}               # (name, type): list of data

    def _add(self, name, kind, data):
        self.records.setdefault((name.lower(), kind), []).append(data)

    def host(self, name, address):
        self._add(name, A, socket.inet_aton(address))
        reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
        self._add(reverse, PTR, packed(name))

    def mail(self, domain, *hosts):
        """The domain's mail servers, the preferred one first."""
        for preference, host in enumerate(hosts, 1):
            self._add(domain, MX, struct.pack("!H", preference * 10) + packed(host))

    def start(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            query, client = self.socket.recvfrom(4096)
            self.socket.sendto(self.answer(query), client)

    def answer(self, query):
        """RFC 1035, 4.1: the question comes back with the records behind it."""
        at, labels = 12, []
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
            at += 1 + query[at]
        question = query[12:at + 5]
        name, kind = ".".join(labels).lower(), struct.unpack("!H", query[at + 1:at + 3])[0]
        found = self.records.get((name, kind), [])
        known = any(n == name for n, _ in self.records)
        flags = 0x8580 | (0 if known else NO_SUCH_NAME)
        head = query[:2] + struct.pack("!5H", flags, 1, len(found), 0, 0)
        rows = (b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data for data in found)
        return head + question + b"".join(rows)
