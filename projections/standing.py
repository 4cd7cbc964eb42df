"""What stands: a present value, the happenings that gave it, and what is claimed beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import eq
from typing import Generic, TypeVar

from domain.span import Span
from domain.values import Status
from history.happening import Happening

V = TypeVar("V")


@dataclass
class Standing(Generic[V]):
    """A value that happenings give: who holds a place, in which condition a mission is.

    `run` are the happenings, one after the other, that gave the present value; `before` is the
    value until then. `beside` are mere claims of another value, made since it was last told well.
    """

    value: V
    same: Callable[[V, V], bool] = eq
    before: V | None = None
    run: list[Happening] = field(default_factory=list)
    beside: list[Happening] = field(default_factory=list)
    status: Status | None = None

    @property
    def since(self) -> Span | None:
        """When the run began."""
        return self.run[0].occurred if self.run else None

    @property
    def is_told_well(self) -> bool:
        """Whether any happening of the run is more than a claim."""
        return self.status is not None and self.status.told_well

    def turn(self, value: V, happening: Happening) -> None:
        """Let the value be this from then on, whatever the status of what gives it."""
        if self.run and self.same(value, self.value):
            self.run.append(happening)
        else:
            self.run, self.before, self.status = [happening], self.value, None
        self.value = value
        if self.status is None or happening.status.trust > self.status.trust:
            self.status = happening.status

    def weigh(self, value: V, happening: Happening) -> None:
        """Let it be this from then on; but a mere claim stands beside what is told well."""
        if happening.status.told_well:
            self.beside = []
        elif self.is_told_well:
            self.beside.append(happening)
            return
        self.turn(value, happening)
