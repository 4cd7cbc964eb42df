"""Who holds each place, since when, and who says otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

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
from projections.projection import Projection, Row, Shown, best_told, resting_on, tellers

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


class Claim(Shown):
    """One thing said of who holds a place, with everyone who says so."""

    says: Says
    held_by: Actor | None
    since: Span
    claimed_by: list[str]
    status: Status
    events: list[str]


class Move(Shown):
    """Something that happened there and gave the place to nobody."""

    event: str
    type: str
    occurred: Span


class Holding(Row):
    """A place, who holds it (null: nobody that is known), and what is said against it."""

    place: Place
    held_by: Actor | None
    since: Span | None
    before: Actor | None
    contested: bool
    claims: list[Claim]
    moves: list[Move]

    @property
    def rests_on(self) -> list[str]:
        """What gave the place; while nothing did, what is claimed of it."""
        return self.events or [event for claim in self.claims for event in claim.events]

    @property
    def mentions(self) -> list[str]:
        """Every event that it names."""
        claimed = (event for claim in self.claims for event in claim.events)
        moved = (move.event for move in self.moves)
        return list(dict.fromkeys([*super().mentions, *claimed, *moved]))

    @property
    def key(self) -> str | None:
        """The place."""
        return self.place.id


@dataclass
class Ground:
    """A place, as what happened so far leaves it.

    The `run` are the happenings, one after the other, that gave it to its present holder;
    those `beside` are mere claims since it was last told well who holds it.
    """

    place: Place
    holder: Actor | None = None
    before: Actor | None = None
    run: list[Happening] = field(default_factory=list)
    beside: list[Happening] = field(default_factory=list)
    denials: list[Happening] = field(default_factory=list)
    moves: list[Happening] = field(default_factory=list)

    def give(self, to: Actor | None, told: Happening, *, loser: Actor | None = None) -> None:
        """Let it change hands; a mere claim stands beside what is told well."""
        if told.status.told_well:
            self.beside = []
        elif self.run and best_told(self.run).told_well:
            self.beside.append(told)
            return
        if self.run and _alike(to, self.holder):
            self.run.append(told)
        else:
            self.run, self.before = [told], loser or self.holder
        self.holder = to

    def holding(self, possible: Sequence[Happening], on: Span) -> Holding:
        """Its row, beside what may have happened there."""
        rivals = [told for told in possible if self._bears(told)]
        bearing = [*self.run, *self.beside, *self._denied(), *self._leaving(), *rivals]
        claims = _claims(
            account for told in bearing for account in told.over_by(on) if self._is_of(account)
        )
        return Holding(
            place=self.place,
            held_by=self.holder,
            since=self.run[0].occurred if self.run else None,
            before=self.before,
            contested=any(map(self._contests, claims)) or self._is_disputed(),
            claims=claims,
            moves=[_move(told) for told in self.moves],
            **resting_on(self.run),
        )

    def _denied(self) -> list[Happening]:
        """The denials that stand: said of this holder, and not answered by a later telling."""
        return [
            denial
            for denial in self.denials
            if self._bears(denial) and not self._told_well_since(denial, self.run[1:])
        ]

    def _leaving(self) -> list[Happening]:
        """The holder's withdrawals that are only begun."""
        return [
            move
            for move in self.moves
            if isinstance(move.event, ForcesWithdrew)
            and move.event.extent == "begun"
            and self._is_of_holder(move.event.who)
            and move.order > self.run[0].order
            and not self._told_well_since(move, self.run)
        ]

    def _bears(self, told: Happening) -> bool:
        """Whether it would give the place, or is said of the present holder's run."""
        match told.event:
            case ForcesWithdrew(who=who, extent="complete") if not self._is_of_holder(who):
                return self.holder is None and told.event.handed_to is not None
            case ForcesWithdrew(who=subject, extent="begun") | ControlDenied(of=subject):
                began = self.run[0].occurred.start if self.run else None
                in_run = began is not None and told.occurred.start >= began
                return self._is_of_holder(subject) and in_run
            case _:
                return True

    def _contests(self, claim: Claim) -> bool:
        rival = claim.says == "holds" and not _alike(claim.held_by, self.holder)
        return rival or claim.says == "denies"

    def _is_of(self, account: Account) -> bool:
        return any(place.id == self.place.id for place in account.event.places)

    def _is_of_holder(self, actor: Actor) -> bool:
        return actor.of_one_side(self.holder)

    def _is_disputed(self) -> bool:
        return bool(self.run) and best_told(self.run) is Status.DISPUTED

    @staticmethod
    def _told_well_since(told: Happening, run: Sequence[Happening]) -> bool:
        return any(later.order > told.order and later.status.told_well for later in run)


@dataclass
class Territory(Projection):
    """The ground that anything was told of."""

    lists = "places"

    grounds: dict[str, Ground] = field(default_factory=dict)

    def apply(self, event: GroundEvent, told: Happening) -> None:
        """A capture gives a place, its holder's withdrawal gives it up, a denial contests it."""
        ground = self._ground(event.place)
        match event:
            case CityCaptured() | CityRecaptured() | FacilityCaptured():
                ground.give(event.by, told, loser=event.from_)
            case TerritoryTransferred():
                ground.give(event.to, told, loser=event.from_)
            case ForcesWithdrew() if self._gives_up(event, ground):
                ground.give(event.handed_to, told)
            case ForcesWithdrew() | AdvanceReported() | ClashReported():
                ground.moves.append(told)
            case ControlDenied():
                ground.denials.append(told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[Holding]:
        """Every place that anything gave or claimed."""
        there: dict[str, list[Happening]] = defaultdict(list)
        grounds = dict(self.grounds)
        for told in possible:
            places = (p for a in told.over_by(self.moment.on) for p in a.event.places)
            for place in {place.id: place for place in places}.values():
                grounds.setdefault(place.id, Ground(place))
                there[place.id].append(told)
        for ground in grounds.values():
            holding = ground.holding(there[ground.place.id], self.moment.on)
            if holding.events or holding.claims:
                yield holding

    def _ground(self, place: Place) -> Ground:
        return self.grounds.setdefault(place.id, Ground(place))

    @staticmethod
    def _gives_up(event: ForcesWithdrew, ground: Ground) -> bool:
        if event.extent == "begun":
            return False
        if ground.holder is None:
            return event.handed_to is not None
        return event.who.of_one_side(ground.holder)


def _alike(one: Actor | None, other: Actor | None) -> bool:
    return one.of_one_side(other) if one else other is None


def _claims(bearing: Iterable[Account]) -> list[Claim]:
    alike: dict[object, list[Account]] = defaultdict(list)
    holders: dict[object, tuple[Says, Actor | None]] = {}
    for account in bearing:
        said = _said(account.event)
        if said:
            says, holder = said
            key = (says, holder and holder.id, account.occurred)
            holders[key] = said
            alike[key].append(account)
    return [_claim(*holders[key], accounts) for key, accounts in alike.items()]


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


def _claim(says: Says, holder: Actor | None, accounts: Sequence[Account]) -> Claim:
    return Claim(
        says=says,
        held_by=holder,
        since=accounts[0].occurred,
        claimed_by=tellers(accounts),
        status=max((account.status for account in accounts), key=lambda status: status.trust),
        events=[account.id for account in accounts],
    )


def _move(told: Happening) -> Move:
    return Move(event=told.picked.id, type=told.picked.telling.type, occurred=told.occurred)
