"""What changed in the crisis, as an analyst asks in the morning."""

from typing import Any

from answers.changes import changes_document
from answers.question import ChangesQuestion
from tests.goma import GivenLedger

Document = dict[str, Any]


def changes(goma: GivenLedger, **asked: Any) -> Document:
    return changes_document(goma.read(), ChangesQuestion.model_validate(asked)).as_json()


def changed(document: Document, view: str) -> dict[str, Document]:
    return {change["key"]: change for change in document["views"][view]["changes"]}


def fields(change: Document) -> dict[str, tuple[Any, Any]]:
    return {field["field"]: (field["old"], field["new"]) for field in change["fields"]}


def test_from_the_26th_to_the_30th_goma_fell_and_kinshasa_burned(goma: GivenLedger) -> None:
    document = changes(goma, **{"from": "2025-01-26", "to": "2025-01-30"})

    goma_now = fields(changed(document, "territory")["goma"])
    assert (goma_now["held_by"][0]["id"], goma_now["held_by"][1]["id"]) == ("fardc", "m23")
    assert goma_now["contested"] == (False, True)
    assert changed(document, "territory")["goma-airport"]["change"] == "added"
    assert {*changed(document, "embassies")} >= {"ken in kinshasa", "usa in kinshasa"}
    asked = [change["row"] for change in changed(document, "appeals").values()]
    assert {"ceasefire", "sovereignty"} <= {row["kind"] for row in asked}
    met = [change["row"] for change in changed(document, "contacts").values()]
    assert {"call", "summit"} <= {row["kind"] for row in met}


def test_the_resolution_changed_when_goma_is_known_to_have_fallen(goma: GivenLedger) -> None:
    document = changes(goma, on="2025-01-29", known_from="2025-01-30", known_to="2025-02-22")

    assert fields(changed(document, "territory")["goma"])["since"] == ("2025-01-27", "2025-01-28")
    resolution = next(e for e in document["entries"] if e["told_by"] == ["un-security-council"])
    assert resolution["position"] > document["from"]["position"]
    captures = [e for e in document["entries"] if e["changed"].get("territory") == ["goma"]]
    assert ["un-security-council"] in [entry["told_by"] for entry in captures]


def test_the_toll_grew_and_it_is_told_who_says_so(goma: GivenLedger) -> None:
    document = changes(goma, on="2025-02-05", known_from="2025-01-31", known_to="2025-02-22")

    toll = changed(document, "humanitarian")["toll goma"]
    assert toll["change"] == "changed"
    assert fields(toll)["killed"][0]["low"] == 700
    assert fields(toll)["killed"][1]["low"] == 900
    counted = [e for e in document["entries"] if e["type"] == "CasualtiesReported"]
    assert all("toll goma" in entry["changed"]["humanitarian"] for entry in counted)
    assert len({who for entry in counted for who in entry["told_by"]}) == 2
