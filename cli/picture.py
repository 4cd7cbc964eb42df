"""One frame of a replay on the screen: who holds what, what changed, what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.layout import Layout
from rich.segment import Segment
from rich.table import Table

from cli.cells import Short, when
from cli.differences import Fact, told
from cli.event_tables import in_short
from cli.reel import Frame
from cli.screen import facts_grid, text
from cli.tables import COLUMNS
from projections.happening import Account

WIDE = 110  # from which on who holds what stands beside the rest
NOTES_SHOWN, NOTES_OF_TERRITORY = 0, 3
HOLDERS = ("Place", "Held by", "Since")


def picture(frame: Frame, short: Short, heading: Sequence[str], keys: str, width: int) -> Layout:
    """A frame between what it is of and the keys that there are."""
    holders = Section("Who holds what", holders_grid(frame))
    title = "What changed" if frame.number else "How it stands"
    changed = Section(title, _or_nothing(list(changes_told(frame, short, NOTES_SHOWN))))
    happened = Section("What happened", _or_nothing(list(events_told(frame, short))))
    body = Layout(name="body")
    if width >= WIDE:
        body.split_row(
            Layout(Below([holders]), ratio=2), Layout(Below([changed, happened]), ratio=3)
        )
    else:
        body.update(Below([holders, changed, happened]))
    first, *rest = heading
    head = text(first, "bold") + text("".join(f"\n{line}" for line in rest))
    whole = Layout()
    whole.split_column(Layout(head, size=len(heading) + 1), body, Layout(text(keys, "dim"), size=1))
    return whole


def holders_grid(frame: Frame) -> Table:
    """Who holds each place, the last that changed hands first."""
    columns = [cell for name, cell in COLUMNS["territory"] if name in HOLDERS]
    rows = sorted(frame.rows["territory"], key=lambda row: str(row["since"]), reverse=True)
    made = Table.grid(padding=(0, 2))
    for row in rows:
        made.add_row(*(cell(row) for cell in columns))
    if not rows:
        made.add_row(text("Nobody is known to hold anything.", "dim"))
    return made


def changes_told(frame: Frame, short: Short, notes_shown: int) -> Iterator[Fact]:
    """What changed since the frame before, view by view; of who holds what, who says so."""
    for view, found in frame.differences.items():
        yield from told(found, short, NOTES_OF_TERRITORY if view == "territory" else notes_shown)


def events_told(frame: Frame, short: Short) -> Iterator[Fact]:
    """The events since the frame before."""
    return (_event(account, frame, short) for account in frame.events)


def _event(account: Account, frame: Frame, short: Short) -> Fact:
    telling = account.telling
    occurred = str(telling.occurred)
    date = "" if occurred == frame.on else f", {when(occurred)}"
    gist = in_short(account.as_read())
    said = text(f"{telling.type}{date}", "bold") + text(f": {gist} ({telling.status})")
    return "event", said + text(f" [{short(telling.id)}]", "dim")


def _or_nothing(facts: list[Fact]) -> RenderableType:
    return facts_grid(facts) if facts else text("Nothing.", "dim")


@dataclass(frozen=True)
class Section:
    """Something under its title."""

    title: str
    told: RenderableType


@dataclass(frozen=True)
class Below:
    """Sections one below the other, each with its share of the height; what is cut off is told."""

    sections: Sequence[Section]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.update(height=None)
        told = [console.render_lines(section.told, width) for section in self.sections]
        height = (options.height or options.max_height) - 2 * len(told)
        for section, lines, room in zip(
            self.sections, told, _shares([len(lines) for lines in told], height), strict=True
        ):
            yield text(section.title, "bold underline")
            kept = lines if len(lines) <= room else lines[: room - 1]
            for line in kept:
                yield from line
                yield Segment.line()
            if len(kept) < len(lines):
                yield text(f"... and {len(lines) - len(kept)} more lines", "dim")
            yield Segment.line()


def _shares(needs: Sequence[int], height: int) -> list[int]:
    """What each gets of the height: what it needs, else as much as the others that need more."""
    shares, left = [0] * len(needs), max(height, len(needs))
    for served, at in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        shares[at] = min(needs[at], left // (len(needs) - served))
        left -= shares[at]
    return shares
