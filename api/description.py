"""The API's OpenAPI description: what FastAPI cannot read off the routes is added here."""

import json
from functools import cache
from threading import Lock
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from answers.followed import StreamedEntry
from api.problems import Problem
from domain.entry import Assessed, Corrected, Parted, Reinstated, Retracted, SameAs
from domain.telling import Telling

SENT: tuple[type[BaseModel], ...] = (
    Telling,
    Corrected,
    Assessed,
    Retracted,
    Reinstated,
    SameAs,
    Parted,
)
READ_ELSEWHERE: tuple[type[BaseModel], ...] = (Problem, StreamedEntry)  # no route returns these
TAGS = [
    {"name": "events", "description": "What was told: append it, read it."},
    {"name": "revisions", "description": "What was thought of it since; nothing is overwritten."},
    {"name": "views", "description": "What follows, on a date, as known at a time."},
    {"name": "countries", "description": "The same from one country's side."},
    {"name": "register", "description": "Who is who and what is where."},
    {"name": "types", "description": "The catalogue of what can be told."},
    {"name": "service", "description": "The service itself."},
]


def describe(app: FastAPI) -> None:
    """Let the description hold the shapes of what is sent, which the ledger reads itself."""
    from_routes = app.openapi
    app.openapi_tags = TAGS
    one_at_a_time = Lock()  # the first requests after a start may be many, and each needs it

    @cache
    def made() -> dict[str, Any]:
        description = from_routes()
        read = _shapes(READ_ELSEWHERE, "serialization") | description["components"]["schemas"]
        for shape in read.values():
            _leave_out_nulls(shape)
        schemas = read | _sent(read)
        told = json.dumps([description["paths"], schemas])
        named = {name for name in schemas if f'/schemas/{name}"' in told}  # FastAPI adds bases
        description["components"]["schemas"] = {name: schemas[name] for name in sorted(named)}
        for item in description["paths"].values():
            for operation in item.values():
                operation["summary"] = _summary(operation)
        return description

    def whole() -> dict[str, Any]:
        with one_at_a_time:
            return made()

    app.openapi = whole  # type: ignore[method-assign]  # FastAPI's way to another description


def _leave_out_nulls(read: dict[str, Any]) -> None:
    """What may be left out of an answer is not written at all, and so is never null."""
    for name in read.get("properties", {}).keys() - read.get("required", []):
        field = read["properties"][name]
        if "anyOf" in field:
            field["anyOf"] = [kind for kind in field["anyOf"] if kind != {"type": "null"}]


def _sent(read: dict[str, Any]) -> dict[str, Any]:
    """The shapes of what is sent: one that is read in another shape has a name of its own.

    An actor may be sent by its id alone, and so a source that it is quoted in; both are read whole.
    """
    sent = _shapes(SENT, "validation")
    shapes = {name: json.dumps(shape) for name, shape in sent.items()}
    others = {name for name, shape in sent.items() if read.get(name, shape) != shape}
    while more := {
        name
        for name in shapes.keys() & read.keys() - others
        if any(f'schemas/{other}"' in shapes[name] for other in others)
    }:
        others |= more
    for other in others:
        shapes = {
            name: shape.replace(f'schemas/{other}"', f'schemas/{other}AsSent"')
            for name, shape in shapes.items()
        }
    return {
        f"{name}AsSent" if name in others else name: json.loads(shape)
        for name, shape in shapes.items()
    }


def _shapes(models: tuple[type[BaseModel], ...], mode: JsonSchemaMode) -> dict[str, Any]:
    _, described = models_json_schema(
        [(model, mode) for model in models], ref_template="#/components/schemas/{model}"
    )
    return dict(described["$defs"])


def _summary(operation: dict[str, Any]) -> str:
    """What a route's docstring says first, rather than the name of its function."""
    first, _, _ = operation.get("description", "").partition("\n")
    return first.rstrip(".") or str(operation["summary"])
