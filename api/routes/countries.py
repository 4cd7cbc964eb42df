"""The crisis from the side of a country, and between two of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from api.answers import CountryDocument, RelationDocument, answer
from api.parameters import Asked, AtMoment, TheLedger
from api.problems import problems
from domain.refusals import UnknownCountry
from domain.values import country_names
from projections.document import countries_document, relation_document
from projections.moment import Question

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


@router.get("/countries", responses=problems(400, 422))
def countries(moment: AtMoment, ledger: TheLedger) -> Response:
    """Every country that the crisis concerned by then, and its parts in how many events."""
    return answer(countries_document(ledger.history, Question(moment=moment)))


@router.get("/countries/{iso3}", response_model=CountryDocument, responses=problems(400, 404, 422))
def country(
    code: Annotated[str, Depends(_country)], question: Asked, ledger: TheLedger
) -> Response:
    """Every view from one country's side, with the part that it plays in each row."""
    return answer(ledger.country(code, question))


@router.get(
    "/relations/{a}/{b}", response_model=RelationDocument, responses=problems(400, 404, 422)
)
def relation(
    pair: Annotated[tuple[str, str], Depends(_pair)], question: Asked, ledger: TheLedger
) -> Response:
    """How two countries stand to each other, and what passed between them day by day."""
    return answer(relation_document(ledger.history, *pair, question))
