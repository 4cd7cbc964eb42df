"""Append events, and read them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from pydantic import BaseModel

from answers.document import EventPage
from answers.event import EventAsRead, EventHistory, HappeningDocument, Preview
from answers.mementos import Course
from answers.question import EventsQuestion, KnownQuestion
from api.asking import asking
from api.body import JSON, SentEvents, body_of
from api.conditional import Reply, answers
from api.paging import Paged
from api.parameters import TheEvent, TheLedger, event_id
from api.problems import problems
from domain.refusals import BatchRefused, Misfit
from domain.telling import Telling
from exchange.formats import as_json
from ledger.ledger import Ledger, Receipts

router = APIRouter(tags=["events"])

M23 = {"id": "m23", "name": "M23", "country": "COD", "kind": "armed_group"}
FALL_OF_GOMA = {
    "type": "CityCaptured",
    "occurred": "2025-01-27",
    "status": "claimed",
    "sources": [{"publisher": "Radio Okapi", "quoted": M23, "published": "2025-01-27"}],
    "crises": ["goma-2025"],
    "data": {
        "place": {"id": "goma", "name": "Goma", "country": "COD", "kind": "city"},
        "by": M23,
    },
}


@router.post(
    "/events",
    status_code=201,
    response_model=Receipts,
    responses=problems(400, 409, 413, 415, 422)
    | {
        200: {
            "model": Receipts | Preview,
            "description": "All of it was recorded before; or the preview that was asked for",
        }
    },
    openapi_extra=body_of(Telling, example=FALL_OF_GOMA, ndjson=True),
)
def append(
    told: SentEvents,
    ledger: TheLedger,
    preview: Annotated[
        bool, Query(description="Say what would be recorded, or what is wrong, and record nothing.")
    ] = False,
) -> Response:
    """Append one event, an array of them, or NDJSON: all or none; sending them again is safe."""
    answered = _previewed if preview else _appended
    if isinstance(told, list):
        return answered(told, ledger)
    try:
        return answered([told], ledger)
    except BatchRefused as refused:
        raise refused.items[0] from None


def _of_event(ledger: Ledger, id: str) -> Course:
    return ledger.course_of_event(event_id(id))


def _since_event(ledger: Ledger, id: str) -> Course:
    return ledger.course_since_event(event_id(id))


def _revision(ledger: Ledger, id: str, asked: KnownQuestion) -> str:
    return f'"{ledger.event(event_id(id), asked.known).report.revision}"'


@router.get("/events", response_model=EventPage, responses=answers(400, 422))
def read_all(
    question: Annotated[EventsQuestion, Depends(asking(EventsQuestion))],
    page: Paged,
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """The timeline: the events that were over by `on`, newest first, page by page."""
    return reply(page.with_next(ledger.events(question, page.first)))


@router.get("/events/{id}", response_model=EventAsRead, responses=answers(400, 404, 422))
def read(
    id: TheEvent,
    question: Annotated[KnownQuestion, Depends(asking(KnownQuestion, _of_event, _revision))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """One event as it was known; its ETag is its revision."""
    return reply(EventAsRead.read(ledger.event(id, question.known)))


@router.get("/events/{id}/history", response_model=EventHistory, responses=answers(400, 404, 422))
def history(
    id: TheEvent,
    question: Annotated[KnownQuestion, Depends(asking(KnownQuestion, _of_event))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """All revisions of one event: who recorded what, when, and why."""
    return reply(ledger.event_history(id, question.known))


@router.get("/happenings/{id}", response_model=HappeningDocument, responses=answers(400, 404, 422))
def happening(
    id: TheEvent,
    question: Annotated[KnownQuestion, Depends(asking(KnownQuestion, _since_event))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """Every event that tells one happening, the retracted among them."""
    return reply(ledger.happening(id, question.known))


def sent(document: BaseModel, status: int, headers: dict[str, str] | None = None) -> Response:
    """What came of something that was sent."""
    return Response(as_json(document), status, headers, media_type=JSON)


def _appended(told: list[Any], ledger: Ledger) -> Response:
    receipts = ledger.append(_some(told))
    where = {"Location": f"/events/{receipts[0].id}"} if len(receipts) == 1 else {}
    return sent(Receipts.of(receipts), 201 if any(r.is_new for r in receipts) else 200, where)


def _previewed(told: list[Any], ledger: Ledger) -> Response:
    return sent(Preview.of(ledger.preview(_some(told))), 200)


def _some(told: list[Any]) -> list[Any]:
    if not told:
        raise Misfit([{"field": "", "value": told, "detail": "send one event at least"}])
    return told
