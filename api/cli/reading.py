"""Reading what is to be recorded: one JSON object, an array of them, or NDJSON line by line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from pydantic_core import from_json

from api.cli.failures import BadInput
from api.cli.screen import say

STDIN = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Line = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing read, where it stands, and how many bytes were read with it.

    `fault` says why it is no JSON.
    """

    where: str
    told: Any
    size: int
    fault: str | None = None


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file by its name, or what comes in at `-`."""
    if name == STDIN and sys.stdin.isatty():
        say("reading what you type; end it with Ctrl-D on a line of its own")
    try:
        source = nullcontext(sys.stdin.buffer) if name == STDIN else open(name, "rb")
    except OSError as error:
        raise BadInput(f"cannot read {name}: {error.strerror}") from error
    with source as file:
        yield file


def items(file: BinaryIO) -> Iterator[Item]:
    """What is in it, one by one; NDJSON is not read further than it is asked for."""
    lines = _lines(file)
    head = [line for _, line in zip(range(2), lines, strict=False)]
    if not head:
        return
    if _is_by_line([content for _, content in head]):
        for at, content in chain(head, lines):
            yield _item(f"line {at}", content)
    else:
        yield from _whole(b"".join(content for _, content in chain(_from_top(head), lines)))


def whole(name: str) -> Any:
    """The one JSON document in a file."""
    with opened(name) as file:
        content = file.read().removeprefix(BYTE_ORDER_MARK)
    try:
        return from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise BadInput(f"{name} is not JSON: {error}") from error


def _lines(file: BinaryIO) -> Iterator[Line]:
    for at, content in enumerate(file, 1):
        line = content.removeprefix(BYTE_ORDER_MARK) if at == 1 else content
        if line.strip():
            yield at, line


def _from_top(head: list[Line]) -> Iterator[Line]:
    """With the blank lines before and between, so that what is wrong is found at its line."""
    last = 0
    for at, content in head:
        yield at, b"\n" * (at - last - 1) + content
        last = at


def _is_by_line(head: list[bytes]) -> bool:
    """Whether a line stands for itself: the first does, or the next though the first is broken."""
    if head[0].lstrip().startswith(b"["):
        return False
    return any(_item("", content).fault is None for content in head)


def _item(where: str, content: bytes) -> Item:
    try:
        return Item(where, from_json(content, allow_inf_nan=False), len(content))
    except ValueError as error:
        return Item(where, None, len(content), f"is not JSON: {error}")


def _whole(content: bytes) -> Iterator[Item]:
    read = _item("the whole", content)
    if not isinstance(read.told, list):
        yield read if read.fault else Item("the object", read.told, read.size)
        return
    size = read.size // max(len(read.told), 1)
    for index, told in enumerate(read.told):
        yield Item(f"item {index}", told, size)
