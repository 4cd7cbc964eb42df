import pytest

from tests.goma import GivenLedger


@pytest.fixture
def ledger() -> GivenLedger:
    """A ledger some weeks on, to which all of it can be told."""
    ledger = GivenLedger()
    ledger.today = "2025-03-31"
    return ledger
