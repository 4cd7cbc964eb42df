"""What differs between two answers: two dates, or one date as known at two times."""

from collections.abc import Iterator, Sequence
from typing import Any

from projections.answer import Answer, Document
from projections.difference import FieldChange, RowChange, difference
from projections.history import History, Line
from projections.moment import Question
from projections.revisions import revision
from projections.timeline import Filter

UNLIMITED = 10**9
A_DAY_LATE = 1


def changes_document(history: History, before: Question, after: Question) -> Document:
    """What changed in each view from one question to the other, and what brought it about.

    Between two dates, that are the events that were over by the one and not by the other;
    between two states of knowledge, the entries recorded in between. A view's changes applied to
    its rows before give its rows after (projections.difference.applied).
    """
    old, new = (
        Answer(history, _whole(question), at=position)
        for question, position in zip(
            (before, after), _positions(history, before, after), strict=True
        )
    )
    views = view_changes(old, new)
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
    learned = list(_learned(old, new, views))
    return told | {"entries": learned[:limit], "entries_total": len(learned)}


def _positions(history: History, before: Question, after: Question) -> tuple[int, int]:
    """Where in the log both stand: at one place where one known is asked of both."""
    position = history.position(before.moment.known)
    if before.moment.known == after.moment.known:
        return position, position
    return position, history.position(after.moment.known)


def view_changes(old: Answer, new: Answer) -> dict[str, list[RowChange]]:
    """The changes of every view's rows, and of what is possible, from one answer to another."""
    before, after = old.rows_by_view(), new.rows_by_view()
    changes = {name: difference(old.keyed(before[name]), new.keyed(after[name])) for name in after}
    return changes | {"possible": difference(old.keyed_possible(), new.keyed_possible())}


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


def _learned(old: Answer, new: Answer, views: dict[str, list[RowChange]]) -> Iterator[Document]:
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
                for name, changes in views.items()
                if (keys := [change.key for change in changes if _mentions(change, id)])
            },
        }


def _before(history: History, line: Line) -> Line | None:
    revision = line.entry.revision
    return history.recorded_life(line.entry.id)[revision - 2] if revision > 1 else None


def _days_late(line: Line) -> int | None:
    """How many days after it was over a first telling was recorded, if it was a day or more."""
    late = (line.recorded - line.account.occurred.end).days
    return late if line.entry.revision == 1 and late >= A_DAY_LATE else None


def _mentions(change: RowChange, event: str) -> bool:
    fields = {field.field: [field.old, field.new] for field in change.fields}
    return event in _events(change.row or fields)


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
