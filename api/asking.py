"""A question as it is asked over HTTP, and whether it must be answered at all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, TypeVar

from fastapi import Header, Query, Request

from answers.catalogue import View
from answers.mementos import Course
from answers.question import KnownQuestion, MomentQuestion
from answers.times import UnreadableTime
from api.conditional import ACCEPT_DATETIME, State
from api.formats import format_of
from api.mementos import read_http_date
from api.paging import Page, Paged
from api.parameters import TheLedger
from domain.span import Span
from exchange.formats import FormatName, NoPlace, ViewRequest, formats_of
from ledger.ledger import Ledger

Q = TypeVar("Q", bound=KnownQuestion)
A_DATE = "Tue, 28 Jan 2025 07:00:00 GMT"


def _of_all(ledger: Ledger, id: str) -> Course:
    return ledger.course()


def asking(
    kind: type[Q],
    course: Callable[[Ledger, str], Course] = _of_all,
    tag: Callable[[Ledger, str, Q], str] | None = None,
    view: View | None = None,
) -> Callable[..., Q]:
    """What reads a question of this kind from a request, its times filled in.

    It raises AnsweredAlready where nothing need be made. `course` gives the entries that made an
    answer, by the id in the address, where these are not all of the log; `tag` its own entity tag;
    `view` is the one that is asked, where the answer is had in several formats.
    """

    def ask(
        request: Request,
        ledger: TheLedger,
        page: Paged,
        question: Annotated[kind, Query()],  # type: ignore[valid-type]  # FastAPI reads it here
        accept_datetime: Annotated[
            str | None,
            Header(
                description="As known at this second (RFC 7089), where the address has no `known`.",
                examples=[A_DATE],
            ),
        ] = None,
        if_none_match: Annotated[
            str | None,
            Header(description="The ETag of an answer that is there: 304 where it still holds."),
        ] = None,
    ) -> Q:
        asked: Q = _with_its_times(question, page, accept_datetime, ledger)
        format = _format(asked, view, request) if isinstance(asked, ViewRequest) else None
        id = request.path_params.get("id", "")
        state = State.of(asked, request, ledger, format)
        state.must_not_be_mapped(lambda: course(ledger, id))
        if tag:
            state = replace(state, tag=tag(ledger, id, asked))
        state.must_be_new()
        request.state.asked = state
        return asked

    return ask


def _format(asked: ViewRequest, view: View | None, request: Request) -> FormatName:
    """The format of the answer; raises NotAcceptable, or NoPlace."""
    where = view.where if view else None
    if asked.format == "geojson" and view and where is None:
        raise NoPlace(view.name)
    accept = ", ".join(request.headers.getlist("accept"))
    return format_of(asked.format, accept, formats_of(where))


def _with_its_times(question: Q, page: Page, accept_datetime: str | None, ledger: Ledger) -> Q:
    """A question with what its cursor, a header and today's date say of its times."""
    if question.known is None and accept_datetime is not None:
        question = question.model_copy(update={"known": _read(accept_datetime)})
    if page.cursor:
        question = question.model_copy(update=page.cursor.pinned)
    return ledger.asked(question) if isinstance(question, MomentQuestion) else question


def _read(accept_datetime: str) -> Span:
    try:
        return Span(read_http_date(accept_datetime).isoformat().replace("+00:00", "Z"))
    except ValueError:
        remedy = f"write an HTTP date, as {A_DATE}, or ask with `known`"
        raise UnreadableTime(ACCEPT_DATETIME, accept_datetime, remedy) from None
