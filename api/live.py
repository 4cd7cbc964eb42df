"""The log followed as it grows: one watcher reads the store for all readers.

A reader is a position, and what it has yet to be told is read from the history that all answers
share; nothing is queued for it, so that fifty readers need no more memory than one.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import aclosing, contextmanager, suppress
from functools import lru_cache
from itertools import islice
from typing import Any

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic_core import to_json

from answers.followed import Followed
from domain.refusals import StoreUnavailable
from exchange.formats import as_json
from ledger.ledger import Ledger

PAGE_LINES, PAGE_BYTES = 100, 64 * 1024  # few enough not to hold up other answers
MESSAGES_KEPT = 200  # readers are told the same at about the same time
RETRY = 1000  # milliseconds

# Python's splitlines, and clients that use it, take these for ends of lines.
LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})

Wants = Callable[[Any], bool]  # an account
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Live:
    """The readers of one ledger.

    In seconds: every `tick` the watcher looks for what any process recorded, after `heartbeat` a
    reader with no news hears where it is, and one that takes longer than `patience` for what it
    is sent is dropped.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.tick, self.heartbeat, self.patience = 0.15, 10.0, 10.0
        self.readers = 0
        self._has_ended = False
        self._news = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._message = lru_cache(MESSAGES_KEPT)(_message)

    async def follow(self, position: int, wants: Wants) -> AsyncGenerator[bytes, None]:
        """What is recorded past a position and asked for, as messages, for as long as it is read.

        Where nothing is asked for, a mark tells the position from which to resume.
        """
        yield _mark(position, retry=RETRY)
        log = await asyncio.to_thread(self._ledger.followed)
        clock = asyncio.get_running_loop().time
        with self._watched():
            due = clock() + self.heartbeat
            while not self._has_ended:
                news = self._news
                page, reached = await asyncio.to_thread(self._page, log, position, wants)
                if reached == position:
                    await self._until(news, due)
                position = reached
                if page or clock() >= due:
                    yield page or _mark(position)
                    due = clock() + self.heartbeat

    @property
    def is_watching(self) -> bool:
        """Whether the store is looked at: while anybody reads."""
        return self._watching is not None and not self._watching.done()

    async def end(self) -> None:
        """End what is followed, and the watching; whoever asks later is told nothing."""
        self._has_ended = True
        self._wake()
        if self._watching:
            await asyncio.gather(self._watching, return_exceptions=True)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        self.readers += 1
        if not self.is_watching:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self.readers -= 1

    async def _watch(self) -> None:
        seen = 0
        try:
            while self.readers and not self._has_ended:
                with suppress(StoreUnavailable):  # it may come back, and /readyz tells
                    now = await asyncio.to_thread(self._ledger.position)
                    if now > seen:
                        seen = now
                        self._wake()
                await asyncio.sleep(self.tick)
        finally:
            self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _until(self, news: asyncio.Event, due: float) -> None:
        assert self._watching
        with suppress(TimeoutError):
            async with asyncio.timeout_at(due):
                await news.wait()
        if self._watching.done():
            self._watching.result()

    def _page(self, log: Followed, position: int, wants: Wants) -> tuple[bytes, int]:
        """The next messages, and the position up to which they tell everything."""
        page = b""
        for line in islice(log.lines_after(position), PAGE_LINES):
            position = line.position
            if wants(line.account):
                page += self._message(log, position)
            if len(page) > PAGE_BYTES:
                break
        return page, position


def _message(log: Followed, position: int) -> bytes:
    entry = log.entry(position)
    data = as_json(entry).decode().translate(LINE_ENDS)
    return format_sse_event(data_str=data, event=entry.action, id=str(position))


def _mark(position: int, retry: int | None = None) -> bytes:
    """No message, but a position: a client that keeps it resumes without a second reading."""
    return format_sse_event(comment="so far", id=str(position), retry=retry)


class Paced(StreamingResponse):
    """Server-sent events for a reader that keeps up; another is told so, and dropped.

    FastAPI's own streaming waits for its reader as long as that takes.
    """

    media_type = "text/event-stream"

    def __init__(self, pages: AsyncGenerator[bytes, None], patience: float) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(pages, headers=headers)
        self._pages, self._patience = pages, patience

    async def stream_response(self, send: Send) -> None:
        """Send page after page, each within patience; what is not sent then is not kept."""
        head = {"type": "http.response.start", "status": self.status_code}
        await send(head | {"headers": self.raw_headers})
        last = b""
        async with aclosing(self._pages) as pages:
            async for page in pages:
                if not await self._is_taken(page, send):
                    last = _dropped(self._patience)
                    break
        # This one waits: it is little, and the reader may come to it yet.
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _is_taken(self, page: bytes, send: Send) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                await send({"type": "http.response.body", "body": page, "more_body": True})
        except TimeoutError:
            return False
        return True


def _dropped(patience: float) -> bytes:
    why = f"what was sent was not taken for {patience:g} seconds"
    remedy = "ask again with the last `id` that was read, as Last-Event-ID: nothing is lost"
    data = to_json({"why": why, "remedy": remedy}).decode()
    return format_sse_event(data_str=data, event="dropped")
