"""How things are put on the screen, and into a pipe."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json
from rich.console import Console
from rich.table import Table
from rich.text import Text

from exchange.table import Titled, fitted, printable

WIDE = 1000  # into a pipe: as wide as it takes
LONGEST = 30  # the width at which the name of a fact is folded
STYLES = {"confirmed": "green", "claimed": "yellow", "disputed": "red", "retracted": "red"}
A_DAY = len("2025-01-29")

Fact = tuple[str, Text]


def screen() -> Console:
    """Standard output: as wide as the terminal, or as it takes where there is none."""
    told = os.environ.get("COLUMNS", "").isdigit()
    wide = None if sys.stdout.isatty() or told else WIDE
    return Console(file=sys.stdout, width=wide, highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Standard error, for what is not the answer."""
    return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)


def say(sentence: str) -> None:
    """A plain sentence on standard error."""
    print(f"crisis: {printable(sentence)}", file=sys.stderr, flush=True)


def write(document: Any) -> None:
    """A document as JSON, exactly as the API answers it; for people to read, where they do."""
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(to_json(document, indent=indent).decode() + "\n")


def write_line(document: Any) -> None:
    """One of several documents, of which each has a line of its own."""
    sys.stdout.write(to_json(document).decode() + "\n")


def text(told: Any, style: str = "") -> Text:
    """Text for the screen: nothing in it is taken for markup, or commands the terminal."""
    return Text(printable(str(told)), style=style)


def count(number: int, noun: str, several: str = "") -> str:
    """So many of something."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def when(told: Any) -> str:
    """A date as it is told, an interval in words."""
    return str(told or "").replace("/", " to ")


def known_in_words(known: str | None) -> str:
    """What was known, as it is asked: now, at a position, at an instant or on a date."""
    if known is None:
        return "now"
    return f"at {known}" if known.startswith("@") else date_in_words(known)


def date_in_words(time: Any) -> str:
    """An instant, a day, or the end of a month or a year."""
    told = str(time)
    if "T" in told:
        return f"at {told}"
    return f"on {told}" if len(told) == A_DAY else f"at the end of {told}"


def sure(word: str) -> Text:
    """A status, coloured where it calls for care."""
    return text(word, STYLES.get(word, ""))


def tell_rows(console: Console, headers: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    """A table, without the columns in which nothing is said.

    Where the terminal is too narrow for its words, each row is told line by line.
    """
    columns = [Titled(name, [row[n] for row in rows]) for n, name in enumerate(headers)]
    told = [column for column in columns if column.is_told]
    if table := fitted(told, console.width):
        console.print(table)
        return
    for place in range(len(rows)):
        tell_facts(console, [(c.title, c.cells[place]) for c in told if c.cells[place]])
        console.print()


def tell_facts(console: Console, facts: Sequence[Fact]) -> None:
    """What is told of one thing, a line for each, its name before it."""
    made = Table.grid(padding=(0, 2))
    made.add_column(max_width=LONGEST)
    made.add_column(overflow="fold")
    for name, told in facts:
        made.add_row(text(name, "bold"), told)
    console.print(made)
