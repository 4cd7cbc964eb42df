from typing import Any

import pytest

from answers.document import relation_document
from domain.event import Event
from domain.events.agreements import CeasefireBreached
from domain.events.diplomacy import (
    AccusationMade,
    AmbassadorRecalled,
    CeasefireUrged,
    CooperationOffered,
    DiplomatsExpelled,
    MeetingHeld,
    RelationsRestored,
    RelationsSevered,
    SanctionImposed,
    SummitHeld,
)
from domain.events.fighting import ClashReported
from domain.events.register import DevelopmentNoted
from domain.events.unrest import EmbassyClosed
from domain.values import Actor, Place, Status
from tests.goma import (
    CALL,
    CAPTURE,
    CLAIMED,
    CONGO,
    FARDC,
    GOMA,
    KENYA,
    KINSHASA,
    M23,
    RWANDA,
    SADC,
    UGANDA,
    USA,
    GivenLedger,
    about,
)

RDF = Actor(id="rdf", name="RDF", kind="armed_forces", country="RWA", part_of="rwa")
UPDF = Actor(id="updf", name="UPDF", kind="armed_forces", country="UGA", part_of="uga")
NAIROBI = Place(id="nairobi", name="Nairobi", country="KEN", kind="city")
RECALL = AmbassadorRecalled(by=CONGO, from_=RWANDA)
EXPULSION = DiplomatsExpelled(by=CONGO, of=RWANDA)
BREAK = RelationsSevered(by=CONGO, with_=RWANDA)
RESTORED = RelationsRestored(by=CONGO, with_=RWANDA)
MEETING = MeetingHeld(participants=(CONGO, RWANDA), place=NAIROBI)
BREACH = CeasefireBreached(by=RDF, alleged_by=CONGO)
OFFER = CooperationOffered(by=RWANDA, to=CONGO)


def pairs(ledger: GivenLedger, **asked: Any) -> list[list[str]]:
    return [row["countries"] for row in ledger.rows("relations", **asked)]


@pytest.mark.parametrize(
    ("event", "ties"),
    [(RECALL, "recalled"), (EXPULSION, "expelled"), (BREAK, "severed"), (RESTORED, "normal")],
)
def test_ties_are_what_the_two_countries_last_made_of_them(
    ledger: GivenLedger, event: Event, ties: str
) -> None:
    ledger.given(event, occurred="2025-01-25")

    relation = ledger.row("relations")

    assert (relation["countries"], relation["ties"]) == (["COD", "RWA"], ties)
    assert relation["since"] == "2025-01-25"


def test_ties_are_normal_since_no_day_where_nothing_was_made_of_them(ledger: GivenLedger) -> None:
    vague = ledger.given(MEETING, occurred="2025-01-20/2025-01-25")
    ledger.same(vague, ledger.given(MEETING, occurred="2025-01-22", status=CLAIMED))

    relation = ledger.row("relations")

    assert (relation["ties"], relation["since"], relation["dated_by"]) == ("normal", None, None)


def test_ties_only_get_worse_until_they_are_restored(ledger: GivenLedger) -> None:
    days = ["2025-01-24", "2025-01-25", "2025-01-26", "2025-01-27", "2025-01-28", "2025-01-29"]
    for day, event in zip(
        days, [RECALL, BREAK, RECALL, EXPULSION, RESTORED, EXPULSION], strict=True
    ):
        ledger.given(event, occurred=day)

    rows = [ledger.row("relations", on=day) for day in days]

    assert [(row["ties"], row["since"]) for row in rows] == [
        ("recalled", "2025-01-24"),
        ("severed", "2025-01-25"),
        ("severed", "2025-01-25"),
        ("severed", "2025-01-25"),
        ("normal", "2025-01-28"),
        ("expelled", "2025-01-29"),
    ]


def test_ties_told_the_same_again_date_from_the_first(ledger: GivenLedger) -> None:
    ledger.given(RECALL, occurred="2025-01-24", status=CLAIMED)
    ledger.given(AmbassadorRecalled(by=RWANDA, from_=CONGO), occurred="2025-01-25")

    relation = ledger.row("relations")

    assert (relation["since"], relation["status"]) == ("2025-01-24", "reported")


def test_the_status_is_that_of_what_changed_the_ties(ledger: GivenLedger) -> None:
    severed = ledger.given(BREAK, occurred="2025-01-25", status=CLAIMED)
    met = ledger.given(MEETING, occurred="2025-01-26", status=Status.CONFIRMED)

    relation = ledger.row("relations")

    assert (relation["status"], relation["events"]) == ("claimed", [severed, met])


@pytest.mark.parametrize(
    "contact", [MEETING, SummitHeld(bodies=(SADC,), participants=(CONGO, RWANDA))]
)
def test_the_last_contact_is_the_last_time_that_they_spoke_or_met(
    ledger: GivenLedger, contact: Event
) -> None:
    ledger.given(contact, occurred="2024-06-01")
    last = ledger.given(contact, occurred="2024-12-01")
    ledger.given(OFFER, occurred="2025-01-20")

    relation = ledger.row("relations")

    assert relation["last_contact"] == {"event": last, "occurred": "2024-12-01"}
    assert last in relation["events"]


def test_two_presidents_on_the_telephone_are_a_contact_of_their_countries(
    ledger: GivenLedger,
) -> None:
    call = ledger.given(CALL, occurred="2025-01-28")

    relation = ledger.row("relations")

    assert relation["countries"] == ["RWA", "USA"]
    assert relation["last_contact"] == {"event": call, "occurred": "2025-01-28"}


def test_those_who_did_not_speak_have_no_last_contact(ledger: GivenLedger) -> None:
    ledger.given(OFFER, occurred="2025-01-28")

    assert ledger.row("relations")["last_contact"] is None


def test_a_venue_makes_no_pair(ledger: GivenLedger) -> None:
    ledger.given(MEETING, occurred="2025-01-28")
    ledger.given(EmbassyClosed(of=USA, place=KINSHASA), occurred="2025-01-29")

    assert pairs(ledger) == [["COD", "RWA"]]


def test_an_armed_group_makes_no_pair(ledger: GivenLedger) -> None:
    ledger.given(ClashReported(place=GOMA, sides=(RDF, M23)), occurred="2025-01-26")

    assert pairs(ledger) == []


def test_cooperation_and_conflict_are_the_sums_of_the_weights_for_and_against(
    ledger: GivenLedger,
) -> None:
    ledger.given(OFFER, occurred="2025-01-20")
    ledger.given(MEETING, occurred="2025-01-21")
    ledger.given(EXPULSION, occurred="2025-01-22")
    ledger.given(RECALL, occurred="2025-01-23")

    relation = ledger.row("relations")

    assert (relation["cooperation"], relation["conflict"]) == (4.0 + 2.5, -7.0 - 4.0)


def test_a_demand_weighs_more_than_an_appeal(ledger: GivenLedger) -> None:
    ledger.given(CeasefireUrged(by=(USA,), of=(RWANDA,), verb="urged"), occurred="2025-01-20")
    ledger.given(CeasefireUrged(by=(USA,), of=(RWANDA,), verb="demanded"), occurred="2025-01-21")

    assert ledger.row("relations")["conflict"] == -0.3 - 5.0


@pytest.mark.parametrize(("day", "cooperation"), [("2025-01-01", 0.0), ("2025-01-02", 4.0)])
def test_only_the_last_30_days_of_on_count(
    ledger: GivenLedger, day: str, cooperation: float
) -> None:
    ledger.given(OFFER, occurred=day)

    assert ledger.row("relations", on="2025-01-31")["cooperation"] == cooperation
    assert ledger.row("relations", on="2025-01")["cooperation"] == cooperation


def test_what_the_scale_has_no_weight_for_weighs_nothing(ledger: GivenLedger) -> None:
    noted = DevelopmentNoted(who=(CONGO, RWANDA), text="a joint patrol is filmed")
    ledger.given(noted, occurred="2025-01-28")

    relation = ledger.row("relations")

    assert (relation["cooperation"], relation["conflict"]) == (0.0, 0.0)


def test_an_accusation_about_the_fighting_keeps_its_weight(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    accusation = AccusationMade(by=CONGO, against=RWANDA, of="taking part in it")
    ledger.given(about(capture, accusation), occurred="2025-01-28")

    assert ledger.row("relations")["conflict"] == -2.0


def test_a_relation_rests_on_its_ties_its_last_contact_and_the_last_30_days(
    ledger: GivenLedger,
) -> None:
    ledger.given(OFFER, occurred="2024-01-01")
    met = ledger.given(MEETING, occurred="2024-02-01")
    offer = ledger.given(OFFER, occurred="2025-01-20")

    assert ledger.row("relations", on="2025-01-31")["events"] == [offer, met]


def test_a_pair_stays_though_nothing_passed_between_them_of_late(ledger: GivenLedger) -> None:
    offer = ledger.given(OFFER, occurred="2024-01-01")

    relation = ledger.row("relations", on="2025-01-31")

    assert (relation["cooperation"], relation["conflict"], relation["events"]) == (0, 0, [offer])


def test_two_that_act_together_on_a_third_do_not_conflict_with_each_other(
    ledger: GivenLedger,
) -> None:
    ledger.given(SanctionImposed(by=USA, against=(RWANDA, UGANDA)), occurred="2025-01-20")
    demand = CeasefireUrged(by=(USA, KENYA), of=(RWANDA,), verb="demanded")
    ledger.given(demand, occurred="2025-01-21")

    rows = ledger.rows("relations")

    assert {row["cooperation"] for row in rows} == {0.0}
    assert {tuple(row["countries"]): row["conflict"] for row in rows} == {
        ("KEN", "RWA"): -5.0,
        ("KEN", "USA"): 0.0,
        ("RWA", "UGA"): 0.0,
        ("RWA", "USA"): -13.0,
        ("UGA", "USA"): -8.0,
    }


def test_the_two_sides_of_a_clash_fight_each_other(ledger: GivenLedger) -> None:
    ledger.given(ClashReported(place=GOMA, sides=(FARDC, RDF)), occurred="2025-01-26")

    assert ledger.row("relations")["conflict"] == -10.0


def test_of_three_in_a_clash_nobody_knows_who_fights_whom(ledger: GivenLedger) -> None:
    ledger.given(ClashReported(place=GOMA, sides=(FARDC, UPDF, M23)), occurred="2025-01-26")

    assert ledger.row("relations")["conflict"] == 0.0


def test_a_breach_of_a_ceasefire_is_conflict(ledger: GivenLedger) -> None:
    ledger.given(BREACH, occurred="2025-01-26")

    assert ledger.row("relations")["conflict"] == -9.5


@pytest.mark.parametrize(
    ("fighting", "conflict"),
    [(ClashReported(place=GOMA, sides=(FARDC, RDF)), -10.0), (CAPTURE, 0.0)],
)
def test_where_the_fighting_is_told_its_breach_of_a_ceasefire_weighs_nothing(
    ledger: GivenLedger, fighting: Event, conflict: float
) -> None:
    fought = ledger.given(fighting, occurred="2025-01-26")
    ledger.given(about(fought, BREACH), occurred="2025-01-26")

    assert ledger.row("relations")["conflict"] == conflict


def test_narrowed_to_a_country_only_its_own_pairs_are_told(ledger: GivenLedger) -> None:
    ledger.given(MeetingHeld(participants=(CONGO, RWANDA, KENYA)), occurred="2025-01-28")

    assert pairs(ledger, country="RWA") == [["COD", "RWA"], ["KEN", "RWA"]]


def test_narrowed_to_a_crisis_the_sums_count_what_belongs_and_the_ties_stay(
    ledger: GivenLedger,
) -> None:
    ledger.given(RECALL, occurred="2025-01-20", crises=("bukavu-2025",))
    met = ledger.given(MEETING, occurred="2025-01-21", crises=("bukavu-2025",))
    ledger.given(OFFER, occurred="2025-01-22")

    relation = ledger.row("relations", crisis="goma-2025")

    assert (relation["cooperation"], relation["conflict"]) == (4.0, 0.0)
    assert (relation["ties"], relation["last_contact"]["event"]) == ("recalled", met)


def test_the_series_of_a_pair_is_told_day_by_day(ledger: GivenLedger) -> None:
    ledger.given(OFFER, occurred="2024-11-20")
    ledger.given(MEETING, occurred="2025-01-21")
    ledger.given(EXPULSION, occurred="2025-01-21T10:00:00Z")
    ledger.given(CALL, occurred="2025-01-22")
    question = ledger.question(on="2025-01-31")

    document = relation_document(ledger.read(), "RWA", "COD", question).as_json()

    assert document["relation"]["countries"] == ["COD", "RWA"]
    assert document["series"] == [
        {"day": "2024-11-20", "cooperation": 4.0, "conflict": 0.0, "events": 1},
        {"day": "2025-01-21", "cooperation": 2.5, "conflict": -7.0, "events": 2},
    ]


def test_two_countries_between_which_nothing_passed_have_no_relation(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")

    document = relation_document(ledger.read(), "COD", "RWA", ledger.question()).as_json()

    assert (document["relation"], document["series"]) == (None, [])
