"""What becomes of what is sent: which entries it is, or why it is refused."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from domain.entry import ASKED, CHANGES, Change, Entry, Joined, SameAs, Stamp
from domain.refusals import (
    MOST_NAMED,
    BatchRefused,
    BeforeTheLast,
    Misfit,
    Refusal,
    TooManyItems,
    UnknownEvent,
)
from domain.report import record, recorded_again, revised_again
from domain.telling import Telling
from domain.values import Value
from history.history import History, Line
from ledger.draft import Draft

Read = TypeVar("Read", bound=Value)
Sent = Mapping[str, Any]

MOST_ITEMS = 10_000  # of a batch that is appended


def each(tellings: Sequence[Telling | Sent], decide: Callable[[Any], Entry]) -> list[Entry]:
    """The entries of several events; raises TooManyItems, or BatchRefused with the first faults."""
    if len(tellings) > MOST_ITEMS:
        raise TooManyItems(MOST_ITEMS)
    entries: list[Entry] = []
    refused: dict[int, Refusal] = {}
    faults = 0
    for index, told in enumerate(tellings):
        try:
            entries.append(decide(told))
        except Refusal as refusal:
            if faults < MOST_NAMED:  # each holds what it was found in: a few are kept, all counted
                refused[index] = refusal
            faults += refusal.errors_total
    if refused:
        raise BatchRefused(refused, faults)
    return entries


def recorded(told: Telling | Sent, stamp: Stamp, draft: Draft) -> Entry:
    """The entry of an event sent: the earlier one, where it is recorded with this content."""
    id = told.id if isinstance(told, Telling) else _id(told)
    earlier = next(iter(draft.life(id)), None) if id else None
    if earlier is None:
        telling = _read(Telling, told, draft)
        return draft.add(record(telling, stamp, draft))
    assert isinstance(earlier.what, Telling)
    return recorded_again(_read(Telling, told, draft.as_in(earlier.what.named)), earlier)


def revised(
    id: str, revision: int, kind: type[Change], told: Change | Sent, stamp: Stamp, draft: Draft
) -> list[Entry]:
    """The entries of a change sent: the earlier ones, where it is recorded already."""
    report = draft.report(id)
    if report is None:
        raise UnknownEvent(id)
    if revision != report.revision:
        return _revised_again(id, revision, kind, told, stamp, draft)
    change = _read(kind, told, draft)
    try:
        entries = report.decide(change, stamp, draft)
    except ValidationError as error:
        raise Misfit.of(error) from error
    return [draft.add(entry) for entry in entries]


def _revised_again(
    id: str, revision: int, kind: type[Change], told: Change | Sent, stamp: Stamp, draft: Draft
) -> list[Entry]:
    lines = draft.history.recorded_life(id)
    after = lines[revision : revision + 1]
    names = draft.as_in(after[0].account.telling.named if after else ())
    try:
        change = _read(kind, told, names)
        earlier = revised_again(draft.life(id), revision, change, stamp, names)
    except ValidationError as error:
        raise Misfit.of(error) from error
    moved = _moved_with(after[0], draft.history) if isinstance(change, SameAs) else []
    return [earlier, *moved]


def _moved_with(line: Line, history: History) -> Iterator[Entry]:
    """The entries of the same batch by which others moved with an event."""
    for later in history.lines_after(line.position):
        what = later.entry.what
        if not (isinstance(what, Joined) and what.moved_with == line.entry.id):
            return
        yield later.entry


def loaded(line: Sent, by: str, revisions: Counter[str], draft: Draft) -> list[Entry]:
    """The entries of one line of an export, each at its own time."""
    told = dict(line)
    try:
        at = datetime.fromisoformat(told.pop("recorded")).astimezone(UTC)
        id, kind = told["id"], told["type"]
    except (KeyError, TypeError, ValueError) as error:
        raise Misfit([_line_misfit(line, error)]) from error
    stamp = Stamp(at, told.pop("recorded_by", by))
    before = len(draft.entries)
    if kind in CHANGES:
        change = {key: value for key, value in told.items() if key not in ("id", "type")}
        if "new_type" in change:
            change["type"] = change.pop("new_type")
        entries = revised(id, revisions[id], ASKED[kind], change, stamp, draft)
    else:
        entries = [recorded(told, stamp, draft)]
    last = draft.entries[before - 1].stamp.recorded if before else draft.history.last_recorded()
    if len(draft.entries) > before and last and at < last:
        raise BeforeTheLast(at, last)
    return entries


def _line_misfit(line: Sent, error: Exception) -> dict[str, Any]:
    remedy = "a line has `recorded` (an instant), `id` and `type` at least"
    return {"field": "", "value": str(error) or dict(line), "detail": remedy}


def _id(told: Sent) -> str | None:
    id = told.get("id") if isinstance(told, Mapping) else None
    try:
        return str(UUID(id)) if isinstance(id, str) else None
    except ValueError:
        return None


def _read(kind: type[Read], told: Read | Sent, names: Any) -> Read:
    try:
        return kind.model_validate(told, context=names)
    except ValidationError as error:
        raise Misfit.of(error) from error
