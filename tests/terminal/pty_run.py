"""A program in a terminal of its own: what it wrote, and how it ended.

run() starts it with a controlling terminal of the size wanted and an environment of nothing but
what is said, types keys when it is waited for, and gives back the bytes and the exit status.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time


class Session:
    def __init__(self, argv, env, rows=24, columns=80, cwd=None):
        self.data = b""
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                if cwd:
                    os.chdir(cwd)
                # the size is there before the program asks
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(argv[0], argv, env)
            finally:
                os._exit(127)

    def resize(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Reads what comes within so many seconds; 0 at the end of the program's output."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return -1
        try:
            part = os.read(self.fd, 65536)
        except OSError:             # Linux: the other side is closed
            part = b""
        self.data += part
        return len(part)

    def wait_for(self, text, seconds=20):
        """Reads until the text was written; True if it was."""
        end = time.monotonic() + seconds
        while text not in self.data:
            left = end - time.monotonic()
            if left <= 0 or self.read(left) == 0:
                return text in self.data
        return True

    def quiet(self, seconds=0.5):
        """Reads until nothing came for so long."""
        while self.read(seconds) > 0:
            pass

    def type(self, keys):
        os.write(self.fd, keys)

    def kill(self, number):
        os.kill(self.pid, number)

    def end(self, seconds=30):
        """Reads to the end; the exit status, minus the signal's number if one killed it."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                os.kill(self.pid, signal.SIGKILL)
            if self.read(max(left, 1)) == 0:
                break
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        self.status = os.waitstatus_to_exitcode(status)
        return self.status


def run(argv, env, rows=24, columns=80, keys=b"", seconds=30, cwd=None):
    s = Session(argv, env, rows, columns, cwd)
    if keys:
        s.quiet()
        s.type(keys)
    s.end(seconds)
    return s.data, s.status
