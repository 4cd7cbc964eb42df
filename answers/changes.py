"""What differs between two answers: two dates, or one date as known at two times."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ConfigDict, Field

from answers.difference import Keyed, RowChange, difference
from answers.document import Document
from answers.event import EventAsRead, Revision, revised
from answers.question import ChangesQuestion, EndsBeforeItStarts
from answers.reading import Reading
from answers.timeline import Filter
from domain.span import Span
from history.history import History, Line
from projections.columns import LeftOut, Shown, columns_of, values_in, values_of

A_DAY_LATE = 1


class ViewChanges(Shown):
    """What changed in one view; applied to its rows before, they give its rows after."""

    changes: list[RowChange]
    total: int


class Learned(Revision):
    """An entry recorded in between, and the rows of each view that it had a part in changing."""

    event: str
    type: str
    occurred: Span
    days_late: int | None
    summary: str | None
    told_by: list[str]
    changed: dict[str, list[str]] = Field(description="By view, the keys of these rows.")


class ChangesDocument(Shown):
    """What differs between two answers, and the events or the entries that made the difference."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    from_: Document = Field(alias="from")
    to: Document
    views: dict[str, ViewChanges]
    events: LeftOut[list[EventAsRead]] = Field(None, description="Between two dates.")
    events_total: LeftOut[int] = None
    entries: LeftOut[list[Learned]] = Field(None, description="Between two states of knowledge.")
    entries_total: LeftOut[int] = None


def changes_document(history: History, asked: ChangesQuestion) -> ChangesDocument:
    """What changed in each view from one question to the other, and what brought it about.

    Between two dates, that are the events that were over by the one and not by the other;
    between two states of knowledge, the entries recorded in between. A view's changes applied to
    its rows before give its rows after (answers.difference.applied).

    Raises EndsBeforeItStarts where less was known after than before.
    """
    old, new = (
        Reading(history, question, question.narrowing, at=position)
        for question, position in zip(asked.sides, _positions(history, asked), strict=True)
    )
    before, after = rows_of(old), rows_of(new)
    changes = {name: difference(before[name], after[name]) for name in after}
    document = ChangesDocument(
        from_=Document(**old.head, rests_on=old.rests_on),
        to=Document(**new.head, rests_on=new.rests_on),
        views={
            name: ViewChanges(changes=each[: asked.limit], total=len(each))
            for name, each in changes.items()
        },
    )
    if asked.is_between_dates:
        happened = _happened(old, new)
        told: dict[str, Any] = {"events": happened[: asked.limit], "events_total": len(happened)}
    else:
        bearing = {
            name: [(c.key, _bearing(c, before[name], after[name])) for c in each]
            for name, each in changes.items()
        }
        learned = list(_learned(old, new, bearing))
        told = {"entries": learned[: asked.limit], "entries_total": len(learned)}
    return document.model_copy(update=told)


def rows_of(reading: Reading) -> dict[str, list[Keyed]]:
    """The rows of every view of a reading, and what is possible, each with its key."""
    keyed = {name: reading.keyed(subjects) for name, subjects in reading.views().items()}
    return keyed | {"possible": reading.keyed_possible()}


def _positions(history: History, asked: ChangesQuestion) -> tuple[int, int]:
    """Where in the log both stand: at one place where one known is asked of both."""
    if asked.is_between_dates:
        position = history.position(asked.known)
        return position, position
    first, last = history.position(asked.known_from), history.position(asked.known_to)
    if last < first:
        before, after = (question.known_as_asked for question in asked.sides)
        raise EndsBeforeItStarts(str(before), str(after))
    return first, last


def _happened(old: Reading, new: Reading) -> list[EventAsRead]:
    """The events that were over by the later date only, the newest first."""
    over = {account.id for account in old.events}
    return [EventAsRead.read(account) for account in new.events if account.id not in over]


def _learned(
    old: Reading, new: Reading, bearing: Mapping[str, list[tuple[str, set[str]]]]
) -> Iterator[Learned]:
    """The entries recorded in between, with what each did to the views."""
    history, narrowing = new.history, Filter(**dict(new.narrowing.narrowing))
    for line in history.lines_after(old.world.position):
        if line.position > new.world.position:
            return
        if not narrowing.wants(line.account):
            continue
        id, telling = line.entry.id, line.account.telling
        yield Learned(
            event=id,
            type=telling.type,
            occurred=line.account.occurred,
            **revised(line, _before(history, line)),
            days_late=_days_late(line),
            summary=telling.summary,
            told_by=telling.told_by,
            changed={
                name: keys
                for name, changed in bearing.items()
                if (keys := [key for key, events in changed if id in events])
            },
        )


def _before(history: History, line: Line) -> Line | None:
    revision = line.entry.revision
    return history.recorded_life(line.entry.id)[revision - 2] if revision > 1 else None


def _days_late(line: Line) -> int | None:
    """How many days after it was over a first telling was recorded, if it was a day or more."""
    late = (line.recorded - line.account.occurred.end).days
    return late if line.entry.revision == 1 and late >= A_DAY_LATE else None


def _bearing(change: RowChange, before: Sequence[Keyed], after: Sequence[Keyed]) -> set[str]:
    """The events that may have changed a row: those it rests on, and those that differ in it."""
    rows = [
        keyed[place].row
        for keyed, place in ((before, change.was), (after, change.at))
        if place is not None
    ]
    events = {event for row in rows for event in getattr(row, "events", [])}
    if change.row is not None:
        return events | {*values_in(change.row, "event")}
    columns = {column.name: column for column in columns_of(type(rows[0]))}
    differ = [(columns[f.field], f) for f in change.fields if f.field in columns]
    return events | {
        event
        for column, field in differ
        for value in (field.old, field.new)
        for event in values_of(value, column, "event")
    }
