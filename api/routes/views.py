"""Ask what follows from what was told."""

from inspect import getdoc

from fastapi import APIRouter
from fastapi.responses import Response

from api.answers import StateDocument, document_of
from api.conditional import Reply, answers
from api.parameters import Asked, TheLedger
from projections import VIEWS

router = APIRouter(prefix="/state", tags=["views"])
ANSWERS = answers(400, 422)


@router.get("", response_model=StateDocument, responses=ANSWERS)
def state(question: Asked, ledger: TheLedger, reply: Reply) -> Response:
    """Every view of the world on a date, as known at a time."""
    return reply(lambda: ledger.state(question), question.moment)


def _serve(name: str) -> None:
    """One view has one address; its description tells its shape."""

    def view(question: Asked, ledger: TheLedger, reply: Reply) -> Response:
        return reply(lambda: ledger.view(name, question), question.moment)

    router.add_api_route(
        f"/{name}",
        view,
        name=name,
        description=f"{VIEWS[name].means()}\n\n{getdoc(VIEWS[name])}",
        response_model=document_of(VIEWS[name]),
        responses=ANSWERS,
        operation_id=f"view_{name}",
    )


for _name in VIEWS:
    _serve(_name)


@router.get("/{view}", include_in_schema=False)
def unknown(view: str, ledger: TheLedger, question: Asked, reply: Reply) -> Response:
    """There is no such view."""
    return reply(lambda: ledger.view(view, question), question.moment)
