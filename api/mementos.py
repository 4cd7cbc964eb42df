"""The addresses of states of knowledge, and their dates as HTTP writes them (RFC 7089)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from itertools import islice
from urllib.parse import quote, urlencode

from answers.mementos import Course, Memento

LINK_FORMAT = "application/link-format"
MOST_MEMENTOS = 1_000
HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", re.ASCII)

KNOWS = ("known", "cursor")  # what says how much is known


def http_date(at: datetime) -> str:
    """A whole second as HTTP writes it."""
    return format_datetime(at.astimezone(UTC), usegmt=True)


def read_http_date(text: str) -> datetime:
    """The second that an HTTP date names; raises ValueError where it is none or its day is not."""
    if not HTTP_DATE.fullmatch(text):
        raise ValueError(text)
    at = parsedate_to_datetime(text)
    if http_date(at) != text:
        raise ValueError(text)
    return at


@dataclass(frozen=True)
class Address:
    """A path and what is asked there, as a reference that holds behind any proxy."""

    root: str
    path: str
    query: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        asked = urlencode(self.query, safe="@:/,")
        return quote(self.root + self.path, safe="/@:") + (f"?{asked}" if asked else "")

    def original(self) -> "Address":
        """The same whatever is known."""
        asked = tuple((name, value) for name, value in self.query if name not in KNOWS)
        return Address(self.root, self.path, asked)

    def asking(self, pinned: Mapping[str, str]) -> "Address":
        """The same, with these parameters."""
        asked = [(name, pinned.get(name, value)) for name, value in self.query]
        there = dict(asked)
        more = [(name, value) for name, value in pinned.items() if name not in there]
        return Address(self.root, self.path, (*asked, *more))

    def time_map(self, after: int = 0) -> "Address":
        """Where its mementos are listed."""
        page = (("after", str(after)),) if after else ()
        return Address(self.root, f"/timemap{self.path}", (*self.original().query, *page))


def link(memento: Memento, address: Address, rel: str) -> str:
    """A link to a state of knowledge."""
    return f'<{address}>; rel="{rel}"; datetime="{http_date(memento.second)}"'


def time_map(address: Address, pinned: Mapping[str, str], course: Course, after: int) -> str:
    """One page of the mementos of an address, the oldest first, and where the next page is."""
    found = list(islice(course.mementos(after), 2 * MOST_MEMENTOS))
    page, following = found[:MOST_MEMENTOS], found[MOST_MEMENTOS:]
    listed = [memento for memento in page if course.there(memento.position)]
    links = [
        f'<{address.original()}>; rel="original timegate"',
        f'<{address.time_map(after)}>; rel="self"; type="{LINK_FORMAT}"{_coverage(page)}',
    ]
    if following:
        there = address.time_map(page[-1].position)
        links.append(f'<{there}>; rel="timemap"; type="{LINK_FORMAT}"{_coverage(following)}')
    for place, memento in enumerate(listed):
        first = "first " if place == 0 and not after else ""
        last = "last " if place == len(listed) - 1 and not following else ""
        at = address.asking(dict(pinned) | {"known": f"@{memento.position}"})
        links.append(link(memento, at, f"{first}{last}memento"))
    return ",\n".join(links) + "\n"


def _coverage(page: list[Memento]) -> str:
    if not page:
        return ""
    return f'; from="{http_date(page[0].second)}"; until="{http_date(page[-1].second)}"'
