"""Who holds what ground."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from domain.event import Against, By, Incident, SaidBy, To, Where, With
from domain.values import Actor, Maybe, Place

FARDC = {
    "id": "fardc",
    "name": "FARDC",
    "kind": "armed_forces",
    "country": "COD",
    "part_of": "cod",
}
AIRPORT = {"id": "goma-airport", "name": "Goma airport", "country": "COD", "kind": "airport"}


def _settlement(place: Place) -> Place:
    return _of_kind(place, "city", "town", "village")


def _facility(place: Place) -> Place:
    return _of_kind(place, "airport", "base", "border_crossing", "other")


def _of_kind(place: Place, *kinds: str) -> Place:
    if place.kind not in kinds:
        raise ValueError(f"{place.id} is of kind {place.kind}; here it is one of {list(kinds)}")
    return place


Settlement = Annotated[Place, AfterValidator(_settlement)]
Facility = Annotated[Place, AfterValidator(_facility)]


class CityCaptured(Incident, cameo="192", plover="ASSAULT", goldstein=-9.5):
    """An armed actor takes control of a city, town or village."""

    place: Where[Settlement]
    by: By[Actor]
    with_: With[Maybe[Actor]] = None
    from_: Against[Actor] | None = None


class CityRecaptured(Incident, cameo="192", plover="ASSAULT", goldstein=-9.5):
    """An armed actor takes back a city, town or village that its side had lost."""

    place: Where[Settlement]
    by: By[Actor] = Field(examples=[FARDC])
    with_: With[Maybe[Actor]] = None
    from_: Against[Actor] | None = None


class FacilityCaptured(Incident, cameo="192", plover="ASSAULT", goldstein=-9.5):
    """An armed actor takes control of an airport, a base, a border crossing or the like."""

    place: Where[Facility] = Field(examples=[AIRPORT])
    by: By[Actor]
    with_: With[Maybe[Actor]] = None
    from_: Against[Actor] | None = None


class TerritoryTransferred(Incident, cameo="0874", plover="RETREAT/withdraw", goldstein=10.0):
    """A place passes from one side to another without a fight."""

    place: Where[Place]
    to: To[Actor]
    from_: By[Actor] | None = None


class ForcesWithdrew(Incident, cameo="0874", plover="RETREAT/withdraw", goldstein=10.0, apart=True):
    """Armed forces leave a place, or begin to; to say that one will is not this."""

    place: Where[Place]
    who: By[Actor]
    handed_to: To[Actor] | None = None
    extent: Literal["begun", "complete"] = "complete"


class AdvanceReported(Incident, cameo="190", plover="ASSAULT", goldstein=-10.0):
    """An armed actor gains ground at or near a place, which it does not hold for that."""

    place: Where[Place]
    by: By[Actor]


class ControlDenied(Incident, apart=True):
    """Someone denies that an actor holds a place, whoever does."""

    place: Where[Place]
    by: SaidBy[Actor] = Field(examples=[FARDC])
    of: Against[Actor]
