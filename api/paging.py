"""Lists page by page: a cursor holds the position of the first page, so that pages never shift."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError

from answers.document import EventPage
from answers.register import ListDocument
from api.problems import MadeUpCursor
from domain.span import Span

AList = TypeVar("AList", EventPage, ListDocument[Any])


class Cursor(BaseModel):
    """Where a page begins, in which list, as known and on which date."""

    model_config = ConfigDict(extra="forbid", strict=True)
    position: int
    on: str
    offset: int
    asked: str

    def __str__(self) -> str:
        return urlsafe_b64encode(self.model_dump_json().encode()).decode().rstrip("=")

    @property
    def pinned(self) -> dict[str, Any]:
        """The times of the question that gave it."""
        return {"known": self.position} | ({"on": Span(self.on)} if self.on else {})


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for."""

    question: str
    cursor: Cursor | None

    @property
    def first(self) -> int:
        """The place in the list of the first item."""
        return self.cursor.offset if self.cursor else 0

    def with_next(self, document: AList) -> AList:
        """A page that tells the cursor of the one after it, if there is one."""
        if isinstance(document, EventPage):
            total, on, shown = document.rests_on, str(document.on), len(document.events)
        else:
            total, on, shown = document.total, "", len(document.items)
        end = self.first + shown
        if end >= total:
            return document
        seal = _seal(self.question, document.position, on, end)
        cursor = Cursor(position=document.position, on=on, offset=end, asked=seal)
        return document.model_copy(update={"next": str(cursor)})


def _page(request: Request) -> Page:
    """Which part of a list is asked for; a cursor belongs to the question that gave it."""
    asked = request.query_params
    others = sorted(each for each in asked.multi_items() if each[0] not in ("limit", "cursor"))
    question = repr((request.url.path, others))
    cursor = asked.get("cursor")
    if not cursor:
        return Page(question, None)
    read = _read(cursor)
    if read is None or read.asked != _seal(question, read.position, read.on, read.offset):
        raise MadeUpCursor(cursor)
    return Page(question, read)


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
