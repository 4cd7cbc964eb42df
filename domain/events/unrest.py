"""Unrest in the streets, and what it does to embassies and missions."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from domain.event import Against, By, Incident, Where
from domain.values import Actor, Count, Maybe, Place, Text

KINSHASA = {"id": "kinshasa", "name": "Kinshasa", "country": "COD", "kind": "city"}
KENYA = {"id": "ken", "name": "Kenya", "kind": "state", "country": "KEN"}
MONUSCO = {"id": "monusco", "name": "MONUSCO", "kind": "organisation", "part_of": "un"}
POLICE = {
    "id": "pnc",
    "name": "Congolese National Police",
    "kind": "armed_forces",
    "country": "COD",
}


def _with_an_embassy(actor: Actor) -> Actor:
    if actor.kind not in ("state", "organisation"):
        raise ValueError(
            f"{actor.id} is of kind {actor.kind}; an embassy is a state's, or a "
            "compound an organisation's"
        )
    return actor


Keeper = Annotated[Actor, AfterValidator(_with_an_embassy)]


class ProtestHeld(Incident, cameo="141", plover="PROTEST/demo", goldstein=-6.5):
    """People demonstrate."""

    place: Where[Place] = Field(examples=[KINSHASA])
    who: By[Actor] | None = None
    subject: Text | None = None
    size: Count | None = Field(None, description="How many people.")
    response: Literal["none", "intervention", "excessive_force"] | None = None


class RiotReported(Incident, cameo="145", plover="PROTEST/riot", goldstein=-7.5):
    """A crowd turns violent."""

    place: Where[Place] = Field(examples=[KINSHASA])
    who: By[Actor] | None = None


class ArrestsMade(Incident, cameo="173", plover="COERCE", goldstein=-5.0):
    """People are arrested or detained."""

    place: Where[Place] = Field(examples=[KINSHASA])
    by: By[Actor] = Field(examples=[POLICE])
    count: Count | None = None


class EmbassyAttacked(Incident, cameo="1712", plover="ASSAULT/destroy", goldstein=-9.2):
    """An embassy, or the compound of an organisation, is attacked; one event for each of them."""

    of: Against[Keeper] = Field(examples=[KENYA])
    place: Where[Place] = Field(examples=[KINSHASA])
    by: By[Actor] | None = None
    means: Maybe[Text] = None
    damage: Literal["none", "minor", "looted", "fire", "destroyed"] | None = None


class EmbassyClosed(Incident):
    """An embassy closes its doors; to do so for safety is no sanction."""

    of: By[Keeper] = Field(examples=[KENYA])
    place: Where[Place] = Field(examples=[KINSHASA])


class EmbassyReopened(Incident):
    """An embassy opens its doors again."""

    of: By[Keeper] = Field(examples=[KENYA])
    place: Where[Place] = Field(examples=[KINSHASA])


class PeacekeepersAttacked(Incident, cameo="190", plover="ASSAULT", goldstein=-10.0):
    """The forces of a peace mission are attacked."""

    mission: Against[Actor] = Field(examples=[MONUSCO])
    place: Where[Place]
    by: By[Actor] | None = None
