"""Everything the ledger learned, in the order in which it learned it: the bitemporal history.

This is the plain form, which says what is right: filter, pick, sort, fold from nothing.
Whatever is faster must agree with it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache

from domain.entry import Entry, Stamp
from domain.events.diplomacy import StatementMade
from domain.refusals import UnknownEvent, UnknownPosition
from domain.report import Report
from domain.span import Span
from domain.values import Named
from history.happening import Account, Happening
from history.moment import Known, Moment, Narrowing, Perspective
from history.names import Names, still_told

PERSPECTIVES_KEPT = 4
NAMES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in its place, with the event as it leaves it.

    `recorded` is the time by which the ledger knew it.
    """

    position: int
    recorded: datetime
    entry: Entry
    account: Account


@dataclass(frozen=True)
class World:
    """What had happened by a moment's `on`, in order, and what may have, as then known."""

    moment: Moment
    position: int
    happenings: list[Happening]
    possible: list[Happening]

    @cached_property
    def statements(self) -> dict[str, list[Happening]]:
        """What was said about each happening, by its id."""
        said: dict[str, list[Happening]] = defaultdict(list)
        for happening in self.happenings:
            if happening.about and isinstance(happening.event, StatementMade):
                said[happening.about].append(happening)
        return said

    def chosen(self, narrowing: Narrowing) -> list[Happening]:
        """The happenings that a narrowing asks for."""
        if narrowing.is_open:
            return self.happenings
        return [each for each in self.happenings if each.meets(narrowing)]


class History:
    """The log as lines, which only ever grows; one thread adds while others read."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._lives: dict[str, list[Line]] = {}
        self._told_of: dict[str, set[str]] = defaultdict(set)
        self.names = Names()
        self._named = lru_cache(NAMES_KEPT)(self._last_named)
        self._happenings = lru_cache(PERSPECTIVES_KEPT)(self._all_happenings)

    def take(self, position: int, entry: Entry) -> None:
        """Add the next entry. Writers have several clocks: what is known never runs back."""
        recorded = entry.stamp.recorded
        if self._lines:
            recorded = max(recorded, self._lines[-1].recorded)
        life = self._lives.get(entry.id, [])
        before = life[-1].account if life else None
        report = before.report.after(entry) if before else Report.first(entry)
        stamp = Stamp(recorded, entry.stamp.recorded_by)
        account = Account(report, before.first if before else position, position, stamp)
        if before and before.report.happening != report.happening:
            self._told_of[before.report.happening].discard(entry.id)
        self._told_of[report.happening].add(entry.id)
        self.names.take(position, report, before.report if before else None)
        life.append(Line(position, recorded, entry, account))
        self._lives.setdefault(entry.id, life)
        self._lines.append(life[-1])

    def __len__(self) -> int:
        return len(self._lines)

    def position(self, known: Known = None) -> int:
        """How far the log went by then: what is known is always its beginning."""
        last = self._lines[-1].position if self._lines else 0
        if known is None:
            return last
        if isinstance(known, Span):
            count = bisect_left(self._lines, known.end, key=lambda line: line.recorded)
            return self._lines[count - 1].position if count else 0
        if known > last:
            raise UnknownPosition(known, last)
        return known

    def last_recorded(self) -> datetime | None:
        """The time of the last entry."""
        return self._lines[-1].recorded if self._lines else None

    def life(self, id: str, known: Known = None) -> list[Line]:
        """All that was known of one event, its first telling first."""
        lines = self._until(self.position(known), self._lives.get(id, []))
        if not lines:
            raise UnknownEvent(id)
        return lines

    def recorded_life(self, id: str) -> list[Line]:
        """All that is recorded of one event; nothing where it is not."""
        return list(self._lives.get(id, []))

    def report(self, id: str) -> Report | None:
        """An event as it is now, if it is recorded."""
        life = self._lives.get(id)
        return life[-1].account.report if life else None

    def account(self, id: str, known: Known = None) -> Account:
        """One event as it was known."""
        return self.life(id, known)[-1].account

    def accounts(self, position: int) -> Iterator[Account]:
        """Every event as it was known at a position, in the order in which it was first told."""
        for life in list(self._lives.values()):
            known = self._last_until(position, life)
            if known:
                yield known.account

    def told_of(self, happening: str, known: Known = None) -> list[Account]:
        """Every event that told a happening then, the retracted too, in order of their telling."""
        position = self.position(known)
        if known is None:
            found: Iterable[Account] = (
                self._lives[id][-1].account for id in list(self._told_of.get(happening, ()))
            )
        else:
            found = (a for a in self.accounts(position) if a.report.happening == happening)
        return sorted(found, key=lambda account: account.first)

    def lines_after(self, position: int) -> Iterator[Line]:
        """The entries past a position, in order."""
        start = bisect_right(self._lines, position, key=lambda line: line.position)
        return (self._lines[index] for index in range(start, len(self._lines)))

    def named(self, kind: type[Named], id: str, position: int | None = None) -> Named | None:
        """What an id stood for then: as it was last told, by an event that tells it still."""
        return self._named(kind, id, self.position() if position is None else position)

    def _last_named(self, kind: type[Named], id: str, at: int) -> Named | None:
        def known(event: str) -> Report | None:
            line = self._last_until(at, self._lives.get(event, []))
            return line.account.report if line else None

        told = next(still_told(self.names.tellers(kind, id, until=at), known), None)
        return told.named if told else kind.always_known(id)

    def happenings(self, perspective: Perspective, position: int) -> list[Happening]:
        """Every happening of any date, in the order in which they were over."""
        return self._happenings(perspective, position)

    def world(self, moment: Moment) -> World:
        """The world on a date, as known at a time."""
        position = self.position(moment.known)
        happenings = self.happenings(moment.perspective, position)
        over = bisect_right(happenings, moment.on.end, key=lambda h: h.occurred.end)
        begun = [h for h in happenings[over:] if h.begins < moment.on.end]
        return World(moment, position, happenings=happenings[:over], possible=begun)

    def _all_happenings(self, perspective: Perspective, position: int) -> list[Happening]:
        """Every happening, in the order in which they were over: on any date they are the same."""
        happening_of: dict[str, str] = {}
        left: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts(position):
            happening_of[account.id] = account.report.happening
            if account.is_left_by(perspective):
                left[account.report.happening].append(account)
        happenings = (Happening.of(them, perspective.resolve) for them in left.values())
        return sorted((_bearing(h, happening_of) for h in happenings), key=lambda h: h.order)

    def _until(self, position: int, life: list[Line]) -> list[Line]:
        return life[: bisect_right(life, position, key=lambda line: line.position)]

    def _last_until(self, position: int, life: list[Line]) -> Line | None:
        if life and life[-1].position <= position:
            return life[-1]
        lines = self._until(position, life)
        return lines[-1] if lines else None


def _bearing(happening: Happening, happening_of: dict[str, str]) -> Happening:
    about = happening.event.about
    return replace(happening, about=happening_of.get(about)) if about else happening
