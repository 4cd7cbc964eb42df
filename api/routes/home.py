"""The front door, and whether anybody is in."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.answers import answer
from api.parameters import TheLedger
from api.problems import listed

router = APIRouter(tags=["service"])


@router.get("/", include_in_schema=False)
def home(request: Request) -> Response:
    """Send a browser to the description, and tell others where things are."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/docs")
    return answer(
        {
            "name": "Crisis Ledger",
            "version": version("crisis-ledger"),
            "docs": "/docs",
            "openapi": "/openapi.json",
            "state": "/state",
            "countries": "/countries",
            "events": "/events",
            "types": "/types",
        }
    )


@router.get("/healthz")
def alive() -> dict[str, str]:
    """Whether the service is alive."""
    return {"status": "alive"}


@router.get("/readyz")
def ready(ledger: TheLedger) -> dict[str, Any]:
    """Whether it has caught up with the log, and to which position."""
    return {"status": "ready", "position": ledger.history.position()}


@router.get("/problems")
def problems() -> list[dict[str, Any]]:
    """Every reason for which a request may be refused, with its HTTP status."""
    return listed()
