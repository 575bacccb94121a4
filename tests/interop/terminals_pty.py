"""Terminals that are not a modern xterm, each a pseudo-terminal read in its own way.

    terminals_pty.py what WAY             tells what is claimed
    terminals_pty.py WAY PROGRAM DATA     tries it
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

import pyte

CLAIMS = {
    "linux": "TERM=linux: the course is taken, with no sequence the console would print",
    "slow": "a line of 9,600 baud: every screen comes whole, and keys typed ahead are not lost",
    "focus": "focus reports and unknown sequences are no keys",
}


class Terminal:
    def __init__(self, program, data, environment, bytes_a_second=None):
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.pace = bytes_a_second
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.execvpe(program, [program, "--data", data], {"HOME": data, "LANG": "C.UTF-8", **environment})
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def take(self, patience):
        if not select.select([self.end], [], [], patience)[0]:
            return True
        try:
            data = os.read(self.end, 96 if self.pace else 65536)
        except OSError:
            return False
        if self.pace:
            time.sleep(len(data) / self.pace)
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    def sees(self, words, patience=40):
        end = time.monotonic() + patience
        while not any(words in line for line in self.screen.display):
            if time.monotonic() > end or not self.take(0.1):
                print(f"«{words}» never came:", *self.screen.display, sep="\n")
                sys.exit(1)

    def types(self, keys):
        os.write(self.end, keys)

    def ends(self):
        end = time.monotonic() + 40
        while self.take(5):
            if time.monotonic() > end:
                print("it never ended:", *self.screen.display, sep="\n")
                sys.exit(1)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                while self.take(0.2) and select.select([self.end], [], [], 0.2)[0]:
                    pass
                return os.waitstatus_to_exitcode(status)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def through(terminal):
    terminal.sees("Your name")
    terminal.types(b"Ada\r\r\r\r")
    terminal.sees("Why be there at all")
    terminal.types(b"\r")
    terminal.sees("page 1 of")
    terminal.types(b"\x1b[C")
    terminal.sees("page 2 of")


def linux(program, data):
    terminal = Terminal(program, data, {"TERM": "linux"})
    through(terminal)
    terminal.types(b"q")
    status = terminal.ends()
    # What starts with these would stand on the console as letters: operating-system commands, device-control and graphics strings.
    odd = [mark for mark in (b"\x1b]", b"\x1bP", b"\x1b_") if mark in terminal.raw]
    print("odd sequences:", odd, "status:", status)
    return 0 if status == 0 and not odd else 1


def slow(program, data):
    terminal = Terminal(program, data, {"TERM": "vt220"}, bytes_a_second=960)
    terminal.sees("Your name")
    terminal.types(b"Ada\r\r\r\r\r\x1b[C")
    terminal.sees("page 2 of", patience=90)
    terminal.types(b"q")
    return terminal.ends()


def focus(program, data):
    terminal = Terminal(program, data, {"TERM": "xterm-256color"})
    through(terminal)
    terminal.types(b"\x1b[I\x1b[O\x1b[I")
    terminal.types(b"\x1b[200~q\x1b[201~")
    terminal.types(b"\x1b[?62;1;4c\x1b[99~")
    terminal.types(b"\x1b[C")
    terminal.sees("page 3 of")
    # There is a note to write on that page, where `q` is a letter.
    terminal.types(b"\x03")
    return terminal.ends()


if __name__ == "__main__":
    if sys.argv[1] == "what":
        print(CLAIMS[sys.argv[2]])
    else:
        sys.exit({"linux": linux, "slow": slow, "focus": focus}[sys.argv[1]](sys.argv[2], sys.argv[3]))
