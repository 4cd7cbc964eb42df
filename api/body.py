"""What is sent: its size, its kind, and the JSON in it."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel
from pydantic_core import from_json

from api.problems import NotJson, OtherMediaType, TooLarge
from domain.refusals import Misfit, TooManyItems
from ledger.deciding import MOST_ITEMS

MIB = 1024 * 1024
LARGEST = 10 * MIB
JSON, NDJSON = "application/json", "application/x-ndjson"
LINE = re.compile(rb"([^\r\n]*)(?:\r\n|[\r\n]|\Z)")


async def _content(request: Request) -> bytes:
    """The body, as long as it is not too large."""
    content = bytearray()
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise TooLarge(LARGEST)
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST:
            raise TooLarge(LARGEST)
    return bytes(content)


Content = Annotated[bytes, Depends(_content)]


def _events(request: Request, content: Content) -> Any:
    """One event, or the array of them that NDJSON is line by line."""
    if media_type(request, [JSON, NDJSON]) == JSON:
        return read_json(content, "the body")
    lines = enumerate((found[1] for found in LINE.finditer(content)), 1)
    told = ((at, line) for at, line in lines if line.strip())
    events = [read_json(line, f"line {at}") for at, line in islice(told, MOST_ITEMS)]
    if next(told, None):
        raise TooManyItems(MOST_ITEMS)
    return events


SentEvents = Annotated[Any, Depends(_events)]


def _change(request: Request, content: Content) -> dict[str, Any]:
    """A change, as a JSON object."""
    media_type(request, [JSON, "application/merge-patch+json"])
    told = read_json(content, "the body")
    if not isinstance(told, dict):
        raise Misfit([{"field": "", "value": told, "detail": "send one JSON object"}])
    return told


SentChange = Annotated[dict[str, Any], Depends(_change)]


def media_type(request: Request, accepted: Sequence[str]) -> str:
    """What the body is said to be."""
    told = request.headers.get("content-type")
    kind = (told or "").partition(";")[0].strip().lower()
    if kind not in accepted:
        raise OtherMediaType(told, list(accepted))
    return kind


def read_json(content: bytes, where: str) -> Any:
    """The JSON in it; numbers are numbers, text is Unicode."""
    try:
        return from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise NotJson(where, str(error)) from None


def body_of(model: type[BaseModel], *, example: Any, ndjson: bool = False) -> dict[str, Any]:
    """How an operation's OpenAPI description tells its body, which the ledger reads itself."""
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{model.__name__}"}
    several = {"type": "array", "items": schema, "minItems": 1}
    as_json = {"schema": {"oneOf": [schema, several]} if ndjson else schema, "example": example}
    lines = {NDJSON: {"schema": {"type": "string", "description": "One event a line."}}}
    content = {JSON: as_json} | (lines if ndjson else {})
    return {"requestBody": {"required": True, "content": content}}
