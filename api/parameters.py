"""What routes are asked with besides their questions: the ledger, ids, codes, a revision."""

import re
from typing import Annotated

from fastapi import Depends, Header, Path, Request
from fastapi.routing import APIRoute

from api.problems import NoRevision
from domain.refusals import Misfit, UnknownCountry, UnknownEvent
from domain.values import country_names
from ledger.ledger import Ledger


def _ledger(request: Request) -> Ledger:
    ledger: Ledger = request.app.state.ledger
    return ledger


TheLedger = Annotated[Ledger, Depends(_ledger)]


def only_known_parameters(request: Request) -> None:
    """Refuse a query parameter that the route does not have: a misspelt one answers wrongly."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or not request.query_params:
        return
    described = request.app.openapi()["paths"].get(route.path_format, {})
    operation = described.get(request.method.lower(), {})
    told = [each for each in operation.get("parameters", ()) if each["in"] == "query"]
    if any(each["schema"].get("type") == "object" for each in told):
        return  # they are another operation's, which is asked next
    several = {each["name"]: "'array'" in str(each["schema"]) for each in told}
    there_are = ", ".join(sorted(several)) or "none"
    errors = []
    for name, value in request.query_params.items():
        if name not in several:
            remedy = f"is not a parameter here; there are: {there_are}"
            errors.append({"field": name, "value": value, "detail": remedy})
        elif not several[name] and len(request.query_params.getlist(name)) > 1:
            errors.append({"field": name, "value": value, "detail": "give it once"})
    if operation and errors:
        raise Misfit(errors)


def _revision(
    if_match: Annotated[
        str | None,
        Header(description="The revision that was read, as its ETag tells it.", examples=['"1"']),
    ] = None,
) -> int:
    """The revision that the caller read: `"1"`, `1` or `W/"1"`."""
    read = re.fullmatch(r'(?:W/)?("?)([0-9]{1,9})\1', (if_match or "").strip())
    if read is None:
        raise NoRevision(if_match)
    return int(read[2])


AsRead = Annotated[int, Depends(_revision)]


def event_id(id: str) -> str:
    """The id of an event as the address gives it; what is no UUID is no event's."""
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", id):
        raise UnknownEvent(id)
    return id.lower()


TheEvent = Annotated[str, Depends(event_id)]
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


TheCountry = Annotated[str, Depends(_country)]
ThePair = Annotated[tuple[str, str], Depends(_pair)]
