"""A syslog daemon: writes what it hears into a file, in rsyslog's traditional format."""
import os
import re
import socket
import threading
import time

from world import run

DRAIN = "all that was said before is written"
_drained = threading.Event()
DEVICES = ("null", "zero", "full", "random", "urandom")


def start(path, folder):
    """Listens at /dev/log, in a /dev of this namespace's own that is made in `folder`."""
    os.makedirs(folder)
    for name in DEVICES:
        open(f"{folder}/{name}", "w").close()
        run("mount", "--bind", f"/dev/{name}", f"{folder}/{name}")
    run("mount", "--rbind", folder, "/dev")
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind("/dev/log")
    os.chmod("/dev/log", 0o666)
    threading.Thread(target=_write, args=(heard, path), daemon=True).start()


def drain():
    """Until all that was said so far stands in the file: it is heard in that order."""
    _drained.clear()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as said:
        said.sendto(DRAIN.encode(), "/dev/log")
    if not _drained.wait(30):
        raise SystemExit("the syslog daemon does not come to an end")


def _write(heard, path):
    while True:
        message = heard.recv(65536).decode("utf-8", "replace").rstrip("\n\0")
        if message == DRAIN:
            _drained.set()
            continue
        text = re.sub(r"^<\d+>(?:\w{3} [ \d]\d [\d:]{8} )?", "", message)
        with open(path, "a", encoding="utf-8") as out:
            out.write(f"{time.strftime('%b %e %H:%M:%S')} mx {text}\n")
