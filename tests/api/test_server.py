"""A real server over a real file: what it acknowledged is there, whatever happens to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from ledger.ledger import Ledger
from tests.goma import CALL, CAPTURE, told

STARTING = 20.0  # seconds


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, httpx2.Client]]:
    """A server that goes on from test to test, and the file that it serves."""
    file = tmp_path_factory.mktemp("server") / "goma.sqlite"
    with served(file) as (_, client):
        yield file, client


@contextmanager
def served(file: Path) -> Iterator[tuple[subprocess.Popen[bytes], httpx2.Client]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]
    quiet = ["--port", str(port), "--log-level", "error"]
    env = {**os.environ, "SQLITE_DBNAME": str(file)}
    with subprocess.Popen([*command, *quiet], env=env) as server:
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                _wait_until_ready(client)
                yield server, client
        finally:
            server.kill()


def _wait_until_ready(client: httpx2.Client) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise TimeoutError("the server did not start")


def test_every_event_that_a_killed_server_acknowledged_is_there_once(tmp_path: Path) -> None:
    file = tmp_path / "goma.sqlite"
    sent: list[dict[str, Any]] = []
    acknowledged: list[dict[str, Any]] = []
    with served(file) as (server, client):
        while True:
            event = told(CAPTURE, "2025-01-27", summary=f"the {len(sent)}th").as_json()
            sent.append(event)
            try:
                answer = client.post("/events", json=event)
            except httpx2.TransportError:
                break
            acknowledged += answer.json()["accepted"]
            if len(acknowledged) == 50:
                server.send_signal(signal.SIGKILL)

    with served(file) as (_, client):
        for event, receipt in zip(sent, acknowledged, strict=False):
            read = client.get(f"/events/{receipt['id']}").json()
            assert {name: read[name] for name in event} == event
            assert (read["revision"], read["recorded"]) == (1, receipt["recorded"])
        again = client.post("/events", json=sent).json()
        last = client.get("/readyz").json()["position"]

    assert again["accepted"][: len(acknowledged)] == acknowledged
    assert last == len(sent)


def test_a_running_server_sees_at_once_what_another_process_recorded(
    running: tuple[Path, httpx2.Client],
) -> None:
    file, client = running
    other = Ledger({"SQLITE_DBNAME": str(file)})
    (receipt,) = other.append([told(CALL, "2025-01-28")], by="anna")
    other.close()

    read = client.get(f"/events/{receipt.id}").json()

    assert read["recorded_by"] == "anna"


def test_many_clients_at_once_lose_nothing_and_double_nothing(
    running: tuple[Path, httpx2.Client],
) -> None:
    _, client = running
    before = client.get("/readyz").json()["position"]

    def send(_: int) -> int:
        event = told(CAPTURE, "2025-01-27", id=str(uuid4())).as_json()
        twice = [client.post("/events", json=event).json() for _ in range(2)]
        assert twice[0] == twice[1]
        return int(twice[0]["position"])

    with ThreadPoolExecutor(8) as threads:
        positions = list(threads.map(send, range(40)))

    assert sorted(positions) == list(range(before + 1, before + 41))


def test_a_server_whose_file_was_removed_says_so_and_answers_what_it_has_read(
    tmp_path: Path,
) -> None:
    file = tmp_path / "crisis.sqlite"
    with served(file) as (_, client):
        (recorded,) = client.post("/events", json=told(CALL, "2025-01-28").as_json()).json()[
            "accepted"
        ]
        file.unlink()

        refused = client.post("/events", json=told(CAPTURE, "2025-01-27").as_json())
        unready = client.get("/readyz")
        read = client.get(f"/events/{recorded['id']}")

    assert (refused.status_code, unready.status_code, read.status_code) == (503, 503, 200)
    for problem in (refused.json(), unready.json()):
        assert problem["type"] == "/problems#StoreUnavailable"
        assert "was removed" in problem["why"]
        assert "start this again" in problem["remedy"]
