"""The command line over a store of its own, and a small story told in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from domain.events.diplomacy import CeasefireUrged
from domain.events.fighting import BackingAlleged
from domain.events.territory import ControlDenied
from domain.events.unrest import EmbassyAttacked
from domain.values import Status
from ledger.ledger import Ledger
from tests.goma import (
    CALL,
    CAPTURE,
    CONGO,
    GOMA,
    KAGAME,
    KINSHASA,
    M23,
    READOUT,
    RUBIO,
    RWANDA,
    UN,
    USA,
    told,
)


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    out: str
    err: str
    status: int


class Crisis:
    """Whoever types `crisis ...`."""

    def __call__(self, *typed: str, given: str = "") -> Said:
        result = CliRunner().invoke(app, typed, input=given)
        return Said(result.stdout, result.stderr, result.exit_code)

    def does(self, *typed: str, given: str = "") -> str:
        """What a command says that is done."""
        said = self(*typed, given=given)
        assert (said.status, said.err) == (0, "")
        return said.out


@dataclass(frozen=True)
class Story:
    """The ids of what was told."""

    claim: str
    capture: str
    call: str
    readout: str


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "goma.sqlite"
    monkeypatch.setenv("SQLITE_DBNAME", str(file))
    return file


@pytest.fixture
def crisis(store: Path, monkeypatch: pytest.MonkeyPatch) -> Crisis:
    monkeypatch.setenv("LOGNAME", "anna")
    monkeypatch.delenv("COLUMNS", raising=False)
    return Crisis()


@pytest.fixture
def opened(store: Path) -> Iterator[Ledger]:
    """The same store, as another program has it open."""
    ledger = Ledger()
    yield ledger
    ledger.close()


@pytest.fixture
def story(opened: Ledger) -> Story:
    claim = told(CAPTURE, "2025-01-27", status=Status.CLAIMED, quoted=M23)
    capture = told(CAPTURE, "2025-01-28", quoted=UN, same_as=claim.id)
    call = told(CALL, "2025-01-28", status=Status.CONFIRMED)
    readout = told(READOUT.model_copy(update={"about": call.id}), "2025-01-29", quoted=KAGAME)
    opened.append(
        [
            claim,
            capture,
            told(ControlDenied(place=GOMA, by=CONGO, of=M23), "2025-01-29"),
            call,
            readout,
            told(CeasefireUrged(by=(RUBIO,), of=(RWANDA,), verb="urged"), "2025-01-28"),
            told(BackingAlleged(backer=RWANDA, backed=M23, by=UN), "2025-01-26"),
            told(EmbassyAttacked(of=USA, place=KINSHASA, means=("stones",)), "2025-01-28"),
        ]
    )
    return Story(claim.id, capture.id, call.id, readout.id)
