"""The crisis from the side of a country, and between two of them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from answers.document import RelationDocument, country_model
from answers.question import MomentQuestion, Question
from answers.register import CountriesDocument
from api.asking import asking
from api.conditional import Reply, answers
from api.parameters import TheCountry, TheLedger, ThePair

OfCountry = Annotated[Question, Depends(asking(Question))]


def routes() -> APIRouter:
    """The routes; a country's document has the views that there are."""
    router = APIRouter(tags=["countries"])
    of_one = answers(400, 404, 422)
    router.get("/countries", response_model=CountriesDocument, responses=answers(400, 422))(
        countries
    )
    router.get("/countries/{iso3}", response_model=country_model(), responses=of_one)(country)
    router.get("/relations/{a}/{b}", response_model=RelationDocument, responses=of_one)(relation)
    return router


def countries(
    question: Annotated[MomentQuestion, Depends(asking(MomentQuestion))],
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """Every country that the crisis concerned by then, and its parts in how many events."""
    return reply(ledger.countries(question))


def country(code: TheCountry, question: OfCountry, ledger: TheLedger, reply: Reply) -> Response:
    """Every view from one country's side, with the part that it plays in each row."""
    return reply(ledger.country(code, question))


def relation(pair: ThePair, question: OfCountry, ledger: TheLedger, reply: Reply) -> Response:
    """How two countries stand to each other, and what passed between them day by day."""
    return reply(ledger.relation(*pair, question))
