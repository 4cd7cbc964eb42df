"""Each entry as it is recorded, told to whoever follows."""

import re
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Header, Query, Request

from answers.question import StreamQuestion
from answers.times import UnreadableTime
from api.live import Live, Paced
from api.parameters import TheLedger
from api.problems import problems

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


class Following(NamedTuple):
    """What is followed: what is recorded after a position, where it is asked for."""

    position: int
    question: StreamQuestion


TheLive = Annotated[Live, Depends(_live)]


def _following(
    question: Annotated[StreamQuestion, Query()],
    ledger: TheLedger,
    last_event_id: Annotated[
        str | None,
        Header(
            description="The last `id` that was read: go on after it. Browsers send it when they "
            "connect again.",
            examples=["1234"],
        ),
    ] = None,
) -> Following:
    """What is asked for, from a position that the log has reached."""
    if not last_event_id:
        return Following(ledger.position(question.after), question)
    if not re.fullmatch(r"[0-9]{1,18}", last_event_id):
        remedy = "send the last `id` that was read, a position such as 1234"
        raise UnreadableTime("Last-Event-ID", last_event_id, remedy)
    return Following(ledger.position(int(last_event_id)), question)


@router.get(
    "/stream",
    status_code=200,
    response_class=Paced,
    responses=problems(400, 404, 422) | {200: TOLD},
)
async def stream(live: TheLive, following: Annotated[Following, Depends(_following)]) -> Paced:
    """Each entry as it is recorded by whatever process, once and in order, from now on.

    With `Last-Event-ID` it goes on after that position, and `after=@0` begins with the first.
    Filters are those of `/events`, met by the event as the entry leaves it.
    """
    return Paced(live.follow(following.position, following.question.wants), live.patience)
