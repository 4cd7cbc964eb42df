"""The crisis from date to date: each frame told as what changed."""

import json
from datetime import timedelta
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from answers.document import state_document
from answers.replay import dates
from api.app import create_app
from cli.replay import Frame, frames_of
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

    first, goma, *rest = said.splitlines()
    assert first == "2025-01-26, as known now (position @9): who holds what"
    assert goma.split() == ["Goma", "FARDC", "2012-12-03"]
    days = [line for line in rest if line.startswith("2025")]
    assert days == ["2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30: nothing"]
    assert said.count("CallHeld") == 1
    told = " ".join(said.split())
    assert "changed Goma: now contested (reported, by" in told
    assert "changed Goma: held by FARDC -> M23; no longer contested; since 2025-01-28" in told
    assert "event CityCaptured: place: Goma; by: M23 (reported) [" in told


@pytest.mark.usefixtures("held")
def test_days_on_which_nothing_happens_are_told_as_one(crisis: Crisis) -> None:
    said = crisis.does("replay", "--from", "2025-01-30", "--to", "2025-12-31", "--place", "goma")

    assert said.splitlines()[0].endswith("as known now (position @9); place: goma: who holds what")
    assert said.splitlines()[2:] == ["", "2025-01-31 to 2025-12-31: nothing"]


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


@pytest.fixture
def frames(ledger: GivenLedger) -> list[Frame]:
    """The days of the fall of Goma."""
    text = files("scenarios").joinpath("goma-2025.ndjson").read_text("utf-8")
    ledger.load([json.loads(line) for line in text.splitlines()])
    first, last = Span("2025-01-24"), Span("2025-02-05")
    on = list(dates(first, last, timedelta(days=1)))
    asked = ledger.question(on=str(last))
    return list(frames_of(ledger.history, asked, on, since=first.start))


def test_a_frame_is_the_state_of_its_date(frames: list[Frame], ledger: GivenLedger) -> None:
    for frame in frames[::4]:
        state = state_document(ledger.history, ledger.question(on=frame.on))
        assert frame.rows == {name: state[name] for name in frame.rows}


def test_each_event_is_in_one_frame(frames: list[Frame], ledger: GivenLedger) -> None:
    shown = [account.id for frame in frames for account in frame.events]

    begin, end = Span("2025-01-24").start, Span("2025-02-05").end
    accounts = ledger.history.accounts(ledger.history.position())
    over = {account.id for account in accounts if begin < account.occurred.end <= end}
    assert len(shown) == len(over)
    assert set(shown) == over
