"""How a view is declared and folded. A module of this package is a view: its row, then its fold."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from inspect import cleandoc
from types import UnionType
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

from pydantic import Field, SerializeAsAny

from domain.event import Event
from domain.span import Span
from domain.telling import AS_ITS_TYPE_SAYS
from domain.values import Status
from history.happening import Account, Happening
from history.moment import Moment, Narrowing
from projections.columns import (
    MOST_LISTED,
    AsOne,
    Column,
    EventRef,
    Newest,
    Shown,
    ShownColumn,
    Teller,
    TypeName,
    columns_in,
    columns_of,
)

T = TypeVar("T")
R = TypeVar("R", bound="Row")


class OtherAccount(
    Shown,
    told=[
        "{told_by} ({status}): {type}, {occurred}: {data} [{event}]",
        "{told_by} ({status}): {type}, {occurred} [{event}]",
    ],
):
    """How another event tells the same happening."""

    event: EventRef
    type: TypeName
    occurred: Span = Field(title="When")
    status: Status
    told_by: list[Teller]
    data: Annotated[SerializeAsAny[Event], AS_ITS_TYPE_SAYS] = Field(title="What it tells")


class Statement(Shown, told=["{by} ({status}): {position} [{event}]"]):
    """What someone says about it."""

    event: EventRef
    by: list[Teller]
    position: str
    status: Status


class Row(Shown):
    """What every row says: how well it is told and by whom, and what else is told of it.

    A subclass declares a view, and that is all of it. Its docstring's first line is what the view
    answers, the rest by which rules; its fields are the columns. `view` is its name, `called` its
    title, `rows` the name of its list in a document of its own, `of` the columns that a row is
    about, `as_one` the columns that are shown as one, `where` the place by which a row is on a
    map: left out, its first.
    """

    view: ClassVar[str] = ""
    called: ClassVar[str] = ""
    rows: ClassVar[str] = ""
    subject: ClassVar[Sequence[str]] = ()
    as_one: ClassVar[Sequence[AsOne]] = ()
    where: ClassVar[str] = ""

    status: Status | None = Field(description="The best told of what gives its values.")
    events: Newest[EventRef] = Field(description="The picked accounts that it rests on.")
    events_total: int
    told_by: Newest[Teller] = Field(
        description="Whom to hold to these: the quoted, else the makers, else `publisher:SLUG`; "
        "`according_to` takes each."
    )
    told_by_total: int
    dated_by: EventRef | None = Field(description="The account that gives the date, if another.")
    other_accounts: Newest[OtherAccount] = Field(description="Those of the same happenings.")
    other_accounts_total: int
    statements: Newest[Statement] = Field([], description="What is said about what it names.")
    statements_total: int = 0

    def __init_subclass__(
        cls,
        view: str = "",
        called: str = "",
        rows: str = "",
        of: Sequence[str] = (),
        as_one: Sequence[AsOne] = (),
        where: str = "",
        **declared: Any,
    ) -> None:
        """Read the declaration."""
        super().__init_subclass__(**declared)
        if view:
            cls.view, cls.called, cls.rows = view, called or view.capitalize(), rows or view
            cls.subject, cls.as_one, cls.where = of, as_one, where

    @classmethod
    def __pydantic_init_subclass__(cls, **declared: Any) -> None:
        """Refuse a declaration that no table could show, as soon as it is read."""
        names = {column.name for column in columns_of(cls)}
        named = {*cls.subject, *(name for shown in cls.as_one for name in shown.columns)}
        if unknown := named - names:
            raise TypeError(f"{cls.__name__} names {sorted(unknown)}, which are not its columns")
        if cls.view and not cls.subject:
            raise TypeError(f"{cls.__name__} does not say what its rows are about: `of`")
        if cls.where and cls.on_map() is None:
            raise TypeError(f"{cls.__name__}.{cls.where} is not a column that holds one place")

    @classmethod
    def answers(cls) -> str:
        """What the view answers, in one sentence."""
        return (cls.__doc__ or "").partition("\n")[0]

    @classmethod
    def rules(cls) -> str:
        """By which rules it answers: what its docstring says after that sentence, in Markdown."""
        return cleandoc(cls.__doc__ or "").partition("\n")[2].strip()

    @classmethod
    def on_map(cls) -> Column | None:
        """The column whose place is where a row is on a map: the one declared, else the first."""
        places = [c for c in columns_of(cls) if c.kind == "place" and not c.several]
        return next((c for c in places if cls.where in ("", c.name)), None)

    @classmethod
    @cache
    def shown(cls) -> list[ShownColumn]:
        """Its columns as tables show them, some of them as one; what it is about comes first."""
        columns: list[ShownColumn] = []
        for column in columns_of(cls):
            one = next((one for one in cls.as_one if column.name in one.columns), None)
            title, forms = (one.title, one.forms) if one else (column.title, [f"{{{column.name}}}"])
            names = columns_in(forms)
            shown = ShownColumn(
                title=title, columns=names, forms=forms, subject=bool({*names} & {*cls.subject})
            )
            if shown not in columns:
                columns.append(shown)
        return sorted(columns, key=lambda column: not column.subject)

    @property
    def key(self) -> str | None:
        """What makes it the same row on another date; None: the first happening it rests on."""
        return None


class Subject(ABC, Generic[R]):
    """What a view has a row for, as the happenings leave it: the row is made when it is asked for.

    A narrowing chooses it where it asks for any happening that it rests on, though the row names
    only the newest of these.
    """

    @property
    @abstractmethod
    def rests_on(self) -> Sequence[Happening]:
        """The happenings by which a narrowing chooses it, the first of its row first."""

    @property
    def names(self) -> Iterable[Happening]:
        """Every happening that its row names: whatever is said about these is told with it."""
        return self.rests_on

    @abstractmethod
    def row(self) -> R:
        """Its row."""


@dataclass
class Projection(ABC, Generic[R]):
    """A view of the world that happenings change. A subclass says how, in `apply`.

    The type of `apply`'s event is the subscription: happenings of other types never reach it.
    """

    row: ClassVar[type[Row]]
    handles: ClassVar[tuple[type[Event], ...]]

    moment: Moment
    narrowing: Narrowing = field(default_factory=Narrowing)

    def __init_subclass__(cls) -> None:
        """Read its row and its subscription."""
        (declared,) = (base for base in vars(cls)["__orig_bases__"] if get_args(base))
        (cls.row,) = get_args(declared)
        event = get_type_hints(cls.apply)["event"]
        cls.handles = get_args(event) if isinstance(event, UnionType) else (event,)

    def takes(self, happening: Happening) -> bool:
        """Whether a happening reaches it."""
        return isinstance(happening.event, self.handles)

    @abstractmethod
    def apply(self, event: Any, happening: Happening) -> None:
        """Let a happening change the view; `event` is what its picked account says."""

    @abstractmethod
    def subjects(self, possible: Sequence[Happening]) -> Iterable[Subject[R]]:
        """What it has a row for, in order, beside what may have happened."""

    def counts(self, happening: Happening) -> bool:
        """Whether a sum or a count takes it in: what is not asked for does not count."""
        return self.narrowing.is_open or happening.meets(self.narrowing)


def resting_on(run: Sequence[Happening], beside: Sequence[Happening] = ()) -> dict[str, Any]:
    """What a row says of the happenings that it rests on, the first of which gives its date.

    Those `beside` are named, and trusted for nothing.
    """
    whole = [*run, *beside]
    told_by = tellers(whole)
    return {
        "status": best_told(run) if run else None,
        "events": [happening.picked.id for happening in newest(whole, _order)],
        "events_total": len(whole),
        "told_by": sorted(told_by[:MOST_LISTED]),
        "told_by_total": len(told_by),
        "dated_by": next((h.dated.id for h in run[:1] if h.dated is not h.picked), None),
    } | others_of(whole)


def others_of(happenings: Sequence[Happening]) -> dict[str, Any]:
    """What a row says of the accounts of its happenings that were not picked."""
    return other_accounts(
        [(h, account) for h in happenings if len(h.accounts) > 1 for account in h.others]
    )


def other_accounts(others: Sequence[tuple[Happening, Account]]) -> dict[str, Any]:
    """What a row says of accounts, each with the happening by which it is dated here."""
    shown = newest(others, lambda other: (*other[0].order, other[1].first))
    return {
        "other_accounts": [_other_account(account) for _, account in shown],
        "other_accounts_total": len(others),
    }


def newest(items: Sequence[T], order: Callable[[T], Any]) -> list[T]:
    """The newest of them, in their order: as many as a list in a row holds at most."""
    if len(items) <= MOST_LISTED:
        return list(items)
    last = sorted(range(len(items)), key=lambda place: order(items[place]))[-MOST_LISTED:]
    return [items[place] for place in sorted(last)]


def tellers(happenings: Iterable[Happening]) -> list[str]:
    """Whom to hold to the picked accounts, as `according_to` takes it; who told last first."""
    accounts = (h.picked for h in sorted(happenings, key=lambda h: h.order, reverse=True))
    return list(dict.fromkeys(who for account in accounts for who in account.telling.told_by))


def best_told(run: Iterable[Happening]) -> Status:
    """The most trusted status among them."""
    return max((happening.status for happening in run), key=lambda status: status.trust)


def _order(happening: Happening) -> Any:
    return happening.order


def _other_account(other: Account) -> OtherAccount:
    telling = other.telling
    return OtherAccount(
        event=telling.id,
        type=telling.type,
        occurred=telling.occurred,
        status=telling.status,
        told_by=telling.told_by,
        data=telling.data,
    )
