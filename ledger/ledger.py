"""The ledger: events are appended, revised and loaded here, and every question is answered."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import RLock
from typing import Any, TypeVar

from pydantic import Field

from answers.changes import ChangesDocument, changes_document
from answers.document import (
    AllViews,
    EventPage,
    RelationDocument,
    ViewDocument,
    countries_document,
    country_document,
    named_document,
    relation_document,
    state_document,
    timeline_document,
    view_document,
)
from answers.event import EventHistory, HappeningDocument, event_history, happening_document
from answers.followed import Followed
from answers.inventory import Inventory, inventory
from answers.marks import MarksDocument, marks_document
from answers.mementos import Course, Memento, memento_at
from answers.question import (
    ChangesQuestion,
    EventsQuestion,
    ListQuestion,
    MarksQuestion,
    MomentQuestion,
    Question,
    ReplayQuestion,
    WholeQuestion,
)
from answers.register import CountriesDocument, ListDocument, list_document
from answers.replay import Replay
from domain.entry import Change, Entry, Stamp
from domain.refusals import BatchRefused, Refusal
from domain.report import Report
from domain.span import Span
from domain.telling import Telling
from domain.values import Actor, EventId, Named, Place, Value
from history.happening import Account
from history.history import History
from history.moment import Known, Perspective
from ledger.deciding import Sent, each, loaded, recorded, revised
from ledger.draft import Draft
from ledger.log import Conflict, Log

Q = TypeVar("Q", bound=MomentQuestion)
Clock = Callable[[], datetime]

ANONYMOUS = "anonymous"
MUCH = 10_000  # entries read at once


def _utc() -> datetime:
    return datetime.now(UTC)


class Receipt(Value):
    """Where an entry stands in the log; `recorded` is the time by which the ledger knew it."""

    id: EventId
    revision: int
    position: int
    recorded: datetime
    is_new: bool = Field(exclude=True, description="Whether this call put it there.")


class Receipts(Value):
    """What was recorded, one item for each event sent or entry made."""

    accepted: list[Receipt] = Field(description="Where each entry stands.")
    position: int = Field(description="The last position among them.")

    @classmethod
    def of(cls, receipts: Sequence[Receipt]) -> "Receipts":
        """These receipts, of which there is one at least."""
        return cls(accepted=list(receipts), position=max(each.position for each in receipts))


class Ledger:
    """The log and the history kept up with it: each answer knows what any process appended."""

    def __init__(self, env: Mapping[str, str] | None = None, clock: Clock = _utc) -> None:
        self._log = Log(env)
        self._history = History()
        self._catching_up = RLock()
        self._writing = RLock()
        self._clock = clock

    def read(self) -> History:
        """All that is recorded by now, by whatever process: what all answers are made of."""
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
    def store(self) -> str:
        """Where the log is kept."""
        return self._log.place

    def ready(self) -> int:
        """The position up to which it has read the log.

        Raises StoreUnavailable where nothing could be recorded.
        """
        self._log.must_be_there()
        return self.position()

    def now(self) -> datetime:
        """The time by the ledger's clock, in UTC."""
        return self._clock()

    def close(self) -> None:
        """Let go of the store."""
        self._log.close()

    def append(self, tellings: Sequence[Telling | Sent], by: str = ANONYMOUS) -> list[Receipt]:
        """Record events, all or none; one recorded before with the same content stays as it is.

        An actor, a place or an agreement may be its bare id once an event told it whole.
        Raises TooManyItems, or BatchRefused, which names the items that are refused.
        """
        stamp = Stamp(self.now(), by)

        def decide(draft: Draft) -> list[Entry]:
            return each(tellings, lambda told: recorded(told, stamp, draft))

        return self._write(decide)

    def preview(self, tellings: Sequence[Telling | Sent], by: str = ANONYMOUS) -> list[Report]:
        """The events as `append` would leave them, which refuses the same; nothing is recorded."""
        stamp, draft = Stamp(self.now(), by), Draft(self.read())
        entries = each(tellings, lambda told: recorded(told, stamp, draft))
        return [report for entry in entries if (report := draft.report(entry.id))]

    def revise(
        self,
        id: str,
        revision: int,
        kind: type[Change],
        change: Change | Sent,
        by: str = ANONYMOUS,
    ) -> list[Receipt]:
        """Record a change to an event as it was read, at a revision: one entry, or one for each
        event that a joining with `all` moves. The same change sent again is answered as before.

        Raises StaleRevision where another change came first, Misfit where the change or what
        comes of it does not fit, or why the event does not allow it.
        """
        stamp = Stamp(self.now(), by)
        return self._write(lambda draft: revised(id, revision, kind, change, stamp, draft))

    def load(self, lines: Sequence[Sent], by: str = ANONYMOUS) -> list[Receipt]:
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
                    of_line = loaded(line, by, revisions, draft)
                except Refusal as refusal:
                    raise BatchRefused({index: refusal}) from refusal
                revisions.update(entry.id for entry in of_line)
                entries += of_line
            return entries

        return self._write(decide)

    def asked(self, question: Q) -> Q:
        """A question of which the date is told: left out, it is today (UTC)."""
        if question.on is not None:
            return question
        return question.model_copy(update={"on": Span(self.now().date().isoformat())})

    def position(self, known: Known = None) -> int:
        """How far the log went by then; raises UnknownPosition beyond its end."""
        return self.read().position(known)

    def view(self, name: str, question: Question) -> ViewDocument[Any]:
        """The document of one view, by its name; raises UnknownView."""
        return view_document(self.read(), name, self.asked(question))

    def state(self, question: Question) -> AllViews:
        """All views in one document."""
        return state_document(self.read(), self.asked(question))

    def country(self, country: str, question: Question) -> AllViews:
        """All views from one country's side."""
        return country_document(self.read(), country, self.asked(question))

    def place(self, id: str, question: WholeQuestion) -> AllViews:
        """All views narrowed to one place, with its own history; raises UnknownName."""
        return named_document(self.read(), Place, id, self.asked(question))

    def actor(self, id: str, question: WholeQuestion) -> AllViews:
        """All views narrowed to one actor, with its own history; raises UnknownName."""
        return named_document(self.read(), Actor, id, self.asked(question))

    def relation(self, one: str, other: str, question: Question) -> RelationDocument:
        """A pair of countries, with what passed between them day by day."""
        return relation_document(self.read(), one, other, self.asked(question))

    def countries(self, question: MomentQuestion) -> CountriesDocument:
        """Every country that the crisis concerned by then."""
        return countries_document(self.read(), self.asked(question))

    def changes(self, question: ChangesQuestion) -> ChangesDocument:
        """What differs between two dates, or on one date as known at two times."""
        return changes_document(self.read(), self.asked(question))

    def replay(self, question: ReplayQuestion) -> Replay:
        """The frames of the state from one date to another, to be played.

        Raises ImpossibleStep where there are none, or too many.
        """
        return Replay(self.read(), question)

    def marks(self, question: MarksQuestion) -> MarksDocument:
        """All that happened, to be drawn on a map and along a band of time."""
        return marks_document(self.read(), question)

    def events(self, question: EventsQuestion, first: int = 0) -> EventPage:
        """The events that are asked for, from the `first` on."""
        return timeline_document(self.read(), self.asked(question), first)

    def event(self, id: str, known: Known = None) -> Account:
        """One event as it was known; raises UnknownEvent."""
        return self.read().account(id, known)

    def event_ids(self) -> list[str]:
        """The id of every event that was ever told."""
        history = self.read()
        return [account.id for account in history.accounts(history.position())]

    def event_history(self, id: str, known: Known = None) -> EventHistory:
        """All revisions of one event; raises UnknownEvent."""
        return event_history(self.read(), id, known)

    def happening(self, id: str, known: Known = None) -> HappeningDocument:
        """Every event that told a happening, the retracted too; raises UnknownEvent."""
        return happening_document(self.read(), id, known)

    def listed(self, name: str, question: ListQuestion, first: int = 0) -> ListDocument[Any]:
        """What is known of all places, actors, sources or crises, from the `first` on."""
        return list_document(self.read(), name, question.known, question.q, first, question.limit)

    def inventory(self) -> Inventory:
        """How much is recorded, and of which time."""
        return inventory(self.read())

    def followed(self) -> Followed:
        """The log as it is by now, and as it grows whenever the store is asked again."""
        return Followed(self.read())

    def memento(self, position: int) -> Memento | None:
        """By when all up to a position was known; None where nothing was."""
        return memento_at(self.read(), position)

    def course(self) -> Course:
        """The entries in whose course answers that rest on all of the log change."""
        return Course.of_all(self.read())

    def course_of_event(self, id: str) -> Course:
        """Those of one event; raises UnknownEvent."""
        return Course.of_event(self.read(), id)

    def course_since_event(self, id: str) -> Course:
        """All since one event was first told; raises UnknownEvent."""
        return Course.since_event(self.read(), id)

    def course_of_name(self, kind: type[Named], id: str) -> Course:
        """All since a place or an actor was first told of; raises UnknownName."""
        return Course.of_name(self.read(), kind, id)

    def _write(self, decide: Callable[[Draft], Sequence[Entry]]) -> list[Receipt]:
        """Decide, and append what is new; where another process was faster, decide anew."""
        with self._writing:
            while True:
                draft = Draft(self.read())
                before, entries = draft.history.position(), decide(draft)
                try:
                    positions = self._log.append(draft.entries)
                except Conflict:
                    continue
                self._know(positions, draft.entries)
                return list(_receipts(entries, self._history, before))

    def _know(self, positions: Sequence[int], entries: Sequence[Entry]) -> None:
        """Know what was appended just now, as it was decided; the log is read where it must be.

        That is where others recorded before or among them, or somebody has read them already.
        """
        with self._catching_up, _nothing_thrown_away():
            known = self._history.position()
            if [*positions] == [*range(known + 1, known + 1 + len(positions))]:
                for position, entry in zip(positions, entries, strict=True):
                    self._history.take(position, entry)
            else:
                self.read()


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
