"""The web page, as it was built: files that the browser loads from here and from nowhere else."""

import hashlib
import re
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

router = APIRouter(include_in_schema=False)

DIST = Path(__file__).parents[2] / "page" / "dist"
NAMED_BY_CONTENT = "public, max-age=31536000, immutable"  # Vite puts a hash into the names
ASKED_AGAIN = "no-cache"
TYPES = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
AS_IT_IS = {"X-Content-Type-Options": "nosniff"}
GUARDED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept",  # others get an index at this address
    **AS_IT_IS,
}
NOT_BUILT = """<!doctype html>
<html lang="en">
<title>Crisis Ledger</title>
<h1>Crisis Ledger</h1>
<p>The page is not built yet: <code>make run</code> builds it and serves it.
<p><a href="docs">The API is here, and is described.</a>
</html>
"""


def front_page(request: Request) -> Response:
    """The page; its address holds its own state, which is nothing to the server."""
    try:
        content = (DIST / "index.html").read_bytes()
    except OSError:
        return HTMLResponse(NOT_BUILT, 503, GUARDED | {"Cache-Control": "no-store"})
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = GUARDED | {"Cache-Control": ASKED_AGAIN, "ETag": etag}
    if etag in re.findall(r'"[^"]*"', request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(content, headers=headers)


@router.get("/assets/{path:path}")
def asset(path: str) -> Response:
    """What the page is made of, under a name that no other content will have."""
    return _file(DIST / "assets", path, NAMED_BY_CONTENT)


@router.get("/{name}.svg")
@router.get("/{name}.png")
@router.get("/{name}.ico")
@router.get("/{name}.txt")
@router.get("/{name}.webmanifest")
def beside_the_page(request: Request) -> Response:
    """What browsers look for beside a page, such as its icon."""
    return _file(DIST, request.url.path.rpartition("/")[2], ASKED_AGAIN)


def _file(within: Path, name: str, kept: str) -> Response:
    if not _is_there(within, name):
        raise HTTPException(404)
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    headers = AS_IT_IS | {"Cache-Control": kept}
    return FileResponse(within / name, media_type=kind, headers=headers)


def _is_there(within: Path, name: str) -> bool:
    """Whether it is a file in this folder or deeper, wherever a name with dots may lead."""
    try:
        path = (within / name).resolve()
        return path.is_relative_to(within.resolve()) and path.is_file()
    except (OSError, ValueError):  # what no file can be called
        return False
