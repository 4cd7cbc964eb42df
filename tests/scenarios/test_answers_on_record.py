"""The questions on which the record disagrees: the views hold every answer and who gives it."""

from typing import Any

from answers.event import revisions
from tests.goma import GivenLedger

Row = dict[str, Any]
LAST = "2026-02-01"


def place(goma: GivenLedger, id: str, on: str, **asked: Any) -> Row:
    rows = goma.rows("territory", on=on, **asked)
    return next((row for row in rows if row["place"]["id"] == id), {"held_by": None, "claims": []})


def holder(goma: GivenLedger, id: str, on: str, **asked: Any) -> str | None:
    held_by = place(goma, id, on, **asked)["held_by"]
    return held_by["id"] if held_by else None


def claims(row: Row) -> dict[str, list[str]]:
    """Who says since when, of those that say who holds it."""
    said: dict[str, list[str]] = {}
    for claim in row["claims"]:
        if claim["says"] == "holds":
            said[claim["since"]] = said.get(claim["since"], []) + claim["claimed_by"]
    return said


def calls(goma: GivenLedger, *who: str, on: str = LAST, **asked: Any) -> list[Row]:
    rows = goma.rows("contacts", on=on, **asked)
    return [
        row
        for row in rows
        if row["kind"] == "call" and {p["id"] for p in row["participants"]} == {*who}
    ]


def tolls(goma: GivenLedger, place_id: str, on: str = LAST, **asked: Any) -> list[Row]:
    rows = goma.rows("humanitarian", on=on, **asked)
    return [row for row in rows if row["kind"] == "toll" and row["place"]["id"] == place_id]


def test_when_did_goma_fall(goma: GivenLedger) -> None:
    row = place(goma, "goma", on="2025-02-01")

    assert (row["held_by"]["id"], row["since"], row["status"]) == ("m23", "2025-01-28", "confirmed")
    assert {"lawrence-kanyuka", "us-treasury"} <= {*claims(row)["2025-01-27"]}
    assert claims(row)["2025-01-28"] == ["un-security-council"]
    assert [c["claimed_by"] for c in row["claims"] if c["says"] == "denies"] == [["cod"]]
    assert row["contested"]


def test_who_is_asked_changes_when_goma_fell(goma: GivenLedger) -> None:
    def since(**asked: Any) -> str:
        return str(place(goma, "goma", on="2025-02-01", **asked)["since"])

    assert since() == since(according_to="un") == "2025-01-28"
    assert since(according_to="m23") == since(according_to="us-treasury") == "2025-01-27"
    assert since(resolve="latest") == "2025-01-27"
    assert holder(goma, "goma", on="2025-01-27", according_to="m23") == "m23"
    assert holder(goma, "goma", on="2025-01-27", according_to="un") is None


def test_on_the_27th_goma_is_contested_and_its_fall_possible(goma: GivenLedger) -> None:
    document = goma.document("territory", on="2025-01-27")
    row = place(goma, "goma", on="2025-01-27")

    assert row["held_by"]["id"] != "m23"
    assert row["contested"]
    assert {"lawrence-kanyuka", "us-treasury"} == {*claims(row)["2025-01-27"]}
    there = [p for p in document["possible"] if p["place"]["id"] == "goma"]
    assert "CityCaptured" in {possible["type"] for possible in there}


def test_nobody_could_know_of_the_fall_before_it(goma: GivenLedger) -> None:
    assert holder(goma, "goma", on="2025-01-25") != "m23"
    assert holder(goma, "goma", on="2025-01-29") == "m23"
    assert holder(goma, "goma-airport", on="2025-01-29") == "m23"
    assert holder(goma, "goma", on="2025-01-29", known="2025-01-26") != "m23"
    assert holder(goma, "goma-airport", on="2025-01-29", known="2025-01-26") is None
    assert place(goma, "goma", on="2025-01-29", known="2025-01-30")["since"] == "2025-01-27"


def test_goma_fell_twice_a_decade_apart(goma: GivenLedger) -> None:
    assert holder(goma, "goma", on="2012-11-19") is None
    assert holder(goma, "goma", on="2012-11-21") == "m23"
    assert holder(goma, "goma", on="2013-01-01") != "m23"
    leaving = place(goma, "goma", on="2012-11-30")
    assert (leaving["held_by"]["id"], leaving["contested"]) == ("m23", False)
    assert "leaving" in {claim["says"] for claim in leaving["claims"]}


def test_when_did_bukavu_fall(goma: GivenLedger) -> None:
    row = place(goma, "bukavu", on="2025-03-01")

    assert (row["since"], row["contested"]) == ("2025-02-14", False)
    assert claims(row)["2025-02-14"] == ["un-security-council"]
    assert claims(row)["2025-02-16"] == ["us-treasury"]
    assert holder(goma, "bukavu", on="2025-02-15", according_to="us-treasury") is None


def test_when_was_the_call_of_rubio_and_kagame(goma: GivenLedger) -> None:
    (call,) = calls(goma, "marco-rubio", "paul-kagame")

    assert (call["occurred"], call["status"]) == ("2025-01-28", "confirmed")
    others = {other["occurred"]: other["told_by"] for other in call["other_accounts"]}
    assert others["2025-01-29"] == ["publisher:news-account"]
    assert others["2025-01-28/2025-01-29"] == ["paul-kagame"]
    (latest,) = calls(goma, "marco-rubio", "paul-kagame", resolve="latest")
    assert latest["occurred"] == "2025-01-29"
    assert calls(goma, "marco-rubio", "paul-kagame", on="2025-01-28")
    news_account = "publisher:news-account"
    assert not calls(goma, "marco-rubio", "paul-kagame", on="2025-01-28", according_to=news_account)


def test_both_sides_statements_stand_by_the_call(goma: GivenLedger) -> None:
    (call,) = calls(goma, "marco-rubio", "paul-kagame")

    sides = {who for said in call["statements"] for who in said["by"]}
    assert {"marco-rubio", "tammy-bruce", "paul-kagame"} <= sides


def test_which_missions_were_attacked_in_kinshasa(goma: GivenLedger) -> None:
    def attacked(**asked: Any) -> set[str]:
        rows = goma.rows("embassies", on="2025-01-30", **asked)
        return {row["of"]["id"] for row in rows if row["condition"] == "attacked"}

    assert attacked() == {"usa", "ken", "uga", "fra", "rwa", "bel", "nld", "un"}
    assert attacked(according_to="publisher:news-account") == {"usa", "ken", "uga"}
    reuters = attacked(according_to="publisher:afrinewske-com")
    assert reuters == {"fra", "usa", "rwa", "uga", "ken"}
    kenya = next(r for r in goma.rows("embassies", on="2025-01-30") if r["of"]["id"] == "ken")
    assert len({who for o in kenya["other_accounts"] for who in o["told_by"]}) >= 2


def test_how_many_died_in_goma_is_one_growing_toll_and_not_a_sum(goma: GivenLedger) -> None:
    def known(day: str) -> list[Any]:
        return [toll["killed"] for toll in tolls(goma, "goma", known=day)]

    assert known("2025-01-31") == [{"low": 700, "best": None, "high": None}]
    assert known("2025-02-01") == [{"low": None, "best": 773, "high": None}]
    assert known("2025-02-03") == [{"low": 900, "best": None, "high": None}]
    (last,) = tolls(goma, "goma")
    others = [other["data"]["casualties"]["killed"] for other in last["other_accounts"]]
    assert sorted(map(str, others)) == ["{'best': 773}", "{'low': 700}"]
    assert last["counts"] == "bodies recovered"


def test_the_dead_of_goma_with_its_surroundings_are_another_toll(goma: GivenLedger) -> None:
    (wider,) = tolls(goma, "goma-and-surroundings")

    assert (wider["killed"]["low"], wider["counts"]) == (8500, "buried since January")
    assert wider["occurred"] == "2025-01-01/2025-02-27"
    assert tolls(goma, "goma-and-surroundings", on="2025-02-26") == []


def test_does_rwanda_back_m23_stays_an_allegation_with_its_denial(goma: GivenLedger) -> None:
    rows = [row for row in goma.rows("allegations", on=LAST) if row["kind"] == "backing"]

    alleged = {who for row in rows for who in row["alleged_by"]}
    assert {"us-state-department", "un-security-council", "publisher:news-account"} <= alleged
    assert all("rwa" in row["denied_by"] for row in rows)
    first = goma.rows("allegations", on=LAST, according_to="publisher:news-account")
    assert [row["status"] for row in first if row["kind"] == "backing"] == ["claimed"]


def test_who_killed_the_governor_is_an_accusation_and_his_death_is_not(goma: GivenLedger) -> None:
    (row,) = [r for r in goma.rows("allegations", on=LAST) if r["kind"] == "accusation"]

    assert (row["against"]["id"], row["alleged_by"]) == ("rwa", ["sylvain-ekenge"])
    assert "rwa" in row["denied_by"]
    killed = [
        event
        for event in goma.country("COD", goma.question(on="2025-01-25")).as_json()["timeline"][
            "events"
        ]
        if event["type"] == "OfficialKilled"
    ]
    assert [(event["status"], "by" in event["data"]) for event in killed] == [("confirmed", False)]


def test_did_the_ceasefire_hold(goma: GivenLedger) -> None:
    def ceasefire(on: str) -> list[tuple[str, str]]:
        rows = [row for row in goma.rows("agreements", on=on) if row["kind"] == "ceasefire"]
        return [(row["state"], row["since"]) for row in rows]

    assert ceasefire("2025-02-02") == []
    assert ceasefire("2025-02-03") == [("declared", "2025-02-03")]
    assert ceasefire("2025-02-04") == [("in_force", "2025-02-04")]
    assert ceasefire("2025-02-05") == [("breached", "2025-02-05")]


def test_the_appeal_for_a_ceasefire_is_answered_by_m23_alone_and_broken(goma: GivenLedger) -> None:
    def appeal(on: str) -> Row:
        rows = goma.rows("appeals", on=on)
        return next(
            r for r in rows if r["kind"] == "ceasefire" and r["by"][0]["id"] == "marco-rubio"
        )

    assert (appeal("2025-01-30")["state"], appeal("2025-01-30")["all_parties"]) == ("open", True)
    answered = appeal("2025-02-03")
    assert answered["state"] == "answered"
    assert {answer["actor"]["id"] for answer in answered["answered_by"]} <= {"m23", "afc"}
    assert [who["id"] for who in answered["silent"]] == ["rwa"]
    broken = appeal("2025-02-05")
    assert broken["state"] == "breached"
    assert [breach["actor"]["id"] for breach in broken["breached_by"]] == ["m23"]


def test_was_it_a_recall_or_a_break_of_relations(goma: GivenLedger) -> None:
    def tie(**asked: Any) -> str:
        rows = goma.rows("relations", on="2025-01-26", country="COD", **asked)
        return next(str(row["ties"]) for row in rows if row["countries"] == ["COD", "RWA"])

    (row,) = [
        row for row in goma.rows("relations", on="2025-01-26") if row["countries"] == ["COD", "RWA"]
    ]
    told = {other["type"]: other["told_by"] for other in row["other_accounts"]}
    assert told["RelationsSevered"] == ["rwa"]
    assert tie(according_to="rwa") == "severed"
    assert tie() in ("recalled", "expelled")


def test_when_was_the_harare_summit(goma: GivenLedger) -> None:
    rows = goma.rows("contacts", on="2025-02-01")
    announced = [row for row in rows if row["kind"] == "announced"]
    held = [row for row in rows if row["kind"] == "summit" and row["place"]]

    assert [row["planned_for"] for row in announced] == ["2025-01-30", "2025-01-31"]
    assert ("harare", "2025-01-31") in [(r["place"]["id"], r["occurred"]) for r in held]


def test_did_m23_leave_uvira(goma: GivenLedger) -> None:
    assert holder(goma, "uvira", on="2025-12-10") == "m23"
    leaving = place(goma, "uvira", on="2025-12-16")
    assert (leaving["held_by"]["id"], leaving["contested"]) == ("m23", False)
    assert "leaving" in {claim["says"] for claim in leaving["claims"]}
    claimed = place(goma, "uvira", on="2025-12-24")
    assert (claimed["held_by"]["id"], claimed["contested"]) == ("m23", True)
    assert None in [claim["held_by"] for claim in claimed["claims"]]
    doubting = {who for said in claimed["statements"] for who in said["by"]}
    assert {"sylvain-ekenge"} < doubting
    back = place(goma, "uvira", on="2026-01-18")
    assert (back["held_by"]["id"], back["contested"]) == ("fardc", False)


def test_what_the_doha_declaration_says_each_side_reads_for_itself(goma: GivenLedger) -> None:
    rows = goma.rows("agreements", on=LAST)
    (row,) = [
        r
        for r in rows
        if r["agreement"] and r["agreement"]["id"] == "doha-declaration-of-principles"
    ]

    assert row["state"] == "signed"
    assert len({said["position"] for said in row["statements"]}) >= 2
    assert len({who for said in row["statements"] for who in said["by"]}) >= 2


def test_which_resolution_was_an_error_of_record_that_is_corrected(goma: GivenLedger) -> None:
    corrected = changes_of(goma, "ResolutionAdopted", "data.number")

    assert ("2772", "2773") in [(change["old"], change["new"]) for change in corrected]


def test_the_summit_of_the_eac_was_not_on_a_monday(goma: GivenLedger) -> None:
    corrected = changes_of(goma, "SummitHeld", "occurred")

    assert ("2025-01-27", "2025-01-29") in [(change["old"], change["new"]) for change in corrected]
    (summit,) = [
        row
        for row in goma.rows("contacts", on="2025-01-31")
        if row["kind"] == "summit" and row["participants"][0]["id"] == "eac"
    ]
    assert summit["occurred"] == "2025-01-29"


def changes_of(goma: GivenLedger, type: str, field: str) -> list[Row]:
    history = goma.read()
    return [
        change
        for account in history.accounts(history.position())
        if account.telling.type == type
        for revision in revisions(history.life(account.id))
        for change in revision.as_json()["changes"]
        if change["field"] == field
    ]


def test_the_calls_of_rubio_and_ruto_stay_three(goma: GivenLedger) -> None:
    three = calls(goma, "marco-rubio", "william-ruto")

    assert [call["occurred"] for call in three] == ["2025-01-27", "2025-02-06", "2025-02-21"]
