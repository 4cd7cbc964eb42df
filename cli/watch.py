"""`crisis watch`: each entry as it is recorded, by whichever process."""

import select
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any

from pydantic_core import to_json
from typer import Option

from answers.revisions import revision
from answers.timeline import Filter
from cli import question as ask
from cli.cells import ids, when
from cli.event_tables import change_in_short, in_short
from cli.options import NARROWING, Given, asking
from cli.screen import say, screen, text
from cli.store import ShortIds, opened_ledger
from domain.refusals import StoreUnavailable
from history.history import History, Line
from history.moment import Perspective
from ledger.ledger import Ledger

TICK = 0.2  # seconds

Document = dict[str, Any]

After = Annotated[
    str | None,
    Option(
        metavar="DATE|@POSITION",
        help="Begin with what was recorded after this; left out, with what is recorded from now "
        "on.",
    ),
]
AsNdjson = Annotated[bool, Option("--json", help="Each entry with its event, one a line.")]


@asking("at_least", "according_to", *NARROWING, "search")
def watch(
    after: After = None,
    *,
    given: Given,
    as_json: AsNdjson = False,
) -> None:
    """Show each entry as it is recorded, until Ctrl-C.

    It tells when, by whom, what was done, to which event, what that changed
    and why. What another process records is told within a second.

    Examples:
      crisis watch
      crisis watch --after @170 --country RWA
      crisis watch --after 2025-02-20 --search Goma --json
    """
    asked = ask.question(given)
    wanted = Filter(**asked.narrowing.model_dump(), q=ask.sought(given))
    known = ask.known_in("after", after)
    with opened_ledger() as ledger:
        position = ledger.history.position(known)
        if not as_json:
            print(f"Watching {ledger.place} from @{position} on; Ctrl-C ends it.", flush=True)
        with suppress(KeyboardInterrupt):
            for lines in _news(ledger, position):
                wished = [line for line in lines if _is_wished(line, wanted, asked.moment)]
                (_send if as_json else _tell)(wished, ledger.history)
                sys.stdout.flush()


def _news(ledger: Ledger, position: int) -> Iterator[list[Line]]:
    """What is recorded past a position, as soon as it is."""
    while True:
        lines = list(_caught_up(ledger).lines_after(position))
        if lines:
            yield lines
            position = lines[-1].position
        _wait(TICK)


def _caught_up(ledger: Ledger) -> History:
    """All that is recorded by now; a store that is away is waited for."""
    is_told = False
    while True:
        try:
            return ledger.history
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


def _is_wished(line: Line, wanted: Filter, whose: Perspective) -> bool:
    """Whether the event, as the entry leaves it, is asked for; a retracted one may be."""
    account = line.account
    return (
        wanted.wants(account)
        and account.status.trust >= whose.at_least.trust
        and (whose.according_to is None or account.telling.is_told_by(whose.according_to))
    )


def _revision(line: Line, history: History) -> Document:
    """What the entry did to the event, as `GET /stream` tells it."""
    place = line.entry.revision - 1
    before = history.recorded_life(line.entry.id)[place - 1] if place else None
    return revision(line, before) | {"event": line.account.as_read()}


def _send(lines: Sequence[Line], history: History) -> None:
    for line in lines:
        sys.stdout.write(to_json(_revision(line, history)).decode() + "\n")


def _tell(lines: Sequence[Line], history: History) -> None:
    """A block for each: who did what to which event, what that changed and why."""
    if not lines:
        return
    console, short = screen(), ShortIds(history)
    for line in lines:
        told, telling = _revision(line, history), line.account.telling
        done = f"{told['recorded_by']} {told['action']} {telling.type} {short(telling.id)}"
        recorded = f"{told['recorded']:%Y-%m-%d %H:%M:%S} UTC"
        said = text(f"@{line.position}  {recorded}  {done}", "bold")
        said += text(f"\n  {when(str(telling.occurred))}: {in_short(told['event'])}")
        said += text(f" ({telling.status}, {ids(telling.told_by)})")
        for change in told["changes"]:
            said += text(f"\n  {change_in_short(change, short)}")
        if told["reason"]:
            said += text(f"\n  why: {told['reason']}")
        console.print(said)
