"""How each pair of countries stands to each other."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

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
from domain.values import Country
from history.happening import Happening
from projections.columns import EventRef, Shown, Words
from projections.projection import Projection, Row, Subject, resting_on
from projections.standing import Standing

Ties = Literal["normal", "recalled", "expelled", "severed"]
Pair = tuple[Country, Country]
RECENT = timedelta(days=30)


class LastContact(Shown, told=["{occurred}"]):
    """When they last spoke or met."""

    event: EventRef
    occurred: Span = Field(title="When")


class Day(Shown):
    """What passed between them on one day (UTC), in Goldstein weights."""

    day: date
    cooperation: float
    conflict: float
    events: int


class Relation(Row, view="relations", of=["countries"]):
    """How each pair of countries stands to each other.

    `cooperation` and `conflict` are sums of Goldstein weights. A pair has a row once both take
    part in one happening, other than as its place. `GET /relations/{a}/{b}` adds the series by
    day.
    """

    countries: Pair = Field(description="The two, in the order of their codes.")
    ties: Annotated[
        Ties,
        Words(
            {
                "normal": "normal",
                "recalled": "an ambassador recalled",
                "expelled": "diplomats expelled",
                "severed": "relations severed",
            },
            care=["expelled", "severed"],
        ),
    ] = Field(description="Their diplomatic ties.")
    since: Span | None = Field(description="When these ties began.")
    last_contact: LastContact | None = Field(description="When they last spoke or met.")
    cooperation: float = Field(
        title="Co-operation",
        description="The sum of the positive Goldstein weights of the last 30 days of `on`.",
    )
    conflict: float = Field(description="That of the negative ones.")

    @property
    def key(self) -> str | None:
        """The pair."""
        return "-".join(self.countries)


@dataclass
class Between:
    """What passed between two countries."""

    ties: Standing[Ties] = field(default_factory=lambda: Standing("normal"))
    contact: Happening | None = None
    passed: list[Happening] = field(default_factory=list)

    def turn(self, ties: Ties, happening: Happening) -> None:
        """Let their ties get worse, or be restored; a recall after a break mends nothing."""
        if ties == "normal" or _worse(ties) >= _worse(self.ties.value):
            self.ties.turn(ties, happening)


@dataclass
class PairOnADate(Subject[Relation]):
    """Two countries, with what passed between them in the days that count."""

    pair: Pair
    between: Between
    recent: list[Happening]
    cooperation: float
    conflict: float

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What gave their ties, what counts, and when they last spoke; else all that passed."""
        whole = [*self.between.ties.run, *self._beside()]
        return whole or self.between.passed

    def row(self) -> Relation:
        """How they stand."""
        between, ties = self.between, self.between.ties
        contact = between.contact
        return Relation(
            countries=self.pair,
            ties=ties.value,
            since=ties.since,
            last_contact=_last_contact(contact) if contact else None,
            cooperation=self.cooperation,
            conflict=self.conflict,
            **self._resting(),
        )

    def _resting(self) -> dict[str, Any]:
        if self.between.ties.run:
            return resting_on(self.between.ties.run, self._beside())
        return resting_on(self.rests_on) | {"dated_by": None}

    def _beside(self) -> list[Happening]:
        last = [self.between.contact] if self.between.contact else []
        in_run = {happening.id for happening in self.between.ties.run}
        beside = {h.id: h for h in [*self.recent, *last] if h.id not in in_run}
        return list(beside.values())


@dataclass
class Relations(Projection[Relation]):
    """Every pair of countries that took part in one happening."""

    pairs: dict[Pair, Between] = field(default_factory=lambda: defaultdict(Between))
    fighting: set[str] = field(default_factory=set)

    def apply(self, event: Event, happening: Happening) -> None:
        """Each happening is something between all countries that take part in it."""
        if event.family() in ("territory", "fighting"):
            self.fighting.add(happening.id)
        for pair in _pairs(event):
            between = self.pairs[pair]
            between.passed.append(happening)
            match event:
                case CallHeld() | MeetingHeld() | SummitHeld():
                    between.contact = happening
                case AmbassadorRecalled():
                    between.turn("recalled", happening)
                case DiplomatsExpelled():
                    between.turn("expelled", happening)
                case RelationsSevered():
                    between.turn("severed", happening)
                case RelationsRestored():
                    between.turn("normal", happening)
                case _:
                    pass

    def subjects(self, possible: Sequence[Happening]) -> Iterator[PairOnADate]:
        """Each pair; of a country, only the pairs that it is one of."""
        for pair, between in sorted(self.pairs.items(), key=lambda item: item[0]):
            if self.narrowing.country is None or self.narrowing.country in pair:
                yield self._on_the_date(pair, between)

    def series(self, pair: Pair) -> list[Day]:
        """What passed between two countries, day by day; a day without anything is left out."""
        days: dict[date, list[Happening]] = defaultdict(list)
        if pair in self.pairs:
            for happening in filter(self.counts, self.pairs[pair].passed):
                days[happening.occurred.last_day].append(happening)
        return [
            Day(
                day=day,
                cooperation=self._cooperation(pair, run),
                conflict=self._conflict(pair, run),
                events=len(run),
            )
            for day, run in sorted(days.items())
        ]

    def _on_the_date(self, pair: Pair, between: Between) -> PairOnADate:
        since = self.moment.on.end - RECENT
        ends = [happening.occurred.end for happening in between.passed]
        recent = between.passed[bisect_right(ends, since) :]
        counted = [happening for happening in recent if self.counts(happening)]
        return PairOnADate(
            pair,
            between,
            recent,
            cooperation=self._cooperation(pair, counted),
            conflict=self._conflict(pair, counted),
        )

    def _cooperation(self, pair: Pair, run: Sequence[Happening]) -> float:
        return round(sum(max(self._weight(pair, happening), 0.0) for happening in run), 2)

    def _conflict(self, pair: Pair, run: Sequence[Happening]) -> float:
        return round(sum(min(self._weight(pair, happening), 0.0) for happening in run), 2)

    def _weight(self, pair: Pair, happening: Happening) -> float:
        """What a happening weighs between two countries.

        Two that act together on a third are neither in conflict nor co-operating with it twice,
        but the two sides of a clash fight each other; a breach of a ceasefire weighs nothing
        where the fighting is told.
        """
        event = happening.event
        is_fighting = isinstance(event, CeasefireBreached) and happening.about in self.fighting
        if event.weight is None or is_fighting or not _face_each_other(pair, event):
            return 0.0
        return event.weight


def _worse(ties: Ties) -> int:
    return get_args(Ties).index(ties)


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


def _last_contact(happening: Happening) -> LastContact:
    return LastContact(event=happening.picked.id, occurred=happening.occurred)
