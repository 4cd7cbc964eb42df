"""The API's OpenAPI description: what FastAPI cannot read off the routes is added here."""

from functools import cache
from threading import Lock
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.live import StreamedEntry
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
    Problem,
    StreamedEntry,
)
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
        _, sent = models_json_schema(
            [(model, "validation") for model in SENT],
            ref_template="#/components/schemas/{model}",
        )
        schemas = description["components"]["schemas"]
        description["components"]["schemas"] = dict(sorted((sent["$defs"] | schemas).items()))
        for item in description["paths"].values():
            for operation in item.values():
                operation["summary"] = _summary(operation)
        return description

    def whole() -> dict[str, Any]:
        with one_at_a_time:
            return made()

    app.openapi = whole  # type: ignore[method-assign]  # FastAPI's way to another description


def _summary(operation: dict[str, Any]) -> str:
    """What a route's docstring says first, rather than the name of its function."""
    first, _, _ = operation.get("description", "").partition("\n")
    return first.rstrip(".") or str(operation["summary"])
