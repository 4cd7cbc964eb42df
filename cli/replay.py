"""`crisis replay`: the crisis from date to date, each frame told as what changed."""

import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic_core import to_json
from rich.console import Console
from rich.table import Table
from typer import Option

from answers.difference import RowChange, applied
from answers.replay import Replay
from answers.timeline import timeline
from api.played import BY_DAY, Played
from cli import question as ask
from cli.cells import Row, when
from cli.differences import POSSIBLE, Difference, Fact, differences, told
from cli.event_tables import in_short
from cli.failures import BadInput
from cli.options import NARROWING, WHOSE, Given, asking
from cli.screen import screen, tell_facts, text
from cli.store import ShortIds, opened_ledger
from cli.tables import COLUMNS
from cli.telling import EMPTY, known_in_words
from domain.span import Span
from history.happening import Account
from history.history import History
from history.moment import Question
from projections import VIEWS

HOLDERS = ("Place", "Held by", "Since")
NOTES_SHOWN = 3
SUMS = ("attention", POSSIBLE)  # they change with everything, and say nothing that it does not

Rows = Mapping[str, list[Row]]

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
AsNdjson = Annotated[bool, Option("--json", help="The API's own frames, one a line.")]
Frames = Annotated[
    Literal["whole", "changes"] | None,
    Option(help="With --json: each frame whole, or as what changed from the one before."),
]


@dataclass(frozen=True)
class Frame:
    """The crisis on one date, what changed since the frame before, and the events in between."""

    number: int
    on: str
    rows: Rows
    differences: Mapping[str, list[Difference]]
    events: Sequence[Account]


@asking("known", *WHOSE, *NARROWING, "limit")
def replay(
    from_: From,
    to: To,
    step: Step = BY_DAY,
    *,
    given: Given,
    as_json: AsNdjson = False,
    frames: Frames = None,
) -> None:
    """Tell the crisis from date to date.

    First who holds what, then of each frame what changed and what happened.
    The page plays it.

    Examples:
      crisis replay --from 2025-01-20 --to 2025-02-05
      crisis replay --from 2025-01-26 --to 2025-01-29 --step event --place goma
      crisis replay --from 2025-01-01 --to 2025-12-31 --step P1W
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
            _tell(history, asked, on, since=played.first.start)


def frames_of(
    history: History, question: Question, on: Sequence[Span], since: datetime
) -> Iterator[Frame]:
    """The frames on these dates, of which no more than one is kept.

    `since` is when the events of the first frame begin.
    """
    position = history.position(question.moment.known)
    moment = question.moment.model_copy(update={"known": position, "on": on[-1]})
    asked = question.model_copy(update={"moment": moment})
    events = timeline(history, asked)[::-1]
    ends = [account.occurred.end for account in events]
    rows: Rows = {}
    for number, document in enumerate(Replay(history, asked).changes(on)):
        before, changes = rows, document["changes"]
        rows = {name: _applied(changes, before, name) for name in [*VIEWS, POSSIBLE]}
        found = {
            name: _told(differences(name, changes[name], before.get(name, []), rows[name]))
            for name in changes
            if name not in SUMS
        }
        first, last = (bisect_right(ends, at) for at in (since, on[number].end))
        yield Frame(number, document["on"], rows, found, events[first:last])
        since = on[number].end


def _applied(changes: Mapping[str, Any], before: Rows, view: str) -> list[Row]:
    rows = before.get(view, [])
    if view not in changes:
        return rows
    told = [RowChange.model_validate(change) for change in changes[view]]
    return list(applied(told, [dict(row) for row in rows]))


def _told(found: list[Difference]) -> list[Difference]:
    """All but the sums of relations, which change with every event: their ties are told."""
    return [each for each in found if each.view != "relations" or _has_other_ties(each)]


def _has_other_ties(each: Difference) -> bool:
    return bool(each.old.get("ties", "normal") != each.new.get("ties", "normal"))


def _send(history: History, asked: Question, on: Sequence[Span], frames: str) -> None:
    play = Replay(history, asked)
    for frame in play.frames(on) if frames == "whole" else play.changes(on):
        sys.stdout.write(to_json(frame).decode() + "\n")
    sys.stdout.flush()


def _tell(history: History, asked: Question, on: Sequence[Span], since: datetime) -> None:
    """The first frame as it stands, then what is other in each; those where nothing is, as one."""
    console, short = screen(), ShortIds(history)
    quiet: list[str] = []
    for frame in frames_of(history, asked, on, since):
        if frame.number == 0:
            about = f"{frame.on}, {_about(history, asked)}: who holds what"
            console.print(text(about, "bold"))
            console.print(_holders(frame))
            continue
        facts = [*_changes(frame, short), *_events(frame, short)]
        if not facts:
            quiet.append(frame.on)
            continue
        _tell_quiet(console, quiet)
        quiet = []
        console.print()
        console.print(text(frame.on, "bold"))
        tell_facts(console, [(f"  {word}", sentence) for word, sentence in facts])
    _tell_quiet(console, quiet)


def _about(history: History, asked: Question) -> str:
    known = known_in_words(asked.moment.known_as_asked)
    about = f"as known {known} (position @{history.position(asked.moment.known)})"
    return "; ".join(filter(None, [about, ask.in_words(asked)]))


def _tell_quiet(console: Console, quiet: Sequence[str]) -> None:
    if quiet:
        span = quiet[0] if len(quiet) == 1 else f"{quiet[0]} to {quiet[-1]}"
        console.print()
        console.print(text(f"{span}: nothing", "bold"))


def _holders(frame: Frame) -> Table:
    """Who holds each place, the last that changed hands first."""
    columns = [cell for name, cell in COLUMNS["territory"] if name in HOLDERS]
    rows = sorted(frame.rows["territory"], key=lambda row: str(row["since"]), reverse=True)
    made = Table.grid(padding=(0, 2))
    for row in rows:
        made.add_row(*(cell(row) for cell in columns))
    if not rows:
        made.add_row(text("Nobody is known to hold anything.", "dim"))
    return made


def _changes(frame: Frame, short: ShortIds) -> Iterator[Fact]:
    """What changed since the frame before, view by view."""
    for found in frame.differences.values():
        yield from told(found, short, NOTES_SHOWN)


def _events(frame: Frame, short: ShortIds) -> Iterator[Fact]:
    """The events since the frame before."""
    for account in frame.events:
        telling = account.telling
        occurred = str(telling.occurred)
        date = "" if occurred == frame.on else f", {when(occurred)}"
        gist = in_short(account.as_read())
        said = text(f"{telling.type}{date}", "bold") + text(f": {gist} ({telling.status})")
        yield "event", said + text(f" [{short(telling.id)}]", "dim")
