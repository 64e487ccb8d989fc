"""Reports by mail through a real server into a real mailbox, and what comes back when it refuses.

smtplog runs as an ordinary user, as in the nightly job, and calls the server's own sendmail where
it looks for it by itself.
"""
import importlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys

from world import DOMAIN, World, main, wait_for

NOW = 1795457070
# The subject's words, for a day without a delivery and without days before.
VERDICTS = {"en": "state not known, {} bounced", "ru": "состояние неизвестно, возвращено {}"}
# What servers put in front, delivery to a mailbox included.
TRACE = ("return-path", "received", "delivered-to", "x-original-to", "envelope-to", "delivery-date",
         "sender")
# Texts of strangers that mail has to survive; often enough to head the report.
LONG = "word " * 200 + "x" * 600
HOSTILE = (
    "550 5.7.1 <script>alert(1)</script> \u0421\u043f\u0430\u043c =?utf-8?q?Bcc:?= =3D"
    f" http://bad.example/a.b?c=1&d=2 {LONG} (in reply to RCPT TO command)",
    f"554 From the top: \u00ff Subject: x . {LONG} (in reply to end of DATA command)")
LINE = ("2026-11-22T05:{0:02d}:00+00:00 mx1 postfix/smtp[6]: 4hQzzzzzzz{0}aBd:"
        " to=<e{0}@example.com>, relay=mx.example.com[198.51.100.3]:25, delay=1,"
        " delays=0/0/1/0, dsn=5.0.0, status=bounced"
        " (host mx.example.com[198.51.100.3] said: {1})\n")


class Mailbox:
    """A Maildir; every message is taken once."""
    def __init__(self, user):
        self.folder, self.taken = f"/var/mail/{user}/new", set()

    def waiting(self):
        names = set(os.listdir(self.folder)) if os.path.isdir(self.folder) else set()
        return names - self.taken

    def take(self):
        wait_for(f"one mail in {self.folder}", lambda: len(self.waiting()) == 1)
        name = self.waiting().pop()
        self.taken.add(name)
        return os.path.join(self.folder, name)


class Test:
    def __init__(self, name, program, source, servers, scratch):
        self.world = World(servers, scratch)
        self.server = importlib.import_module(name)
        self.faults, self.mails = [], 0
        sys.path.insert(0, f"{source}/tests/support")
        self.check_mail = importlib.import_module("check_mail")
        self.check_mime = shutil.copy(f"{source}/tests/support/check_mime.pl", scratch)
        # Where anybody may run it, wherever the build folder is.
        self.program = shutil.copy(program, os.path.join(scratch, "smtplog-under-test"))
        self.folder = self.world.folder("home/alice")
        self.make_database(source)

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_database(self, source):
        for sample in ("samples/mail.log", "samples/mainlog", "golden/mixed/hostile/mail.log"):
            shutil.copy(f"{source}/tests/{sample}", self.path(sample.replace("/", "")))
        with open(self.path("hostile.log"), "w", encoding="utf-8", newline="\n") as out:
            out.writelines(LINE.format(n, HOSTILE[n % 2]) for n in range(10, 40))
        self.configure("Mail-To", "alice@example.org")
        self.smtplog("ingest", "-q", *(self.path(f) for f in os.listdir(self.folder)
                                       if f.endswith(("log", "main"))))

    def configure(self, *pairs):
        """Fields and values by turns, in place of those before."""
        with open(self.path("smtplog.conf"), "w", encoding="utf-8") as out:
            out.write(f"Database: {self.path('smtplog.db')}\nPaths: {self.path('none*')}\n"
                      f"Report-Folder: {self.path('reports')}\n")
            out.writelines(f"{field}: {value}\n" for field, value in zip(pairs[::2], pairs[1::2]))

    def smtplog(self, *words, status=0):
        """Runs it as alice, with an empty environment; what it printed, on both."""
        environment = {"TZ": "UTC", "SMTPLOG_NOW": f"@{NOW}"}
        if "ASAN_OPTIONS" in os.environ:
            environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
        done = subprocess.run(
            [self.program, "--config", self.path("smtplog.conf"), *words], env=environment,
            cwd=self.folder, user="alice", group="alice", extra_groups=[], timeout=60, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = done.stdout.decode("utf-8")
        self.expect(done.returncode == status, f"{words}: status {done.returncode}\n{said}")
        return said

    def expect(self, holds, sentence):
        if not holds:
            self.faults.append(sentence)

    def verdict(self, language):
        """What the subject must say of the day, from the figures that programs get."""
        model = json.loads(self.smtplog("report", "--format", "json"))
        bounced = model["counts"]["bounced"]["now"]
        self.expect(bounced > 0 and not model["todo"], "the samples are another day's than they were")
        return VERDICTS[language].format(bounced)

    def wanted(self, language, to):
        """What the mail must hold: what `report` prints, harmless; the subject has its verdict."""
        text = self.smtplog("--lang", language, "report", "--format", "text")
        title = text.split("\n\n")[0]
        day = re.search(r"\d{4}-\d\d-\d\d", title)[0]
        host = re.search(r" {3}(mx\d)", title)[1]
        return {"subject": f"smtplog {host} {day}: {self.verdict(language)}", "to": to, "date": NOW,
                "text": text, "headline": json.loads(self.smtplog(
                    "--lang", language, "report", "--format", "json"))["headline"]}

    def check(self, path, want, sender):
        self.mails += 1
        with open(path, "rb") as file:
            message = self.check_mail.read(file.read())
        (_, text), (_, html) = self.check_mail.bodies(message)
        where = first_difference(words_of(text), words_of(want["text"]))
        self.expect(not where, f"text of mail and of report part: {where}")
        self.expect(want["headline"] in html, f"the HTML part does not say {want['headline']}")
        self.expect("alert(1)" in text and "&lt;script&gt;alert(1)" in html, "no hostile text")
        self.expect(max(map(len, html.split("\n"))) > 998, "no line longer than SMTP allows")
        self.expect(not re.search(r"\w\.example\b", text + html), "a name as strangers wrote it")
        as_found = {**want, "text": text, "html": html}
        self.faults += self.check_mail.faults(message, as_found, TRACE)
        self.expect(message["from"].addresses[0].addr_spec == sender, f"from {message['from']}")
        self.expect(len(message.get_all("received")) > 0, "no server had it")
        self.check_other_library(path, [text, html])

    def check_other_library(self, path, texts):
        folder = self.world.folder(f"parts-{self.mails}")
        done = subprocess.run(["perl", self.check_mime, path, folder], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        self.expect(done.returncode == 0, f"MIME::Tools: {done.stderr}")
        shape = re.fullmatch(r"multipart/alternative\ntext/plain (\S+)\ntext/html (\S+)\n",
                             done.stdout)
        self.expect(shape, f"MIME::Tools finds {done.stdout!r}")
        for number, text in enumerate(texts):
            with open(f"{folder}/{number}", "rb") as part:
                self.expect(part.read().replace(b"\r\n", b"\n").decode("utf-8") == text,
                            f"the libraries read part {number} differently")

    def send(self):
        """By `report` and by `nightly`, to one and to two, in both languages."""
        alice, bob = Mailbox("alice"), Mailbox("bob")
        for language in ("en", "ru"):
            self.configure("Language", language)
            self.smtplog("report", "--mail-to", "alice@localhost")
            self.check(alice.take(), self.wanted(language, "alice@localhost"), f"alice@{DOMAIN}")
            self.configure("Language", language, "Mail-To", "alice@example.org,bob",
                           "Mail-From", "reports@example.org")
            self.smtplog("nightly", "--steps", "mail")
            want = self.wanted(language, "alice@example.org, bob@example.org")
            for mailbox in (alice, bob):
                self.check(mailbox.take(), want, "reports@example.org")

    def refuse(self):
        """A server that says no, or is not there: a sentence, and status 1."""
        self.configure("Language", "en", "Sendmail", "/usr/sbin/no-such-program")
        said = self.smtplog("report", "--mail-to", "alice", status=1)
        self.expect("cannot run /usr/sbin/no-such-program: No such file or directory; "
                    "the mail is not sent" in said, f"a missing program: {said}")
        self.server.refuse_submissions()
        for words in (["report", "--mail-to", "alice"], ["nightly", "--steps", "mail"]):
            self.configure("Language", "en", "Mail-To", "alice")
            said = self.smtplog(*words, status=1)
            self.expect(re.search(r"^smtplog \w+: /usr/sbin/sendmail ended with status \d+; "
                                  r"the mail is not sent$", said, re.M), f"a refusal: {said}")
            self.expect(self.server.REFUSAL in said, f"the server's words are lost: {said}")

    def run(self):
        self.server.start()
        self.send()
        self.refuse()
        print(f"{self.mails} mails delivered and read by two libraries")


def words_of(text):
    """Without what makes names harmless, and without the breaks of lines, which move by that.  A
    command with such a name is left out of a mail, for it would find nothing."""
    text = re.sub(r"^ +(More|Подробнее) +smtplog trace .*$", "", text, flags=re.M)
    return text.replace("[.]", ".").replace("hxxp", "http").split()


def first_difference(some, others):
    """None, or the two words."""
    pairs = itertools.zip_longest(some, others)
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


if __name__ == "__main__":
    main(Test)
