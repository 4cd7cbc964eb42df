"""Fighting, and who is said to be behind it."""

from typing import Literal

from pydantic import Field

from domain.event import Against, By, Incident, SaidBy, To, Where
from domain.events.territory import FARDC
from domain.span import Span
from domain.values import Actor, Count, Maybe, Place, Some, Text

M23 = {"id": "m23", "name": "M23", "kind": "armed_group", "country": "COD"}
RWANDA = {"id": "rwa", "name": "Rwanda", "kind": "state", "country": "RWA"}
GENERAL = {"id": "peter-cirimwami", "name": "Peter Cirimwami", "kind": "person", "country": "COD"}


class ClashReported(Incident, cameo="193", plover="ASSAULT/firearms", goldstein=-10.0):
    """Two or more sides fight at a place."""

    place: Where[Place]
    sides: By[Some[Actor]] = Field(examples=[[M23, FARDC]])


class ShellingReported(Incident, cameo="194", plover="ASSAULT/heavy-weapons", goldstein=-10.0):
    """Artillery, tanks, rockets or missiles hit a place."""

    place: Where[Place]
    by: By[Actor] | None = None
    against: Against[Actor] | None = None


class AirstrikeReported(Incident, cameo="195", plover="ASSAULT/aerial", goldstein=-10.0):
    """Aircraft or drones hit a place."""

    place: Where[Place]
    by: By[Actor] | None = None
    against: Against[Actor] | None = None
    means: Maybe[Text] = None


class BombingReported(Incident, cameo="183", plover="ASSAULT", goldstein=-10.0):
    """A bomb, a mine, a grenade or a suicide attacker hits a place."""

    place: Where[Place]
    by: By[Actor] | None = None
    against: Against[Actor] | None = None
    means: Maybe[Text] = None


class CiviliansAttacked(Incident, cameo="180", plover="ASSAULT/targeted", goldstein=-9.0):
    """Civilians are attacked for themselves."""

    place: Where[Place]
    by: By[Actor] | None = None
    kind: Literal["attack", "sexual_violence", "execution", "other"] | None = None


class PeopleAbducted(Incident, cameo="181", plover="ASSAULT", goldstein=-9.0):
    """People are abducted, taken hostage or made to disappear."""

    place: Where[Place]
    by: By[Actor] | None = None
    count: Count | None = None


class OfficialKilled(Incident, cameo="186", plover="ASSAULT/targeted", goldstein=-10.0):
    """Someone who holds an office or a command is killed; who did it may be another's word."""

    who: Against[Actor] = Field(examples=[GENERAL])
    place: Where[Place] | None = None
    by: By[Actor] | None = None


class PropertyDestroyed(Incident, cameo="1712", plover="ASSAULT/destroy", goldstein=-9.2):
    """Property is destroyed or looted."""

    place: Where[Place]
    by: By[Actor] | None = None
    what: Text = Field(examples=["the warehouses of an aid organisation"])


class TroopsDeployed(Incident, cameo="154", plover="MOBILIZE/troops", goldstein=-7.2):
    """Forces are sent to a place, or made ready there."""

    place: Where[Place]
    who: By[Actor]
    count: Count | None = None


class TroopsSurrendered(Incident, cameo="0874", plover="RETREAT/disarm", goldstein=10.0):
    """Fighters lay down their arms."""

    place: Where[Place]
    who: By[Actor] = Field(examples=[FARDC])
    to: To[Actor] | None = None


class UltimatumIssued(
    Incident,
    cameo="139",
    plover="THREATEN/violence",
    goldstein=-7.0,
    note="The PLOVER crosswalk of 2021 has THREATEN/relations; its manual is followed.",
):
    """Someone demands something by a time, or else."""

    by: SaidBy[Actor]
    to: Against[Actor] = Field(examples=[FARDC])
    demand: Text = Field(examples=["lay down arms"])
    until: Span | None = None


class BackingAlleged(Incident, cameo="1123", plover="ACCUSE/allege", goldstein=-2.0):
    """Someone says that an actor stands behind an armed actor; it stays an allegation."""

    backer: Against[Actor] = Field(examples=[RWANDA])
    backed: Against[Actor]
    by: SaidBy[Actor] | None = None
    means: Maybe[Text] = None


class BackingDenied(
    Incident,
    cameo="016",
    plover="REJECT",
    goldstein=-2.0,
    note="PLOVER has no type for a denial; REJECT is our choice.",
    apart=True,
):
    """Someone denies that an actor stands behind an armed actor."""

    backer: Against[Actor] = Field(examples=[RWANDA])
    backed: Against[Actor]
    by: SaidBy[Actor] = Field(examples=[RWANDA])
