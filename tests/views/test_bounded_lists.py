"""No row grows with the log: its lists hold the newest, and say how many there are."""

from typing import Any

from domain.events.agreements import CeasefireDeclared
from domain.events.diplomacy import CeasefireUrged, StatementMade
from domain.events.territory import AdvanceReported, CityCaptured
from domain.events.unrest import ProtestHeld
from domain.values import Source, Status
from tests.goma import BUKAVU, CAPTURE, FARDC, GOMA, M23, UN, USA, GivenLedger, about

MANY, MOST = 60, 50


def on_many_days(ledger: GivenLedger, event: Any, **more: Any) -> list[str]:
    """The same, told of hour after hour."""
    hours = [f"2025-01-{20 + at // 24:02}T{at % 24:02}:00:00Z" for at in range(MANY)]
    return [ledger.given(event, occurred=hour, **more) for hour in hours]


def test_of_many_protests_a_row_names_the_newest_fifty_and_counts_all(ledger: GivenLedger) -> None:
    protests = on_many_days(ledger, ProtestHeld(place=GOMA))

    row = ledger.row("unrest")

    assert (row["protests"], row["events_total"]) == (MANY, MANY)
    assert row["events"] == protests[-MOST:]


def test_a_narrowing_goes_by_what_a_row_rests_on_named_or_not(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-19", crises=("kivu",))
    on_many_days(ledger, CAPTURE)

    (goma,) = ledger.rows("territory", crisis="kivu")

    assert goma["events_total"] == MANY + 1
    assert len(goma["events"]) == MOST


def test_of_many_tellers_those_that_told_last_are_named(ledger: GivenLedger) -> None:
    for at in range(MANY):
        hour = f"2025-01-{20 + at // 24:02}T{at % 24:02}:00:00Z"
        ledger.given(CAPTURE, occurred=hour, sources=Source(publisher=f"Paper {at:02}"))

    goma = ledger.goma()

    assert goma["told_by"] == [f"publisher:paper-{at:02}" for at in range(MANY - MOST, MANY)]
    assert goma["told_by_total"] == MANY
    assert (len(goma["claims"]), goma["claims_total"]) == (MOST, MANY)
    assert goma["claims"][-1]["claimed_by"] == [f"publisher:paper-{MANY - 1}"]


def test_of_many_accounts_of_one_happening_the_newest_are_shown_beside_it(
    ledger: GivenLedger,
) -> None:
    first = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    others = [
        ledger.given(CAPTURE, occurred="2025-01-27", sources=Source(publisher=f"Paper {at}"))
        for at in range(MANY)
    ]
    ledger.same(first, *others)

    goma = ledger.goma()

    assert [other["event"] for other in goma["other_accounts"]] == others[-MOST:]
    assert goma["other_accounts_total"] == MANY
    assert (goma["events"], goma["events_total"]) == ([first], 1)


def test_of_many_statements_about_it_the_newest_are_told(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-19")
    said = on_many_days(ledger, about(capture, StatementMade(by=(USA,), position="regrets it")))

    goma = ledger.goma()

    assert [statement["event"] for statement in goma["statements"]] == said[-MOST:]
    assert goma["statements_total"] == MANY


def test_of_many_answers_to_an_appeal_the_newest_are_named(ledger: GivenLedger) -> None:
    ledger.given(CeasefireUrged(by=(UN,), of=(M23,), verb="urged"), occurred="2025-01-19")
    declared = on_many_days(ledger, CeasefireDeclared(by=(M23,)))

    (appeal,) = ledger.rows("appeals")

    assert [answer["event"] for answer in appeal["answered_by"]] == declared[-MOST:]
    assert (appeal["answered_by_total"], appeal["state"]) == (MANY, "answered")


def test_what_one_account_tells_is_told_whole(ledger: GivenLedger) -> None:
    asked = tuple(M23.model_copy(update={"id": f"group-{at}"}) for at in range(MANY))
    ledger.given(CeasefireUrged(by=(UN,), of=asked, verb="urged"), occurred="2025-01-19")

    (appeal,) = ledger.rows("appeals")

    assert len(appeal["of"]) == MANY
    assert (len(appeal["silent"]), appeal["silent_total"]) == (MOST, MANY)


def test_what_moved_at_a_place_more_than_a_year_ago_is_told_no_more(ledger: GivenLedger) -> None:
    advance = AdvanceReported(place=BUKAVU, by=M23)
    ledger.given(CityCaptured(place=BUKAVU, by=FARDC), occurred="2012-11-20")
    ledger.given(advance, occurred="2024-01-28")
    moved = ledger.given(advance, occurred="2024-01-29")

    (bukavu,) = ledger.rows("territory", on="2025-01-27")

    assert [move["event"] for move in bukavu["moves"]] == [moved]
    assert bukavu["moves_total"] == 1
