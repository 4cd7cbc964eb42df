"""Ask what follows from what was told."""

from inspect import getdoc

from fastapi import APIRouter
from fastapi.responses import Response

from api.answers import StateDocument, answer, document_of
from api.parameters import Asked, TheLedger
from api.problems import problems
from projections import VIEWS

router = APIRouter(prefix="/state", tags=["views"])
ERRORS = problems(400, 422)


@router.get("", response_model=StateDocument, responses=ERRORS)
def state(question: Asked, ledger: TheLedger) -> Response:
    """Every view of the world on a date, as known at a time."""
    return answer(ledger.state(question))


def _serve(name: str) -> None:
    """One view has one address; its description tells its shape."""

    def view(question: Asked, ledger: TheLedger) -> Response:
        return answer(ledger.view(name, question))

    router.add_api_route(
        f"/{name}",
        view,
        name=name,
        description=f"{VIEWS[name].means()}\n\n{getdoc(VIEWS[name])}",
        response_model=document_of(VIEWS[name]),
        responses=ERRORS,
        operation_id=f"view_{name}",
    )


for _name in VIEWS:
    _serve(_name)


@router.get("/{view}", include_in_schema=False)
def unknown(view: str, question: Asked, ledger: TheLedger) -> Response:
    """There is no such view."""
    return answer(ledger.view(view, question))
