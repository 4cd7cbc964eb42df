"""`crisis load-scenario` and `crisis info`: what the store is given, and what is in it."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Exit, Option

import scenarios
from cli.cells import count
from cli.failures import BadInput, lines_of_batch, status_of
from cli.opening import opened_ledger, user
from cli.options import AsJson
from cli.reading import items
from cli.screen import say, screen, tell_facts, text, write
from domain.refusals import BatchRefused, BeforeTheLast
from ledger.ledger import Ledger
from projections.inventory import inventory

SUFFIX = ".ndjson"

Name = Annotated[str, Argument(metavar="NAME", help="Of the scenario.", show_default=False)]
IfEmpty = Annotated[
    bool, Option("--if-empty", help="Do nothing where the ledger has anything in it.")
]


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
        if if_empty and len(ledger.history):
            return
        _load(name, there[name], ledger)


def info(as_json: AsJson = False) -> None:
    """Show what the store is and what is in it.

    Examples:
      crisis info
      SQLITE_DBNAME=other.sqlite crisis info --json
    """
    with opened_ledger() as ledger:
        told = {"store": ledger.place, "bytes": _size(ledger.place)} | inventory(ledger.history)
    if as_json:
        write(told)
        return
    facts = told.items()
    tell_facts(screen(), [(name.replace("_", " "), text(_in_words(name, v))) for name, v in facts])


def available() -> dict[str, Traversable]:
    """Every scenario there is, by its name."""
    there = files(scenarios).iterdir()
    return {file.name.removesuffix(SUFFIX): file for file in there if file.name.endswith(SUFFIX)}


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


def _size(place: str) -> int | None:
    """The size of the file and of those that SQLite keeps beside it."""
    beside = [Path(place + suffix) for suffix in ("", "-wal", "-shm")]
    if not beside[0].is_file():
        return None
    return sum(path.stat().st_size for path in beside if path.is_file())


def _in_words(name: str, value: Any) -> str:
    if value is None:
        return "none" if name != "bytes" else "not a file"
    if isinstance(value, Mapping):
        return ", ".join(f"{number:,} {kind}" for kind, number in value.items()) or "none"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    if name == "position":
        return f"@{value}"
    return f"{value:,}" if isinstance(value, int) else str(value)
