"""Everything that happened, to be drawn."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from answers.marks import Choice, marks_document
from api.answers import MarksDocument
from api.conditional import Reply, answers
from api.parameters import Narrowed, TheLedger, ThenKnown, WhoseWord, optional_span

router = APIRouter(tags=["views"])

MOST_MARKS = 20_000


@router.get("/marks", response_model=MarksDocument, responses=answers(400, 422))
def marks(
    ledger: TheLedger,
    reply: Reply,
    known: ThenKnown,
    perspective: WhoseWord,
    narrowing: Narrowed,
    to: Annotated[
        str | None,
        Query(
            description="Only what had begun by the end of this date, month, year or instant; "
            "left out, all.",
            examples=["2025-01-28"],
        ),
    ] = None,
    limit: Annotated[
        int,
        Query(ge=1, le=MOST_MARKS, description="The most marks: of those that were over last."),
    ] = 10_000,
) -> Response:
    """Every happening of any date as a mark for map and time band, oldest first; counts by day."""
    choice = Choice(
        perspective=perspective,
        known=known,
        narrowing=narrowing,
        to=optional_span("to", to),
        limit=limit,
    )
    return reply(lambda: marks_document(ledger.history, choice), {"known": known})
