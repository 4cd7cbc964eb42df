"""The command as a process of its own: killed, interrupted, cut off, and serving."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from cli.recording import BATCH
from tests.goma import CAPTURE, told

ROOT = Path(__file__).parents[2]
CRISIS = [sys.executable, "-m", "cli"]


@pytest.fixture(autouse=True)
def unknown_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


def environment() -> dict[str, str]:
    """That of this process as Python sees it: a library may have told C of a width besides."""
    return {**os.environ}


def run(*typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CRISIS, *typed], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60
    )


@contextmanager
def started(*typed: str) -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*CRISIS, *typed], cwd=ROOT, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe
    ) as it:
        try:
            yield it
        finally:
            it.kill()


def wait_for(what: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 60
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def recorded(store: Path) -> int:
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as database:
        try:
            (count,) = database.execute("SELECT count(*) FROM stored_events").fetchone()
        except sqlite3.OperationalError:  # not made yet
            return 0
    return int(count)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Two and a half batches, each event with an id."""
    file = tmp_path / "many.ndjson"
    with file.open("w") as lines:
        for n in range(BATCH * 5 // 2):
            event = told(CAPTURE, "2025-01-27", summary=f"telling {n}").as_json()
            lines.write(json.dumps(event) + "\n")
    return file


@pytest.mark.parametrize(
    ("signal_sent", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)]
)
def test_an_append_cut_off_midway_is_run_again_and_each_event_is_there_once(
    store: Path, many: Path, signal_sent: signal.Signals, status: int
) -> None:
    with started("append", "-") as append:
        assert append.stdin
        assert append.stderr
        append.stdin.write(many.read_bytes())
        append.stdin.flush()
        wait_for(lambda: recorded(store) == 2 * BATCH)
        append.send_signal(signal_sent)
        assert append.wait(60) == status
        told = append.stderr.read().decode()

    again = run("append", str(many))

    assert "Traceback" not in told
    assert (signal_sent == signal.SIGINT) == told.startswith("crisis: interrupted: ")
    assert again.stdout.startswith("2,500 events read: 500 recorded, 2,000 already recorded")
    ids = [json.loads(line)["id"] for line in many.read_text().splitlines()]
    with closing(sqlite3.connect(store)) as database:
        stored = database.execute("SELECT originator_id FROM stored_events ORDER BY rowid")
        assert [id for (id,) in stored] == ids


@pytest.mark.usefixtures("story")
def test_a_reader_that_goes_away_is_left_in_peace() -> None:
    for typed in (["show", "timeline", "--json"], ["types"]):
        with started(*typed) as show:
            assert show.stdout
            assert show.stderr
            show.stdout.close()
            assert show.stderr.read() == b""


@pytest.mark.usefixtures("story")
def test_a_pipe_gets_whole_lines_and_no_colours() -> None:
    shown = run("show", "timeline", "--place", "goma", "--on", "2025-01-29")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\x1b" not in shown.stdout
    _, _, _, *rows = shown.stdout.splitlines()
    assert [row[:10] for row in rows] == ["2025-01-29", "2025-01-28", "2025-01-27"]


def test_a_server_says_where_to_look_and_sees_what_the_command_line_wrote(store: Path) -> None:
    with started("serve", "--port", "0") as server:
        assert server.stdout
        words = " ".join(server.stdout.readline().decode() for _ in range(3)).split()
        description, opened = (word for word in words if word.startswith("http"))
        address = opened.rstrip("/")

        said = run("append", str(_one_event(store.parent)))

        assert words[-2:] == ["Open", f"{address}/"]
        assert (said.returncode, description) == (0, f"{address}/docs")
        with urlopen(f"{address}/readyz") as answer:
            assert json.load(answer)["position"] == 1
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
@pytest.mark.usefixtures("store")
def test_a_server_answers_to_the_names_that_it_is_told(host: str) -> None:
    with started("serve", "--port", "0", "--host", host, "--allowed-host", "ledger.example") as it:
        assert it.stdout
        words = " ".join(it.stdout.readline().decode() for _ in range(3)).split()
        asked = {
            name: Request(f"{words[-1]}healthz", headers={"Host": name} if name else {})
            for name in ("", "ledger.example", "attacker.example", "0.0.0.0")
        }

        for name in ("", "ledger.example"):
            with urlopen(asked[name]) as answer:
                assert answer.status == 200
        for name in ("attacker.example", "0.0.0.0"):
            with pytest.raises(HTTPError, match="421"):
                urlopen(asked[name])


@pytest.mark.parametrize("name", ["http://ledger.example", "ledger.example:8000", "", "*"])
@pytest.mark.usefixtures("store")
def test_what_can_be_no_name_of_a_server_is_told(name: str) -> None:
    said = run("serve", "--port", "0", "--allowed-host", name)

    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"crisis: --allowed-host {name}: write a name such as ledger.ex")


def test_a_port_that_is_taken_is_told_with_another_one(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = run("serve", "--port", str(port))

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith(f"crisis: port {port} of 127.0.0.1 is taken; ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_one_may_not_read_or_write_is_told_in_one_line(store: Path, many: Path) -> None:
    run("info")
    many.chmod(0)
    store.chmod(0o400)

    unread, unwritten = run("append", str(many)), run("append", str(_one_event(store.parent)))

    assert (unread.returncode, unwritten.returncode) == (2, 1)
    assert "Traceback" not in unread.stderr + unwritten.stderr


def _one_event(folder: Path) -> Path:
    file = folder / "one.json"
    file.write_text(json.dumps(told(CAPTURE, "2025-01-27").as_json()))
    return file
