"""How things are put on the screen, and into a pipe."""

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 1000  # into a pipe: as wide as it takes
BETWEEN = 3  # what a table puts between two columns
LONGEST = 60  # the width at which a cell of free text is folded


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
    print(f"crisis: {plain(sentence)}", file=sys.stderr, flush=True)


def write(document: Any) -> None:
    """A document as JSON, exactly as the API answers it; for people to read, where they do."""
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(to_json(document, indent=indent).decode() + "\n")


def plain(told: Any) -> str:
    """Text as it was told, in which nothing can command the terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c
        for c in str(told)
    )


def text(told: Any, style: str = "") -> Text:
    """Text for the screen: nothing in it is taken for markup."""
    return Text(plain(told), style=style)


def tell_rows(
    console: Console, headers: Sequence[str], rows: Sequence[Sequence[Text]], title: str = ""
) -> None:
    """A table, without the columns in which nothing is said.

    Where the terminal is too narrow for its words, each row is told line by line.
    """
    kept = [n for n in range(len(headers)) if any(row[n].plain for row in rows)]
    names = [headers[n] for n in kept]
    cells = [[row[n] for n in kept] for row in rows]
    if title:
        console.print(text(title, "bold"))
    widths = _widths(names, cells, console.width)
    if widths:
        console.print(_table(names, cells, widths))
        return
    for row in cells:
        tell_facts(console, [(name, told) for name, told in zip(names, row, strict=True) if told])
        console.print()


def tell_facts(console: Console, facts: Sequence[tuple[str, Text]]) -> None:
    """What is told of one thing, a line for each, its name before it."""
    console.print(facts_grid(facts))


def facts_grid(facts: Sequence[tuple[str, Text]]) -> Table:
    """Facts below each other, each behind its name."""
    made = Table.grid(padding=(0, 2))
    made.add_column(max_width=LONGEST // 2)
    made.add_column(overflow="fold")
    for name, told in facts:
        made.add_row(text(name, "bold"), told)
    return made


def _table(names: Sequence[str], rows: Sequence[Sequence[Text]], widths: Sequence[int]) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name, width in zip(names, widths, strict=True):
        made.add_column(name, width=width, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def _widths(names: Sequence[str], rows: Sequence[Sequence[Text]], wide: int) -> list[int] | None:
    """A width for each column in which no word is broken; None where there is no room for it."""
    columns = [[name, *(row[n].plain for row in rows)] for n, name in enumerate(names)]
    least = [max(cell_len(word) for told in column for word in told.split()) for column in columns]
    most = [
        max(cell_len(line) for told in column for line in told.split("\n")) for column in columns
    ]
    wished = [max(low, min(high, LONGEST)) for low, high in zip(least, most, strict=True)]
    room = wide - BETWEEN * len(names) - sum(least)
    if room < 0:
        return None
    wants = [high - low for low, high in zip(least, wished, strict=True)]
    share = min(1.0, room / max(sum(wants), 1))
    return [low + int(want * share) for low, want in zip(least, wants, strict=True)]
