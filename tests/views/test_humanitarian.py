from typing import Any

import pytest

from domain.entry import Corrected
from domain.event import Event
from domain.events.diplomacy import CallHeld
from domain.events.fighting import ClashReported, OfficialKilled, ShellingReported
from domain.events.humanitarian import (
    AidDelivered,
    AidPledged,
    AidSuspended,
    BorderClosed,
    BorderReopened,
    CasualtiesReported,
    PeopleDisplaced,
)
from domain.events.territory import CityCaptured
from domain.values import Actor, Casualties, Place, Range, Status
from tests.goma import (
    BUKAVU,
    BUNAGANA,
    CLAIMED,
    CONGO,
    FARDC,
    GOMA,
    KAGAME,
    M23,
    RUBIO,
    UGANDA,
    GivenLedger,
    about,
)

EU = Actor(id="eu", name="European Union", kind="organisation")
SANDF = Actor(id="sandf", name="SANDF", kind="armed_forces", country="ZAF")
AROUND = Place(id="goma-area", name="Goma and surroundings", country="COD", kind="region")
Figures = tuple[int | None, int | None, int | None]


def dead(
    low: int | None = None, best: int | None = None, high: int | None = None, injured: int = 0
) -> Casualties:
    return Casualties(
        killed=Range(low=low, best=best, high=high) if low or best or high else None,
        injured=Range(best=injured) if injured else None,
    )


def toll(casualties: Casualties, place: Place = GOMA, **more: Any) -> CasualtiesReported:
    return CasualtiesReported(place=place, scope="toll", casualties=casualties, **more)


def count(casualties: Casualties, place: Place = GOMA, **more: Any) -> CasualtiesReported:
    return CasualtiesReported(place=place, scope="incident", casualties=casualties, **more)


def clash(casualties: Casualties | None, place: Place = GOMA) -> ClashReported:
    return ClashReported(place=place, sides=(FARDC, M23), casualties=casualties)


def figures(figure: dict[str, int | None] | None) -> Figures | None:
    return (figure["low"], figure["best"], figure["high"]) if figure else None


def killed(ledger: GivenLedger, **asked: Any) -> list[Figures | None]:
    return [figures(row["killed"]) for row in ledger.rows("humanitarian", "2025-03-31", **asked)]


def test_700_then_773_then_at_least_900_are_one_toll_growing(ledger: GivenLedger) -> None:
    days = ["2025-01-26/2025-01-29", "2025-01-26/2025-01-30", "2025-01-26/2025-01-31"]
    tolls = [
        ledger.given(toll(casualties, counts=counts), occurred=day)
        for day, casualties, counts in zip(
            days,
            [dead(low=700, injured=2800), dead(best=773), dead(low=900, injured=2900)],
            [None, "bodies", "bodies recovered"],
            strict=True,
        )
    ]

    row = ledger.row("humanitarian", on="2025-02-03")

    assert (row["kind"], row["place"], row["counts"]) == (
        "toll",
        GOMA.as_json(),
        "bodies recovered",
    )
    assert (figures(row["killed"]), figures(row["injured"])) == (
        (900, None, None),
        (None, 2900, None),
    )
    assert (row["occurred"], row["since"], row["events"]) == (days[2], None, [tolls[2]])
    assert [(other["event"], other["occurred"]) for other in row["other_accounts"]] == [
        *zip(tolls[:2], days[:2], strict=True)
    ]


def test_tolls_of_spans_that_do_not_overlap_are_two(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(best=30)), occurred="2025-01-01/2025-01-10")
    ledger.given(toll(dead(best=773)), occurred="2025-01-11/2025-01-30")

    assert killed(ledger) == [(None, 30, None), (None, 773, None)]
    assert [row["other_accounts"] for row in ledger.rows("humanitarian")] == [[], []]


def test_tolls_that_overlap_through_a_third_are_one(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(best=30)), occurred="2025-01-01/2025-01-10")
    ledger.given(toll(dead(best=773)), occurred="2025-01-20/2025-01-30")
    ledger.given(toll(dead(best=400)), occurred="2025-01-05/2025-01-25")

    assert killed(ledger) == [(None, 773, None)]


def test_another_area_is_another_place_with_a_toll_of_its_own(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(low=900)), occurred="2025-01-26/2025-01-31")
    ledger.given(toll(dead(low=8500), AROUND), occurred="2025-01-01/2025-02-27")

    assert killed(ledger) == [(900, None, None), (8500, None, None)]


def test_the_toll_of_one_army_does_not_stand_for_that_of_the_city(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(low=900)), occurred="2025-01-26/2025-01-31")
    ledger.given(toll(dead(best=13), who=SANDF), occurred="2025-01-23/2025-02-01")
    renamed = SANDF.model_copy(update={"name": "South African National Defence Force"})
    ledger.given(toll(dead(best=14), who=renamed), occurred="2025-01-23/2025-02-03")

    rows = ledger.rows("humanitarian", on="2025-02-28")

    assert [(row["who"] and row["who"]["id"], figures(row["killed"])) for row in rows] == [
        (None, (900, None, None)),
        ("sandf", (None, 14, None)),
    ]


def test_a_toll_not_told_well_stands_only_where_none_is(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(low=2000)), occurred="2025-01-26/2025-02-05", status=CLAIMED)
    assert killed(ledger) == [(2000, None, None)]

    ledger.given(toll(dead(low=900)), occurred="2025-01-26/2025-01-31")
    assert killed(ledger) == [(900, None, None)]


def test_of_tolls_that_end_together_the_better_told_stands(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(best=773)), occurred="2025-01-26/2025-01-30", status=Status.CONFIRMED)
    ledger.given(toll(dead(low=700)), occurred="2025-01-26/2025-01-30")

    assert killed(ledger) == [(None, 773, None)]


def test_of_tolls_told_equally_well_the_later_recorded_stands(ledger: GivenLedger) -> None:
    first = ledger.given(toll(dead(low=700)), occurred="2025-01-26/2025-01-30")
    ledger.given(toll(dead(best=773)), occurred="2025-01-26/2025-01-30")
    ledger.changed(first, Corrected(summary="a typo is mended", reason="a typo"))

    assert killed(ledger) == [(None, 773, None)]


@pytest.mark.parametrize("status", [Status.REPORTED, CLAIMED])
def test_cautiously_the_toll_told_well_of_the_fewest_killed_stands_whatever_its_end(
    ledger: GivenLedger, status: Status
) -> None:
    ledger.given(toll(dead(injured=50)), occurred="2025-01-26/2025-01-27")
    ledger.given(toll(dead(low=700)), occurred="2025-01-26/2025-01-28")
    ledger.given(toll(dead(low=500, best=773)), occurred="2025-01-26/2025-01-30")
    ledger.given(toll(dead(best=40)), occurred="2025-01-26/2025-01-27", status=status)

    least: Figures = (None, 40, None) if status.told_well else (700, None, None)
    assert killed(ledger, resolve="cautious") == [least]


def test_a_toll_counts_once_its_span_is_over(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(low=900)), occurred="2025-01-26/2025-01-31")

    assert ledger.rows("humanitarian", on="2025-01-30") == []
    assert len(ledger.document("humanitarian", "2025-01-30")["possible"]) == 1
    assert len(ledger.rows("humanitarian", on="2025-01-31")) == 1


def test_incidents_of_a_place_are_one_sum_and_never_with_a_toll(ledger: GivenLedger) -> None:
    ledger.given(toll(dead(low=900)), occurred="2025-01-26/2025-01-31")
    one = ledger.given(clash(dead(1, 2, 3, injured=4)), occurred="2025-01-24")
    other = ledger.given(count(dead(10, 20, 30)), occurred="2025-01-25", status=Status.CONFIRMED)
    ledger.given(clash(dead(best=100), BUKAVU), occurred="2025-01-25")

    _, goma, bukavu = ledger.rows("humanitarian", on="2025-01-31")

    assert (goma["kind"], goma["place"]) == ("incidents", GOMA.as_json())
    assert (figures(goma["killed"]), figures(goma["injured"])) == ((11, 22, 33), (4, 4, 4))
    assert (goma["since"], goma["occurred"]) == ("2025-01-24", None)
    assert (goma["events"], goma["status"]) == ([one, other], "confirmed")
    assert bukavu["place"]["id"] == "bukavu"


@pytest.mark.parametrize(
    ("told", "summed"),
    [
        (dead(low=700), (700, 700, 700)),
        (dead(best=773), (773, 773, 773)),
        (dead(high=900), (900, 900, 900)),
        (dead(low=700, high=900), (700, 700, 900)),
        (dead(low=700, best=773), (700, 773, 773)),
        (dead(best=773, high=900), (773, 773, 900)),
    ],
)
def test_in_a_sum_a_figure_left_out_takes_the_nearest_told(
    ledger: GivenLedger, told: Casualties, summed: Figures
) -> None:
    ledger.given(clash(told), occurred="2025-01-26")

    assert killed(ledger) == [summed]


def test_where_nobody_tells_a_figure_its_sum_is_null(ledger: GivenLedger) -> None:
    ledger.given(clash(dead(best=5)), occurred="2025-01-26")

    assert ledger.row("humanitarian")["injured"] is None


@pytest.mark.parametrize("untold", [None, Casualties(civilians_killed=Range(best=3))])
def test_an_incident_without_such_figures_makes_no_sum(
    ledger: GivenLedger, untold: Casualties | None
) -> None:
    ledger.given(clash(untold), occurred="2025-01-26")

    assert ledger.rows("humanitarian") == []


@pytest.mark.parametrize(
    "event",
    [
        CityCaptured(place=GOMA, by=M23, casualties=dead(best=5)),
        ShellingReported(place=GOMA, casualties=dead(best=5)),
    ],
)
def test_the_dead_of_any_event_count(ledger: GivenLedger, event: Event) -> None:
    ledger.given(event, occurred="2025-01-26")

    assert killed(ledger) == [(5, 5, 5)]


def test_the_last_count_of_an_incident_speaks_for_it(ledger: GivenLedger) -> None:
    fought = ledger.given(clash(dead(best=100)), occurred="2025-01-26")
    ledger.given(about(fought, count(dead(best=12))), occurred="2025-01-27")
    last = ledger.given(about(fought, count(dead(best=17))), occurred="2025-01-28")
    ledger.given(clash(dead(best=1)), occurred="2025-01-29")

    row = ledger.row("humanitarian")

    assert figures(row["killed"]) == (18, 18, 18)
    assert (row["events"][0], row["events"][-1]) == (fought, last)


def test_a_count_speaks_for_an_incident_that_told_no_dead_where_that_was(
    ledger: GivenLedger,
) -> None:
    fought = ledger.given(clash(None), occurred="2025-01-26")
    ledger.given(about(fought, count(dead(best=12), BUKAVU)), occurred="2025-01-27")

    row = ledger.row("humanitarian")

    assert (row["place"]["id"], figures(row["killed"])) == ("goma", (12, 12, 12))


def test_a_count_that_is_itself_counted_anew_speaks_no_more(ledger: GivenLedger) -> None:
    fought = ledger.given(clash(dead(best=100)), occurred="2025-01-26")
    first = ledger.given(about(fought, count(dead(best=12))), occurred="2025-01-27")
    ledger.given(about(first, count(dead(best=17))), occurred="2025-01-28")

    assert killed(ledger) == [(17, 17, 17)]


def test_a_count_of_the_injured_alone_leaves_the_dead_that_were_told(ledger: GivenLedger) -> None:
    fought = ledger.given(clash(dead(best=5, injured=10)), occurred="2025-01-26")
    ledger.given(about(fought, count(dead(injured=20))), occurred="2025-01-27")

    row = ledger.row("humanitarian")

    assert (figures(row["killed"]), figures(row["injured"])) == ((5, 5, 5), (20, 20, 20))


def test_fighting_about_other_fighting_has_its_own_dead(ledger: GivenLedger) -> None:
    fought = ledger.given(clash(dead(best=5)), occurred="2025-01-26")
    shelling = ShellingReported(place=GOMA, casualties=dead(best=7))
    ledger.given(about(fought, shelling), occurred="2025-01-26")

    assert killed(ledger) == [(12, 12, 12)]


def test_a_count_about_what_costs_no_lives_counts_for_itself(ledger: GivenLedger) -> None:
    call = ledger.given(CallHeld(participants=(RUBIO, KAGAME)), occurred="2025-01-28")
    ledger.given(about(call, count(dead(best=13))), occurred="2025-01-29")

    assert killed(ledger) == [(13, 13, 13)]


def test_counts_that_are_about_each_other_are_not_lost(ledger: GivenLedger) -> None:
    one = ledger.given(count(dead(best=5)), occurred="2025-01-26")
    other = ledger.given(about(one, count(dead(best=6))), occurred="2025-01-27")
    ledger.changed(one, Corrected(data={"about": other}, reason="a slip"))

    assert killed(ledger) == [(11, 11, 11)]


def test_who_was_killed_nobody_says_where_counts_without_a_place(ledger: GivenLedger) -> None:
    ledger.given(OfficialKilled(who=KAGAME, casualties=dead(best=1)), occurred="2025-01-26")

    assert (ledger.row("humanitarian")["place"], killed(ledger)) == (None, [(1, 1, 1)])


def test_a_sum_counts_only_what_is_asked_for_by_the_count_that_speaks_for_it(
    ledger: GivenLedger,
) -> None:
    fought = ledger.given(clash(dead(best=100)), occurred="2025-01-26")
    ledger.given(about(fought, count(dead(best=12))), occurred="2025-01-27", crises=())
    elsewhere = ledger.given(clash(dead(best=50)), occurred="2025-01-26", crises=("ituri",))
    ledger.given(about(elsewhere, count(dead(best=55))), occurred="2025-01-27")

    assert killed(ledger, crisis="goma-2025") == [(12, 12, 12)]
    assert killed(ledger) == [(67, 67, 67)]


def test_a_border_is_closed_or_open_as_the_last_happening_leaves_it(ledger: GivenLedger) -> None:
    closed = BorderClosed(place=BUNAGANA, by=UGANDA)
    ledger.given(closed, occurred="2025-01-10", status=Status.CONFIRMED)
    ledger.given(closed, occurred="2025-01-12")
    ledger.given(BorderReopened(place=BUNAGANA, by=CONGO), occurred="2025-01-20", status=CLAIMED)

    rows = [ledger.row("humanitarian", on=f"2025-01-{day}") for day in (12, 20)]

    assert [(row["kind"], row["place"]["id"], row["by"]["id"]) for row in rows] == [
        ("border", "bunagana", "uga"),
        ("border", "bunagana", "cod"),
    ]
    assert [(row["condition"], row["since"], row["status"]) for row in rows] == [
        ("closed", "2025-01-10", "confirmed"),
        ("open", "2025-01-20", "claimed"),
    ]


@pytest.mark.parametrize(
    ("event", "condition", "amount", "currency"),
    [
        (AidPledged(by=EU, to=CONGO, amount=60e6, currency="EUR"), "pledged", 60e6, "EUR"),
        (AidDelivered(by=EU, to=CONGO, amount=1.5, currency="EUR"), "delivered", 1.5, "EUR"),
        (AidDelivered(by=EU, to=CONGO), "delivered", None, None),
        (AidSuspended(by=EU, to=CONGO), "suspended", None, None),
    ],
)
def test_each_act_of_aid_is_a_row(
    ledger: GivenLedger,
    event: Event,
    condition: str,
    amount: float | None,
    currency: str | None,
) -> None:
    ledger.given(event, occurred="2025-01-28")
    ledger.given(event, occurred="2025-01-28")

    first, second = ledger.rows("humanitarian")

    assert (first["kind"], first["condition"], first["occurred"]) == (
        "aid",
        condition,
        "2025-01-28",
    )
    assert (first["by"], first["to"]) == (EU.as_json(), CONGO.as_json())
    assert (first["amount"], first["currency"], first["place"]) == (amount, currency, None)
    assert first["events"] != second["events"]


def test_each_displacement_is_a_row(ledger: GivenLedger) -> None:
    fled = PeopleDisplaced(place=GOMA, count=400_000, to=BUKAVU)
    ledger.given(fled, occurred="2025-01-26")
    ledger.given(PeopleDisplaced(place=GOMA), occurred="2025-01-27")

    first, second = ledger.rows("humanitarian")

    assert (first["kind"], first["count"], first["occurred"]) == (
        "displaced",
        400_000,
        "2025-01-26",
    )
    assert (first["place"], first["to"]) == (GOMA.as_json(), BUKAVU.as_json())
    assert (second["count"], second["to"]) == (None, None)
