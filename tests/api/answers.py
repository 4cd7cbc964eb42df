"""What is asked of every view and of every list, and what the answers say of themselves."""

import re
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from domain.events.fighting import ClashReported
from tests.goma import BUKAVU, FARDC, M23

ON = "on=2025-01-28"
CLASH = ClashReported(place=BUKAVU, sides=(M23, FARDC))
VIEWED = [
    "/state",
    "/state/territory",
    "/countries",
    "/countries/RWA",
    "/relations/RWA/USA",
    "/places/goma",
    "/actors/m23",
    "/events",
    "/changes?from=2025-01-26&to=2025-01-28",
]
OF_KNOWLEDGE = [
    "/events/{capture}",
    "/events/{capture}/history",
    "/happenings/{capture}",
    "/places",
    "/actors",
    "/sources",
    "/crises",
    "/marks",
]


def links(told: str) -> dict[str, str]:
    """The targets of links, by their relation."""
    return {rel: to for to, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', told)}


def listed(told: str) -> list[tuple[str, str]]:
    """The mementos of a time map: their addresses and their dates."""
    return re.findall(r'<([^>]*)>; rel="[a-z ]*memento"; datetime="([^"]*)"', told)


def but_for_the_question(answer: httpx2.Response) -> dict[str, Any]:
    """An answer without what it says of `known` as it was asked."""
    at_both = ("known", "from", "to")
    return {name: told for name, told in answer.json().items() if name not in at_both}


def at(client: TestClient, address: str, when: str) -> httpx2.Response:
    return client.get(address, headers={"Accept-Datetime": when})


def having(client: TestClient, address: str, etag: str) -> httpx2.Response:
    return client.get(address, headers={"If-None-Match": etag})
