from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.entry import Assessed, Corrected, Parted, Reinstated, Retracted
from domain.events.territory import CityCaptured, ForcesWithdrew
from domain.refusals import Refusal
from domain.span import Span
from domain.values import Status
from tests.goma import CAPTURE, FARDC, GOMA, M23, GivenLedger

MISREAD = "misread"


def test_a_capture_reported_late_is_not_known_before_it_was_recorded(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")

    assert ledger.holder(on="2025-01-28", known="2025-01-28") is None
    assert ledger.holder(on="2025-01-28", known="2025-01-30") == M23
    assert ledger.holder(on="2025-01-26", known="2025-01-30") is None


def test_a_late_report_of_an_earlier_capture_undoes_no_later_one(ledger: GivenLedger) -> None:
    ledger.given(CityCaptured(place=GOMA, by=FARDC), occurred="2025-02-03", recorded="2025-02-04")
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-02-10")

    assert ledger.holder(on="2025-02-02") == M23
    assert ledger.holder(on="2025-02-03") == FARDC


def test_a_correction_leaves_what_was_known_before_it(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-28", recorded="2025-01-29")
    ledger.changed(
        capture, Corrected(occurred=Span("2025-01-27"), reason=MISREAD), recorded="2025-02-05"
    )

    assert ledger.goma(on="2025-02-01", known="2025-02-04")["since"] == "2025-01-28"
    assert ledger.goma(on="2025-02-01", known="2025-02-05")["since"] == "2025-01-27"


def test_a_retracted_capture_counts_no_more_until_it_is_reinstated(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-27")
    ledger.changed(capture, Retracted(reason="a rumour"), recorded="2025-01-28")
    ledger.changed(capture, Reinstated(reason="it was true"), recorded="2025-01-30")

    assert ledger.holder(on="2025-01-27", known="2025-01-29") is None
    assert ledger.holder(on="2025-01-27", known="2025-01-30") == M23


def test_what_is_known_never_runs_back_though_a_clock_does(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")
    late = ledger.given(CAPTURE, occurred="2025-01-26", recorded="2025-01-28")

    assert ledger.event(late).stamp.recorded == Span("2025-01-29").start
    assert ledger.holder(on="2025-01-28", known="2025-01-28") is None


def test_the_best_account_gives_the_values_and_the_latest_is_another(ledger: GivenLedger) -> None:
    confirmed = ledger.given(CAPTURE, occurred="2025-01-28", status=Status.CONFIRMED)
    claimed = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED)
    ledger.same(confirmed, claimed)

    best, latest = ledger.goma("2025-02-01"), ledger.goma("2025-02-01", resolve="latest")

    assert (best["since"], best["status"]) == ("2025-01-28", "confirmed")
    assert (latest["since"], latest["status"]) == ("2025-01-27", "claimed")
    assert [other["event"] for other in best["other_accounts"]] == [claimed]


def test_a_date_left_open_is_told_by_the_account_that_knows_the_day(ledger: GivenLedger) -> None:
    battle = ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30")
    claim = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED, quoted=M23)
    ledger.same(battle, claim)

    goma = ledger.goma(on="2025-01-28")

    assert (goma["since"], goma["dated_by"]) == ("2025-01-27", claim)
    assert (goma["status"], goma["events"]) == ("reported", [battle])


def test_an_event_less_trusted_than_asked_for_is_left_out(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED)

    assert ledger.holder(on="2025-01-28") == M23
    assert ledger.holder(on="2025-01-28", at_least=Status.REPORTED) is None


def test_a_happening_that_may_have_begun_is_possible(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30")

    view = ledger.document("territory", on="2025-01-27")

    assert view["places"] == []
    assert [possible["event"] for possible in view["possible"]] == [capture]


EVENTS = st.sampled_from(
    [CAPTURE, CityCaptured(place=GOMA, by=FARDC), ForcesWithdrew(place=GOMA, who=M23)]
)
DAYS = st.sampled_from(["2025-01-26", "2025-01-27", "2025-01-28", "2025-01-26/2025-01-28"])
CHANGES = st.one_of(
    DAYS.map(lambda day: Corrected(occurred=Span(day), reason=MISREAD)),
    st.sampled_from(Status).map(lambda status: Assessed(status=status, reason=MISREAD)),
    st.sampled_from([change(reason=MISREAD) for change in (Retracted, Reinstated, Parted)]),
)
STEPS = st.one_of(
    st.tuples(st.just("given"), EVENTS, DAYS, st.sampled_from(Status)),
    st.tuples(st.just("changed"), st.integers(0, 9), CHANGES),
    st.tuples(st.just("same"), st.integers(0, 9), st.integers(0, 9)),
)


def take(step: tuple[Any, ...], ledger: GivenLedger, ids: list[str]) -> None:
    match step:
        case "given", event, day, status:
            ids.append(ledger.given(event, occurred=day, status=status))
        case "changed", index, change if ids:
            ledger.changed(ids[index % len(ids)], change)
        case "same", index, other if ids:
            ledger.same(ids[other % len(ids)], ids[index % len(ids)])


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=12), DAYS)
def test_what_was_known_once_is_answered_the_same_for_ever(steps: list[Any], on: str) -> None:
    ledger, ids, answers = GivenLedger(), list[str](), dict[int, Any]()

    for step in steps:
        try:
            take(step, ledger, ids)
        except Refusal:
            continue
        view = ledger.document("territory", on)
        answers[view["position"]] = view["places"]

    for position, answer in answers.items():
        assert ledger.rows("territory", on, position) == answer
