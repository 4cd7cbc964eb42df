"""The crisis from date to date, frame by frame, sent as it is folded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from api.answers import ReplayDocument
from api.body import JSON, NDJSON
from api.parameters import AsKnown, Limit, Narrowed, TheLedger, WhoseWord, read_span
from api.problems import EndsBeforeItStarts, ImpossibleStep, problems
from domain.span import Span
from projections.history import History
from projections.moment import Moment, Question
from projections.replay import Replay, dates, dates_of_happenings, number_of

router = APIRouter(tags=["views"])

MOST_FRAMES = 5_000
BY_EVENT = "event"
DURATION = TypeAdapter(timedelta)


@dataclass(frozen=True)
class Played:
    """Which frames are asked for: from one date to another, by a step or by event."""

    first: Span
    last: Span
    step: str

    def on(self, history: History, question: Question) -> list[Span]:
        """The dates of the frames, of which there are not too many."""
        if self.step == BY_EVENT:
            found = dates_of_happenings(history, question, self.first)
            self._must_be_few(len(found))
            return found
        step = self._duration()
        self._must_be_few(number_of(self.first, self.last, step))
        return list(dates(self.first, self.last, step))

    def _duration(self) -> timedelta:
        of_one_length = re.fullmatch(r"P(?!.*[YM].*T|[^T]*[YM]).+", self.step)
        try:
            step = DURATION.validate_python(self.step) if of_one_length else timedelta()
        except ValidationError:
            step = timedelta()
        if step <= timedelta():
            remedy = "is no step: write P1D (a day), PT6H (six hours), P1W (a week) or event"
            raise ImpossibleStep(self.step, remedy)
        return step

    def _must_be_few(self, frames: int) -> None:
        if frames > MOST_FRAMES:
            span = self.last.end - self.first.start
            days = span // timedelta(days=MOST_FRAMES) + 1
            remedy = (
                f"takes {frames} frames, and {MOST_FRAMES} are the most; "
                f"take a step of P{days}D or more, or a shorter span"
            )
            raise ImpossibleStep(self.step, remedy)


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
    ] = "P1D",
) -> Played:
    """Which frames are asked for."""
    first, last = read_span("from", from_), read_span("to", to)
    if last.end < first.end:
        raise EndsBeforeItStarts(from_, to)
    return Played(first, last, step)


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
