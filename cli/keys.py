"""The keys that are pressed while something plays, each at once."""

import os
import re
import select
import sys
import termios
import tty
from types import TracebackType
from typing import Self

NAMES = {b"\x1b[C": "n", b"\x1bOC": "n", b"\x1b[D": "p", b"\x1bOD": "p", b"": "q"}
KEY = re.compile(rb"\x1b(?:\[[0-9;?]*[@-~]|O[@-~])|.", re.DOTALL)
BROKEN_OFF = re.compile(rb"\x1b(?:\[[0-9;?]*|O)?")
REST_FOLLOWS = 0.05  # seconds within which the rest of an arrow key is there


class Keys:
    """The keys of a terminal, each at once and without its echo; it is left as it was found."""

    def __init__(self) -> None:
        self._terminal = sys.stdin.fileno()
        self._read = b""

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._terminal)
        tty.setcbreak(self._terminal)
        now = termios.tcgetattr(self._terminal)
        now[6][termios.VSUSP] = b"\0"  # suspended in the middle, it would leave the screen so
        termios.tcsetattr(self._terminal, termios.TCSANOW, now)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        termios.tcsetattr(self._terminal, termios.TCSAFLUSH, self._before)

    def pressed(self, within: float) -> str | None:
        """The next key, if any is pressed within so many seconds; an arrow is `n` or `p`."""
        if not self._read and not self._more(within):
            return None
        if BROKEN_OFF.fullmatch(self._read):
            self._more(REST_FOLLOWS)
        found = KEY.match(self._read)
        key = found[0] if found else b""
        self._read = self._read[len(key) :]
        return NAMES.get(key) or key.decode(errors="replace")

    def _more(self, within: float) -> bool:
        """Read what is there; nothing where the terminal is gone, which ends it."""
        if not select.select([self._terminal], [], [], within)[0]:
            return False
        self._read += os.read(self._terminal, 1024)
        return True
