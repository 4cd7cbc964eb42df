"""Events as tables: many of them, one in full, and one's revisions."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json
from rich.console import Console
from rich.text import Text

from cli.cells import Row, Short, sure, when
from cli.screen import tell_facts, tell_rows, text

UNSAID = ("about", "external")


def tell_events(console: Console, events: Sequence[Row], short: Short) -> None:
    """Events as they were told."""
    headers = ("Occurred", "Type", "Who and what", "Status", "Sources", "Recorded", "Event")
    rows = [
        [
            text(when(event["occurred"])),
            text(event["type"]),
            text(in_short(event)),
            _state(event),
            text(", ".join(_source(source) for source in event["sources"])),
            text(f"{event['recorded']:%Y-%m-%d}"),
            text(short(event["id"]), "dim"),
        ]
        for event in events
    ]
    tell_rows(console, headers, rows)


def in_short(event: Row) -> str:
    """The gist of an event: its summary, else what its fields name."""
    if event.get("summary"):
        return str(event["summary"])
    told = event["data"].items()
    return "; ".join(f"{name}: {value_in_words(v)}" for name, v in told if name not in UNSAID)


def tell_event(console: Console, event: Row, means: str) -> None:
    """One event in full."""
    tell_facts(console, [(name, told) for name, told in _facts(event, means) if told.plain])


def tell_revisions(console: Console, revisions: Sequence[Row]) -> None:
    """Who recorded what, when and why."""
    headers = ("Revision", "Position", "Recorded", "By", "What", "What it changed", "Why")
    rows = [
        [
            text(revision["revision"]),
            text(f"@{revision['position']}"),
            text(f"{revision['recorded']:%Y-%m-%d %H:%M} UTC"),
            text(revision["recorded_by"]),
            text(revision["action"]),
            text("\n".join(map(change_in_words, revision["changes"]))),
            text(revision["reason"] or ""),
        ]
        for revision in revisions
    ]
    tell_rows(console, headers, rows)


def old_and_new(change: Row) -> tuple[str, str]:
    """What a field said and what it says, in words that differ."""
    old, new = change["old"], change["new"]
    told, tells = _or_nothing(old), _or_nothing(new)
    if told == tells:  # one name, two ids
        return to_json(old).decode(), to_json(new).decode()
    return told, tells


def change_in_words(change: Row) -> str:
    """A field, what it was and what it is."""
    return f"{change['field']}: {' -> '.join(old_and_new(change))}"


def change_in_short(change: Row, short: Short) -> str:
    """A change, of lists what came and went, of happenings their ids cut short."""
    field, old, new = change["field"], change["old"], change["new"]
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


def _facts(event: Row, means: str) -> list[tuple[str, Text]]:
    data = [(name, text(value_in_words(value))) for name, value in event["data"].items()]
    sources = "\n".join(_source(source, in_full=True) for source in event["sources"])
    concerns = ", ".join(f"{each['country']} ({each['part']})" for each in event["concerns"])
    own = event["happening"] == event["id"]
    return [
        ("id", text(event["id"])),
        ("type", text(f"{event['type']}: {means}")),
        ("occurred", text(event["occurred"])),
        ("status", _state(event)),
        ("summary", text(event.get("summary") or "")),
        *data,
        ("sources", text(sources)),
        ("concerns", text(concerns)),
        ("crises", text(", ".join(event.get("crises", [])))),
        ("happening", text("its own" if own else event["happening"])),
        ("revision", text(event["revision"])),
        ("recorded", text(f"{event['recorded']:%Y-%m-%d %H:%M:%S} UTC by {event['recorded_by']}")),
    ]


def _state(event: Row) -> Text:
    return text("retracted", "red") if event["retracted"] else sure(event["status"])


def _source(source: Row, in_full: bool = False) -> str:
    quoted = f" quoting {source['quoted']['name']}" if source.get("quoted") else ""
    told = [source["publisher"] + quoted]
    if in_full:
        told += [str(source[name]) for name in ("title", "published", "url") if source.get(name)]
    return ", ".join(told)


def _or_nothing(value: Any) -> str:
    return "nothing" if value is None else value_in_words(value)
