"""What changed in sentences, from the titles of the columns: "Goma: held by: FARDC, now M23"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.changes import ChangesDocument
from answers.difference import RowChange, What
from exchange.words import Short, as_one, first_letters, items_in_words, label
from projections import VIEWS
from projections.columns import Column, Shown, ShownColumn, columns_of, titled
from projections.projection import Row


@dataclass(frozen=True)
class Sentence:
    """One row that differs: what it is about, what it says now, and what is told beside it.

    What stands beside is long: each record that came or went is a sentence of its own.
    """

    change: What
    about: str
    says: Sequence[str]
    beside: Sequence[str] = ()

    def __str__(self) -> str:
        return ": ".join(filter(None, [self.about, "; ".join([*self.says, *self.beside])]))


def told(
    document: ChangesDocument, short: Short = first_letters
) -> Iterator[tuple[str, list[Sentence]]]:
    """Each view in which anything changed, by its title, with a sentence for each change."""
    for name, view in document.views.items():
        title = VIEWS[name].row.called if name in VIEWS else titled(name)
        if view.changes:
            yield title, [sentence(change, short) for change in view.changes]


def sentence(change: RowChange, short: Short = first_letters) -> Sentence:
    """A change in words: of a changed row what differs, of a new one or one that is gone all."""
    old, new = change.old, change.new
    row = new or old
    assert row is not None, "it changed from something, or to something"
    about = label(row, short)
    if old is None or new is None:
        return Sentence(change.change, about, list(_whole(row, short)))
    if change.change == "moved":
        return Sentence(change.change, about, ["in another place among the others"])
    columns = _shown(type(row))
    plain = [said for column in columns for said in _became(column, old, new, short)]
    beside = [
        said for column in columns_of(type(row)) for said in _records(column, old, new, short)
    ]
    return Sentence(change.change, about, plain, beside)


def _whole(row: Shown, short: Short) -> Iterator[str]:
    """What a row says, but for what it is about, its lists of records, and its events."""
    columns = {column.name: column for column in columns_of(type(row))}
    for shown in _shown(type(row)):
        held = [columns[name] for name in shown.columns]
        is_beside = any(_is_records(column) or column.kind == "event" for column in held)
        words = "" if is_beside or shown.subject else as_one(row, shown.forms, short)
        if words:
            yield f"{_lower(shown.title)}: {words}"


def _is_records(column: Column) -> bool:
    return column.kind == "record" and column.several


def _became(shown: ShownColumn, old: Shown, new: Shown, short: Short) -> Iterator[str]:
    """What a shown column said and what it says; of a list, what came and what went."""
    title = _lower(shown.title)
    columns = [c for c in columns_of(type(new)) if c.name in shown.columns]
    if not any(_differs(column, old, new) for column in columns):
        return
    if len(columns) == 1 and columns[0].several:
        if not _is_records(columns[0]):
            said = _came_and_went(columns[0], old, new, short)
            yield f"{title}: {', '.join(said)}"
        return
    was, now = (as_one(row, shown.forms, short) for row in (old, new))
    if was == now:
        yield f"{title}: told otherwise"
    elif was and now:
        yield f"{title}: {was}, now {now}"
    else:
        yield f"{title}: now {now}" if now else f"{title}: no longer {was}"


def _records(column: Column, old: Shown, new: Shown, short: Short) -> Iterator[str]:
    """What stands beside a row that did not, and what no longer does."""
    if _is_records(column) and _differs(column, old, new):
        for said in _came_and_went(column, old, new, short):
            yield f"{_lower(column.title)}: {said}"


def _came_and_went(column: Column, old: Shown, new: Shown, short: Short) -> list[str]:
    was, now = (items_in_words(getattr(row, column.attribute), column, short) for row in (old, new))
    came = [each for each in now if each not in was]
    went = [] if _is_cut(column, new) else [each for each in was if each not in now]
    said = [*(f"now also {each}" for each in came), *(f"no longer {each}" for each in went)]
    return said or ["told otherwise"]


def _is_cut(column: Column, row: Shown) -> bool:
    """Whether a list does not hold all: what left it may still be so."""
    whole = getattr(row, column.attribute)
    return column.total is not None and getattr(row, column.total) > len(whole)


def _differs(column: Column, old: Shown, new: Shown) -> bool:
    names = [column.attribute, *([column.total] if column.total else [])]
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _shown(kind: type[Shown]) -> list[ShownColumn]:
    """The columns as they are shown; of what is no row of a view each by itself."""
    if issubclass(kind, Row):
        return kind.shown()
    return [
        ShownColumn(title=c.title, columns=[c.name], forms=[f"{{{c.name}}}"], subject=True)
        for c in columns_of(kind)
    ]
