"""Each entry as it is recorded, told to whoever follows."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request

from api.live import Live, Paced
from api.parameters import TheLedger, read_known
from api.problems import UnreadableTime, problems
from api.routes.events import Asked

router = APIRouter(tags=["events"])

SHOWN = """retry: 1000
: so far
id: 41

event: corrected
data: {"position":42,"action":"corrected","reason":"the date was misread","event":{...},...}
id: 42

"""
TOLD: dict[str, Any] = {
    "description": "Server-sent events. `id` is an entry's position, `event` its action: "
    "`recorded`, `corrected`, `assessed`, `retracted`, `reinstated`, `joined`, `parted`; or "
    "`dropped`, the last message to a reader that is too slow. A message without `data` tells "
    "from where to resume.",
    "content": {
        "text/event-stream": {
            "schema": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": {"$ref": "#/components/schemas/StreamedEntry"},
            },
            "example": SHOWN,
        }
    },
}


def _live(request: Request) -> Live:
    live: Live = request.app.state.live
    return live


TheLive = Annotated[Live, Depends(_live)]


def _begins_after(
    ledger: TheLedger,
    after: Annotated[
        str | None,
        Query(
            description="Begin after this position of the log, or with what was recorded after "
            "this date or instant; left out, with what is recorded from now on. A "
            "`Last-Event-ID` goes before it.",
            examples=["@0", "@1234", "2025-01-29"],
        ),
    ] = None,
    last_event_id: Annotated[
        str | None,
        Header(
            description="The last `id` that was read: go on after it. Browsers send it when they "
            "connect again.",
            examples=["1234"],
        ),
    ] = None,
) -> int:
    """The position after which to begin, which the log has reached."""
    known = read_known("after", after)
    if last_event_id:
        if not re.fullmatch(r"[0-9]{1,18}", last_event_id):
            remedy = "send the last `id` that was read, a position such as 1234"
            raise UnreadableTime("Last-Event-ID", last_event_id, remedy)
        known = int(last_event_id)
    return ledger.history.position(known)


@router.get(
    "/stream",
    status_code=200,
    response_class=Paced,
    responses=problems(400, 404, 422) | {200: TOLD},
)
async def stream(
    live: TheLive, position: Annotated[int, Depends(_begins_after)], asked: Asked
) -> Paced:
    """Each entry as it is recorded by whatever process, once and in order, from now on.

    With `Last-Event-ID` it goes on after that position, and `after=@0` begins with the first.
    Filters are those of `/events`, met by the event as the entry leaves it.
    """
    return Paced(live.follow(position, asked.wants), live.patience)
