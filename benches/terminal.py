"""A program in a pseudo-terminal: started, typed to, watched, and timed. Needs Linux and nothing but Python.

Times are taken around the read that brings the bytes; what the bytes draw is looked at afterwards.
"""
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

KEYS = {
    "enter": "\r", "tab": "\t", "esc": "\x1b", "space": " ", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "pgdn": "\x1b[6~", "pgup": "\x1b[5~",
}
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[()*+].|\x1b.")
# What a terminal is asked, and a plain terminal's answer.
ASKED = ((b"\x1b[c", b"\x1b[?62;4c"), (b"\x1b[0c", b"\x1b[?62;4c"), (b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[5n", b"\x1b[0n"), (b"\x1b[>0q", b"\x1bP>|plain\x1b\\"))


def text(data):
    """What the bytes write, without what they steer; any white space is one space."""
    return " ".join(ESCAPES.sub(b" ", data).decode("utf-8", "replace").split())


class Terminal:
    """One program in one pseudo-terminal. Leaving it ends the program."""

    def __init__(self, command, columns=80, rows=24, environment=None, deaf=False):
        """Starts a command; `deaf`: it is not told when its window is closed, as under `nohup`."""
        command = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *command] if deaf else command
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        drop = ("LINES", "COLUMNS", "NO_COLOR", "TMUX", "TERM_PROGRAM", "CI")
        env = {name: value for name, value in os.environ.items() if name not in drop and not name.startswith("BEDSIDE_")}
        env.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", LC_ALL="C.UTF-8", **(environment or {}))
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(self.slave), os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
        usual = [number for number in signal.valid_signals() if number not in (signal.SIGKILL, signal.SIGSTOP)]
        self.all, self.ended, self.status = b"", None, None
        self.began = time.perf_counter()
        self.pid = os.posix_spawnp(command[0], command, env, file_actions=actions, setsid=True, setsigmask=[], setsigdef=usual)
        self.pidfd = os.pidfd_open(self.pid)
        self.poll = select.poll()
        self.poll.register(self.master, select.POLLIN)
        self.poll.register(self.pidfd, select.POLLIN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.reap()
        for handle in (self.master, self.slave, self.pidfd):
            if handle >= 0:
                os.close(handle)

    def reap(self):
        self.status = os.waitpid(self.pid, 0)[1]

    def watch(self, quiet, limit, wanted=None):
        """Reads until the words are there, or nothing came for `quiet` seconds, or the program ended, or `limit` seconds passed.
        Returns when the last bytes came (None without any), when the first did, and the bytes."""
        first = last = None
        data, end = b"", time.perf_counter() + limit
        while True:
            now = time.perf_counter()
            until = end if last is None or wanted else min(end, last + quiet)
            if now >= until:
                break
            ready = dict(self.poll.poll(max(0.0, until - now) * 1000))
            now = time.perf_counter()
            if self.master in ready and ready[self.master] & select.POLLIN:
                try:
                    came = os.read(self.master, 1 << 16)
                except OSError:
                    came = b""
                if came:
                    data, last, first = data + came, now, first or now
                    for question, answer in ASKED:
                        if question in came:
                            os.write(self.master, answer)
                    if wanted and re.search(wanted, text(data)):
                        break
                    continue
            if self.pidfd in ready:
                if self.ended is None:
                    self.ended = now
                break
        self.all += data
        return last, first, data

    def rest(self, quiet):
        """Reads until nothing came for `quiet` seconds, at most twenty times that."""
        end = time.perf_counter() + 20 * quiet
        while time.perf_counter() < end and self.ended is None and self.watch(quiet, quiet)[0] is not None:
            pass

    def type(self, key):
        """Sends a key by its name, or letters as they are. Returns when."""
        at = time.perf_counter()
        os.write(self.master, KEYS.get(key, key).encode())
        return at

    def memory(self):
        """The most memory it had so far, in MiB."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s*(\d+)", status.read())[1]) / 1024

    def work(self):
        """Seconds of processor time and times woken, of all its threads."""
        seconds = woken = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            folder = f"/proc/{self.pid}/task/{thread}"
            with open(f"{folder}/schedstat", encoding="ascii") as told:
                seconds += int(told.read().split()[0]) / 1e9
            with open(f"{folder}/status", encoding="ascii") as told:
                woken += int(re.search(r"voluntary_ctxt_switches:\s*(\d+)", told.read())[1])
        return seconds, woken

    def end(self, how, limit=3.0):
        """Ends it: by a key, a signal's name, or `close` for a closed window. Returns the milliseconds it took (None: it had to be
        killed) and whether the terminal was left as it was found; a window that is closed is taken as it is."""
        at = time.perf_counter()
        if how == "close":
            os.close(self.slave)
            self.poll.unregister(self.master)
            os.close(self.master)
            self.master = self.slave = -1
        elif how.startswith("SIG"):
            os.kill(self.pid, getattr(signal, how))
        else:
            at = self.type(how)
        if self.master >= 0:
            while self.ended is None and time.perf_counter() < at + limit:
                self.watch(limit, 0.05)
        else:
            waiting = select.poll()
            waiting.register(self.pidfd, select.POLLIN)
            if waiting.poll(limit * 1000):
                self.ended = time.perf_counter()
        if self.ended is None:
            return None, False
        took = (self.ended - at) * 1000
        self.reap()
        return took, self.master < 0 or self.is_whole()

    def is_whole(self):
        """Whether the terminal is as it was: its modes, its cursor, and the screen that was there before."""
        self.watch(0.01, 0.02)
        modes = termios.tcgetattr(self.slave) == self.before
        state = {}
        for numbers, way in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", self.all):
            for number in numbers.split(b";"):
                state[number] = way
        left = [number for number in (b"1049", b"1047", b"47", b"2004", b"1000", b"1002", b"1003", b"1006", b"2026") if state.get(number) == b"h"]
        return modes and not left and state.get(b"25") != b"l"
