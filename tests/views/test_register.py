from collections.abc import Sequence
from typing import Any

from answers import register
from answers.register import Listed
from domain.entry import Corrected, Retracted
from domain.events.diplomacy import CallHeld
from domain.events.register import ActorDescribed, PlaceDescribed
from domain.values import Actor, Source
from tests.goma import CALL, CAPTURE, GOMA, KAGAME, M23, RUBIO, UN, GivenLedger, ids

MARCH_23 = M23.model_copy(update={"name": "March 23 Movement"})
DESCRIBED = ActorDescribed(actor=MARCH_23, aliases=("M23/AFC", "Mouvement du 23-Mars"))


def as_json(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    return [each.as_json() for each in listed]


def actors(ledger: GivenLedger, known: str | int | None = None) -> dict[str, dict[str, Any]]:
    history = ledger.read()
    position = history.position(ledger.question(known=known).moment.known)
    return {listed.id: listed.as_json() for listed in register.actors(history, position)}


def test_an_actor_is_listed_under_its_name_as_last_told_with_all_its_other_names(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(DESCRIBED, occurred="2012-05-06")

    assert actors(ledger)["m23"] == MARCH_23.as_json() | {
        "aliases": ["M23", "M23/AFC", "Mouvement du 23-Mars"],
        "events": 2,
        "first": "2012-05-06",
        "last": "2025-01-27",
    }


def test_one_may_be_described_without_other_names(ledger: GivenLedger) -> None:
    ledger.given(ActorDescribed(actor=M23), occurred="2012-05-06")
    ledger.given(PlaceDescribed(place=GOMA), occurred="2012-05-06")

    (goma,) = as_json(register.places(ledger.read(), ledger.read().position()))

    assert (actors(ledger)["m23"]["aliases"], goma["aliases"]) == ([], [])


def test_the_aliases_of_one_are_not_those_of_another(ledger: GivenLedger) -> None:
    ledger.given(DESCRIBED, occurred="2012-05-06", quoted=UN)

    assert actors(ledger)["un"]["aliases"] == []


def test_an_actor_is_listed_as_it_was_known_then(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-28")
    ledger.given(DESCRIBED, occurred="2012-05-06", recorded="2025-02-03")
    ledger.given(CALL, occurred="2025-01-28", recorded="2025-02-04")

    assert actors(ledger, known="2025-02-02")["m23"]["name"] == "M23"
    assert {*actors(ledger, known="2025-02-03")} == {"m23"}
    assert actors(ledger, known="2025-02-03")["m23"]["name"] == "March 23 Movement"
    assert actors(ledger, known=0) == {}


def test_what_only_a_retracted_event_told_of_is_not_listed(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    described = ledger.given(DESCRIBED, occurred="2012-05-06")
    ledger.changed(described, Retracted(reason="another movement"))

    assert actors(ledger)["m23"]["name"] == "M23"
    assert (actors(ledger)["m23"]["aliases"], actors(ledger)["m23"]["events"]) == ([], 1)


def test_a_name_mended_by_a_correction_is_no_alias(ledger: GivenLedger) -> None:
    misspelt = M23.model_copy(update={"name": "M32"})
    capture = ledger.given(CAPTURE.model_copy(update={"by": misspelt}), occurred="2025-01-27")
    ledger.changed(capture, Corrected(data={"by": M23.as_json()}, reason="a typo"))

    assert (actors(ledger)["m23"]["name"], actors(ledger)["m23"]["aliases"]) == ("M23", [])


def test_whom_a_source_quotes_is_listed_too(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", quoted=UN)

    assert [*actors(ledger)] == ["m23", "un"]


def test_one_who_is_named_twice_in_an_event_is_told_of_once(ledger: GivenLedger) -> None:
    ledger.given(CALL, occurred="2025-01-28", quoted=KAGAME)

    assert actors(ledger)["paul-kagame"]["events"] == 1


def test_a_place_is_listed_with_its_other_names(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(PlaceDescribed(place=GOMA, aliases="Ngoma"), occurred="2025-01-01")

    (goma,) = as_json(register.places(ledger.read(), ledger.read().position()))

    assert (goma["id"], goma["kind"], goma["aliases"]) == ("goma", "city", ["Ngoma"])
    assert (goma["events"], goma["first"], goma["last"]) == (2, "2025-01-01", "2025-01-27")


def test_publishers_are_listed_by_the_slug_that_according_to_takes(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", sources=(Source(publisher="UN News"),) * 2)
    ledger.given(CALL, occurred="2025-01-28/2025-01-30", sources=(Source(publisher="UN News"),))
    ledger.given(CALL, occurred="2025-01-29")

    assert as_json(register.sources(ledger.read(), ledger.read().position())) == [
        {
            "id": "radio-okapi",
            "publisher": "Radio Okapi",
            "events": 1,
            "first": "2025-01-29",
            "last": "2025-01-29",
        },
        {
            "id": "un-news",
            "publisher": "UN News",
            "events": 2,
            "first": "2025-01-27",
            "last": "2025-01-30",
        },
    ]


def test_every_crisis_that_groups_an_event_is_listed(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", crises=("goma-2025", "great-lakes"))
    ledger.given(CALL, occurred="2025-01-28")

    found = as_json(register.crises(ledger.read(), ledger.read().position()))

    assert [(crisis["id"], crisis["events"]) for crisis in found] == [
        ("goma-2025", 2),
        ("great-lakes", 1),
    ]


def test_countries_are_listed_with_their_parts_in_how_many_events(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(CallHeld(participants=(RUBIO, KAGAME)), occurred="2025-01-28")
    history = ledger.read()
    position = history.position()

    congo, rwanda, _ = as_json(register.countries(history, history.accounts(position), position))

    assert (congo["country"], congo["name"], congo["parts"]) == (
        "COD",
        "The Democratic Republic of the Congo",
        {"where": 1},
    )
    assert (rwanda["country"], rwanda["events"], rwanda["parts"]) == (
        "RWA",
        1,
        {"counterpart": 1},
    )


def test_names_and_aliases_are_searched_whatever_the_case(ledger: GivenLedger) -> None:
    ledger.given(DESCRIBED, occurred="2012-05-06")
    ledger.given(CALL, occurred="2025-01-28")
    listed = register.actors(ledger.read(), ledger.read().position())

    assert ids(as_json(register.search(listed, "MOUVEMENT"))) == ["m23"]
    assert ids(as_json(register.search(listed, "march 23"))) == ["m23"]
    assert ids(as_json(register.search(listed, "m23"))) == ["m23"]
    assert ids(as_json(register.search(listed, "nobody"))) == []
    assert ids(as_json(register.search(listed, None))) == ["m23", "marco-rubio", "paul-kagame"]


def test_publishers_are_searched_by_name(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    listed = register.sources(ledger.read(), ledger.read().position())

    assert ids(as_json(register.search(listed, "okapi"))) == ["radio-okapi"]


def test_accents_are_kept_in_names_and_need_not_be_typed_to_find_them(
    ledger: GivenLedger,
) -> None:
    tshisekedi = Actor(id="felix-tshisekedi", name="Félix Tshisekedi", kind="person", country="COD")
    ledger.given(CallHeld(participants=(tshisekedi, RUBIO)), occurred="2025-01-28")
    listed = register.actors(ledger.read(), ledger.read().position())

    assert [found.name for found in register.search(listed, "felix t")] == ["Félix Tshisekedi"]
