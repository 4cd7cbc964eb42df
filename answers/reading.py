"""One question answered: the views folded from one world, their rows made as they are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from answers.difference import Keyed
from answers.event import Possible
from answers.naming import Naming, renamed
from answers.question import MomentQuestion
from answers.timeline import timeline
from domain.event import Part
from domain.events.diplomacy import StatementMade
from domain.values import Source
from history.happening import Account, Happening
from history.history import History, World
from history.moment import EVERYTHING, Narrowing
from projections import VIEWS
from projections.columns import (
    values_in,
)
from projections.projection import Projection, Row, Statement, Subject, newest

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Folded:
    """What came of folding a view: what it has rows for as asked, and what it rests on."""

    subjects: list[Subject[Any]]
    rests_on: int
    possible: list[Happening]


@dataclass
class Reading:
    """One world, read as one question asks.

    `at` is the position at which to read it, where that is not the one that `known` comes to now;
    `limit` is how many rows are made of each view.
    """

    history: History
    question: MomentQuestion
    narrowing: Narrowing = EVERYTHING
    limit: int | None = None
    at: int | None = None
    mentioned: set[str] = field(default_factory=set)

    @cached_property
    def world(self) -> World:
        """One world for the whole of it, whatever is recorded meanwhile."""
        moment = self.question.moment
        known = moment.known if self.at is None else self.at
        return self.history.world(moment.model_copy(update={"known": known}))

    @cached_property
    def present(self) -> Naming:
        """The names that everyone bears in it."""
        return Naming(self.history, self.world.position)

    @cached_property
    def events(self) -> list[Account]:
        """The events themselves, the newest first."""
        return timeline(self.history, self.world.moment, self.narrowing)

    @property
    def head(self) -> dict[str, Any]:
        """What was asked, and the position that `known` came to."""
        return {
            "on": self.question.on,
            "known": self.question.known_as_asked,
            "position": self.world.position,
        }

    @property
    def rests_on(self) -> int:
        """How many accounts of any type it rests on."""
        return sum(len(happening.accounts) for happening in self.world.chosen(self.narrowing))

    def fold(self, view: type[Projection[Any]]) -> Folded:
        """A view, folded from nothing."""
        return self.fold_into(view(moment=self.world.moment, narrowing=self.narrowing))

    def fold_into(self, projection: Projection[Any]) -> Folded:
        """Let a view see all that happened, in order, and choose what is asked for."""
        rests_on = 0
        for happening in self.world.happenings:
            if projection.takes(happening):
                projection.apply(happening.event, happening)
                rests_on += len(happening.accounts) if self._is_asked_for(happening) else 0
        possible = self._possible_for(projection)
        asked_for = [happening for happening in possible if self._is_asked_for(happening)]
        return Folded(self._chosen(projection, possible), rests_on, asked_for)

    def _possible_for(self, projection: Projection[Any]) -> list[Happening]:
        return [happening for happening in self.world.possible if projection.takes(happening)]

    def _chosen(
        self, projection: Projection[Any], possible: Sequence[Happening]
    ) -> list[Subject[Any]]:
        """What a view that saw all that happened has rows for, as asked."""
        subjects = projection.subjects(possible)
        if self.narrowing.is_open:
            return list(subjects)
        return [each for each in subjects if any(map(self._is_asked_for, each.rests_on))]

    def views(
        self, folded: Mapping[str, Projection[Any]] | None = None
    ) -> dict[str, list[Subject[Any]]]:
        """What each view has rows for; `folded` are views that saw all that happened already."""
        if folded is not None:
            return {
                name: self._chosen(view, self._possible_for(view)) for name, view in folded.items()
            }
        return {name: self.fold(view).subjects for name, view in VIEWS.items()}

    def rows(self, subjects: Sequence[Subject[R]]) -> list[R]:
        """The first rows, with what is said about them, under the names of then."""
        return [self.row(subject) for subject in subjects[: self.limit]]

    def row(self, subject: Subject[R]) -> R:
        """One row, with what is said about it, under the names of then."""
        said = self._said(subject.names)
        shown = [_statement(happening) for happening in newest(said, lambda said: said.order)]
        row = subject.row().model_copy(update={"statements": shown, "statements_total": len(said)})
        self.mentioned.update(values_in(row, "event"))
        return renamed(row, self.present)

    def keyed(self, subjects: Sequence[Subject[Any]]) -> list[Keyed]:
        """The first rows, each with what makes it the same row in another reading."""
        made = ((self.row(subject), subject) for subject in subjects[: self.limit])
        return [Keyed(row.key or subject.rests_on[0].id, row) for row, subject in made]

    def keyed_possible(self) -> list[Keyed]:
        """The first of what may have happened by then, each by its happening."""
        return [Keyed(each.id, self._possible(each)) for each in self.possible[: self.limit]]

    @cached_property
    def possible(self) -> list[Happening]:
        """What may have happened by then, of every type."""
        return [happening for happening in self.world.possible if self._is_asked_for(happening)]

    def all_possible(self, possible: Sequence[Happening]) -> list[Possible]:
        """The first of what may have happened by then, by the picked accounts."""
        shown = possible[: self.limit]
        self.mentioned.update(happening.picked.id for happening in shown)
        return [self._possible(happening) for happening in shown]

    def parts(self, happenings: Iterable[Happening], country: str) -> list[Part]:
        """The parts that a country plays in them."""
        return sorted({part for h in happenings for of, part in h.event.concerns if of == country})

    def sources(self) -> dict[str, list[Source]]:
        """The sources of every event that the rows made so far name."""
        position = self.world.position
        return {
            event: list(self.history.account(event, position).telling.sources)
            for event in sorted(self.mentioned)
        }

    def _is_asked_for(self, happening: Happening) -> bool:
        return self.narrowing.is_open or happening.id in self._asked_for

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        both = [*self.world.happenings, *self.world.possible]
        return frozenset(each.id for each in both if each.meets(self.narrowing))

    def _said(self, about: Iterable[Happening]) -> list[Happening]:
        if not self.world.statements:
            return []
        ids = dict.fromkeys(happening.id for happening in about)
        return [said for id in ids for said in self.world.statements.get(id, [])]

    def _possible(self, happening: Happening) -> Possible:
        telling = happening.picked.telling
        place = next(iter(telling.data.places), None)
        possible = Possible(
            event=telling.id, type=telling.type, occurred=telling.occurred, place=place
        )
        return renamed(possible, self.present)


def _statement(said: Happening) -> Statement:
    event = said.event
    assert isinstance(event, StatementMade)
    return Statement(
        event=said.picked.id,
        by=[maker.id for maker in event.by],
        position=event.position,
        status=said.status,
    )
