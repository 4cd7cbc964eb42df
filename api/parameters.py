"""What routes are asked with, parsed once."""

import re
from typing import Annotated, Literal

from fastapi import Depends, Header, Query, Request
from fastapi.routing import APIRoute
from pydantic import ValidationError

from api.mementos import read_http_date
from api.problems import NoRevision, UnreadableTime
from domain.refusals import Misfit, UnknownEvent, remedy
from domain.span import Span
from domain.values import Country, Slug, Status
from history.moment import Known, Moment, Narrowing, Perspective, Question, Resolve
from ledger.ledger import Ledger

MOST_ROWS = 10_000
ACCEPT_DATETIME = "Accept-Datetime"
A_DATE = "Tue, 28 Jan 2025 07:00:00 GMT"


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


def known_at(
    known: Annotated[
        str | None,
        Query(
            description="As known at an instant, on a date (to its end), or at a position of the "
            "log; left out, everything that is recorded.",
            examples=["2025-01-29", "@1234"],
        ),
    ] = None,
) -> Known:
    """As known at an instant, on a date (to its end), or at a position; else all that is known."""
    return read_known("known", known)


AsKnown = Annotated[Known, Depends(known_at)]


def _then_known(
    known: AsKnown,
    accept_datetime: Annotated[
        str | None,
        Header(
            description="As known at this second (RFC 7089), where the address has no `known`.",
            examples=[A_DATE],
        ),
    ] = None,
) -> Known:
    """As known at what the address says, else at what the header says."""
    if known is not None or accept_datetime is None:
        return known
    try:
        return Span(read_http_date(accept_datetime).isoformat().replace("+00:00", "Z"))
    except ValueError:
        remedy = f"write an HTTP date, as {A_DATE}, or ask with `known`"
        raise UnreadableTime(ACCEPT_DATETIME, accept_datetime, remedy) from None


ThenKnown = Annotated[Known, Depends(_then_known)]


def _perspective(
    resolve: Annotated[
        Resolve, Query(description="Which account of a happening gives its values.")
    ] = "best",
    at_least: Annotated[
        Status, Query(description="Leave out events that are trusted less.")
    ] = Status.DISPUTED,
    according_to: Annotated[
        str | None,
        Query(
            description="Only what this actor (by id) or publisher tells.",
            examples=["m23", "publisher:radio-okapi"],
            pattern=r"^(publisher:)?[^:\s]+$",
        ),
    ] = None,
) -> Perspective:
    """Whose word is taken."""
    return Perspective(resolve=resolve, at_least=at_least, according_to=according_to)


WhoseWord = Annotated[Perspective, Depends(_perspective)]


def _moment(
    ledger: TheLedger,
    known: ThenKnown,
    perspective: WhoseWord,
    on: Annotated[
        str | None,
        Query(
            description="The world on this date, month or year (at its end) or at this instant; "
            "left out, at the end of today (UTC).",
            examples=["2025-01-28"],
        ),
    ] = None,
) -> Moment:
    """The world on a date, as known at a time."""
    day = ledger.now().date().isoformat() if on is None else on
    return Moment(on=read_span("on", day), known=known, **dict(perspective))


AtMoment = Annotated[Moment, Depends(_moment)]


def _narrowing(
    crisis: Annotated[
        Slug | None, Query(description="Only of this crisis.", examples=["goma-2025"])
    ] = None,
    country: Annotated[
        Country | None, Query(description="Only what concerns this country.", examples=["RWA"])
    ] = None,
    place: Annotated[
        Slug | None, Query(description="Only at this place.", examples=["goma"])
    ] = None,
    actor: Annotated[
        Slug | None, Query(description="Only what names this actor.", examples=["m23"])
    ] = None,
) -> Narrowing:
    """Which rows are asked for."""
    return Narrowing(crisis=crisis, country=country, place=place, actor=actor)


Narrowed = Annotated[Narrowing, Depends(_narrowing)]
Limit = Annotated[
    int, Query(ge=1, le=MOST_ROWS, description="The most items in a list; its `total` is told.")
]
Include = Annotated[
    Literal["sources"] | None, Query(description="`sources` adds those of every event named.")
]


def _question(
    moment: AtMoment, narrowing: Narrowed, limit: Limit = 500, include: Include = None
) -> Question:
    """One question to a view."""
    return Question(
        moment=moment, narrowing=narrowing, limit=limit, with_sources=include is not None
    )


Asked = Annotated[Question, Depends(_question)]


def _unnarrowed(moment: AtMoment, limit: Limit = 500, include: Include = None) -> Question:
    """One question to all of a view."""
    return Question(moment=moment, limit=limit, with_sources=include is not None)


AskedOfAll = Annotated[Question, Depends(_unnarrowed)]


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


def read_known(parameter: str, text: str | None) -> Known:
    """What a query asks to be known: an instant, a date, a position, or nothing."""
    if text is not None and text.startswith("@"):
        if not re.fullmatch(r"@[0-9]{1,18}", text):
            raise UnreadableTime(parameter, text, "a position is written @1234; @0 is before all")
        return int(text[1:])
    return None if text is None else read_span(parameter, text)


def read_span(parameter: str, text: str) -> Span:
    """A time in a query, where a space stands for a lost +."""
    try:
        span = Span(text.replace(" ", "+"))
    except ValidationError as error:
        raise UnreadableTime(parameter, text, remedy(error.errors()[0]["msg"])) from None
    if span.is_interval:
        raise UnreadableTime(parameter, text, "give one date or instant, not an interval")
    return span


def optional_span(parameter: str, text: str | None) -> Span | None:
    """A time in a query that may be left out."""
    return read_span(parameter, text) if text else None
