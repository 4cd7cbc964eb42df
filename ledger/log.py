"""The log of all entries, in the order in which they were recorded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, Notification, PersistenceError

from domain.entry import Entry
from domain.refusals import StoreUnavailable
from ledger.encoding import EntryMapper
from ledger.file import StoreFile

PAGE = 1000


class Conflict(Exception):
    """One of the entries is there already, or was stored a moment ago: nothing was added."""


class Log(Application[str]):
    """Entries can be added and read, never changed. Kept in SQLite unless the environment says.

    `PERSISTENCE_MODULE`, `SQLITE_DBNAME` and the library's other variables choose the store.
    """

    mapper: EntryMapper
    name = "ledger"
    env: ClassVar[dict[str, str]] = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": "crisis.sqlite",
        "ORIGINATOR_ID_TYPE": "text",
        "MAPPER_TOPIC": "ledger.encoding:EntryMapper",
    }

    def append(self, entries: Sequence[Entry]) -> list[int]:
        """Add them all, durably, or none; the answer is the position of each.

        Raises StoreUnavailable where they would not be found again.
        """
        self.must_be_there()
        try:
            return [recording.notification.id for recording in self.save(*entries)]
        except IntegrityError as error:
            raise Conflict from error
        except PersistenceError as error:
            raise StoreUnavailable(str(error)) from error

    def after(self, position: int) -> Iterator[tuple[int, Entry]]:
        """Every entry past this position, whoever recorded it, with its own."""
        while page := self._page(position):
            for notification in page:
                position = notification.id
                yield position, self.mapper.to_domain_event(notification)

    def must_be_there(self) -> None:
        """Raise StoreUnavailable where the file that was opened was removed, or replaced."""
        if self._file:
            self._file.must_be_there()

    def _page(self, position: int) -> Sequence[Notification]:
        if self._file and not self._file.is_there():
            return []  # whoever opens it anew would read of another log
        try:
            return self.recorder.select_notifications(position, PAGE, inclusive_of_start=False)
        except PersistenceError as error:
            raise StoreUnavailable(str(error)) from error

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        """Open the store, and make it where there is none.

        Raises StoreUnavailable where it cannot be.
        """
        try:
            super().__init__(env)
            self._file = StoreFile.of(self.factory)
        except (PersistenceError, OSError) as error:
            raise StoreUnavailable(str(error)) from error

    @property
    def place(self) -> str:
        """Where the log is kept: the file of a SQLite store, else the name of its module."""
        module = self.env["PERSISTENCE_MODULE"]
        return self.env["SQLITE_DBNAME"] if module.endswith("sqlite") else module
