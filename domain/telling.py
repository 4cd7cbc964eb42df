"""An event as it is told: what is appended, and what a correction mends."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self
from uuid import uuid4

from pydantic import (
    BeforeValidator,
    Field,
    SerializeAsAny,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from domain.event import Event, event_type
from domain.refusals import UnknownType
from domain.span import Span
from domain.values import EventId, Named, Register, Slug, Some, Source, Status, Text, Value, listed

AS_ITS_TYPE_SAYS = WithJsonSchema(
    {"type": "object", "description": "What its type holds: GET /types/{type} has the schema."}
)
Crises = Annotated[tuple[Slug, ...], BeforeValidator(lambda told: tuple(listed(told)))]


class Telling(Value):
    """An event as its sources tell it: what happened, when, who says so and how sure it is."""

    id: EventId = Field(default_factory=lambda: str(uuid4()))
    type: str = Field(examples=["CityCaptured"])
    occurred: Span
    status: Status = Status.REPORTED
    sources: Some[Source]
    crises: Crises = ()
    summary: Text | None = None
    same_as: EventId | None = Field(
        None, description="The id of an event that tells the same happening."
    )
    data: Annotated[SerializeAsAny[Event], AS_ITS_TYPE_SAYS]

    @field_validator("type")
    @classmethod
    def _is_in_the_catalogue(cls, name: str) -> str:
        try:
            return event_type(name).__name__
        except UnknownType as refusal:
            raise ValueError(str(refusal)) from None

    @field_validator("data", mode="before")
    @classmethod
    def _is_of_its_type(cls, data: Any, told: ValidationInfo) -> Event:
        if "type" not in told.data:
            raise ValueError("cannot be read without a `type` from the catalogue")
        return event_type(told.data["type"]).model_validate(data, context=told.context)

    @cached_property
    def told_by(self) -> list[str]:
        """Whom to hold to it: the quoted, else the makers, else the publishers."""
        quoted = [source.quoted.id for source in self.sources if source.quoted]
        makers = [maker.id for maker in self.data.makers]
        publishers = [f"publisher:{source.id}" for source in self.sources]
        return list(dict.fromkeys(quoted or makers or publishers))

    @property
    def named(self) -> list[Named]:
        """Every actor, place and agreement in it, those quoted too."""
        return [*self.data.named, *(source.quoted for source in self.sources if source.quoted)]

    @property
    def may_be_passed_on(self) -> bool:
        """Whether no source forbids that exports and feeds carry it."""
        return all(source.redistribution != "forbidden" for source in self.sources)

    def is_told_by(self, teller: str) -> bool:
        """Whether a quoted, a maker, or with `publisher:SLUG` a publisher, is or belongs to it."""
        kind, colon, publisher = teller.partition(":")
        if colon:
            return kind == "publisher" and any(s.id == publisher for s in self.sources)
        quoted = [source.quoted for source in self.sources if source.quoted]
        return any(teller in (who.id, who.part_of) for who in [*quoted, *self.data.makers])

    def patched(self, patch: Mapping[str, Any], names: Register | None) -> Self:
        """Mended by a merge patch (RFC 7396), in which an actor or a place is one value.

        Raises ValidationError where what comes of it does not fit.
        """
        was = self.as_json()
        if patch.get("type", self.type) == self.type:
            data = _merged(was["data"], patch.get("data", {}), whole=_whole_fields(self.data))
        else:
            data = _merged({}, patch.get("data", {}), whole=frozenset())
        mended = _without_nulls(was | dict(patch) | {"data": data})
        return type(self).model_validate(mended, context=names)

    def upcast_patch(self, patch: Mapping[str, Any], version: int) -> dict[str, Any]:
        """A patch whose data were stored as an earlier version, as it would be sent today."""
        declared = event_type(patch.get("type") or self.type)
        if version == declared.version() or "data" not in patch:
            return dict(patch)
        return dict(patch) | {"data": declared.upcast(dict(patch["data"]), version)}


def _merged(
    was: Mapping[str, Any], patch: Mapping[str, Any], whole: frozenset[str]
) -> dict[str, Any]:
    merged = dict(was)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and name not in whole:
            old = was.get(name)
            merged[name] = _merged(old if isinstance(old, dict) else {}, value, frozenset())
        else:
            merged[name] = value
    return merged


def _whole_fields(event: Event) -> frozenset[str]:
    fields = type(event).model_fields
    return frozenset(fields[name].alias or name for name in event.naming())


def _without_nulls(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
