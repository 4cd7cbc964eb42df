"""A terminal, as a program has one: what is on its screen, and what is typed."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.cli.test_process import CRISIS, ROOT, environment

COLUMNS, LINES = 120, 40
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TO_ITS_SCREEN, AND_BACK = "\x1b[?1049h", "\x1b[?1049l"
HOME = "\x1b[H"


class Terminal:
    """A pseudo-terminal in which a command runs, with somebody at the keyboard or with nobody."""

    def __init__(self, *typed: str, keyboard: bool = True) -> None:
        self._ours, self._its = pty.openpty()
        fcntl.ioctl(self._its, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.written = ""
        self.as_found = self.state
        self.process = subprocess.Popen(
            [*CRISIS, *typed],
            cwd=ROOT,
            env=environment() | {"TERM": "xterm-256color"},
            stdin=self._its if keyboard else subprocess.DEVNULL,
            stdout=self._its,
            stderr=self._its,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
        )

    @property
    def state(self) -> list[Any]:
        """How it takes keys."""
        return termios.tcgetattr(self._its)

    @property
    def screen(self) -> str:
        """What is on it: the last picture, without its colours."""
        return ESCAPES.sub("", self.written.rpartition(HOME)[2])

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._ours, keys.encode())

    def shows(self, *words: str) -> str:
        """Wait until all of this is on the screen."""
        return self.until(lambda: all(word in self.screen for word in words))

    def until(self, what: Callable[[], bool]) -> str:
        """Wait for something, and read the screen."""
        deadline = time.monotonic() + 30
        while not what():
            assert time.monotonic() < deadline, self.screen
            self._read(0.1)
        return self.screen

    def ends(self) -> int:
        """Wait for the end; the answer is the status."""
        self.until(lambda: self.process.poll() is not None)
        while self._read(0):
            pass
        return int(self.process.returncode)

    def close(self) -> None:
        """Let go of it, and end what runs in it."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._its)

    def _read(self, within: float) -> bool:
        if not select.select([self._ours], [], [], within)[0]:
            return False
        self.written += os.read(self._ours, 1 << 16).decode(errors="replace")
        return True


@contextmanager
def terminal(*typed: str, keyboard: bool = True) -> Iterator[Terminal]:
    """A command that runs in a terminal."""
    it = Terminal(*typed, keyboard=keyboard)
    try:
        yield it
    finally:
        it.close()
