"""Each entry told as it is recorded, by whichever process."""

import json
import signal
import subprocess
import threading
import time
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from cli import watch as watching
from cli.watch import _caught_up
from domain.entry import Retracted
from domain.refusals import StoreUnavailable
from ledger.ledger import Ledger
from tests.cli.conftest import Crisis, Story
from tests.cli.test_process import started
from tests.goma import CALL, CAPTURE, told

WHY = ("--reason", "as the UN says")


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, once there is nothing more to tell."""

    def ctrl_c(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.watch._wait", ctrl_c)


def lines_of(process: "subprocess.Popen[bytes]") -> "Queue[bytes]":
    """What a process writes, line by line, as it comes."""
    lines: Queue[bytes] = Queue()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line)

    threading.Thread(target=read, daemon=True).start()
    return lines


@pytest.mark.usefixtures("interrupted")
def test_an_entry_is_told_with_who_did_what_and_why(
    crisis: Crisis, store: Path, story: Story
) -> None:
    crisis.does("correct", story.call, "--set", "occurred=2025-01-29", *WHY)
    crisis.does("retract", story.readout, "--reason", "a hoax")

    lines = crisis.does("watch", "--after", "@7").splitlines()

    assert lines[0] == f"Watching {store} from @7 on; Ctrl-C ends it."
    assert [line.split()[0] for line in lines if line.startswith("@")] == ["@8", "@9", "@10"]
    assert " anonymous recorded EmbassyAttacked " in lines[1]
    assert lines[3].endswith(f" UTC  anna corrected CallHeld {story.call[:8]}")
    assert lines[4:7] == [
        "  2025-01-29: Call held: Marco Rubio and Paul Kagame, on ceasefire "
        "(confirmed, publisher:radio-okapi)",
        "  occurred: 2025-01-28 -> 2025-01-29",
        "  why: as the UN says",
    ]
    assert lines[7].endswith(f" UTC  anna retracted StatementMade {story.readout[:8]}")
    assert lines[9:] == ["  retracted: no -> yes", "  why: a hoax"]


@pytest.mark.usefixtures("interrupted", "story")
@pytest.mark.parametrize(
    ("typed", "positions"),
    [
        ((), []),
        (("--after", "@0"), [1, 2, 3, 4, 5, 6, 7, 8]),
        (("--after", "@6"), [7, 8]),
        (("--after", "2025-01-01", "--place", "goma"), [1, 2, 3]),
        (("--after", "@0", "--country", "rwa", "--actor", "m23"), [7]),
        (("--after", "@0", "--crisis", "goma-2012"), []),
        (("--after", "@0", "--search", "PRODUCTIVE"), [5]),
        (("--after", "@0", "--at-least", "confirmed"), [4]),
        (("--after", "@0", "--according-to", "m23"), [1]),
    ],
)
def test_what_is_asked_for_is_told(
    crisis: Crisis, typed: tuple[str, ...], positions: list[int]
) -> None:
    entries = [json.loads(line) for line in crisis.does("watch", *typed, "--json").splitlines()]
    blocks = crisis.does("watch", *typed).splitlines()

    assert [entry["position"] for entry in entries] == positions
    assert [int(line[1:3]) for line in blocks if line.startswith("@")] == positions


@pytest.mark.usefixtures("interrupted")
def test_as_json_an_entry_is_its_revision_and_its_event(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    opened.revise(story.call, 1, Retracted, Retracted(reason="a hoax"), by="ben")

    (told,) = map(json.loads, crisis.does("watch", "--after", "@8", "--json").splitlines())

    event = json.loads(crisis.does("show", "event", story.call, "--json"))
    revisions = json.loads(crisis.does("show", "history", story.call, "--json"))["revisions"]
    assert told == revisions[-1] | {"event": event}
    assert (told["action"], told["recorded_by"], told["reason"]) == ("retracted", "ben", "a hoax")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--after", "@9"], "@9 is past the end of the log; the last is @8"),
        (["--after", "@x"], "--after @x: a position is written @1234"),
        (["--after", "noon"], "--after noon: "),
        (["--country", "congo"], "'congo' is no country"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(
    crisis: Crisis, typed: list[str], sentence: str
) -> None:
    said = crisis("watch", *typed)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")


def test_a_store_that_is_away_is_waited_for(
    opened: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = opened.followed()
    answers: list[Any] = [StoreUnavailable("gone"), StoreUnavailable("gone"), there]

    def followed() -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(opened, "followed", followed)
    monkeypatch.setattr(watching, "_wait", lambda seconds: None)

    assert _caught_up(opened) is there
    said = "crisis: the store cannot be read (gone); waiting for it\n"
    assert capsys.readouterr().err == said


def test_what_another_process_records_is_told_within_a_second(opened: Ledger) -> None:
    delays = []
    with started("watch") as watch:
        lines = lines_of(watch)
        assert lines.get(timeout=60).startswith(b"Watching ")
        for event in (CAPTURE, CALL, CAPTURE):
            (receipt,) = opened.append([told(event, "2025-01-28")], by="ben")
            recorded = time.monotonic()

            first, _ = (lines.get(timeout=60).decode() for _ in range(2))

            delays.append(time.monotonic() - recorded)
            assert first.startswith(f"@{receipt.position}  ")
            assert f"ben recorded {type(event).__name__} {receipt.id[:8]}" in first
        watch.send_signal(signal.SIGINT)

        assert watch.wait(60) == 0
        assert watch.stderr
        assert watch.stderr.read() == b""
    assert min(delays) < 1


@pytest.mark.usefixtures("story")
def test_it_ends_when_its_reader_goes_away() -> None:
    with started("watch", "--after", "@7") as watch:
        assert watch.stdout
        assert watch.stderr
        assert watch.stdout.readline().startswith(b"Watching ")
        watch.stdout.close()

        assert watch.wait(60) == 1
        assert watch.stderr.read() == b""
