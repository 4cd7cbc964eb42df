"""What can be shown: for each subject its document, which is the one that the API answers with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from answers.document import (
    countries_document,
    happening_document,
    history_document,
    listing_document,
    named_document,
    relation_document,
    timeline_document,
)
from answers.register import LISTINGS
from answers.timeline import Filter
from cli.failures import BadInput
from cli.options import MOMENT, NARROWING, Given, country_code
from cli.question import as_known, question, sought
from cli.store import found_event
from domain.values import Actor, Named, Place
from ledger.ledger import Ledger
from projections import VIEWS

Document = dict[str, Any]
Ids = Sequence[str]
Made = Callable[[Ledger, Ids, Given], Document]

MOST_LISTED = 500


@dataclass(frozen=True)
class Subject:
    """Something that can be shown: what must be named, and which options it takes."""

    means: str
    document: Made
    names: Ids = ()
    takes: Ids = (*MOMENT, *NARROWING)

    def must_take(self, name: str, ids: Ids, given: Given) -> None:
        """Refuse what it cannot be asked."""
        if len(ids) != len(self.names):
            wanted = " and ".join(self.names) or "no name after it"
            raise BadInput(
                f"`show {name}` takes {wanted}: crisis show {' '.join([name, *self.names])}"
            )
        for option, value in given.items():
            if value is not None and option not in self.takes:
                known = ", ".join(map(_flag, self.takes))
                raise BadInput(f"`show {name}` is not asked {_flag(option)}; it takes {known}")


def subjects() -> dict[str, Subject]:
    """Everything that can be shown, by the name that is typed."""
    known = ("known",)
    views = {name: _view(name) for name in VIEWS}
    return {
        "state": Subject("every view, one after the other", _state),
        **views,
        "country": Subject(
            "all views from one country's side",
            _country,
            names=("ISO3",),
            takes=tuple(name for name in (*MOMENT, *NARROWING) if name != "country"),
        ),
        "relation": Subject("two countries, day by day", _relation, names=("ISO3", "ISO3")),
        "place": Subject("one place and its history", _named(Place), names=("ID",), takes=MOMENT),
        "actor": Subject("one actor and its history", _named(Actor), names=("ID",), takes=MOMENT),
        "timeline": Subject(
            "the events themselves, the newest first",
            _timeline,
            takes=(*MOMENT, *NARROWING, "search"),
        ),
        "event": Subject("one event, in full", _event, names=("ID",), takes=known),
        "history": Subject(
            "one event's revisions: who recorded what, when, why",
            _revisions,
            names=("ID",),
            takes=known,
        ),
        "happening": Subject(
            "all events that tell one happening", _happening, names=("ID",), takes=known
        ),
        "countries": Subject("the countries concerned", _countries, takes=MOMENT),
        **{name: _listing(name) for name in LISTINGS},
    }


def _flag(option: str) -> str:
    return "--" + option.replace("_", "-")


def _view(name: str) -> Subject:
    def document(ledger: Ledger, ids: Ids, given: Given) -> Document:
        return ledger.view(name, question(given))

    means = VIEWS[name].means()
    return Subject(means[0].lower() + means[1:], document)


def _state(ledger: Ledger, ids: Ids, given: Given) -> Document:
    return ledger.state(question(given))


def _country(ledger: Ledger, ids: Ids, given: Given) -> Document:
    return ledger.country(country_code(ids[0]), question(given))


def _relation(ledger: Ledger, ids: Ids, given: Given) -> Document:
    one, other = map(country_code, ids)
    return relation_document(ledger.history, one, other, question(given))


def _named(kind: type[Named]) -> Made:
    def document(ledger: Ledger, ids: Ids, given: Given) -> Document:
        return named_document(ledger.history, kind, ids[0], question(given))

    return document


def _timeline(ledger: Ledger, ids: Ids, given: Given) -> Document:
    asked = Filter(q=sought(given))
    return timeline_document(ledger.history, question(given), asked) | {"next": None}


def _event(ledger: Ledger, ids: Ids, given: Given) -> Document:
    return ledger.event(found_event(ledger.history, ids[0]), as_known(given)).as_read()


def _revisions(ledger: Ledger, ids: Ids, given: Given) -> Document:
    return history_document(ledger.history, found_event(ledger.history, ids[0]), as_known(given))


def _happening(ledger: Ledger, ids: Ids, given: Given) -> Document:
    id = found_event(ledger.history, ids[0])
    return happening_document(ledger.history, id, as_known(given))


def _countries(ledger: Ledger, ids: Ids, given: Given) -> Document:
    return countries_document(ledger.history, question(given))


def _listing(name: str) -> Subject:
    def document(ledger: Ledger, ids: Ids, given: Given) -> Document:
        limit = given.get("limit") or MOST_LISTED
        known, q = as_known(given), sought(given)
        listed = listing_document(ledger.history, name, known, q, limit=limit)
        return listed | {"next": None}

    return Subject(
        f"the {name} told of, with their ids", document, takes=("known", "search", "limit")
    )
