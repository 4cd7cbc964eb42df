"""Rules 2 to 9 of time, and who holds a place, said as plainly as DESIGN.md and RULES.md do.

Everything is worked out anew from the entries of the log. Nothing here calls the history or a
view: where they answer otherwise, one of the two is wrong.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.entry import Entry, Joined, Parted
from domain.event import Event, Incident
from domain.events.diplomacy import Appeal
from domain.events.fighting import UltimatumIssued
from domain.events.humanitarian import CasualtiesReported
from domain.events.territory import (
    CityCaptured,
    CityRecaptured,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.report import Report
from domain.span import DAY, Span
from domain.telling import Telling
from domain.values import Actor, Status
from history.moment import Known, Moment, Narrowing

Log = Sequence[tuple[int, Entry]]
Places = dict[str, tuple[str | None, str]]

APPEALS = (Appeal, UltimatumIssued)
THE_END = datetime.max.replace(tzinfo=UTC)
FROM_MOST_TO_LEAST_TRUSTED = (
    Status.CONFIRMED,
    Status.REPORTED,
    Status.CLAIMED,
    Status.DISPUTED,
)


@dataclass(frozen=True)
class Account:
    """What was known of an event: where its first revision stands, and its latest one."""

    id: str
    first: int
    happening: str
    retracted: bool
    telling: Telling


@dataclass(frozen=True)
class Answer:
    """What the history has to answer of a happening: which accounts tell it, and how."""

    happening: str
    picked: str
    dated: str
    others: frozenset[str]
    over: frozenset[str]
    occurred: Span
    about: str | None


@dataclass(frozen=True)
class Happening:
    """One thing in the world: the account taken, the one that dates it, all that are left.

    It is `about` another happening where the account taken is.
    """

    id: str
    picked: Account
    dated: Account
    accounts: tuple[Account, ...]
    about: str | None

    @property
    def occurred(self) -> Span:
        return self.dated.telling.occurred

    @property
    def event(self) -> Event:
        return self.picked.telling.data

    def answer(self, on: Span) -> Answer:
        """As the history has to answer it on a date."""
        return Answer(
            happening=self.id,
            picked=self.picked.id,
            dated=self.dated.id,
            others=frozenset(a.id for a in self.accounts if a is not self.picked),
            over=frozenset(a.id for a in self.accounts if a.telling.occurred.end <= on.end),
            occurred=self.occurred,
            about=self.about,
        )


def recorded(log: Log) -> list[datetime]:
    """When the ledger learned each entry: the writers' clocks, which never run back."""
    clocks = [entry.stamp.recorded for _, entry in log]
    return [max(clocks[: count + 1]) for count in range(len(clocks))]


def known_at(log: Log, known: Known) -> Log:
    """Rule 3: what was known then, a beginning of the log."""
    if known is None:
        return log
    if isinstance(known, int):
        return [(position, entry) for position, entry in log if position <= known]
    return [line for line, when in zip(log, recorded(log), strict=True) if when < known.end]


def position(log: Log, known: Known) -> int:
    """Rule 3: the position that `known` came to."""
    if isinstance(known, int):
        return known
    return max((position for position, _ in known_at(log, known)), default=0)


def members(log: Log) -> dict[str, str]:
    """Rule 9: the happening that each event is in, by their ids."""
    happening_of: dict[str, str] = {}
    for _, entry in log:
        match entry.what:
            case Telling(same_as=None) | Parted():
                happening_of[entry.id] = entry.id
            case Telling(same_as=str(other)) | Joined(other=other):
                happening_of[entry.id] = happening_of[other]
            case _:
                pass
    return happening_of


def accounts(log: Log) -> list[Account]:
    """Rule 4: of every event its latest revision."""
    lives: dict[str, list[Entry]] = {}
    first: dict[str, int] = {}
    for position, entry in log:
        lives.setdefault(entry.id, []).append(entry)
        first.setdefault(entry.id, position)
    happening_of = members(log)
    latest = {id: Report.fold(life) for id, life in lives.items()}
    return [
        Account(id, first[id], happening_of[id], report.retracted, report.telling)
        for id, report in latest.items()
    ]


def happenings(log: Log, moment: Moment) -> tuple[list[Happening], list[Happening]]:
    """Rules 4 to 6: what was over, in the order in which it was over; what is possible."""
    known = known_at(log, moment.known)
    left = [account for account in accounts(known) if _is_left(account, moment)]
    ids = {account.happening for account in left}
    happening_of = members(known)
    told = [
        _happening(id, [a for a in left if a.happening == id], moment.resolve, happening_of)
        for id in ids
    ]
    over = [happening for happening in told if happening.occurred.end <= moment.on.end]
    begun = [
        happening
        for happening in told
        if happening not in over
        and any(a.telling.occurred.start < moment.on.end for a in happening.accounts)
    ]
    return _in_order(over), _in_order(begun)


def timeline(log: Log, moment: Moment) -> list[str]:
    """Every event left that was over by then, by its own date, the newest first."""
    left = [a for a in accounts(known_at(log, moment.known)) if _is_left(a, moment)]
    over = [a for a in left if a.telling.occurred.end <= moment.on.end]
    over.sort(key=lambda account: account.first)
    over.sort(key=lambda account: account.telling.occurred.start)
    over.sort(key=lambda account: account.telling.occurred.end)
    return [account.id for account in reversed(over)]


def meets(happening: Happening, asked: Narrowing) -> bool:
    """Rule 8: whether one happening meets all that is asked for."""
    crises = {crisis for account in happening.accounts for crisis in account.telling.crises}
    countries = {country for country, _ in happening.event.concerns}
    places = {place.id for place in happening.event.places}
    actors = {actor.id for actor in happening.event.actors}
    return (
        asked.crisis in {None, *crises}
        and asked.country in {None, *countries}
        and asked.place in {None, *places}
        and asked.actor in {None, *actors}
    )


def folds(
    view: str, types: tuple[type[Event], ...], happening: Happening, over: Sequence[Happening]
) -> bool:
    """Whether a view folds it: by its type, and `appeals` whatever is about one made before."""
    if isinstance(happening.event, types):
        return True
    before = over[: over.index(happening)] if happening in over else over
    made = [other.id for other in before if isinstance(other.event, APPEALS)]
    return view == "appeals" and happening.about in made


def holders(over: Iterable[Happening]) -> Places:
    """Who holds each place that anything gave, by their ids, and since when.

    Each place was given by a run of happenings, one after the other, to the same side.
    """
    runs: dict[str, list[tuple[Actor | None, Happening]]] = {}
    for happening in over:
        for place in happening.event.places:
            run = runs.setdefault(place.id, [])
            given = _gives(happening.event, holder=run[-1][0] if run else None)
            if not given or (_any_told_well(run) and not _told_well(happening)):
                continue
            if run and not _of_one_side(run[-1][0], given[0]):
                run.clear()
            run.append((given[0], happening))
    return {
        place: (run[-1][0].id if run[-1][0] else None, str(run[0][1].occurred))
        for place, run in runs.items()
        if run
    }


def _is_left(account: Account, moment: Moment) -> bool:
    rank = FROM_MOST_TO_LEAST_TRUSTED.index
    trusted = rank(account.telling.status) <= rank(moment.at_least)
    return not account.retracted and trusted and _tells(moment.according_to, account.telling)


def _tells(who: str | None, telling: Telling) -> bool:
    """Rule 7: a source's quoted, or the maker of what is said, is it or directly part of it."""
    if who is None:
        return True
    if who.startswith("publisher:"):
        return who.removeprefix("publisher:") in [source.id for source in telling.sources]
    speakers = [source.quoted for source in telling.sources if source.quoted]
    speakers += telling.data.makers
    return who in [speaker.id for speaker in speakers] + [speaker.part_of for speaker in speakers]


def _happening(
    id: str, left: list[Account], resolve: str, happening_of: dict[str, str]
) -> Happening:
    """Rule 5: which account is taken, and which gives the date."""
    picked = _pick(left, resolve)
    span = picked.telling.occurred
    nearer = [
        other
        for other in left
        if other is not picked
        and other.telling.status != Status.DISPUTED
        and other.telling.occurred.end - other.telling.occurred.start <= DAY
        and span.start <= other.telling.occurred.start
        and other.telling.occurred.end <= span.end
    ]
    dated = _pick(nearer, resolve) if span.end - span.start > DAY and nearer else picked
    about = picked.telling.data.about
    return Happening(id, picked, dated, tuple(left), happening_of[about] if about else None)


def _pick(left: list[Account], resolve: str) -> Account:
    if resolve == "cautious":
        left = _first_by(lambda a: THE_END - a.telling.occurred.end, left)
        left = _first_by(_killed, left)
    if resolve in ("cautious", "best"):
        left = _first_by(lambda a: FROM_MOST_TO_LEAST_TRUSTED.index(a.telling.status), left)
        left = _first_by(lambda a: a.telling.occurred.end - a.telling.occurred.start, left)
    (picked,) = _first_by(lambda account: -account.first, left)
    return picked


def _first_by(rank: Callable[[Account], Any], left: list[Account]) -> list[Account]:
    first = min(map(rank, left))
    return [account for account in left if rank(account) == first]


def _killed(account: Account) -> float:
    """The deaths told: its best, else the nearest; untold counts as most."""
    told = account.telling.data
    casualties = told.casualties if isinstance(told, Incident | CasualtiesReported) else None
    if casualties is None or casualties.killed is None:
        return float("inf")
    killed = casualties.killed
    return next(n for n in (killed.best, killed.low, killed.high) if n is not None)


def _in_order(told: list[Happening]) -> list[Happening]:
    """Rule 4: by end, then start, then position of the picked account's first revision."""
    told = sorted(told, key=lambda happening: happening.picked.first)
    told.sort(key=lambda happening: happening.occurred.start)
    told.sort(key=lambda happening: happening.occurred.end)
    return told


def _gives(event: Event, holder: Actor | None) -> tuple[Actor | None] | None:
    """To whom it gives its place, if it gives it."""
    match event:
        case CityCaptured(by=taker) | CityRecaptured(by=taker) | FacilityCaptured(by=taker):
            return (taker,)
        case TerritoryTransferred(to=taker):
            return (taker,)
        case ForcesWithdrew(extent="complete", who=who, handed_to=taker):
            leaves = _of_one_side(who, holder) if holder else taker is not None
            return (taker,) if leaves else None
        case _:
            return None


def _of_one_side(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.id == other.id or one.part_of == other.id or other.part_of == one.id


def _told_well(happening: Happening) -> bool:
    return happening.picked.telling.status in (Status.REPORTED, Status.CONFIRMED)


def _any_told_well(run: Iterable[tuple[Actor | None, Happening]]) -> bool:
    return any(_told_well(happening) for _, happening in run)
