"""Both ends of the wire: a client that notes every reply that it gets, a server that notes every
reply that it gives.  What they note is what smtplog must find in the log, see Seen.
"""
import contextlib
import dataclasses
import re
import socket
import ssl
import threading

REPLY_TIMEOUT = 20
PHASES = {"EHLO": "ehlo", "HELO": "ehlo", "AUTH": "auth", "MAIL": "mail", "RCPT": "rcpt",
          "DATA": "data", "BDAT": "data", "VRFY": "vrfy", "RSET": "rset", "QUIT": "quit",
          "ETRN": "etrn", "STAR": "starttls"}


@dataclasses.dataclass(frozen=True)
class Seen:
    """One reply on the wire, or a dialogue's end without one (code None)."""
    phase: str
    code: int
    text: str                       # behind the codes, lines joined by newlines
    enhanced: str = None
    sender: str = None
    recipient: str = None
    after: int = None               # 334 or 354 that came before
    ended: bool = False             # the dialogue, without a reply
    chunked: bool = False           # to a message that came in chunks


def taken_apart(lines, **more):
    """A reply's lines as Seen."""
    code, texts, enhanced = int(lines[0][:3]), [], None
    for line in lines:
        found = re.match(r"([245]\.\d{1,3}\.\d{1,3}) ?", line[4:])
        enhanced = enhanced or (found and found[1])
        texts.append(line[4 + (found.end() if found else 0):])
    return Seen(code=code, text="\n".join(texts), enhanced=enhanced, **more)


def address_in(command):
    """A quoted local part may hold '>'; without its end it is not taken for quoted."""
    found = re.search(r'<((?:"(?:[^"\\]|\\.)*"|[^>"])*)>', command) or \
        re.search(r"<(.*?)>", command)
    return found[1] if found else None


class Client:
    """A dialogue from an address of its own."""
    def __init__(self, address, server, port=25, early=b""):
        """early: what it says before it is greeted."""
        self.address, self.server, self.port, self.seen = address, server, port, []
        self._connect(early)

    def _connect(self, early=b""):
        self.sender, self.recipients = None, []     # of the transaction
        self.socket = socket.create_connection((self.server, self.port), REPLY_TIMEOUT,
                                               (self.address, 0))
        self.lines = self.socket.makefile("rb")
        self.phase, self.after, self.recipient = "connect", None, None
        self.send(early)
        self._listen()

    def again(self):
        """Comes back, behind a dialogue that has ended."""
        self._connect()

    def _listen(self):
        """Notes a reply; None where the server closed without one."""
        lines = []
        while not lines or lines[-1][3:4] == "-":
            try:
                line = self.lines.readline().decode("latin-1").rstrip("\r\n")
            except ConnectionResetError:        # it had closed when we spoke
                line = ""
            if not line:
                return None
            if lines and lines[0][:3] != line[:3]:
                lines = []              # postscreen greets by halves, and may think otherwise
            lines.append(line)
        reply = taken_apart(lines, phase=self.phase, sender=self.sender, recipient=self.recipient,
                            after=self.after)
        self.seen.append(reply)
        return reply

    def send(self, data):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(data)           # the answer, or its absence, tells

    def say(self, command, behind=b""):
        """Sends a command, and what comes with it, and returns what came back."""
        verb = command[:4].upper()
        if self.phase != "auth" or self.after != 334:
            self.phase, self.after = PHASES.get(verb, "other"), None
        if verb == "BDAT" and command.endswith(" LAST"):
            self.phase = "eod"
        self.recipient = address_in(command) if verb == "RCPT" else \
            command[5:].strip("<>") if verb == "VRFY" else None
        if verb == "MAIL":
            self.sender, self.recipients = address_in(command), []
        self.send(command.encode() + b"\r\n" + behind)
        reply = self._listen()
        self.after = reply.code if reply and reply.code in (334, 354) else None
        if verb == "RCPT" and reply.code < 300:
            self.recipients.append(self.recipient)
        if verb in ("EHLO", "RSET") or (verb == "MAIL" and reply.code >= 400):
            self.sender = None          # there is no transaction
        return reply

    def say_at_once(self, *commands):
        """Does not wait for the answers, of which there may be fewer."""
        self.send("".join(command + "\r\n" for command in commands).encode())
        for command in commands:
            self.phase = PHASES.get(command[:4].upper(), "other")
            if not self._listen():
                return

    def chunk(self, text, is_last=True):
        """A part of the message without DATA (RFC 3030)."""
        data = text.encode().replace(b"\n", b"\r\n")
        reply = self.say(f"BDAT {len(data)}{' LAST' * is_last}", data)
        return self._ended(reply) if is_last else reply

    def content(self, text):
        """The message behind 354, with its dot."""
        assert self.after == 354
        self.phase, self.recipient = "eod", None
        self.send(text.encode().replace(b"\n", b"\r\n") + b".\r\n")
        return self._ended(self._listen())

    def _ended(self, reply):
        self.sender = self.after = None
        return reply

    def start_tls(self):
        """Behind the 220 to STARTTLS; whose certificate it is does not matter here."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.lines.close()
        self.socket = context.wrap_socket(self.socket)
        self.lines = self.socket.makefile("rb")

    def refuse_certificate(self):
        """Behind the 220 to STARTTLS: signed by nobody whom this client knows, which it says (RFC
        8446, 6.2: alert unknown_ca), and leaves."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        self.lines.close()
        with contextlib.suppress(ssl.SSLError):
            self.socket = context.wrap_socket(self.socket)
            raise SystemExit("the certificate was to be refused")
        self._end()

    def wait(self, phase=None):
        """What the server says by itself; it may close without a word."""
        self.phase = phase or self.phase
        return self._listen() or self._end()

    def hang_up(self):
        """Leaves without a word."""
        self._end()
        self.close()

    def _end(self):
        """After 334 and 354 that reply was the last one."""
        last = self.seen[-1]
        phase = "eod" if last.code == 354 else self.phase
        self.seen.append(Seen(phase, last.code if last.code in (334, 354) else None, "",
                              sender=self.sender, ended=True))

    def before(self, seen):
        """The reply before one of those seen, but the first."""
        return self.seen[next(n for n, s in enumerate(self.seen) if s is seen) - 1]

    def quit(self):
        self.say("QUIT")
        self.close()

    def close(self):
        self.lines.close()
        self.socket.close()


HANG_UP = object()
YES = {"connect": "220 ready", "EHLO": "250 here", "MAIL": "250 2.1.0 ok", "RCPT": "250 2.1.5 ok",
       "DATA": "354 go on", "eod": "250 2.0.0 taken", "RSET": "250 ok", "QUIT": "221 bye"}


class Sink:
    """A mail server that says what it is told to.

    script: what to answer instead of YES: "connect", a verb, "eod", or "RCPT user@domain" for one
    recipient, "body" for the message's beginning; a reply, HANG_UP, or a list of them for one time
    after the other (the last one stays).  A reply of many lines has newlines in it.  Who is offered
    CHUNKING sends BDAT, the last of which is answered as "eod".
    """
    def __init__(self, address, script):
        self.address, self.script, self.seen = address, script, []
        self.times = {}
        self.has_chunks = "CHUNKING" in str(script.get("EHLO"))
        self.listener = socket.create_server((address, 25))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _pick(self, verb, address):
        key = f"{verb} {address}" if f"{verb} {address}" in self.script else verb
        answer = self.script.get(key, YES.get(verb, "502 5.5.1 not known"))
        if not isinstance(answer, list):
            return answer
        turn = self.times.get(key, 0)
        self.times[key] = turn + 1
        return answer[min(turn, len(answer) - 1)]

    def _talk(self, connection):
        with connection, connection.makefile("rb") as lines:
            talk = Talk(self, connection)
            if not talk.answer("connect", None):
                return
            for line in lines:
                command = line.decode("latin-1").rstrip("\r\n")
                verb = command[:4].upper()
                if verb == "BDAT":
                    if not talk.read_chunk(lines, command):
                        return
                    continue
                if not talk.answer(verb, address_in(command)) or verb == "QUIT":
                    return
                if talk.in_data and not talk.read_message(lines):
                    return


class Talk:
    """One dialogue of a Sink."""
    def __init__(self, sink, connection):
        self.sink, self.connection = sink, connection
        self.sender, self.recipients, self.in_data = None, [], False
        self.is_refused = False         # the sender was, or all recipients

    def read_chunk(self, lines, command):
        """Commands may have come with it without waiting; if they were refused, so is this."""
        size = int(command.split()[1])
        while size > 0:
            size -= len(lines.read(size)) or size
        if self.is_refused or not self.recipients:
            return self._say("503 5.5.1 nobody wants it\r\n")
        if not command.upper().endswith(" LAST"):
            return self._say("250 2.0.0 go on\r\n")
        return self.answer("eod", None)

    def _say(self, text):
        self.connection.sendall(text.encode())
        return True

    def read_message(self, lines):
        self.in_data = False
        if self.sink._pick("body", None) is HANG_UP:
            lines.readline()            # the message has begun
            return self._note("eod", None, None, 354)
        for line in lines:
            if line == b".\r\n":
                break
        return self.answer("eod", None, 354)

    def answer(self, verb, address, after=None):
        """Says what the script wants and notes it; 0: the dialogue is over."""
        if verb in ("RCPT", "DATA") and self.is_refused:
            return self._say("503 5.5.1 who sends it?\r\n")
        reply = self.sink._pick(verb, address)
        phase = PHASES.get(verb, verb)
        if verb == "MAIL":
            self.sender, self.recipients = address, []
        if reply is HANG_UP:
            return self._note(phase, None, address, after)
        lines = reply.split("\n")
        code = int(lines[0][:3])
        if verb == "MAIL":
            self.is_refused = code >= 400
        if verb == "RCPT" and code < 300:
            self.recipients.append(address)
        self.in_data = verb == "DATA" and code == 354
        self._note(phase, lines, address, after)
        self.connection.sendall("".join(line + "\r\n" for line in lines).encode())
        return not (verb == "connect" and code >= 400)

    def _note(self, phase, lines, address, after):
        """For every recipient whom the reply concerns; 0."""
        whom = [address] if phase == "rcpt" else self.recipients or [None]
        for recipient in whom:
            more = {"phase": phase, "sender": self.sender, "recipient": recipient, "after": after,
                    "chunked": self.sink.has_chunks and phase in ("mail", "eod")}
            self.sink.seen.append(taken_apart(lines, **more) if lines else
                                  Seen(code=None, text="", **more))
        return 0
