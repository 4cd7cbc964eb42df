"""Events as tables: many of them, one in full, and one's revisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json
from rich.console import Console
from rich.text import Text

from answers.event import EventAsRead, FieldChange, Revision
from cli.screen import Fact, sure, tell_facts, tell_rows, text, when
from exchange.words import Short


def tell_events(console: Console, events: Sequence[EventAsRead], short: Short) -> None:
    """Events as they were told."""
    headers = ("Occurred", "Type", "What", "Status", "Sources", "Recorded", "Event")
    rows = [
        [
            text(when(event.occurred)),
            text(event.type),
            text(in_short(event)),
            _state(event),
            text(", ".join(_source(source) for source in event.as_json()["sources"])),
            text(f"{event.recorded:%Y-%m-%d}"),
            text(short(event.id), "dim"),
        ]
        for event in events
    ]
    tell_rows(console, headers, rows)


def in_short(event: EventAsRead) -> str:
    """The gist of an event: its summary, else what it says in one sentence."""
    return event.summary or event.headline


def tell_event(console: Console, event: EventAsRead, means: str) -> None:
    """One event in full; `means` is what its type means."""
    tell_facts(console, [(name, words) for name, words in _facts(event, means) if words.plain])


def tell_revisions(console: Console, revisions: Sequence[Revision]) -> None:
    """Who recorded what, when and why."""
    headers = ("Revision", "Position", "Recorded", "By", "What", "What it changed", "Why")
    rows = [
        [
            text(revision.revision),
            text(f"@{revision.position}"),
            text(f"{revision.recorded:%Y-%m-%d %H:%M} UTC"),
            text(revision.recorded_by),
            text(revision.action),
            text("\n".join(map(change_in_words, revision.changes))),
            text(revision.reason or ""),
        ]
        for revision in revisions
    ]
    tell_rows(console, headers, rows)


def old_and_new(change: FieldChange) -> tuple[str, str]:
    """What a field said and what it says, in words that differ."""
    was, now = _or_nothing(change.old), _or_nothing(change.new)
    if was == now:  # one name, two ids
        return to_json(change.old).decode(), to_json(change.new).decode()
    return was, now


def change_in_words(change: FieldChange) -> str:
    """A field, what it was and what it is."""
    return f"{change.field}: {' -> '.join(old_and_new(change))}"


def change_in_short(change: FieldChange, short: Short) -> str:
    """A change, of lists what came and went, of happenings their ids cut short."""
    field, old, new = change.field, change.old, change.new
    if field == "happening":
        return f"happening: {short(old)} -> {short(new)}"
    if isinstance(old, list) and isinstance(new, list):
        came = [f"+ {value_in_words(each)}" for each in new if each not in old]
        went = [f"- {value_in_words(each)}" for each in old if each not in new]
        return f"{field}: {'; '.join([*came, *went])}" if came or went else change_in_words(change)
    return change_in_words(change)


def value_in_words(value: Any) -> str:
    """Any value of an event: what has a name by its name, a list one after the other."""
    match value:
        case {"name": name}:
            return str(name)
        case {"publisher": _}:
            return _source(value)
        case dict():
            return ", ".join(f"{key} {value_in_words(each)}" for key, each in value.items())
        case list() | tuple():
            return ", ".join(map(value_in_words, value))
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _facts(event: EventAsRead, means: str) -> list[Fact]:
    sent = event.as_json()
    data = [(name, text(value_in_words(value))) for name, value in sent["data"].items()]
    sources = "\n".join(_source(source, in_full=True) for source in sent["sources"])
    own = event.happening == event.id
    return [
        ("id", text(event.id)),
        ("type", text(f"{event.type}: {means}")),
        ("occurred", text(event.occurred)),
        ("status", _state(event)),
        ("summary", text(event.summary or "")),
        *data,
        ("sources", text(sources)),
        ("concerns", text(", ".join(f"{each.country} ({each.part})" for each in event.concerns))),
        ("crises", text(", ".join(event.crises))),
        ("happening", text("its own" if own else event.happening)),
        ("revision", text(event.revision)),
        ("recorded", text(f"{event.recorded:%Y-%m-%d %H:%M:%S} UTC by {event.recorded_by}")),
    ]


def _state(event: EventAsRead) -> Text:
    return sure("retracted" if event.retracted else event.status)


def _source(source: Mapping[str, Any], in_full: bool = False) -> str:
    quoted = f" quoting {source['quoted']['name']}" if source.get("quoted") else ""
    parts = [source["publisher"] + quoted]
    if in_full:
        parts += [str(source[name]) for name in ("title", "published", "url") if source.get(name)]
    return ", ".join(parts)


def _or_nothing(value: Any) -> str:
    return "nothing" if value is None else value_in_words(value)
