"""One thing in the world, as told by one event or by several."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from domain.entry import Stamp
from domain.event import Event, Incident
from domain.events.humanitarian import CasualtiesReported
from domain.report import Report
from domain.span import DAY, Span
from domain.telling import Telling
from domain.values import Casualties, Status
from history.moment import Narrowing, Perspective, Resolve


@dataclass(frozen=True, slots=True)
class Account:
    """An event at one of its revisions, seen as one of the tellings of its happening."""

    report: Report
    first: int  # the position of the first revision: mending a typo promotes nobody
    position: int  # this revision's, as is the stamp
    stamp: Stamp

    @property
    def telling(self) -> Telling:
        """The event as it was then told."""
        return self.report.telling

    @property
    def id(self) -> str:
        """The event's id."""
        return self.report.telling.id

    @property
    def event(self) -> Event:
        """What is said to have happened."""
        return self.report.telling.data

    @property
    def occurred(self) -> Span:
        """When it is said to have happened."""
        return self.report.telling.occurred

    @property
    def status(self) -> Status:
        """How far to trust it."""
        return self.report.telling.status

    @property
    def casualties(self) -> Casualties | None:
        """The dead and the injured that it tells of."""
        match self.event:
            case Incident(casualties=told) | CasualtiesReported(casualties=told):
                return told
            case _:
                return None

    def is_left_by(self, perspective: Perspective) -> bool:
        """Whether it counts: not retracted, trusted enough, and told by who is asked for."""
        return (
            not self.report.retracted
            and self.status.trust >= perspective.at_least.trust
            and (
                perspective.according_to is None
                or self.telling.is_told_by(perspective.according_to)
            )
        )


Preference = Callable[[Account], tuple[Any, ...]]


def _best(account: Account) -> tuple[Any, ...]:
    return account.status.trust, -account.occurred.length, account.first


def _fewest_killed(account: Account) -> float:
    casualties = account.casualties
    if casualties is None or casualties.killed is None:
        return float("-inf")
    return -casualties.killed.nearest_best


PREFERENCE: dict[Resolve, Preference] = {
    "best": _best,
    "latest": lambda account: (account.first,),
    "cautious": lambda account: (account.occurred.end, _fewest_killed(account), *_best(account)),
}


@dataclass(frozen=True)
class Happening:
    """The picked account, the one that gives the date, and all that are left.

    `about` is the happening that the picked account bears on, by its id.
    """

    picked: Account
    dated: Account
    accounts: tuple[Account, ...]
    about: str | None = None

    @classmethod
    def of(cls, accounts: Iterable[Account], resolve: Resolve) -> "Happening":
        """Pick one account, and a nearer date where the picked one leaves it open."""
        left, prefer = tuple(accounts), PREFERENCE[resolve]
        if len(left) == 1:
            return cls(left[0], left[0], left)  # as the rule says too: most are told once
        picked = max(left, key=prefer)
        return cls(picked, _dated(picked, left, prefer), left)

    @cached_property
    def id(self) -> str:
        """The happening's id."""
        return self.picked.report.happening

    @cached_property
    def event(self) -> Event:
        """What the picked account says."""
        return self.picked.event

    @property
    def occurred(self) -> Span:
        """When it happened."""
        return self.dated.occurred

    @property
    def status(self) -> Status:
        """How far to trust the picked account."""
        return self.picked.status

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """Its place among others: by when it was over."""
        return self.occurred.end, self.occurred.start, self.picked.first

    @cached_property
    def begins(self) -> datetime:
        """When it has begun by any of its accounts."""
        return min(account.occurred.start for account in self.accounts)

    def over_by(self, on: Span) -> list[Account]:
        """The accounts by which it is over on a date."""
        return [account for account in self.accounts if account.occurred.over_by(on)]

    @property
    def others(self) -> list[Account]:
        """The accounts that were not picked."""
        return [account for account in self.accounts if account is not self.picked]

    @cached_property
    def crises(self) -> frozenset[str]:
        """The crises of any account left."""
        return frozenset(crisis for a in self.accounts for crisis in a.telling.crises)

    def meets(self, narrowing: Narrowing) -> bool:
        """Whether it belongs to what is asked for: by any account's crises, else as picked."""
        return belongs(self.event, self.crises, narrowing)


def _dated(picked: Account, left: Iterable[Account], prefer: Preference) -> Account:
    if picked.occurred.length <= DAY:
        return picked
    nearer = [
        account
        for account in left
        if account.occurred.length <= DAY
        and account.occurred in picked.occurred
        and account.status is not Status.DISPUTED
    ]
    return max(nearer, key=prefer, default=picked)


# How each part of a narrowing is met, by what is told and by its crises.
MEETS: Mapping[str, Callable[[Event, Collection[str], str], bool]] = {
    "crisis": lambda event, crises, crisis: crisis in crises,
    "country": lambda event, crises, code: any(code == country for country, _ in event.concerns),
    "place": lambda event, crises, id: any(id == place.id for place in event.places),
    "actor": lambda event, crises, id: any(id == actor.id for actor in event.actors),
}


def belongs(event: Event, crises: Collection[str], narrowing: Narrowing) -> bool:
    """Whether what is told, in these crises, meets all of a narrowing."""
    return all(MEETS[name](event, crises, value) for name, value in narrowing.asked_for.items())
