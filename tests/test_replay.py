"""The crisis replayed: each frame is the state of its date, however it is told."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.difference import applied
from answers.document import state_document
from answers.question import Question, ReplayQuestion
from answers.replay import Replay, dates, dates_of_happenings, number_of
from domain.span import Span
from history.moment import Moment, Narrowing
from projections import VIEWS
from tests.goma import CALL, CAPTURE, GivenLedger
from tests.histories import HISTORIES, MOMENTS, NARROWINGS, Played

Document = dict[str, Any]

STEPS = st.sampled_from(["P1D", "P3D", "PT7H"])
LIMITS = st.sampled_from([1, 3, 500])


def state(played: Played, question: Question) -> Document:
    return state_document(played.read(), question).as_json()


def asked(first: str, last: str, **more: Any) -> ReplayQuestion:
    return ReplayQuestion.model_validate({"from": first, "to": last, **more})


def patched(frame: Document, change: Document) -> Document:
    """A frame made of the one before it and what changed."""
    lists = {
        name: applied(change["changes"].get(name, []), frame.get(name, []))
        for name in [*VIEWS, "possible"]
    }
    return {key: told for key, told in change.items() if key != "changes"} | lists


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, MOMENTS, NARROWINGS, STEPS, LIMITS)
def test_each_frame_is_the_state_of_its_date_and_what_changed_makes_it_of_the_one_before(
    steps: list[Any], moment: Moment, narrowing: Narrowing, step: str, limit: int
) -> None:
    played = Played().play(steps)
    whose, part = dict(moment.perspective), dict(narrowing)
    question = asked("2025-01-24", "2025-02-02", **whose, **part, step=step, limit=limit)
    replay = Replay(played.read(), question)

    frames = [frame.as_json() for frame in replay.frames()]
    changes = [frame.as_json() for frame in Replay(played.read(), question).changes()]

    assert frames == [state(played, question.on(date)) for date in replay.on]
    frame: Document = {}
    for whole, change in zip(frames, changes, strict=True):
        frame = patched(frame, change)
        assert frame == whole


@pytest.mark.parametrize(
    ("first", "last", "hours", "on"),
    [
        ("2025-01-26", "2025-01-28", 24, ["2025-01-26", "2025-01-27", "2025-01-28"]),
        ("2025-01-26", "2025-01-26", 24, ["2025-01-26"]),
        ("2025-01-26", "2025-01-29", 48, ["2025-01-27", "2025-01-29"]),
        ("2025-01-26", "2025-01-28", 48, ["2025-01-27", "2025-01-28"]),
        ("2025-01", "2025-02", 24 * 31, ["2025-01-31", "2025-02"]),
        (
            "2025-01-26",
            "2025-01-26",
            8,
            ["2025-01-26T08:00:00Z", "2025-01-26T16:00:00Z", "2025-01-26"],
        ),
        (
            "2025-01-26T06:00:00Z",
            "2025-01-26T10:00:00Z",
            2,
            ["2025-01-26T06:00:00Z", "2025-01-26T08:00:00Z", "2025-01-26T10:00:00Z"],
        ),
    ],
)
def test_the_frames_run_from_the_first_date_to_the_last(
    first: str, last: str, hours: int, on: list[str]
) -> None:
    span, step = (Span(first), Span(last)), timedelta(hours=hours)

    found = [str(date) for date in dates(*span, step)]

    assert found == on
    assert len(found) == number_of(*span, step)


def test_by_event_there_is_a_frame_whenever_something_was_over(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(CALL, occurred="2025-01-28T15:00:00Z")
    ledger.given(CALL, occurred="2025-01-28T15:00:00Z")

    found = dates_of_happenings(ledger.read(), asked("2025-01-25", "2025-01-30"))

    assert [str(date) for date in found] == ["2025-01-25", "2025-01-27", "2025-01-28T15:00:00Z"]


def test_what_is_recorded_while_it_plays_is_in_no_frame(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    frames = Replay(ledger.read(), asked("2025-01-27", "2025-01-28")).frames()

    first = next(frames)
    ledger.given(CALL, occurred="2025-01-28")
    second = next(frames)

    assert (first.position, second.position) == (1, 1)
    assert second.as_json()["contacts"] == []
