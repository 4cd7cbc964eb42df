"""What may be kept of an answer, which state of knowledge it tells, and where that is for ever.

A view asked at a position, on a date that is past, never changes (RFC 8246). Any other holds until
the next position. Which of them it is follows from the question alone, so that whoever has the
answer already (RFC 9110, 13) is told so before anything is folded.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from answers.changes import ChangesDocument
from answers.document import Document
from answers.mementos import Course, Memento
from answers.question import KnownQuestion
from api.mementos import LINK_FORMAT, Address, http_date, link, time_map
from api.problems import problems
from domain.span import Span
from exchange.formats import FORMATS, FormatName, as_json
from ledger.ledger import Ledger

ACCEPT_DATETIME = "Accept-Datetime"
VERSION = version("crisis-ledger")
FOR_EVER = "public, max-age=31536000, immutable"
UNTIL_THE_NEXT_ENTRY = "no-cache"
PAGE_OF_TIME_MAP = "crisis_ledger.page_of_time_map"

Time = Span | int | None


class AnsweredAlready(Exception):
    """Nothing need be made: the asker has the answer, or another one was asked for."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True)
class State:
    """The state that a question comes to: its dates, and the positions of what was known.

    `format` is the one that was chosen, where there is a choice; `tag` the answer's own entity
    tag, where it has one.
    """

    request: Request
    ledger: Ledger
    asked: Mapping[str, Time]
    positions: Mapping[str, int]
    format: FormatName | None = None
    tag: str | None = None

    @classmethod
    def of(
        cls, question: KnownQuestion, request: Request, ledger: Ledger, format: FormatName | None
    ) -> "State":
        """The state that a question comes to now."""
        asked = question.times
        known = {name: what for name, what in asked.items() if name.startswith("known")}
        positions = {name: ledger.position(what) for name, what in known.items()}
        return cls(request, ledger, asked, positions, format)

    @property
    def pinned(self) -> dict[str, str]:
        """The parameters that ask for this state for ever."""
        at = {name: f"@{position}" for name, position in self.positions.items()}
        pinned = {name: at.get(name, str(asked)) for name, asked in self.asked.items()}
        return pinned | ({} if self.format in (None, "json") else {"format": str(self.format)})

    @property
    def address(self) -> Address:
        """Where it was asked for."""
        root = self.request.scope.get("root_path", "")
        path = self.request.scope["path"].removeprefix(root)
        return Address(root, path, tuple(self.request.query_params.multi_items()))

    @property
    def memento(self) -> Address:
        """Where this state is for ever; a cursor holds its own."""
        return self.address if self._has_cursor else self.address.asking(self.pinned)

    @property
    def never_changes(self) -> bool:
        """Whether the address itself names this state, and its dates are past."""
        now = self.ledger.now()
        dates = [asked for asked in self.asked.values() if isinstance(asked, Span)]
        past = all(date.end <= now for date in dates)
        return past and (
            self._has_cursor or self.pinned.items() <= dict(self.address.query).items()
        )

    @property
    def etag(self) -> str:
        """The same for the same bytes: also `known` as it was asked for is told in an answer."""
        if self.tag:
            return self.tag
        page = self.request.scope.get(PAGE_OF_TIME_MAP)
        at = sorted(self.positions.items())
        all_of_it = (VERSION, str(self.address), [*self.asked.items()], at, self.format, page)
        return f'"{hashlib.sha256(repr(all_of_it).encode()).hexdigest()[:32]}"'

    def find_memento(self) -> Memento | None:
        """By when all of it was known; nothing where nothing was."""
        return self.ledger.memento(self.positions["known"]) if "known" in self.positions else None

    def headers(self) -> dict[str, str]:
        """What an answer says of itself, a 304 too."""
        kept = FOR_EVER if self.never_changes else UNTIL_THE_NEXT_ENTRY
        memento = self.find_memento()
        told = {"ETag": self.etag, "Cache-Control": kept, "Link": ", ".join(self._links(memento))}
        if memento:
            told["Memento-Datetime"] = http_date(memento.second)
        negotiated = "known" in self.asked and not self._says_known
        if negotiated:
            told["Content-Location"] = str(self.memento)
        vary = {"Accept": self.format is not None, ACCEPT_DATETIME: negotiated}
        if named := ", ".join(name for name, varies in vary.items() if varies):
            told["Vary"] = named
        return told

    def told_by(self, document: BaseModel) -> "State":
        """The state that a document was made of: others may have recorded since the question."""
        head = document.to if isinstance(document, ChangesDocument) else document
        position = getattr(head, "position", None)
        if position is None or "known" not in self.positions:
            return self
        return replace(self, positions={**self.positions, "known": position})

    def must_be_new(self) -> None:
        """Raises AnsweredAlready where the asker has the answer."""
        if self._is_there:
            raise AnsweredAlready(Response(status_code=304, headers=self.headers()))

    def must_not_be_mapped(self, course: Callable[[], Course]) -> None:
        """Raises AnsweredAlready where not the answer, but the time map of it is asked for."""
        if PAGE_OF_TIME_MAP not in self.request.scope:
            return
        if "known" not in self.asked:
            raise HTTPException(404)  # what differs between two states is of neither
        headers = {"ETag": self.etag, "Cache-Control": UNTIL_THE_NEXT_ENTRY}
        if self._is_there:
            raise AnsweredAlready(Response(status_code=304, headers=headers))
        page = self.request.scope[PAGE_OF_TIME_MAP]
        listed = time_map(self.address, self.pinned, course(), after=page)
        raise AnsweredAlready(Response(listed, headers=headers, media_type=LINK_FORMAT))

    @property
    def takes_none(self) -> bool:
        """Whether the asker wants no answer of which there is any."""
        return self._asked_unless.strip() == "*"

    @property
    def _is_there(self) -> bool:
        """Whether the asker has it: compared weakly, as RFC 9110 (13.1.2) has it."""
        return self.etag in re.findall(r'"[^"]*"', self._asked_unless)

    @property
    def _asked_unless(self) -> str:
        return ", ".join(self.request.headers.getlist("if-none-match"))

    @property
    def _has_cursor(self) -> bool:
        return bool(self.request.query_params.get("cursor"))

    @property
    def _says_known(self) -> bool:
        return self._has_cursor or bool(self.request.query_params.get("known"))

    def _links(self, memento: Memento | None) -> list[str]:
        if "known" not in self.asked:
            return [f'<{self.memento}>; rel="memento"']
        return [
            f'<{self.address.original()}>; rel="original timegate"',
            f'<{self.address.time_map()}>; rel="timemap"; type="{LINK_FORMAT}"',
            link(memento, self.memento, "memento")
            if memento
            else f'<{self.memento}>; rel="memento"',
        ]


@dataclass(frozen=True)
class Replying:
    """Sends the document that answers a question, and says how it may be kept."""

    request: Request

    def __call__(self, document: BaseModel) -> Response:
        """The document in the format that was asked for."""
        asked: State = self.request.state.asked
        state = asked.told_by(document)
        if state.takes_none:
            return Response(status_code=304, headers=state.headers())
        format = FORMATS[state.format or "json"]
        made = format.write(document) if isinstance(document, Document) else as_json(document)
        return Response(made, headers=state.headers(), media_type=format.media_type)


Reply = Annotated[Replying, Depends(Replying)]


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


HEADERS = {
    "ETag": _header("Of this answer; send it as If-None-Match to be told when it no longer holds."),
    "Cache-Control": _header(f"`{FOR_EVER}` where it never changes, else `no-cache`."),
    "Memento-Datetime": _header("The second by which all of it was known; none of an empty log."),
    "Link": _header("To the original, its time map, and where this answer is for ever (RFC 7089)."),
    "Vary": _header(
        "`Accept-Datetime`, where the address does not say what is known; `Accept`, where there "
        "are several formats; `Accept-Encoding`."
    ),
}


def answers(*refused: int) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation that replies so, as its OpenAPI description tells them."""
    kept = {"description": "The answer that is there still holds", "headers": HEADERS}
    return {200: {"headers": HEADERS}, 304: kept, **problems(*refused)}


def has_mementos(app: FastAPI, path: str) -> bool:
    """Whether a view is answered at this path: what can be asked by Accept-Datetime."""
    asked_so = (
        template
        for template, item in app.openapi()["paths"].items()
        for parameter in item.get("get", {}).get("parameters", ())
        if parameter["name"].lower() == ACCEPT_DATETIME.lower()
    )
    return any(compile_path(template)[0].fullmatch(path) for template in asked_so)


class HeadOfViews:
    """Lets HEAD ask for views: as GET, of whose answer the server sends the headers alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            if has_mementos(scope["app"], path):
                scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
