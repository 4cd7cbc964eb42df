"""Lists page by page: a cursor holds the position of the first page, so that pages never shift."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, ValidationError

from api.parameters import MOST_ROWS
from api.problems import MadeUpCursor


class Cursor(BaseModel):
    """Where a page begins, in which list, as known and on which date."""

    model_config = ConfigDict(extra="forbid", strict=True)
    position: int
    on: str
    offset: int
    asked: str

    def __str__(self) -> str:
        return urlsafe_b64encode(self.model_dump_json().encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for."""

    limit: int
    question: str
    cursor: Cursor | None

    @property
    def first(self) -> int:
        """The place in the list of the first item."""
        return self.cursor.offset if self.cursor else 0

    def next(self, total: int, position: int, on: str) -> str | None:
        """The cursor of the page after this one, if there is one."""
        end = self.first + self.limit
        if end >= total:
            return None
        seal = _seal(self.question, position, on, end)
        return str(Cursor(position=position, on=on, offset=end, asked=seal))


def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="The most items in a page.")] = 500,
    cursor: Annotated[
        str | None, Query(description="The `next` of the page before, to go on from it.")
    ] = None,
) -> Page:
    """Which part of a list is asked for; a cursor belongs to the question that gave it."""
    others = sorted(
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("limit", "cursor")
    )
    question = repr((request.url.path, others))
    if not cursor:
        return Page(limit, question, None)
    read = _read(cursor)
    if read is None or read.asked != _seal(question, read.position, read.on, read.offset):
        raise MadeUpCursor(cursor)
    return Page(limit, question, read)


Paged = Annotated[Page, Depends(_page)]


def _seal(question: str, position: int, on: str, offset: int) -> str:
    """What only a cursor that was given here for this question bears: none is made by hand."""
    told = repr((question, position, on, offset)).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def _read(cursor: str) -> Cursor | None:
    try:
        text: Any = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return Cursor.model_validate_json(text)
    except (ValueError, ValidationError):
        return None
