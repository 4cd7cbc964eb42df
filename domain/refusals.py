"""Why the ledger may refuse. Each is named for its reason, and says what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Self

from pydantic import ValidationError

MOST_NAMED = 100  # faults: whoever has more of them looks at what makes them, not at each


class Refusal(Exception):
    """The ledger will not do this."""

    sentence: ClassVar[str]
    errors_total: int = 1

    def __str__(self) -> str:
        return self.sentence.format_map(vars(self))

    @property
    def not_all(self) -> list[str]:
        """That there are more faults than are named, if there are."""
        if self.errors_total <= MOST_NAMED:
            return []
        return [f"these are the first {MOST_NAMED} of {self.errors_total:,} faults"]


@dataclass(eq=False)
class Misfit(Refusal):
    """What was sent does not fit."""

    errors: list[dict[str, Any]]
    errors_total: int = 0
    sentence = "see `errors`: each names the field, its value, and what would be right"

    def __post_init__(self) -> None:
        self.errors_total = self.errors_total or len(self.errors)
        self.errors = self.errors[:MOST_NAMED]

    @classmethod
    def of(cls, error: ValidationError) -> Self:
        """What pydantic found, by field."""
        found = error.errors(include_url=False)
        faults = [each for each in found if not _follows(each, found)]
        return cls([misfit(**each) for each in faults[:MOST_NAMED]], len(faults))


@dataclass(eq=False)
class UnknownType(Refusal):
    """No event type has this name."""

    name: str
    known: list[str]
    sentence = "{name!r} is not in the catalogue; it has {known}"


@dataclass(eq=False)
class UnknownView(Refusal):
    """No view has this name."""

    name: str
    known: list[str]
    sentence = "there is no view {name!r}; there are {known}"


@dataclass(eq=False)
class UnknownEvent(Refusal):
    """The ledger had not recorded this event by then."""

    id: str
    sentence = "no event {id} was known"


@dataclass(eq=False)
class UnknownReference(Refusal):
    """An event is named that the ledger has not recorded."""

    field: str
    value: str
    sentence = "{field} names {value}, which is not recorded; record that event first"


@dataclass(eq=False)
class UnknownCountry(Refusal):
    """No country has this code."""

    code: str
    sentence = "{code!r} is no country; write its ISO 3166-1 alpha-3 code, such as COD"


@dataclass(eq=False)
class UnknownName(Refusal):
    """The ledger knew no actor or place with this id."""

    noun: str
    id: str
    sentence = "no {noun} {id!r} was known; search for it by name with `q`"


@dataclass(eq=False)
class UnknownPosition(Refusal):
    """The log does not reach as far as this."""

    position: int
    last: int
    sentence = "@{position} is past the end of the log; the last is @{last}"


@dataclass(eq=False)
class AlreadyRecorded(Refusal):
    """Another event has this id."""

    id: str
    sentence = "{id} is recorded with other content; correct it, or send this with an id of its own"


@dataclass(eq=False)
class OtherIdentity(Refusal):
    """The id stands for something else."""

    noun: str
    id: str
    told: tuple[Any, ...]
    known: tuple[Any, ...]
    sentence = (
        "the {noun} {id!r} is known as {known} (its kind and country), not as {told}; "
        "give it an id of its own, or correct what was told before"
    )


@dataclass(eq=False)
class AheadOfTime(Refusal):
    """The event is told as starting more than a day from now."""

    occurred: str
    latest: datetime
    sentence = "{occurred} starts after {latest:%Y-%m-%dT%H:%M:%SZ}; record it once it has happened"


@dataclass(eq=False)
class BeforeTheLast(Refusal):
    """The log is written in order of time, and went on since."""

    recorded: datetime
    last: datetime
    sentence = (
        "this was recorded at {recorded:%Y-%m-%dT%H:%M:%SZ}, the ledger's last entry at "
        "{last:%Y-%m-%dT%H:%M:%SZ}; load it into a ledger that is empty, or not so far"
    )


@dataclass(eq=False)
class StaleRevision(Refusal):
    """The event was revised since it was read."""

    id: str
    given: int
    current: int
    sentence = "{id} is at revision {current}, not {given}; read it again and send that revision"


@dataclass(eq=False)
class ChangesNothing(Refusal):
    """The event says so already."""

    id: str
    sentence = "{id} says all of that already; there is nothing to record"


@dataclass(eq=False)
class AlreadyRetracted(Refusal):
    """A retracted event takes only a reinstatement."""

    id: str
    sentence = "{id} is retracted; reinstate it first"


@dataclass(eq=False)
class NotRetracted(Refusal):
    """Only a retracted event can be reinstated."""

    id: str
    sentence = "{id} is not retracted"


@dataclass(eq=False)
class AlreadyThere(Refusal):
    """The event is in that happening already."""

    id: str
    happening: str
    sentence = "{id} is told as {happening} already"


@dataclass(eq=False)
class NotOneFamily(Refusal):
    """Events of different families cannot tell the same happening."""

    one: str
    other: str
    sentence = (
        "a {one} and a {other} are two happenings; let one be `about` the other, "
        "and if they are joined already, part them first"
    )


@dataclass(eq=False)
class StoreUnavailable(Refusal):
    """The store cannot be read or written."""

    why: str
    remedy: str = "try it again"
    sentence = "the store cannot be read or written ({why}); nothing was recorded, {remedy}"


@dataclass(eq=False)
class BatchRefused(Refusal):
    """Nothing was appended, because of these items, or more: `errors_total` counts all faults."""

    items: Mapping[int, Refusal]
    errors_total: int = 0

    def __post_init__(self) -> None:
        self.errors_total = self.errors_total or sum(w.errors_total for w in self.items.values())

    def __str__(self) -> str:
        told = [f"item {index}: {why}" for index, why in islice(self.items.items(), MOST_NAMED)]
        return "; ".join([*told, *self.not_all])


@dataclass(eq=False)
class TooManyItems(Refusal):
    """The batch has too many items."""

    limit: int
    sentence = "a batch has at most {limit:,} items, all of them recorded or none; send several"


def _follows(error: Any, errors: Any) -> bool:
    """Whether a list is only found too short because an item of it does not fit."""
    loc = error["loc"]
    deeper = (e["loc"] for e in errors if len(e["loc"]) > len(loc))
    return error["type"] == "too_short" and any(each[: len(loc)] == loc for each in deeper)


def misfit(loc: tuple[str | int, ...], type: str, msg: str, input: Any, **_: Any) -> dict[str, Any]:
    """One thing that pydantic found: the field, its value, and what would be right."""
    detail = PLAINLY.get(type) or remedy(msg)
    value = None if type == "missing" else _shown(input)
    return {"field": ".".join(map(str, loc)), "value": value, "detail": detail}


def _shown(value: Any) -> Any:
    """A value as a refusal shows it: of a long one the beginning, that it is no larger itself."""
    told = value if isinstance(value, str) else repr(value)
    return value if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]} ..."


LONGEST_SHOWN = 200
PLAINLY = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field here",
    "model_type": "is an object with fields",
    "dict_type": "is an object with fields",
    "too_short": "give one item at least",
    "string_too_short": "is not empty",
}


def remedy(message: str) -> str:
    """What pydantic says of a value, without the words that are its own."""
    return message.removeprefix("Value error, ")
