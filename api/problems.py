"""Refusals told as RFC 9457 problem details: one table, one shape."""

from dataclasses import dataclass
from inspect import getdoc
from itertools import islice
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from answers.question import EndsBeforeItStarts, ImpossibleStep
from answers.times import UnreadableTime
from domain import refusals
from domain.refusals import MOST_NAMED, BatchRefused, Misfit, Refusal, misfit
from exchange.formats import NoPlace, SeveralViews

PROBLEM = "application/problem+json"


@dataclass(eq=False)
class NoRevision(Refusal):
    """It is not said which revision of the event was read."""

    if_match: str | None
    sentence = 'send as If-Match the ETag that reading the event gave, such as "1"'


@dataclass(eq=False)
class NotJson(Refusal):
    """What was sent cannot be read as JSON."""

    where: str
    why: str
    sentence = "reading stopped in {where}: {why}"


@dataclass(eq=False)
class TooLarge(Refusal):
    """What was sent is too large."""

    limit: int
    sentence = "a body has at most {limit} bytes; send several batches"


@dataclass(eq=False)
class OtherMediaType(Refusal):
    """What was sent is not said to be JSON."""

    content_type: str | None
    accepted: list[str]
    sentence = "send the header `Content-Type: {accepted[0]}`, not {content_type!r}"


@dataclass(eq=False)
class Misdirected(Refusal):
    """The service is not called by this host."""

    host: str | None
    sentence = (
        "send one `Host` by which this service is called: localhost, the address at which it "
        "listens, or a name that `crisis serve --allowed-host NAME` gives it"
    )


@dataclass(eq=False)
class NotAcceptable(Refusal):
    """The answer is had in no format that is accepted."""

    accept: str
    formats: list[str]
    sentence = "there is no {accept} of it; there are {formats}, by `Accept` or by `format`"


@dataclass(eq=False)
class MadeUpCursor(Refusal):
    """This is no cursor of this list."""

    cursor: str
    sentence = (
        "`cursor` is the `next` of the page before, asked for with the same parameters; "
        "leave it out to begin anew"
    )


STATUS: dict[type[Refusal], int] = {
    NotJson: 400,
    UnreadableTime: 400,
    EndsBeforeItStarts: 400,
    ImpossibleStep: 400,
    MadeUpCursor: 400,
    refusals.UnknownPosition: 400,
    refusals.UnknownEvent: 404,
    refusals.UnknownType: 404,
    refusals.UnknownView: 404,
    refusals.UnknownCountry: 404,
    refusals.UnknownName: 404,
    NoPlace: 406,
    NotAcceptable: 406,
    SeveralViews: 406,
    refusals.AlreadyRecorded: 409,
    refusals.AlreadyRetracted: 409,
    refusals.NotRetracted: 409,
    refusals.AlreadyThere: 409,
    refusals.ChangesNothing: 409,
    refusals.NotOneFamily: 409,
    refusals.OtherIdentity: 409,
    refusals.BeforeTheLast: 409,
    refusals.StaleRevision: 412,
    TooLarge: 413,
    refusals.TooManyItems: 413,
    OtherMediaType: 415,
    Misdirected: 421,
    refusals.AheadOfTime: 422,
    refusals.UnknownReference: 422,
    Misfit: 422,
    NoRevision: 428,
    refusals.StoreUnavailable: 503,
}
PHRASES = {
    400: "Not JSON, or a time, a position or a cursor that cannot be",
    404: "Unknown, or not yet known",
    406: "Not had in this format",
    409: "What the ledger or the event's life does not allow",
    412: "The event was revised since it was read",
    413: "Too large",
    415: "Not said to be JSON",
    421: "Asked by a name that is not the service's own",
    422: "What was sent does not fit; `errors` name field, value and remedy",
    428: "`If-Match` is missing or unreadable",
    503: "The store cannot be reached or written",
}


class Problem(BaseModel):
    """Why a request was refused (RFC 9457); further members carry the values."""

    model_config = ConfigDict(extra="allow")
    type: str = Field(examples=["/problems#StaleRevision"])
    title: str = Field(examples=["The event was revised since it was read."])
    status: int = Field(examples=[412])
    detail: str = Field(examples=["read it again and send that revision"])


class Reason(BaseModel):
    """A reason for which a request may be refused."""

    type: str = Field(examples=["StaleRevision"])
    title: str = Field(examples=["The event was revised since it was read."])
    status: int = Field(examples=[412])


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of an operation, as its OpenAPI description tells them."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": PHRASES[status], "content": {PROBLEM: {"schema": schema}}}
        for status in (*statuses, 421, 503)
    }


def shown(example: Any) -> dict[int | str, dict[str, Any]]:
    """An example of an operation's answer."""
    return {200: {"content": {"application/json": {"example": example}}}}


def tell(app: FastAPI) -> None:
    """Answer every refusal and every failure of this app as a problem."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(Exception, _failed)


def listed() -> list[Reason]:
    """Every problem there is, by its name."""
    found = sorted(STATUS.items(), key=lambda item: (item[1], item[0].__name__))
    return [Reason(type=k.__name__, title=str(getdoc(k)), status=s) for k, s in found]


def details(refusal: Refusal) -> dict[str, Any]:
    """A refusal as its problem's members."""
    facts = dict(vars(refusal))
    if isinstance(refusal, BatchRefused):
        faults = (each for at, why in refusal.items.items() for each in _item(at, why))
        errors = list(islice(faults, MOST_NAMED))
        status = max(error["status"] for error in errors)
        facts = {"status": status, "errors": errors, "errors_total": refusal.errors_total}
    return {
        "type": f"/problems#{type(refusal).__name__}",
        "title": getdoc(type(refusal)),
        "status": STATUS.get(type(refusal)),
        "detail": str(refusal),
    } | facts


def _item(index: int, refusal: Refusal) -> list[dict[str, Any]]:
    """What is wrong with one item of a batch: a line for each field that does not fit."""
    whole = {"index": index, **details(refusal)}
    if not isinstance(refusal, Misfit):
        return [whole]
    of_all = {key: whole[key] for key in ("index", "type", "title", "status")}
    return [of_all | error for error in refusal.errors]


def answer_refused(refusal: Refusal) -> Response:
    """The answer to what is refused."""
    negotiated = isinstance(refusal, NotAcceptable)
    return _answer(details(refusal), {"Vary": "Accept"} if negotiated else None)


def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return answer_refused(refusal)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [misfit(**found) | {"field": str(found["loc"][1])} for found in error.errors()]
    return _answer(details(Misfit(errors)))


def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path} is not served here; /docs lists what is"
    told = {"type": "about:blank", "title": error.detail, "status": error.status_code}
    return _answer(told | {"detail": detail}, error.headers)


def _failed(request: Request, error: Exception) -> Response:
    return _answer(
        {
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "detail": "this is a fault of ours, told in the server's log; sending again is safe",
        }
    )


def _answer(problem: dict[str, Any], headers: Any = None) -> Response:
    content = to_json(problem, fallback=str, inf_nan_mode="strings")
    return Response(content, problem["status"], headers, media_type=PROBLEM)
