"""What laws are tried with: how often, on the history of a log, and by all that it answers."""

from typing import Any

from hypothesis import settings

from answers.document import country_document, state_document, view_document
from answers.question import Question
from history.history import History
from history.moment import Moment
from projections import VIEWS
from tests.oracle import Log

Document = dict[str, Any]

laws = settings(deadline=None, max_examples=100)
slow_laws = settings(laws, max_examples=40)


def history_of(log: Log) -> History:
    history = History()
    for position, entry in log:
        history.take(position, entry)
    return history


def with_gaps(log: Log, gap: int) -> Log:
    """The log as a store numbers it that used some positions up."""
    return [(position * gap, entry) for position, entry in log]


def views(history: History, question: Question) -> dict[str, Document]:
    """Every view in a document of its own, all in one, and all from one country's side."""
    documents = {name: view_document(history, name, question).as_json() for name in VIEWS}
    documents["state"] = state_document(history, question).as_json()
    documents["country"] = country_document(history, "COD", question).as_json()
    for document in documents.values():
        del document["known"]
    return documents


def worlds(history: History, question: Question) -> dict[str, Document]:
    """Every view, whatever position it was known at and however often it was revised."""
    documents = views(history, question)
    for document in documents.values():
        del document["position"]
    del documents["country"]["timeline"]
    return documents


def without_names(told: Any) -> Any:
    """A document without the names, which are those last told of anyone anywhere."""
    if isinstance(told, list):
        return [without_names(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {key: without_names(value) for key, value in told.items() if key != "name"}


def of_today(moment: Moment) -> Moment:
    return moment.model_copy(update={"known": None})
