"""Agreements, ceasefires and missions, step by step."""

from typing import Literal

from pydantic import Field

from domain.event import AllegedBy, By, Event, To, Where, With
from domain.span import Span
from domain.values import Actor, Agreement, Country, Maybe, Place, Some, Text

KENYA = {"id": "ken", "name": "Kenya", "kind": "state", "country": "KEN"}
USA = {"id": "usa", "name": "United States", "kind": "state", "country": "USA"}
MSS = {
    "id": "mss-haiti",
    "name": "Multinational Security Support Mission in Haiti",
    "kind": "organisation",
}


class AgreementDiscussed(Event, cameo="046", plover="CONSULT", goldstein=7.0):
    """Parties talk about an agreement that they may conclude."""

    agreement: Agreement
    parties: With[Some[Actor]] = Field(examples=[[USA, KENYA]])


class AgreementInitialled(
    Event,
    cameo="030",
    plover="AGREE",
    goldstein=4.0,
    note="No code is exact; PLOVER has a promise to sign as AGREE.",
):
    """Negotiators put their initials to a text, which is not yet signed."""

    agreement: Agreement
    parties: With[Some[Actor]] = Field(examples=[[USA, KENYA]])


class AgreementSigned(Event, cameo="057", plover="SUPPORT", goldstein=8.0):
    """Parties sign an agreement."""

    agreement: Agreement
    parties: With[Some[Actor]] = Field(examples=[[USA, KENYA]])
    kind: Literal["peace", "ceasefire", "framework", "declaration", "cooperation", "other"]
    place: Where[Place] | None = None


class AgreementTookEffect(Event, note="The signing has the weight."):
    """An agreement comes into force."""

    agreement: Agreement


class AgreementBreached(Event, cameo="128", goldstein=-5.0, apart=True):
    """A party acts against an agreement, or is said to (`alleged_by`)."""

    agreement: Agreement
    by: By[Actor] = Field(examples=[USA])
    alleged_by: AllegedBy[Actor] | None = None


class AgreementEnded(Event, note="The signing has the weight."):
    """An agreement ends, or someone ends it."""

    agreement: Agreement
    by: By[Actor] | None = None


class CeasefireDeclared(
    Event,
    cameo="0871",
    plover="CONCEDE",
    goldstein=9.0,
    note="PLOVER has a declaration as CONCEDE, what is done as RETREAT/ceasefire.",
):
    """Someone says that they will stop fighting; declaring is not doing."""

    by: By[Some[Actor]]
    with_: With[Maybe[Actor]] = None
    effective: Span | None = Field(None, description="From when; it may lie ahead.")
    until: Span | None = Field(None, description="Until when; it may lie ahead.")


class CeasefireTookEffect(Event, cameo="0871", plover="RETREAT/ceasefire", goldstein=9.0):
    """The guns fall silent between sides."""

    between: With[Some[Actor]]


class CeasefireBreached(
    Event,
    cameo="196",
    plover="ASSAULT",
    goldstein=-9.5,
    note="`about` a clash or a capture it has no weight of its own: the fighting has it.",
    apart=True,
):
    """A side fights in spite of a ceasefire, or is said to (`alleged_by`)."""

    by: By[Actor]
    place: Where[Place] | None = None
    alleged_by: AllegedBy[Actor] | None = None


class StrategyAgreed(Event, cameo="030", plover="AGREE", goldstein=4.0):
    """Parties agree how they will go about something."""

    by: With[Some[Actor]] = Field(examples=[[USA, KENYA]])
    subject: Text = Field(examples=["a joint strategy for the mission in Haiti"])
    mission: Actor | None = None
    host: To[Country] | None = None


class MissionDiscussed(Event, cameo="046", plover="CONSULT", goldstein=7.0):
    """Parties talk about a mission in a country."""

    mission: Actor = Field(examples=[MSS])
    by: With[Some[Actor]] = Field(examples=[[USA, KENYA]])
    host: To[Country] = Field(examples=["HTI"])


class MissionDeployed(Event, cameo="074", plover="AID", goldstein=8.5):
    """A mission begins its work in a country."""

    mission: By[Actor] = Field(examples=[MSS])
    host: To[Country] = Field(examples=["HTI"])
    by: By[Actor] = Field(examples=[KENYA])


class MissionEnded(Event, cameo="1661", plover="SANCTION/withdraw", goldstein=-7.0):
    """A mission ends, or is sent away."""

    mission: By[Actor] = Field(examples=[MSS])
    host: To[Country] = Field(examples=["HTI"])
