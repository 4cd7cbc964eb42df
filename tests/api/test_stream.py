"""Whoever follows the log is told each entry once and in order, whatever happens meanwhile."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import ExitStack, aclosing, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Thread, get_ident
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from answers.event import EventAsRead
from answers.followed import StreamedEntry
from api.live import PAGE_LINES, Live
from api.problems import PROBLEM
from api.server import GRACE
from domain.entry import Assessed, Corrected, Parted, Reinstated, Retracted
from domain.refusals import StoreUnavailable
from domain.span import Span
from domain.values import Status
from history.happening import Account
from history.history import History
from ledger.ledger import Ledger
from tests.goma import CALL, CAPTURE, GivenLedger, told

ROOT = Path(__file__).parents[2]
STARTING = 20.0  # seconds
ALL_READ = 60.0
QUIET: dict[str, Any] = {"timeout": STARTING, "trust_env": False}


@dataclass(frozen=True)
class Message:
    """One message; a mark has no event and no data: it only tells from where to resume."""

    id: str
    event: str
    data: Any


def message(block: str) -> Message:
    lines = [line for line in block.split("\n") if not line.startswith(":")]
    fields = dict(line.split(": ", 1) for line in lines)
    data = json.loads(fields["data"]) if "data" in fields else None
    return Message(fields.get("id", ""), fields.get("event", ""), data)


async def messages(
    client: httpx2.AsyncClient, path: str = "/stream", after: str = ""
) -> AsyncGenerator[Message, None]:
    headers = {"Last-Event-ID": after} if after else {}
    async with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        rest = ""
        async for text in answer.aiter_text():
            *blocks, rest = (rest + text).split("\n\n")
            for block in blocks:
                yield message(block)


class Reader:
    """Follows as a browser does: when it is cut off, it connects again with the last id."""

    def __init__(self, client: httpx2.AsyncClient, path: str = "/stream") -> None:
        self._client, self._path = client, path
        self.last, self.read, self.cuts = "", list[int](), 0
        self.is_there = asyncio.Event()

    async def until(self, position: int, cut_after: int | None = None) -> None:
        while self.last != str(position):
            try:
                await self._on(position, cut_after)
            except httpx2.TransportError:
                await asyncio.sleep(0.05)
            self.cuts += 1

    async def _on(self, position: int, cut_after: int | None) -> None:
        had = len(self.read)
        async with aclosing(messages(self._client, self._path, self.last)) as told:
            async for each in told:
                self.last = each.id
                self.is_there.set()
                if each.event:
                    self.read.append(each.data["position"])
                if self.last == str(position) or cut_after == len(self.read) - had:
                    return


@contextmanager
def served(file: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is a process of its own."""
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    env = {"SQLITE_DBNAME": str(file)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=quiet, stderr=quiet) as server:
        try:
            wait_for(lambda: _answers(port))
            yield server
        finally:
            server.kill()


def _answers(port: int) -> bool:
    try:
        return httpx2.get(url(port, "/readyz"), **QUIET).status_code == 200
    except httpx2.TransportError:
        return False


def wait_for(what: Callable[[], bool], within: float = STARTING) -> None:
    deadline = time.monotonic() + within
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def url(port: int, path: str = "/stream") -> str:
    return f"http://127.0.0.1:{port}{path}"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def clients(port: int) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{port}",
        limits=httpx2.Limits(max_connections=100),
        timeout=STARTING,
        trust_env=False,
    )


@dataclass(frozen=True)
class Service:
    """A server of its own over a file, and where it is."""

    file: Path
    port: int
    process: subprocess.Popen[bytes]

    def position(self) -> int:
        return int(httpx2.get(url(self.port, "/readyz"), **QUIET).json()["position"])


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    file, port = tmp_path_factory.mktemp("stream") / "goma.sqlite", free_port()
    with served(file, port) as process:
        yield Service(file, port, process)


def batch(number: int, size: int) -> list[dict[str, Any]]:
    return [told(CAPTURE, "2025-01-27", summary=f"{number}.{n}").as_json() for n in range(size)]


async def send_each(client: httpx2.AsyncClient, batches: list[list[dict[str, Any]]]) -> None:
    for events in batches:
        await send(client, events)


async def send(client: httpx2.AsyncClient, events: list[dict[str, Any]]) -> None:
    """Send it until it is acknowledged, which is safe."""
    for _ in range(400):
        try:
            answer = await client.post("/events", json=events)
        except httpx2.TransportError:
            await asyncio.sleep(0.05)
            continue
        assert answer.status_code in (200, 201), answer.text
        return
    raise TimeoutError


def test_each_of_fifty_readers_has_each_of_a_thousand_entries_once_in_order(
    service: Service,
) -> None:
    before = service.position()

    async def run() -> list[Reader]:
        async with asyncio.timeout(ALL_READ), clients(service.port) as client:
            steady = [Reader(client) for _ in range(50)]
            cut_off = Reader(client, f"/stream?after=@{before}")
            async with asyncio.TaskGroup() as tasks:
                for reader in steady:
                    tasks.create_task(reader.until(before + 1000))
                tasks.create_task(cut_off.until(before + 1000, cut_after=45))
                await asyncio.gather(*(reader.is_there.wait() for reader in steady))
                await send_each(client, [batch(number, 50) for number in range(20)])
            return [*steady, cut_off]

    *steady, cut_off = asyncio.run(run())

    entries = list(range(before + 1, before + 1001))
    assert [reader.read == entries for reader in steady] == [True] * 50
    assert {reader.cuts for reader in steady} == {1}
    assert cut_off.read == entries
    assert cut_off.cuts > 20


def test_readers_of_a_killed_server_resume_with_none_lost_or_doubled(tmp_path: Path) -> None:
    where = tmp_path / "goma.sqlite", free_port()

    async def run(servers: ExitStack) -> list[Reader]:
        first = servers.enter_context(served(*where))
        async with (
            asyncio.timeout(ALL_READ),
            clients(where[1]) as client,
            asyncio.TaskGroup() as tasks,
        ):
            readers = [Reader(client) for _ in range(5)]
            for reader in readers:
                tasks.create_task(reader.until(300))
            await asyncio.gather(*(reader.is_there.wait() for reader in readers))
            writing = tasks.create_task(send_each(client, [batch(n, 10) for n in range(30)]))
            while readers[0].last < "1" or int(readers[0].last) < 100:
                await asyncio.sleep(0.01)
            first.send_signal(signal.SIGKILL)
            await asyncio.to_thread(first.wait)
            assert not writing.done()
            await asyncio.to_thread(servers.enter_context, served(*where))
        return readers

    with ExitStack() as servers:
        readers = asyncio.run(run(servers))

    assert [reader.read for reader in readers] == [list(range(1, 301))] * 5
    assert all(reader.cuts > 1 for reader in readers)


def test_what_another_process_records_arrives_within_a_second(service: Service) -> None:
    other = Ledger({"SQLITE_DBNAME": str(service.file)})

    async def run() -> tuple[Message, float]:
        async with clients(service.port) as client, aclosing(messages(client)) as read:
            await anext(read)
            (receipt,) = await asyncio.to_thread(other.append, [told(CALL, "2025-01-28")], "anna")
            recorded = time.monotonic()
            arrived = await anext(read)
            assert arrived.id == str(receipt.position)
            return arrived, time.monotonic() - recorded

    arrived, seconds = asyncio.run(asyncio.wait_for(run(), STARTING))

    assert arrived.data["recorded_by"] == "anna"
    assert seconds < 1


def test_a_server_that_is_told_to_end_ends_its_streams(tmp_path: Path) -> None:
    file, port = tmp_path / "goma.sqlite", free_port()

    with served(file, port) as server, httpx2.stream("GET", url(port), **QUIET) as answer:
        chunks = answer.iter_raw()
        next(chunks)
        server.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        assert list(chunks) == []
        server.wait(STARTING)

    assert time.monotonic() - asked < GRACE


# The rest is asked of a server in a thread here, whose pace can be set.


@dataclass(frozen=True)
class Here:
    """A server in this process: its ledger, its readers, and where it is."""

    ledger: GivenLedger
    live: Live
    port: int

    def read(
        self, path: str = "/stream?after=@0", **headers: str
    ) -> Generator[Message, None, None]:
        """Messages, for as long as they are asked for."""
        with httpx2.stream("GET", url(self.port, path), headers=headers, **QUIET) as answer:
            assert answer.status_code == 200
            rest = ""
            for text in answer.iter_text():
                *blocks, rest = (rest + text).split("\n\n")
                yield from map(message, blocks)

    def entries(self, path: str = "/stream?after=@0", number: int = 1) -> list[Message]:
        """The first of the entries that are told."""
        with closing(self.read(path)) as told:
            return list(islice((each for each in told if each.data), number))


@pytest.fixture
def here(app: FastAPI, ledger: GivenLedger) -> Iterator[Here]:
    app.state.ledger, app.state.live = ledger, Live(ledger)
    with socket.socket() as listener:
        # Little room in the system, so that a reader that reads nothing is felt soon.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1),
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            port = listener.getsockname()[1]
            wait_for(lambda: server.started)
            yield Here(ledger, app.state.live, port)
        finally:
            server.should_exit = True
            thread.join(STARTING)
            assert not thread.is_alive()


def test_an_entry_is_told_with_its_action_what_it_changed_and_the_event_as_it_left_it(
    here: Here,
) -> None:
    id = here.ledger.given(CAPTURE, "2025-01-28")
    other = here.ledger.given(CAPTURE, "2025-01-27")
    here.ledger.changed(id, Corrected(occurred=Span("2025-01-27"), reason="misread"))
    here.ledger.changed(id, Assessed(status=Status.CONFIRMED, reason="three sources"))
    here.ledger.same(other, id)
    here.ledger.changed(id, Parted(reason="two battles"))
    here.ledger.changed(id, Retracted(reason="not ours"))
    here.ledger.changed(id, Reinstated(reason="it is"))

    told = here.entries(number=8)

    assert [each.event for each in told] == [
        *("recorded", "recorded", "corrected", "assessed"),
        *("joined", "parted", "retracted", "reinstated"),
    ]
    assert [each.id for each in told] == [str(each.data["position"]) for each in told]
    assert told[2].data["changes"] == [
        {"field": "occurred", "old": "2025-01-28", "new": "2025-01-27"}
    ]
    assert [each.data["event"]["retracted"] for each in told] == [*[False] * 6, True, False]
    assert told[2].data["event"] == EventAsRead.read(here.ledger.event(id, 3)).as_json()
    for each in told:
        StreamedEntry.model_validate(each.data)


def test_of_what_may_not_be_passed_on_only_the_id_is_told(here: Here) -> None:
    source = {"publisher": "ACLED", "redistribution": "forbidden"}
    id = here.ledger.given(CAPTURE, "2025-01-28", sources=(source,))
    here.ledger.changed(id, Corrected(occurred=Span("2025-01-27"), reason="misread"))

    told = here.entries(number=2)

    assert [each.data["id"] for each in told] == [id, id]
    assert [each.data["withheld"] for each in told] == [True, True]
    assert [(each.data["event"], each.data["changes"]) for each in told] == [(None, []), (None, [])]


def test_filters_are_met_by_the_event_as_the_entry_leaves_it(here: Here) -> None:
    id = here.ledger.given(CAPTURE, "2025-01-28", status=Status.CLAIMED)
    here.ledger.given(CALL, "2025-01-28")
    here.ledger.changed(id, Assessed(status=Status.CONFIRMED, reason="three sources"))
    here.ledger.given(CAPTURE, "2025-01-28", status=Status.CONFIRMED)

    (confirmed,) = here.entries("/stream?after=@0&status=confirmed&place=goma")
    calls = here.entries("/stream?after=@0&type=CallHeld")

    assert (confirmed.id, confirmed.event) == ("3", "assessed")
    assert [each.id for each in calls] == ["2"]


def test_a_reader_begins_with_what_is_recorded_next_or_after_what_it_says(here: Here) -> None:
    for day in ("2025-01-28", "2025-01-29", "2025-01-30"):
        here.ledger.given(CAPTURE, "2025-01-27", recorded=day)

    begins = {
        path: next(here.read(path)).id
        for path in ("/stream", "/stream?after=@0", "/stream?after=@2", "/stream?after=2025-01-28")
    }
    resumed = next(here.read(**{"Last-Event-ID": "2"})).id

    assert list(begins.values()) == ["3", "0", "2", "1"]
    assert resumed == "2", "what was read last goes before where it first began"


def test_a_reader_of_whom_nothing_is_asked_for_hears_from_where_to_resume(here: Here) -> None:
    here.live.heartbeat = 0.2
    with closing(here.read("/stream?type=CallHeld")) as told:
        next(told)
        here.ledger.given(CAPTURE, "2025-01-28")
        here.ledger.given(CAPTURE, "2025-01-28")

        marks = [next(told) for _ in range(3)]

    assert {mark.event for mark in marks} == {""}
    assert marks[-1].id == "2"


def test_a_slow_reader_is_told_so_dropped_and_can_resume(here: Here) -> None:
    here.live.patience = 0.3
    events = [told(CAPTURE, "2025-01-27", summary="x" * 9_000) for _ in range(300)]
    here.ledger.append(events)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", here.port))
        slow.sendall(b"GET /stream?after=@0 HTTP/1.0\r\nHost: localhost\r\n\r\n")
        wait_for(lambda: here.live.readers == 1)
        wait_for(lambda: here.live.readers == 0)

        with slow.makefile("rb") as sent:
            _, _, text = sent.read().decode().partition("\r\n\r\n")

    *read, last = map(message, text.split("\n\n")[:-1])
    assert last.event == "dropped"
    assert last.id == ""
    assert "Last-Event-ID" in last.data["remedy"]
    had = [int(each.id) for each in read if each.data]
    assert had == list(range(1, len(had) + 1))
    assert 0 < len(had) < 300

    with closing(here.read(**{"Last-Event-ID": read[-1].id})) as resumed:
        rest = [int(each.id) for each in islice(resumed, 1, 301 - len(had))]
    assert had + rest == list(range(1, 301))


def test_a_client_that_goes_away_ends_the_work(here: Here) -> None:
    with closing(here.read()) as told:
        next(told)
        wait_for(lambda: here.live.readers == 1)

    wait_for(lambda: here.live.readers == 0 and not here.live.is_watching)


@pytest.mark.parametrize(
    ("asked", "headers", "status", "names"),
    [
        ("", {"Last-Event-ID": "99"}, 400, "the last is @9"),
        ("", {"Last-Event-ID": "yesterday"}, 400, "Last-Event-ID"),
        ("", {"Last-Event-ID": "-1"}, 400, "Last-Event-ID"),
        ("?after=@99", {}, 400, "the last is @9"),
        ("?after=99 days", {}, 400, "after"),
        ("?colour=red", {}, 422, "colour"),
        ("?type=CityTaken", {}, 404, "CityTaken"),
        ("?status=sure", {}, 422, "status"),
    ],
)
@pytest.mark.usefixtures("story")
def test_what_cannot_be_followed_is_refused_before_it_begins(
    client: TestClient, asked: str, headers: dict[str, str], status: int, names: str
) -> None:
    answer = client.get(f"/stream{asked}", headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert names in answer.text


def test_a_message_has_no_character_that_a_client_may_take_for_the_end_of_a_line(
    here: Here,
) -> None:
    summary = "Goma\u2028and\u2029Bukavu\x85fell"
    here.ledger.given(CAPTURE, "2025-01-28", summary=summary)

    with httpx2.stream("GET", url(here.port, "/stream?after=@0"), **QUIET) as answer:
        data = next(line for line in answer.iter_lines() if line.startswith("data: "))

    assert json.loads(data.removeprefix("data: "))["event"]["summary"] == summary


def test_a_reader_that_takes_all_at_once_lets_others_work(ledger: GivenLedger) -> None:
    ledger.append([told(CAPTURE, "2025-01-27") for _ in range(3 * PAGE_LINES)])

    async def run() -> list[str]:
        done: list[str] = []
        async with aclosing(Live(ledger).follow(0, lambda account: True)) as read:
            await anext(read)
            await anext(read)
            other = asyncio.create_task(_done(done, "the other's"))
            for page in range(2):
                await anext(read)
                done.append(f"page {page}")
            await other
        return done

    assert asyncio.run(asyncio.wait_for(run(), STARTING))[0] == "the other's"


def test_no_filter_is_asked_where_it_would_hold_up_every_other_answer(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, "2025-01-27")
    asked_in: list[int] = []

    def wants(account: Account) -> bool:
        asked_in.append(get_ident())
        return True

    async def run() -> int:
        async with aclosing(Live(ledger).follow(0, wants)) as read:
            for _ in range(2):
                await anext(read)
        return get_ident()

    assert asyncio.run(asyncio.wait_for(run(), STARTING)) not in asked_in
    assert len(asked_in) == 1


async def _done(done: list[str], work: str) -> None:
    done.append(work)


class Failing(GivenLedger):
    """A ledger whose store fails when a test says so."""

    failure: Exception | None = None

    def read(self) -> History:
        if self.failure:
            raise self.failure
        return super().read()


def test_a_store_that_comes_back_is_followed_again() -> None:
    ledger = Failing()

    async def run() -> bytes:
        live = Live(ledger)
        live.heartbeat = live.tick = 0.05
        async with aclosing(live.follow(0, lambda account: True)) as told:
            marks = [await anext(told) for _ in range(2)]
            ledger.failure = StoreUnavailable("locked")
            marks += [await anext(told) for _ in range(3)]
            ledger.failure = None
            ledger.given(CAPTURE, "2025-01-28")
            while (page := await anext(told)) in marks[1:]:
                pass
            return page

    assert b"\nid: 1\n" in asyncio.run(asyncio.wait_for(run(), STARTING))


def test_a_fault_in_the_watching_is_not_kept_from_readers() -> None:
    ledger = Failing()

    async def run() -> None:
        live = Live(ledger)
        live.tick = 0.05
        async with aclosing(live.follow(0, lambda account: True)) as told:
            await anext(told)
            asyncio.get_running_loop().call_later(0.2, setattr, ledger, "failure", KeyError("x"))
            await anext(told)

    with pytest.raises(KeyError):
        asyncio.run(asyncio.wait_for(run(), STARTING))
