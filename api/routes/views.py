"""Ask what follows from what was told: every view, each of them, and the catalogue of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from answers import catalogue
from answers.catalogue import View, Views, ViewWithSchema
from answers.document import state_model, view_model
from answers.question import Question
from api.asking import asking
from api.conditional import Reply, answers
from api.parameters import TheLedger
from api.problems import problems, shown
from exchange.formats import FORMATS, ViewRequest

A_VIEW = {"name": "territory", "title": "Territory", "rows": "places", "subject": ["place"]}


def routes() -> APIRouter:
    """One route for all views, and one for each there is: its description tells its shape."""
    router = APIRouter(tags=["views"])
    router.get("/views", responses=shown({"views": [A_VIEW]}) | problems(422))(views)
    router.get("/views/{view}", responses=shown(A_VIEW) | problems(404, 422))(view)
    router.get("/state", response_model=state_model(), responses=answers(400, 422))(state)
    for each in catalogue.views().views:
        _serve(each, router)
    router.get("/state/{view}", include_in_schema=False)(no_view)
    return router


def views() -> Views:
    """Every view there is: what it answers, by which rules, and its columns."""
    return catalogue.views()


def view(view: Annotated[str, Path(examples=["territory"])]) -> ViewWithSchema:
    """One view, with its columns and the JSON Schema of its rows."""
    return catalogue.view(view)


def state(
    question: Annotated[Question, Depends(asking(Question))], ledger: TheLedger, reply: Reply
) -> Response:
    """Every view of the world on a date, as known at a time."""
    return reply(ledger.state(question))


def no_view(view: str) -> ViewWithSchema:
    """There is no such view; whoever asks for it is told which there are."""
    return catalogue.view(view)


def _serve(declared: View, router: APIRouter) -> None:
    name = declared.name

    def view(
        question: Annotated[ViewRequest, Depends(asking(ViewRequest, view=declared))],
        ledger: TheLedger,
        reply: Reply,
    ) -> Response:
        return reply(ledger.view(name, question))

    router.add_api_route(
        f"/state/{name}",
        view,
        name=name,
        description=f"{declared.answers}\n\n{declared.rules}",
        response_model=view_model(name),
        responses=_in_all_formats(answers(400, 406, 422)),
        operation_id=f"view_{name}",
    )


def _in_all_formats(answers: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    others: dict[str, Any] = {f.media_type: {} for n, f in FORMATS.items() if n != "json"}
    return answers | {200: answers[200] | {"content": others}}
