"""One question answered: the views folded from one world, and told as JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from answers.difference import Keyed
from answers.timeline import timeline
from domain.events.diplomacy import StatementMade
from domain.values import Actor, Agreement, Named, Place
from history.happening import Account, Happening
from history.history import History, World
from history.moment import Narrowing, Question
from projections import VIEWS
from projections.projection import Projection, Row, Statement

Document = dict[str, Any]

LAST_EVENTS = 100
AS_TOLD = ("data", "sources")
KINDS: dict[str, type[Named]] = {
    kind: named
    for named in (Actor, Place)
    for kind in get_args(named.model_fields["kind"].annotation)
}


@dataclass(frozen=True)
class Folded:
    """What came of folding a view: its rows as asked for, and what it rests on."""

    list_name: str
    rows: list[Row]
    rests_on: int
    possible: list[Happening]


@dataclass
class Answer:
    """One world, told as one question asks."""

    history: History
    question: Question
    at: int | None = None  # the position at which to answer, where it is that of another answer
    mentioned: set[str] = field(default_factory=set)

    @cached_property
    def world(self) -> World:
        """One world for the whole of it, whatever is recorded meanwhile."""
        moment = self.question.moment
        known = moment.known if self.at is None else self.at
        return self.history.world(moment.model_copy(update={"known": known}))

    @cached_property
    def told_as(self) -> dict[str, Happening]:
        """Each happening by any of its accounts: a claim may be one that was not picked."""
        return {
            account.id: told
            for told in [*self.world.happenings, *self.world.possible]
            for account in told.accounts
        }

    @cached_property
    def events(self) -> list[Account]:
        """The events themselves, the newest first."""
        return timeline(self.history, self.pinned)

    @property
    def pinned(self) -> Question:
        """The question as known at the position of this answer, whatever is recorded meanwhile."""
        moment = self.question.moment.model_copy(update={"known": self.world.position})
        return self.question.model_copy(update={"moment": moment})

    @property
    def narrowing(self) -> Narrowing:
        """Which part of the world is asked for."""
        return self.question.narrowing

    @property
    def rests_on(self) -> int:
        """How many accounts of any type it rests on."""
        return sum(len(told.accounts) for told in self.world.chosen(self.narrowing))

    def fold(self, view: type[Projection]) -> Folded:
        """A view, folded from nothing."""
        return self.fold_into(view(moment=self.question.moment, narrowing=self.narrowing))

    def fold_into(self, projection: Projection) -> Folded:
        """Let a view see all that happened, in order, and take the rows that are asked for."""
        rests_on = 0
        for told in self.world.happenings:
            if projection.takes(told):
                projection.apply(told.event, told)
                rests_on += len(told.accounts) if self._is_asked_for(told) else 0
        rows, possible = self.read(projection)
        return Folded(projection.list_name(), rows, rests_on, possible)

    def read(self, projection: Projection) -> tuple[list[Row], list[Happening]]:
        """The rows of a view that saw all that happened, and what is possible, as asked for."""
        possible = [told for told in self.world.possible if projection.takes(told)]
        rows = [row for row in projection.rows(possible) if self._chooses(row)]
        return rows, [told for told in possible if self._is_asked_for(told)]

    def views(
        self, folded: Mapping[str, Projection] | None = None, parts_of: str | None = None
    ) -> Document:
        """Every view's rows under its name, their totals, and one list of what is possible.

        `folded` are the views that saw all that happened already; they are folded otherwise.
        """
        document: Document = {}
        total: dict[str, int] = {}
        for name, rows in self.rows_by_view(folded).items():
            document[name] = self.rows(rows, parts_of)
            total[name] = len(rows)
        return {**document, "total": total, **self.possible(self.all_possible)}

    def rows_by_view(self, folded: Mapping[str, Projection] | None = None) -> dict[str, list[Row]]:
        """The rows of every view."""
        if folded is not None:
            return {name: self.read(view)[0] for name, view in folded.items()}
        return {name: self.fold(view).rows for name, view in VIEWS.items()}

    def keyed(self, rows: Sequence[Row]) -> list[Keyed]:
        """The rows as JSON, each with what makes it the same row in another answer."""
        told = with_names(self.rows(rows), self.history, self.world.position)
        return [Keyed(key=self._key(row), row=shown) for row, shown in zip(rows, told, strict=True)]

    def keyed_possible(self) -> list[Keyed]:
        """What may have happened by then, each by its happening."""
        told = [_possible(told) for told in self.all_possible]
        named = with_names(told, self.history, self.world.position)
        ids = [told.id for told in self.all_possible]
        return [Keyed(key=id, row=shown) for id, shown in zip(ids, named, strict=True)]

    @property
    def all_possible(self) -> list[Happening]:
        """What may have happened by then, of every type."""
        return [told for told in self.world.possible if self._is_asked_for(told)]

    def rows(self, rows: Sequence[Row], parts_of: str | None = None) -> list[Document]:
        """The rows as JSON, with what is said about them, and a country's part in each."""
        shown = []
        for row in rows[: self.question.limit]:
            whole = row.model_copy(update={"statements": self._statements(row)})
            self.mentioned.update(whole.mentions)
            parts = {"parts": self._parts(row, parts_of)} if parts_of else {}
            shown.append(whole.as_json() | parts)
        return shown

    def possible(self, possible: Sequence[Happening]) -> Document:
        """What may have happened by then, by the picked accounts."""
        shown = possible[: self.question.limit]
        self.mentioned.update(told.picked.id for told in shown)
        return {
            "possible": [_possible(told) for told in shown],
            "possible_total": len(possible),
        }

    def timeline(self) -> Document:
        """The last events that are asked for, and how many there are."""
        shown = self.events[:LAST_EVENTS]
        return {"events": [account.as_read() for account in shown], "total": len(self.events)}

    @property
    def head(self) -> Document:
        """What was asked, and the position that `known` came to."""
        moment = self.question.moment
        return {
            "on": str(moment.on),
            "known": moment.known_as_asked,
            "position": self.world.position,
        }

    def told(self, document: Document) -> Document:
        """The document as it is sent: what was asked first, names as they were then."""
        sources = {"sources": self._sources()} if self.question.with_sources else {}
        named = with_names(document, self.history, self.world.position)
        return {**self.head, **named, **sources}

    def _is_asked_for(self, told: Happening) -> bool:
        return self.narrowing.is_open or told.id in self._asked_for

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        both = [*self.world.happenings, *self.world.possible]
        return frozenset(told.id for told in both if told.meets(self.narrowing))

    def _chooses(self, row: Row) -> bool:
        return any(map(self._is_asked_for, self._happenings(row)))

    def _statements(self, row: Row) -> tuple[Statement, ...]:
        told_of = (self.told_as[event] for event in row.mentions if event in self.told_as)
        about = dict.fromkeys(told.id for told in told_of)
        return tuple(_statement(said) for id in about for said in self.world.statements.get(id, []))

    def _parts(self, row: Row, country: str) -> list[str]:
        concerns = (concern for told in self._happenings(row) for concern in told.event.concerns)
        return sorted({part for of, part in concerns if of == country})

    def _key(self, row: Row) -> str:
        return row.key or next(self._happenings(row)).id

    def _happenings(self, row: Row) -> Iterator[Happening]:
        return (self.told_as[event] for event in row.rests_on)

    def _sources(self) -> Document:
        position = self.world.position
        return {
            event: [s.as_json() for s in self.history.account(event, position).telling.sources]
            for event in sorted(self.mentioned)
        }


def with_names(told: Any, history: History, position: int) -> Any:
    """A document in which actors, places and agreements bear the name last told by then.

    What an account says in its own words, its `data` and its `sources`, is left as it was told.
    """
    names: dict[tuple[type[Named], str], str | None] = {}

    def name(kind: type[Named], id: str) -> str | None:
        if (kind, id) not in names:
            named = history.named(kind, id, position)
            names[kind, id] = named.name if named else None
        return names[kind, id]

    return _renamed(told, name)


def _renamed(told: Any, name: Callable[[type[Named], str], str | None]) -> Any:
    if isinstance(told, list):
        return [_renamed(each, name) for each in told]
    if not isinstance(told, dict):
        return told
    renamed = {key: v if key in AS_TOLD else _renamed(v, name) for key, v in told.items()}
    names = (name(kind, told["id"]) for kind in _kinds(told))
    current = next((found for found in names if found), None)
    return renamed | {"name": current} if current else renamed


def _kinds(told: Document) -> tuple[type[Named], ...]:
    """What it may be that bears this id and name; a mission's agreement bears an actor's."""
    if told.keys() == {"id", "name"}:
        return Agreement, Actor
    named = KINDS.get(told.get("kind", "")) if "id" in told and "name" in told else None
    return (named,) if named else ()


def _statement(said: Happening) -> Statement:
    event = said.event
    assert isinstance(event, StatementMade)
    return Statement(
        event=said.picked.id,
        by=[maker.id for maker in event.by],
        position=event.position,
        status=said.status,
    )


def _possible(told: Happening) -> Document:
    telling = told.picked.telling
    possible = {"event": telling.id, "type": telling.type, "occurred": str(telling.occurred)}
    place = next(iter(telling.data.places), None)
    return possible | ({"place": place.as_json()} if place else {})
