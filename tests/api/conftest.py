"""A service over a ledger in memory, and a small story told through it."""

from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from domain.events.diplomacy import CeasefireUrged
from domain.events.fighting import BackingAlleged
from domain.events.humanitarian import CasualtiesReported
from domain.values import Casualties, Range, Status
from tests.api.answers import CLASH
from tests.goma import (
    CALL,
    CAPTURE,
    GOMA,
    KAGAME,
    M23,
    READOUT,
    RUBIO,
    RWANDA,
    GivenLedger,
)


@dataclass(frozen=True)
class Story:
    """The ids of what was told."""

    capture: str
    claim: str
    call: str


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(GivenLedger(), names=["testserver"])


@pytest.fixture
def client(app: FastAPI, ledger: GivenLedger) -> TestClient:
    app.state.ledger = ledger
    return TestClient(app)


@pytest.fixture
def story(ledger: GivenLedger) -> Story:
    capture = ledger.given(CAPTURE, "2025-01-28", status=Status.CONFIRMED)
    claim = ledger.given(CAPTURE, "2025-01-27", status=Status.CLAIMED, quoted=M23)
    ledger.same(capture, claim)
    call = ledger.given(CALL, "2025-01-28")
    ledger.given(_about(READOUT, call), "2025-01-28")
    ledger.given(_about(CEASEFIRE, call), "2025-01-28")
    ledger.given(BackingAlleged(backer=RWANDA, backed=M23), "2025-01-29", quoted=RUBIO)
    toll = Casualties(killed=Range(low=700))
    ledger.given(
        CasualtiesReported(place=GOMA, scope="toll", casualties=toll), "2025-01-26/2025-01-30"
    )
    ledger.given(CAPTURE, "2025-01-26/2025-02-02")
    return Story(capture, claim, call)


@pytest.fixture
def morning(ledger: GivenLedger) -> None:
    """The evening before, just before seven, and just after it."""
    ledger.given(CAPTURE, "2025-01-27", recorded="2025-01-28T20:00:00.5Z")
    ledger.given(CALL, "2025-01-28", recorded="2025-01-29T06:59:59.25Z")
    ledger.given(CLASH, "2025-01-28", recorded="2025-01-29T07:00:00.000001Z")


CEASEFIRE = CeasefireUrged(by=(RUBIO,), of=(KAGAME,), all_parties=True, verb="urged")


def _about(event: Any, other: str) -> Any:
    return event.model_copy(update={"about": other})
