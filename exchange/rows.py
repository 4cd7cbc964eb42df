"""The rows that a document holds, each view's with the declaration that says how to tell them."""

from collections.abc import Sequence
from typing import NamedTuple

from answers.document import Document
from projections.columns import read_hint
from projections.projection import Row


class Rows(NamedTuple):
    """The rows of one view in a document: the field that holds them, and how many there are."""

    field: str
    row: type[Row]
    rows: Sequence[Row]
    total: int


def rows_in(document: Document) -> list[Rows]:
    """The rows of each view that a document holds, in its order."""
    return [
        Rows(name, kind, getattr(document, name), _total(document, kind))
        for name, field in type(document).model_fields.items()
        if (kind := _row_in(field.annotation)) is not None
    ]


def _row_in(annotation: object) -> type[Row] | None:
    hint = read_hint(annotation)
    is_rows = hint.several and isinstance(hint.type, type) and issubclass(hint.type, Row)
    return hint.type if is_rows else None


def _total(document: Document, row: type[Row]) -> int:
    total: int | dict[str, int] = getattr(document, "total", 0)
    return total if isinstance(total, int) else total[row.view]
