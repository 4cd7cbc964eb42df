"""What changed: between two dates, or between what was known at two times."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from answers.changes import changes_document
from api.answers import ChangesDocument
from api.conditional import Reply, answers
from api.parameters import AtMoment, Limit, Narrowed, TheLedger, read_known, read_span
from api.problems import EndsBeforeItStarts
from domain.refusals import Misfit
from history.moment import Known, Moment, Question

router = APIRouter(tags=["views"])

REMEDY = (
    "ask between two dates with `from` and `to` (and `known`, if you like), or between two states "
    "of knowledge with `known_from` and `known_to` (and `on`)"
)


@dataclass(frozen=True)
class Pair:
    """What is compared, and the times that were asked for, by their parameters."""

    before: Moment
    after: Moment
    asked: Mapping[str, Known]


def _two_moments(
    ledger: TheLedger,
    moment: AtMoment,
    from_: Annotated[
        str | None, Query(alias="from", description="The date before.", examples=["2025-01-26"])
    ] = None,
    to: Annotated[str | None, Query(description="The date after.", examples=["2025-01-30"])] = None,
    known_from: Annotated[
        str | None, Query(description="As known before.", examples=["2025-01-30", "@100"])
    ] = None,
    known_to: Annotated[
        str | None, Query(description="As known after.", examples=["2025-02-22"])
    ] = None,
) -> Pair:
    """Two dates as known at one time, or one date as known at two times."""
    asked = {"from": from_, "to": to, "known_from": known_from, "known_to": known_to}
    given = {name: text for name, text in asked.items() if text}
    if given.keys() == {"from", "to"}:
        days = read_span("from", given["from"]), read_span("to", given["to"])
        if days[1].end < days[0].end:
            raise EndsBeforeItStarts(given["from"], given["to"])
        before, after = (moment.model_copy(update={"on": day}) for day in days)
        return Pair(before, after, {"from": days[0], "to": days[1], "known": moment.known})
    if given.keys() == {"known_from", "known_to"}:
        known = [read_known(name, text) for name, text in given.items()]
        first, last = map(ledger.history.position, known)
        if last < first:
            raise EndsBeforeItStarts(given["known_from"], given["known_to"])
        before, after = (moment.model_copy(update={"known": what}) for what in known)
        at = {"known_from": known[0], "known_to": known[1], "on": moment.on}
        return Pair(before, after, at)
    raise Misfit([{"field": "from", "value": given, "detail": REMEDY}])


@router.get("/changes", response_model=ChangesDocument, responses=answers(400, 422))
def changes(
    ledger: TheLedger,
    reply: Reply,
    pair: Annotated[Pair, Depends(_two_moments)],
    narrowing: Narrowed,
    limit: Limit = 500,
) -> Response:
    """What differs between two dates, or on one date as known at two times, in every view."""
    moments = pair.before, pair.after
    before, after = (Question(moment=m, narrowing=narrowing, limit=limit) for m in moments)
    return reply(lambda: changes_document(ledger.history, before, after), pair.asked)
