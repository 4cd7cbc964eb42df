"""Views told as documents: one of them, all of them, and all from one country's side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from domain.events.diplomacy import StatementMade
from domain.refusals import UnknownName
from domain.values import Actor, Agreement, Named, Place
from projections import VIEWS
from projections.happening import Account, Happening
from projections.history import History, World
from projections.moment import Narrowing, Question
from projections.projection import Projection, Row, Statement
from projections.register import actors, country_name, places
from projections.relations import Relation, Relations
from projections.timeline import timeline

Document = dict[str, Any]

LAST_EVENTS = 100
AS_TOLD = ("data", "sources")
KINDS: dict[str, type[Named]] = {
    kind: named
    for named in (Actor, Place)
    for kind in get_args(named.model_fields["kind"].annotation)
}


def view_document(history: History, name: str, question: Question) -> Document:
    """One view: its rows, how many there are, and what may have happened besides."""
    telling = _Telling(history, question)
    folded = telling.fold(VIEWS[name])
    rows = telling.rows(folded.rows)
    return telling.told(
        {
            "rests_on": folded.rests_on,
            folded.list_name: rows,
            "total": len(folded.rows),
            **telling.possible(folded.possible),
        }
    )


def state_document(history: History, question: Question) -> Document:
    """Every view, in one document."""
    telling = _Telling(history, question)
    return telling.told({"rests_on": telling.rests_on} | telling.views())


def country_document(history: History, country: str, question: Question) -> Document:
    """Every view from one country's side, with the part that it plays in each row."""
    narrowed = question.narrowing.model_copy(update={"country": country})
    question = question.model_copy(update={"narrowing": narrowed})
    telling = _Telling(history, question)
    parts = [part for a in telling.events for of, part in a.event.concerns if of == country]
    return telling.told(
        {
            "country": country,
            "name": country_name(history, country, telling.world.position),
            "rests_on": telling.rests_on,
            "parts": {part: parts.count(part) for part in sorted(set(parts))},
            **telling.views(parts_of=country),
            "timeline": telling.timeline(),
        }
    )


def named_document(history: History, kind: type[Named], id: str, question: Question) -> Document:
    """One place or actor: its names, every view narrowed to it, and its own history.

    Raises UnknownName where nothing told of it by then.
    """
    listing = places if kind is Place else actors
    position = history.position(question.moment.known)
    found = next((each for each in listing(history, position) if each["id"] == id), None)
    if found is None:
        raise UnknownName(kind.noun, id)
    narrowing = Narrowing(**{kind.noun: id})
    telling = _Telling(history, question.model_copy(update={"narrowing": narrowing}))
    told = {name: value for name, value in found.items() if name in kind.model_fields}
    return telling.told(
        {
            "rests_on": telling.rests_on,
            kind.noun: told,
            "aliases": found["aliases"],
            **telling.views(),
            "timeline": telling.timeline(),
        }
    )


def relation_document(history: History, one: str, other: str, question: Question) -> Document:
    """A pair of countries, with what passed between them day by day."""
    telling = _Telling(history, question)
    countries = (min(one, other), max(one, other))
    relations = Relations(moment=question.moment, narrowing=question.narrowing)
    folded = telling.fold_into(relations)
    pair = [row for row in folded.rows if isinstance(row, Relation) and row.countries == countries]
    return telling.told(
        {
            "rests_on": folded.rests_on,
            "relation": next(iter(telling.rows(pair)), None),
            "series": [day.as_json() for day in relations.series(countries)],
        }
    )


@dataclass(frozen=True)
class Folded:
    """What came of folding a view: its rows as asked for, and what it rests on."""

    list_name: str
    rows: list[Row]
    rests_on: int
    possible: list[Happening]


@dataclass
class _Telling:
    """A document in the making: one world, told as one question asks."""

    history: History
    question: Question
    mentioned: set[str] = field(default_factory=set)

    @cached_property
    def world(self) -> World:
        """One world for the whole of it, whatever is recorded meanwhile."""
        return self.history.world(self.question.moment)

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
        moment = self.question.moment.model_copy(update={"known": self.world.position})
        return timeline(self.history, self.question.model_copy(update={"moment": moment}))

    @property
    def narrowing(self) -> Narrowing:
        return self.question.narrowing

    @property
    def rests_on(self) -> int:
        return sum(len(told.accounts) for told in self.world.chosen(self.narrowing))

    def fold(self, view: type[Projection]) -> Folded:
        """A view, folded from nothing."""
        return self.fold_into(view(moment=self.question.moment, narrowing=self.narrowing))

    def fold_into(self, projection: Projection) -> Folded:
        """Let a view see all that happened, in order, and take the rows that are asked for."""
        world, rests_on = self.world, 0
        for told in world.happenings:
            if projection.takes(told):
                projection.apply(told.event, told)
                rests_on += len(told.accounts) if self._is_asked_for(told) else 0
        possible = [told for told in world.possible if projection.takes(told)]
        rows = [row for row in projection.rows(possible) if self._chooses(row)]
        asked = [told for told in possible if self._is_asked_for(told)]
        return Folded(projection.list_name(), rows, rests_on, asked)

    def views(self, parts_of: str | None = None) -> Document:
        """Every view's rows under its name, their totals, and one list of what is possible."""
        document: Document = {}
        total: dict[str, int] = {}
        for name, view in VIEWS.items():
            folded = self.fold(view)
            document[name] = self.rows(folded.rows, parts_of)
            total[name] = len(folded.rows)
        asked = [told for told in self.world.possible if self._is_asked_for(told)]
        return {**document, "total": total, **self.possible(asked)}

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

    def told(self, document: Document) -> Document:
        """The document as it is sent: what was asked first, names as they were then."""
        moment, position = self.question.moment, self.world.position
        head = {"on": str(moment.on), "known": moment.known_as_asked, "position": position}
        sources = {"sources": self._sources()} if self.question.with_sources else {}
        return {**head, **with_names(document, self.history, position), **sources}

    def _is_asked_for(self, told: Happening) -> bool:
        return self.narrowing.is_open or told.meets(self.narrowing)

    def _chooses(self, row: Row) -> bool:
        return self.narrowing.is_open or any(
            told.meets(self.narrowing) for told in self._happenings(row)
        )

    def _statements(self, row: Row) -> tuple[Statement, ...]:
        about = dict.fromkeys(told.id for told in self._happenings(row))
        return tuple(_statement(said) for id in about for said in self.world.statements.get(id, []))

    def _parts(self, row: Row, country: str) -> list[str]:
        concerns = (concern for told in self._happenings(row) for concern in told.event.concerns)
        return sorted({part for of, part in concerns if of == country})

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
