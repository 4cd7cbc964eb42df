"""The crisis from date to date, frame by frame, sent as it is folded."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic_core import to_json

from answers.question import ReplayQuestion
from answers.replay import Replay, ReplayHead, replay_model
from api.body import JSON, NDJSON
from api.parameters import TheLedger
from api.problems import problems


def routes() -> APIRouter:
    """The route; its frames have the views that there are."""
    router = APIRouter(tags=["views"])
    router.get("/replay", response_model=replay_model(), responses=problems(400, 422))(replay)
    return router


def replay(
    request: Request, question: Annotated[ReplayQuestion, Query()], ledger: TheLedger
) -> StreamingResponse:
    """Frames of the state, one a step, each what `/state` says of its date; NDJSON if accepted."""
    return _sent(ledger.replay(question), request.headers.get("accept", ""))


def _sent(replay: Replay, accept: str) -> StreamingResponse:
    asked = replay.asked
    frames = replay.frames() if asked.frames == "whole" else replay.changes()
    lines = (to_json(frame) for frame in frames)
    if NDJSON in accept:
        return StreamingResponse((line + b"\n" for line in lines), media_type=NDJSON)
    head = ReplayHead(from_=asked.from_, to=asked.to, step=asked.step)
    return StreamingResponse(_in_one_document(head, lines), media_type=JSON)


def _in_one_document(head: ReplayHead, lines: Iterator[bytes]) -> Iterator[bytes]:
    """One JSON object with all frames, sent frame by frame."""
    yield to_json(head)[:-1] + b',"frames":['
    for place, line in enumerate(lines):
        yield (b"," if place else b"") + line
    yield b"]}"
