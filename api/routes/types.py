"""The catalogue: what can be told, and how."""

from inspect import getdoc
from typing import Annotated, Any

from fastapi import APIRouter, Path

from api.problems import problems, shown
from domain.event import CATALOGUE, Event, event_type
from domain.example import example
from domain.telling import Telling

LEFT_OUT = ("id", "same_as")  # an event of its own, which may be sent twice

router = APIRouter(prefix="/types", tags=["types"])


def described(declared: type[Event]) -> dict[str, Any]:
    """What a type's declaration says of it."""
    return {
        "type": declared.__name__,
        "means": getdoc(declared),
        "family": declared.family(),
        "cameo": declared.cameo,
        "plover": declared.plover,
        "goldstein": declared.goldstein,
        "note": declared.note,
        "parts": {declared.model_fields[f].alias: part for f, part in declared.parts().items()},
    }


@router.get("", responses=shown({"types": [described(event_type("CallHeld"))]}) | problems(422))
def catalogue() -> dict[str, Any]:
    """Every event type: its meaning, its codes, and the part that countries play through it."""
    return {"types": [described(declared) for declared in CATALOGUE.values()]}


@router.get("/{type}", responses=problems(404, 422))
def describe(type: Annotated[str, Path(examples=["CallHeld"])]) -> dict[str, Any]:
    """One event type, with the JSON Schema of its data and an example that can be sent."""
    declared = event_type(type)
    schema = declared.model_json_schema()
    data = example(schema)
    sent = example(Telling.model_json_schema()) | {"type": type, "data": data}
    sent = {name: told for name, told in sent.items() if name not in LEFT_OUT}
    return described(declared) | {"schema": schema, "example": sent}
