import json
from pathlib import Path
from typing import Any

import pytest

from ledger.ledger import Ledger
from tests.cli.conftest import Crisis, Story

WHY = ("--reason", "as the UN says")


def test_a_correction_says_what_was_and_what_is(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    said = crisis.does("correct", story.call[:8], "--set", "occurred=2025-01-29", *WHY)

    heading, _, change = said.splitlines()
    assert heading == f"CallHeld {story.call[:8]} corrected: revision 2, position @9"
    assert change.split() == ["occurred", "2025-01-28", "2025-01-29"]
    assert str(opened.event(story.call).occurred) == "2025-01-29"
    assert opened.event(story.call).stamp.recorded_by == "anna"


@pytest.mark.parametrize(
    ("setting", "field", "value"),
    [
        ("occurred=2025", "occurred", "2025"),
        ("summary=A call", "summary", "A call"),
        ("summary=17", "summary", "17"),
        ('data.topics=["M23", "STIP"]', "data.topics", ["M23", "STIP"]),
        ("data.topics=trade", "data.topics", ["trade"]),
        ("data.topics=null", "data.topics", None),
        ("crises=goma-2012", "crises", ["goma-2012"]),
        ("data.external.code=07", "data.external", {"code": "07"}),
    ],
)
def test_a_field_is_set_to_what_is_typed(
    crisis: Crisis, opened: Ledger, story: Story, setting: str, field: str, value: object
) -> None:
    crisis.does("correct", story.call, "--set", setting, *WHY)

    told: Any = opened.event(story.call).telling.as_json()
    for name in field.split("."):
        told = told.get(name)
    assert told == value


def test_a_merge_patch_is_taken_from_a_file_and_settings_go_on_top(
    crisis: Crisis, opened: Ledger, story: Story, tmp_path: Path
) -> None:
    patch = tmp_path / "patch.json"
    patch.write_text(json.dumps({"summary": "one", "data": {"topics": ["trade"]}}))

    crisis.does("correct", story.call, "--patch", str(patch), "--set", "summary=two", *WHY)

    telling = opened.event(story.call).telling
    assert (telling.summary, telling.as_json()["data"]["topics"]) == ("two", ["trade"])


def test_a_bare_id_stands_for_the_actor(crisis: Crisis, opened: Ledger, story: Story) -> None:
    crisis.does("correct", story.claim, "--set", "data.by=cod", *WHY)

    assert [actor.id for actor in opened.event(story.claim).event.actors] == ["cod"]


def test_an_event_is_assessed_by_further_sources(
    crisis: Crisis, opened: Ledger, story: Story, tmp_path: Path
) -> None:
    sources = tmp_path / "sources.json"
    sources.write_text('{"publisher": "Reuters"}')

    crisis.does("assess", story.claim, "--status", "confirmed", *WHY)
    said = crisis.does("assess", story.claim, "--sources", str(sources), *WHY)

    assert "Radio Okapi quoting M23, Reuters" in said
    assert opened.event(story.claim).status == "confirmed"


def test_an_event_is_retracted_and_reinstated(crisis: Crisis, opened: Ledger, story: Story) -> None:
    retracted = crisis.does("retract", story.call, *WHY)
    assert opened.event(story.call).report.retracted
    reinstated = crisis.does("reinstate", story.call, *WHY)

    assert retracted.splitlines()[-1].split() == ["retracted", "no", "yes"]
    assert reinstated.splitlines()[-1].split() == ["retracted", "yes", "no"]


def test_events_are_parted_and_joined_again(crisis: Crisis, opened: Ledger, story: Story) -> None:
    crisis.does("not-same-as", story.capture, *WHY)
    assert len(opened.happening(story.claim).accounts) == 1
    crisis.does("same-as", story.capture[:8], story.claim[:8], *WHY)

    assert len(opened.happening(story.claim).accounts) == 2


def test_all_the_accounts_of_a_happening_move_together_and_each_is_told(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    other = opened.append([opened.event(story.claim).telling.model_copy(update={"id": MINE})])[0]

    said = crisis.does("same-as", story.claim, other.id, "--all", *WHY)

    assert said.count(" joined: revision 2, ") == 2
    assert len(opened.happening(MINE).accounts) == 3


MINE = "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"


def test_the_same_change_from_the_same_revision_is_recorded_once(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    correction = ("correct", story.call, "--set", "summary=x", "--revision", "1", *WHY)
    crisis.does(*correction)

    assert "recorded already" in crisis.does(*correction)
    assert opened.position() == 9


def test_the_history_tells_every_change_with_its_reason(crisis: Crisis, story: Story) -> None:
    crisis.does("correct", story.call, "--set", "occurred=2025-01-29", *WHY)

    told = crisis.does("show", "history", story.call)

    assert "occurred: 2025-01-28 -> 2025-01-29" in told
    assert "as the UN says" in told


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        (["correct", "CALL"], 2, "say what to correct: --set FIELD=VALUE, or --patch FILE"),
        (["correct", "CALL", "--set", "occurred"], 2, "--set occurred: write FIELD=VALUE"),
        (["correct", "CALL", "--set", "data..by=x"], 2, "--set data..by=x: write FIELD=VALUE"),
        (["correct", "CALL", "--set", "occured=2025"], 2, "occured = 2025: there is no such"),
        (["correct", "CALL", "--set", "occurred=soon"], 2, "occurred: 'soon' is not a date"),
        (["correct", "CALL", "--set", "occurred=2025-01-28"], 1, "CALL says all of that already"),
        (["correct", "CALL", "--set", "summary=x", "--revision", "7"], 1, "CALL is at revision 1"),
        (["correct", "CALL", "--patch", "none.json"], 2, "cannot read none.json: No such file"),
        (["assess", "CALL"], 2, "say how far to trust it, with --status"),
        (["assess", "CALL", "--status", "sure"], 2, "Invalid value for '--status': 'sure' is not"),
        (["reinstate", "CALL"], 1, "CALL is not retracted"),
        (["same-as", "CALL", "CLAIM"], 1, "a CallHeld and a CityCaptured are two happenings"),
        (["not-same-as", "CALL"], 1, "CALL is told as CALL already"),
        (["retract", "ffffffff"], 1, "no event ffffffff was known"),
        (["retract", "Goma"], 2, "'Goma' is not the id of an event"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_one_line(
    crisis: Crisis, opened: Ledger, story: Story, typed: list[str], status: int, sentence: str
) -> None:
    named = {"CALL": story.call, "CLAIM": story.claim}

    said = crisis(*(named.get(word, word) for word in typed), *WHY)

    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith(f"crisis: {sentence.replace('CALL', story.call)}")
    assert opened.position() == 8


def test_a_patch_that_is_no_object_is_refused(crisis: Crisis, story: Story) -> None:
    said = crisis("correct", story.call, "--patch", "-", *WHY, given="[1]")

    assert (said.status, said.err) == (2, "crisis: - is not a JSON object, as a merge patch is\n")
