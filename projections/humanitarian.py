"""What it costs people: tolls and incidents, the displaced, aid, and borders."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.event import Incident
from domain.events.humanitarian import (
    AidDelivered,
    AidPledged,
    AidSuspended,
    BorderClosed,
    BorderReopened,
    CasualtiesReported,
    PeopleDisplaced,
)
from domain.span import Span
from domain.values import Actor, Place, Range
from history.happening import Happening
from projections.projection import Projection, Row, Shown, other_account, resting_on

HumanitarianEvent = (
    Incident
    | CasualtiesReported
    | PeopleDisplaced
    | AidPledged
    | AidDelivered
    | AidSuspended
    | BorderClosed
    | BorderReopened
)
Kind = Literal["toll", "incidents", "displaced", "aid", "border"]
Deaths = Literal["killed", "injured"]
DEATHS: tuple[Deaths, ...] = ("killed", "injured")
OF_A_PLACE: tuple[Kind, ...] = ("toll", "incidents", "border")
Condition = Literal["pledged", "delivered", "suspended", "closed", "open"]


class Figure(Shown):
    """A number of people: at least, best, at most."""

    low: int | None
    best: int | None
    high: int | None


class HumanitarianRow(Row):
    """A toll, the sum of a place's incidents, a displacement, an act of aid, or a border."""

    kind: Kind
    place: Place | None = None
    killed: Figure | None = None
    injured: Figure | None = None
    counts: str | None = None
    who: Actor | None = None
    count: int | None = None
    by: Actor | None = None
    to: Actor | Place | None = None
    amount: float | None = None
    currency: str | None = None
    condition: Condition | None = None
    occurred: Span | None = None
    since: Span | None = None

    @property
    def key(self) -> str | None:
        """What a place has one of, and a toll each for those it counts; else its happening."""
        if self.kind not in OF_A_PLACE:
            return None
        return " ".join([self.kind, *(named.id for named in (self.place, self.who) if named)])


@dataclass
class Border:
    """A border, with the unbroken run of happenings that gave its condition."""

    place: Place
    condition: Condition
    by: Actor
    run: list[Happening] = field(default_factory=list)

    def turn(self, condition: Condition, by: Actor, told: Happening) -> None:
        """Let it be closed, or open, from then on."""
        self.run = [*self.run, told] if condition == self.condition else [told]
        self.condition, self.by = condition, by


@dataclass(frozen=True)
class Counted:
    """One incident, then the later counts of its dead: of each figure the last told stands."""

    told: list[Happening]

    @property
    def place(self) -> Place | None:
        """Where it was; where it does not say, where its dead were counted."""
        return next((place for told in self.told for place in told.event.places), None)

    def teller(self, of: Deaths) -> Happening | None:
        """Who tells this figure last."""
        return next((told for told in reversed(self.told) if _figure(of, told)), None)

    @property
    def tellers(self) -> list[Happening]:
        """Those that tell the figures that stand."""
        tellers = {told.id: told for of in DEATHS if (told := self.teller(of))}
        return list(tellers.values())


@dataclass
class Humanitarian(Projection):
    """Tolls supersede each other and never add; incidents add; the rest stand each for itself."""

    tolls: dict[object, list[Happening]] = field(default_factory=lambda: defaultdict(list))
    incidents: dict[str, Happening] = field(default_factory=dict)
    borders: dict[str, Border] = field(default_factory=dict)
    single: list[HumanitarianRow] = field(default_factory=list)

    def apply(self, event: HumanitarianEvent, told: Happening) -> None:
        """A toll counts a span, an incident only itself."""
        match event:
            case CasualtiesReported(scope="toll", place=place, who=whose):
                self.tolls[place.id, whose and whose.id].append(told)
            case Incident() | CasualtiesReported():
                self.incidents[told.id] = told
            case BorderClosed(place=place, by=by):
                self._border(place, "closed", by, told)
            case BorderReopened(place=place, by=by):
                self._border(place, "open", by, told)
            case PeopleDisplaced(place=place, count=count, to=to):
                self._once("displaced", told, place=place, count=count, to=to)
            case AidPledged(by=by, to=to_whom, amount=sum_, currency=unit):
                money = {"amount": sum_, "currency": unit}
                self._once("aid", told, by=by, to=to_whom, condition="pledged", **money)
            case AidDelivered(by=by, to=to_whom, amount=sum_, currency=unit):
                money = {"amount": sum_, "currency": unit}
                self._once("aid", told, by=by, to=to_whom, condition="delivered", **money)
            case AidSuspended(by=by, to=to_whom):
                self._once("aid", told, by=by, to=to_whom, condition="suspended")

    def rows(self, possible: Sequence[Happening]) -> Iterator[HumanitarianRow]:
        """The tolls that stand, the sums, then what stands for itself."""
        for tolls in self.tolls.values():
            for rivals in _overlapping(tolls):
                yield self._toll(rivals)
        yield from self._sums()
        yield from self.single
        for border in self.borders.values():
            yield HumanitarianRow(
                kind="border",
                place=border.place,
                by=border.by,
                condition=border.condition,
                since=border.run[0].occurred,
                **resting_on(border.run),
            )

    def _once(self, kind: Kind, told: Happening, **shown: Any) -> None:
        row = HumanitarianRow(kind=kind, occurred=told.occurred, **shown, **resting_on([told]))
        self.single.append(row)

    def _border(self, place: Place, condition: Condition, by: Actor, told: Happening) -> None:
        border = self.borders.setdefault(place.id, Border(place, condition, by))
        border.turn(condition, by, told)

    def _toll(self, rivals: Sequence[Happening]) -> HumanitarianRow:
        stands = self._standing(rivals)
        others = [other_account(told.picked) for told in rivals if told is not stands]
        event = stands.event
        assert isinstance(event, CasualtiesReported)
        return HumanitarianRow(
            kind="toll",
            place=event.place,
            killed=_as_told(event.casualties.killed),
            injured=_as_told(event.casualties.injured),
            counts=event.counts,
            who=event.who,
            occurred=stands.occurred,
            **resting_on([stands]) | {"other_accounts": others},
        )

    def _standing(self, rivals: Sequence[Happening]) -> Happening:
        well = [told for told in rivals if told.status.told_well] or rivals
        if self.moment.resolve == "cautious":
            return min(well, key=lambda told: (_killed(told), *_superseding(told, -1)))
        return max(well, key=_superseding)

    def _sums(self) -> Iterator[HumanitarianRow]:
        """One sum a place; the last count of an incident's dead speaks for that incident."""
        later: dict[str, list[Happening]] = defaultdict(list)
        for told in self.incidents.values():
            if (subject := self._subject(told)) is not told:
                later[subject.id].append(told)
        counted: dict[str | None, list[Counted]] = defaultdict(list)
        for told in self.incidents.values():
            if self._subject(told) is told and self.counts(told):
                incident = Counted([told, *later[told.id]])
                if incident.tellers:
                    counted[incident.place.id if incident.place else None].append(incident)
        yield from map(_sum, counted.values())

    def _subject(self, told: Happening) -> Happening:
        """The incident whose dead it counts: itself, unless it is a count about another."""
        subject, seen = told, {told.id}
        while isinstance(subject.event, CasualtiesReported) and subject.about in self.incidents:
            if subject.about in seen:
                return told
            seen.add(subject.about)
            subject = self.incidents[subject.about]
        return subject


def _overlapping(tolls: Sequence[Happening]) -> Iterator[list[Happening]]:
    """The tolls whose spans overlap, directly or through others."""
    group: list[Happening] = []
    for told in sorted(tolls, key=lambda told: told.occurred.start):
        if group and told.occurred.start >= max(other.occurred.end for other in group):
            yield group
            group = []
        group.append(told)
    if group:
        yield group


def _superseding(told: Happening, sign: int = 1) -> tuple[Any, ...]:
    ends = sign * told.occurred.end.timestamp()
    return ends, sign * told.status.trust, sign * told.picked.first


def _killed(told: Happening) -> float:
    killed = _figure("killed", told)
    return killed.nearest_best if killed else float("inf")


def _sum(counted: Sequence[Counted]) -> HumanitarianRow:
    run = [incident.told[0] for incident in counted]
    incidents = {told.id for told in run}
    tellers = [told for incident in counted for told in incident.tellers]
    return HumanitarianRow(
        kind="incidents",
        place=counted[0].place,
        killed=_total("killed", counted),
        injured=_total("injured", counted),
        since=run[0].occurred,
        **resting_on(run, beside=[told for told in tellers if told.id not in incidents]),
    )


def _total(of: Deaths, counted: Sequence[Counted]) -> Figure | None:
    tellers = [incident.teller(of) for incident in counted]
    figures = [figure for told in tellers if told and (figure := _figure(of, told))]
    if not figures:
        return None
    return Figure(
        low=sum(figure.nearest_low for figure in figures),
        best=sum(figure.nearest_best for figure in figures),
        high=sum(figure.nearest_high for figure in figures),
    )


def _figure(of: Deaths, told: Happening) -> Range | None:
    casualties = told.picked.casualties
    if casualties is None:
        return None
    return casualties.killed if of == "killed" else casualties.injured


def _as_told(figure: Range | None) -> Figure | None:
    return Figure(low=figure.low, best=figure.best, high=figure.high) if figure else None
