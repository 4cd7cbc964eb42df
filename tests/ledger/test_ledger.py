import gc
import json
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.entry import Corrected, Entry, Stamp
from domain.refusals import BatchRefused, StoreUnavailable
from domain.report import record
from history.history import History
from ledger.draft import Draft
from ledger.ledger import Ledger
from ledger.log import Conflict, Log
from tests.goma import CALL, CAPTURE, GivenLedger, told

APPEND_FOR_EVER = """
from ledger.draft import Draft
from ledger.ledger import Ledger
from history.history import History
from tests.goma import CAPTURE, told
ledger = Ledger()
while True:
    print(ledger.append([told(CAPTURE, "2025-01-27")])[0].id, flush=True)
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    file = str(tmp_path / "goma.sqlite")
    monkeypatch.setenv("SQLITE_DBNAME", file)
    return file


def test_a_batch_is_appended_whole_or_not_at_all(ledger: GivenLedger) -> None:
    first = told(CAPTURE, "2025-01-27")
    ledger.append([first])
    other = first.model_copy(update={"summary": "another one"})

    with pytest.raises(BatchRefused) as refused:
        ledger.append([told(CALL, "2025-01-28"), other, told(CALL, "2999")])

    assert list(refused.value.items) == [1, 2]
    assert ledger.read().position() == 1


def test_of_ten_thousand_bad_items_a_hundred_are_kept_and_all_are_counted(
    ledger: GivenLedger,
) -> None:
    with pytest.raises(BatchRefused) as refused:
        ledger.append([{}] * 10_000)

    faults_of_one = refused.value.items[0].errors_total
    assert refused.value.errors_total == 10_000 * faults_of_one
    assert len(refused.value.items) <= 100
    assert str(refused.value).endswith(f"the first 100 of {10_000 * faults_of_one:,} faults")


@pytest.mark.usefixtures("file")
def test_the_store_takes_all_entries_of_a_batch_or_none() -> None:
    log, stamp = Log(), Stamp(datetime(2025, 2, 1, tzinfo=UTC), "anna")
    known = Draft(History())
    fall, call = (record(told(event, "2025-01-28"), stamp, known) for event in (CAPTURE, CALL))
    log.append([fall])

    with pytest.raises(Conflict):
        log.append([call, fall])

    assert list(log.after(0)) == [(1, fall)]


def test_an_event_sent_again_is_answered_as_before(ledger: GivenLedger) -> None:
    capture = told(CAPTURE, "2025-01-27")
    (first,), (again,) = ledger.append([capture]), ledger.append([capture])

    assert first.is_new
    assert again == first.model_copy(update={"is_new": False})


def test_whoever_opens_the_store_reads_the_domain(file: str) -> None:
    ledger = Ledger()
    (capture,) = ledger.append([told(CAPTURE, "2025-01-28")], by="anna")
    ledger.revise(capture.id, 1, Corrected, {"occurred": "2025-01-27", "reason": "misread"}, "ben")

    rows = sqlite3.connect(file).execute("SELECT topic, state FROM stored_events").fetchall()

    assert [topic for topic, _ in rows] == ["CityCaptured", "Corrected"]
    corrected = json.loads(rows[1][1])
    assert corrected.pop("recorded")
    assert corrected == {"recorded_by": "ben", "reason": "misread", "occurred": "2025-01-27"}


@pytest.mark.usefixtures("file")
def test_each_answer_knows_what_another_process_appended() -> None:
    ours, theirs = Ledger(), Ledger()
    capture = told(CAPTURE, "2025-01-27")

    theirs.append([capture])

    assert ours.event(capture.id).telling == capture
    assert not ours.append([capture])[0].is_new


@pytest.mark.usefixtures("file")
def test_two_writers_of_the_same_events_record_each_of_them_once() -> None:
    captures = [told(CAPTURE, "2025-01-27") for _ in range(50)]

    def write(ledger: Ledger) -> list[bool]:
        return [receipt.is_new for capture in captures for receipt in ledger.append([capture])]

    with ThreadPoolExecutor() as threads:
        ours, theirs = threads.map(write, [Ledger(), Ledger()])

    assert [our != their for our, their in zip(ours, theirs, strict=True)] == [True] * 50


@pytest.mark.usefixtures("file")
def test_what_was_acknowledged_survives_kill_9() -> None:
    command = [sys.executable, "-c", APPEND_FOR_EVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline().decode().strip() for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.read().decode().split("\n")[:-1]

    ledger = Ledger()

    assert [ledger.event(id).position for id in acknowledged] == [*range(1, len(acknowledged) + 1)]
    assert ledger.append([told(CALL, "2025-01-28")])[0].position > len(acknowledged)


def test_a_loaded_correction_gives_another_type_as_its_new_type(ledger: GivenLedger) -> None:
    capture = told(CAPTURE, "2025-01-27").as_json()
    corrected = {
        "type": "Corrected",
        "id": capture["id"],
        "new_type": "CityRecaptured",
        "data": capture["data"],
        "reason": "it had been theirs",
    }

    ledger.load([line | {"recorded": "2025-01-28T00:00:00Z"} for line in (capture, corrected)])

    assert ledger.event(capture["id"]).telling.type == "CityRecaptured"


def test_garbage_is_collected_again_once_the_log_was_read(
    ledger: GivenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    take = History.take

    def looked_at(history: History, position: int, entry: Entry) -> None:
        seen.append(gc.isenabled())
        take(history, position, entry)

    monkeypatch.setattr(History, "take", looked_at)
    ledger.given(CAPTURE, "2025-01-27")

    assert ledger.read().position() == 1
    assert (seen, gc.isenabled()) == ([False], True)


def test_nothing_is_recorded_in_a_file_that_was_removed_since_it_was_opened(file: str) -> None:
    ledger = Ledger()
    (before,) = ledger.append([told(CAPTURE, "2025-01-27")])
    Path(file).unlink()

    with pytest.raises(StoreUnavailable, match=f"{file} was removed since it was opened"):
        ledger.append([told(CALL, "2025-01-28")])

    assert ledger.event(before.id).id == before.id


def test_nothing_is_recorded_in_a_file_that_another_replaced_since_it_was_opened(
    file: str, tmp_path: Path
) -> None:
    ledger, another = Ledger(), Ledger({"SQLITE_DBNAME": str(tmp_path / "another.sqlite")})
    another.append([told(CALL, "2025-01-28") for _ in range(3)])
    another.close()
    (before,) = ledger.append([told(CAPTURE, "2025-01-27")])
    (tmp_path / "another.sqlite").replace(file)

    with pytest.raises(StoreUnavailable, match="was replaced by another file"):
        ledger.append([told(CALL, "2025-01-28")])

    assert [line.entry.id for line in ledger.read().lines_after(0)] == [before.id]


def test_nothing_is_recorded_where_the_store_s_name_was_made_to_mean_another_file(
    tmp_path: Path,
) -> None:
    link, first, second = (tmp_path / name for name in ("link.sqlite", "a.sqlite", "b.sqlite"))
    Ledger({"SQLITE_DBNAME": str(first)}).close()
    Ledger({"SQLITE_DBNAME": str(second)}).close()
    link.symlink_to(first)
    ledger = Ledger({"SQLITE_DBNAME": str(link)})
    link.unlink()
    link.symlink_to(second)

    with pytest.raises(StoreUnavailable, match="was replaced by another file"):
        ledger.append([told(CALL, "2025-01-28")])


def test_a_file_that_is_put_back_is_written_again(file: str) -> None:
    ledger, away = Ledger(), Path(f"{file}.away")
    Path(file).rename(away)
    with pytest.raises(StoreUnavailable):
        ledger.ready()

    away.rename(file)
    ledger.append([told(CALL, "2025-01-28")])

    assert Ledger().ready() == ledger.ready() == 1
