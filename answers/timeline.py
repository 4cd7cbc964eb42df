"""The events themselves, in order of occurrence, each as told by its latest revision."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from answers.times import OnDate
from domain.event import event_type
from domain.values import EventId, Status, plain
from history.happening import Account, belongs
from history.history import History
from history.moment import EVERYTHING, Moment, Narrowing, Sought

Sort = Literal["occurred", "recorded"]


def _in_the_catalogue(name: str) -> str:
    """The name of a type; raises UnknownType."""
    return event_type(name).__name__


TypeInCatalogue = Annotated[str, AfterValidator(_in_the_catalogue)]


class Filter(Narrowing):
    """Which events are asked for, each by what it tells itself; what is left out asks for all.

    `q` is looked for in the summary, the names, the titles of sources and the words of the event,
    whatever the case and the accents.
    """

    group: ClassVar = "Which events"

    type: tuple[TypeInCatalogue, ...] = Field(
        (), description="Of this type; repeatable.", examples=["CallHeld"]
    )
    status: tuple[Status, ...] = Field((), description="Repeatable.")
    publisher: tuple[str, ...] = Field((), description="By its slug; repeatable.")
    id: tuple[EventId, ...] = Field((), description="Repeatable.")
    happening: EventId | None = Field(None, description="Its accounts.")
    recorded_by: str | None = Field(None, description="Of the last revision.")
    occurred_from: OnDate | None = Field(
        None, description="Not over before this.", examples=["2025-01-26"]
    )
    occurred_to: OnDate | None = Field(
        None, description="Begun by the end of this.", examples=["2025-01-30"]
    )
    recorded_from: OnDate | None = Field(
        None, description="Last revised at this time or later.", examples=["2025-01-30"]
    )
    recorded_to: OnDate | None = Field(
        None, description="Last revised by the end of this.", examples=["2025-01-30"]
    )
    q: Sought | None = Field(
        None, description="Sought in summaries, names and texts.", examples=["ceasefire"]
    )

    def wants(self, account: Account) -> bool:
        """Whether an event is asked for."""
        return all(asked(account) for asked in self._asked)

    @cached_property
    def _asked(self) -> list[Callable[[Account], bool]]:
        return list(self._conditions())

    def _conditions(self) -> Iterator[Callable[[Account], bool]]:
        if self.type:
            yield lambda a: a.telling.type in self.type
        if self.status:
            yield lambda a: a.status in self.status
        if self.publisher:
            yield lambda a: any(s.id in self.publisher for s in a.telling.sources)
        if self.id:
            yield lambda a: a.id in self.id
        if not (narrowing := self.narrowing).is_open:
            yield lambda a: belongs(a.event, a.telling.crises, narrowing)
        if self.happening:
            yield lambda a: a.report.happening == self.happening
        if self.recorded_by:
            yield lambda a: a.stamp.recorded_by == self.recorded_by
        yield from self._conditions_of_time()
        if self.q:
            sought = plain(self.q)
            yield lambda a: any(sought in plain(text) for text in _texts(a))

    def _conditions_of_time(self) -> Iterator[Callable[[Account], bool]]:
        if (first := self.occurred_from) is not None:
            yield lambda a: a.occurred.end > first.start
        if (last := self.occurred_to) is not None:
            yield lambda a: a.occurred.start < last.end
        if (since := self.recorded_from) is not None:
            yield lambda a: a.stamp.recorded >= since.start
        if (until := self.recorded_to) is not None:
            yield lambda a: a.stamp.recorded < until.end


EVERY_EVENT = Filter()


def timeline(
    history: History,
    moment: Moment,
    narrowing: Narrowing = EVERYTHING,
    asked: Filter = EVERY_EVENT,
    sort: Sort = "occurred",
) -> list[Account]:
    """The events that were over by `on` and meet both narrowing and filter, the newest first."""
    narrowed = Filter(**dict(narrowing.narrowing))
    found = [
        account
        for account in history.accounts(history.position(moment.known))
        if account.is_left_by(moment)
        and account.occurred.over_by(moment.on)
        and narrowed.wants(account)
        and asked.wants(account)
    ]
    return sorted(found, key=_occurred if sort == "occurred" else _recorded, reverse=True)


def _occurred(account: Account) -> tuple[Any, ...]:
    return account.occurred.end, account.occurred.start, account.first


def _recorded(account: Account) -> tuple[Any, ...]:
    return (account.position,)


def _texts(account: Account) -> Iterator[str]:
    telling = account.telling
    if telling.summary:
        yield telling.summary
    for source in telling.sources:
        yield source.publisher
        yield source.title or ""
    for named in telling.named:
        yield named.name
    for told in dict(telling.data).values():
        for text in told if isinstance(told, tuple) else (told,):
            if isinstance(text, str):
                yield text
