"""What was done that may answer or break an appeal, as appeals look it up.

To add a deed costs the same however many appeals there are. Deeds that concern the same appeals are
one run, in order, found by who did them; an appeal takes of each run that concerns it what is later
than itself.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Annotated, NamedTuple

from pydantic import Field

from domain.values import Actor, Status
from history.happening import Happening
from projections.columns import Absent, EventRef, Shown
from projections.sides import Side, sides


class Answer(Shown, told=["{actor}"]):
    """Who did what was asked, or broke it; no actor where the event names no one asked."""

    actor: Annotated[Actor | None, Absent("someone not asked")] = Field(title="Who")
    event: EventRef
    status: Status


class Deed(NamedTuple):
    """What someone did, at its turn among all that was asked and done.

    `yielding` is who answers by the same: what gives a place to one leaves it by another.
    """

    turn: int
    happening: Happening
    shown: Answer
    yielding: Actor | None = None

    @classmethod
    def by(
        cls, actor: Actor | None, happening: Happening, turn: int, yielding: Actor | None = None
    ) -> "Deed":
        """What an actor did; None where the event names nobody who was asked."""
        shown = Answer(actor=actor, event=happening.picked.id, status=happening.status)
        return cls(turn, happening, shown, yielding)

    @property
    def actor(self) -> Actor | None:
        """Who did it."""
        return self.shown.actor

    @property
    def alike(self) -> Hashable:
        """All that decides which appeals it concerns: two that are alike concern the same."""
        doers = (who and (who.id, who.part_of, who.kind) for who in (self.actor, self.yielding))
        return *doers, self.happening.crises

    @property
    def sides(self) -> Iterator[Side]:
        """By which it is found."""
        if self.actor:
            yield from sides(self.actor)
            for crisis in self.happening.crises:
                yield "shares", crisis


@dataclass(frozen=True)
class Later:
    """Deeds that nobody has gone through yet: of each run those from an index on.

    Those whose turn is in `but` are left out.
    """

    runs: Sequence[tuple[Sequence[Deed], int]] = ()
    but: frozenset[int] = frozenset()

    @classmethod
    def than(cls, turn: int, runs: Iterable[Sequence[Deed]], but: Iterable[int] = ()) -> "Later":
        """What was done after a turn."""
        cut = ((run, bisect_right(run, turn, key=_turn)) for run in runs)
        left = [(run, start) for run, start in cut if start < len(run)]
        return cls(left, frozenset(other for other in but if other > turn))

    @classmethod
    def all_of(cls, several: Sequence["Later"]) -> "Later":
        """All that any of them has."""
        return cls(
            [run for later in several for run in later.runs],
            frozenset(turn for later in several for turn in later.but),
        )

    @property
    def total(self) -> int:
        """How many they are."""
        return sum(len(run) - start for run, start in self.runs) - len(self.but)

    @property
    def first(self) -> int | None:
        """The turn of the first in all runs."""
        return min((run[start].turn for run, start in self.runs), default=None)

    @property
    def last(self) -> int | None:
        """The turn of the last."""
        return next((deed.turn for deed in self.newest_first()), None)

    @property
    def actors(self) -> list[Actor]:
        """Who did them, one for each run: those of one run are alike."""
        return [who for run, start in self.runs if (who := run[start].actor)]

    def newest(self, most: int) -> list[Deed]:
        """The last so many, in order."""
        return list(islice(self.newest_first(), most))[::-1]

    def newest_first(self) -> Iterator[Deed]:
        """Each of them, the last first."""
        backwards = [map(run.__getitem__, range(len(run) - 1, i - 1, -1)) for run, i in self.runs]
        return (d for d in merge(*backwards, key=_turn, reverse=True) if d.turn not in self.but)


@dataclass
class Deeds:
    """Deeds in runs of those that are alike, each in order."""

    runs: dict[Hashable, list[Deed]] = field(default_factory=dict)
    found_by: dict[Side, list[list[Deed]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, deed: Deed) -> None:
        """Let one more be done."""
        alike = deed.alike
        if alike not in self.runs:
            self.runs[alike] = []
            for side in deed.sides:
                self.found_by[side].append(self.runs[alike])
        self.runs[alike].append(deed)

    def of(self, sides: Iterable[Side]) -> list[list[Deed]]:
        """The runs that are found by any of these, each once."""
        found = (run for side in sides for run in self.found_by.get(side, ()))
        return list({id(run): run for run in found}.values())


_turn = attrgetter("turn")
