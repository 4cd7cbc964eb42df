"""Who is who and what is where: actors, places, sources, crises and countries, as known then."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, Field, create_model

from domain.events.register import ActorDescribed, PlaceDescribed
from domain.span import Span
from domain.values import Actor, Named, Place, Source, country_names, plain
from history.happening import Account
from history.history import History
from history.moment import Known
from projections.columns import LeftOut, Shown

L = TypeVar("L", bound="Listed")


class Listed(Shown):
    """What a list of the register has of each: how often it is told of, from when to when."""

    events: int = Field(description="How many events tell of it.")
    first: date = Field(description="The first day (UTC) on which any of these occurred.")
    last: date = Field(description="The last.")


class ListedPlace(Listed):
    """A place, with its other names."""

    id: str
    name: str
    country: str
    kind: str
    lat: LeftOut[float] = None
    lon: LeftOut[float] = None
    admin1: LeftOut[str] = None
    precision: LeftOut[str] = None
    aliases: list[str]


class ListedActor(Listed):
    """An actor, with its other names."""

    id: str
    name: str
    kind: str
    country: LeftOut[str] = None
    role: LeftOut[str] = None
    part_of: LeftOut[str] = None
    aliases: list[str]


class ListedSource(Listed):
    """A publisher, by the slug that `according_to=publisher:SLUG` takes."""

    id: str
    publisher: str


class ListedCrisis(Listed):
    """A crisis that groups events."""

    id: str


class ListedCountry(Listed):
    """A country that events concern, with its parts in how many of them."""

    country: str
    name: str
    parts: dict[str, int]


class ListDocument(Shown, Generic[L]):
    """One page of a list; on the wire it has a name of its own."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    position: int = Field(description="That of the log which `known` came to.")
    items: list[L]
    total: int
    next: str | None = Field(None, description="The cursor of the page after.")


class CountriesDocument(Shown):
    """Every country that the crisis concerned by then."""

    on: Span
    known: str | None
    position: int
    rests_on: int
    countries: list[ListedCountry]


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

    @property
    def told(self) -> dict[str, Any]:
        """As it is listed: the days (UTC) between which it is told of."""
        assert self.first is not None
        assert self.last is not None
        return {"events": self.events, "first": self.first.date(), "last": self.last.date()}


def actors(history: History, position: int) -> list[ListedActor]:
    """Every actor told of by then, by id, with its other names."""
    return [ListedActor(**told) for told in _named(history, position, Actor)]


def places(history: History, position: int) -> list[ListedPlace]:
    """Every place told of by then, by id, with its other names."""
    return [ListedPlace(**told) for told in _named(history, position, Place)]


def sources(history: History, position: int) -> list[ListedSource]:
    """Every publisher, by its slug."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    publishers: dict[str, Source] = {}
    for account in _standing(history, position):
        for source in {source.id: source for source in account.telling.sources}.values():
            publishers[source.id] = source
            found[source.id].add(account)
    return [
        ListedSource(id=id, publisher=publishers[id].publisher, **mentions.told)
        for id, mentions in sorted(found.items())
    ]


def crises(history: History, position: int) -> list[ListedCrisis]:
    """Every crisis that groups any event."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    for account in _standing(history, position):
        for crisis in account.telling.crises:
            found[crisis].add(account)
    return [ListedCrisis(id=id, **mentions.told) for id, mentions in sorted(found.items())]


def country_name(history: History, code: str, position: int) -> str:
    """A country's name: as its state was last told by then, else by ISO 3166-1."""
    state = history.named(Actor, code.lower(), position)
    return state.name if state else country_names()[code]


def countries(history: History, accounts: Iterable[Account], position: int) -> list[ListedCountry]:
    """Every country that these events concern, with its parts in how many of them."""
    found: dict[str, Mentions] = defaultdict(Mentions)
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        for country, part in account.event.concerns:
            parts[country][part] += 1
        for country in {country for country, _ in account.event.concerns}:
            found[country].add(account)
    return [
        ListedCountry(
            country=code,
            name=country_name(history, code, position),
            parts=dict(sorted(parts[code].items())),
            **mentions.told,
        )
        for code, mentions in sorted(found.items())
    ]


def list_document(
    history: History,
    name: str,
    known: Known = None,
    q: str | None = None,
    first: int = 0,
    limit: int | None = None,
) -> ListDocument[Any]:
    """What is known of all places, actors, sources or crises, perhaps by a part of their names."""
    position = history.position(known)
    found = search(LISTINGS[name](history, position), q)
    shown = found[first : first + limit if limit else None]
    return list_model(name)(position=position, items=shown, total=len(found))


def search(listed: Sequence[L], q: str | None) -> list[L]:
    """Those of which a name holds what is sought, whatever the case and the accents."""
    if not q:
        return list(listed)
    sought = plain(q)
    return [each for each in listed if any(sought in plain(name) for name in _names(each))]


def _names(listed: Listed) -> list[str]:
    called = [getattr(listed, name, "") for name in ("id", "name", "publisher")]
    return [*called, *getattr(listed, "aliases", [])]


def _named(history: History, position: int, kind: type[Named]) -> list[dict[str, Any]]:
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
            listed.append({**dict(named_now), "aliases": aliases, **mentions.told})
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


LISTINGS: dict[str, Callable[[History, int], Sequence[Any]]] = {
    "places": places,
    "actors": actors,
    "sources": sources,
    "crises": crises,
}
LISTED: dict[str, type[Listed]] = {
    "places": ListedPlace,
    "actors": ListedActor,
    "sources": ListedSource,
    "crises": ListedCrisis,
}


@cache
def list_model(name: str) -> type[ListDocument[Any]]:
    """The document of a list."""
    items: Any = (list.__class_getitem__(LISTED[name]), Field(alias=name))
    return create_model(f"{name.capitalize()}Document", __base__=ListDocument, items=items)
