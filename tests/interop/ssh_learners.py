"""Learners who take a quiz of ten questions over ssh, all at once, each with a terminal of their own.

    ssh_learners.py kept DATA LEARNER            exits 0 when something is kept of that learner
    ssh_learners.py drive DATA LEARNERS PORT KEYS

Every learner's connection is cut (SIGKILL) once, after a few answers; they come back and go on. At the end each has ten answers in
one attempt. What a key took to be seen is told, and nothing is asserted of it.
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
        self.next = time.monotonic()
        self.did = ""

    def read(self):
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            data = b""
        if not data:
            return False
        self.stream.feed(data)
        if self.pressed is not None and b"\x1b[?2026l" in data:
            self.seen.append(time.monotonic() - self.pressed)
            self.pressed = None
        return True

    def presses(self, keys, then):
        self.pressed = time.monotonic()
        self.did = then
        self.next = time.monotonic() + self.luck.uniform(0.5, 2.0)
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


def drive(data, count, port, keys):
    learners = [Learner(number, port, keys) for number in range(1, count + 1)]
    end = time.monotonic() + PATIENCE
    while any(not learner.done for learner in learners) and time.monotonic() < end:
        there = {learner.terminal: learner for learner in learners if not learner.done}
        for terminal in select.select(list(there), [], [], 0.05)[0]:
            learner = there[terminal]
            if not learner.read() and not learner.done:
                print(f"learner{learner.number} was thrown out:", *learner.screen.display, sep="\n")
                return 1
        for learner in there.values():
            if not learner.done and time.monotonic() >= learner.next:
                learner.act()
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
    print(told, file=sys.stderr)
    return 1 if late or wrong else 0


if __name__ == "__main__":
    what, data, *rest = sys.argv[1:]
    if what == "kept":
        sys.exit(0 if kept(data, rest[0]) is not None else 1)
    sys.exit(drive(data, int(rest[0]), rest[1], rest[2]))
