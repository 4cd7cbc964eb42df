"""What may be asked on the command line, and how it becomes a question to the views."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import ValidationError
from typer import Option

from api.cli.failures import BadInput
from api.parameters import MOST_ROWS, read_known, read_span
from api.problems import UnreadableTime
from domain.refusals import UnknownCountry
from domain.span import Span
from domain.values import Status, country_names
from projections.moment import Known, Moment, Narrowing, Question, Resolve

ON_BOTH_TIMES, WHICH, AMONG = "The two times", "Which part", "Which accounts"
MOMENT = ("on", "known", "resolve", "at_least", "according_to", "limit")
NARROWING = tuple(Narrowing.model_fields)
WHERE_IDS_ARE = "`crisis show places`, `actors` and `crises` list them"

On = Annotated[
    str | None,
    Option(
        metavar="DATE",
        help="The world on this date, month, year or instant; left out, today (UTC).",
        rich_help_panel=ON_BOTH_TIMES,
    ),
]
AsKnown = Annotated[
    str | None,
    Option(
        "--known",
        metavar="DATE|@POSITION",
        help="As known then, or at a position of the log; left out, all that is recorded.",
        rich_help_panel=ON_BOTH_TIMES,
    ),
]
Resolved = Annotated[
    Resolve | None,
    Option(
        help="Which of several accounts gives the values; left out, the best.",
        rich_help_panel=AMONG,
    ),
]
AtLeast = Annotated[
    Status | None,
    Option(help="Leave out what is trusted less.", rich_help_panel=AMONG, case_sensitive=False),
]
AccordingTo = Annotated[
    str | None,
    Option(
        metavar="ID",
        help="Only what this actor tells, or `publisher:SLUG`.",
        rich_help_panel=AMONG,
    ),
]
Crisis = Annotated[
    str | None, Option(metavar="SLUG", help="As `goma-2025`.", rich_help_panel=WHICH)
]
Country = Annotated[str | None, Option(metavar="ISO3", help="As `RWA`.", rich_help_panel=WHICH)]
Place = Annotated[str | None, Option(metavar="ID", help="As `goma`.", rich_help_panel=WHICH)]
Actor = Annotated[str | None, Option(metavar="ID", help="As `m23`.", rich_help_panel=WHICH)]
Search = Annotated[
    str | None,
    Option(metavar="TEXT", help="Only what has this in its names or words.", rich_help_panel=WHICH),
]
Limit = Annotated[
    int | None,
    Option(min=1, max=MOST_ROWS, help="The most rows in a list; left out, 500."),
]
AsJson = Annotated[bool, Option("--json", help="The API's own document, as JSON.")]

Given = Mapping[str, Any]


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


def country_code(told: str) -> str:
    """The code of a country, in whichever case it is typed."""
    if told.upper() not in country_names():
        raise UnknownCountry(told)
    return told.upper()


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
        raise BadInput(
            f"--{option} {told[str(option)]}: an id is in lower case with hyphens, such as "
            f"goma-2025; {WHERE_IDS_ARE}"
        ) from None


def _limit(given: Given) -> int:
    return int(given.get("limit") or Question.model_fields["limit"].default)


def _unreadable(error: UnreadableTime) -> BadInput:
    return BadInput(f"--{error.parameter} {error.value}: {error.remedy}")
