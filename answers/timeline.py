"""The events themselves, in order of occurrence, each as told by its latest revision."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Literal

from domain.span import Span
from domain.values import Country, EventId, Slug, Status, Value, plain
from history.happening import Account
from history.history import History
from history.moment import Question, Sought

Sort = Literal["occurred", "recorded"]


class Filter(Value):
    """Which events are asked for, each by what it tells itself; what is left out asks for all.

    `q` is looked for in the summary, the names, the titles of sources and the words of the event,
    whatever the case and the accents.
    """

    type: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    publisher: tuple[str, ...] = ()
    id: tuple[EventId, ...] = ()
    country: Country | None = None
    place: Slug | None = None
    actor: Slug | None = None
    crisis: Slug | None = None
    happening: EventId | None = None
    recorded_by: str | None = None
    occurred_from: Span | None = None
    occurred_to: Span | None = None
    recorded_from: Span | None = None
    recorded_to: Span | None = None
    q: Sought | None = None

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
        if self.country:
            yield lambda a: any(country == self.country for country, _ in a.event.concerns)
        if self.place:
            yield lambda a: any(place.id == self.place for place in a.event.places)
        if self.actor:
            yield lambda a: any(actor.id == self.actor for actor in a.event.actors)
        if self.crisis:
            yield lambda a: self.crisis in a.telling.crises
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
    history: History, question: Question, asked: Filter = EVERY_EVENT, sort: Sort = "occurred"
) -> list[Account]:
    """The events that were over by `on` and meet both narrowing and filter, the newest first."""
    moment = question.moment
    narrowed = Filter(**question.narrowing.model_dump())
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
