"""No copy of a value takes with it what the value worked out of itself."""

from collections.abc import Callable
from copy import copy, deepcopy
from functools import cached_property
from pathlib import Path

import pytest

from domain.copied import WorksOutAnew
from domain.entry import Assessed
from domain.span import Span
from domain.values import Source, Status, Value
from tests.goma import CAPTURE, FARDC, M23, GivenLedger

COPIED: dict[str, Callable[[WorksOutAnew], WorksOutAnew]] = {
    "copy": copy,
    "deepcopy": deepcopy,
    "model_copy": lambda value: value.model_copy(),
    "model_copy, deep": lambda value: value.model_copy(deep=True),
}


class Counted(Value):
    """A value that works something out."""

    number: int

    @cached_property
    def doubled(self) -> int:
        return 2 * self.number


@pytest.mark.parametrize("way", COPIED)
def test_no_copy_of_a_value_carries_what_was_worked_out(way: str) -> None:
    counted, day = Counted(number=2), Span("2025-01-27")
    assert (counted.doubled, day.start.day) == (4, 27)

    for value in (counted, day):
        copied = COPIED[way](value)

        assert copied.__dict__.keys() == type(value).model_fields.keys()
        assert copied == value


def test_a_copy_that_differs_works_it_out_of_what_it_is() -> None:
    counted = Counted(number=2)
    assert counted.doubled == 4

    assert counted.model_copy(update={"number": 3}).doubled == 6


def test_who_tells_an_assessed_claim_is_as_after_a_restart_though_it_was_asked_before(
    tmp_path: Path,
) -> None:
    file = {"SQLITE_DBNAME": str(tmp_path / "goma.sqlite")}
    ledger = GivenLedger(file)
    claim = ledger.given(CAPTURE, "2025-01-27", status=Status.CLAIMED, quoted=M23)
    assert ledger.goma()["told_by"] == ["m23"]

    admits = Source(publisher="Radio Okapi", title="FARDC admit it", quoted=FARDC)
    ledger.changed(
        claim, Assessed(status=Status.CONFIRMED, sources=(admits,), reason="both say so")
    )

    assert ledger.goma()["told_by"] == ["fardc", "m23"]
    assert GivenLedger(file).goma() == ledger.goma()
