"""An event as it is read: as it was sent, with what the ledger adds; its past; its happening."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from pydantic import ConfigDict, Field

from domain.entry import CHANGES, Decision
from domain.event import Part
from domain.headline import headline
from domain.report import Report
from domain.span import Span
from domain.telling import Telling
from domain.values import EventId, Place
from history.happening import Account
from history.history import History, Line
from history.moment import Known, known_as_asked
from projections.columns import EventRef, LeftOut, Shown, TypeName

ACTIONS = {name: name.lower() for name in CHANGES}


class Concern(Shown):
    """A country, and its part in an event."""

    country: str
    part: Part


class EventToBe(Telling):
    """An event as it was sent, with what the ledger adds before it is recorded."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    same_as: EventId | None = Field(None, exclude=True)
    headline: str = Field(description="What it says, in one short sentence.")
    happening: str
    revision: int
    retracted: bool
    concerns: tuple[Concern, ...]

    @classmethod
    def of(cls, report: Report) -> "EventToBe":
        """A report as it would be read, were it recorded."""
        return EventToBe(**_told(report))


class EventAsRead(EventToBe):
    """An event as it was sent, with what the ledger adds."""

    recorded: datetime
    recorded_by: str

    @classmethod
    def read(cls, account: Account) -> Self:
        """An account as it is read."""
        stamp = account.stamp
        return cls(**_told(account.report), recorded=stamp.recorded, recorded_by=stamp.recorded_by)


class Possible(Shown, told=["{type}, {occurred}, {place}", "{type}, {occurred}"]):
    """A happening that may have happened by then."""

    event: EventRef
    type: TypeName
    occurred: Span
    place: LeftOut[Place] = None


class FieldChange(Shown):
    """A field, before and after."""

    field: str
    old: Any
    new: Any


class Revision(Shown):
    """What one entry did to an event: who recorded it, when, and why."""

    revision: int
    position: int
    recorded: datetime
    recorded_by: str
    action: str
    changes: list[FieldChange]
    reason: str | None


class EventHistory(Shown):
    """All revisions of one event: who recorded what, when, and why."""

    revisions: list[Revision]


class HappeningDocument(Shown):
    """The events that tell one happening, the retracted among them."""

    id: str
    known: str | None
    position: int
    accounts: list[EventAsRead]


class Previewed(Shown):
    """An event that would be recorded; an `id` that was not sent is made up."""

    headline: str
    event: EventToBe


class Preview(Shown):
    """What would be recorded, one item for each event sent; nothing was."""

    preview: list[Previewed]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Self:
        """What these would be."""
        events = [EventToBe.of(report) for report in reports]
        return cls(preview=[Previewed(headline=each.headline, event=each) for each in events])


def event_history(history: History, id: str, known: Known = None) -> EventHistory:
    """All revisions of one event."""
    return EventHistory(revisions=revisions(history.life(id, known)))


def happening_document(history: History, id: str, known: Known = None) -> HappeningDocument:
    """Every event that told a happening then, the retracted among them; none when all have left.

    Raises UnknownEvent where no such happening was known.
    """
    position = history.position(known)
    history.life(id, position)
    return HappeningDocument(
        id=id,
        known=known_as_asked(known),
        position=position,
        accounts=[EventAsRead.read(account) for account in history.told_of(id, position)],
    )


def revisions(life: Sequence[Line]) -> list[Revision]:
    """Each revision with the fields that it changed; the first with none: all of it is new."""
    return [revision(line, before) for line, before in zip(life, [None, *life], strict=False)]


def revision(line: Line, before: Line | None) -> Revision:
    """One revision, and what it changed of the one before."""
    return Revision(**revised(line, before))


def revised(line: Line, before: Line | None) -> dict[str, Any]:
    """What one revision says, by the fields of its model."""
    what = line.entry.what
    return {
        "revision": line.entry.revision,
        "position": line.position,
        "recorded": line.recorded,
        "recorded_by": line.entry.stamp.recorded_by,
        "action": ACTIONS.get(line.entry.type, "recorded"),
        "changes": _changes(before.account.report, line.account.report) if before else [],
        "reason": what.reason if isinstance(what, Decision) else None,
    }


def _told(report: Report) -> dict[str, Any]:
    telling = report.telling
    concerns = telling.data.concerns
    told = {name: getattr(telling, name) for name in Telling.model_fields}
    return told | {
        "headline": headline(telling),
        "happening": report.happening,
        "revision": report.revision,
        "retracted": report.retracted,
        "concerns": tuple(Concern(country=country, part=part) for country, part in concerns),
    }


def _changes(before: Report, after: Report) -> list[FieldChange]:
    old, new = _fields(before), _fields(after)
    names = dict.fromkeys([*old, *new])
    return [
        FieldChange(field=name, old=old.get(name), new=new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _fields(report: Report) -> dict[str, Any]:
    told = report.telling.as_json(without={"same_as"})
    data = {f"data.{name}": value for name, value in told.pop("data").items()}
    return told | data | {"happening": report.happening, "retracted": report.retracted}
