"""The service answers to its own names only, none of which a page from elsewhere can have."""

import asyncio
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.hosts import names_at
from api.problems import PROBLEM
from tests.goma import CAPTURE, GivenLedger, told


@pytest.fixture(scope="module")
def named() -> TestClient:
    names = ["Ledger.Example", "192.0.2.7", "2001:DB8::7"]
    return TestClient(create_app(GivenLedger(), names=names))


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost:8000", "LocalHost.:8000", "127.0.0.1", "127.8.9.1:8000"),
        *("[::1]", "[::1]:8000", "[0:0:0:0:0:0:0:1]:8000"),
        *("ledger.example", "LEDGER.example.:443", "192.0.2.7:8000", "[2001:db8:0::7]:8000"),
    ],
)
def test_it_answers_to_localhost_to_loopback_and_to_the_names_it_is_given(
    named: TestClient, host: str
) -> None:
    assert named.get("/readyz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("attacker.example", "attacker.example:8000", "localhost.attacker.example"),
        *("192.0.2.8", "0.0.0.0:8000", "[::]:8000", "[2001:db8::8]", "::1", "[::1", "127.0.0.1@x"),
        *("", ":8000", "localhost:8000, attacker.example", "localhost/", "localhost..", "127.1"),
    ],
)
def test_whoever_asks_it_by_another_name_is_refused(named: TestClient, host: str) -> None:
    event = told(CAPTURE, "2025-01-27").as_json()

    read = named.get("/events", headers={"Host": host})
    written = named.post("/events", json=event, headers={"Host": host})

    for answer in (read, written):
        assert (answer.status_code, answer.headers["content-type"]) == (421, PROBLEM)
        assert answer.json()["host"] == host
        assert "--allowed-host" in answer.json()["detail"]
    assert named.get(f"/events/{event['id']}", headers={"Host": "localhost"}).status_code == 404


def test_without_a_name_or_with_two_it_is_refused_too(named: TestClient) -> None:
    sent: list[list[tuple[bytes, bytes]]] = [[], [(b"host", b"localhost")] * 2]

    assert [_status(named, headers) for headers in sent] == [421, 421]


def test_who_listens_at_any_address_is_called_by_none_of_them() -> None:
    assert names_at("0.0.0.0", "0.0.0.0") == names_at("::", "::") == names_at("", "0.0.0.0") == []
    assert names_at("ledger.example", "192.0.2.7") == ["ledger.example", "192.0.2.7"]


def _status(client: TestClient, headers: list[tuple[bytes, bytes]]) -> int:
    """The status of an answer to headers that no client would send."""
    scope = {"type": "http", "method": "GET", "path": "/healthz", "headers": headers}
    told: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        told.append(message)

    answered = client.app(scope, receive, send)
    asyncio.run(answered)  # type: ignore[arg-type]  # a coroutine, said to be any awaitable
    return int(told[0]["status"])
