"""What differs between two answers: two dates, or one date as known at two times."""

from collections.abc import Iterator, Sequence
from typing import Any

from answers.answer import Answer, Document
from answers.difference import FieldChange, Keyed, RowChange, difference
from answers.revisions import revision
from answers.timeline import Filter
from history.history import History, Line
from history.moment import Question

UNLIMITED = 10**9
A_DAY_LATE = 1


def changes_document(history: History, before: Question, after: Question) -> Document:
    """What changed in each view from one question to the other, and what brought it about.

    Between two dates, that are the events that were over by the one and not by the other;
    between two states of knowledge, the entries recorded in between. A view's changes applied to
    its rows before give its rows after (answers.difference.applied).
    """
    old, new = (
        Answer(history, _whole(question), at=position)
        for question, position in zip(
            (before, after), _positions(history, before, after), strict=True
        )
    )
    before_it, after_it = _rows(old), _rows(new)
    views = {name: difference(before_it[name], after_it[name]) for name in after_it}
    limit = after.limit
    told: Document = {
        "from": old.head | {"rests_on": old.rests_on},
        "to": new.head | {"rests_on": new.rests_on},
        "views": {
            name: {"changes": _shown(changes[:limit]), "total": len(changes)}
            for name, changes in views.items()
        },
    }
    if before.moment.known == after.moment.known:
        happened = list(_happened(old, new))
        return told | {"events": happened[:limit], "events_total": len(happened)}
    bearing = {
        name: [(change.key, _bearing(change, before_it[name], after_it[name])) for change in each]
        for name, each in views.items()
    }
    learned = list(_learned(old, new, bearing))
    return told | {"entries": learned[:limit], "entries_total": len(learned)}


def _positions(history: History, before: Question, after: Question) -> tuple[int, int]:
    """Where in the log both stand: at one place where one known is asked of both."""
    position = history.position(before.moment.known)
    if before.moment.known == after.moment.known:
        return position, position
    return position, history.position(after.moment.known)


def view_changes(old: Answer, new: Answer) -> dict[str, list[RowChange]]:
    """The changes of every view's rows, and of what is possible, from one answer to another."""
    before, after = _rows(old), _rows(new)
    return {name: difference(before[name], after[name]) for name in after}


def _rows(answer: Answer) -> dict[str, list[Keyed]]:
    keyed = {name: answer.keyed(rows) for name, rows in answer.rows_by_view().items()}
    return keyed | {"possible": answer.keyed_possible()}


def _whole(question: Question) -> Question:
    """The same question, of which no list is cut."""
    return question.model_copy(update={"limit": UNLIMITED})


def _shown(changes: Sequence[RowChange]) -> list[Document]:
    return [
        {
            "change": change.change,
            "key": change.key,
            "was": change.was,
            "at": change.at,
            "row": change.row,
            "fields": [_field(field) for field in change.fields],
        }
        for change in changes
    ]


def _field(change: FieldChange) -> Document:
    return {"field": change.field, "old": change.old, "new": change.new}


def _happened(old: Answer, new: Answer) -> Iterator[Document]:
    """The events that were over by the later date only, the newest first."""
    over = {account.id for account in old.events}
    return (account.as_read() for account in new.events if account.id not in over)


def _learned(
    old: Answer, new: Answer, bearing: dict[str, list[tuple[str, set[str]]]]
) -> Iterator[Document]:
    """The entries recorded in between, with what each did to the views."""
    history, narrowing = new.history, Filter(**new.narrowing.model_dump())
    for line in history.lines_after(old.world.position):
        if line.position > new.world.position:
            return
        if not narrowing.wants(line.account):
            continue
        id = line.entry.id
        yield {
            "event": id,
            "type": line.account.telling.type,
            "occurred": str(line.account.occurred),
            **revision(line, _before(history, line)),
            "days_late": _days_late(line),
            "summary": line.account.telling.summary,
            "told_by": line.account.telling.told_by,
            "changed": {
                name: keys
                for name, changed in bearing.items()
                if (keys := [key for key, events in changed if id in events])
            },
        }


def _before(history: History, line: Line) -> Line | None:
    revision = line.entry.revision
    return history.recorded_life(line.entry.id)[revision - 2] if revision > 1 else None


def _days_late(line: Line) -> int | None:
    """How many days after it was over a first telling was recorded, if it was a day or more."""
    late = (line.recorded - line.account.occurred.end).days
    return late if line.entry.revision == 1 and late >= A_DAY_LATE else None


def _bearing(change: RowChange, before: Sequence[Keyed], after: Sequence[Keyed]) -> set[str]:
    """The events that may have changed a row: those it rests on, and those that differ in it."""
    told = {field.field: [field.old, field.new] for field in change.fields}
    old = before[change.was].row if change.was is not None else {}
    new = after[change.at].row if change.at is not None else {}
    rests_on = {"events": [old.get("events", []), new.get("events", [])]}
    whole = change.row or {}
    return {event for part in (told, rests_on, whole) for event in _events(part)}


def _events(told: Any) -> Iterator[str]:
    """Every event that a row names as its own, its accounts', its claims' or its moves'."""
    match told:
        case {"event": str(event)}:
            yield event
        case {"data": _}:
            return
        case dict():
            for name, value in told.items():
                yield from _named(value) if name == "events" else _events(value)
        case list():
            for value in told:
                yield from _events(value)
        case _:
            return


def _named(told: Any) -> Iterator[str]:
    match told:
        case str():
            yield told
        case list():
            for each in told:
                yield from _named(each)
        case _:
            return
