"""Each diplomatic mission that the crisis touched, and its condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.events.unrest import EmbassyAttacked, EmbassyClosed, EmbassyReopened
from domain.span import Span
from domain.values import Actor, Place
from history.happening import Happening
from projections.projection import Projection, Row, resting_on

Condition = Literal["attacked", "closed", "reopened"]


class EmbassyRow(Row):
    """One mission in one place, as the last happening leaves it."""

    of: Actor
    place: Place
    condition: Condition
    since: Span
    means: list[str]

    @property
    def key(self) -> str | None:
        """Whose it is, and where."""
        return f"{self.of.id} in {self.place.id}"


@dataclass
class Mission:
    """A mission, with the unbroken run of happenings that gave its condition."""

    of: Actor
    place: Place
    condition: Condition
    run: list[Happening] = field(default_factory=list)
    means: list[str] = field(default_factory=list)

    def turn(self, condition: Condition, told: Happening) -> None:
        """Let its condition be this, from then on."""
        self.run = [*self.run, told] if condition == self.condition else [told]
        self.condition = condition


@dataclass
class Embassies(Projection):
    """The missions; whatever its status, the last happening decides."""

    missions: dict[tuple[str, str], Mission] = field(default_factory=dict)

    def apply(
        self, event: EmbassyAttacked | EmbassyClosed | EmbassyReopened, told: Happening
    ) -> None:
        """An attack on a closed embassy is an attack."""
        match event:
            case EmbassyAttacked(means=means):
                mission = self._turn("attacked", event, told)
                mission.means = list(means or ())
            case EmbassyClosed():
                self._turn("closed", event, told)
            case EmbassyReopened():
                self._turn("reopened", event, told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[EmbassyRow]:
        """Each mission as it stands."""
        for mission in self.missions.values():
            yield EmbassyRow(
                of=mission.of,
                place=mission.place,
                condition=mission.condition,
                since=mission.run[0].occurred,
                means=mission.means,
                **resting_on(mission.run),
            )

    def _turn(
        self,
        condition: Condition,
        event: EmbassyAttacked | EmbassyClosed | EmbassyReopened,
        told: Happening,
    ) -> Mission:
        new = Mission(event.of, event.place, condition)
        mission = self.missions.setdefault((event.of.id, event.place.id), new)
        mission.turn(condition, told)
        return mission
