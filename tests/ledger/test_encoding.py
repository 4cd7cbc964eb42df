"""What was stored once is read for ever: a stored sample of every version of every type."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import JSONTranscoder, StoredEvent

from domain.entry import CHANGES, Corrected, Entry, Stamp
from domain.event import CATALOGUE, Event
from domain.report import Report
from domain.telling import Telling
from ledger.encoding import EntryMapper
from tests.goma import CAPTURE, told

# Lines are only ever added to this file: one for each version of a type, as it was first stored.
SAMPLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "stored.ndjson").read_text("utf-8").splitlines()
]
ID = "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"
MAPPER = EntryMapper(JSONTranscoder())
NOON = Stamp(datetime(2025, 2, 1, 12, tzinfo=UTC), "anna")


def stored(sample: dict[str, Any], revision: int = 1) -> StoredEvent:
    state = json.dumps(sample["state"]).encode()
    return StoredEvent(ID, revision, sample["topic"], state)


def name(sample: dict[str, Any]) -> str:
    return f"{sample['topic']} v{sample['version']}"


def is_of_today(sample: dict[str, Any]) -> bool:
    declared = CATALOGUE.get(sample["topic"])
    return bool(sample["version"] == (declared.version() if declared else 1))


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_what_was_stored_as_any_version_is_read_as_todays(sample: dict[str, Any]) -> None:
    entry = MAPPER.to_domain_event(stored(sample))

    assert (entry.id, entry.type) == (ID, sample["topic"])
    assert entry.stamp == NOON


@pytest.mark.parametrize(
    "sample",
    [
        s
        for s in SAMPLES
        if s["topic"] in CHANGES or s["version"] == CATALOGUE[s["topic"]].version()
    ],
    ids=name,
)
def test_todays_version_is_stored_as_it_was(sample: dict[str, Any]) -> None:
    entry = MAPPER.to_domain_event(stored(sample))

    assert json.loads(MAPPER.to_stored_event(entry).state) == sample["state"]


def test_every_version_of_every_type_has_a_sample() -> None:
    versions = {(t, v) for t, e in CATALOGUE.items() for v in range(1, e.version() + 1)}
    versions |= {(change, 1) for change in CHANGES}

    assert versions == {(sample["topic"], sample["version"]) for sample in SAMPLES}


@pytest.fixture
def rumour_heard() -> Iterator[type[Event]]:
    """A type that called its `text` `words` when it was stored as version 1."""

    def said(data: dict[str, Any]) -> dict[str, Any]:
        return {("text" if field == "words" else field): told for field, told in data.items()}

    class RumourHeard(Event):
        """Someone heard something."""

        upcasts = {1: said}  # noqa: RUF012  a class variable of its base
        text: str

    yield RumourHeard
    del CATALOGUE["RumourHeard"]


def test_data_of_an_earlier_version_are_brought_up_to_todays(rumour_heard: type[Event]) -> None:
    state = {
        "recorded": NOON.recorded.isoformat(),
        "recorded_by": "anna",
        "occurred": "2025-01-27",
        "sources": [{"publisher": "Radio Okapi"}],
        "data": {"words": "the airport is closed"},
    }
    correction = {
        "recorded": NOON.recorded.isoformat(),
        "recorded_by": "ben",
        "reason": "misheard",
        "data": {"words": "the airport is open"},
    }

    first = MAPPER.to_domain_event(stored({"topic": "RumourHeard", "state": state}))
    corrected = MAPPER.to_domain_event(stored({"topic": "Corrected", "state": correction}, 2))

    assert isinstance(first.what, Telling)
    assert first.what.data == rumour_heard.model_validate({"text": "the airport is closed"})
    assert Report.fold([first, corrected]).telling.data == rumour_heard.model_validate(
        {"text": "the airport is open"}
    )
    again = json.loads(MAPPER.to_stored_event(first).state)
    assert (again["v"], again["data"]) == (2, {"text": "the airport is closed"})


def test_a_null_in_a_correction_is_stored_and_drops_what_was_told() -> None:
    first = Entry(ID, 1, NOON, told(CAPTURE, "2025-01-27", id=ID, summary="a summary"))
    dropped = Corrected.model_validate({"summary": None, "reason": "of another event"})

    read = MAPPER.to_domain_event(MAPPER.to_stored_event(Entry(ID, 2, NOON, dropped)))

    assert Report.fold([first, read]).telling.summary is None
