"""Documents told on the screen: what was asked, the tables, and what to do where there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import getdoc
from typing import Any

from rich.console import Console

from cli.cells import Row, Short, count, when
from cli.event_tables import tell_event, tell_events, tell_revisions, value_in_words
from cli.options import WHERE_IDS_ARE
from cli.question import in_words
from cli.screen import tell_rows, text
from cli.tables import tell_view
from domain.event import event_type
from history.moment import Narrowing, Question
from projections import VIEWS

Document = Mapping[str, Any]

EMPTY = (
    "The ledger {store} is empty: `crisis load-scenario goma-2025` loads the crisis of Goma, "
    "`crisis append FILE` records events of your own."
)
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


@dataclass(frozen=True)
class Teller:
    """Where documents are told; ids of events are cut short."""

    console: Console
    short: Short
    asked: Question | None

    def tell(self, subject: str, document: Document) -> None:
        """A document, as its subject is best told."""
        match subject:
            case "event":
                means = (getdoc(event_type(document["type"])) or "").splitlines()[0]
                tell_event(self.console, document, means)
            case "history":
                tell_revisions(self.console, document["revisions"])
            case "happening":
                self._head(f"Happening {document['id']}", document)
                self._events(document["accounts"], len(document["accounts"]))
            case "timeline":
                self._head("Timeline", document)
                self._events(document["events"], document["rests_on"])
            case "relation":
                self._relation(document)
            case "state" | "country" | "place" | "actor":
                self._side(subject, document)
            case _ if subject in VIEWS:
                self._view(subject, document)
            case _:
                rows = document[subject]
                self._head(subject.capitalize(), document)
                self._listing(rows, document.get("total", len(rows)))

    def _head(self, title: str, document: Document) -> None:
        """What was asked, at which position of the log, and on how much the answer rests."""
        on = f" {date_in_words(document['on'])}" if "on" in document else ""
        known, position = known_in_words(document.get("known")), document["position"]
        rests_on = document.get("rests_on")
        resting = f"; rests on {count(rests_on, 'account')}" if rests_on is not None else ""
        self._say(f"{title}{on}, as known {known} (position @{position}){resting}", "bold")
        options = in_words(self.asked) if self.asked else ""
        if options:
            self._say(options)

    def _view(self, name: str, document: Document) -> None:
        self._head(name.capitalize(), document)
        rows = document[VIEWS[name].list_name()]
        if rows:
            tell_view(self.console, name, rows, self.short)
        elif not document["possible"]:
            self._nothing(document)
        self._more(len(rows), document["total"])
        self._possible(document)

    def _side(self, subject: str, document: Document) -> None:
        self._head(_title(subject, document), document)
        if document.get("parts"):
            self._say(f"Its parts: {value_in_words(document['parts'])}")
        if document.get("aliases"):
            self._say(f"Also called: {', '.join(document['aliases'])}")
        telling = [name for name in VIEWS if document[name]]
        for name in telling:
            self.console.print()
            tell_view(self.console, name, document[name], self.short, title=name.capitalize())
            self._more(len(document[name]), document["total"][name])
        if telling:
            self._silent([name for name in VIEWS if name not in telling])
        elif not document["possible"]:
            self._nothing(document)
        self._possible(document)
        timeline = document.get("timeline", {"total": 0})
        if timeline["total"]:
            self.console.print()
            self._say("Timeline", "bold")
            self._events(timeline["events"], timeline["total"])

    def _relation(self, document: Document) -> None:
        self._head("Relation", document)
        if document["relation"] is None:
            self._nothing(document)
            return
        tell_view(self.console, "relations", [document["relation"]], self.short)
        self.console.print()
        self._rows(
            {
                "day": "Day",
                "cooperation": "Co-operation",
                "conflict": "Conflict",
                "events": "Happenings",
            },
            document["series"],
        )

    def _events(self, events: Sequence[Row], total: int) -> None:
        if events:
            tell_events(self.console, events, self.short)
        else:
            self._say(NOTHING)
        self._more(len(events), total)

    def _listing(self, rows: Sequence[Row], total: int) -> None:
        if rows:
            self._rows(LISTED, rows)
        else:
            self._say(NOTHING)
        self._more(len(rows), total)

    def _rows(self, headers: Mapping[str, str], rows: Sequence[Row]) -> None:
        told = [[text(value_in_words(row.get(name, ""))) for name in headers] for row in rows]
        tell_rows(self.console, list(headers.values()), told)

    def _possible(self, document: Document) -> None:
        possible = document["possible"]
        if not possible:
            return
        rows = [
            [
                text(when(told["occurred"])),
                text(told["type"]),
                text(told["place"]["name"] if "place" in told else ""),
                text(self.short(told["event"]), "dim"),
            ]
            for told in possible
        ]
        self.console.print()
        tell_rows(self.console, ("Occurred", "Type", "Where", "Event"), rows, title=POSSIBLE)
        self._more(len(possible), document["possible_total"])

    def _silent(self, names: Sequence[str]) -> None:
        if names:
            self.console.print()
            self._say(f"Nothing in {', '.join(names)}.")

    def _nothing(self, document: Document) -> None:
        self._say(NOTHING)
        if document["position"] == 0:
            self._say("Nothing was recorded by then: leave out --known, or name a later time.")
        elif self.asked and self.asked.narrowing != Narrowing():
            self._say(f"Leave out an option to see more; {WHERE_IDS_ARE}.")

    def _more(self, shown: int, total: int) -> None:
        if shown < total:
            self._say(f"{shown:,} of {total:,} are shown; --limit shows more.", "yellow")

    def _say(self, sentence: str, style: str = "") -> None:
        self.console.print(text(sentence, style))


A_DAY = len("2025-01-29")
NOTHING = "Nothing is told of this."
POSSIBLE = "Possible by then: begun by some account, not surely over"


def _title(subject: str, document: Document) -> str:
    match subject:
        case "country":
            return f"{document['name']} ({document['country']})"
        case "place" | "actor":
            return f"{document[subject]['name']} ({document[subject]['id']})"
        case _:
            return "The crisis"


def known_in_words(known: str | None) -> str:
    """What was known, as it is asked: now, at a position, at an instant or on a date."""
    if known is None:
        return "now"
    return f"at {known}" if known.startswith("@") else date_in_words(known)


def date_in_words(time: str) -> str:
    """An instant, a day, or the end of a month or a year."""
    if "T" in time:
        return f"at {time}"
    return f"on {time}" if len(time) == A_DAY else f"at the end of {time}"
