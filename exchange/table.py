"""A document as text: each view a table where it fits, else each row line by line."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from answers.document import Document
from answers.event import Possible
from exchange.rows import Rows, rows_in
from exchange.words import Short, as_one, calls_for_care, first_letters, label
from projections.columns import ShownColumn, columns_of
from projections.projection import Row

WIDE = 200  # where nobody says how wide the screen is
WIDEST = 60  # what a column takes of it at most
GAP = 2  # between two columns
INDENT = 2
CARE = "bold red"


@dataclass(frozen=True)
class AsText:
    """A document for the screen: its views one after the other.

    A view is a table where no word of it needs to be broken, and below it what stands beside each
    row, a line for each; on a narrower screen each row is told line by line. What nobody tells has
    no column. `short` cuts the ids of events; `head` is said above it all in place of its times.
    """

    document: Document
    short: Short = first_letters
    head: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As wide as there is room."""
        yield Text(f"{self.head or _head(self.document)}\n")
        for told in rows_in(self.document):
            yield from _view(told, options.max_width, self.short)
        yield from _possible(self.document, self.short)


def text(document: Document, width: int = WIDE, short: Short = first_letters) -> str:
    """The document as a screen of this width shows it, without its colours."""
    screen = StringIO()
    console = Console(file=screen, width=width, highlight=False, markup=False, emoji=False)
    console.print(AsText(document, short))
    return "\n".join(map(str.rstrip, screen.getvalue().splitlines())).rstrip() + "\n"


def printable(told: str) -> str:
    """Text as it was told, in which nothing can command the terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c
        for c in told
    )


@dataclass(frozen=True)
class Titled:
    """A column of a table: its title, and its cells, a row's each."""

    title: str
    cells: Sequence[Text]

    @property
    def is_told(self) -> bool:
        """Whether any row says anything in it."""
        return any(cell.plain for cell in self.cells)

    def widest(self, parts: Callable[[str], list[str]]) -> int:
        """The widest part of the title or of a cell: of its words, or of its lines."""
        told = [self.title, *(cell.plain for cell in self.cells)]
        return max(cell_len(part) for each in told for part in ["", *parts(each)])


def fitted(columns: Sequence[Titled], width: int) -> Table | None:
    """A table in which no word is broken; None where there is no room for it.

    rich would rather break words than leave a `min_width`: it is given the widths.
    """
    least = [column.widest(str.split) for column in columns]
    lines = [min(column.widest(str.splitlines), WIDEST) for column in columns]
    wishes = [max(wish - low, 0) for low, wish in zip(least, lines, strict=True)]
    room = width - sum(least) - GAP * (len(columns) - 1)
    if room < 0:
        return None
    share = min(1.0, room / max(sum(wishes), 1))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, low, wish in zip(columns, least, wishes, strict=True):
        table.add_column(column.title, width=low + int(wish * share))
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*cells)
    return table


@dataclass(frozen=True)
class _Shown(Titled):
    """A column as a row declares it."""

    column: ShownColumn


def _head(document: Document) -> str:
    known = f", as known at {document.known}" if document.known else ""
    return f"On {document.on}{known} (position @{document.position})"


def _view(told: Rows, width: int, short: Short) -> Iterator[RenderableType]:
    yield Text(told.row.called, "bold")
    if not told.rows:
        yield Text("nothing told\n")
        return
    every = [_shown(told, column, short) for column in told.row.shown()]
    columns = [column for column in every if column.is_told]
    plain = [column for column in columns if not _is_of_records(told.row, column)]
    table = fitted(plain, width)
    if table:
        yield table
        yield Text()
    beside = [c for c in columns if not c.column.subject and not (table and c in plain)]
    lines = [*_lines(told.rows, beside, width, short)]
    yield from [*lines, Text()] if lines else ()
    yield from _more(told.total, told.rows)


def _possible(document: Document, short: Short) -> Iterator[RenderableType]:
    possible: Sequence[Possible] = getattr(document, "possible", ())
    if possible:
        yield Text("What may have happened by then", "bold")
    for each in possible:
        yield Text(printable(label(each, short)))
    yield from _more(getattr(document, "possible_total", 0), possible)


def _more(total: int, shown: Sequence[object]) -> Iterator[RenderableType]:
    if total > len(shown):
        yield Text(f"and {total - len(shown):,} more\n")


def _shown(told: Rows, column: ShownColumn, short: Short) -> _Shown:
    cells = [
        Text(
            printable(as_one(row, column.forms, short)),
            CARE if calls_for_care(row, column.columns) else "",
        )
        for row in told.rows
    ]
    return _Shown(column.title, cells, column)


def _is_of_records(row: type[Row], shown: _Shown) -> bool:
    return any(
        column.kind == "record" and column.several
        for column in columns_of(row)
        if column.name in shown.column.columns
    )


def _lines(
    rows: Sequence[Row], columns: Sequence[_Shown], width: int, short: Short
) -> Iterator[RenderableType]:
    """Each row behind what it is about, a line for each column in which it says anything."""
    titles = max((cell_len(column.title) for column in columns), default=0)
    for place, row in enumerate(rows):
        facts = [(c.title, c.cells[place]) for c in columns if c.cells[place].plain]
        if facts:
            yield Text(printable(label(row, short)), "bold")
        for title, cell in facts:
            yield from _fact(title, cell, titles, width)


def _fact(title: str, cell: Text, titles: int, width: int) -> Iterator[RenderableType]:
    """A title and what is told; below it, where a word of that is too long to stand beside it."""
    room = width - INDENT - titles - GAP
    if max(map(cell_len, cell.plain.split())) > room:
        yield Padding(Text(title), (0, 0, 0, INDENT))
        yield Padding(cell, (0, 0, 0, 2 * INDENT))
        return
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(width=titles)
    grid.add_column(width=room)
    grid.add_row(title, cell)
    yield Padding(grid, (0, 0, 0, INDENT))
