"""The formats, each by its name and its media type. To add one: a function, its name, its line."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic_core import to_json

from answers.document import Document
from answers.question import Question
from domain.refusals import Refusal
from domain.values import Place
from exchange.flat import Cell, flat, header
from exchange.rows import Rows, rows_in

FormatName = Literal["json", "csv", "ndjson", "geojson", "text"]
FORMULAS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff20",
)  # some of full width
SKIPPED = " \ufeff"  # by spreadsheets, before they look for a formula


class ViewRequest(Question):
    """A question to a view, and the format of its answer."""

    format: FormatName | None = Field(
        None,
        description="The format of the answer; left out, the one that `Accept` prefers.",
        examples=["csv"],
    )


@dataclass(eq=False)
class SeveralViews(Refusal):
    """A document of several views has no one table of rows."""

    views: list[str]
    sentence = "this holds the rows of several views; ask for one of {views}, or for JSON or text"


@dataclass(eq=False)
class NoPlace(Refusal):
    """A view without a place cannot be drawn on a map."""

    view: str
    sentence = "{view} has no column that holds one place; ask for another format"


@dataclass(frozen=True)
class Format:
    """How a document is written, and what that is called on the wire."""

    media_type: str
    write: Callable[[Document], bytes]


def as_json(document: BaseModel) -> bytes:
    """A document as it is."""
    return to_json(document)


def as_ndjson(document: Document) -> bytes:
    """A row a line, each as the document has it."""
    return b"".join(to_json(row) + b"\n" for row in _rows(document).rows)


def as_csv(document: Document) -> bytes:
    """A row a line, made flat, below the names of its cells.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    told = _rows(document)
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header(told.row))
    writer.writerows([_guarded(cell) for cell in flat(row).values()] for row in told.rows)
    return lines.getvalue().encode()


def as_geojson(document: Document) -> bytes:
    """A feature a row, made flat, where its place is; of one without coordinates none (RFC 7946).

    What the document says besides its rows stands beside the features.
    """
    told = _rows(document)
    where = told.row.on_map()
    if where is None:
        raise NoPlace(told.row.view)
    features = [
        {
            "type": "Feature",
            "geometry": _point(getattr(row, where.attribute)),
            "properties": flat(row),
        }
        for row in told.rows
    ]
    beside = document.model_dump(mode="json", exclude={told.field})
    return to_json({"type": "FeatureCollection", **beside, "features": features})


def as_text(document: Document) -> bytes:
    """Its views one after the other, each as tables of text."""
    from exchange.table import text  # brings rich, for which a server that starts need not wait

    return text(document).encode()


FORMATS: Mapping[FormatName, Format] = {
    "json": Format("application/json", as_json),
    "csv": Format("text/csv", as_csv),
    "ndjson": Format("application/x-ndjson", as_ndjson),
    "geojson": Format("application/geo+json", as_geojson),
    "text": Format("text/plain", as_text),
}


def formats_of(where: str | None) -> list[FormatName]:
    """The formats that a view is had in, by the column that is its place on a map."""
    return [name for name in FORMATS if name != "geojson" or where]


def _rows(document: Document) -> Rows:
    """The rows of the one view that the document is of."""
    several = rows_in(document)
    if len(several) != 1:
        raise SeveralViews([each.row.view for each in several])
    return several[0]


def _point(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _guarded(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    is_formula = isinstance(cell, str) and cell.lstrip(SKIPPED).startswith(FORMULAS)
    return f"'{cell}" if is_formula else cell
