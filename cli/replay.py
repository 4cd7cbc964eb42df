"""`crisis replay`: the crisis from date to date, each frame told as what changed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Annotated

from rich.console import Console
from typer import Option

from answers.difference import RowChange
from answers.event import EventAsRead
from answers.question import EventsQuestion, ReplayQuestion
from answers.replay import ChangesFrame, Replay
from cli.changes import differences
from cli.events import in_short
from cli.failures import BadInput
from cli.options import asks, in_words
from cli.screen import Fact, known_in_words, screen, tell_facts, text, when, write_line
from cli.store import ShortIds, is_told_empty, opened_ledger
from exchange.changes import sentence
from exchange.table import AsText
from ledger.ledger import Ledger

SUMS = ("attention", "possible")  # they change with everything, and say nothing that it does not
BESIDE_SHOWN = 3
PAGE = 10_000

AsNdjson = Annotated[bool, Option("--json", help="The API's own frames, one a line.")]


@asks(ReplayQuestion)
def replay(*, question: ReplayQuestion, as_json: AsNdjson = False) -> None:
    """Tell the crisis from date to date.

    First who holds what, then of each frame what changed and what happened.
    The page plays it.

    Examples:
      crisis replay --from 2025-01-20 --to 2025-02-05
      crisis replay --from 2025-01-26 --to 2025-01-29 --step event --place goma
      crisis replay --from 2025-01-01 --to 2025-12-31 --step P1W
      crisis replay --from 2025-01-26 --to 2025-01-30 --json --frames changes
    """
    if "frames" in question.model_fields_set and not as_json:
        raise BadInput("--frames says how --json tells the frames; give --json with it")
    with opened_ledger() as ledger:
        played = ledger.replay(question)
        if as_json:
            for frame in played.frames() if question.frames == "whole" else played.changes():
                write_line(frame)
        elif not is_told_empty(ledger):
            _tell(ledger, played)


def events_since(ledger: Ledger, played: Replay) -> Iterator[list[EventAsRead]]:
    """What was over since the frame before, frame by frame; with the first, what was before it."""
    events = list(_events(ledger, played))[::-1]
    ends = [event.occurred.end for event in events]
    first = 0
    for on in played.on:
        last = bisect_right(ends, on.end)
        yield events[first:last]
        first = last


def _events(ledger: Ledger, played: Replay) -> Iterator[EventAsRead]:
    """The events between the first frame and the last, the newest first."""
    asked = played.asked
    question = EventsQuestion(
        on=asked.to,
        known=played.position,
        occurred_from=asked.from_,
        limit=PAGE,
        **dict(asked.perspective),
        **dict(asked.narrowing),
    )
    first = 0
    while events := ledger.events(question, first).events:
        yield from events
        first += len(events)


def _tell(ledger: Ledger, played: Replay) -> None:
    """The first frame as it stands, then what is other in each; those where nothing is, as one."""
    console, short = screen(), ShortIds(ledger)
    quiet: list[str] = []
    for frame, events in zip(played.changes(), events_since(ledger, played), strict=True):
        if frame.on == played.on[0]:
            _tell_first(console, ledger, played, short)
            continue
        facts = [*_changes(frame, short), *_happened(frame, events, short)]
        if not facts:
            quiet.append(str(frame.on))
            continue
        _tell_quiet(console, quiet)
        quiet = []
        console.print()
        console.print(text(frame.on, "bold"))
        tell_facts(console, [(f"  {word}", said) for word, said in facts])
    _tell_quiet(console, quiet)


def _tell_first(console: Console, ledger: Ledger, played: Replay, short: ShortIds) -> None:
    on, asked = played.on[0], played.asked
    known = f"as known {known_in_words(asked.known_as_asked)} (position @{played.position})"
    about = "; ".join(filter(None, [f"{on}, {known}", in_words(asked)]))
    holders = ledger.view("territory", asked.on(on).at(on, played.position))
    console.print(AsText(holders, short, f"{about}: who holds what"))


def _tell_quiet(console: Console, quiet: Sequence[str]) -> None:
    if quiet:
        span = quiet[0] if len(quiet) == 1 else f"{quiet[0]} to {quiet[-1]}"
        console.print()
        console.print(text(f"{span}: nothing", "bold"))


def _changes(frame: ChangesFrame, short: ShortIds) -> Iterator[Fact]:
    """What changed since the frame before, view by view."""
    for view, changed in frame.changes.items():
        if view not in SUMS:
            shown = [each for each in changed if view != "relations" or _has_other_ties(each)]
            sentences = [sentence(each, short) for each in shown]
            yield from differences(sentences, shown, BESIDE_SHOWN)


def _has_other_ties(change: RowChange) -> bool:
    """Whether more than the sums of a pair changed, which every event does."""
    was, now = (getattr(row, "ties", "normal") for row in (change.old, change.new))
    return bool(was != now)


def _happened(
    frame: ChangesFrame, events: Sequence[EventAsRead], short: ShortIds
) -> Iterator[Fact]:
    """The events since the frame before."""
    for event in events:
        date = "" if event.occurred == frame.on else f", {when(event.occurred)}"
        said = text(f"{event.type}{date}", "bold") + text(f": {in_short(event)} ({event.status})")
        yield "event", said + text(f" [{short(event.id)}]", "dim")
