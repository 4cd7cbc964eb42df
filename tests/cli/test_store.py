import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from answers import catalogue
from api.app import create_app
from domain.event import CATALOGUE
from ledger.ledger import Ledger
from tests.cli.conftest import Crisis, Story
from tests.goma import CAPTURE, told


def test_info_tells_the_store_and_what_is_in_it(
    crisis: Crisis, opened: Ledger, story: Story, store: Path
) -> None:
    crisis.does("correct", story.call, "--set", "occurred=2025-01-30", "--reason", "misread")
    crisis.does("retract", story.readout, "--reason", "a hoax")

    told = json.loads(crisis.does("info", "--json"))

    assert told.pop("bytes") > 0
    assert told.pop("first_recorded") <= told.pop("last_recorded")
    assert told == {
        "store": str(store),
        "position": 10,
        "entries": 10,
        "events": 8,
        "retracted": 1,
        "happenings": 6,
        "corrections": 1,
        "changes": {"corrected": 1, "retracted": 1},
        "statuses": {"confirmed": 1, "reported": 5, "claimed": 1, "disputed": 0},
        "first_occurred": "2025-01-26",
        "last_occurred": "2025-01-30",
    }


def test_info_is_told_in_words(crisis: Crisis, store: Path) -> None:
    lines = crisis.does("info").splitlines()

    assert lines[0].split() == ["store", str(store)]
    assert ["events", "0"] in [line.split() for line in lines]


def test_a_store_that_cannot_be_opened_is_told_in_one_line(
    crisis: Crisis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, and longer than the head of one would be" * 20)
    said = []
    for place in (other, tmp_path / "none" / "goma.sqlite", tmp_path):
        monkeypatch.setenv("SQLITE_DBNAME", str(place))
        said.append(crisis("show", "state"))

    assert [each.status for each in said] == [1, 1, 1]
    assert [each.err.count("\n") for each in said] == [1, 1, 1]
    assert said[0].err.startswith(f"crisis: the store {other} cannot be opened: file is not a")


def test_the_catalogue_is_told_and_every_type_in_full(crisis: Crisis) -> None:
    every = crisis.does("types")

    assert [name for name in CATALOGUE if name not in every] == []
    for name in CATALOGUE:
        assert "An example, which `crisis append` takes" in crisis.does("types", name)


def test_one_type_is_told_with_its_fields_and_codes(crisis: Crisis) -> None:
    told = crisis.does("types", "CityCaptured")

    assert "CAMEO 192; PLOVER ASSAULT; Goldstein -9.5" in told
    fields = [line.split() for line in told.splitlines()]
    assert ["by", "an", "actor,", "or", "its", "id", "yes", "actor"] in fields


def test_every_view_is_told_with_what_it_answers(crisis: Crisis) -> None:
    told = crisis.does("views")

    every = catalogue.views().views
    assert [view.name for view in every if view.name not in told] == []
    assert "Who holds each place, since when, and who says otherwise." in " ".join(told.split())


def test_one_view_is_told_with_its_rules_and_columns(crisis: Crisis) -> None:
    told = crisis.does("views", "territory")

    fields = [line.split() for line in told.splitlines()]
    assert ["held_by", "Held", "by", "actor"] in [words[:4] for words in fields]
    assert catalogue.view("territory").rules.splitlines()[0] in told


def test_the_catalogues_are_those_of_the_api(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for typed in ("types", "types CallHeld", "views", "views territory"):
        told = json.loads(crisis.does(*typed.split(), "--json"))
        assert told == client.get(f"/{typed.replace(' ', '/')}").json()


def test_a_view_that_is_not_there_is_told_which_are(crisis: Crisis) -> None:
    said = crisis("views", "weather")

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert "territory" in said.err


def test_a_misspelt_type_is_told_what_was_meant(crisis: Crisis) -> None:
    said = crisis("types", "CityCaptred")

    assert (said.status, said.out) == (2, "")
    assert "did you mean CityCaptured" in said.err


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario of one capture that is then retracted."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    monkeypatch.setattr("cli.recording.files", lambda package: folder)
    capture = told(CAPTURE, "2025-01-27").as_json()
    lines = [
        {"recorded": "2025-01-28T00:00:00Z"} | capture,
        {
            "recorded": "2025-01-29T00:00:00Z",
            "id": capture["id"],
            "type": "Retracted",
            "reason": "a rumour",
        },
    ]
    file = folder / "small.ndjson"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


@pytest.mark.usefixtures("scenario")
def test_a_scenario_is_loaded_once(crisis: Crisis, opened: Ledger) -> None:
    first, again = (crisis.does("load-scenario", "small") for _ in range(2))

    assert first.startswith("small is loaded: 2 entries, up to position @2.")
    assert again == "small is loaded already: 2 entries.\n"
    assert str(opened.inventory().last_recorded) == "2025-01-29 00:00:00+00:00"


@pytest.mark.usefixtures("scenario", "story")
def test_a_ledger_that_has_entries_is_left_as_it_is_if_asked(crisis: Crisis) -> None:
    assert crisis.does("load-scenario", "small", "--if-empty") == ""


@pytest.mark.usefixtures("scenario", "story")
def test_a_scenario_of_the_past_is_refused_by_a_ledger_that_went_on(
    crisis: Crisis, opened: Ledger
) -> None:
    said = crisis("load-scenario", "small")

    assert (said.status, opened.position()) == (1, 8)
    assert said.err.startswith("crisis: small, line 1: this was recorded at 2025-01-28T00:00:00Z")
    assert said.err.endswith("crisis: nothing was loaded\n")


def test_a_broken_scenario_is_not_loaded(crisis: Crisis, opened: Ledger, scenario: Path) -> None:
    scenario.write_text(scenario.read_text() + "{\n")

    said = crisis("load-scenario", "small")

    assert (said.status, opened.position()) == (2, 0)
    assert said.err.startswith("crisis: small, line 3: is not JSON")


@pytest.mark.usefixtures("scenario")
def test_a_scenario_that_is_not_there_is_told_which_are(crisis: Crisis) -> None:
    said = crisis("load-scenario", "goma")

    assert (said.status, said.err) == (
        2,
        "crisis: there is no scenario 'goma'; there are: small\n",
    )


def test_the_crisis_of_goma_is_there(crisis: Crisis) -> None:
    assert crisis.does("load-scenario", "goma-2025").startswith("goma-2025 is loaded: ")
    assert "M23, contested" in crisis.does("show", "territory", "--on", "2025-01-29")
