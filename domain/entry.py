"""What the log holds: an event as first told, and each change to it, with its reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, get_args

from pydantic import Field, model_validator

from domain.span import Span
from domain.telling import Crises, Telling
from domain.values import EventId, Flag, Some, Source, Status, Text, Value, listed


class Decision(Value):
    """Something decided about an event that is recorded, and why."""

    reason: Text = Field(examples=["the date was misread"])


class Corrected(Decision):
    """Our record of what the source says is mended: the fields that differ, null to drop one."""

    keeps_nulls = True

    type: str | None = None
    occurred: Span | None = None
    data: dict[str, Any] = Field(default_factory=dict)
    sources: Some[Source] | None = None
    crises: Crises | None = None
    summary: Text | None = None

    @model_validator(mode="after")
    def _gives_another_type_whole(self) -> Self:
        if self.type is not None and "data" not in self.model_fields_set:
            raise ValueError("another `type` needs its whole `data` beside it")
        return self

    def as_json(self, without: set[str] | None = None) -> dict[str, Any]:
        """As sent: a null drops what was told, and is not the same as nothing said."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude=without)

    @property
    def patch(self) -> dict[str, Any]:
        """What is mended, without the reason."""
        return self.as_json(without={"reason"})


class Assessed(Decision):
    """The event is trusted more or less than before, by what further sources say."""

    status: Status
    sources: tuple[Source, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_source_is_a_list_of_one(cls, told: Any) -> Any:
        if isinstance(told, dict) and "sources" in told:
            return told | {"sources": tuple(listed(told["sources"]))}
        return told


class Retracted(Decision):
    """The event should not have been recorded; it counts no more, and is not erased."""


class Reinstated(Decision):
    """The retraction was wrong; the event counts again."""


class SameAs(Decision):
    """The event tells the same happening as another one; with `all`, so do those joined to it."""

    other: EventId
    all: Flag = False


class Joined(SameAs):
    """The event moved to the happening that the other was in, perhaps with an event that moved."""

    happening: EventId
    moved_with: EventId | None = None


class Parted(Decision):
    """The event tells a happening of its own."""


Change = Corrected | Assessed | Retracted | Reinstated | SameAs | Parted
Stored = Corrected | Assessed | Retracted | Reinstated | Joined | Parted
CHANGES: dict[str, type[Stored]] = {change.__name__: change for change in get_args(Stored)}
ASKED: dict[str, type[Change]] = CHANGES | {Joined.__name__: SameAs}


@dataclass(frozen=True, slots=True)
class Stamp:
    """When the ledger learned something, by the writer's clock, and who entered it."""

    recorded: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the log: an event as first told, or a change to it.

    `happening` is the one that a first telling joined by its `same_as`; `version` is the one of
    its event type in which a correction's data are given.
    """

    id: str
    revision: int
    stamp: Stamp
    what: Telling | Stored
    happening: str | None = None
    version: int = 1

    @property
    def type(self) -> str:
        """The event type of a first telling, the kind of a change."""
        return self.what.type if isinstance(self.what, Telling) else type(self.what).__name__

    @property
    def originator_id(self) -> str:
        """The entry's stream, as event stores say it."""
        return self.id

    @property
    def originator_version(self) -> int:
        """The entry's place in its stream, as event stores say it."""
        return self.revision
