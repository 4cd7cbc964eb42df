"""Protests, riots and arrests by place, with the missions attacked in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.events.unrest import ArrestsMade, EmbassyAttacked, ProtestHeld, RiotReported
from domain.span import Span
from domain.values import Place
from history.happening import Happening
from projections.projection import Projection, Row, resting_on

UnrestEvent = ProtestHeld | RiotReported | ArrestsMade | EmbassyAttacked


class UnrestRow(Row):
    """The unrest in one place, in numbers of happenings."""

    place: Place
    since: Span
    last: Span
    protests: int
    riots: int
    arrests: int
    missions_attacked: int

    @property
    def key(self) -> str | None:
        """The place."""
        return self.place.id


@dataclass
class Unrest(Projection):
    """The happenings of unrest, by place; only those asked for count."""

    run: dict[str, list[Happening]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def apply(self, event: UnrestEvent, told: Happening) -> None:
        """Each happening counts once, for what it was."""
        if self.counts(told):
            self.places.setdefault(event.place.id, event.place)
            self.run.setdefault(event.place.id, []).append(told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[UnrestRow]:
        """Each place where there was any."""
        for id, run in self.run.items():
            yield UnrestRow(
                place=self.places[id],
                since=run[0].occurred,
                last=run[-1].occurred,
                protests=_number(ProtestHeld, run),
                riots=_number(RiotReported, run),
                arrests=_number(ArrestsMade, run),
                missions_attacked=_number(EmbassyAttacked, run),
                **resting_on(run),
            )


def _number(of: type[UnrestEvent], run: Sequence[Happening]) -> int:
    return sum(isinstance(told.event, of) for told in run)
