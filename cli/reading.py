"""Reading what is to be recorded: one JSON object, an array of them, or NDJSON line by line."""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from pydantic_core import from_json

from cli.failures import BadInput
from cli.screen import say

STDIN = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Line = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing read, where it stands, and how many bytes were read with it.

    `fault` says why nothing can be made of it.
    """

    where: str
    told: Any
    size: int
    fault: str | None = None


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """A file by its name, or what comes in at `-`."""
    if name == STDIN:
        if sys.stdin.isatty():
            say("reading what you type; end it with Ctrl-D on a line of its own")
        yield sys.stdin.buffer
    else:
        try:
            with open(name, "rb") as file:
                yield file
        except OSError as error:
            if error.filename != name:
                raise
            raise BadInput(f"cannot read {name}: {error.strerror}") from error


def items(file: IO[bytes]) -> Iterator[Item]:
    """What is in it, one by one; NDJSON is not read further than it is asked for."""
    lines = _lines(file)
    head = [line for _, line in zip(range(2), lines, strict=False)]
    if not head:
        return
    if _is_by_line([content for _, content in head]):
        for at, content in chain(head, lines):
            yield _item(f"line {at}", content)
    else:
        yield from _whole(b"".join(_in_place(chain(head, lines))))


def whole(name: str) -> Any:
    """The one JSON document in a file."""
    with opened(name) as file:
        content = file.read().removeprefix(BYTE_ORDER_MARK)
    try:
        return from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise BadInput(f"{name} is not JSON: {error}") from error


def _lines(file: IO[bytes]) -> Iterator[Line]:
    for at, content in enumerate(file, 1):
        line = content.removeprefix(BYTE_ORDER_MARK) if at == 1 else content
        if line.strip():
            yield at, line


def _in_place(lines: Iterable[Line]) -> Iterator[bytes]:
    """With the blank lines between, so that what is wrong is found at its line."""
    last = 0
    for at, content in lines:
        yield b"\n" * (at - last - 1) + content
        last = at


def _is_by_line(head: list[bytes]) -> bool:
    """Whether a line stands for itself: the first does, or the next though the first is broken."""
    if head[0].lstrip().startswith(b"["):
        return False
    return any(_item("", content).fault is None for content in head)


def _item(where: str, content: bytes) -> Item:
    try:
        return Item(where, from_json(content.strip(), allow_inf_nan=False), len(content))
    except ValueError as error:
        why = re.sub(r" at line 1 (?=column)", " at ", str(error))
        return Item(where, None, len(content), f"is not JSON: {why}")


def _whole(content: bytes) -> Iterator[Item]:
    read = _item("the file", content)
    if not isinstance(read.told, list):
        yield read
        return
    size = read.size // max(len(read.told), 1)
    for index, told in enumerate(read.told):
        yield Item(f"item {index}", told, size)
