"""Lists page by page: a cursor holds the position of the first page, so that pages never shift."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, ValidationError

from api.parameters import MOST_ROWS
from api.problems import MadeUpCursor

T = TypeVar("T")


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
    asked: str
    cursor: Cursor | None

    def of(self, items: Sequence[T], position: int, on: str) -> tuple[Sequence[T], str | None]:
        """The items of this page, and the cursor of the next if there is one."""
        first = self.cursor.offset if self.cursor else 0
        end = first + self.limit
        more = end < len(items)
        after = Cursor(position=position, on=on, offset=end, asked=self.asked) if more else None
        return items[first:end], str(after) if after else None


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
    question = repr((request.url.path, others)).encode()
    asked = hashlib.sha256(question).hexdigest()[:16]
    if not cursor:
        return Page(limit, asked, None)
    read = _read(cursor)
    if read is None or read.asked != asked or read.offset < 0:
        raise MadeUpCursor(cursor)
    return Page(limit, asked, read)


Paged = Annotated[Page, Depends(_page)]


def _read(cursor: str) -> Cursor | None:
    try:
        text: Any = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return Cursor.model_validate_json(text)
    except (ValueError, ValidationError):
        return None
