import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cli.recording import BATCH
from ledger.ledger import Ledger
from tests.cli.conftest import Crisis
from tests.goma import CALL, CAPTURE, told


def events(number: int, **more: Any) -> list[dict[str, Any]]:
    """So many captures of Goma, each with an id."""
    return [
        told(CAPTURE, "2025-01-27", summary=f"telling {n}", **more).as_json() for n in range(number)
    ]


def ndjson(sent: Sequence[Any]) -> str:
    return "".join(json.dumps(each) + "\n" for each in sent)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.ndjson"


@pytest.mark.parametrize(
    "written",
    [
        lambda sent: json.dumps(sent[0]),
        lambda sent: json.dumps(sent[0], indent=2),
        lambda sent: "\n\n" + json.dumps(sent[:1], indent=2),
        lambda sent: ndjson(sent[:1]),
        lambda sent: "\ufeff\r\n" + ndjson(sent[:1]).replace("\n", "\r\n\r\n"),
        lambda sent: ndjson(sent[:1]).rstrip("\n"),
    ],
    ids=["an object", "an object on lines", "an array", "NDJSON", "of Windows", "with no end"],
)
def test_an_event_is_read_however_it_is_written(
    crisis: Crisis, opened: Ledger, file: Path, written: Any
) -> None:
    sent = events(1)
    file.write_text(written(sent))

    said = crisis.does("append", str(file))

    assert said.startswith("1 event read: 1 recorded, 0 already recorded; the last is at @1.")
    assert sent[0]["id"] in said
    assert opened.event(sent[0]["id"]).telling.as_json() == sent[0]


def test_what_comes_in_is_read_too(crisis: Crisis, opened: Ledger) -> None:
    assert crisis.does("append", "-", given=ndjson(events(3))).startswith("3 events read")
    assert opened.position() == 3


def test_who_is_at_the_command_line_recorded_it(crisis: Crisis, opened: Ledger) -> None:
    (sent,) = events(1)
    crisis.does("append", "-", given=json.dumps(sent))

    assert opened.event(sent["id"]).stamp.recorded_by == "anna"


def test_the_first_bad_batch_stops_it_and_what_was_recorded_stays(
    crisis: Crisis, opened: Ledger, file: Path
) -> None:
    sent: list[Any] = events(2 * BATCH + 10)
    sent[BATCH + 4]["type"] = "CityCaptrued"
    sent[BATCH + 6]["data"].pop("by")
    file.write_text(ndjson(sent))

    said = crisis("append", str(file))

    assert (said.status, opened.position()) == (2, BATCH)
    assert said.err.splitlines() == [
        "crisis: line 1005: type: 'CityCaptrued' is not in the catalogue; did you mean "
        "CityCaptured or CityRecaptured or FacilityCaptured? `crisis types` lists it; "
        "data: cannot be read without a `type` from the catalogue",
        "crisis: line 1007: data.by: is missing",
        "crisis: nothing from line 1001 to line 2000 was recorded, the 1,000 events before that "
        "are; mend it, run it again, and it goes on from there",
    ]


@pytest.mark.parametrize(
    ("line", "told"), [("null", "an event is a JSON object, in { }"), ("{", "is not JSON: ")]
)
def test_a_hundred_faults_are_told_and_how_many_there_are(
    crisis: Crisis, line: str, told: str
) -> None:
    said = crisis("append", "-", given=json.dumps(events(1)[0]) + "\n" + f"{line}\n" * 150)

    *lines, how_many, recorded = said.err.splitlines()
    assert (said.status, len(lines)) == (2, 100)
    assert lines[99].startswith(f"crisis: line 101: {told}")
    assert how_many == "crisis: these are the first 100 of 150 faults"
    assert recorded == "crisis: nothing was recorded"


def test_run_again_it_goes_on_from_there(crisis: Crisis, opened: Ledger, file: Path) -> None:
    sent = events(BATCH + 10)
    file.write_text(ndjson(sent) + "{\n")
    crisis("append", str(file))
    file.write_text(ndjson(sent))

    said = crisis.does("append", str(file))

    assert said.startswith("1,010 events read: 10 recorded, 1,000 already recorded; ")
    assert [account.id for account in opened.read().accounts(opened.position())] == [
        event["id"] for event in sent
    ]


def test_what_was_corrected_since_is_still_recorded_already(crisis: Crisis) -> None:
    (sent,) = events(1)
    crisis.does("append", "-", given=json.dumps(sent))
    crisis.does("correct", sent["id"], "--set", "occurred=2025-01-26", "--reason", "misread")

    again = crisis.does("append", "-", given=json.dumps(sent))

    assert again.startswith("1 event read: 0 recorded, 1 already recorded")


def test_events_without_an_id_are_recorded_once_however_often_they_are_sent(
    crisis: Crisis, opened: Ledger
) -> None:
    sent = [{k: v for k, v in event.items() if k != "id"} for event in events(3)]
    other_order = [dict(reversed(event.items())) for event in sent]

    first = crisis.does("append", "-", given=ndjson(sent))
    again = crisis.does("append", "-", given=json.dumps(other_order))

    assert "3 events without an id got one made of the content." in first
    assert again.startswith("3 events read: 0 recorded, 3 already recorded")
    assert opened.position() == 3


def test_two_events_alike_in_one_batch_are_one(crisis: Crisis, opened: Ledger) -> None:
    (sent,) = events(1)
    del sent["id"]

    said = crisis.does("append", "-", given=ndjson([sent, sent]))

    assert said.startswith("2 events read: 1 recorded, 1 already recorded")
    assert opened.position() == 1


def test_an_id_with_other_content_is_refused_for_what_is_recorded(crisis: Crisis) -> None:
    (sent,) = events(1)
    crisis.does("append", "-", given=json.dumps(sent))

    said = crisis("append", "-", given=json.dumps(sent | {"summary": "another"}))

    assert said.status == 1
    assert said.err.startswith(f"crisis: line 1: {sent['id']} is recorded with other content")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "there is no event in"),
        ("[]", "there is no event in"),
        ("hello", "the file: is not JSON: expected value at column 1"),
        ('{\n "type": oops\n}', "the file: is not JSON: expected value at line 2 column 10"),
        ('{"type": "X"}\n{"type": \n', "line 2: is not JSON: EOF while parsing"),
        ('{"type": \n{"type": "X"}\n', "line 1: is not JSON: "),
        ("[1]", "item 0: an event is a JSON object"),
        ('"hello"', "line 1: an event is a JSON object"),
        ('{"type": "\\ud800"}', "the file: is not JSON"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_where_and_why(
    crisis: Crisis, file: Path, content: str, sentence: str
) -> None:
    file.write_text(content)

    said = crisis("append", str(file))

    assert (said.status, said.out) == (2, "")
    assert f"crisis: {sentence}" in said.err


def test_a_file_that_cannot_be_read_is_told_in_one_line(crisis: Crisis, tmp_path: Path) -> None:
    missing, folder = crisis("append", str(tmp_path / "none")), crisis("append", str(tmp_path))

    assert (missing.status, folder.status) == (2, 2)
    assert missing.err == f"crisis: cannot read {tmp_path / 'none'}: No such file or directory\n"
    assert folder.err == f"crisis: cannot read {tmp_path}: Is a directory\n"


def test_the_example_of_a_type_can_be_sent(crisis: Crisis) -> None:
    example = json.loads(crisis.does("types", "AidPledged", "--json"))["example"]

    assert crisis.does("append", "-", given=json.dumps(example)).startswith("1 event read: 1 rec")


def test_many_events_are_read_line_by_line_and_not_all_at_once(
    crisis: Crisis, opened: Ledger, file: Path
) -> None:
    file.write_text(ndjson(events(BATCH)) + "{broken\n" * BATCH + "[" * 10)

    said = crisis("append", str(file))

    assert (said.status, opened.position()) == (2, BATCH)
    assert "the first 100 of 1,000 faults" in said.err


def test_a_call_is_recorded_with_bare_ids_once_its_actors_were_told(crisis: Crisis) -> None:
    whole = told(CALL, "2025-01-28").as_json()
    bare = whole | {"id": None, "data": {"participants": ["marco-rubio", "paul-kagame"]}}

    assert crisis.does("append", "-", given=ndjson([whole, bare])).startswith("2 events read: 2")
