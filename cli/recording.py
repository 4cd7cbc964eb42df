"""`crisis append` and `crisis load-scenario`: a file recorded, which can be run again."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from typer import Argument, Exit, Option

import scenarios
from cli.failures import INTERRUPTED, BadInput, lines_of_batch, status_of
from cli.reading import STDIN, Item, items, opened
from cli.screen import count, messages, say
from cli.store import opened_ledger, user
from domain.refusals import BatchRefused, BeforeTheLast, StoreUnavailable
from ledger.ledger import Ledger, Receipt

BATCH = 1000
IDS_SHOWN = 20
SUFFIX = ".ndjson"  # of a scenario
BY_CONTENT = uuid5(NAMESPACE_URL, "urn:crisis-ledger:event-by-content")

File = Annotated[
    str,
    Argument(metavar="FILE|-", help="JSON or NDJSON; - reads what comes in.", show_default=False),
]
Name = Annotated[str, Argument(metavar="NAME", help="Of the scenario.", show_default=False)]
IfEmpty = Annotated[
    bool, Option("--if-empty", help="Do nothing where the ledger has anything in it.")
]


@dataclass
class Tally:
    """What has been recorded so far."""

    read: int = 0
    new: list[str] = field(default_factory=list)
    position: int = 0
    without_id: int = 0

    def add(self, batch: Sequence[Item], receipts: Sequence[Receipt]) -> None:
        """Count a batch that is recorded."""
        self.without_id += sum(_lacks_id(item.told) for item in batch)
        self.read += len(receipts)
        self.new += dict.fromkeys(receipt.id for receipt in receipts if receipt.is_new)
        self.position = max(self.position, *(receipt.position for receipt in receipts))


def append(file: File) -> None:
    """Record events: a JSON object, an array of them, or NDJSON.

    They go in by batches of 1,000, each all or nothing. The first batch with
    anything wrong in it stops it, with a line for each bad item, up to 100
    faults; what was recorded before stays. Run again it goes on from there: an event recorded
    before with the same content is left as it is.

    An event without an `id` is given one made of its content, so that running
    it again records nothing twice. Two that are alike in everything are then
    one; give them ids if they are two.

    Examples:
      crisis append events.ndjson
      crisis types CityCaptured --json | jq .example | crisis append -
    """
    tally, batch = Tally(), list[Item]()
    with opened_ledger() as ledger, opened(file) as source:
        try:
            with _progress(file) as advance:
                for batch in _batches(items(source)):
                    tally.add(batch, _appended(batch, ledger))
                    advance(tally, sum(item.size for item in batch))
        except BatchRefused as refused:
            for line in lines_of_batch(refused, lambda index: batch[index].where):
                say(line)
            say(_stopped(batch, tally))
            raise Exit(status_of(refused)) from None
        except StoreUnavailable:
            say(_stopped(batch, tally))
            raise
        except KeyboardInterrupt:
            say(f"interrupted: {count(tally.read, 'event')} at least recorded; {AGAIN}")
            raise Exit(INTERRUPTED) from None
    if not tally.read:
        raise BadInput(f"there is no event in {'what came in' if file == STDIN else file}")
    _tell(tally)


def load_scenario(name: Name, if_empty: IfEmpty = False) -> None:
    """Load a real history, all of it or nothing, as it was recorded then.

    Examples:
      crisis load-scenario goma-2025
      crisis load-scenario goma-2025 --if-empty
    """
    there = available()
    if name not in there:
        known = ", ".join(sorted(there)) or "none in this installation"
        raise BadInput(f"there is no scenario {name!r}; there are: {known}")
    with opened_ledger() as ledger:
        if if_empty and ledger.position():
            return
        _load(name, there[name], ledger)


def with_id(told: Any) -> Any:
    """An event as sent, with an id made of its content where it has none of its own."""
    if not _lacks_id(told):
        return told
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return told | {"id": str(uuid5(BY_CONTENT, canonical))}


def available() -> dict[str, Traversable]:
    """Every scenario there is, by its name."""
    there = files(scenarios).iterdir()
    return {file.name.removesuffix(SUFFIX): file for file in there if file.name.endswith(SUFFIX)}


def _lacks_id(told: Any) -> bool:
    return isinstance(told, dict) and told.get("id") is None


def _batches(read: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(read, BATCH)):
        yield batch


def _appended(batch: Sequence[Item], ledger: Ledger) -> list[Receipt]:
    faults = {at: _fault(item) for at, item in enumerate(batch)}
    found = {at: BadInput(fault) for at, fault in faults.items() if fault}
    if found:
        raise BatchRefused(found)
    return ledger.append([with_id(item.told) for item in batch], by=user())


def _fault(item: Item) -> str | None:
    if item.fault or isinstance(item.told, dict):
        return item.fault
    return "an event is a JSON object, in { }"


@contextmanager
def _progress(file: str) -> Iterator[Callable[[Tally, int], None]]:
    """A bar on the terminal, if standard error is one: by bytes, as lines are not known before."""
    console = messages()
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        size = Path(file).stat().st_size if Path(file).is_file() else None
        task = bar.add_task("reading", total=size)

        def advance(tally: Tally, size: int) -> None:
            bar.update(task, advance=size, description=count(tally.read, "event"))

        yield advance


AGAIN = "run it again, and it goes on from there"


def _stopped(batch: Sequence[Item], tally: Tally) -> str:
    if not tally.read:
        return "nothing was recorded"
    extent = f"from {batch[0].where} to {batch[-1].where}"
    before = count(tally.read, "event")
    return f"nothing {extent} was recorded, the {before} before that are; mend it, {AGAIN}"


def _tell(tally: Tally) -> None:
    new, again = len(tally.new), tally.read - len(tally.new)
    print(
        f"{count(tally.read, 'event')} read: {new:,} recorded, {again:,} already recorded; "
        f"the last is at @{tally.position}."
    )
    if tally.without_id:
        print(f"{count(tally.without_id, 'event')} without an id got one made of the content.")
    for id in tally.new if new <= IDS_SHOWN else []:
        print(id)


def _load(name: str, file: Traversable, ledger: Ledger) -> None:
    with file.open("rb") as source:
        lines = list(items(source))
    try:
        faults = {at: BadInput(line.fault) for at, line in enumerate(lines) if line.fault}
        if faults:
            raise BatchRefused(faults)
        receipts = ledger.load([line.told for line in lines], by=user())
    except BatchRefused as refused:
        for line in lines_of_batch(refused, lambda index: f"{name}, {lines[index].where}"):
            say(line)
        if any(isinstance(why, BeforeTheLast) for why in refused.items.values()):
            say(
                "a scenario is of the past: load it before anything of today is recorded, or "
                "into a store of its own: SQLITE_DBNAME=goma.sqlite crisis load-scenario " + name
            )
        say("nothing was loaded")
        raise Exit(status_of(refused)) from None
    new = sum(receipt.is_new for receipt in receipts)
    if not new:
        print(f"{name} is loaded already: {count(len(receipts), 'entry', 'entries')}.")
        return
    entries = count(new, "entry", "entries")
    print(f"{name} is loaded: {entries}, up to position @{receipts[-1].position}.")
    print("Ask it: crisis show territory --on 2025-01-29")
