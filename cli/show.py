"""`crisis show`: for each subject what it is asked, and the API's own document, shown."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Annotated, Any

from pydantic import BaseModel
from typer import Argument, Option

from answers import catalogue
from answers.document import Document
from answers.event import EventAsRead
from answers.question import (
    EventsQuestion,
    KnownQuestion,
    ListQuestion,
    MomentQuestion,
    Question,
    WholeQuestion,
)
from answers.register import LISTINGS
from cli.failures import BadInput
from cli.options import AsJson, Command, asks, country_code
from cli.screen import screen, write
from cli.store import ShortIds, found_event, is_told_empty, opened_ledger
from cli.tell import tell
from exchange.formats import FORMATS, FormatName
from exchange.rows import rows_in
from ledger.ledger import Ledger

Ids = Sequence[str]
Answering = Callable[[Ledger, Ids, Any], BaseModel]

NOT_ASKED = ("cursor", "include")
CALLED = {"q": "search"}

What = Annotated[str, Argument(metavar="WHAT", help="One of those above.", show_default=False)]
Names = Annotated[
    list[str] | None,
    Argument(metavar="NAME", help="The ISO3 or the ID that some take.", show_default=False),
]
Format = Annotated[
    FormatName | None,
    Option(
        help="csv, ndjson and geojson are of one view, json is the API's own document; left out, "
        "text.",
    ),
]


class ShowQuestion(Question, EventsQuestion):
    """Whatever any of the subjects is asked."""


@dataclass(frozen=True)
class Subject:
    """Something that can be shown: what it is asked, what must be named, what answers it."""

    asks: type[KnownQuestion]
    answer: Answering
    names: Ids = ()
    without: Ids = NOT_ASKED

    def asked(self, name: str, ids: Ids, question: ShowQuestion) -> KnownQuestion:
        """The question as it is asked of this; refuses what it cannot be asked."""
        if len(ids) != len(self.names):
            wanted = " and ".join(self.names) or "no name after it"
            raise BadInput(
                f"`show {name}` takes {wanted}: crisis show {' '.join([name, *self.names])}"
            )
        takes = [field for field in self.asks.model_fields if field not in self.without]
        given = {field: getattr(question, field) for field in question.model_fields_set}
        for field in given:
            if field not in takes:
                known = ", ".join(map(_option, takes))
                raise BadInput(f"`show {name}` is not asked {_option(field)}; it takes {known}")
        return self.asks(**given)


def _views() -> list[str]:
    return [view.name for view in catalogue.views().views]


def _naming_every_view(command: Command) -> Command:
    """Have the help of a command name every view there is."""
    named = fill(", ".join(_views()), 64, subsequent_indent=" " * 13)
    command.__doc__ = inspect.cleandoc(command.__doc__ or "").replace("VIEWS", named)
    return command


@_naming_every_view
@asks(ShowQuestion, called=CALLED, without=NOT_ASKED)
def show(
    what: What,
    names: Names = None,
    *,
    question: ShowQuestion,
    format: Format = None,
    as_json: AsJson = False,
) -> None:
    """Show the crisis on any date, as known at any time.

    WHAT is one of

    everything:  state
    one view:    VIEWS
    one side:    country ISO3, relation ISO3 ISO3, place ID, actor ID
    the events:  timeline, event ID, history ID, happening ID
    who and what there is:  countries, places, actors, sources, crises

    The ID of an event may be cut short, as the tables show it.

    Examples:
      crisis show territory --on 2025-01-29
      crisis show territory --on 2025-01-29 --known 2025-01-26
      crisis show country RWA --on 2025-01-30
      crisis show appeals --according-to m23 --at-least reported
      crisis show timeline --search airport --json
      crisis show embassies --on 2025-01-29 --format geojson
      crisis show history 0b1e6a52
    """
    if as_json and format not in (None, "json"):
        raise BadInput(f"--json and --format {format} ask for two formats; give one of them")
    every = subjects()
    if what not in every:
        raise BadInput(f"there is no {what!r} to show; there are {', '.join(every)}")
    subject = every[what]
    asked = subject.asked(what, names or [], question)
    with opened_ledger() as ledger:
        document = subject.answer(ledger, names or [], asked)
        if as_json or format == "json":
            write(document)
        elif format and format != "text":
            screen().file.write(_written(format, what, document))
        elif not is_told_empty(ledger):
            title = " ".join([what.capitalize(), *(names or [])])
            tell(screen(), ShortIds(ledger), question, document, title)


def subjects() -> dict[str, Subject]:
    """Everything that can be shown, by the name that is typed."""
    return {
        "state": Subject(Question, lambda ledger, _, asked: ledger.state(asked)),
        **{name: _view(name) for name in _views()},
        "country": Subject(
            Question,
            lambda ledger, ids, asked: ledger.country(country_code(ids[0]), asked),
            names=("ISO3",),
            without=(*NOT_ASKED, "country"),
        ),
        "relation": Subject(
            Question,
            lambda ledger, ids, asked: ledger.relation(
                country_code(ids[0]), country_code(ids[1]), asked
            ),
            names=("ISO3", "ISO3"),
        ),
        "place": Subject(
            WholeQuestion, lambda ledger, ids, asked: ledger.place(ids[0], asked), names=("ID",)
        ),
        "actor": Subject(
            WholeQuestion, lambda ledger, ids, asked: ledger.actor(ids[0], asked), names=("ID",)
        ),
        "timeline": Subject(EventsQuestion, lambda ledger, _, asked: ledger.events(asked)),
        "event": _of_event(
            lambda ledger, id, asked: EventAsRead.read(ledger.event(id, asked.known))
        ),
        "history": _of_event(lambda ledger, id, asked: ledger.event_history(id, asked.known)),
        "happening": _of_event(lambda ledger, id, asked: ledger.happening(id, asked.known)),
        "countries": Subject(MomentQuestion, lambda ledger, _, asked: ledger.countries(asked)),
        **{name: _list(name) for name in LISTINGS},
    }


def _written(format: FormatName, what: str, document: BaseModel) -> str:
    if not isinstance(document, Document) or not rows_in(document):
        raise BadInput(f"`show {what}` has no {format}; ask for json or text")
    return FORMATS[format].write(document).decode()


def _view(name: str) -> Subject:
    return Subject(Question, lambda ledger, _, asked: ledger.view(name, asked))


def _list(name: str) -> Subject:
    return Subject(ListQuestion, lambda ledger, _, asked: ledger.listed(name, asked))


def _of_event(answer: Callable[[Ledger, str, Any], BaseModel]) -> Subject:
    return Subject(
        KnownQuestion,
        lambda ledger, ids, asked: answer(ledger, found_event(ledger, ids[0]), asked),
        names=("ID",),
    )


def _option(field: str) -> str:
    return "--" + CALLED.get(field, field).replace("_", "-")
