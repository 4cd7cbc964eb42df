"""The catalogue: what can be told, and how."""

from typing import Annotated

from fastapi import APIRouter, Path

from answers import catalogue
from answers.catalogue import EventTypes, EventTypeWithSchema
from api.problems import problems, shown

router = APIRouter(prefix="/types", tags=["types"])

EXAMPLE = catalogue.described("CallHeld").model_dump(mode="json", exclude={"schema_", "example"})


@router.get("", responses=shown({"types": [EXAMPLE]}) | problems(422))
def types() -> EventTypes:
    """Every event type: its meaning, its codes, and the part that countries play through it."""
    return catalogue.event_types()


@router.get("/{type}", responses=problems(404, 422))
def described(type: Annotated[str, Path(examples=["CallHeld"])]) -> EventTypeWithSchema:
    """One event type, with the JSON Schema of its data and an example that can be sent."""
    return catalogue.described(type)
