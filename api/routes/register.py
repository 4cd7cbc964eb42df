"""Who is who and what is where: what the ledger knows of places, actors, sources and crises."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from answers.answer import Document
from answers.document import listing_document, named_document
from api.answers import ActorDocument, PlaceDocument
from api.conditional import Reply, Replying, answers
from api.mementos import Course
from api.paging import Page, Paged
from api.parameters import AskedOfAll, ThenKnown
from domain.values import Actor, Named, Place
from history.moment import Known, Question, Sought

router = APIRouter(tags=["register"])

Q = Annotated[Sought | None, Query(description="Sought in names and aliases, whatever the case.")]
ANSWERS = answers(400, 422)


@router.get("/places", responses=ANSWERS)
def places(reply: Reply, known: ThenKnown, page: Paged, q: Q = None) -> Response:
    """Every place that was told of, with its other names."""
    return _listed("places", reply, known, page, q)


@router.get("/actors", responses=ANSWERS)
def actors(reply: Reply, known: ThenKnown, page: Paged, q: Q = None) -> Response:
    """Every actor that was told of, with its other names."""
    return _listed("actors", reply, known, page, q)


@router.get("/sources", responses=ANSWERS)
def sources(reply: Reply, known: ThenKnown, page: Paged, q: Q = None) -> Response:
    """Every publisher, by the slug that `according_to=publisher:SLUG` takes."""
    return _listed("sources", reply, known, page, q)


@router.get("/crises", responses=ANSWERS)
def crises(reply: Reply, known: ThenKnown, page: Paged, q: Q = None) -> Response:
    """Every crisis that groups any event."""
    return _listed("crises", reply, known, page, q)


@router.get("/places/{id}", response_model=PlaceDocument, responses=answers(400, 404, 422))
def place(id: str, question: AskedOfAll, reply: Reply) -> Response:
    """One place: its names, every view narrowed to it, and its own history."""
    return _named(Place, id, question, reply)


@router.get("/actors/{id}", response_model=ActorDocument, responses=answers(400, 404, 422))
def actor(id: str, question: AskedOfAll, reply: Reply) -> Response:
    """One actor: its names, every view narrowed to it, and its own history."""
    return _named(Actor, id, question, reply)


def _named(kind: type[Named], id: str, question: Question, reply: Replying) -> Response:
    ledger = reply.ledger
    return reply(
        lambda: named_document(ledger.history, kind, id, question),
        question.moment,
        course=lambda: Course.of_name(ledger.history, kind, id),
    )


def _listed(name: str, reply: Replying, known: Known, page: Page, q: str | None) -> Response:
    at = page.cursor.position if page.cursor else known

    def listed() -> Document:
        document = listing_document(reply.ledger.history, name, at, q, page.first, page.limit)
        return document | {"next": page.next(document["total"], document["position"], "")}

    return reply(listed, {"known": at})
