"""The crisis from the side of a country, and between two of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from answers.document import countries_document, relation_document
from api.answers import CountryDocument, RelationDocument
from api.conditional import Reply, answers
from api.parameters import Asked, AtMoment, TheLedger
from domain.refusals import UnknownCountry
from domain.values import country_names
from history.moment import Question

router = APIRouter(tags=["countries"])

ISO3 = Annotated[str, Path(description="ISO 3166-1 alpha-3", examples=["RWA"])]


def _country(iso3: ISO3) -> str:
    return _code(iso3)


def _pair(a: ISO3, b: ISO3) -> tuple[str, str]:
    return _code(a), _code(b)


def _code(iso3: str) -> str:
    code = iso3.upper()
    if code not in country_names():
        raise UnknownCountry(iso3)
    return code


@router.get("/countries", responses=answers(400, 422))
def countries(moment: AtMoment, ledger: TheLedger, reply: Reply) -> Response:
    """Every country that the crisis concerned by then, and its parts in how many events."""
    question = Question(moment=moment)
    return reply(lambda: countries_document(ledger.history, question), moment)


@router.get("/countries/{iso3}", response_model=CountryDocument, responses=answers(400, 404, 422))
def country(
    code: Annotated[str, Depends(_country)], question: Asked, ledger: TheLedger, reply: Reply
) -> Response:
    """Every view from one country's side, with the part that it plays in each row."""
    return reply(lambda: ledger.country(code, question), question.moment)


@router.get("/relations/{a}/{b}", response_model=RelationDocument, responses=answers(400, 404, 422))
def relation(
    pair: Annotated[tuple[str, str], Depends(_pair)],
    question: Asked,
    ledger: TheLedger,
    reply: Reply,
) -> Response:
    """How two countries stand to each other, and what passed between them day by day."""
    return reply(lambda: relation_document(ledger.history, *pair, question), question.moment)
