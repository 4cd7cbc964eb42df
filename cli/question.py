"""How what is asked on the command line becomes a question to the views."""

from datetime import UTC, datetime

from pydantic import ValidationError

from api.parameters import read_known, read_span
from api.problems import UnreadableTime
from cli.failures import BadInput
from cli.options import AN_ID, NARROWING, Given, country_code
from domain.span import Span
from domain.values import Status
from history.moment import LONGEST_SOUGHT, Known, Moment, Narrowing, Question


def question(given: Given) -> Question:
    """The question that the options ask."""
    return Question(moment=_moment(given), narrowing=_narrowing(given), limit=_limit(given))


def as_known(given: Given) -> Known:
    """The time or the position of `--known`."""
    return known_in("known", given.get("known"))


def known_in(option: str, told: str | None) -> Known:
    """The time or the position that an option names."""
    try:
        return read_known(option, told)
    except UnreadableTime as error:
        raise _unreadable(error) from None


def date_in(option: str, told: str) -> Span:
    """The date that an option names."""
    try:
        return read_span(option, told)
    except UnreadableTime as error:
        raise _unreadable(error) from None


def asked_at(question: Question, **times: Known) -> Question:
    """The same question, `on` another date or as `known` at another time."""
    return question.model_copy(update={"moment": question.moment.model_copy(update=times)})


def in_words(question: Question) -> str:
    """Every option that is not left to its default, as a reader needs to know it."""
    moment, narrowing = question.moment, question.narrowing
    told = [
        f"resolved: {moment.resolve}" if moment.resolve != "best" else "",
        f"at least: {moment.at_least}" if moment.at_least is not Status.DISPUTED else "",
        f"according to: {moment.according_to}" if moment.according_to else "",
        *(f"{name}: {value}" for name, value in narrowing.as_json().items()),
    ]
    return "; ".join(filter(None, told))


def sought(given: Given) -> str | None:
    """The words of `--search`."""
    words = given.get("search")
    if words and len(words) > LONGEST_SOUGHT:
        raise BadInput(
            f"--search has at most {LONGEST_SOUGHT} characters, and this has {len(words):,}; "
            "search for a part of it"
        )
    return words


def _moment(given: Given) -> Moment:
    return Moment(
        on=date_in("on", given.get("on") or datetime.now(UTC).date().isoformat()),
        known=as_known(given),
        resolve=given.get("resolve") or "best",
        at_least=given.get("at_least") or Status.DISPUTED,
        according_to=given.get("according_to"),
    )


def _narrowing(given: Given) -> Narrowing:
    told = {name: given[name] for name in NARROWING if given.get(name)}
    if "country" in told:
        told["country"] = country_code(told["country"])
    try:
        return Narrowing(**told)
    except ValidationError as error:
        (option, *_) = error.errors()[0]["loc"]
        raise BadInput(f"--{option} {told[str(option)]}: {AN_ID}") from None


def _limit(given: Given) -> int:
    return int(given.get("limit") or Question.model_fields["limit"].default)


def _unreadable(error: UnreadableTime) -> BadInput:
    return BadInput(f"--{error.parameter} {error.value}: {error.remedy}")
