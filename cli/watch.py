"""`crisis watch`: each entry as it is recorded, by whichever process."""

import select
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated

from rich.console import Console
from typer import Option

from answers.followed import EntryAsRead, Followed
from answers.question import WatchQuestion
from cli.events import change_in_short, in_short
from cli.options import asks
from cli.screen import say, screen, text, when, write_line
from cli.store import ShortIds, opened_ledger
from domain.refusals import StoreUnavailable
from ledger.ledger import Ledger

TICK = 0.2  # seconds

AsNdjson = Annotated[bool, Option("--json", help="Each entry with its event, one a line.")]


@asks(WatchQuestion, called={"q": "search"}, without=["resolve"])
def watch(*, question: WatchQuestion, as_json: AsNdjson = False) -> None:
    """Show each entry as it is recorded, until Ctrl-C.

    It tells when, by whom, what was done, to which event, what that changed
    and why. What another process records is told within a second.

    Examples:
      crisis watch
      crisis watch --after @170 --country RWA
      crisis watch --after 2025-02-20 --search Goma --json
    """
    with opened_ledger() as ledger:
        position = ledger.position(question.after)
        if not as_json:
            print(f"Watching {ledger.store} from @{position} on; Ctrl-C ends it.", flush=True)
        with suppress(KeyboardInterrupt):
            for entries in _news(ledger, position, question):
                if as_json:
                    for entry in entries:
                        write_line(entry)
                elif entries:
                    console, short = screen(), ShortIds(ledger)
                    for entry in entries:
                        _tell(console, entry, short)
                sys.stdout.flush()


def _news(ledger: Ledger, position: int, question: WatchQuestion) -> Iterator[list[EntryAsRead]]:
    """What is recorded past a position and asked for, as soon as it is."""
    while True:
        log = _caught_up(ledger)
        lines = list(log.lines_after(position))
        if lines:
            asked = [line.position for line in lines if question.wants(line.account)]
            yield [log.entry_as_read(position) for position in asked]
            position = lines[-1].position
        _wait(TICK)


def _caught_up(ledger: Ledger) -> Followed:
    """All that is recorded by now; a store that is away is waited for."""
    is_told = False
    while True:
        try:
            return ledger.followed()
        except StoreUnavailable as error:
            if not is_told:
                say(f"the store cannot be read ({error.why}); waiting for it")
            is_told = True
            _wait(1)


def _wait(seconds: float) -> None:
    """Wait, unless the reader of a pipe goes away, which nothing written would tell."""
    try:
        reader = select.poll()
        reader.register(sys.stdout.fileno(), select.POLLERR)
    except (AttributeError, OSError, ValueError):  # no such thing here
        time.sleep(seconds)
        return
    if reader.poll(seconds * 1000):
        raise BrokenPipeError


def _tell(console: Console, entry: EntryAsRead, short: ShortIds) -> None:
    """Who did what to which event, what that changed and why."""
    event = entry.event
    done = f"{entry.recorded_by} {entry.action} {event.type} {short(event.id)}"
    said = text(f"@{entry.position}  {entry.recorded:%Y-%m-%d %H:%M:%S} UTC  {done}", "bold")
    said += text(f"\n  {when(event.occurred)}: {in_short(event)}")
    said += text(f" ({event.status}, {', '.join(event.told_by)})")
    for change in entry.changes:
        said += text(f"\n  {change_in_short(change, short)}")
    if entry.reason:
        said += text(f"\n  why: {entry.reason}")
    console.print(said)
