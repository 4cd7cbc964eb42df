"""The file of a SQLite store: whoever has it open can write to it after its name is gone."""

from dataclasses import dataclass
from os import stat_result
from pathlib import Path
from typing import Any, Self

from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.sqlite import SQLiteFactory

from domain.refusals import StoreUnavailable

REMEDY = "put the file back that was opened, or start this again to go on with what is there"


@dataclass(frozen=True)
class StoreFile:
    """A file as it was opened, whose name may come to stand for nothing, or for another."""

    path: Path
    opened: tuple[int, int]

    @classmethod
    def of(cls, store: InfrastructureFactory[Any]) -> Self | None:
        """The file of a store; None where it has none of its own."""
        if not isinstance(store, SQLiteFactory):
            return None
        with store.datastore.transaction(commit=False) as cursor:
            cursor.execute("PRAGMA database_list")
            resolved = cursor.fetchone()["file"]
        if not resolved:
            return None
        told = Path(store.env.get("SQLITE_DBNAME", "") or resolved)
        # Where the name is a link, whoever opens it later goes by the name.
        path = told if told.exists() and told.samefile(resolved) else Path(resolved)
        return cls(path.absolute(), _identity(path.stat()))

    def is_there(self) -> bool:
        """Whether its name still stands for it."""
        return self._fault() is None

    def must_be_there(self) -> None:
        """Refuse to write where nobody who opens the store later would find it.

        Raises StoreUnavailable.
        """
        if fault := self._fault():
            raise StoreUnavailable(f"{self.path} {fault} since it was opened", REMEDY)

    def _fault(self) -> str | None:
        try:
            there = self.path.stat()
        except OSError:
            return "was removed"
        return None if _identity(there) == self.opened else "was replaced by another file"


def _identity(there: stat_result) -> tuple[int, int]:
    return there.st_dev, there.st_ino
