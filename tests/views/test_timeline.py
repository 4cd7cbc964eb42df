from typing import Any
from unittest.mock import Mock, call

import pytest

import answers.timeline
from answers.timeline import Filter, Sort, timeline
from domain.entry import Assessed, Retracted
from domain.events.diplomacy import MeetingHeld
from domain.events.register import DevelopmentNoted
from domain.span import Span
from domain.values import Source, Status, plain
from tests.goma import (
    CALL,
    CAPTURE,
    CLAIMED,
    GOMA,
    KAGAME,
    KENYA,
    KINSHASA,
    M23,
    UGANDA,
    GivenLedger,
)

MEETING = MeetingHeld(participants=(KENYA, UGANDA), topics=("ceasefire",), place=KINSHASA)


def events(
    ledger: GivenLedger, on: str = "2025-03-01", sort: Sort = "occurred", **asked: Any
) -> list[str]:
    filter_ = Filter(**{name: asked.pop(name) for name in [*asked] if name in Filter.model_fields})
    question = ledger.question(on, **asked)
    return [
        account.id for account in timeline(ledger.read(), question.moment, question, filter_, sort)
    ]


@pytest.fixture
def told(ledger: GivenLedger) -> dict[str, str]:
    """A capture, a call and a meeting, each on a day of its own."""
    un = Source(publisher="UN News", title="Goma falls to M23")
    return {
        "capture": ledger.given(
            CAPTURE,
            occurred="2025-01-27",
            recorded="2025-01-28",
            sources=(un,),
            summary="After days of fighting",
        ),
        "call": ledger.given(
            CALL,
            occurred="2025-01-28",
            recorded="2025-01-29",
            status=CLAIMED,
            crises=("goma-2025", "great-lakes"),
            quoted=KAGAME,
        ),
        "meeting": ledger.given(
            MEETING, occurred="2025-01-26/2025-01-30", recorded="2025-02-01", crises=()
        ),
    }


def test_the_newest_comes_first(ledger: GivenLedger, told: dict[str, str]) -> None:
    late = ledger.given(CAPTURE, occurred="2025-01-20")

    assert events(ledger) == [told["meeting"], told["call"], told["capture"], late]


def test_sorted_by_recording_what_was_revised_last_comes_first(
    ledger: GivenLedger, told: dict[str, str]
) -> None:
    change = Assessed(status=Status.CONFIRMED, reason="the UN says so too")
    ledger.changed(told["capture"], change)

    assert events(ledger, sort="recorded") == [told["capture"], told["meeting"], told["call"]]


def test_only_what_was_over_by_on_by_its_own_date_is_listed(
    ledger: GivenLedger, told: dict[str, str]
) -> None:
    assert events(ledger, on="2025-01-27") == [told["capture"]]
    assert events(ledger, on="2025-01-29") == [told["call"], told["capture"]]
    assert events(ledger, on="2025-01-30")[0] == told["meeting"]


def test_only_what_was_known_by_then_is_listed(ledger: GivenLedger, told: dict[str, str]) -> None:
    assert events(ledger, known="2025-01-29") == [told["call"], told["capture"]]
    assert events(ledger, known=1) == [told["capture"]]
    assert events(ledger, known=0) == []


def test_every_account_of_a_happening_is_listed_by_its_own_date(ledger: GivenLedger) -> None:
    washington = ledger.given(CALL, occurred="2025-01-28", status=Status.CONFIRMED)
    kigali = ledger.given(CALL, occurred="2025-01-29")
    ledger.same(washington, kigali)
    ledger.given(CAPTURE, occurred="2025-02-05")

    assert events(ledger, on="2025-01-28") == [washington]
    assert events(ledger, on="2025-01-29") == [kigali, washington]
    assert events(ledger, happening=washington) == [kigali, washington]


def test_the_retracted_are_left_out(ledger: GivenLedger, told: dict[str, str]) -> None:
    ledger.changed(told["call"], Retracted(reason="it did not take place"))

    assert events(ledger) == [told["meeting"], told["capture"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"type": ("CityCaptured", "CallHeld")}, ["call", "capture"]),
        ({"status": (CLAIMED,)}, ["call"]),
        ({"publisher": ("un-news",)}, ["capture"]),
        ({"country": "RWA"}, ["call"]),
        ({"country": "COD"}, ["meeting", "capture"]),
        ({"place": "goma"}, ["capture"]),
        ({"actor": "m23"}, ["capture"]),
        ({"crisis": "great-lakes"}, ["call"]),
        ({"crisis": "goma-2025"}, ["call", "capture"]),
        ({"recorded_by": "anonymous"}, ["meeting", "call", "capture"]),
        ({"recorded_by": "somebody else"}, []),
        ({"occurred_from": Span("2025-01-28")}, ["meeting", "call"]),
        ({"occurred_to": Span("2025-01-26")}, ["meeting"]),
        ({"occurred_to": Span("2025-01-27")}, ["meeting", "capture"]),
        ({"recorded_from": Span("2025-01-29")}, ["meeting", "call"]),
        ({"recorded_to": Span("2025-01-28")}, ["capture"]),
        ({"recorded_to": Span("2025-01-29")}, ["call", "capture"]),
        ({"country": "COD", "place": "kinshasa"}, ["meeting"]),
        ({"at_least": Status.REPORTED}, ["meeting", "capture"]),
        ({"according_to": "paul-kagame"}, ["call"]),
        ({"according_to": "publisher:un-news"}, ["capture"]),
    ],
)
def test_it_is_narrowed_by_what_each_event_tells_itself(
    ledger: GivenLedger, told: dict[str, str], asked: dict[str, Any], found: list[str]
) -> None:
    assert events(ledger, **asked) == [told[name] for name in found]


def test_several_ids_may_be_asked_for(ledger: GivenLedger, told: dict[str, str]) -> None:
    two = (told["call"], told["capture"])

    assert events(ledger, id=two) == [*two]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("DAYS OF FIGHTING", ["capture"]),
        ("falls to", ["capture"]),
        ("un news", ["capture"]),
        ("KAGAMÉ", ["call"]),
        ("Kinshasa", ["meeting"]),
        ("ceasefire", ["meeting", "call"]),
        ("no such thing", []),
    ],
)
def test_a_text_is_sought_in_the_summary_the_sources_the_names_and_the_words(
    ledger: GivenLedger, told: dict[str, str], sought: str, found: list[str]
) -> None:
    assert events(ledger, q=sought) == [told[name] for name in found]


@pytest.mark.usefixtures("told")
def test_what_is_sought_is_made_plain_once_however_many_events_are_asked_of(
    ledger: GivenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    making_plain = Mock(wraps=plain)
    monkeypatch.setattr(answers.timeline, "plain", making_plain)

    assert len(events(ledger, q="KAGAMÉ")) == 1

    assert making_plain.mock_calls.count(call("KAGAMÉ")) == 1


def test_a_text_is_sought_in_what_no_other_type_fits(ledger: GivenLedger) -> None:
    noted = ledger.given(
        DevelopmentNoted(place=GOMA, who=(M23,), text="A new governor is named"),
        occurred="2025-02-05",
    )

    assert events(ledger, q="governor") == [noted]


def test_the_narrowing_of_the_question_and_the_filter_must_both_be_met(
    ledger: GivenLedger, told: dict[str, str]
) -> None:
    question = ledger.question("2025-03-01", crisis="goma-2025")

    found = timeline(ledger.read(), question.moment, question, Filter(country="COD"))

    assert [account.id for account in found] == [told["capture"]]
