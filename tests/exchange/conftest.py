import re

import pytest

from domain.events.diplomacy import StatementMade
from domain.events.territory import AdvanceReported, ControlDenied
from domain.events.unrest import EmbassyAttacked
from domain.values import Casualties, Range, Status
from tests.goma import (
    BUKAVU,
    CALL,
    CAPTURE,
    CONGO,
    GOMA,
    KAGAME,
    KENYA,
    KINSHASA,
    M23,
    GivenLedger,
)

GOMA_ON_THE_MAP = GOMA.model_copy(update={"lat": -1.68, "lon": 29.23})
WITH_ITS_DEAD = CAPTURE.model_copy(
    update={"place": GOMA_ON_THE_MAP, "casualties": Casualties(killed=Range(low=700))}
)


def without_ids(told: str) -> str:
    """A text without the beginnings of events' ids in brackets."""
    return re.sub(r" \[[0-9a-f]{8}(, [0-9a-f]{8})*\]", "", told)


@pytest.fixture
def ledger() -> GivenLedger:
    """A ledger of the fall of Goma, told by two, and of what followed."""
    ledger = GivenLedger()
    ledger.today = "2025-03-31"
    capture = ledger.given(WITH_ITS_DEAD, "2025-01-28", status=Status.CONFIRMED)
    ledger.given(CAPTURE, "2025-01-27", quoted=M23, status=Status.CLAIMED, same_as=capture)
    ledger.given(ControlDenied(place=GOMA, by=CONGO, of=M23), "2025-01-29")
    ledger.given(AdvanceReported(place=BUKAVU, by=M23), "2025-01-29/2025-03-30")
    ledger.given(EmbassyAttacked(of=KENYA, place=KINSHASA, means=("=fire",)), "2025-01-28")
    call = ledger.given(CALL, "2025-01-28")
    readout = StatementMade(by=(KAGAME,), position="a productive conversation", about=call)
    ledger.given(readout, "2025-01-29")
    return ledger
