"""Who holds each place, since when, and who says otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from domain.event import Event
from domain.events.fighting import ClashReported
from domain.events.territory import (
    AdvanceReported,
    CityCaptured,
    CityRecaptured,
    ControlDenied,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.span import Span
from domain.values import Actor, Place, Status
from history.happening import Account, Happening
from projections.columns import (
    MOST_LISTED,
    Absent,
    AsOne,
    EventRef,
    Newest,
    Shown,
    Teller,
    TypeName,
    Words,
    flag,
)
from projections.projection import Projection, Row, Subject, newest, resting_on
from projections.standing import Standing

GroundEvent = (
    CityCaptured
    | CityRecaptured
    | FacilityCaptured
    | TerritoryTransferred
    | ForcesWithdrew
    | AdvanceReported
    | ClashReported
    | ControlDenied
)
Says = Literal["holds", "denies", "leaving"]
A_YEAR = timedelta(days=365)


class Claim(
    Shown,
    told=["{claimed_by} ({status}): {held_by} {says} since {since} [{events}]"],
):
    """One thing said of who holds a place, with everyone who says so."""

    says: Annotated[
        Says,
        Words(
            {"holds": "holds it", "denies": "is denied to hold it", "leaving": "begins to leave"},
            care=["denies"],
        ),
    ] = Field(title="What is said")
    held_by: Annotated[Actor | None, Absent("nobody")] = Field(title="Of whom")
    since: Span
    claimed_by: Newest[Teller]
    claimed_by_total: int
    status: Status
    events: Newest[EventRef]
    events_total: int


class Move(Shown, told=["{type}, {occurred} [{event}]"]):
    """Something that happened there and gave the place to nobody."""

    event: EventRef
    type: TypeName
    occurred: Span = Field(title="When")


class Holding(
    Row,
    view="territory",
    rows="places",
    of=["place"],
    as_one=[AsOne("Held by", "{held_by}, {contested}", "{held_by}")],
):
    """Who holds each place, since when, and who says otherwise.

    - A capture gives the place to `by`, a transfer to `to`. A complete withdrawal by the holder's
      side gives it to `handed_to`, else to nobody. An advance, a clash, and a withdrawal that is
      only begun give nothing; they are the row's `moves`.
    - The holder is given by the last happening told well. One that is only claimed or disputed
      gives it where the run before it is not told well either; else it stands beside, as a claim.
    - `before` is the one from whom the run's first happening took it, where told; else the holder
      until then.
    - `contested` is true when, at `on`, an account says that another side holds it, a denial
      stands, or the status is `disputed`.
    - `claims` are one for each thing said (`holds`, `denies`, `leaving`), holder and date, with
      everyone who says so.
    """

    place: Place
    held_by: Annotated[Actor | None, Absent("nobody known")] = Field(
        description="The last known holder."
    )
    since: Span | None = Field(description="When what made it theirs occurred.")
    before: Actor | None = Field(title="Before that", description="Who held it until then.")
    contested: Annotated[bool, flag("contested", care=True)] = Field(
        description="Whether another is said to hold it, or the holder is denied to."
    )
    claims: Newest[Claim] = Field(description="Everything that is said of who holds it.")
    claims_total: int
    moves: Newest[Move] = Field(
        description="What gave it to nobody: advances, clashes, withdrawals, of the 365 days up "
        "to `on`."
    )
    moves_total: int

    @property
    def key(self) -> str | None:
        """The place."""
        return self.place.id


@dataclass
class Said:
    """One thing said of who holds a place, by the accounts that say so."""

    says: Says
    holder: Actor | None
    told: list[tuple[Happening, Account]] = field(default_factory=list)

    def claim(self) -> Claim:
        """As a row tells it."""
        accounts = [account for _, account in self.told]
        by = list(dict.fromkeys(who for a in reversed(accounts) for who in a.telling.told_by))
        return Claim(
            says=self.says,
            held_by=self.holder,
            since=accounts[0].occurred,
            claimed_by=sorted(by[:MOST_LISTED]),
            claimed_by_total=len(by),
            status=max((account.status for account in accounts), key=lambda status: status.trust),
            events=[account.id for account in newest(accounts, lambda account: account.first)],
            events_total=len(accounts),
        )


@dataclass
class Ground:
    """A place, as what happened so far leaves it.

    The `before` of what stands is the holder until then; where the happening that began the run
    tells who lost the place, it is the `loser`.
    """

    place: Place
    standing: Standing[Actor | None] = field(default_factory=lambda: Standing(None, same=_alike))
    loser: Actor | None = None
    denials: list[Happening] = field(default_factory=list)
    moves: list[Happening] = field(default_factory=list)

    @property
    def holder(self) -> Actor | None:
        """Who holds it, as far as is known."""
        return self.standing.value

    @property
    def before(self) -> Actor | None:
        """Who held it until the present holder did."""
        return self.loser or self.standing.before

    def give(self, to: Actor | None, happening: Happening, *, loser: Actor | None = None) -> None:
        """Let it change hands; a mere claim stands beside what is told well."""
        self.standing.weigh(to, happening)
        if self.standing.run[0] is happening:
            self.loser = loser

    def denied(self) -> list[Happening]:
        """The denials that stand: said of this holder, and not answered by a later telling."""
        well = _last_told_well(self.standing.run[1:])
        return [
            denial for denial in self.denials if self.bears(denial) and not _before(denial, well)
        ]

    def leaving(self) -> list[Happening]:
        """The holder's withdrawals that are only begun."""
        well = _last_told_well(self.standing.run)
        return [
            move
            for move in self.moves
            if isinstance(move.event, ForcesWithdrew)
            and move.event.extent == "begun"
            and self.is_of_holder(move.event.who)
            and move.order > self.standing.run[0].order
            and not _before(move, well)
        ]

    def bears(self, happening: Happening) -> bool:
        """Whether it would give the place, or is said of the present holder's run."""
        match happening.event:
            case ForcesWithdrew(who=who, extent="complete") if not self.is_of_holder(who):
                return self.holder is None and happening.event.handed_to is not None
            case ForcesWithdrew(who=subject, extent="begun") | ControlDenied(of=subject):
                began = self.standing.since
                in_run = began is not None and happening.occurred.start >= began.start
                return self.is_of_holder(subject) and in_run
            case _:
                return True

    def is_of_holder(self, actor: Actor) -> bool:
        """Whether someone is of the holder's side."""
        return actor.of_one_side(self.holder)


@dataclass
class PlaceOnADate(Subject[Holding]):
    """A place on a date, beside what may have happened there by then."""

    ground: Ground
    possible: Sequence[Happening]
    on: Span

    @cached_property
    def said(self) -> list[Said]:
        """What is said of who holds it, each by the accounts that say so and are over."""
        ground = self.ground
        standing = ground.standing
        rivals = [happening for happening in self.possible if ground.bears(happening)]
        bearing = [*standing.run, *standing.beside, *ground.denied(), *ground.leaving(), *rivals]
        found: dict[object, Said] = {}
        for happening in bearing:
            for account in happening.over_by(self.on):
                said = _said(account.event)
                if said and any(place.id == ground.place.id for place in account.event.places):
                    says, holder = said
                    key = (says, holder and holder.id, account.occurred)
                    claim = found.setdefault(key, Said(says, holder))
                    claim.holder = holder
                    claim.told.append((happening, account))
        return list(found.values())

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What gave the place; while nothing did, what is claimed of it."""
        return self.ground.standing.run or self._claimed()

    @property
    def names(self) -> Iterable[Happening]:
        """What gave it, what is claimed of it, and what moved there."""
        return [*self.ground.standing.run, *self._claimed(), *self._moves()]

    def row(self) -> Holding:
        """The place, who holds it, and what is said against it."""
        ground = self.ground
        claims = newest(self.said, lambda said: said.told[-1][0].order)
        moves = self._moves()
        return Holding(
            place=ground.place,
            held_by=ground.holder,
            since=ground.standing.since,
            before=ground.before,
            contested=any(map(self._contests, self.said)) or self._is_disputed(),
            claims=[said.claim() for said in claims],
            claims_total=len(self.said),
            moves=[_move(happening) for happening in moves[-MOST_LISTED:]],
            moves_total=len(moves),
            **resting_on(ground.standing.run),
        )

    def _claimed(self) -> list[Happening]:
        return [happening for said in self.said for happening, _ in said.told]

    def _moves(self) -> list[Happening]:
        since = self.on.end - A_YEAR
        return [move for move in self.ground.moves if move.occurred.end > since]

    def _contests(self, said: Said) -> bool:
        rival = said.says == "holds" and not _alike(said.holder, self.ground.holder)
        return rival or said.says == "denies"

    def _is_disputed(self) -> bool:
        return self.ground.standing.status is Status.DISPUTED


@dataclass
class Territory(Projection[Holding]):
    """The ground that anything was told of."""

    grounds: dict[str, Ground] = field(default_factory=dict)

    def apply(self, event: GroundEvent, happening: Happening) -> None:
        """A capture gives a place, its holder's withdrawal gives it up, a denial contests it."""
        if event.place.id not in self.grounds:
            self.grounds[event.place.id] = Ground(event.place)
        ground = self.grounds[event.place.id]
        match event:
            case CityCaptured() | CityRecaptured() | FacilityCaptured():
                ground.give(event.by, happening, loser=event.from_)
            case TerritoryTransferred():
                ground.give(event.to, happening, loser=event.from_)
            case ForcesWithdrew() if _gives_up(event, ground):
                ground.give(event.handed_to, happening)
            case ForcesWithdrew() | AdvanceReported() | ClashReported():
                ground.moves.append(happening)
            case ControlDenied():
                ground.denials.append(happening)

    def subjects(self, possible: Sequence[Happening]) -> Iterator[PlaceOnADate]:
        """Every place that anything gave or claimed."""
        there: dict[str, list[Happening]] = defaultdict(list)
        grounds = dict(self.grounds)
        for happening in possible:
            accounts = happening.over_by(self.moment.on)
            places = {place.id: place for a in accounts for place in a.event.places}
            for place in places.values():
                grounds.setdefault(place.id, Ground(place))
                there[place.id].append(happening)
        for id, ground in grounds.items():
            there_on = PlaceOnADate(ground, there[id], self.moment.on)
            if there_on.rests_on:
                yield there_on


def _gives_up(event: ForcesWithdrew, ground: Ground) -> bool:
    if event.extent == "begun":
        return False
    if ground.holder is None:
        return event.handed_to is not None
    return event.who.of_one_side(ground.holder)


def _alike(one: Actor | None, other: Actor | None) -> bool:
    return one.of_one_side(other) if one else other is None


def _last_told_well(run: Sequence[Happening]) -> Happening | None:
    return next((each for each in reversed(run) if each.status.told_well), None)


def _before(happening: Happening, well: Happening | None) -> bool:
    """Whether something was told well after it."""
    return well is not None and well.order > happening.order


def _said(event: Event) -> tuple[Says, Actor | None] | None:
    match event:
        case (
            CityCaptured(by=holder)
            | CityRecaptured(by=holder)
            | FacilityCaptured(by=holder)
            | TerritoryTransferred(to=holder)
            | ForcesWithdrew(extent="complete", handed_to=holder)
        ):
            return "holds", holder
        case ForcesWithdrew(who=holder):
            return "leaving", holder
        case ControlDenied(of=holder):
            return "denies", holder
        case _:
            return None


def _move(happening: Happening) -> Move:
    return Move(
        event=happening.picked.id,
        type=happening.picked.telling.type,
        occurred=happening.occurred,
    )
