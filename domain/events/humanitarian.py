"""The dead, the displaced, aid, and borders."""

from typing import Annotated, Literal

from pydantic import Field

from domain.event import Against, By, Event, To, Where, With
from domain.values import Actor, Casualties, Count, Place, Text

BUNAGANA = {"id": "bunagana", "name": "Bunagana", "country": "COD", "kind": "border_crossing"}
UGANDA = {"id": "uga", "name": "Uganda", "kind": "state", "country": "UGA"}
CONGO = {"id": "cod", "name": "DR Congo", "kind": "state", "country": "COD"}
EU = {"id": "eu", "name": "European Union", "kind": "organisation"}

Amount = Annotated[float, Field(ge=0, strict=True)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217", examples=["USD"])]


class CasualtiesReported(Event):
    """Someone counts the dead and the injured: of one incident, or a toll over a span.

    `occurred` is the span whose dead are counted, not the day on which the figure was released.
    """

    place: Where[Place]
    scope: Literal["incident", "toll"] = Field(examples=["toll"])
    casualties: Casualties
    counts: Text | None = Field(None, description="What is counted: bodies recovered, burials.")
    who: Against[Actor] | None = Field(None, description="Whose dead they are.")

    @property
    def kin(self) -> str | None:
        """A toll is never joined: a later one supersedes it."""
        return None if self.scope == "toll" else super().kin


class PeopleDisplaced(
    Event,
    plover="SANCTION/expel",
    note="Flight is coded by PLOVER as SANCTION/expel; CAMEO 201 would be an expulsion.",
):
    """People flee from a place."""

    place: Where[Place]
    count: Count | None = None
    to: Where[Place] | None = None


class AidPledged(Event, cameo="0333", plover="AGREE", goldstein=5.2):
    """Someone promises aid."""

    by: By[Actor] = Field(examples=[EU])
    to: To[Actor] = Field(examples=[CONGO])
    amount: Amount | None = None
    currency: Currency | None = None


class AidDelivered(Event, cameo="073", plover="AID", goldstein=7.4):
    """Aid arrives."""

    by: By[Actor] = Field(examples=[EU])
    to: To[Actor] = Field(examples=[CONGO])
    amount: Amount | None = None
    currency: Currency | None = None


class AidSuspended(Event, cameo="162", plover="SANCTION/discontinue", goldstein=-5.6):
    """Someone stops giving aid."""

    by: By[Actor] = Field(examples=[EU])
    to: Against[Actor] = Field(examples=[CONGO])


class BorderClosed(Event, cameo="172", plover="COERCE", goldstein=-5.0):
    """A border, or a crossing, is closed."""

    place: Where[Place] = Field(examples=[BUNAGANA])
    by: By[Actor] = Field(examples=[UGANDA])
    with_: Against[Actor] | None = None


class BorderReopened(Event, cameo="081", plover="CONCEDE", goldstein=5.0):
    """A border, or a crossing, is opened again."""

    place: Where[Place] = Field(examples=[BUNAGANA])
    by: By[Actor] = Field(examples=[UGANDA])
    with_: With[Actor] | None = None
