"""What was asked of whom, who answered, and who broke their word."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.event import Event, Part
from domain.events.agreements import (
    AgreementBreached,
    AgreementSigned,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
)
from domain.events.diplomacy import (
    AccusationDenied,
    AccusationMade,
    Appeal,
    CeasefireUrged,
    DialogueUrged,
    SovereigntyUrged,
    StatementMade,
    WithdrawalUrged,
)
from domain.events.fighting import (
    BackingAlleged,
    BackingDenied,
    TroopsDeployed,
    UltimatumIssued,
)
from domain.events.humanitarian import CasualtiesReported, PeopleDisplaced
from domain.events.register import ActorDescribed, PlaceDescribed
from domain.events.territory import (
    CityCaptured,
    CityRecaptured,
    ControlDenied,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.span import Span
from domain.values import Actor, Place, Status
from history.happening import Happening
from projections.projection import Projection, Row, Shown, resting_on

Kind = Literal["ceasefire", "sovereignty", "withdrawal", "dialogue", "ultimatum"]
State = Literal["open", "answered", "breached"]

AppealEvent = (
    CeasefireUrged
    | SovereigntyUrged
    | WithdrawalUrged
    | DialogueUrged
    | UltimatumIssued
    | CeasefireDeclared
    | CeasefireTookEffect
    | CeasefireBreached
    | AgreementSigned
    | ForcesWithdrew
    | CityCaptured
    | CityRecaptured
    | FacilityCaptured
    | TerritoryTransferred
)
KINDS: dict[type[Event], Kind] = {
    CeasefireUrged: "ceasefire",
    SovereigntyUrged: "sovereignty",
    WithdrawalUrged: "withdrawal",
    DialogueUrged: "dialogue",
    UltimatumIssued: "ultimatum",
}
WORDS = (
    Appeal,
    StatementMade,
    UltimatumIssued,
    AccusationMade,
    AccusationDenied,
    BackingAlleged,
    BackingDenied,
    ControlDenied,
)
RECORDS = (CasualtiesReported, PeopleDisplaced, ActorDescribed, PlaceDescribed)
BREACHES = (CeasefireBreached, AgreementBreached)
ARMED = ("state", "armed_forces", "armed_group")


class Answer(Shown):
    """Who did what was asked, or broke it; no actor where the event names no one asked."""

    actor: Actor | None
    event: str
    status: Status


class AppealRow(Row):
    """One appeal; made anew, it is another."""

    kind: Kind
    by: tuple[Actor, ...]
    of: tuple[Actor, ...]
    all_parties: bool
    verb: Literal["urged", "demanded"] | None
    since: Span
    state: State
    answered_by: list[Answer]
    breached_by: list[Answer]
    silent: list[Actor]

    @property
    def mentions(self) -> list[str]:
        """Every event that it names."""
        heard = [answer.event for answer in [*self.answered_by, *self.breached_by]]
        return list(dict.fromkeys([*super().mentions, *heard]))


@dataclass
class Asked:
    """An appeal, and what came of it so far."""

    told: Happening
    kind: Kind
    by: tuple[Actor, ...]
    of: tuple[Actor, ...]
    all_parties: bool = False
    verb: Literal["urged", "demanded"] | None = None
    place: Place | None = None
    left: set[str] = field(default_factory=set)
    state: State = "open"
    answers: list[Answer] = field(default_factory=list)
    breaches: list[Answer] = field(default_factory=list)

    def hear(self, event: Event, told: Happening) -> None:
        """Let a later happening answer it, or break what was answered, unless that is disputed."""
        if told.status is Status.DISPUTED:
            return
        if self._answers(event, told):
            self.state = "answered"
            asked = self._any_asked(_doers(event), told)
            self.answers += [
                Answer(actor=who, event=told.picked.id, status=told.status)
                for who in asked or (None,)
            ]
            if self.place is None and isinstance(event, ForcesWithdrew | TerritoryTransferred):
                self.left.add(event.place.id)
        elif self.state != "open" and (broke := self._broken_by(event, told)):
            self.state = "breached"
            self.breaches += [
                Answer(actor=who, event=told.picked.id, status=told.status) for who in broke
            ]

    def row(self) -> AppealRow:
        """Its row; `silent` are those addressed of whose side nobody answered."""
        answered = [answer.actor for answer in self.answers if answer.actor]
        return AppealRow(
            kind=self.kind,
            by=self.by,
            of=self.of,
            all_parties=self.all_parties,
            verb=self.verb,
            since=self.told.occurred,
            state=self.state,
            answered_by=self.answers,
            breached_by=self.breaches,
            silent=[who for who in self.of if not any(map(who.of_one_side, answered))],
            **resting_on([self.told]),
        )

    def _was_asked(self, actor: Actor, told: Happening) -> bool:
        if any(map(actor.of_one_side, self.of)):
            return True
        shared = not self.told.crises.isdisjoint(told.crises)
        return self.all_parties and shared and actor.kind in ARMED

    def _any_asked(self, actors: Sequence[Actor], told: Happening) -> list[Actor]:
        return [actor for actor in actors if self._was_asked(actor, told)]

    def _answers(self, event: Event, told: Happening) -> bool:
        if told.about == self.told.id and _does_what_was_asked(event):
            return True
        match self.kind, event:
            case (
                ("ceasefire", CeasefireDeclared(by=who))
                | ("ceasefire", CeasefireTookEffect(between=who))
                | ("ceasefire", AgreementSigned(kind="ceasefire", parties=who))
            ):
                return bool(self._any_asked(who, told))
            case "withdrawal", ForcesWithdrew(extent="complete", who=who, place=place):
                asked = self.place is None or self.place.id == place.id
                return asked and told.status.told_well and self._was_asked(who, told)
            case _:
                return False

    def _broken_by(self, event: Event, told: Happening) -> list[Actor]:
        match self.kind, event:
            case "ceasefire", CeasefireBreached(by=who):
                return self._any_asked([who], told)
            case (
                ("withdrawal", CityCaptured(place=place, by=taker))
                | ("withdrawal", CityRecaptured(place=place, by=taker))
                | ("withdrawal", FacilityCaptured(place=place, by=taker))
                | ("withdrawal", TerritoryTransferred(place=place, to=taker))
                | (
                    "withdrawal",
                    ForcesWithdrew(place=place, extent="complete", handed_to=Actor() as taker),
                )
            ) if place.id in self.left:
                return self._any_asked([taker], told)
            case _:
                return []


@dataclass
class Appeals(Projection):
    """Every appeal, in the order in which they were made.

    Whatever is `about` an appeal may answer it, of whichever type it is.
    """

    asked: dict[str, Asked] = field(default_factory=dict)
    waiting: dict[tuple[Kind, str | None], list[Asked]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def takes(self, told: Happening) -> bool:
        """Whether it is an appeal, or may answer or break one."""
        return super().takes(told) or told.about in self.asked

    def apply(self, event: AppealEvent, told: Happening) -> None:
        """What was asked before hears of it; an appeal is a new one."""
        for appeal in self._concerned(event, told):
            appeal.hear(event, told)
        if kind := KINDS.get(type(event)):
            appeal = _asked(kind, event, told)
            self.asked[told.id] = appeal
            self.waiting[kind, appeal.place.id if appeal.place else None].append(appeal)

    def rows(self, possible: Sequence[Happening]) -> Iterator[AppealRow]:
        """Each appeal as it stands."""
        yield from (appeal.row() for appeal in self.asked.values())

    def _concerned(self, event: Event, told: Happening) -> list[Asked]:
        concerned = [self.asked[told.about]] if told.about in self.asked else []
        match event:
            case CeasefireDeclared() | CeasefireTookEffect() | AgreementSigned():
                concerned += self.waiting["ceasefire", None]
            case CeasefireBreached():
                concerned += self.waiting["ceasefire", None]
            case ForcesWithdrew() | CityCaptured() | CityRecaptured():
                concerned += self._waiting_at(event.place)
            case FacilityCaptured() | TerritoryTransferred():
                concerned += self._waiting_at(event.place)
            case _:
                pass
        return list({appeal.told.id: appeal for appeal in concerned}.values())

    def _waiting_at(self, place: Place) -> list[Asked]:
        return self.waiting["withdrawal", place.id] + self.waiting["withdrawal", None]


def _asked(kind: Kind, event: Event, told: Happening) -> Asked:
    if isinstance(event, UltimatumIssued):
        return Asked(told, kind, by=(event.by,), of=(event.to,))
    assert isinstance(event, Appeal)
    place = event.place if isinstance(event, WithdrawalUrged) else None
    left = {place.id} if place else set()
    return Asked(told, kind, event.by, event.of or (), event.all_parties, event.verb, place, left)


def _doers(event: Event) -> list[Actor]:
    """Who does it; where it is done by nobody alone, those who do it with each other."""
    took_part = [(named, part) for named, part in event.took_part if isinstance(named, Actor)]
    alone = [actor for actor, part in took_part if part is Part.ACTOR]
    return alone or [actor for actor, part in took_part if part is Part.COUNTERPART]


def _does_what_was_asked(event: Event) -> bool:
    """Whether it can answer an appeal that it is about: not words, counts or fighting."""
    fighting = (event.plover or "").startswith("ASSAULT") or isinstance(event, TroopsDeployed)
    return not fighting and not isinstance(event, (*WORDS, *RECORDS, *BREACHES))


def _answer(actor: Actor | None, told: Happening) -> Answer:
    return Answer(actor=actor, event=told.picked.id, status=told.status)
