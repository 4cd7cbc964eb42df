"""The catalogues: what can be told, and which views there are, for whoever shows these unseen."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from pydantic import ConfigDict, Field

from domain.event import CATALOGUE, Event, Part, event_type
from domain.example import example
from domain.refusals import UnknownView
from domain.telling import Telling
from projections import VIEWS
from projections.columns import Column, Shown, ShownColumn, columns_of
from projections.projection import Projection

LEFT_OUT = ("id", "same_as")  # an event of its own, which may be sent twice


class View(Shown):
    """A view: what it answers, by which rules, and its columns."""

    name: str = Field(description="Its address is `/state/NAME`.", examples=["territory"])
    title: str
    answers: str = Field(description="What it answers, in one sentence.")
    rules: str = Field(description="By which rules, in Markdown.")
    rows: str = Field(description="The name of its list in its document.")
    subject: list[str] = Field(description="The columns that say what a row is about.")
    where: str | None = Field(description="The column whose place is where a row is on a map.")
    columns: list[Column]
    shown: list[ShownColumn] = Field(description="The columns as a table shows them.")


class ViewWithSchema(View):
    """A view, with the JSON Schema of its row."""

    row_schema: dict[str, Any]


class Views(Shown):
    """Every view."""

    views: list[View]


class EventType(Shown):
    """An event type: its meaning, its codes, and the part that countries play through it."""

    type: str = Field(examples=["CallHeld"])
    means: str
    family: str
    cameo: str | None
    plover: str | None
    goldstein: float | None
    note: str | None
    parts: dict[str, Part] = Field(description="The part that a country plays, by field.")


class EventTypeWithSchema(EventType):
    """An event type, with the JSON Schema of its data and an example that can be sent."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    schema_: dict[str, Any] = Field(alias="schema")
    example: dict[str, Any]


class EventTypes(Shown):
    """Every event type."""

    types: list[EventType]


def views() -> Views:
    """Every view, in order of name."""
    return Views(views=[View(**_view(VIEWS[name])) for name in sorted(VIEWS)])


def view(name: str) -> ViewWithSchema:
    """One view, with its row's schema.

    Raises UnknownView.
    """
    if name not in VIEWS:
        raise UnknownView(name, sorted(VIEWS))
    declared = VIEWS[name]
    schema = declared.row.model_json_schema(mode="serialization")
    return ViewWithSchema(**_view(declared), row_schema=schema)


def event_types() -> EventTypes:
    """Every event type, in the order of the catalogue."""
    return EventTypes(types=[EventType(**_event_type(declared)) for declared in CATALOGUE.values()])


def described(name: str) -> EventTypeWithSchema:
    """One event type, with the schema of its data and an example that can be sent.

    Raises UnknownType.
    """
    declared = event_type(name)
    schema = declared.model_json_schema()
    sent = example(Telling.model_json_schema()) | {"type": name, "data": example(schema)}
    return EventTypeWithSchema(
        **_event_type(declared),
        schema_=schema,
        example={field: told for field, told in sent.items() if field not in LEFT_OUT},
    )


def _view(declared: type[Projection[Any]]) -> Mapping[str, Any]:
    row = declared.row
    where = row.on_map()
    return {
        "name": row.view,
        "title": row.called,
        "answers": row.answers(),
        "rules": row.rules(),
        "rows": row.rows,
        "subject": list(row.subject),
        "where": where.name if where else None,
        "columns": list(columns_of(row)),
        "shown": row.shown(),
    }


def _event_type(declared: type[Event]) -> Mapping[str, Any]:
    fields = declared.model_fields
    return {
        "type": declared.__name__,
        "means": cleandoc(declared.__doc__ or ""),
        "family": declared.family(),
        "cameo": declared.cameo,
        "plover": declared.plover,
        "goldstein": declared.goldstein,
        "note": declared.note,
        "parts": {fields[field].alias or field: part for field, part in declared.parts().items()},
    }
