"""What a row says, in words: who, how sure, how many, and what else is told beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rich.text import Text

from cli.screen import text

Row = Mapping[str, Any]
Short = Callable[[str], str]

STYLES = {
    "confirmed": "green",
    "claimed": "yellow",
    "disputed": "red",
    "contested": "bold red",
    "breached": "red",
    "attacked": "red",
}
EVENTS_SHOWN = 3
MOVES_SHOWN = 3


def names(told: Iterable[Row] | Row | None) -> str:
    """One or several actors or places, by name."""
    if told is None:
        return ""
    several = [told] if isinstance(told, Mapping) else list(told)
    return ", ".join(each["name"] for each in several)


def ids(told: Iterable[str]) -> str:
    """Who says so, by the ids that `--according-to` takes."""
    return ", ".join(told)


def when(told: str | None) -> str:
    """A date as it is told, an interval in words."""
    return (told or "").replace("/", " to ")


def sure(word: str | None) -> Text:
    """A status or a state, coloured where it calls for care."""
    return text((word or "").replace("_", " "), STYLES.get(word or "", ""))


def count(number: int, noun: str, several: str = "") -> str:
    """So many of something."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def figure(told: Row) -> str:
    """A number of people in words: `at least 700`, `900 (700 to 1,200)`."""
    low, best, high = (told.get(name) for name in ("low", "best", "high"))
    if best is not None:
        ends = f" ({low or best:,} to {high or best:,})" if {low, high} - {None, best} else ""
        return f"{best:,}{ends}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}" if low != high else f"{low:,}"
    return f"at least {low:,}" if low is not None else f"at most {high:,}"


def events(row: Row, short: Short) -> Text:
    """The accounts that a row rests on, the first of them by their ids."""
    more = len(row["events"]) - EVENTS_SHOWN
    shown = [short(event) for event in row["events"][:EVENTS_SHOWN]]
    return text("\n".join([*shown, *([f"and {more} more"] if more > 0 else [])]), "dim")


def beside(row: Row, short: Short) -> list[Text]:
    """Who claims otherwise, what moved there, how others tell it, and who says what of it."""
    claims = row.get("claims", [])
    told_otherwise = row.get("contested") or len(claims) > 1
    notes = [_claim(claim, short) for claim in claims] if told_otherwise else []
    notes += _moves(row.get("moves", []), short)
    claimed = {event for claim in claims for event in claim["events"]}
    others = [other for other in row["other_accounts"] if other["event"] not in claimed]
    notes += [_other(other, short) for other in others]
    notes += [_said(said, short) for said in row["statements"]]
    if row["dated_by"]:
        notes.append(text("the date is that of another account") + _ids([row["dated_by"]], short))
    return notes


def _claim(claim: Row, short: Short) -> Text:
    holder = names(claim["held_by"]) or "nobody"
    says = {
        "holds": f"{holder} holds it since {when(claim['since'])}",
        "denies": f"denies on {when(claim['since'])} that {holder} holds it",
        "leaving": f"{holder} begins to leave, {when(claim['since'])}",
    }
    who = _who(claim["claimed_by"], claim["status"])
    return who + text(says[claim["says"]]) + _ids(claim["events"], short)


def _moves(moves: list[Row], short: Short) -> Iterator[Text]:
    if len(moves) > MOVES_SHOWN:
        yield text(f"{count(len(moves) - MOVES_SHOWN, 'earlier move')}", "dim")
    for move in moves[-MOVES_SHOWN:]:
        yield text(f"{move['type']}, {when(move['occurred'])}") + _ids([move["event"]], short)


def _other(other: Row, short: Short) -> Text:
    killed = (other["data"].get("casualties") or {}).get("killed")
    deaths = f", {figure(killed)} killed" if killed else ""
    told = text(f"{other['type']}, {when(other['occurred'])}{deaths}")
    return _who(other["told_by"], other["status"]) + told + _ids([other["event"]], short)


def _said(said: Row, short: Short) -> Text:
    who = text(f"{ids(said['by'])} says (") + sure(said["status"]) + text("): ")
    return who + text(said["position"]) + _ids([said["event"]], short)


def _who(told_by: list[str], status: str) -> Text:
    return text(f"{ids(told_by)} (") + sure(status) + text("): ")


def _ids(told: list[str], short: Short) -> Text:
    return text(f" [{', '.join(map(short, told[:EVENTS_SHOWN]))}]", "dim")
