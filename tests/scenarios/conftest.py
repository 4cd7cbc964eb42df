"""The crisis of Goma, loaded once."""

import json
from importlib.resources import files
from typing import Any

import pytest

from tests.goma import GivenLedger

Line = dict[str, Any]


@pytest.fixture(scope="session")
def lines() -> list[Line]:
    text = files("scenarios").joinpath("goma-2025.ndjson").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def goma(lines: list[Line]) -> GivenLedger:
    ledger = GivenLedger()
    ledger.load(lines)
    return ledger
