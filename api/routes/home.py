"""The front door, and whether anybody is in."""

from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from api.parameters import TheLedger
from api.problems import Reason, listed, shown
from api.problems import problems as problems_of
from api.routes.page import front_page

router = APIRouter(tags=["service"])

STALE = {
    "type": "StaleRevision",
    "title": "The event was revised since it was read.",
    "status": 412,
}


class Alive(BaseModel):
    """The service is alive."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """The service has caught up with the log, and can record."""

    status: Literal["ready"] = "ready"
    position: int = Field(description="Up to which it has read the log.")


@router.get("/", include_in_schema=False)
def home(request: Request) -> Response:
    """Give a browser the page, and tell others where things are."""
    if "text/html" in request.headers.get("accept", ""):
        return front_page(request)
    return JSONResponse(
        {
            "name": "Crisis Ledger",
            "version": version("crisis-ledger"),
            "docs": "/docs",
            "openapi": "/openapi.json",
            "state": "/state",
            "countries": "/countries",
            "events": "/events",
            "types": "/types",
        },
        headers={"Vary": "Accept"},
    )


@router.get("/healthz", responses=shown({"status": "alive"}) | problems_of(422))
def alive() -> Alive:
    """Whether the service is alive."""
    return Alive()


@router.get("/readyz", responses=shown({"status": "ready", "position": 179}) | problems_of(422))
def ready(ledger: TheLedger) -> Ready:
    """Whether it has caught up with the log, to which position, and can record."""
    return Ready(position=ledger.ready())


@router.get("/problems", responses=shown([STALE]) | problems_of(422))
def problems() -> list[Reason]:
    """Every reason for which a request may be refused, with its HTTP status."""
    return listed()
