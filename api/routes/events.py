"""Append events, and read them."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from answers.answer import Document
from answers.document import happening_document, history_document, timeline_document
from answers.timeline import Filter, Sort
from api.answers import EventAsRead, EventPage, Happening, History, Preview, Receipts, answer
from api.body import SentEvents, body_of
from api.conditional import Reply, answers
from api.mementos import Course
from api.paging import Paged
from api.parameters import AtMoment, Narrowed, TheEvent, TheLedger, ThenKnown, optional_span
from api.problems import problems
from domain.event import event_type
from domain.refusals import BatchRefused, Misfit
from domain.span import Span
from domain.telling import Telling
from domain.values import EventId, Status
from history.moment import Question, Sought
from ledger.ledger import Ledger, Receipt

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
    sent: SentEvents,
    ledger: TheLedger,
    preview: Annotated[
        bool, Query(description="Say what would be recorded, or what is wrong, and record nothing.")
    ] = False,
) -> Response:
    """Append one event, an array of them, or NDJSON: all or none; sending them again is safe."""
    answered = _previewed if preview else _appended
    if isinstance(sent, list):
        return answered(sent, ledger)
    try:
        return answered([sent], ledger)
    except BatchRefused as refused:
        raise refused.items[0] from None


@router.get("/events", response_model=EventPage, responses=answers(400, 422))
def read_all(
    ledger: TheLedger,
    reply: Reply,
    moment: AtMoment,
    page: Paged,
    asked: "Asked",
    sort: Annotated[
        Sort, Query(description="By when it occurred, or by when it was last revised.")
    ] = "occurred",
) -> Response:
    """The timeline: the events that were over by `on`, newest first, page by page."""
    if page.cursor:
        pinned = {"known": page.cursor.position, "on": Span(page.cursor.on)}
        moment = moment.model_copy(update=pinned)
    question = Question(moment=moment, limit=page.limit)

    def events() -> Document:
        document = timeline_document(ledger.history, question, asked, sort, page.first)
        after = page.next(document["rests_on"], document["position"], document["on"])
        return document | {"next": after}

    return reply(events, moment)


@router.get("/events/{id}", response_model=EventAsRead, responses=answers(400, 404))
def read(id: TheEvent, known: ThenKnown, ledger: TheLedger, reply: Reply) -> Response:
    """One event as it was known; its ETag is its revision."""
    account = ledger.event(id, known)
    return reply(
        account.as_read,
        {"known": known},
        etag=f'"{account.report.revision}"',
        course=lambda: Course.of_event(ledger.history, id),
    )


@router.get("/events/{id}/history", response_model=History, responses=answers(400, 404))
def history(id: TheEvent, known: ThenKnown, ledger: TheLedger, reply: Reply) -> Response:
    """All revisions of one event: who recorded what, when, and why."""
    return reply(
        lambda: history_document(ledger.history, id, known),
        {"known": known},
        course=lambda: Course.of_event(ledger.history, id),
    )


@router.get("/happenings/{id}", response_model=Happening, responses=answers(400, 404))
def happening(id: TheEvent, known: ThenKnown, ledger: TheLedger, reply: Reply) -> Response:
    """Every event that tells one happening, the retracted among them."""
    return reply(
        lambda: happening_document(ledger.history, id, known),
        {"known": known},
        course=lambda: Course.since_event(ledger.history, id),
    )


def _filter(
    narrowing: Narrowed,
    type: Annotated[
        list[str] | None, Query(description="Of this type; repeatable.", examples=[["CallHeld"]])
    ] = None,
    status: Annotated[list[Status] | None, Query(description="Repeatable.")] = None,
    publisher: Annotated[list[str] | None, Query(description="By its slug; repeatable.")] = None,
    id: Annotated[list[EventId] | None, Query(description="Repeatable.")] = None,
    happening: Annotated[EventId | None, Query(description="Its accounts.")] = None,
    recorded_by: Annotated[str | None, Query(description="Of the last revision.")] = None,
    occurred_from: Annotated[
        str | None, Query(description="Not over before this.", examples=["2025-01-26"])
    ] = None,
    occurred_to: Annotated[
        str | None, Query(description="Begun by the end of this.", examples=["2025-01-30"])
    ] = None,
    recorded_from: Annotated[
        str | None, Query(description="Last revised at this time or later.")
    ] = None,
    recorded_to: Annotated[
        str | None, Query(description="Last revised by the end of this.")
    ] = None,
    q: Annotated[Sought | None, Query(description="Sought in summaries, names and texts.")] = None,
) -> Filter:
    """Which events are asked for."""
    for name in type or ():
        event_type(name)
    return Filter(
        **narrowing.model_dump(),
        type=tuple(type or ()),
        status=tuple(status or ()),
        publisher=tuple(publisher or ()),
        id=tuple(id or ()),
        happening=happening,
        recorded_by=recorded_by,
        occurred_from=optional_span("occurred_from", occurred_from),
        occurred_to=optional_span("occurred_to", occurred_to),
        recorded_from=optional_span("recorded_from", recorded_from),
        recorded_to=optional_span("recorded_to", recorded_to),
        q=q,
    )


Asked = Annotated[Filter, Depends(_filter)]


def accepted(receipts: Sequence[Receipt], status: int, headers: dict[str, str]) -> Response:
    """Where each entry stands."""
    body: dict[str, Any] = {
        "accepted": [receipt.as_json() for receipt in receipts],
        "position": max(receipt.position for receipt in receipts),
    }
    return answer(body, status, headers)


def _appended(sent: list[Any], ledger: Ledger) -> Response:
    receipts = ledger.append(_some(sent))
    where = {"Location": f"/events/{receipts[0].id}"} if len(receipts) == 1 else {}
    return accepted(receipts, 201 if any(r.is_new for r in receipts) else 200, where)


def _previewed(sent: list[Any], ledger: Ledger) -> Response:
    events = [report.as_read() for report in ledger.preview(_some(sent))]
    return answer({"preview": [{"headline": told["headline"], "event": told} for told in events]})


def _some(sent: list[Any]) -> list[Any]:
    if not sent:
        raise Misfit([{"field": "", "value": sent, "detail": "send one event at least"}])
    return sent
