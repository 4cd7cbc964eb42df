"""Documents told on the screen: what was asked, the tables, and what to do where there is none."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import getdoc

from pydantic import BaseModel
from rich.console import Console

from answers.document import Document, EventPage, RelationDocument, view_model
from answers.event import EventAsRead, EventHistory, HappeningDocument
from answers.question import Question
from answers.register import CountriesDocument, ListDocument
from cli.events import tell_event, tell_events, tell_revisions, value_in_words
from cli.options import WHERE_IDS_ARE, in_words
from cli.screen import count, date_in_words, known_in_words, tell_rows, text
from domain.event import event_type
from exchange.rows import rows_in
from exchange.table import AsText
from exchange.words import Short

LISTED = {
    "id": "Id",
    "country": "Country",
    "name": "Name",
    "publisher": "Publisher",
    "kind": "Kind",
    "part_of": "Part of",
    "aliases": "Also called",
    "parts": "Parts in it",
    "events": "Events",
    "first": "From",
    "last": "To",
}
DAYS = {
    "day": "Day",
    "cooperation": "Co-operation",
    "conflict": "Conflict",
    "events": "Happenings",
}
NOTHING = "Nothing is told of this."


def tell(
    console: Console, short: Short, question: Question, document: BaseModel, title: str
) -> None:
    """A document, as what it is of is best told; ids of events are cut short."""
    head = "\n".join([*_head(title, document), *filter(None, [in_words(question)])])
    match document:
        case EventAsRead():
            means = (getdoc(event_type(document.type)) or "").splitlines()[0]
            tell_event(console, document, means)
        case EventHistory():
            tell_revisions(console, document.revisions)
        case HappeningDocument():
            console.print(text(head, "bold"))
            _tell_events(console, document.accounts, len(document.accounts), short)
        case EventPage():
            console.print(text(head, "bold"))
            _tell_events(console, document.events, document.rests_on, short)
        case CountriesDocument():
            console.print(text(head, "bold"))
            _tell_list(console, LISTED, document.countries, len(document.countries))
        case ListDocument():
            console.print(text(head, "bold"))
            _tell_list(console, LISTED, document.items, document.total)
        case RelationDocument():
            console.print(AsText(_as_view(document), short, head))
            _tell_list(console, DAYS, document.series, len(document.series))
        case _:
            assert isinstance(document, Document), "there is nothing else to show"
            console.print(AsText(document, short, head))
            _tell_remedy(console, document, question)
            if timeline := getattr(document, "timeline", None):
                console.print(text("\nTimeline", "bold"))
                _tell_events(console, timeline.events, timeline.total, short)


def _head(title: str, document: BaseModel) -> Iterator[str]:
    """What was asked, at which position of the log, on how much it rests, and what it is of."""
    told = dict(document)
    on = f" {date_in_words(told['on'])}" if "on" in told else ""
    known = f"as known {known_in_words(told.get('known'))} (position @{told.get('position')})"
    rests = f"; rests on {count(told['rests_on'], 'account')}" if "rests_on" in told else ""
    of = next((told[noun] for noun in ("place", "actor") if noun in told), None)
    if "parts" in told:
        yield f"{told['name']} ({told['country']}){on}, {known}{rests}"
        yield f"Its parts: {value_in_words(told['parts'])}"
    elif of:
        yield f"{of.name} ({of.id}){on}, {known}{rests}"
        yield f"Also called: {', '.join(told['aliases'])}" if told["aliases"] else ""
    else:
        yield f"{title}{on}, {known}{rests}"


def _as_view(document: RelationDocument) -> Document:
    """A pair of countries as a view of one row."""
    rows = [document.relation] if document.relation else []
    head = document.model_dump(include={*Document.model_fields})
    return view_model("relations")(
        **head, rows=rows, total=len(rows), possible=[], possible_total=0
    )


def _tell_events(console: Console, events: Sequence[EventAsRead], total: int, short: Short) -> None:
    if events:
        tell_events(console, events, short)
    _tell_rest(console, len(events), total)


def _tell_list(
    console: Console, headers: Mapping[str, str], items: Sequence[BaseModel], total: int
) -> None:
    every = [each.model_dump(mode="json") for each in items]
    rows = [[text(value_in_words(each.get(name, ""))) for name in headers] for each in every]
    if rows:
        tell_rows(console, list(headers.values()), rows)
    _tell_rest(console, len(rows), total)


def _tell_rest(console: Console, shown: int, total: int) -> None:
    if not total:
        console.print(text(NOTHING))
    elif shown < total:
        console.print(text(f"{shown:,} of {total:,} are shown; --limit shows more.", "yellow"))


def _tell_remedy(console: Console, document: Document, question: Question) -> None:
    """What to ask instead, where there is nothing to see or not all of it."""
    views = rows_in(document)
    if any(len(view.rows) < view.total for view in views):
        console.print(text("--limit shows more.", "yellow"))
    if any(view.rows for view in views) or getattr(document, "possible", []):
        return
    if document.position == 0:
        console.print(
            text("Nothing was recorded by then: leave out --known, or name a later time.")
        )
    elif in_words(question):
        console.print(text(f"Leave out an option to see more; {WHERE_IDS_ARE}."))
