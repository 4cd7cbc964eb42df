"""The crisis played on the terminal: which frame is shown, how long, and what the keys do."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console, RenderableType
from rich.live import Live

from cli.cells import Short
from cli.picture import picture
from cli.reel import Frame, Reel

if TYPE_CHECKING:
    from cli.keys import Keys  # not on every platform

LOOK = 0.2  # seconds after which another size of the terminal is seen
FASTEST, SLOWEST = 0.05, 60.0
DUE = "due"
HELP = "space pause/play   right or n, left or p step   + - speed   q quit"


class Player:
    """A reel that plays from frame to frame until it is quit.

    Where nobody can press a key it ends after the last frame.
    """

    def __init__(
        self,
        console: Console,
        reel: Reel,
        short: Short,
        about: str,
        seconds: float,
        keys: "Keys | None",
    ) -> None:
        self._console, self._reel, self._short, self._about = console, reel, short, about
        self._seconds, self._keys = seconds, keys
        self._paused, self._ended = False, False
        self._frames = reel.frames()
        self.frame: Frame = next(self._frames)
        self._shown = time.monotonic()

    def play(self) -> Frame:
        """Play it; the answer is the frame that was shown last."""
        live = Live(console=self._console, screen=True, auto_refresh=False)
        with _ended_in_order(), self._keys or nullcontext(), live:
            while not self._ended:
                live.update(self._picture(), refresh=True)
                self._take(self._awaited())
        return self.frame

    def _awaited(self) -> str | None:
        """A key, or that the next frame is due; nothing where the terminal has another size."""
        size = self._console.size
        while self._console.size == size:
            rest = LOOK if self._paused else self._shown + self._seconds - time.monotonic()
            if rest <= 0:
                return DUE
            key = self._pressed(min(rest, LOOK))
            if key:
                return key.lower()
        return None

    def _pressed(self, within: float) -> str | None:
        if self._keys:
            return self._keys.pressed(within)
        time.sleep(within)
        return None

    def _take(self, key: str | None) -> None:
        match key:
            case " " if self._paused and self._is_last:
                self._go_to(0)
                self._paused = False
            case " ":
                self._paused = not self._paused
                self._shown = time.monotonic()
            case "n":
                self._paused = True
                self._step()
            case "p":
                self._paused = True
                self._go_to(max(self.frame.number - 1, 0))
            case "+" | "=":
                self._seconds = max(self._seconds / 2, FASTEST)
            case "-" | "_":
                self._seconds = min(self._seconds * 2, SLOWEST)
            case "q":
                self._ended = True
            case "due" if self._is_last:
                self._paused, self._ended = True, self._keys is None
            case "due":
                self._step()
            case _:
                pass

    @property
    def _is_last(self) -> bool:
        return self.frame.number == len(self._reel) - 1

    def _step(self) -> None:
        self.frame = next(self._frames, self.frame)
        self._shown = time.monotonic()

    def _go_to(self, number: int) -> None:
        self._frames = self._reel.frames(number)
        self.frame = next(self._frames)
        self._shown = time.monotonic()

    def _picture(self) -> RenderableType:
        number, of = self.frame.number + 1, len(self._reel)
        state = "paused" if self._paused else f"playing, {self._seconds:g} s a frame"
        if self._paused and self._is_last:
            state = "the end; space plays it again"
        heading = [f"{self.frame.on}   frame {number:,} of {of:,}, {state}", self._about]
        width = self._console.width
        return picture(self.frame, self._short, heading, HELP if self._keys else "", width)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Whoever ends the process gets the terminal back as it was."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    ends = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, end) for each in ends]
    try:
        yield
    finally:
        for each, handler in zip(ends, before, strict=True):
            signal.signal(each, handler)
