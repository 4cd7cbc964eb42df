"""Who talks to whom, what is asked and said, and how states deal with each other."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from domain.event import Against, By, Event, SaidBy, To, Where, With
from domain.span import Span
from domain.values import Actor, Country, Flag, Maybe, Place, Some, Text

RUBIO = {"id": "marco-rubio", "name": "Marco Rubio", "kind": "person", "country": "USA"}
KAGAME = {"id": "paul-kagame", "name": "Paul Kagame", "kind": "person", "country": "RWA"}
SADC = {"id": "sadc", "name": "SADC", "kind": "organisation"}
COUNCIL = {
    "id": "un-security-council",
    "name": "UN Security Council",
    "kind": "organisation",
    "part_of": "un",
}
CONGO = {"id": "cod", "name": "DR Congo", "kind": "state", "country": "COD"}
RWANDA = {"id": "rwa", "name": "Rwanda", "kind": "state", "country": "RWA"}
USA = {"id": "usa", "name": "United States", "kind": "state", "country": "USA"}


def _with_each_other(participants: tuple[Actor, ...]) -> tuple[Actor, ...]:
    if len({actor.id for actor in participants}) < 2:
        raise ValueError("name two at least: a call is between those who speak")
    return participants


Speakers = Annotated[Some[Actor], AfterValidator(_with_each_other)]


class CallHeld(Event, cameo="041", plover="CONSULT/phone", goldstein=1.0):
    """Two or more officials speak by telephone."""

    participants: With[Speakers] = Field(examples=[[RUBIO, KAGAME]])
    topics: Maybe[Text] = None


class MeetingAnnounced(Event, cameo="036", plover="AGREE", goldstein=4.0, apart=True):
    """A meeting or a summit is announced; whether it is held is another event."""

    participants: With[Some[Actor]] = Field(examples=[[SADC]])
    planned_for: Span = Field(description="When; it may lie ahead.")
    place: Where[Place] | None = None


class MeetingHeld(
    Event,
    cameo="044",
    plover="CONSULT/multilateral",
    goldstein=2.5,
    note="A visit would be 042 or 043; the catalogue does not tell host from guest.",
):
    """Two or more parties meet in one place."""

    participants: With[Some[Actor]] = Field(examples=[[RUBIO, KAGAME]])
    topics: Maybe[Text] = None
    place: Where[Place] | None = None


class SummitHeld(Event, cameo="044", plover="CONSULT/multilateral", goldstein=2.5):
    """Heads of state or government meet as the members of one body or of several."""

    bodies: With[Some[Actor]] = Field(examples=[[SADC]])
    participants: With[Maybe[Actor]] = None
    place: Where[Place] | None = None
    outcome: Text | None = None


class StatementMade(Event, cameo="010", goldstein=0.0, note="PLOVER has no type for CAMEO 01."):
    """Someone says where they stand; `about` names the event that it bears on."""

    by: SaidBy[Some[Actor]] = Field(examples=[[KAGAME]])
    on_behalf_of: By[Actor] | None = None
    audience: With[Maybe[Actor]] = None
    position: Text
    topics: Maybe[Text] = None


class Appeal(Event, abstract=True):
    """Something is asked of someone; whether it is done is another event.

    `all_parties` says that it was asked of everyone. A demand is CAMEO 1056 (106 for dialogue)
    and weighs -5.0, as far from an appeal as the scale has it.
    """

    by: SaidBy[Some[Actor]] = Field(examples=[[RUBIO]])
    of: Against[Maybe[Actor]] = None
    all_parties: Flag = Field(False, examples=[True])
    verb: Literal["urged", "demanded"]

    @model_validator(mode="after")
    def _is_asked_of_someone(self) -> Self:
        if not self.of and not self.all_parties:
            raise ValueError("name in `of` who was asked, or say `all_parties`: true")
        return self

    @property
    def cameo_code(self) -> str | None:
        """Its CAMEO code: a demand has another than an appeal."""
        return "1056" if self.verb == "demanded" else self.cameo

    @property
    def weight(self) -> float | None:
        """Its Goldstein weight: a demand weighs more than an appeal."""
        return -5.0 if self.verb == "demanded" else self.goldstein


class CeasefireUrged(Appeal, cameo="0256", plover="REQUEST/yield", goldstein=-0.3):
    """Someone asks the fighting sides to stop."""

    immediate: Flag = False


class SovereigntyUrged(Appeal, cameo="025", plover="REQUEST/yield", goldstein=-0.3):
    """Someone asks for respect of a country's sovereignty and territorial integrity."""

    country: Where[Country]


class WithdrawalUrged(Appeal, cameo="0256", plover="REQUEST/yield", goldstein=-0.3):
    """Someone asks forces to leave a place, or wherever they have no right to be."""

    place: Where[Place] | None = None


class DialogueUrged(Appeal, cameo="026", plover="REQUEST", goldstein=4.0):
    """Someone asks sides to talk to each other."""

    with_: With[Maybe[Actor]] = None

    @property
    def cameo_code(self) -> str | None:
        """Its CAMEO code: a demand has another than an appeal."""
        return "106" if self.verb == "demanded" else self.cameo


class AccusationMade(Event, cameo="112", plover="ACCUSE/allege", goldstein=-2.0):
    """Someone accuses an actor of something; it stays an accusation."""

    by: SaidBy[Actor] = Field(examples=[CONGO])
    against: Against[Actor] = Field(examples=[RWANDA])
    of: Text


class AccusationDenied(
    Event,
    cameo="016",
    plover="REJECT",
    goldstein=-2.0,
    note="PLOVER has no type for a denial; REJECT is our choice.",
    apart=True,
):
    """Someone denies what they are accused of."""

    by: SaidBy[Actor] = Field(examples=[RWANDA])
    of: Text


class CooperationOffered(Event, cameo="030", plover="AGREE", goldstein=4.0):
    """Someone offers to work together."""

    by: By[Actor] = Field(examples=[RWANDA])
    to: To[Actor] = Field(examples=[USA])
    topics: Maybe[Text] = None


class AmbassadorRecalled(Event, cameo="161", plover="SANCTION/withdraw", goldstein=-4.0):
    """A state calls its ambassador or its diplomats home."""

    by: By[Actor] = Field(examples=[CONGO])
    from_: Against[Actor] = Field(examples=[RWANDA])


class DiplomatsExpelled(Event, cameo="166", plover="SANCTION/expel", goldstein=-7.0):
    """A state tells another's diplomats to leave."""

    by: By[Actor] = Field(examples=[CONGO])
    of: Against[Actor] = Field(examples=[RWANDA])


class RelationsSevered(Event, cameo="161", plover="SANCTION/discontinue", goldstein=-4.0):
    """A state breaks off diplomatic relations."""

    by: By[Actor] = Field(examples=[CONGO])
    with_: Against[Actor] = Field(examples=[RWANDA])


class RelationsRestored(Event, cameo="050", plover="COOPERATE", goldstein=3.5):
    """Diplomatic relations are taken up again."""

    by: By[Actor] = Field(examples=[CONGO])
    with_: With[Actor] = Field(examples=[RWANDA])


class SanctionImposed(
    Event,
    cameo="163",
    plover="SANCTION/discontinue",
    goldstein=-8.0,
    note="The PLOVER crosswalk of 2021 has COERCE/restrict; its manual is followed.",
):
    """Someone imposes sanctions."""

    by: By[Actor] = Field(examples=[USA])
    against: Against[Some[Actor]]
    measures: Maybe[Text] = None


class SanctionLifted(Event, cameo="085", plover="CONCEDE", goldstein=7.0):
    """Someone lifts or eases sanctions."""

    by: By[Actor] = Field(examples=[USA])
    against: To[Some[Actor]]


class ResolutionAdopted(
    Event,
    cameo="1056",
    plover="REQUEST/yield",
    goldstein=-5.0,
    note="CAMEO has no code for an adoption; the operative verb, a demand, is coded.",
):
    """A body adopts a resolution; what it demands are appeals of their own, `about` it."""

    body: By[Actor] = Field(examples=[COUNCIL])
    number: Text | None = None
    demands: Maybe[Text] = None


class InvestigationOpened(Event, cameo="090", goldstein=-2.0):
    """Someone begins to look into something."""

    by: By[Actor] = Field(examples=[COUNCIL])
    into: Text
