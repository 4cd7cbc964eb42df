import pytest

from tests.goma import GivenLedger


@pytest.fixture
def ledger() -> GivenLedger:
    return GivenLedger()
