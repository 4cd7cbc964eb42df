"""What changed: between two dates, or between what was known at two times."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from answers.changes import ChangesDocument
from answers.question import ChangesQuestion
from api.asking import asking
from api.conditional import Reply, answers
from api.parameters import TheLedger

router = APIRouter(tags=["views"])


@router.get("/changes", response_model=ChangesDocument, responses=answers(400, 422))
def changes(
    question: Annotated[ChangesQuestion, Depends(asking(ChangesQuestion))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """What differs between two dates, or on one date as known at two times, in every view."""
    return reply(ledger.changes(question))
