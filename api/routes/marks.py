"""Everything that happened, to be drawn."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from answers.marks import MarksDocument
from answers.question import MarksQuestion
from api.asking import asking
from api.conditional import Reply, answers
from api.parameters import TheLedger

router = APIRouter(tags=["views"])


@router.get("/marks", response_model=MarksDocument, responses=answers(400, 422))
def marks(
    question: Annotated[MarksQuestion, Depends(asking(MarksQuestion))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """Every happening of any date as a mark for map and time band, oldest first; counts by day."""
    return reply(ledger.marks(question))
