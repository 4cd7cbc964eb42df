"""The replay over HTTP: as one document, line by line, and refused where it cannot be."""

import json
from importlib.resources import files
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.goma import CAPTURE, GivenLedger

NDJSON = {"Accept": "application/x-ndjson"}


@pytest.fixture
def crisis(ledger: GivenLedger) -> GivenLedger:
    text = files("scenarios").joinpath("goma-2025.ndjson").read_text("utf-8")
    ledger.load([json.loads(line) for line in text.splitlines()])
    return ledger


def frames(client: TestClient, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/replay?{query}", headers=NDJSON)
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


# Every date on which something was over, all days of the fall of Goma, and days without events.
@pytest.mark.usefixtures("crisis")
@pytest.mark.parametrize(
    ("played", "number"),
    [
        ("from=2025-01-01&to=2026-01-31&step=event", 39),
        ("from=2025-01-25&to=2025-02-05", 12),
        ("from=2025-01-01&to=2026-01-31&step=P2W", 29),
    ],
)
def test_each_frame_of_the_crisis_is_the_state_of_its_date_byte_for_byte(
    client: TestClient, played: str, number: int
) -> None:
    lines = client.get(f"/replay?{played}", headers=NDJSON).content.splitlines()

    assert len(lines) == number
    for line in lines:
        assert line == client.get(f"/state?on={json.loads(line)['on']}").content


@pytest.mark.usefixtures("crisis")
def test_as_one_document_it_holds_the_same_frames(client: TestClient) -> None:
    query = "from=2025-01-26&to=2025-01-28&country=RWA&known=2025-02-01"

    document = client.get(f"/replay?{query}").json()

    assert (document["from"], document["to"], document["step"]) == (
        "2025-01-26",
        "2025-01-28",
        "P1D",
    )
    assert document["frames"] == frames(client, query)
    assert {frame["known"] for frame in document["frames"]} == {"2025-02-01"}


@pytest.mark.usefixtures("crisis")
def test_by_event_each_frame_has_something_new(client: TestClient) -> None:
    played = frames(client, "from=2025-01-25&to=2025-01-29&step=event&frames=changes")

    on = [frame["on"] for frame in played]
    assert on == sorted(on, key=lambda date: (date[:10], "T" not in date))
    assert all(frame["changes"] for frame in played)


def test_an_empty_ledger_is_replayed_as_empty_frames(client: TestClient) -> None:
    (frame,) = frames(client, "from=2025-01-27&to=2025-01-27")

    assert (frame["position"], frame["rests_on"], frame["territory"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2025-01-28&to=2025-01-26", "not before"),
        ("from=2025-01-26&to=2025-01-28&step=P0D", "P1D"),
        ("from=2025-01-26&to=2025-01-28&step=-P1D", "P1D"),
        ("from=2025-01-26&to=2025-01-28&step=daily", "P1D"),
        ("from=2025-01-26&to=2025-01-28&step=P1M", "P1D"),
        ("from=2025-01-26&to=2025-01-28&step=P1YT1H", "P1D"),
        ("from=2000-01-01&to=2025-01-28&step=PT1H", "5000 are the most"),
        ("from=2025-01-26&to=never", "write 2025-01-27"),
        ("from=2025-01-26", "errors"),
        ("from=2025-01-26&to=2025-01-28&colour=red", "errors"),
        ("from=2025-01-26&to=2025-01-28&known=@99", "the last is"),
    ],
)
def test_what_cannot_be_replayed_is_refused_before_the_first_frame(
    client: TestClient, ledger: GivenLedger, query: str, says: str
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")

    answer = client.get(f"/replay?{query}", headers=NDJSON)

    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert says in answer.json()["detail"]
