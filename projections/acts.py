"""What an event may do to an appeal: answer it, or break what was answered."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from domain.event import Event, Part
from domain.events.agreements import (
    AgreementBreached,
    AgreementSigned,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
)
from domain.events.diplomacy import AccusationDenied, AccusationMade, Appeal, StatementMade
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
from domain.values import Actor, Place
from history.happening import Happening

Kind = Literal["ceasefire", "sovereignty", "withdrawal", "dialogue", "ultimatum"]
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

AppealsAt = tuple[Kind, str | None]
"""Appeals of a kind: those that name a place, by its id, or those that name none."""


class Act(NamedTuple):
    """What answers the appeals of a kind, or breaks what was answered: where, and by whom."""

    kind: Kind
    place: Place | None
    who: Sequence[Actor]

    @property
    def where(self) -> AppealsAt:
        """The appeals that name this place."""
        return self.kind, self.place.id if self.place else None

    @property
    def everywhere(self) -> set[AppealsAt]:
        """The appeals on which it bears: they name this place, or none."""
        return {self.where, (self.kind, None)}


def answers(event: Event, happening: Happening) -> Act | None:
    """What it answers, where it is not about an appeal."""
    match event:
        case (
            CeasefireDeclared(by=who)
            | CeasefireTookEffect(between=who)
            | AgreementSigned(kind="ceasefire", parties=who)
        ):
            return Act("ceasefire", None, who)
        case ForcesWithdrew(extent="complete", who=who, place=place) if happening.status.told_well:
            return Act("withdrawal", place, (who,))
        case _:
            return None


def breaks(event: Event) -> Act | None:
    """What it breaks, where it answers nothing of the same appeal."""
    match event:
        case CeasefireBreached(by=who):
            return Act("ceasefire", None, (who,))
        case (
            CityCaptured(place=place, by=taker)
            | CityRecaptured(place=place, by=taker)
            | FacilityCaptured(place=place, by=taker)
            | TerritoryTransferred(place=place, to=taker)
            | ForcesWithdrew(place=place, extent="complete", handed_to=Actor() as taker)
        ):
            return Act("withdrawal", place, (taker,))
        case _:
            return None


def doers(event: Event) -> list[Actor]:
    """Who does it; where it is done by nobody alone, those who do it with each other."""
    took_part = [(named, part) for named, part in event.took_part if isinstance(named, Actor)]
    alone = [actor for actor, part in took_part if part is Part.ACTOR]
    return alone or [actor for actor, part in took_part if part is Part.COUNTERPART]


def does_what_was_asked(event: Event) -> bool:
    """Whether it can answer an appeal that it is about: not words, counts or fighting."""
    fighting = (event.plover or "").startswith("ASSAULT") or isinstance(event, TroopsDeployed)
    return not fighting and not isinstance(event, (*WORDS, *RECORDS, *BREACHES))
