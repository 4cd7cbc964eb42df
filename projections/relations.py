"""How each pair of countries stands to each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from domain.event import Event, Part
from domain.events.agreements import CeasefireBreached
from domain.events.diplomacy import (
    AmbassadorRecalled,
    CallHeld,
    DiplomatsExpelled,
    MeetingHeld,
    RelationsRestored,
    RelationsSevered,
    SummitHeld,
)
from domain.events.fighting import ClashReported
from domain.span import Span
from history.happening import Happening
from projections.projection import Projection, Row, Shown, resting_on

Ties = Literal["normal", "recalled", "expelled", "severed"]
Pair = tuple[str, str]
BAD_TO_WORSE: list[Ties] = ["normal", "recalled", "expelled", "severed"]
RECENT = timedelta(days=30)


class LastContact(Shown):
    """When they last spoke or met."""

    event: str
    occurred: Span


class Day(Shown):
    """What passed between them on one day (UTC), in Goldstein weights."""

    day: date
    cooperation: float
    conflict: float
    events: int


class Relation(Row):
    """Two countries: their ties, and the Goldstein weights of the last 30 days of `on`.

    `cooperation` is the sum of the positive weights, `conflict` that of the negative ones.
    """

    countries: Pair
    ties: Ties
    since: Span | None
    last_contact: LastContact | None
    cooperation: float
    conflict: float

    @property
    def key(self) -> str | None:
        """The pair."""
        return "-".join(self.countries)


@dataclass
class Between:
    """What passed between two countries."""

    ties: Ties = "normal"
    run: list[Happening] = field(default_factory=list)
    contact: Happening | None = None
    passed: list[Happening] = field(default_factory=list)

    def turn(self, ties: Ties, told: Happening) -> None:
        """Let their ties get worse, or be restored; a recall after a break mends nothing."""
        if ties != "normal" and BAD_TO_WORSE.index(ties) < BAD_TO_WORSE.index(self.ties):
            return
        self.run = [*self.run, told] if ties == self.ties else [told]
        self.ties = ties


@dataclass
class Relations(Projection):
    """Every pair of countries that took part in one happening."""

    pairs: dict[Pair, Between] = field(default_factory=lambda: defaultdict(Between))
    fighting: set[str] = field(default_factory=set)

    def apply(self, event: Event, told: Happening) -> None:
        """Each happening is something between all countries that take part in it."""
        if event.family() in ("territory", "fighting"):
            self.fighting.add(told.id)
        for pair in _pairs(event):
            between = self.pairs[pair]
            between.passed.append(told)
            match event:
                case CallHeld() | MeetingHeld() | SummitHeld():
                    between.contact = told
                case AmbassadorRecalled():
                    between.turn("recalled", told)
                case DiplomatsExpelled():
                    between.turn("expelled", told)
                case RelationsSevered():
                    between.turn("severed", told)
                case RelationsRestored():
                    between.turn("normal", told)
                case _:
                    pass

    def rows(self, possible: Sequence[Happening]) -> Iterator[Relation]:
        """Each pair; of a country, only the pairs that it is one of."""
        for pair, between in sorted(self.pairs.items()):
            if self.narrowing.country is None or self.narrowing.country in pair:
                yield self._row(pair, between)

    def series(self, pair: Pair) -> list[Day]:
        """What passed between two countries, day by day; a day without anything is left out."""
        days: dict[date, list[Happening]] = defaultdict(list)
        if pair in self.pairs:
            for told in filter(self.counts, self.pairs[pair].passed):
                days[told.occurred.last_day].append(told)
        return [
            Day(
                day=day,
                cooperation=self._cooperation(pair, run),
                conflict=self._conflict(pair, run),
                events=len(run),
            )
            for day, run in sorted(days.items())
        ]

    def _row(self, pair: Pair, between: Between) -> Relation:
        since = self.moment.on.end - RECENT
        recent = [told for told in between.passed if told.occurred.end > since]
        counted = [told for told in recent if self.counts(told)]
        last = [between.contact] if between.contact else []
        in_run = {told.id for told in between.run}
        beside = {told.id: told for told in [*recent, *last] if told.id not in in_run}
        if between.run:
            rest = resting_on(between.run, list(beside.values()))
        else:
            rest = resting_on(list(beside.values()) or between.passed) | {"dated_by": None}
        return Relation(
            countries=pair,
            ties=between.ties,
            since=between.run[0].occurred if between.run else None,
            last_contact=_last_contact(between.contact) if between.contact else None,
            cooperation=self._cooperation(pair, counted),
            conflict=self._conflict(pair, counted),
            **rest,
        )

    def _cooperation(self, pair: Pair, run: Sequence[Happening]) -> float:
        return round(sum(max(self._weight(pair, told), 0.0) for told in run), 2)

    def _conflict(self, pair: Pair, run: Sequence[Happening]) -> float:
        return round(sum(min(self._weight(pair, told), 0.0) for told in run), 2)

    def _weight(self, pair: Pair, told: Happening) -> float:
        """What a happening weighs between two countries.

        Two that act together on a third are neither in conflict nor co-operating with it twice,
        but the two sides of a clash fight each other; a breach of a ceasefire weighs nothing
        where the fighting is told.
        """
        event = told.event
        told_as_fighting = isinstance(event, CeasefireBreached) and told.about in self.fighting
        if event.weight is None or told_as_fighting or not _face_each_other(pair, event):
            return 0.0
        return event.weight


def _parts(event: Event) -> dict[str, set[Part]]:
    parts: dict[str, set[Part]] = defaultdict(set)
    for country, part in event.concerns:
        if part is not Part.WHERE:
            parts[country].add(part)
    return parts


def _pairs(event: Event) -> list[Pair]:
    return list(combinations(sorted(_parts(event)), 2))


def _face_each_other(pair: Pair, event: Event) -> bool:
    one, other = (_parts(event)[country] for country in pair)
    two_sides = isinstance(event, ClashReported) and len(event.sides) == len(pair)
    return two_sides or Part.COUNTERPART in one | other or one != other


def _last_contact(told: Happening) -> LastContact:
    return LastContact(event=told.picked.id, occurred=told.occurred)
