"""Who is who and what is where: actors, places, sources, crises and countries, as known then."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.events.register import ActorDescribed, PlaceDescribed
from domain.values import Actor, Named, Place, Source, country_names, plain
from history.happening import Account
from history.history import History

Listed = dict[str, Any]


@dataclass
class Mentions:
    """How often something is told of, from when to when, and by which other names."""

    events: int = 0
    first: datetime | None = None
    last: datetime | None = None
    names: Counter[str] = field(default_factory=Counter)

    def add(self, account: Account, *names: str) -> None:
        """Count one event that tells of it."""
        start, end = account.occurred.start, account.occurred.end - datetime.resolution
        self.events += 1
        self.first = min(self.first or start, start)
        self.last = max(self.last or end, end)
        self.names.update(names)

    def as_json(self) -> Listed:
        """As it is listed: the days (UTC) between which it is told of."""
        first, last = self.first, self.last
        assert first is not None
        assert last is not None
        return {
            "events": self.events,
            "first": first.date().isoformat(),
            "last": last.date().isoformat(),
        }


def actors(history: History, position: int) -> list[Listed]:
    """Every actor told of by then, by id, with its other names."""
    return _named(history, position, Actor)


def places(history: History, position: int) -> list[Listed]:
    """Every place told of by then, by id, with its other names."""
    return _named(history, position, Place)


def sources(history: History, position: int) -> list[Listed]:
    """Every publisher, by its slug."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    publishers: dict[str, Source] = {}
    for account in _standing(history, position):
        for source in {source.id: source for source in account.telling.sources}.values():
            publishers[source.id] = source
            found[source.id].add(account)
    return [
        {"id": id, "publisher": publishers[id].publisher, **mentions.as_json()}
        for id, mentions in sorted(found.items())
    ]


def crises(history: History, position: int) -> list[Listed]:
    """Every crisis that groups any event."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    for account in _standing(history, position):
        for crisis in account.telling.crises:
            found[crisis].add(account)
    return [{"id": id, **mentions.as_json()} for id, mentions in sorted(found.items())]


def country_name(history: History, code: str, position: int) -> str:
    """A country's name: as its state was last told by then, else by ISO 3166-1."""
    state = history.named(Actor, code.lower(), position)
    return state.name if state else country_names()[code]


def countries(history: History, accounts: Iterable[Account], position: int) -> list[Listed]:
    """Every country that these events concern, with its parts in how many of them."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        for country, part in account.event.concerns:
            parts[country][part] += 1
        for country in {country for country, _ in account.event.concerns}:
            found[country].add(account)
    return [
        {
            "country": code,
            "name": country_name(history, code, position),
            **mentions.as_json(),
            "parts": dict(sorted(parts[code].items())),
        }
        for code, mentions in sorted(found.items())
    ]


def search(listed: Sequence[Listed], q: str | None) -> list[Listed]:
    """Those of which a name holds what is sought, whatever the case and the accents."""
    if not q:
        return list(listed)
    sought = plain(q)
    return [each for each in listed if any(sought in plain(name) for name in _names(each))]


def _names(listed: Listed) -> list[str]:
    called = [listed.get(key, "") for key in ("id", "name", "publisher")]
    return [*called, *listed.get("aliases", [])]


def _named(history: History, position: int, kind: type[Named]) -> list[Listed]:
    found: dict[str, Mentions] = defaultdict(Mentions)
    for account in _standing(history, position):
        here: dict[str, set[str]] = defaultdict(set)
        for named in account.telling.named:
            if isinstance(named, kind):
                here[named.id] |= {named.name, *_aliases(account, named.id)}
        for id, names in here.items():
            found[id].add(account, *names)
    listed = []
    for id, mentions in sorted(found.items()):
        named_now = history.named(kind, id, position)
        if named_now:
            aliases = sorted(set(mentions.names) - {named_now.name})
            listed.append({**named_now.as_json(), "aliases": aliases, **mentions.as_json()})
    return listed


def _aliases(account: Account, id: str) -> Sequence[str]:
    match account.event:
        case ActorDescribed(actor=Actor(id=of), aliases=aliases) if of == id:
            return aliases or ()
        case PlaceDescribed(place=Place(id=of), aliases=aliases) if of == id:
            return aliases or ()
        case _:
            return ()


def _standing(history: History, position: int) -> Iterable[Account]:
    return (a for a in history.accounts(position) if not a.report.retracted)


LISTINGS: dict[str, Callable[[History, int], list[Listed]]] = {
    "places": places,
    "actors": actors,
    "sources": sources,
    "crises": crises,
}
