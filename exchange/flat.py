"""A row made flat: one cell for each value, under a name that follows from its column's.

| a column of kind | becomes |
| --- | --- |
| place | `NAME` (its id), `NAME_name`, `NAME_country`, `NAME_lat`, `NAME_lon` |
| actor, agreement, or named: who or where | `NAME` (its id), `NAME_name` |
| figure | `NAME_low`, `NAME_best`, `NAME_high` |
| record, or data: what an account tells | `NAME`: JSON, as the document has it |
| any other | `NAME` |
| a list of these | the same cells, the values of each joined by `; ` in the order of the list |
| a bounded list | the same, then `NAME_total` |

What is not told is empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from projections.columns import Column, ColumnKind, columns_of
from projections.projection import Row

Cell = str | int | float | bool | None

BETWEEN = "; "
NAMED = ("id", "name")
PARTS: Mapping[ColumnKind, Sequence[str]] = {
    "place": (*NAMED, "country", "lat", "lon"),
    "actor": NAMED,
    "agreement": NAMED,
    "named": NAMED,
    "figure": ("low", "best", "high"),
}


def header(row: type[Row]) -> list[str]:
    """The names of the cells of every row of a view."""
    return [name for column in columns_of(row) for name in _names(column)]


def flat(row: Row) -> dict[str, Cell]:
    """The cells of a row, by their names."""
    return dict(cell for column in columns_of(type(row)) for cell in _cells(row, column))


def _names(column: Column) -> list[str]:
    parts = PARTS.get(column.kind, ("id",))
    names = [column.name if part == "id" else f"{column.name}_{part}" for part in parts]
    return [*names, column.total] if column.total else names


def _cells(row: Row, column: Column) -> Iterator[tuple[str, Cell]]:
    value = getattr(row, column.attribute)
    for name, part in zip(_names(column), PARTS.get(column.kind, ("",)), strict=False):
        yield name, _cell(value, column, part)
    if column.total:
        yield column.total, getattr(row, column.total)


def _cell(value: Any, column: Column, part: str) -> Cell:
    if column.kind in ("record", "data"):
        return to_json(value).decode() if value else None
    if not column.several:
        return _plain(value, part)
    each = (_plain(item, part) for item in value or ())
    return BETWEEN.join("" if cell is None else str(cell) for cell in each)


def _plain(value: Any, part: str) -> Cell:
    told = getattr(value, part, None) if part else value
    return told if told is None or isinstance(told, bool | int | float) else str(told)
