import pytest

from domain.event import Event
from domain.events.diplomacy import CallHeld, MeetingAnnounced, MeetingHeld, SummitHeld
from domain.span import Span
from domain.values import Place, Status
from projections.contacts import Contacts
from tests.goma import (
    CALL,
    KAGAME,
    KENYA,
    READOUT,
    RUBIO,
    RWANDA,
    SADC,
    UGANDA,
    GivenLedger,
    about,
    ids,
)

DAR = Place(id="dar-es-salaam", name="Dar es Salaam", country="TZA", kind="city")
SUMMIT = SummitHeld(bodies=(SADC,), participants=(RWANDA, KENYA), place=DAR)


def test_contacts_subscribes_by_the_signature_of_apply() -> None:
    assert type(CALL) in Contacts.handles


@pytest.mark.parametrize(
    ("event", "kind", "who", "topics", "planned_for", "place"),
    [
        (CALL, "call", ["marco-rubio", "paul-kagame"], ["ceasefire"], None, None),
        (
            MeetingHeld(participants=(KAGAME, RUBIO), topics="minerals", place=DAR),
            "meeting",
            ["paul-kagame", "marco-rubio"],
            ["minerals"],
            None,
            "dar-es-salaam",
        ),
        (SUMMIT, "summit", ["sadc", "rwa", "ken"], [], None, "dar-es-salaam"),
        (SummitHeld(bodies=(SADC,)), "summit", ["sadc"], [], None, None),
        (
            MeetingAnnounced(participants=(SADC,), planned_for=Span("2025-02-08"), place=DAR),
            "announced",
            ["sadc"],
            [],
            "2025-02-08",
            "dar-es-salaam",
        ),
    ],
)
def test_who_met_whom_about_what(
    ledger: GivenLedger,
    event: Event,
    kind: str,
    who: list[str],
    topics: list[str],
    planned_for: str | None,
    place: str | None,
) -> None:
    told = ledger.given(event, occurred="2025-01-29")

    contact = ledger.row("contacts", on="2025-01-29")

    assert (contact["kind"], ids(contact["participants"])) == (kind, who)
    assert (contact["topics"], contact["planned_for"]) == (topics, planned_for)
    assert (contact["place"] and contact["place"]["id"]) == place
    assert (contact["occurred"], contact["events"]) == ("2025-01-29", [told])


def test_a_body_named_among_the_participants_too_is_there_once(ledger: GivenLedger) -> None:
    ledger.given(SummitHeld(bodies=(SADC,), participants=(SADC, KENYA)), occurred="2025-01-31")

    assert ids(ledger.row("contacts")["participants"]) == ["sadc", "ken"]


def test_two_calls_of_the_same_two_people_are_two_contacts_however_alike(
    ledger: GivenLedger,
) -> None:
    ledger.given(CALL, occurred="2025-01-28")
    ledger.given(CALL, occurred="2025-01-28")

    assert len(ledger.rows("contacts")) == 2


def test_what_was_announced_for_the_30th_and_held_on_the_31st_is_two_rows(
    ledger: GivenLedger,
) -> None:
    announced = MeetingAnnounced(participants=(KENYA, UGANDA), planned_for=Span("2025-01-30"))
    announcement = ledger.given(announced, occurred="2025-01-28")
    ledger.given(
        about(announcement, MeetingHeld(participants=(KENYA, UGANDA))), occurred="2025-01-31"
    )

    kinds = [(row["kind"], row["occurred"]) for row in ledger.rows("contacts", on="2025-01-31")]

    assert kinds == [("announced", "2025-01-28"), ("meeting", "2025-01-31")]


def test_a_planned_meeting_is_not_held_because_its_day_has_come(ledger: GivenLedger) -> None:
    announced = MeetingAnnounced(participants=(KENYA, UGANDA), planned_for=Span("2025-01-30"))
    ledger.given(announced, occurred="2025-01-28")

    assert [row["kind"] for row in ledger.rows("contacts", on="2025-01-31")] == ["announced"]


def test_one_call_dated_twice_is_one_contact_with_each_sides_statement(
    ledger: GivenLedger,
) -> None:
    washington = ledger.given(CALL, occurred="2025-01-28", status=Status.CONFIRMED)
    kigali = ledger.given(CALL, occurred="2025-01-29", quoted=KAGAME)
    readout = ledger.given(about(kigali, READOUT), occurred="2025-01-29")
    ledger.same(washington, kigali)

    contact = ledger.row("contacts", on="2025-01-30")

    assert contact["occurred"] == "2025-01-28"
    assert [other["occurred"] for other in contact["other_accounts"]] == ["2025-01-29"]
    assert contact["statements"] == [
        {
            "event": readout,
            "by": ["paul-kagame"],
            "position": "a productive conversation",
            "status": "reported",
        }
    ]


def test_contacts_are_told_in_the_order_in_which_they_were_over(ledger: GivenLedger) -> None:
    ledger.given(SUMMIT, occurred="2025-01-31")
    ledger.given(CALL, occurred="2025-01-28")
    ledger.given(CallHeld(participants=(KENYA, UGANDA)), occurred="2025-01-30T10:00:00Z")

    assert [row["kind"] for row in ledger.rows("contacts")] == ["call", "call", "summit"]
