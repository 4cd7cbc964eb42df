"""What it costs people: tolls and incidents, the displaced, aid, and borders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

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
from projections.columns import AsOne, Figure, Words
from projections.projection import Projection, Row, Subject, other_accounts, resting_on
from projections.standing import Standing

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


class HumanitarianRow(
    Row,
    view="humanitarian",
    of=["kind", "place", "by", "to"],
    as_one=[
        AsOne("What", "{kind} among {who}", "{kind}"),
        AsOne("By and to", "{by} to {to}", "by {by}", "to {to}"),
        AsOne("Amount", "{amount} {currency}", "{amount}"),
        AsOne("When", "{occurred}", "since {since}"),
    ],
):
    """What it costs people: tolls and incidents, the displaced, aid, and borders.

    - Tolls supersede, they never add. Of the tolls of one place whose spans overlap one stands: of
      those told well the one whose span ends last, then the better told, then the later recorded;
      with `cautious` the fewest killed. The others are its `other_accounts`.
    - The dead of incidents are one sum for each place, never added to a toll. A later count `about`
      an event replaces that event's own figures.
    - A border has one row a place; its `condition` is `closed` or `open` by the last happening. Aid
      and displacement have one row a happening.
    """

    kind: Annotated[
        Kind,
        Words(
            {
                "toll": "toll",
                "incidents": "incidents",
                "displaced": "displaced people",
                "aid": "aid",
                "border": "border",
            }
        ),
    ] = Field(
        title="What",
        description="A toll, the sum of a place's incidents, a displacement, an act of aid, a "
        "border.",
    )
    place: Place | None = Field(None, title="Where")
    killed: Figure | None = Field(None, description="Incidents that tell none add nothing.")
    injured: Figure | None = None
    counts: str | None = Field(None, title="Counting", description="Whom a toll counts.")
    who: Actor | None = Field(None, title="Among", description="Whose dead a toll counts.")
    count: int | None = Field(None, title="People", description="Of the displaced.")
    by: Actor | None = None
    to: Actor | Place | None = None
    amount: float | None = None
    currency: str | None = None
    condition: Annotated[
        Condition | None,
        Words({word: word for word in get_args(Condition)}, care=["suspended", "closed"]),
    ] = Field(None, description="Of aid and of a border.")
    occurred: Span | None = Field(None, title="When")
    since: Span | None = Field(None, description="Of a sum, and of a border's condition.")

    @property
    def key(self) -> str | None:
        """What a place has one of, and a toll each for those it counts; else its happening."""
        if self.kind not in OF_A_PLACE:
            return None
        return " ".join([self.kind, *(named.id for named in (self.place, self.who) if named)])


@dataclass
class Border(Subject[HumanitarianRow]):
    """A border, with what gave its condition."""

    place: Place
    condition: Standing[Condition]
    by: Actor

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What gave its condition."""
        return self.condition.run

    def row(self) -> HumanitarianRow:
        """The border as it stands."""
        return HumanitarianRow(
            kind="border",
            place=self.place,
            by=self.by,
            condition=self.condition.value,
            since=self.condition.run[0].occurred,
            **resting_on(self.condition.run),
        )


@dataclass
class Once(Subject[HumanitarianRow]):
    """What stands for itself: a displacement, an act of aid."""

    happening: Happening

    @property
    def rests_on(self) -> Sequence[Happening]:
        """That happening alone."""
        return [self.happening]

    def row(self) -> HumanitarianRow:
        """What it was."""
        match self.happening.event:
            case PeopleDisplaced(place=place, count=count, to=to):
                return self._row("displaced", place=place, count=count, to=to)
            case AidPledged(by=by, to=to_whom, amount=amount, currency=unit):
                money = {"amount": amount, "currency": unit}
                return self._row("aid", by=by, to=to_whom, condition="pledged", **money)
            case AidDelivered(by=by, to=to_whom, amount=amount, currency=unit):
                money = {"amount": amount, "currency": unit}
                return self._row("aid", by=by, to=to_whom, condition="delivered", **money)
            case event:
                assert isinstance(event, AidSuspended)
                return self._row("aid", by=event.by, to=event.to, condition="suspended")

    def _row(self, kind: Kind, **shown: Any) -> HumanitarianRow:
        occurred = self.happening.occurred
        return HumanitarianRow(
            kind=kind, occurred=occurred, **shown, **resting_on([self.happening])
        )


@dataclass
class Toll(Subject[HumanitarianRow]):
    """The toll that stands among those that count the same, and the others."""

    stands: Happening
    others: Sequence[Happening]

    @property
    def rests_on(self) -> Sequence[Happening]:
        """The one that stands."""
        return [self.stands]

    @property
    def names(self) -> Iterable[Happening]:
        """All of them."""
        return [self.stands, *self.others]

    def row(self) -> HumanitarianRow:
        """The toll."""
        event = self.stands.event
        assert isinstance(event, CasualtiesReported)
        others = other_accounts([(happening, happening.picked) for happening in self.others])
        return HumanitarianRow(
            kind="toll",
            place=event.place,
            killed=_as_told(event.casualties.killed),
            injured=_as_told(event.casualties.injured),
            counts=event.counts,
            who=event.who,
            occurred=self.stands.occurred,
            **resting_on([self.stands]) | others,
        )


@dataclass(frozen=True)
class Counted:
    """One incident, then the later counts of its dead: of each figure the last told stands."""

    happenings: list[Happening]

    @property
    def place(self) -> Place | None:
        """Where it was; where it does not say, where its dead were counted."""
        return next(
            (place for happening in self.happenings for place in happening.event.places), None
        )

    def teller(self, of: Deaths) -> Happening | None:
        """Who tells this figure last."""
        return next(
            (happening for happening in reversed(self.happenings) if _figure(of, happening)), None
        )

    @property
    def tellers(self) -> list[Happening]:
        """Those that tell the figures that stand."""
        tellers = {happening.id: happening for of in DEATHS if (happening := self.teller(of))}
        return list(tellers.values())


@dataclass
class Sum(Subject[HumanitarianRow]):
    """The incidents of one place, of which each figure adds up."""

    counted: Sequence[Counted]

    @property
    def rests_on(self) -> Sequence[Happening]:
        """The incidents, then the counts of their dead that stand."""
        return [*self._incidents(), *self._counts()]

    def row(self) -> HumanitarianRow:
        """The sum."""
        incidents = self._incidents()
        return HumanitarianRow(
            kind="incidents",
            place=self.counted[0].place,
            killed=_total("killed", self.counted),
            injured=_total("injured", self.counted),
            since=incidents[0].occurred,
            **resting_on(incidents, beside=self._counts()),
        )

    def _incidents(self) -> list[Happening]:
        return [incident.happenings[0] for incident in self.counted]

    def _counts(self) -> list[Happening]:
        incidents = {happening.id for happening in self._incidents()}
        tellers = (teller for incident in self.counted for teller in incident.tellers)
        return [teller for teller in tellers if teller.id not in incidents]


@dataclass
class Humanitarian(Projection[HumanitarianRow]):
    """Tolls supersede each other and never add; incidents add; the rest stand each for itself."""

    tolls: dict[object, list[Happening]] = field(default_factory=lambda: defaultdict(list))
    incidents: dict[str, Happening] = field(default_factory=dict)
    borders: dict[str, Border] = field(default_factory=dict)
    single: list[Once] = field(default_factory=list)

    def apply(self, event: HumanitarianEvent, happening: Happening) -> None:
        """A toll counts a span, an incident only itself."""
        match event:
            case CasualtiesReported(scope="toll", place=place, who=whose):
                self.tolls[place.id, whose and whose.id].append(happening)
            case Incident() | CasualtiesReported():
                self.incidents[happening.id] = happening
            case BorderClosed(place=place, by=by):
                self._border(place, "closed", by, happening)
            case BorderReopened(place=place, by=by):
                self._border(place, "open", by, happening)
            case _:
                self.single.append(Once(happening))

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Subject[HumanitarianRow]]:
        """The tolls that stand, the sums, then what stands for itself."""
        for tolls in self.tolls.values():
            for rivals in _overlapping(tolls):
                stands = self._standing(rivals)
                yield Toll(stands, [rival for rival in rivals if rival is not stands])
        yield from self._sums()
        yield from self.single
        yield from self.borders.values()

    def _border(self, place: Place, condition: Condition, by: Actor, happening: Happening) -> None:
        border = self.borders.setdefault(place.id, Border(place, Standing(condition), by))
        border.condition.turn(condition, happening)
        border.by = by

    def _standing(self, rivals: Sequence[Happening]) -> Happening:
        well = [happening for happening in rivals if happening.status.told_well] or rivals
        if self.moment.resolve == "cautious":
            return min(
                well, key=lambda happening: (_killed(happening), *_superseding(happening, -1))
            )
        return max(well, key=_superseding)

    def _sums(self) -> Iterator[Sum]:
        """One sum a place; the last count of an incident's dead speaks for that incident."""
        subjects = self._subjects()
        later: dict[str, list[Happening]] = defaultdict(list)
        for happening in self.incidents.values():
            if (subject := subjects[happening.id]) is not happening:
                later[subject.id].append(happening)
        counted: dict[str | None, list[Counted]] = defaultdict(list)
        for happening in self.incidents.values():
            if subjects[happening.id] is happening and self.counts(happening):
                incident = Counted([happening, *later[happening.id]])
                if incident.tellers:
                    counted[incident.place.id if incident.place else None].append(incident)
        yield from map(Sum, counted.values())

    def _subjects(self) -> dict[str, Happening]:
        """Of each the incident whose dead it counts: itself, unless it is a count about another.

        Counts about each other in a circle, and those that lead there, count themselves. No way
        is gone twice: a count of a count of a count may be the last of many.
        """
        ends: dict[str, Happening | None] = {}
        for happening in self.incidents.values():
            way: dict[str, Happening] = {}
            last = happening
            while last.id not in ends and last.id not in way:
                way[last.id] = last
                last = self._counted_by(last) or last
            if last.id not in ends:
                ends[last.id] = None if self._counted_by(last) else last
            ends |= dict.fromkeys(way, ends[last.id])
        return {id: end or self.incidents[id] for id, end in ends.items()}

    def _counted_by(self, happening: Happening) -> Happening | None:
        """The other incident that a count is about."""
        of_another = isinstance(happening.event, CasualtiesReported) and happening.about
        return self.incidents.get(of_another) if of_another else None


def _overlapping(tolls: Sequence[Happening]) -> Iterator[list[Happening]]:
    """The tolls whose spans overlap, directly or through others."""
    group: list[Happening] = []
    over = datetime.min.replace(tzinfo=UTC)
    for happening in sorted(tolls, key=lambda happening: happening.occurred.start):
        if group and happening.occurred.start >= over:
            yield group
            group = []
        group.append(happening)
        over = max(over, happening.occurred.end)
    if group:
        yield group


def _superseding(happening: Happening, sign: int = 1) -> tuple[Any, ...]:
    ends = sign * happening.occurred.end.timestamp()
    return ends, sign * happening.status.trust, sign * happening.picked.first


def _killed(happening: Happening) -> float:
    killed = _figure("killed", happening)
    return killed.nearest_best if killed else float("inf")


def _total(of: Deaths, counted: Sequence[Counted]) -> Figure | None:
    tellers = [incident.teller(of) for incident in counted]
    figures = [figure for happening in tellers if happening and (figure := _figure(of, happening))]
    if not figures:
        return None
    return Figure(
        low=sum(figure.nearest_low for figure in figures),
        best=sum(figure.nearest_best for figure in figures),
        high=sum(figure.nearest_high for figure in figures),
    )


def _figure(of: Deaths, happening: Happening) -> Range | None:
    casualties = happening.picked.casualties
    if casualties is None:
        return None
    return casualties.killed if of == "killed" else casualties.injured


def _as_told(figure: Range | None) -> Figure | None:
    return Figure(low=figure.low, best=figure.best, high=figure.high) if figure else None
