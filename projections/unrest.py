"""Protests, riots and arrests by place, with the missions attacked in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from domain.events.unrest import ArrestsMade, EmbassyAttacked, ProtestHeld, RiotReported
from domain.span import Span
from domain.values import Place
from history.happening import Happening
from projections.projection import Projection, Row, Subject, resting_on

UnrestEvent = ProtestHeld | RiotReported | ArrestsMade | EmbassyAttacked


class UnrestRow(Row, view="unrest", of=["place"]):
    """Protests, riots and arrests by place, with the missions attacked in them.

    The numbers are of happenings.
    """

    place: Place
    since: Span = Field(title="From", description="When the first of them occurred.")
    last: Span = Field(title="To", description="When the last of them occurred.")
    protests: int = Field(description="How many were held.")
    riots: int = Field(description="How many were reported.")
    arrests: int = Field(description="How many waves of arrests there were.")
    missions_attacked: int = Field(description="How many attacks on missions there were.")

    @property
    def key(self) -> str | None:
        """The place."""
        return self.place.id


@dataclass
class Disturbed(Subject[UnrestRow]):
    """A place, and all unrest there that is asked for."""

    place: Place
    run: list[Happening] = field(default_factory=list)

    @property
    def rests_on(self) -> Sequence[Happening]:
        """All of it."""
        return self.run

    def row(self) -> UnrestRow:
        """The unrest there, in numbers of happenings."""
        return UnrestRow(
            place=self.place,
            since=self.run[0].occurred,
            last=self.run[-1].occurred,
            protests=self._number(ProtestHeld),
            riots=self._number(RiotReported),
            arrests=self._number(ArrestsMade),
            missions_attacked=self._number(EmbassyAttacked),
            **resting_on(self.run),
        )

    def _number(self, of: type[UnrestEvent]) -> int:
        return sum(isinstance(happening.event, of) for happening in self.run)


@dataclass
class Unrest(Projection[UnrestRow]):
    """The happenings of unrest, by place; only those asked for count."""

    places: dict[str, Disturbed] = field(default_factory=dict)

    def apply(self, event: UnrestEvent, happening: Happening) -> None:
        """Each happening counts once, for what it was."""
        if self.counts(happening):
            there = self.places.setdefault(event.place.id, Disturbed(event.place))
            there.run.append(happening)

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Disturbed]:
        """Each place where there was any."""
        yield from self.places.values()
