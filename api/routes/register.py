"""Who is who and what is where: what the ledger knows of places, actors, sources and crises."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from answers.document import actor_model, place_model
from answers.mementos import Course
from answers.question import ListQuestion, WholeQuestion
from answers.register import list_model
from api.asking import asking
from api.conditional import Reply, answers
from api.paging import Paged
from api.parameters import TheLedger
from domain.values import Actor, Place
from ledger.ledger import Ledger


def _of_place(ledger: Ledger, id: str) -> Course:
    return ledger.course_of_name(Place, id)


def _of_actor(ledger: Ledger, id: str) -> Course:
    return ledger.course_of_name(Actor, id)


AList = Annotated[ListQuestion, Depends(asking(ListQuestion))]
OfPlace = Annotated[WholeQuestion, Depends(asking(WholeQuestion, _of_place))]
OfActor = Annotated[WholeQuestion, Depends(asking(WholeQuestion, _of_actor))]


def routes() -> APIRouter:
    """The routes; the documents of a place and of an actor have the views that there are."""
    router = APIRouter(tags=["register"])
    for list in (places, actors, sources, crises):
        name = list.__name__
        router.get(f"/{name}", response_model=list_model(name), responses=answers(400, 422))(list)
    of_one = answers(400, 404, 422)
    router.get("/places/{id}", response_model=place_model(), responses=of_one)(place)
    router.get("/actors/{id}", response_model=actor_model(), responses=of_one)(actor)
    return router


def places(question: AList, page: Paged, ledger: TheLedger, reply: Reply) -> Response:
    """Every place that was told of, with its other names."""
    return reply(page.with_next(ledger.listed("places", question, page.first)))


def actors(question: AList, page: Paged, ledger: TheLedger, reply: Reply) -> Response:
    """Every actor that was told of, with its other names."""
    return reply(page.with_next(ledger.listed("actors", question, page.first)))


def sources(question: AList, page: Paged, ledger: TheLedger, reply: Reply) -> Response:
    """Every publisher, by the slug that `according_to=publisher:SLUG` takes."""
    return reply(page.with_next(ledger.listed("sources", question, page.first)))


def crises(question: AList, page: Paged, ledger: TheLedger, reply: Reply) -> Response:
    """Every crisis that groups any event."""
    return reply(page.with_next(ledger.listed("crises", question, page.first)))


def place(id: str, question: OfPlace, ledger: TheLedger, reply: Reply) -> Response:
    """One place: its names, every view narrowed to it, and its own history."""
    return reply(ledger.place(id, question))


def actor(id: str, question: OfActor, ledger: TheLedger, reply: Reply) -> Response:
    """One actor: its names, every view narrowed to it, and its own history."""
    return reply(ledger.actor(id, question))
