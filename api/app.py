"""Put the service together, in one place."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from fastapi_offline import FastAPIOffline

from api import problems
from api.compression import Compression
from api.conditional import AnsweredAlready, HeadOfViews
from api.description import describe
from api.hosts import AnswersToItsNames
from api.live import Live
from api.parameters import only_known_parameters
from api.routes import (
    changes,
    countries,
    events,
    home,
    marks,
    page,
    register,
    replay,
    revisions,
    stream,
    timemap,
    types,
    views,
)
from ledger.ledger import Ledger

ABOUT = """
What happened in a crisis, who says so, and what was known when.

Append events; ask what follows from them **on** any date, as **known** at any time. A correction,
an assessment, a retraction are events of their own: nothing is lost, and every past answer can be
had again (`known=@POSITION`). Errors are problem details (RFC 9457) that name the field, the value
and what would be right.
"""


def create_app(ledger: Ledger | None = None, names: Iterable[str] = ()) -> FastAPI:
    """The HTTP service over a ledger: the one that the environment names, unless one is given.

    It answers to `localhost` and to loopback addresses, and to `names`.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.openapi()  # every question is held to it: whoever asks first need not wait for it
        yield
        await app.state.live.end()
        app.state.ledger.close()

    app = FastAPIOffline(
        title="Crisis Ledger",
        version=version("crisis-ledger"),
        description=ABOUT,
        dependencies=[Depends(only_known_parameters)],
        lifespan=lifespan,
        redoc_url=None,
    )
    app.state.ledger = ledger or Ledger()
    app.state.live = Live(app.state.ledger)
    for routes in (
        home.router,
        events.router,
        stream.router,
        revisions.router,
        views.routes(),
        changes.router,
        replay.routes(),
        countries.routes(),
        register.routes(),
        timemap.router,
        types.router,
        marks.router,
        page.router,
    ):
        app.include_router(routes)
    app.add_middleware(HeadOfViews)
    app.add_middleware(Compression)
    app.add_middleware(AnswersToItsNames, names=names)
    app.add_exception_handler(AnsweredAlready, _as_it_says)
    problems.tell(app)
    describe(app)
    return app


def _as_it_says(request: Request, answered: Exception) -> Response:
    assert isinstance(answered, AnsweredAlready)
    return answered.response
