"""An event as one short sentence, made of its type's name and of its fields in their order.

A new type needs nothing here: a field is told by its own name (`by`, `handed_to`) and what it
holds. The tables are for the names of which that makes no phrase.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from domain.event import Event, Part
from domain.telling import Telling
from domain.values import Casualties, Named, Place, country_names, listed

MOST_NAMES, MOST_LETTERS = 4, 140

SITES = ("City", "Facility", "Territory", "Place", "Border")  # types that begin with their place
SUBJECTS = ("who", "participants", "bodies", "agreement", "mission", "actor", "casualties")
NOT_TOLD = ("about", "external", "currency", "code", "verb", "alleged_by", "backer")
IN_LINE = ("into", "topics", "means", "aliases", "number")  # texts that need no colon
AT = ("airport", "base", "border_crossing", "other")
BY_PART = {Part.ACTOR: "by", Part.TARGET: "of", Part.COUNTERPART: "with"}
BEFORE = {
    "aliases": "also known as",
    "amount": "",
    "audience": "to",
    "backed": "of",
    "bodies": "with",
    "body": "by",
    "casualties": "",
    "count": "",
    "country": "for",
    "effective": "from",
    "extent": "",
    "host": "in",
    "means": "by means of",
    "mission": "for",
    "participants": "with",
    "parties": "between",
    "sides": "between",
    "size": "",
    "topics": "on",
}
BEFORE_IN = {
    ("AdvanceReported", "place"): "at or near",
    ("BackingDenied", "by"): "in the words of",
    ("ForcesWithdrew", "place"): "from",
    ("PeopleDisplaced", "place"): "from",
    ("WithdrawalUrged", "place"): "from",
}
FLAGS = {"all_parties": "of all parties", "immediate": "at once"}


def headline(telling: Telling) -> str:
    """What an event says: `City captured: Goma, by M23`. Names are as it was told.

    What is alleged reads as alleged, and by whom: those whom the event names, else the quoted,
    else the publishers.
    """
    event = telling.data
    about, texts = _said(event)
    told = ", ".join([*about, *_sayers(telling)])
    return ": ".join(part for part in (_title(event), told, *texts) if part)


def particulars(event: Event) -> str:
    """What an event says besides what it is: `Goma, by M23`; `at least 700 killed, in Goma`."""
    about, texts = _said(event)
    return ": ".join(part for part in (", ".join(about), *texts) if part)


def type_in_words(name: str) -> str:
    """A type's name in words: `CityCaptured` is "City captured"."""
    return " ".join(_words(name)).capitalize()


def figure(low: int | None, best: int | None, high: int | None) -> str:
    """A number of people in words, in short: `at least 700`, `12 to 20`, `900`."""
    if best is not None:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}" if low != high else f"{low:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else ""


def _said(event: Event) -> tuple[list[str], list[str]]:
    """Of whom and what it is, and what is said in a text of its own."""
    kind = type(event)
    subjects: list[str] = []
    phrases: list[str] = []
    texts: list[str] = []
    for name in _fields(kind):
        value = getattr(event, name)
        if value is None or value is False or value == kind.model_fields[name].default:
            continue
        if name in _subjects(kind):
            subjects.append(_told(value))
        elif _is_text(value) and name not in (*IN_LINE, *BEFORE, *kind.parts()):
            texts.append(_shortened(_told(value)))
        else:
            phrases.append(_phrase(event, name, value))
    return [*subjects, *phrases], texts


@cache
def _fields(kind: type[Event]) -> tuple[str, ...]:
    """The fields that are told, in their order; the dead of an incident come last."""
    not_told = {*NOT_TOLD, *(["by"] if _is_allegation(kind) else [])}
    told = [n for n in kind.model_fields if n not in not_told and not _is_a_detail(kind, n)]
    return tuple(sorted(told, key=lambda name: name == "casualties"))


def _is_a_detail(kind: type[Event], name: str) -> bool:
    """Whether it holds one of a few words that a short sentence can do without.

    A word that may be left out for a usual one (`extent`, which is complete unless told) is no
    detail: that it is told at all says that the case is another.
    """
    field = kind.model_fields[name]
    return _is_choice(field.annotation) and not (field.default and not field.is_required())


def _is_choice(declared: Any) -> bool:
    return get_origin(declared) is Literal or any(_is_choice(each) for each in get_args(declared))


@cache
def _subjects(kind: type[Event]) -> frozenset[str]:
    """The fields that the sentence begins with: those without which it would be of nothing."""
    first = _words(kind.__name__)[0]
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if field.is_required() and (name in SUBJECTS or (name == "place" and first in SITES))
    )


def _is_allegation(kind: type[Event]) -> bool:
    return _words(kind.__name__)[-1] == "Alleged"


@cache
def _words(name: str) -> list[str]:
    return re.findall("[A-Z][a-z]*", name)


def _title(event: Event) -> str:
    """The type's name in words; a demand is no appeal, and what is alleged no fact."""
    *words, last = _words(type(event).__name__)
    verb = getattr(event, "verb", last) if last == "Urged" else last
    title = " ".join([*words, verb]).capitalize()
    return f"{title}, as alleged" if getattr(event, "alleged_by", None) else title


def _sayers(telling: Telling) -> Iterator[str]:
    """Who says what is only alleged."""
    event = telling.data
    if _is_allegation(type(event)):
        quoted = [source.quoted.name for source in telling.sources if source.quoted]
        makers = [maker.name for maker in event.makers]
        sayers = makers or quoted or [source.publisher for source in telling.sources]
    else:
        sayers = [who.name for who in listed(getattr(event, "alleged_by", None))]
    who = list(dict.fromkeys(sayers))
    if who:
        yield f"{'says' if len(who) == 1 else 'say'} {_all(who)}"


def _phrase(event: Event, name: str, value: Any) -> str:
    """One field, after the preposition that fits."""
    kind = type(event)
    if value is True:
        return FLAGS.get(name, _spoken(name))
    if isinstance(value, str) and name in kind.parts():
        value = country_names()[value]
    told = _told(value)
    if name in ("count", "size"):
        told += " people"
    if name == "amount":
        told += f" {getattr(event, 'currency', None) or ''}"
    if name == "backed":
        told += f" by {_told(getattr(event, 'backer', None))}"
    return f"{_before(kind, name, value)} {told}".strip()


def _before(kind: type[Event], name: str, value: Any) -> str:
    before = BEFORE_IN.get((kind.__name__, name), BEFORE.get(name))
    if before is None and name == "place" and isinstance(value, Place):
        return "at" if value.kind in AT else "in"
    if before is None and name == "who":
        return BY_PART.get(kind.parts()[name], "")
    before = _spoken(name) if before is None else before
    return "by" if before == "between" and len([*listed(value)]) == 1 else before


def _told(value: Any) -> str:
    """What a field holds."""
    match value:
        case Named():
            return value.name
        case Casualties():
            return _dead(value)
        case tuple():
            return _all([_told(each) for each in value])
        case int() | float():
            return f"{value:,.0f}"
        case _:
            return " ".join(str(value).split())


def _dead(told: Casualties) -> str:
    figures = {
        "killed": told.killed,
        "civilians killed": told.civilians_killed if told.killed is None else None,
        "injured": told.injured,
    }
    said = [f"{figure(of.low, of.best, of.high)} {how}" for how, of in figures.items() if of]
    return _all(said) or "counted"


def _all(names: list[str]) -> str:
    """A and B; of many the first, and how many more."""
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    *before, last = shown or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, tuple) and isinstance(value[0], str))


def _shortened(text: str) -> str:
    if len(text) <= MOST_LETTERS:
        return text
    return text[:MOST_LETTERS].rpartition(" ")[0] + "\N{HORIZONTAL ELLIPSIS}"


def _spoken(name: str) -> str:
    return name.replace("_", " ").strip()
