"""`crisis replay`: the crisis from date to date, played on the terminal or told line by line."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic_core import to_json
from rich.console import Console
from typer import Option

from api.played import BY_DAY, Played
from cli import question as ask
from cli.failures import BadInput
from cli.opening import ShortIds, opened_ledger
from cli.options import NARROWING, WHOSE, Given, asking
from cli.picture import changes_told, events_told, holders_grid
from cli.player import FASTEST, SLOWEST, Player
from cli.reel import Reel
from cli.screen import screen, tell_facts, text
from cli.telling import EMPTY, known_in_words
from domain.span import Span
from projections.history import History
from projections.moment import Question
from projections.replay import Replay

if TYPE_CHECKING:
    from cli.keys import Keys  # not on every platform

HOW = "How it plays"
NOTES_SHOWN = 3

From = Annotated[str, Option("--from", metavar="DATE", help="The first date.", show_default=False)]
To = Annotated[str, Option(metavar="DATE", help="The last date.", show_default=False)]
Step = Annotated[
    str,
    Option(
        metavar="P1D|PT6H|...|event",
        help="From frame to frame: weeks, days, hours or minutes (ISO 8601), or `event` for a "
        "frame whenever something was over.",
    ),
]
Speed = Annotated[
    float,
    Option(
        min=FASTEST,
        max=SLOWEST,
        metavar="SECONDS",
        help="How long each frame is shown.",
        rich_help_panel=HOW,
    ),
]
AsNdjson = Annotated[
    bool, Option("--json", help="The API's own frames, one a line.", rich_help_panel=HOW)
]
Frames = Annotated[
    Literal["whole", "changes"] | None,
    Option(
        help="With --json: each frame whole, or as what changed from the one before.",
        rich_help_panel=HOW,
    ),
]


@asking("known", *WHOSE, *NARROWING, "limit")
def replay(
    from_: From,
    to: To,
    step: Step = BY_DAY,
    *,
    given: Given,
    speed: Speed = 1.0,
    as_json: AsNdjson = False,
    frames: Frames = None,
) -> None:
    """Play the crisis from date to date.

    On a terminal each frame shows who holds what, what changed and what
    happened. Space pauses and plays; n or the right arrow, p or the left
    arrow step; + and - change the speed; q quits. Into a pipe or a file each
    frame is told as what changed.

    Examples:
      crisis replay --from 2025-01-20 --to 2025-02-05
      crisis replay --from 2025-01-26 --to 2025-01-29 --step event --place goma
      crisis replay --from 2025-01-01 --to 2025-12-31 --step P1W --speed 0.5
      crisis replay --from 2025-01-26 --to 2025-01-30 --json --frames changes
    """
    if frames and not as_json:
        raise BadInput("--frames says how --json tells the frames; give --json with it")
    played = Played(ask.date_in("from", from_), ask.date_in("to", to), step)
    asked = ask.question({**given, "on": to})
    with opened_ledger() as ledger:
        history = ledger.history
        on = played.on(history, asked)
        if as_json:
            _send(history, asked, on, frames or "whole")
        elif not len(history):
            screen().print(text(EMPTY.format(store=ledger.place)))
        else:
            _play(Reel(history, asked, on, played.first.start), asked, ShortIds(history), speed)


def _send(history: History, asked: Question, on: Sequence[Span], frames: str) -> None:
    play = Replay(history, asked)
    for frame in play.frames(on) if frames == "whole" else play.changes(on):
        sys.stdout.write(to_json(frame).decode() + "\n")
    sys.stdout.flush()


def _play(reel: Reel, asked: Question, short: ShortIds, speed: float) -> None:
    console = screen()
    known = known_in_words(asked.moment.known_as_asked)
    about = f"as known {known} (position @{reel.position})"
    about = "; ".join(filter(None, [about, ask.in_words(asked)]))
    if not console.is_terminal or console.is_dumb_terminal:
        _tell(console, reel, short, about)
        return
    last = Player(console, reel, short, about, speed, _keys()).play()
    console.print(text(f"{last.on} was shown last; to read it: crisis show state --on {last.on}"))


def _keys() -> "Keys | None":
    """Those of the terminal, where somebody is at it."""
    if not sys.stdin.isatty():
        return None
    from cli.keys import Keys

    return Keys()


def _tell(console: Console, reel: Reel, short: ShortIds, about: str) -> None:
    """The first frame as it stands, then what is other in each; those where nothing is, as one."""
    quiet: list[str] = []
    for frame in reel.frames():
        if frame.number == 0:
            console.print(text(f"{frame.on}, {about}: who holds what", "bold"))
            console.print(holders_grid(frame))
            continue
        facts = [*changes_told(frame, short, NOTES_SHOWN), *events_told(frame, short)]
        if not facts:
            quiet.append(frame.on)
            continue
        _tell_quiet(console, quiet)
        quiet = []
        console.print()
        console.print(text(frame.on, "bold"))
        tell_facts(console, [(f"  {word}", sentence) for word, sentence in facts])
    _tell_quiet(console, quiet)


def _tell_quiet(console: Console, quiet: Sequence[str]) -> None:
    if quiet:
        span = quiet[0] if len(quiet) == 1 else f"{quiet[0]} to {quiet[-1]}"
        console.print()
        console.print(text(f"{span}: nothing", "bold"))
