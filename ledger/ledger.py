"""The ledger: append, revise, join, view."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

from pydantic import Field, ValidationError

from answers.document import country_document, state_document, view_document
from domain.entry import ASKED, CHANGES, Change, Entry, Joined, SameAs, Stamp
from domain.refusals import (
    MOST_NAMED,
    BatchRefused,
    BeforeTheLast,
    Misfit,
    Refusal,
    TooManyItems,
    UnknownEvent,
    UnknownView,
)
from domain.report import Report, record, recorded_again, revised_again
from domain.telling import Telling
from domain.values import EventId, Value
from history.happening import Account
from history.history import History, Line
from history.moment import Known, Perspective, Question
from ledger.draft import Draft
from ledger.log import Conflict, Log
from projections import VIEWS

Read = TypeVar("Read", bound=Value)
Clock = Callable[[], datetime]
Told = Mapping[str, Any]

ANONYMOUS = "anonymous"
MUCH = 10_000  # entries read at once
MOST_ITEMS = 10_000  # of a batch that is appended


def _utc() -> datetime:
    return datetime.now(UTC)


class Receipt(Value):
    """Where an entry stands in the log; `recorded` is the time by which the ledger knew it."""

    id: EventId
    revision: int
    position: int
    recorded: datetime
    is_new: bool = Field(exclude=True, description="Whether this call put it there.")


class Ledger:
    """The log and the history kept up with it: each answer knows what any process appended."""

    def __init__(self, env: Mapping[str, str] | None = None, clock: Clock = _utc) -> None:
        self._log = Log(env)
        self._history = History()
        self._catching_up = RLock()
        self._writing = RLock()
        self._clock = clock

    @property
    def history(self) -> History:
        """All that is recorded by now."""
        with self._catching_up, _nothing_thrown_away():
            before = len(self._history)
            for position, entry in self._log.after(self._history.position()):
                self._history.take(position, entry)
            if len(self._history) - before > MUCH:
                # Each date is read once and kept: else whoever asks first would wait for it.
                self._history.happenings(Perspective(), self._history.position())
                gc.freeze()
        return self._history

    @property
    def place(self) -> str:
        """Where the log is kept."""
        return self._log.place

    def ready(self) -> int:
        """The position up to which it has read the log.

        Raises StoreUnavailable where nothing could be recorded.
        """
        self._log.must_be_there()
        return self.history.position()

    def now(self) -> datetime:
        """The time by the ledger's clock, in UTC."""
        return self._clock()

    def close(self) -> None:
        """Let go of the store."""
        self._log.close()

    def append(self, tellings: Sequence[Telling | Told], by: str = ANONYMOUS) -> list[Receipt]:
        """Record events, all or none; one recorded before with the same content stays as it is.

        An actor, a place or an agreement may be its bare id once an event told it whole.
        Raises TooManyItems, or BatchRefused, which names the items that are refused.
        """
        stamp = Stamp(self.now(), by)

        def decide(draft: Draft) -> list[Entry]:
            return _each(tellings, lambda told: _recorded(told, stamp, draft))

        return self._write(decide)

    def preview(self, tellings: Sequence[Telling | Told], by: str = ANONYMOUS) -> list[Report]:
        """The events as `append` would leave them, which refuses the same; nothing is recorded."""
        stamp, draft = Stamp(self.now(), by), Draft(self.history)
        entries = _each(tellings, lambda told: _recorded(told, stamp, draft))
        return [report for entry in entries if (report := draft.report(entry.id))]

    def revise(
        self,
        id: str,
        revision: int,
        kind: type[Change],
        change: Change | Told,
        by: str = ANONYMOUS,
    ) -> list[Receipt]:
        """Record a change to an event as it was read, at a revision: one entry, or one for each
        event that a joining with `all` moves. The same change sent again is answered as before.

        Raises StaleRevision where another change came first, Misfit where the change or what
        comes of it does not fit, or why the event does not allow it.
        """
        stamp = Stamp(self.now(), by)
        return self._write(lambda draft: _revised(id, revision, kind, change, stamp, draft))

    def load(self, lines: Sequence[Told], by: str = ANONYMOUS) -> list[Receipt]:
        """Record entries as they were recorded elsewhere, each at its own time, all or none.

        A line is `recorded`, `recorded_by`, `id`, `type` and an event, or a change by its name;
        another type that a correction gives is its `new_type`, for `type` is taken.
        Loading the same lines again changes nothing. Raises BatchRefused, naming the first line
        that is refused; BeforeTheLast is the reason where the ledger went on since.
        """

        def decide(draft: Draft) -> list[Entry]:
            revisions: Counter[str] = Counter()
            entries: list[Entry] = []
            for index, line in enumerate(lines):
                try:
                    loaded = _loaded(line, by, revisions, draft)
                except Refusal as refusal:
                    raise BatchRefused({index: refusal}) from refusal
                revisions.update(entry.id for entry in loaded)
                entries += loaded
            return entries

        return self._write(decide)

    def event(self, id: str, known: Known = None) -> Account:
        """One event as it was known."""
        return self.history.account(id, known)

    def happening(self, id: str, known: Known = None) -> list[Account]:
        """Every event that told a happening, the retracted too; none when all have left."""
        self.history.life(id, known)
        return self.history.told_of(id, known)

    def view(self, name: str, question: Question) -> dict[str, Any]:
        """The document of one view, by its name."""
        if name not in VIEWS:
            raise UnknownView(name, sorted(VIEWS))
        return view_document(self.history, name, question)

    def state(self, question: Question) -> dict[str, Any]:
        """All views in one document."""
        return state_document(self.history, question)

    def country(self, country: str, question: Question) -> dict[str, Any]:
        """All views from one country's side."""
        return country_document(self.history, country, question)

    def _write(self, decide: Callable[[Draft], Sequence[Entry]]) -> list[Receipt]:
        """Decide, and append what is new; where another process was faster, decide anew."""
        with self._writing:
            while True:
                draft = Draft(self.history)
                before, entries = draft.history.position(), decide(draft)
                try:
                    self._log.append(draft.entries)
                except Conflict:
                    continue
                return list(_receipts(entries, self.history, before))


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Without the garbage collector: what is read of the log is kept, and looking through it again
    and again for what is not takes longer than reading it (100,000 entries: 11 s, without it 4 s).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _receipts(entries: Sequence[Entry], history: History, before: int) -> Iterator[Receipt]:
    for entry in entries:
        line = history.recorded_life(entry.id)[entry.revision - 1]
        yield Receipt(
            id=entry.id,
            revision=entry.revision,
            position=line.position,
            recorded=line.recorded,
            is_new=line.position > before,
        )


def _each(tellings: Sequence[Telling | Told], decide: Callable[[Any], Entry]) -> list[Entry]:
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


def _recorded(told: Telling | Told, stamp: Stamp, draft: Draft) -> Entry:
    """The entry of an event sent: the earlier one, where it is recorded with this content."""
    id = told.id if isinstance(told, Telling) else _id(told)
    earlier = next(iter(draft.life(id)), None) if id else None
    if earlier is None:
        telling = _read(Telling, told, draft)
        return draft.add(record(telling, stamp, draft))
    assert isinstance(earlier.what, Telling)
    return recorded_again(_read(Telling, told, draft.as_in(earlier.what.named)), earlier)


def _revised(
    id: str, revision: int, kind: type[Change], told: Change | Told, stamp: Stamp, draft: Draft
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
    id: str, revision: int, kind: type[Change], told: Change | Told, stamp: Stamp, draft: Draft
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


def _loaded(line: Told, by: str, revisions: Counter[str], draft: Draft) -> list[Entry]:
    told = dict(line)
    try:
        recorded = datetime.fromisoformat(told.pop("recorded")).astimezone(UTC)
        id, kind = told["id"], told["type"]
    except (KeyError, TypeError, ValueError) as error:
        raise Misfit([_line_misfit(line, error)]) from error
    stamp = Stamp(recorded, told.pop("recorded_by", by))
    before = len(draft.entries)
    if kind in CHANGES:
        change = {key: value for key, value in told.items() if key not in ("id", "type")}
        if "new_type" in change:
            change["type"] = change.pop("new_type")
        entries = _revised(id, revisions[id], ASKED[kind], change, stamp, draft)
    else:
        entries = [_recorded(told, stamp, draft)]
    last = draft.entries[before - 1].stamp.recorded if before else draft.history.last_recorded()
    if len(draft.entries) > before and last and recorded < last:
        raise BeforeTheLast(recorded, last)
    return entries


def _line_misfit(line: Told, error: Exception) -> dict[str, Any]:
    remedy = "a line has `recorded` (an instant), `id` and `type` at least"
    return {"field": "", "value": str(error) or dict(line), "detail": remedy}


def _id(told: Told) -> str | None:
    id = told.get("id") if isinstance(told, Mapping) else None
    try:
        return str(UUID(id)) if isinstance(id, str) else None
    except ValueError:
        return None


def _read(kind: type[Read], told: Read | Told, names: Any) -> Read:
    try:
        return kind.model_validate(told, context=names)
    except ValidationError as error:
        raise Misfit.of(error) from error
