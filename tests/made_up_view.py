"""A view that nothing else knows, declared as any is; run as a module, `crisis` with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from domain.events.fighting import ClashReported
from domain.span import Span
from domain.values import Actor, Place
from history.happening import Happening
from projections import VIEWS
from projections.projection import Projection, Row, Subject, resting_on


class Front(Row, view="fronts", called="Front lines", rows="lines", of=["place"]):
    """Where it is fought, and by whom.

    A place at which a clash is told is a front from then on.
    """

    place: Place
    sides: list[Actor] = Field(title="Between", description="Everyone who fought there.")
    since: Span

    @property
    def key(self) -> str | None:
        """The place."""
        return self.place.id


@dataclass
class Fought(Subject[Front]):
    """A place, and the clashes there."""

    place: Place
    clashes: list[Happening] = field(default_factory=list)
    sides: dict[str, Actor] = field(default_factory=dict)

    @property
    def rests_on(self) -> Sequence[Happening]:
        """Every clash."""
        return self.clashes

    def row(self) -> Front:
        """The place, and who fought there."""
        return Front(
            place=self.place,
            sides=list(self.sides.values()),
            since=self.clashes[0].occurred,
            **resting_on(self.clashes),
        )


@dataclass
class Fronts(Projection[Front]):
    """The places at which it is fought."""

    fought: dict[str, Fought] = field(default_factory=dict)

    def apply(self, event: ClashReported, happening: Happening) -> None:
        """A clash is at one place, between its sides."""
        fought = self.fought.setdefault(event.place.id, Fought(event.place))
        fought.clashes.append(happening)
        fought.sides |= {side.id: side for side in event.sides}

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Fought]:
        """In the order in which they became fronts."""
        yield from self.fought.values()


if __name__ == "__main__":
    VIEWS[Front.view] = Fronts
    from cli import main

    main()
