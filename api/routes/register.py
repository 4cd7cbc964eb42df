"""Who is who and what is where: what the ledger knows of places, actors, sources and crises."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.answers import ActorDocument, PlaceDocument, answer
from api.paging import Page, Paged
from api.parameters import AskedOfAll, AsKnown, TheLedger
from api.problems import problems
from domain.values import Actor, Place
from ledger.ledger import Ledger
from projections.document import listing_document, named_document
from projections.moment import Known

router = APIRouter(tags=["register"])

Sought = Annotated[str | None, Query(description="Sought in names and aliases, whatever the case.")]
ERRORS = problems(400, 422)


@router.get("/places", responses=ERRORS)
def places(ledger: TheLedger, known: AsKnown, page: Paged, q: Sought = None) -> Response:
    """Every place that was told of, with its other names."""
    return _listed("places", ledger, known, page, q)


@router.get("/actors", responses=ERRORS)
def actors(ledger: TheLedger, known: AsKnown, page: Paged, q: Sought = None) -> Response:
    """Every actor that was told of, with its other names."""
    return _listed("actors", ledger, known, page, q)


@router.get("/sources", responses=ERRORS)
def sources(ledger: TheLedger, known: AsKnown, page: Paged, q: Sought = None) -> Response:
    """Every publisher, by the slug that `according_to=publisher:SLUG` takes."""
    return _listed("sources", ledger, known, page, q)


@router.get("/crises", responses=ERRORS)
def crises(ledger: TheLedger, known: AsKnown, page: Paged, q: Sought = None) -> Response:
    """Every crisis that groups any event."""
    return _listed("crises", ledger, known, page, q)


@router.get("/places/{id}", response_model=PlaceDocument, responses=problems(400, 404, 422))
def place(id: str, question: AskedOfAll, ledger: TheLedger) -> Response:
    """One place: its names, every view narrowed to it, and its own history."""
    return answer(named_document(ledger.history, Place, id, question))


@router.get("/actors/{id}", response_model=ActorDocument, responses=problems(400, 404, 422))
def actor(id: str, question: AskedOfAll, ledger: TheLedger) -> Response:
    """One actor: its names, every view narrowed to it, and its own history."""
    return answer(named_document(ledger.history, Actor, id, question))


def _listed(name: str, ledger: Ledger, known: Known, page: Page, q: str | None) -> Response:
    at = page.cursor.position if page.cursor else known
    document = listing_document(ledger.history, name, at, q, page.first, page.limit)
    after = page.next(document["total"], document["position"], "")
    return answer(document | {"next": after})
