"""One event's life in the ledger: what its entries make of it, and what may be decided next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from domain.entry import (
    Assessed,
    Change,
    Corrected,
    Entry,
    Joined,
    Parted,
    Reinstated,
    Retracted,
    SameAs,
    Stamp,
    Stored,
)
from domain.event import event_type
from domain.refusals import (
    AheadOfTime,
    AlreadyRecorded,
    AlreadyRetracted,
    AlreadyThere,
    ChangesNothing,
    NotOneFamily,
    NotRetracted,
    OtherIdentity,
    StaleRevision,
    UnknownReference,
)
from domain.span import DAY
from domain.telling import Telling
from domain.values import Named, Register, Source, Status


@dataclass(frozen=True, slots=True)
class Report:
    """An event at one of its revisions."""

    telling: Telling
    happening: str
    revision: int = 1
    retracted: bool = False

    @classmethod
    def fold(cls, entries: Iterable[Entry]) -> "Report":
        """The event as its entries leave it."""
        report: Report | None = None
        for entry in entries:
            report = report.after(entry) if report else cls.first(entry)
        assert report, "no event is without its first telling"
        return report

    @classmethod
    def first(cls, entry: Entry) -> "Report":
        """The event as it was first told."""
        assert isinstance(entry.what, Telling)
        return cls(entry.what, happening=entry.happening or entry.id)

    def after(self, entry: Entry) -> "Report":
        """The event one entry on."""
        now = replace(self, revision=entry.revision)
        match entry.what:
            case Corrected(patch=patch):
                today = self.telling.upcast_patch(patch, entry.version)
                return replace(now, telling=self.telling.patched(today, names=None))
            case Assessed(status=status, sources=more):
                return replace(now, telling=self._assessed(status, more))
            case Retracted():
                return replace(now, retracted=True)
            case Reinstated():
                return replace(now, retracted=False)
            case Joined(happening=happening):
                return replace(now, happening=happening)
            case Parted():
                return replace(now, happening=self.telling.id)
            case Telling():
                raise AssertionError(f"{entry.id} is told for the first time only once")

    def decide(self, change: Change, stamp: Stamp, known: "OnRecord") -> list[Entry]:
        """The entries of a change, or the reason why this event's life does not allow it.

        Raises ValidationError where what comes of a correction does not fit.
        """
        id = self.telling.id
        if self.retracted and not isinstance(change, Reinstated):
            raise AlreadyRetracted(id)
        if isinstance(change, Reinstated) and not self.retracted:
            raise NotRetracted(id)
        if isinstance(change, SameAs):
            return self._joined(change, stamp, known)
        entry = self._next(self.as_stored(change, known), stamp)
        changed = self.after(entry)
        if isinstance(change, Parted) and changed.happening == self.happening:
            raise AlreadyThere(id, self.happening)
        if isinstance(change, Corrected | Assessed):
            if changed.telling == self.telling:
                raise ChangesNothing(id)
            _must_be_sound(changed.telling, stamp, known)
        if isinstance(change, Corrected | Parted):
            changed._must_be_of_its_kin(known)
        return [entry]

    def as_stored(self, change: Change, names: Register) -> Stored:
        """A change as the log keeps it: with every actor and place told whole."""
        assert not isinstance(change, SameAs)
        if not isinstance(change, Corrected) or "data" not in change.patch:
            return change
        mended = self.telling.patched(change.patch, names)
        whole = mended.as_json()["data"]
        naming = {
            type(mended.data).model_fields[field].alias or field for field in mended.data.naming()
        }
        data = {
            name: whole[name] if name in naming and name in whole else told
            for name, told in change.data.items()
        }
        return change.model_copy(update={"data": data})

    def _joined(self, change: SameAs, stamp: Stamp, known: "OnRecord") -> list[Entry]:
        other = known.report(change.other)
        if other is None:
            raise UnknownReference("other", change.other)
        if other.happening == self.happening:
            raise AlreadyThere(self.telling.id, self.happening)
        _must_be_of_one_kin(self.telling, other.telling)
        told = {"other": change.other, "reason": change.reason, "happening": other.happening}
        moved = [self._next(Joined(**told, all=change.all), stamp)]
        if change.all:
            with_it = Joined(**told, moved_with=self.telling.id)
            moved += [report._next(with_it, stamp) for report in self._others(known)]
        return moved

    def _next(self, what: Stored, stamp: Stamp) -> Entry:
        version = 1
        if isinstance(what, Corrected):
            version = event_type(what.type or self.telling.type).version()
        return Entry(self.telling.id, self.revision + 1, stamp, what, version=version)

    def _assessed(self, status: Status, more: tuple[Source, ...]) -> Telling:
        told = self.telling
        new = tuple(source for source in more if source not in told.sources)
        return told.model_copy(update={"status": status, "sources": told.sources + new})

    def _must_be_of_its_kin(self, known: "OnRecord") -> None:
        for other in self._others(known):
            _must_be_of_one_kin(self.telling, other.telling)

    def _others(self, known: "OnRecord") -> list["Report"]:
        here = known.told_of(self.happening)
        return [report for report in here if report.telling.id != self.telling.id]


class OnRecord(Register, Protocol):
    """What a decision may look up: all that is recorded so far."""

    def report(self, id: str) -> Report | None:
        """An event as it is now, if it is recorded."""

    def told_of(self, happening: str) -> list[Report]:
        """Every event that tells this happening, the retracted too."""

    def told_otherwise(self, named: Named, by: str) -> Named | None:
        """What another event than `by` tells to be of another identity under the same id."""


def record(telling: Telling, stamp: Stamp, known: OnRecord) -> Entry:
    """Decide to record an event that is not recorded yet."""
    _must_be_sound(telling, stamp, known)
    if telling.same_as is None:
        return Entry(telling.id, 1, stamp, telling)
    other = known.report(telling.same_as)
    if other is None:
        raise UnknownReference("same_as", telling.same_as)
    _must_be_of_one_kin(telling, other.telling)
    return Entry(telling.id, 1, stamp, telling, other.happening)


def recorded_again(telling: Telling, earlier: Entry) -> Entry:
    """An event sent again: its earlier entry, where the content is the same."""
    if earlier.what != telling:
        raise AlreadyRecorded(telling.id)
    return earlier


def revised_again(
    life: Sequence[Entry], revision: int, change: Change, stamp: Stamp, names: Register
) -> Entry:
    """A change sent again by the same recorder: its earlier entry.

    Raises StaleRevision where another change came first.
    """
    stale = StaleRevision(life[0].id, revision, len(life))
    if not 1 <= revision < len(life):
        raise stale
    earlier, as_read = life[revision], Report.fold(life[:revision])
    if earlier.stamp.recorded_by != stamp.recorded_by or isinstance(earlier.what, Telling):
        raise stale
    if not _repeats(change, earlier.what, as_read, names):
        raise stale
    return earlier


def _repeats(change: Change, stored: Stored, as_read: Report, names: Register) -> bool:
    if isinstance(change, SameAs):
        asked = stored.model_dump(include={*SameAs.model_fields})
        return isinstance(stored, Joined) and not stored.moved_with and asked == dict(change)
    return type(change) is type(stored) and as_read.as_stored(change, names) == stored


def _must_be_sound(telling: Telling, stamp: Stamp, known: OnRecord) -> None:
    latest = stamp.recorded + DAY
    if telling.occurred.start > latest:
        raise AheadOfTime(str(telling.occurred), latest)
    about = telling.data.about
    if about and (about == telling.id or known.report(about) is None):
        raise UnknownReference("data.about", about)
    for named in telling.named:
        other = known.told_otherwise(named, telling.id)
        if other:
            raise OtherIdentity(named.noun, named.id, named.identity, other.identity)
    for one, other in combinations(telling.named, 2):
        if (one.noun, one.id) == (other.noun, other.id) and one.identity != other.identity:
            raise OtherIdentity(one.noun, one.id, other.identity, one.identity)


def _must_be_of_one_kin(one: Telling, other: Telling) -> None:
    if one.data.kin is None or one.data.kin != other.data.kin:
        raise NotOneFamily(one.type, other.type)
