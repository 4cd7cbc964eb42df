"""A value in words, by its column; a row or a record in one line, by the forms that it declares."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from domain import headline
from domain.headline import particulars, type_in_words
from projections.columns import Column, Figure, Shown, columns_in, columns_of
from projections.projection import Row

Short = Callable[[str], str]

IDS_SHOWN = 3
LETTERS_SHOWN = 8


def first_letters(id: str) -> str:
    """As much of an event's id as tells a few events apart."""
    return id[:LETTERS_SHOWN]


def in_words(value: Any, column: Column, short: Short = first_letters, total: int = 0) -> str:
    """What a reader is told of a column's value; of a list that is cut, how many more there are.

    `short` cuts the ids of events; `total` says how many a bounded list would hold in full.
    """
    if value is None:
        return column.absent
    each = items_in_words(value, column, short)
    shown = each[:IDS_SHOWN] if column.kind == "event" else each
    more = max(total, len(each)) - len(shown)
    told = [*shown, *([f"and {more:,} more"] if more else [])]
    return ("\n" if column.kind == "record" else ", ").join(told)


def items_in_words(value: Any, column: Column, short: Short = first_letters) -> list[str]:
    """Each item of a list in words; what is no list is one item, or none."""
    items: Iterable[Any] = value if column.several else [value]
    return [_one(each, column, short) for each in items or () if each is not None]


def as_one(told: Shown, forms: Sequence[str], short: Short = first_letters) -> str:
    """Several columns of a row or a record in one, by the first form of which all are told.

    Where no form is, what is told of its columns stands side by side.
    """
    words = {name: _told(told, column, short) for name, column in _named(told, columns_in(forms))}
    for form in forms:
        if all(words[name] for name in columns_in([form])):
            return form.format_map(words)
    return ", ".join(filter(None, words.values()))


def in_a_line(told: Shown, short: Short = first_letters) -> str:
    """A record in one line, by its own forms; where it has none, its columns side by side."""
    every = [f"{{{column.name}}}" for column in columns_of(type(told))]
    return as_one(told, told.told_as or [", ".join(every)], short)


def label(row: Shown, short: Short = first_letters) -> str:
    """What a row is about, in one line."""
    if not isinstance(row, Row):
        return in_a_line(row, short)
    subject = (shown for shown in type(row).shown() if shown.subject)
    return ", ".join(filter(None, (as_one(row, shown.forms, short) for shown in subject)))


def calls_for_care(told: Shown, columns: Collection[str]) -> bool:
    """Whether one of these columns holds a word that calls for the reader's attention."""
    return any(
        _word(getattr(told, column.attribute)) in column.care for _, column in _named(told, columns)
    )


def figure(told: Figure) -> str:
    """A number of people: `at least 700`, `12 to 20`, `900 (700 to 1,200)`."""
    low, best, high = told.low, told.best, told.high
    least, most = (best if end is None else end for end in (low, high))
    brief = headline.figure(low, best, high)
    is_open = best is not None and least != most
    return f"{brief} ({least:,} to {most:,})" if is_open else brief


def _named(told: Shown, names: Collection[str]) -> list[tuple[str, Column]]:
    return [(column.name, column) for column in columns_of(type(told)) if column.name in names]


def _told(of: Shown, column: Column, short: Short) -> str:
    total = getattr(of, column.total) if column.total else 0
    return in_words(getattr(of, column.attribute), column, short, total)


def _one(value: Any, column: Column, short: Short) -> str:
    match column.kind:
        case "place" | "actor" | "agreement" | "named":
            return str(value.name)
        case "figure":
            return figure(value)
        case "status" | "word" | "flag":
            return column.words[_word(value)]
        case "number":
            return _number(value)
        case "span":
            return str(value).replace("/", " to ")
        case "type":
            return type_in_words(value)
        case "event" | "happening":
            return short(value)
        case "data":
            return particulars(value)
        case "record":
            return in_a_line(value, short)
        case "country" | "date" | "text" | "teller":
            return " ".join(str(value).split())


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _word(value: Any) -> str:
    """A word of a short list, as its column names it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
