"""What changed between two dates, and between two states of knowledge: its law, and its story."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.changes import changes_document, rows_of
from answers.difference import applied, difference
from answers.document import view_document
from answers.question import ChangesQuestion, Question
from answers.reading import Reading
from domain.entry import Corrected, Retracted
from domain.span import Span
from domain.values import Status
from history.history import History
from history.moment import Moment, Narrowing
from projections import VIEWS
from tests.goma import CAPTURE, M23, GivenLedger
from tests.histories import HISTORIES, MOMENTS, NARROWINGS, ON, Played

Document = dict[str, Any]


def rows(history: History, view: str, question: Question) -> list[Document]:
    document = view_document(history, view, question).as_json()
    found: list[Document] = document[VIEWS[view].row.rows]
    return found


def question(moment: Moment, narrowing: Narrowing) -> Question:
    return Question.of(moment, narrowing, limit=10_000)


def changes(history: History, before: Question, after: Question) -> dict[str, list[Document]]:
    old, new = (rows_of(Reading(history, each, each.narrowing)) for each in (before, after))
    changed = {name: difference(old[name], new[name]) for name in new}
    return {name: [change.as_json() for change in each] for name, each in changed.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, MOMENTS, ON.map(Span), NARROWINGS)
def test_what_changed_between_two_dates_makes_of_each_view_the_later_one(
    steps: list[Any], moment: Moment, on: Span, narrowing: Narrowing
) -> None:
    history = Played().play(steps).read()
    moment = moment.model_copy(update={"known": None})
    before = question(moment, narrowing)
    after = question(moment.model_copy(update={"on": on}), narrowing)

    changed = changes(history, before, after)

    for view in VIEWS:
        assert applied(changed[view], rows(history, view, before)) == rows(history, view, after)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, MOMENTS, st.data(), NARROWINGS)
def test_what_was_learned_between_two_times_makes_of_each_view_the_later_one(
    steps: list[Any], moment: Moment, data: st.DataObject, narrowing: Narrowing
) -> None:
    history = Played().play(steps).read()
    last = history.position()
    known = data.draw(st.tuples(st.integers(0, last), st.integers(0, last)))
    before, after = (
        question(moment.model_copy(update={"known": position}), narrowing) for position in known
    )

    changed = changes(history, before, after)

    for view in VIEWS:
        assert applied(changed[view], rows(history, view, before)) == rows(history, view, after)


def between(ledger: GivenLedger, **asked: Any) -> Document:
    return changes_document(ledger.read(), ChangesQuestion.model_validate(asked)).as_json()


def test_a_capture_told_late_says_how_late_and_what_it_changed(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-28", recorded="2025-01-29")
    late = ledger.given(
        CAPTURE, occurred="2025-01-27", recorded="2025-02-20", status=Status.CLAIMED, quoted=M23
    )

    document = between(ledger, on="2025-01-30", known_from="2025-01-30", known_to="2025-02-20")

    (entry,) = document["entries"]
    assert (entry["event"], entry["action"], entry["days_late"]) == (late, "recorded", 23)
    assert entry["told_by"] == ["m23"]
    assert entry["changed"]["territory"] == ["goma"]


def test_a_correction_tells_the_old_the_new_the_reason_and_by_whom(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-28", recorded="2025-01-29")
    misread = Corrected(occurred=Span("2025-01-27"), reason="misread")
    ledger.changed(capture, misread, recorded="2025-02-01")
    ledger.changed(capture, Retracted(reason="a rumour"), recorded="2025-02-02")

    document = between(ledger, on="2025-01-30", known_from="2025-01-31", known_to="2025-02-03")

    corrected, retracted = document["entries"]
    assert corrected["changes"] == [{"field": "occurred", "old": "2025-01-28", "new": "2025-01-27"}]
    assert (corrected["reason"], corrected["recorded_by"]) == ("misread", "anonymous")
    assert (retracted["action"], retracted["days_late"]) == ("retracted", None)
    (change,) = document["views"]["territory"]["changes"]
    assert (change["change"], change["key"]) == ("removed", "goma")


def test_between_two_dates_the_events_that_were_over_since_are_told(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-26")
    second = ledger.given(CAPTURE, occurred="2025-01-28")

    document = between(ledger, **{"from": "2025-01-27", "to": "2025-01-28"})

    assert [event["id"] for event in document["events"]] == [second]
    assert (document["from"]["on"], document["to"]["on"]) == ("2025-01-27", "2025-01-28")
    assert (document["from"]["rests_on"], document["to"]["rests_on"]) == (1, 2)
