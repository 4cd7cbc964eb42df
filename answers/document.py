"""The documents of views, each a model made once: one view, the whole state, one country's side."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, Field, create_model

from answers.event import EventAsRead, Possible
from answers.question import EventsQuestion, MomentQuestion, Question, WholeQuestion
from answers.reading import Reading
from answers.register import CountriesDocument, actors, countries, country_name, places
from answers.timeline import timeline
from domain.event import Part
from domain.refusals import UnknownName, UnknownView
from domain.span import Span
from domain.values import Actor, Named, Place, Source
from history.history import History
from history.moment import Narrowing
from projections import VIEWS
from projections.columns import LeftOut, Shown
from projections.projection import Projection, Row, Subject
from projections.relations import Day, PairOnADate, Relation, Relations

R = TypeVar("R", bound=Row)
AView = type[Projection[Any]]

LAST_EVENTS = 100
Sources = LeftOut[dict[str, list[Source]]]


class Document(Shown):
    """What every answer to a question on both times begins with."""

    on: Span = Field(examples=["2025-01-28"])
    known: str | None = Field(description="As it was asked.", examples=["2025-01-29", None])
    position: int = Field(description="That of the log which `known` came to.")
    rests_on: int = Field(description="How many accounts it rests on.")


class ViewDocument(Document, Generic[R]):
    """One view; on the wire its list has the view's own name."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    rows: list[R] = Field(description="At most `limit` of them.")
    total: int = Field(description="How many rows there are.")
    possible: list[Possible] = Field(description="What may have happened by then.")
    possible_total: int
    sources: Sources = Field(None, description="Of every event named, if asked for.")


class AllViews(Document):
    """What every document of all views begins with; their lists follow, each by its view's name."""


class Timeline(Shown):
    """The last events, and how many there are."""

    events: list[EventAsRead]
    total: int


class EventPage(Document):
    """One page of events; `next` is the cursor of the one after."""

    events: list[EventAsRead]
    next: str | None = None


class RelationDocument(Document):
    """A pair of countries, day by day."""

    relation: Relation | None
    series: list[Day]
    sources: Sources = Field(None, description="Of every event named, if asked for.")


@cache
def document_of(view: type[Projection[R]]) -> type[ViewDocument[R]]:
    """The document of a view."""
    row = view.row
    listed = _listed(row, alias=row.rows, title=row.called)
    name = f"{view.__name__}Document"
    return create_model(name, __base__=ViewDocument, __doc__=row.answers(), rows=listed)


def view_model(name: str) -> type[ViewDocument[Any]]:
    """The document of a view, by its name."""
    return document_of(VIEWS[name])


def state_model() -> type[AllViews]:
    """The document of all views."""
    return _all_views("StateDocument", tuple(VIEWS.values()))


def country_model() -> type[AllViews]:
    """The document of one country's side, in each row of which its part is told."""
    return _side("CountryDocument", tuple(VIEWS.values()))


def place_model() -> type[AllViews]:
    """The document of one place."""
    return _one_named("PlaceDocument", Place, tuple(VIEWS.values()))


def actor_model() -> type[AllViews]:
    """The document of one actor."""
    return _one_named("ActorDocument", Actor, tuple(VIEWS.values()))


def view_document(history: History, name: str, question: Question) -> ViewDocument[Any]:
    """One view: its rows, how many there are, and what may have happened besides.

    Raises UnknownView.
    """
    if name not in VIEWS:
        raise UnknownView(name, sorted(VIEWS))
    view = VIEWS[name]
    reading = Reading(history, question, question.narrowing, question.limit)
    folded = reading.fold(view)
    return document_of(view)(
        **reading.head,
        rests_on=folded.rests_on,
        rows=reading.rows(folded.subjects),
        total=len(folded.subjects),
        possible=reading.all_possible(folded.possible),
        possible_total=len(folded.possible),
        sources=_sources(reading, question),
    )


def state_document(history: History, question: Question) -> AllViews:
    """Every view, in one document."""
    return state_of(Reading(history, question, question.narrowing, question.limit), question)


def state_of(
    reading: Reading, question: Question, folded: Mapping[str, Projection[Any]] | None = None
) -> AllViews:
    """Every view of a reading; `folded` are views that saw all that happened already."""
    views = _views(reading, folded)
    model: Any = state_model()
    document: AllViews = model(
        **reading.head, rests_on=reading.rests_on, **views, sources=_sources(reading, question)
    )
    return document


def country_document(history: History, country: str, question: Question) -> AllViews:
    """Every view from one country's side, with the part that it plays in each row."""
    narrowing = question.narrowing.model_copy(update={"country": country})
    reading = Reading(history, question, narrowing, question.limit)
    parts = [part for a in reading.events for of, part in a.event.concerns if of == country]

    def with_part(subject: Subject[Any]) -> Row:
        row: Row = reading.row(subject)
        parts = reading.parts(subject.rests_on, country)
        told: dict[str, Any] = dict(row) | {"parts": parts}
        return _with_parts(type(row)).model_construct(**told)

    folded = reading.views()
    rows = {name: [with_part(s) for s in each[: question.limit]] for name, each in folded.items()}
    model: Any = country_model()
    document: AllViews = model(
        **reading.head,
        country=country,
        name=country_name(history, country, reading.world.position),
        rests_on=reading.rests_on,
        parts={part: parts.count(part) for part in sorted(set(parts))},
        **rows,
        **_beside(reading, folded),
        timeline=_timeline(reading),
        sources=_sources(reading, question),
    )
    return document


def named_document(
    history: History, kind: type[Named], id: str, question: WholeQuestion
) -> AllViews:
    """One place or actor: its names, every view narrowed to it, and its own history.

    Raises UnknownName where nothing told of it by then.
    """
    listing = places if kind is Place else actors
    position = history.position(question.known)
    found = next((each for each in listing(history, position) if each.id == id), None)
    if found is None:
        raise UnknownName(kind.noun, id)
    narrowing = Narrowing(**{kind.noun: id})
    reading = Reading(history, question, narrowing, question.limit)
    told = {name: getattr(found, name) for name in kind.model_fields}
    model: Any = place_model() if kind is Place else actor_model()
    document: AllViews = model(
        **reading.head,
        rests_on=reading.rests_on,
        **{kind.noun: kind(**told)},
        aliases=found.aliases,
        **_views(reading),
        timeline=_timeline(reading),
        sources=_sources(reading, question),
    )
    return document


def relation_document(
    history: History, one: str, other: str, question: Question
) -> RelationDocument:
    """A pair of countries, with what passed between them day by day."""
    reading = Reading(history, question, question.narrowing, question.limit)
    countries = (min(one, other), max(one, other))
    relations = Relations(moment=reading.world.moment, narrowing=question.narrowing)
    folded = reading.fold_into(relations)
    pair = [s for s in folded.subjects if isinstance(s, PairOnADate) and s.pair == countries]
    return RelationDocument(
        **reading.head,
        rests_on=folded.rests_on,
        relation=next(iter(reading.rows(pair)), None),
        series=relations.series(countries),
        sources=_sources(reading, question),
    )


def timeline_document(history: History, asked: EventsQuestion, first: int = 0) -> EventPage:
    """The events that were over by `on`, the newest first, from the `first` on."""
    reading = Reading(history, asked)
    found = timeline(history, reading.world.moment, asked=asked, sort=asked.sort)
    events = [EventAsRead.read(account) for account in found[first : first + asked.limit]]
    return EventPage(**reading.head, rests_on=len(found), events=events)


def countries_document(history: History, asked: MomentQuestion) -> CountriesDocument:
    """Every country that the crisis concerned by then, and its parts in how many events."""
    reading = Reading(history, asked)
    concerned = countries(history, reading.events, reading.world.position)
    return CountriesDocument(**reading.head, rests_on=len(reading.events), countries=concerned)


def _views(reading: Reading, folded: Mapping[str, Projection[Any]] | None = None) -> dict[str, Any]:
    subjects = reading.views(folded)
    rows = {name: reading.rows(each) for name, each in subjects.items()}
    return {**rows, **_beside(reading, subjects)}


def _beside(reading: Reading, subjects: Mapping[str, list[Subject[Any]]]) -> dict[str, Any]:
    return {
        "total": {name: len(each) for name, each in subjects.items()},
        "possible": reading.all_possible(reading.possible),
        "possible_total": len(reading.possible),
    }


def _timeline(reading: Reading) -> Timeline:
    shown = reading.events[:LAST_EVENTS]
    events = [EventAsRead.read(account) for account in shown]
    return Timeline(events=events, total=len(reading.events))


def _sources(reading: Reading, question: WholeQuestion) -> dict[str, list[Source]] | None:
    return reading.sources() if question.include == "sources" else None


@cache
def _with_parts(row: type[Row]) -> type[Row]:
    """A row in a country's document, with the country's part in it."""
    return create_model(
        f"{row.__name__}OfACountry", __base__=row, __doc__=row.__doc__, parts=(list[Part], ...)
    )


def _listed(row: type[Row], **more: Any) -> Any:
    return (list.__class_getitem__(row), Field(**more))


@cache
def _all_views(name: str, views: tuple[AView, ...]) -> type[AllViews]:
    rows = {view.row.view: _listed(view.row, title=view.row.called) for view in views}
    return create_model(name, __base__=AllViews, __doc__="Every view.", **rows, **_besides())


@cache
def _side(name: str, views: tuple[AView, ...]) -> type[AllViews]:
    rows = {v.row.view: _listed(_with_parts(v.row), title=v.row.called) for v in views}
    return create_model(
        name,
        __base__=AllViews,
        __doc__="Every view from one country's side.",
        country=(str, ...),
        name=(str, ...),
        parts=(dict[str, int], Field(description="In how many events it plays which part.")),
        **rows,
        timeline=(Timeline, ...),
        **_besides(),
    )


@cache
def _one_named(name: str, kind: type[Named], views: tuple[AView, ...]) -> type[AllViews]:
    told: Any = {kind.noun: (kind, ...)}
    rows = {view.row.view: _listed(view.row, title=view.row.called) for view in views}
    return create_model(
        name,
        __base__=AllViews,
        __doc__=f"Every view narrowed to one {kind.noun}.",
        **told,
        aliases=(list[str], ...),
        **rows,
        timeline=(Timeline, ...),
        **_besides(),
    )


def _besides() -> dict[str, Any]:
    """What stands in a document after the rows of all views."""
    return {
        "total": (dict[str, int], Field(description="How many rows each view has.")),
        "possible": (list[Possible], Field(description="What may have happened by then.")),
        "possible_total": (int, ...),
        "sources": (Sources, Field(None, description="Of every event named, if asked for.")),
    }
