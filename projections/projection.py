"""How a view is folded from the world, and what every row of every view says."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

from pydantic import SerializeAsAny, SerializerFunctionWrapHandler, model_serializer

from domain.event import Event
from domain.span import Span
from domain.telling import AS_ITS_TYPE_SAYS
from domain.values import Status, Value
from history.happening import Account, Happening
from history.moment import Moment, Narrowing


class Shown(Value):
    """Part of a document: every field is there, and null where nothing is told."""

    @model_serializer(mode="wrap")
    def _with_nulls(self, told: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = dict.fromkeys(type(self).model_fields)
        return fields | dict(told(self))


class OtherAccount(Shown):
    """How another event tells the same happening."""

    event: str
    type: str
    occurred: Span
    status: Status
    told_by: list[str]
    data: Annotated[SerializeAsAny[Event], AS_ITS_TYPE_SAYS]


class Statement(Shown):
    """What someone says about it."""

    event: str
    by: list[str]
    position: str
    status: Status


class Row(Shown):
    """What every row says: how well it is told and by whom, and what else is told of it.

    `events` are the picked accounts that it rests on.
    """

    status: Status | None
    events: list[str]
    told_by: list[str]
    dated_by: str | None
    other_accounts: list[OtherAccount]
    statements: tuple[Statement, ...] = ()

    @property
    def key(self) -> str | None:
        """What makes it the same row on another date; None: the first happening it rests on."""
        return None

    @property
    def rests_on(self) -> list[str]:
        """The picked accounts by which a narrowing chooses it."""
        return self.events

    @property
    def mentions(self) -> list[str]:
        """Every event that it names."""
        others = [other.event for other in self.other_accounts]
        return [*self.events, *others, *(said.event for said in self.statements)]


@dataclass
class Projection(ABC):
    """A view of the world that happenings change. A subclass says how, in `apply`.

    The type of `apply`'s event is the subscription: happenings of other types never reach it.
    """

    handles: ClassVar[tuple[type[Event], ...]]
    lists: ClassVar[str] = ""

    moment: Moment
    narrowing: Narrowing = field(default_factory=Narrowing)

    def __init_subclass__(cls) -> None:
        """Read the subscription."""
        event = get_type_hints(cls.apply)["event"]
        cls.handles = get_args(event) if isinstance(event, UnionType) else (event,)

    @classmethod
    def view(cls) -> str:
        """The name of the view."""
        return cls.__name__.lower()

    @classmethod
    def means(cls) -> str:
        """What it answers, as its module says."""
        told = sys.modules[cls.__module__].__doc__ or cls.__name__
        return told.partition("\n")[0].rstrip(".")

    @classmethod
    def list_name(cls) -> str:
        """The name of its list in a document of its own."""
        return cls.lists or cls.view()

    def takes(self, told: Happening) -> bool:
        """Whether a happening reaches it."""
        return isinstance(told.event, self.handles)

    @abstractmethod
    def apply(self, event: Any, told: Happening) -> None:
        """Let a happening change the view; `event` is what its picked account says."""

    @abstractmethod
    def rows(self, possible: Sequence[Happening]) -> Iterator[Row]:
        """The view, row by row, beside what may have happened."""

    def counts(self, told: Happening) -> bool:
        """Whether a sum or a count takes it in: what is not asked for does not count."""
        return self.narrowing.is_open or told.meets(self.narrowing)


def resting_on(run: Sequence[Happening], beside: Sequence[Happening] = ()) -> dict[str, Any]:
    """What a row says of the happenings that it rests on, the first of which gives its date.

    Those `beside` are named, and trusted for nothing.
    """
    whole = [*run, *beside]
    return {
        "status": best_told(run) if run else None,
        "events": [told.picked.id for told in whole],
        "told_by": tellers(told.picked for told in whole),
        "dated_by": next((h.dated.id for h in run[:1] if h.dated is not h.picked), None),
        "other_accounts": [other_account(other) for told in whole for other in told.others],
    }


def tellers(accounts: Iterator[Account] | Sequence[Account]) -> list[str]:
    """Whom to hold to these accounts, as `according_to` takes it."""
    return sorted({who for account in accounts for who in account.telling.told_by})


def best_told(run: Sequence[Happening]) -> Status:
    """The most trusted status among them."""
    return max((told.status for told in run), key=lambda status: status.trust)


def other_account(other: Account) -> OtherAccount:
    """An account that was not picked, as a row shows it."""
    told = other.telling
    return OtherAccount(
        event=told.id,
        type=told.type,
        occurred=told.occurred,
        status=told.status,
        told_by=told.told_by,
        data=told.data,
    )
