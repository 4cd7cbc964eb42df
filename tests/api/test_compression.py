"""Answers are compressed for whoever takes them so, and stay what they are otherwise."""

import asyncio
import json
import zlib
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message

from tests.api.conftest import Story
from tests.goma import CAPTURE, GivenLedger

GZIP = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}
STATE = "/state?on=2025-01-28"


def test_a_large_answer_is_compressed_for_whoever_takes_it_so(
    client: TestClient, story: Story
) -> None:
    compressed, plain = client.get(STATE, headers=GZIP), client.get(STATE, headers=PLAIN)

    assert compressed.headers["Content-Encoding"] == "gzip"
    assert int(compressed.headers["Content-Length"]) < len(plain.content) / 2
    assert compressed.json() == plain.json()
    assert "Content-Encoding" not in plain.headers
    for answer in (compressed, plain):
        assert answer.headers["Vary"] == "Accept-Datetime, Accept-Encoding"


@pytest.mark.parametrize("refusing", ["gzip;q=0", "br, gzip; q=0.0", "deflate", ""])
def test_whoever_refuses_it_gets_it_plain(client: TestClient, story: Story, refusing: str) -> None:
    answer = client.get(STATE, headers={"Accept-Encoding": refusing})

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("taking", ["gzip;q=0.5", "gzip, deflate, br", "br;q=0, gzip;q=1"])
def test_whoever_takes_it_among_others_gets_it(
    client: TestClient, story: Story, taking: str
) -> None:
    answer = client.get(STATE, headers={"Accept-Encoding": taking})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_small_answer_is_not_worth_it(client: TestClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers=GZIP).headers


def test_compressed_and_plain_have_tags_of_their_own_which_are_both_known_again(
    client: TestClient, story: Story
) -> None:
    weak = client.get(STATE, headers=GZIP).headers["ETag"]
    strong = client.get(STATE, headers=PLAIN).headers["ETag"]

    assert weak == f"W/{strong}"
    for tag, takes in ((weak, GZIP), (strong, PLAIN)):
        held = client.get(STATE, headers=takes | {"If-None-Match": tag})
        assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
        assert held.headers["Vary"] == "Accept-Datetime, Accept-Encoding"


def test_an_event_read_compressed_can_be_revised_by_the_tag_it_came_with(
    client: TestClient, ledger: GivenLedger
) -> None:
    id = ledger.given(CAPTURE, "2025-01-27", summary="the fall of Goma " * 100)
    read = client.get(f"/events/{id}", headers=GZIP)

    retracted = client.post(
        f"/events/{id}/retraction",
        json={"reason": "told of another town"},
        headers={"If-Match": read.headers["ETag"]},
    )

    assert (read.headers["ETag"], retracted.status_code) == ('W/"1"', 200)


def test_what_is_compressed_already_is_sent_as_it_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("inter.woff2", "lakes.png", "world.json"):
        (tmp_path / "assets" / name).write_text("word " * 1000)
    monkeypatch.setattr("api.routes.page.DIST", tmp_path)

    compressed = {
        name: "Content-Encoding" in client.get(f"/assets/{name}", headers=GZIP).headers
        for name in ("inter.woff2", "lakes.png", "world.json")
    }

    assert compressed == {"inter.woff2": False, "lakes.png": False, "world.json": True}


@pytest.mark.usefixtures("client", "story")
def test_each_frame_of_a_replay_can_be_read_as_soon_as_it_is_sent(app: FastAPI) -> None:
    query = b"from=2025-01-26&to=2025-01-28"
    headers, pieces = asyncio.run(_sent(app, "/replay", query, accept=b"application/x-ndjson"))

    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    frames = [read for piece in pieces if (read := unzip.decompress(piece))]

    assert headers[b"content-encoding"] == b"gzip"
    assert all(frame.endswith(b"\n") for frame in frames)
    assert [json.loads(frame)["on"] for frame in frames] == [
        "2025-01-26",
        "2025-01-27",
        "2025-01-28",
    ]


@pytest.mark.usefixtures("client", "story")
def test_what_is_told_live_is_told_at_once_and_plainly(app: FastAPI) -> None:
    headers, pieces = asyncio.run(_sent(app, "/stream", b"after=@0", stop_at=b"retry: "))

    assert b"content-encoding" not in headers
    assert pieces[0].endswith(b"retry: 1000\n\n")


async def _sent(
    app: FastAPI, path: str, query: bytes, accept: bytes = b"*/*", stop_at: bytes = b"never"
) -> tuple[dict[bytes, bytes], list[bytes]]:
    """What is sent, piece by piece, to whoever takes gzip and goes away when told something."""
    headers: dict[bytes, bytes] = {}
    pieces: list[bytes] = []
    goes_away = asyncio.Event()

    async def receive() -> Message:
        await goes_away.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        headers.update(message.get("headers", ()))
        pieces.append(message.get("body", b""))
        if stop_at in pieces[-1]:
            goes_away.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": query,
        "headers": [
            (b"host", b"localhost"),
            (b"accept-encoding", b"gzip"),
            (b"accept", accept),
        ],
    }
    async with asyncio.timeout(20):
        await app(scope, receive, send)
    return headers, [piece for piece in pieces if piece]
