"""The log as it is followed: each entry as it is told to whoever wants to hear of it at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from answers.event import EventAsRead, Revision, revised
from history.history import History, Line


class StreamedEntry(Revision):
    """One entry, and the event as it left it; of what may not be passed on, only its id."""

    id: str
    withheld: bool
    event: EventAsRead | None


class EntryAsRead(Revision):
    """One entry, and the event as it left it, for who may read all that is recorded."""

    event: EventAsRead


@dataclass(frozen=True)
class Followed:
    """All that is recorded, read again and again without asking the store each time."""

    history: History

    def lines_after(self, position: int) -> Iterator[Line]:
        """The entries past a position, in order."""
        return self.history.lines_after(position)

    def entry(self, position: int) -> StreamedEntry:
        """The entry at a position, as it may be passed on."""
        line = self._line(position)
        told = self._told(line) | {"id": line.entry.id}
        if line.account.telling.may_be_passed_on:
            return StreamedEntry(**told, withheld=False, event=EventAsRead.read(line.account))
        return StreamedEntry(**told | {"changes": []}, withheld=True, event=None)

    def entry_as_read(self, position: int) -> EntryAsRead:
        """The entry at a position, whole."""
        line = self._line(position)
        return EntryAsRead(**self._told(line), event=EventAsRead.read(line.account))

    def _line(self, position: int) -> Line:
        return next(self.lines_after(position - 1))

    def _told(self, line: Line) -> dict[str, Any]:
        """What an entry says, and what it changed of the event before it."""
        place = line.entry.revision - 1
        before = self.history.recorded_life(line.entry.id)[place - 1] if place else None
        return revised(line, before)
