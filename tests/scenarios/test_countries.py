"""The crisis from the side of each country, on 30 January 2025."""

from typing import Any

import pytest

from tests.goma import GivenLedger

Document = dict[str, Any]


def country(goma: GivenLedger, code: str, on: str = "2025-01-30", **asked: Any) -> Document:
    return goma.country(code, goma.question(on=on, **asked)).as_json()


def test_rwanda_sees_the_call_the_appeals_and_the_allegation(goma: GivenLedger) -> None:
    rwanda = country(goma, "RWA")

    (call,) = [row for row in rwanda["contacts"] if row["kind"] == "call"]
    assert {who for said in call["statements"] for who in said["by"]} >= {
        "marco-rubio",
        "paul-kagame",
    }
    assert call["parts"] == ["counterpart"]
    kinds = {row["kind"] for row in rwanda["appeals"] if row["by"][0]["id"] == "marco-rubio"}
    assert {"ceasefire", "sovereignty"} <= kinds
    backing = next(row for row in rwanda["allegations"] if row["kind"] == "backing")
    assert backing["alleged_by"]
    assert backing["denied_by"] == ["rwa"]
    assert "target" in backing["parts"]


def test_kenya_sees_its_embassy_the_call_the_partnership_and_the_mission(
    goma: GivenLedger,
) -> None:
    kenya = country(goma, "KEN")

    assert [(row["of"]["id"], row["place"]["id"]) for row in kenya["embassies"]] == [
        ("ken", "kinshasa")
    ]
    assert ["marco-rubio", "william-ruto"] in [
        sorted(who["id"] for who in row["participants"]) for row in kenya["contacts"]
    ]
    found = {(row["kind"], row["state"]) for row in kenya["agreements"]}
    assert {("agreement", "discussed"), ("mission", "discussed"), ("strategy", "agreed")} <= found


def test_haiti_sees_the_mission_that_others_agree_on(goma: GivenLedger) -> None:
    haiti = country(goma, "HTI")

    assert {row["kind"] for row in haiti["agreements"]} == {"mission", "strategy"}
    assert {who["id"] for row in haiti["agreements"] for who in row["parties"]} == {"usa", "ken"}
    assert all(row["parts"] == ["target"] for row in haiti["agreements"])
    assert haiti["territory"] == []


def test_uganda_sees_its_embassy_attacked(goma: GivenLedger) -> None:
    assert [row["of"]["id"] for row in country(goma, "UGA")["embassies"]] == ["uga"]


def test_the_united_states_sees_its_calls_its_embassy_and_what_it_asked(
    goma: GivenLedger,
) -> None:
    states = country(goma, "USA")

    called = {who["id"] for row in states["contacts"] for who in row["participants"]}
    assert {"paul-kagame", "william-ruto", "felix-tshisekedi"} <= called
    assert [row["of"]["id"] for row in states["embassies"]] == ["usa"]
    assert {"ceasefire", "sovereignty"} <= {row["kind"] for row in states["appeals"]}


def test_dr_congo_sees_what_it_lost_and_all_that_happened_there(goma: GivenLedger) -> None:
    congo = country(goma, "COD")

    lost = {row["place"]["id"] for row in congo["territory"] if row["held_by"]["id"] == "m23"}
    assert {"goma", "goma-airport", "sake", "minova", "masisi"} <= lost
    assert len(congo["embassies"]) == 8
    assert congo["unrest"][0]["place"]["id"] == "kinshasa"
    assert congo["name"] == "DR Congo"
    assert congo["timeline"]["total"] >= len(congo["timeline"]["events"])


@pytest.mark.parametrize("code", ["NOR", "JPN"])
def test_a_country_that_nothing_concerns_has_an_empty_side(goma: GivenLedger, code: str) -> None:
    nothing = country(goma, code)

    assert (nothing["rests_on"], nothing["parts"]) == (0, {})
    assert set(nothing["total"].values()) == {0}
    assert nothing["timeline"] == {"events": [], "total": 0}
