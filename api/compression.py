"""Answers compressed for whoever takes them so, each still with a validator that is true of it.

A gzipped answer is another representation than the plain one: it may not have the same strong
entity tag (RFC 9110, 8.8.3), so that its tag is a weak one. Both are known again when they come
back, for `If-None-Match` compares weakly, and `If-Match` is asked for a revision.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORTH_IT, LEVEL = 1_000, 6  # bytes; level 9 takes twice as long for 2 % less
ENCODINGS = b"accept-encoding"
REFUSED = re.compile(r"\b(?:x-)?gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)


class Compression:
    """Compresses what is worth it: no server-sent events, whose reader waits for each, no fonts
    or pictures, which are compressed already. What is sent piece by piece is compressed so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._compressed = GZipMiddleware(app, minimum_size=WORTH_IT, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._compressed(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if REFUSED.search(asked.get("accept-encoding", "")):
            kept = [(name, value) for name, value in scope["headers"] if name != ENCODINGS]
            scope = {**scope, "headers": kept}
        had = ", ".join(asked.getlist("if-none-match"))

        async def with_true_tag(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tell_truly(message, had)
            await send(message)

        await self._compressed(scope, receive, with_true_tag)


def _tell_truly(start: Message, had: str) -> None:
    """Weaken the tag of what was compressed, and of what the asker had compressed and still has.

    Whatever may be compressed says so, be it small or not there: a 304 has what its answer had.
    """
    headers = MutableHeaders(raw=start["headers"])
    tag = headers.get("etag", "")
    is_live = headers.get("content-type", "").startswith("text/event-stream")
    if not is_live and "Accept-Encoding" not in headers.get("vary", ""):
        headers.add_vary_header("Accept-Encoding")
    is_compressed = headers.get("content-encoding") == "gzip" or (
        start["status"] == 304 and f"W/{tag}" in had
    )
    if is_compressed and tag.startswith('"'):
        headers["ETag"] = f"W/{tag}"
