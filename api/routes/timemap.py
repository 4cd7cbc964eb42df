"""The time map of a view: every state of knowledge in which it can be had again (RFC 7089)."""

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from api.conditional import PAGE_OF_TIME_MAP, has_mementos
from api.mementos import KNOWS, LINK_FORMAT
from api.problems import problems

router = APIRouter(tags=["views"])

OF_THE_CONNECTION = (
    *("type", "asgi", "http_version", "scheme", "server", "client", "method", "headers"),
    *("root_path", "extensions", "state"),
)
ANYTHING = {
    "name": "asked",
    "in": "query",
    "description": "What the view itself is asked with.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}
EXAMPLE = (
    '</state?on=2025-01-28>; rel="original timegate",\n'
    '</state?on=2025-01-28&known=@1>; rel="first memento"; datetime="Tue, 28 Jan 2025 07:00:00 GMT"'
)


class AnsweredElsewhere(Response):
    """An answer that the same service gives at another address."""

    def __init__(self, app: Any, scope: Scope) -> None:
        super().__init__()
        self._app, self._scope = app, scope

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it be given there."""
        await self._app(self._scope, receive, send)


@router.get(
    "/timemap/{path:path}",
    response_class=Response,
    responses={200: {"content": {LINK_FORMAT: {"example": EXAMPLE}}}, **problems(400, 404, 422)},
    openapi_extra={"parameters": [ANYTHING]},
)
async def time_map(
    request: Request,
    path: Annotated[
        str, Path(description="That of a view, with its parameters.", examples=["state/territory"])
    ],
    after: Annotated[
        int, Query(ge=0, description="From this position on; a page names the next.")
    ] = 0,
) -> Response:
    """The mementos of a view, the oldest first: one for each second in which any was recorded."""
    if not has_mementos(request.app, f"/{path}"):
        raise HTTPException(404)
    # The view's own route alone knows what it may be asked with, and so which addresses there are.
    return AnsweredElsewhere(request.app, _as_asked_there(request, f"/{path}", after))


def _as_asked_there(request: Request, path: str, after: int) -> Scope:
    here = {name: request.scope[name] for name in OF_THE_CONNECTION if name in request.scope}
    whole = here.get("root_path", "") + path
    of_all = ("after", *KNOWS)
    asked = [(n, value) for n, value in request.query_params.multi_items() if n not in of_all]
    headers = [(n, value) for n, value in here["headers"] if n.lower() != b"accept-datetime"]
    there = {
        "path": whole,
        "raw_path": quote(whole).encode(),
        "query_string": urlencode(asked).encode(),
        "headers": headers,
        PAGE_OF_TIME_MAP: after,
    }
    return {**here, **there}
