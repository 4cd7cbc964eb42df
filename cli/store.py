"""The store that the environment names: opened here, `crisis info`, and events by their ids."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from itertools import pairwise
from pathlib import Path
from typing import Any

from cli.failures import BadInput
from cli.options import AsJson
from cli.screen import screen, tell_facts, text, write
from domain.refusals import Refusal, UnknownEvent
from ledger.ledger import ANONYMOUS, Ledger

EMPTY = (
    "The ledger {store} is empty: `crisis load-scenario goma-2025` loads the crisis of Goma, "
    "`crisis append FILE` records events of your own."
)
SHORTEST = 8
STORE = "crisis.sqlite"  # where the environment names none
WHOLE = 36


@dataclass(eq=False)
class StoreNotOpened(Refusal):
    """The store cannot be read, or is no store."""

    store: str
    why: str
    sentence = "the store {store} cannot be opened: {why}; SQLITE_DBNAME names another file"


@contextmanager
def opened_ledger() -> Iterator[Ledger]:
    """The ledger, for as long as a command needs it."""
    try:
        ledger = Ledger()
        ledger.position()  # all of the store, which may be another program's
    except Exception as error:  # whatever the library that keeps the store raises
        raise StoreNotOpened(_store(), str(error)) from error
    try:
        yield ledger
    finally:
        ledger.close()


def is_told_empty(ledger: Ledger) -> bool:
    """Whether nothing is recorded; who asks is then told what to do."""
    if ledger.position():
        return False
    screen().print(text(EMPTY.format(store=ledger.store)))
    return True


def user() -> str:
    """Who is at the command line, as the system knows them."""
    try:
        return getuser() or ANONYMOUS
    except (KeyError, OSError):
        return ANONYMOUS


def found_event(ledger: Ledger, typed: str) -> str:
    """The id of an event, of which the beginning will do where no other begins alike."""
    id = typed.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{4}[0-9a-f-]{0,32}", id):
        raise BadInput(
            f"{typed!r} is not the id of an event; it is a UUID such as "
            "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11, or the beginning of one, as tables show it"
        )
    if len(id) == WHOLE:
        return id
    match [known for known in ledger.event_ids() if known.startswith(id)]:
        case [known]:
            return known
        case []:
            raise UnknownEvent(id)
        case several:
            shown = ", ".join(sorted(several)[:3])
            raise BadInput(f"{len(several)} events begin with {id} ({shown} ...); give more of it")


class ShortIds:
    """Ids cut as short as no two of the ledger are alike."""

    def __init__(self, ledger: Ledger) -> None:
        ids = sorted(ledger.event_ids())
        alike = max((_alike(one, other) for one, other in pairwise(ids)), default=0)
        self._length = max(SHORTEST, alike + 1)

    def __call__(self, id: str) -> str:
        """The beginning of an id, which commands take for the whole."""
        return id[: self._length].rstrip("-")


def info(as_json: AsJson = False) -> None:
    """Show what the store is and what is in it.

    Examples:
      crisis info
      SQLITE_DBNAME=other.sqlite crisis info --json
    """
    with opened_ledger() as ledger:
        told = {"store": ledger.store, "bytes": _size(ledger.store)}
        told |= dict(ledger.inventory())
    if as_json:
        write(told)
        return
    facts = told.items()
    tell_facts(screen(), [(name.replace("_", " "), text(_in_words(name, v))) for name, v in facts])


def _store() -> str:
    return os.environ.get("PERSISTENCE_MODULE") or os.environ.get("SQLITE_DBNAME") or STORE


def _alike(one: str, other: str) -> int:
    return next(n for n in range(WHOLE) if one[n] != other[n])


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
