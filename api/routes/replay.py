"""The crisis from date to date, frame by frame, sent as it is folded."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic_core import to_json

from answers.replay import Replay
from api.answers import ReplayDocument
from api.body import JSON, NDJSON
from api.parameters import AsKnown, Limit, Narrowed, TheLedger, WhoseWord, read_span
from api.played import BY_DAY, Played
from api.problems import problems
from history.moment import Moment, Question

router = APIRouter(tags=["views"])


def _played(
    from_: Annotated[
        str, Query(alias="from", description="The first date.", examples=["2025-01-25"])
    ],
    to: Annotated[str, Query(description="The last date.", examples=["2025-02-05"])],
    step: Annotated[
        str,
        Query(
            description="From frame to frame: an ISO 8601 duration of weeks, days, hours or "
            "minutes, or `event` for a frame whenever something was over.",
            examples=["P1D", "PT6H", "event"],
        ),
    ] = BY_DAY,
) -> Played:
    """Which frames are asked for."""
    return Played(read_span("from", from_), read_span("to", to), step)


@router.get("/replay", response_model=ReplayDocument, responses=problems(400, 422))
def replay(
    request: Request,
    ledger: TheLedger,
    played: Annotated[Played, Depends(_played)],
    known: AsKnown,
    perspective: WhoseWord,
    narrowing: Narrowed,
    limit: Limit = 500,
    frames: Annotated[
        Literal["whole", "changes"],
        Query(description="Each frame whole, or as what changed from the one before."),
    ] = "whole",
) -> StreamingResponse:
    """Frames of the state, one a step, each what `/state` says of its date; NDJSON if accepted."""
    moment = Moment(on=played.last, known=known, **dict(perspective))
    question = Question(moment=moment, narrowing=narrowing, limit=limit)
    history = ledger.history
    on = played.on(history, question)
    play = Replay(history, question)
    told = play.frames(on) if frames == "whole" else play.changes(on)
    lines = (to_json(frame) for frame in told)
    if NDJSON in request.headers.get("accept", ""):
        return StreamingResponse((line + b"\n" for line in lines), media_type=NDJSON)
    head = {"from": str(played.first), "to": str(played.last), "step": played.step}
    return StreamingResponse(_in_one_document(head, lines), media_type=JSON)


def _in_one_document(head: dict[str, str], lines: Iterator[bytes]) -> Iterator[bytes]:
    """One JSON object with all frames, sent frame by frame."""
    yield to_json(head)[:-1] + b',"frames":['
    for place, line in enumerate(lines):
        yield (b"," if place else b"") + line
    yield b"]}"
