"""A small internet in namespaces of its own: folders, users, addresses, names.

run.sh has made the namespaces; World() furnishes them.  The server under test is laid over /usr, so
that everything is in the places that its package has, and smtplog finds logs and sendmail where it
looks for them by itself.

    192.0.2.1           the server, mx.example.org, whose users are in HOME_USERS
    198.51.100.0/24     its clients, one address a dialogue; RELAY_CLIENT may send anywhere
    203.0.113.0/24      the other servers, by the names that World.name() gives them
"""
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import names

HOSTNAME, DOMAIN, ADDRESS = "mx.example.org", "example.org", "192.0.2.1"
RELAY_CLIENT = "198.51.100.10"
HOME_USERS = ("alice", "bob")
USERS = {"postfix": 911, "postdrop": 912, "Debian-exim": 913, "alice": 914, "bob": 915,
         "smmta": 916, "smmsp": 917, "opensmtpd": 918, "opensmtpq": 919}


def run(*words, **options):
    """A program that must succeed; what it says, which is told if it does not.  Into a file, for a
    daemon keeps a pipe open."""
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=said,
                              stderr=subprocess.STDOUT, timeout=60, **options)
        said.seek(0)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: status {done.returncode}\n{said.read()}")
        return said.read()


def wait_for(what, holds, seconds=30):
    """Until holds() is true.  A test that waits in vain fails."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


def main(make_test):
    """Runs a test: make_test(SERVER, SMTPLOG, SOURCE, SERVER'S-FOLDER, SCRATCH), as run.sh calls
    it; .run(), then .faults.  What went wrong is told behind the server's logs.  The server ends
    with its namespace."""
    test = make_test(*sys.argv[1:])
    try:
        test.run()
    finally:
        if test.faults or sys.exc_info()[0]:
            for path in filter(os.path.exists, test.server.LOGS):
                with open(path, encoding="utf-8", errors="replace") as log:
                    print(f"--- {path}\n{log.read()}")
        print(*test.faults, sep="\n")
    sys.exit(1 if test.faults else 0)


class World:
    def __init__(self, server, scratch):
        self.scratch = scratch
        run("mount", "-t", "tmpfs", "-o", "mode=0755", "none", scratch)
        self._folders(server)
        self._users()
        self._network()
        self.names = names.Names()
        self.name(HOSTNAME, ADDRESS)
        self.names.mail(DOMAIN, HOSTNAME)
        self.names.start()

    def _folders(self, server):
        """/etc is a copy, /usr has the server in front, /var/log and such are empty."""
        at = self.folder
        shutil.copytree("/etc", at("etc"), symlinks=True, dirs_exist_ok=True)
        shutil.copytree(f"{server}/etc", at("etc"), symlinks=True, dirs_exist_ok=True)
        run("mount", "--bind", at("etc"), "/etc")
        run("mount", "-t", "overlay", "-o", f"lowerdir={server}/usr:/usr,upperdir={at('up')},"
            f"workdir={at('work')}", "none", "/usr")
        for name in ("spool", "log", "mail", "lib"):
            run("mount", "--bind", at(f"var-{name}"), f"/var/{name}")
        run("mount", "-t", "tmpfs", "-o", "mode=0755", "none", "/run")
        os.chmod("/var/mail", 0o1777)

    def folder(self, name):
        path = os.path.join(self.scratch, name)
        os.makedirs(path, exist_ok=True)
        return path

    def _users(self):
        with open("/etc/passwd", "a") as users, open("/etc/group", "a") as groups:
            for name, number in USERS.items():
                groups.write(f"{name}:x:{number}:\n")
                users.write(f"{name}:x:{number}:{number}::{self.folder(f'home/{name}')}:/bin/sh\n")
        for name, number in USERS.items():
            os.chown(self.folder(f"home/{name}"), number, number)
        assert pwd.getpwnam("alice").pw_uid == USERS["alice"]

    def _network(self):
        """On the loopback device an address with a prefix makes all of the prefix local.  None of the
        servers abroad has an address of the device itself: Sendmail would take it for its own."""
        run("ip", "link", "set", "lo", "up")
        for net in (f"{ADDRESS}/32", "198.51.100.1/24", "203.0.113.254/24"):
            run("ip", "addr", "add", net, "dev", "lo")
        socket.sethostname("mx")
        if os.path.lexists("/etc/resolv.conf"):     # a link, perhaps
            os.remove("/etc/resolv.conf")
        for file, text in (("resolv.conf", "nameserver 127.0.0.1\noptions timeout:10\n"),
                           ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
                           ("hosts", f"127.0.0.1 localhost\n{ADDRESS} {HOSTNAME} mx\n"),
                           ("mailname", f"{DOMAIN}\n")):
            with open(f"/etc/{file}", "w") as out:
                out.write(text)

    def name(self, name, address):
        self.names.host(name, address)
