"""How things are put on the screen, and into a pipe."""

import os
import sys
import unicodedata
from typing import Any

from pydantic_core import to_json
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 1000  # into a pipe: as wide as it takes
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


def table(*headers: str, title: str = "") -> Table:
    """An empty table."""
    made = Table(
        box=box.SIMPLE_HEAD,
        title=text(title, "bold") if title else None,
        title_justify="left",
        pad_edge=False,
        show_edge=False,
        header_style="bold",
    )
    for header in headers:
        made.add_column(header, max_width=LONGEST, overflow="fold")
    return made
