"""What may be kept of an answer, which state of knowledge it tells, and where that is for ever.

A view asked at a position, on a date that is past, never changes (RFC 8246). Any other holds until
the next position. Which of them it is follows from the question alone, so that whoever has the
answer already (RFC 9110, 13) is told so before anything is folded.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from answers.answer import Document
from api.answers import answer
from api.mementos import (
    LINK_FORMAT,
    Address,
    Course,
    Memento,
    http_date,
    last_known,
    second_of,
    time_map,
)
from api.parameters import ACCEPT_DATETIME, TheLedger
from api.problems import problems
from domain.span import Span
from history.moment import Known, Moment, known_as_asked
from ledger.ledger import Ledger

VERSION = version("crisis-ledger")
FOR_EVER = "public, max-age=31536000, immutable"
UNTIL_THE_NEXT_ENTRY = "no-cache"
PAGE_OF_TIME_MAP = "crisis_ledger.page_of_time_map"

Asked = Moment | Mapping[str, Known]


@dataclass(frozen=True)
class State:
    """The state that a question comes to: its dates, and the positions of what was known."""

    request: Request
    ledger: Ledger
    asked: Mapping[str, Known]
    positions: Mapping[str, int]

    @property
    def pinned(self) -> dict[str, str]:
        """The parameters that ask for this state for ever."""
        at = {name: f"@{position}" for name, position in self.positions.items()}
        return {name: at.get(name, str(asked)) for name, asked in self.asked.items()}

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
        asked = [(name, known_as_asked(known)) for name, known in self.asked.items()]
        page = self.request.scope.get(PAGE_OF_TIME_MAP)
        all_of_it = (VERSION, str(self.address), asked, sorted(self.positions.items()), page)
        return f'"{hashlib.sha256(repr(all_of_it).encode()).hexdigest()[:32]}"'

    @cached_property
    def datetime(self) -> Memento | None:
        """By when all of it was known; nothing where nothing was."""
        if "known" not in self.positions:
            return None
        position = self.positions["known"]
        line = last_known(self.ledger.history, position)
        return Memento(second_of(line), position) if line else None

    def headers(self, etag: str) -> dict[str, str]:
        """What an answer says of itself, a 304 too."""
        kept = FOR_EVER if self.never_changes else UNTIL_THE_NEXT_ENTRY
        told = {"ETag": etag, "Cache-Control": kept, "Link": ", ".join(self._links())}
        if self.datetime:
            told["Memento-Datetime"] = http_date(self.datetime.second)
        if "known" in self.asked and not self._says_known:
            told |= {"Vary": ACCEPT_DATETIME, "Content-Location": str(self.memento)}
        return told

    def told_by(self, document: Document) -> "State":
        """The state that a document was made of: others may have recorded since the question."""
        match document:
            case {"position": int(position)} | {"to": {"position": int(position)}}:
                known = {"known": position} if "known" in self.positions else {}
                positions = {**self.positions, **known}
                return State(self.request, self.ledger, self.asked, positions)
            case _:
                return self

    @property
    def _has_cursor(self) -> bool:
        return bool(self.request.query_params.get("cursor"))

    @property
    def _says_known(self) -> bool:
        return self._has_cursor or bool(self.request.query_params.get("known"))

    def _links(self) -> list[str]:
        if "known" not in self.asked:
            return [f'<{self.memento}>; rel="memento"']
        memento = self.datetime.link(self.memento, "memento") if self.datetime else None
        return [
            f'<{self.address.original()}>; rel="original timegate"',
            f'<{self.address.time_map()}>; rel="timemap"; type="{LINK_FORMAT}"',
            memento or f'<{self.memento}>; rel="memento"',
        ]


@dataclass(frozen=True)
class Replying:
    """Answers a question: not at all where the asker has the answer, else as it may be kept."""

    request: Request
    ledger: Ledger

    def __call__(
        self,
        make: Callable[[], Document],
        asked: Asked,
        etag: str | None = None,
        course: Callable[[], Course] | None = None,
    ) -> Response:
        """Make a document, if it must be. `asked` are the times by the parameters that ask them;
        `course` tells which entries made it, where these are not all of the log.
        """
        told = {"known": asked.known, "on": asked.on} if isinstance(asked, Moment) else asked
        if PAGE_OF_TIME_MAP in self.request.scope:
            return self._time_map(told, course)
        state = self._state(told)
        if self._has(etag or state.etag):
            return Response(status_code=304, headers=state.headers(etag or state.etag))
        document = make()
        state = state.told_by(document)
        headers = state.headers(etag or state.etag)
        if self._has_any:
            return Response(status_code=304, headers=headers)
        return answer(document, headers=headers)

    def _state(self, asked: Mapping[str, Known]) -> State:
        known = {name: what for name, what in asked.items() if name.startswith("known")}
        positions = {name: self.ledger.history.position(what) for name, what in known.items()}
        return State(self.request, self.ledger, asked, positions)

    def _time_map(
        self, asked: Mapping[str, Known], course: Callable[[], Course] | None
    ) -> Response:
        if "known" not in asked:
            raise HTTPException(404)  # what differs between two states is of neither
        state, history = self._state(asked), self.ledger.history
        headers = {"ETag": state.etag, "Cache-Control": UNTIL_THE_NEXT_ENTRY}
        if self._has(state.etag):
            return Response(status_code=304, headers=headers)
        listed = time_map(
            history,
            state.address,
            state.pinned,
            course() if course else Course(history.lines_after),
            after=self.request.scope[PAGE_OF_TIME_MAP],
        )
        return Response(listed, headers=headers, media_type=LINK_FORMAT)

    @property
    def _asked_unless(self) -> str:
        return ", ".join(self.request.headers.getlist("if-none-match"))

    @property
    def _has_any(self) -> bool:
        return self._asked_unless.strip() == "*"

    def _has(self, etag: str) -> bool:
        """Whether the asker has this answer: compared weakly, as RFC 9110 (13.1.2) has it."""
        return etag in re.findall(r'"[^"]*"', self._asked_unless)


def _replying(
    request: Request,
    ledger: TheLedger,
    if_none_match: Annotated[
        str | None,
        Header(description="The ETag of an answer that is there: 304 where it still holds."),
    ] = None,
) -> Replying:
    """How an answer is given."""
    return Replying(request, ledger)


Reply = Annotated[Replying, Depends(_replying)]


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


HEADERS = {
    "ETag": _header("Of this answer; send it as If-None-Match to be told when it no longer holds."),
    "Cache-Control": _header(f"`{FOR_EVER}` where it never changes, else `no-cache`."),
    "Memento-Datetime": _header("The second by which all of it was known; none of an empty log."),
    "Link": _header("To the original, its time map, and where this answer is for ever (RFC 7089)."),
    "Vary": _header(
        "`Accept-Datetime`, where the address does not say what is known; `Accept-Encoding`."
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
