"""Learners who take a quiz of ten questions over ssh, all at once, each with a terminal of their own.

    ssh_learners.py kept DATA LEARNER            exits 0 when something is kept of that learner
    ssh_learners.py drive DATA LEARNERS PORT KEYS

Every learner's connection is cut (SIGKILL) once, after a few answers; they come back and go on. At the end each has ten answers in
one attempt. What a key took to be seen is told, and nothing is asserted of it: from the key written to the first byte of the frame that
answers it. A thread of its own takes the frames in, so that reading the screens here does not count.
"""

import json
import os
import pty
import random
import select
import signal
import sqlite3
import statistics
import struct
import sys
import termios
import threading
import time
import fcntl

import pyte

QUESTIONS = 10
PATIENCE = 120


def kept(data, learner):
    """How many answers are kept of a learner, by attempt; None when the learner is not known."""
    records = sqlite3.connect(f"file:{data}/bedside.db?mode=ro", uri=True)
    row = records.execute("select id from learner where account = ?", (learner,)).fetchone()
    if row is None:
        return None
    answers = {}
    for (fact,) in records.execute("select fact from event where learner = ? order by seq", row):
        fact = json.loads(fact)
        if fact["fact"] == "question-answered":
            answers.setdefault(fact["attempt"], []).append(fact["question"])
    return answers


class Learner:
    def __init__(self, number, port, keys):
        self.number, self.port, self.keys = number, port, keys
        self.luck = random.Random(number)
        self.cut_after = self.luck.randint(2, 8)
        self.answered = 0
        self.seen = []
        self.done = False
        self.lock = threading.Lock()
        self.connect()

    def connect(self):
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        words = [
            "ssh", "-tt", "-F", "none", "-p", self.port, "-i", f"{self.keys}/key{self.number}", "-o", "IdentitiesOnly=yes",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "127.0.0.1",
        ]
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp("ssh", words)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.pressed = None
        self.came = []
        self.is_open = True
        self.next = time.monotonic()
        self.did = ""

    def take(self, now):
        """Takes in what has come, on the thread that does nothing else."""
        with self.lock:
            if not self.is_open:
                return
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                data = b""
            self.is_open = bool(data)
            self.came.append(data)
            if self.pressed is not None and b"\x1b[?2026h" in data:
                self.seen.append(now - self.pressed)
                self.pressed = None

    def read(self):
        """Puts what has come onto the screen. Returns whether there may be more."""
        with self.lock:
            came, self.came = self.came, []
        for data in came:
            if data:
                self.stream.feed(data)
        return b"" not in came

    def presses(self, keys, then):
        self.did = then
        self.next = time.monotonic() + self.luck.uniform(0.5, 2.0)
        with self.lock:
            self.pressed = time.monotonic()
            os.write(self.terminal, keys)

    def act(self):
        """Looks at the screen as a person would, and presses the next key."""
        text = "\n".join(self.screen.display)
        if "Your name" in text and self.did != "named":
            self.presses(b"Learner %d\r\r\r\r" % self.number, "named")
        elif "Your name" in text:
            return
        elif "Question " in text and "go on" in text:
            self.answered += 1 if self.did.startswith("answered") else 0
            if self.answered == self.cut_after:
                self.cut_after = None
                os.kill(self.process, signal.SIGKILL)
                with self.lock:
                    self.leave()
                    self.connect()
                return
            self.presses(b"\r", "on")
        elif "Question " in text and not self.did.startswith("answered"):
            self.presses(b"a", "answered")
        elif "Passed." in text or "self-issued" in text:
            self.done = True
            os.write(self.terminal, b"q")
        elif "Enter" in text and "Question " not in text:
            self.presses(b"\r", "entered")

    def leave(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def listen(learners):
    """Takes in what comes to anybody, for as long as somebody is there."""
    while any(not learner.done for learner in learners):
        there = {learner.terminal: learner for learner in learners if not learner.done and learner.is_open}
        try:
            ready = select.select(list(there), [], [], 0.05)[0]
        except OSError:
            # A connection was cut between the two.
            continue
        now = time.monotonic()
        for terminal in ready:
            if there[terminal].terminal == terminal:
                there[terminal].take(now)


def drive(data, count, port, keys):
    # The thread that takes frames in is not to wait for one that reads a screen.
    sys.setswitchinterval(0.0005)
    learners = [Learner(number, port, keys) for number in range(1, count + 1)]
    threading.Thread(target=listen, args=(learners,), daemon=True).start()
    end = time.monotonic() + PATIENCE
    while any(not learner.done for learner in learners) and time.monotonic() < end:
        for learner in learners:
            if learner.done or time.monotonic() < learner.next:
                continue
            if not learner.read():
                print(f"learner{learner.number} was thrown out:", *learner.screen.display, sep="\n")
                return 1
            learner.act()
        time.sleep(0.005)
    late = [learner for learner in learners if not learner.done]
    for learner in late[:3]:
        print(f"learner{learner.number} did not end, having {learner.did}:", *learner.screen.display, sep="\n")
    wrong = []
    for learner in learners:
        answers = kept(data, f"learner{learner.number}")
        if answers is None or [len(set(given)) for given in answers.values()] != [QUESTIONS]:
            wrong.append((learner.number, answers))
    if wrong:
        print("answers were lost or doubled:", wrong[:5])
    seen = sorted(moment for learner in learners for moment in learner.seen)
    told = f"{count} learners, {len(seen)} keys: median {statistics.median(seen) * 1000:.1f} ms to paint, 95 % within {seen[len(seen) * 95 // 100] * 1000:.1f} ms"
    print(told)
    return 1 if late or wrong else 0


if __name__ == "__main__":
    what, data, *rest = sys.argv[1:]
    if what == "kept":
        sys.exit(0 if kept(data, rest[0]) is not None else 1)
    sys.exit(drive(data, int(rest[0]), rest[1], rest[2]))
