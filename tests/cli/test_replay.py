"""The crisis from date to date: each frame told as what changed."""

import json
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from answers.question import ReplayQuestion
from api.app import create_app
from cli.replay import events_since
from domain.events.territory import CityCaptured
from domain.span import Span
from ledger.ledger import Ledger
from tests.cli.conftest import Crisis, Story
from tests.goma import FARDC, GOMA, GivenLedger, told

DAYS = ("replay", "--from", "2025-01-26", "--to", "2025-01-30")
NDJSON = {"Accept": "application/x-ndjson"}


@pytest.fixture
def held(opened: Ledger, story: Story) -> None:
    """Goma, which the army held before."""
    opened.append([told(CityCaptured(place=GOMA, by=FARDC), "2012-12-03")])


@pytest.mark.usefixtures("held")
def test_each_frame_is_told_as_what_changed(crisis: Crisis) -> None:
    said = crisis.does(*DAYS)

    first, _, _, _, goma, *rest = said.splitlines()
    assert first == "2025-01-26, as known now (position @9): who holds what"
    assert goma.split()[:3] == ["Goma", "FARDC", "2012-12-03"]
    days = [line for line in rest if line.startswith("2025")]
    assert days == ["2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30: nothing"]
    assert said.count("CallHeld") == 1
    told = " ".join(said.split())
    assert "changed Goma: held by: FARDC, now FARDC, contested" in told
    assert "changed Goma: held by: FARDC, contested, now M23; since: 2012-12-03, now 2025" in told
    assert "event CityCaptured: City captured: Goma, by M23 (reported) [" in told


@pytest.mark.usefixtures("held")
def test_days_on_which_nothing_happens_are_told_as_one(crisis: Crisis) -> None:
    said = crisis.does("replay", "--from", "2025-01-30", "--to", "2025-12-31", "--place", "goma")

    assert said.splitlines()[0].endswith("as known now (position @9); place: goma: who holds what")
    assert said.splitlines()[-2:] == ["", "2025-01-31 to 2025-12-31: nothing"]
    assert not [line for line in said.splitlines()[1:-1] if line.startswith("2025")]


def test_an_empty_ledger_says_what_to_do(crisis: Crisis) -> None:
    assert "is empty" in crisis.does(*DAYS)


ASKED_ALIKE: list[tuple[tuple[str, ...], str]] = [
    ((), ""),
    (("--frames", "changes"), "&frames=changes"),
    (("--step", "PT6H", "--known", "@3"), "&step=PT6H&known=@3"),
    (("--step", "event", "--frames", "whole"), "&step=event"),
    (("--country", "rwa", "--limit", "1"), "&country=RWA&limit=1"),
]


@pytest.mark.usefixtures("story")
def test_as_json_it_is_the_frames_of_the_api(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for typed, query in ASKED_ALIKE:
        told = crisis.does(*DAYS, *typed, "--json")

        asked = f"/replay?from=2025-01-26&to=2025-01-30{query}"
        assert told.encode() == client.get(asked, headers=NDJSON).content


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--from", "2025-01-30"], "Missing option '--to'"),
        (["--from", "2025-01-30", "--to", "2025-01-26"], "2025-01-30 is not before 2025-01-26"),
        (["--from", "monday", "--to", "2025-01-26"], "--from monday: "),
        ([*DAYS[1:], "--step", "P0D"], "'P0D' is no step: write P1D (a day)"),
        ([*DAYS[1:], "--step", "daily"], "'daily' is no step: write P1D (a day)"),
        (["--from", "2000", "--to", "2025", "--step", "PT1H"], "'PT1H' takes 227928 frames, and"),
        ([*DAYS[1:], "--known", "@99"], "@99 is past the end of the log"),
        ([*DAYS[1:], "--frames", "changes"], "--frames says how --json tells the frames"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(
    crisis: Crisis, typed: list[str], sentence: str
) -> None:
    said = crisis("replay", *typed)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")


@pytest.mark.parametrize("step", ["P1D", "PT6H", "event"])
def test_each_event_is_in_one_frame(ledger: GivenLedger, step: str) -> None:
    text = files("scenarios").joinpath("goma-2025.ndjson").read_text("utf-8")
    ledger.load([json.loads(line) for line in text.splitlines()])
    first, last = Span("2025-01-24"), Span("2025-02-05")
    played = ledger.replay(ReplayQuestion.model_validate({"from": first, "to": last, "step": step}))

    frames = list(events_since(ledger, played))

    for on, events in list(zip(played.on, frames, strict=True))[1:]:
        assert all(event.occurred.end <= on.end for event in events)
    shown = [event.id for events in frames for event in events]
    accounts = ledger.read().accounts(ledger.position())
    over = {a.id for a in accounts if first.start < a.occurred.end <= last.end}
    assert len(shown) == len(over)
    assert set(shown) == over
