"""States of knowledge, second by second: their dates and their addresses (RFC 7089)."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from itertools import islice
from urllib.parse import quote, urlencode

from domain.refusals import UnknownName
from domain.span import Span
from domain.values import Named
from history.history import History, Line
from history.names import still_told

LINK_FORMAT = "application/link-format"
MOST_MEMENTOS = 1_000
HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", re.ASCII)

Pairs = Iterable[tuple[str, str]]
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


def second_of(line: Line) -> datetime:
    """The second by whose end an entry was known: a date in HTTP has no fractions."""
    begun = line.recorded.replace(microsecond=0)
    return begun if begun == line.recorded else begun + timedelta(seconds=1)


def last_known(history: History, position: int) -> Line | None:
    """The last entry known at a position, which may be one that a refused append used up."""

    def nothing_between(earlier: int) -> bool:
        line = next(history.lines_after(earlier), None)
        return line is None or line.position > position

    last = bisect_left(range(position), True, key=nothing_between)
    return next(history.lines_after(last - 1)) if last else None


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


@dataclass(frozen=True)
class Course:
    """The entries in whose course an answer came to be what it is, and when there was one."""

    lines_after: Callable[[int], Iterator[Line]]
    there: Callable[[int], bool] = lambda position: True

    @classmethod
    def of_event(cls, history: History, id: str) -> "Course":
        """That of one event: its own revisions."""
        life = history.life(id)
        return cls(lambda position: (line for line in life if line.position > position))

    @classmethod
    def since_event(cls, history: History, id: str) -> "Course":
        """All since an event was first told."""
        return cls(_since(history, history.life(id)[0].position))

    @classmethod
    def of_name(cls, history: History, kind: type[Named], id: str) -> "Course":
        """All since an actor or a place was first told of, while any event tells of it."""
        *_, first = [None, *history.names.tellers(kind, id)]
        if first is None:
            raise UnknownName(kind.noun, id)

        def there(position: int) -> bool:
            told = history.names.tellers(kind, id, until=position)
            standing = still_told(told, lambda event: history.account(event, position).report)
            return next(standing, None) is not None

        return cls(_since(history, first.position), there)


@dataclass(frozen=True)
class Memento:
    """All that was known by a second: the position that it came to."""

    second: datetime
    position: int

    def link(self, address: Address, rel: str) -> str:
        """A link to it."""
        return f'<{address}>; rel="{rel}"; datetime="{http_date(self.second)}"'


def mementos(history: History, course: Course, after: int) -> Iterator[Memento]:
    """One for each second in which anything was recorded, from a position on."""
    while line := next(course.lines_after(after), None):
        second = second_of(line)
        after = history.position(Span(second.isoformat()))
        yield Memento(second, after)


def time_map(
    history: History, address: Address, pinned: Mapping[str, str], course: Course, after: int
) -> str:
    """One page of the mementos of an address, the oldest first, and where the next page is."""
    found = list(islice(mementos(history, course, after), 2 * MOST_MEMENTOS))
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
        links.append(memento.link(at, f"{first}{last}memento"))
    return ",\n".join(links) + "\n"


def _coverage(page: list[Memento]) -> str:
    if not page:
        return ""
    return f'; from="{http_date(page[0].second)}"; until="{http_date(page[-1].second)}"'


def _since(history: History, first: int) -> Callable[[int], Iterator[Line]]:
    return lambda position: history.lines_after(max(position, first - 1))
