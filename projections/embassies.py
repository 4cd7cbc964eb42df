"""Each diplomatic mission that the crisis touched, and its condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from domain.events.unrest import EmbassyAttacked, EmbassyClosed, EmbassyReopened
from domain.span import Span
from domain.values import Actor, Place
from history.happening import Happening
from projections.columns import AsOne, Words
from projections.projection import Projection, Row, Subject, resting_on
from projections.standing import Standing

Condition = Literal["attacked", "closed", "reopened"]


class EmbassyRow(
    Row,
    view="embassies",
    of=["of", "place"],
    as_one=[AsOne("Mission", "mission of {of} in {place}")],
):
    """Each diplomatic mission that the crisis touched, and its condition.

    The last happening decides, whatever its status. `means` are the last attack's.
    """

    of: Actor = Field(title="Mission of", description="The state or the body whose it is.")
    place: Place = Field(title="In")
    condition: Annotated[
        Condition,
        Words(
            {"attacked": "attacked", "closed": "closed", "reopened": "reopened"}, care=["attacked"]
        ),
    ] = Field(description="As the last happening leaves it.")
    since: Span = Field(description="When its condition began.")
    means: list[str] = Field(
        title="By means of", description="Those of the last attack on it.", examples=[["fire"]]
    )

    @property
    def key(self) -> str | None:
        """Whose it is, and where."""
        return f"{self.of.id} in {self.place.id}"


@dataclass
class Mission(Subject[EmbassyRow]):
    """A mission, with what gave its condition, and the means of the last attack on it."""

    of: Actor
    place: Place
    condition: Standing[Condition]
    means: list[str] = field(default_factory=list)

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What gave its condition."""
        return self.condition.run

    def row(self) -> EmbassyRow:
        """The mission as it stands."""
        return EmbassyRow(
            of=self.of,
            place=self.place,
            condition=self.condition.value,
            since=self.condition.run[0].occurred,
            means=self.means,
            **resting_on(self.condition.run),
        )


@dataclass
class Embassies(Projection[EmbassyRow]):
    """The missions; whatever its status, the last happening decides."""

    missions: dict[tuple[str, str], Mission] = field(default_factory=dict)

    def apply(
        self, event: EmbassyAttacked | EmbassyClosed | EmbassyReopened, happening: Happening
    ) -> None:
        """An attack on a closed embassy is an attack."""
        match event:
            case EmbassyAttacked(means=means):
                self._turn("attacked", event, happening).means = list(means or ())
            case EmbassyClosed():
                self._turn("closed", event, happening)
            case EmbassyReopened():
                self._turn("reopened", event, happening)

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Mission]:
        """Each mission."""
        yield from self.missions.values()

    def _turn(
        self,
        condition: Condition,
        event: EmbassyAttacked | EmbassyClosed | EmbassyReopened,
        happening: Happening,
    ) -> Mission:
        new = Mission(event.of, event.place, Standing(condition))
        mission = self.missions.setdefault((event.of.id, event.place.id), new)
        mission.condition.turn(condition, happening)
        return mission
