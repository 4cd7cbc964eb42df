import pytest

from domain.event import Event
from domain.events.diplomacy import AccusationDenied, AccusationMade
from domain.events.fighting import BackingAlleged, BackingDenied
from domain.values import Actor, Status
from tests.goma import (
    AFC,
    CAPTURE,
    CONGO,
    FARDC,
    KAGAME,
    M23,
    RWANDA,
    UGANDA,
    UN,
    USA,
    GivenLedger,
    about,
)

RDF = Actor(id="rdf", name="RDF", kind="armed_forces", country="RWA", part_of="rwa")
BACKING = BackingAlleged(backer=RWANDA, backed=M23, by=CONGO)
NO_BACKING = BackingDenied(backer=RWANDA, backed=M23, by=RWANDA)
AGGRESSION = AccusationMade(by=CONGO, against=RWANDA, of="aggression")
NO_AGGRESSION = AccusationDenied(by=RWANDA, of="aggression")


def test_backing_is_one_allegation_by_all_who_make_it(ledger: GivenLedger) -> None:
    first = ledger.given(BACKING, occurred="2025-01-20", status=Status.CLAIMED)
    second = ledger.given(BackingAlleged(backer=RWANDA, backed=M23, by=UN), occurred="2025-01-26")
    third = ledger.given(BACKING, occurred="2025-01-28")

    row = ledger.row("allegations")

    assert (row["kind"], row["against"], row["backed"]) == (
        "backing",
        RWANDA.as_json(),
        M23.as_json(),
    )
    assert (row["of"], row["about"], row["denied_by"]) == (None, None, [])
    assert (row["alleged_by"], row["since"]) == (["cod", "un"], "2025-01-20")
    assert (row["events"], row["status"]) == ([first, second, third], "reported")


@pytest.mark.parametrize(
    "other",
    [
        BackingAlleged(backer=UGANDA, backed=M23, by=CONGO),
        BackingAlleged(backer=RWANDA, backed=AFC, by=CONGO),
        BackingAlleged(backer=RDF, backed=M23, by=CONGO),
    ],
)
def test_another_backer_or_backed_is_another_allegation(ledger: GivenLedger, other: Event) -> None:
    ledger.given(BACKING, occurred="2025-01-20")
    ledger.given(other, occurred="2025-01-21")

    assert len(ledger.rows("allegations")) == 2


@pytest.mark.parametrize(("quoted", "by"), [(UN, ["un"]), (None, ["publisher:radio-okapi"])])
def test_where_nobody_is_named_who_alleges_it_those_who_tell_it_do(
    ledger: GivenLedger, quoted: Actor | None, by: list[str]
) -> None:
    told = BackingAlleged(backer=RWANDA, backed=M23)
    ledger.given(told, occurred="2025-01-20", quoted=quoted)

    assert ledger.row("allegations")["alleged_by"] == by


def test_the_maker_alleges_it_whoever_is_quoted(ledger: GivenLedger) -> None:
    ledger.given(BACKING, occurred="2025-01-20", quoted=USA)

    assert ledger.row("allegations")["alleged_by"] == ["cod"]


@pytest.mark.parametrize(
    ("denial", "denies"),
    [
        (NO_BACKING, ["rwa", "rdf"]),
        (BackingDenied(backer=RDF, backed=M23, by=KAGAME), ["rwa", "rdf"]),
        (BackingDenied(backer=RWANDA, backed=AFC, by=RWANDA), ["rwa", "rdf"]),
        (BackingDenied(backer=UGANDA, backed=M23, by=UGANDA), []),
        (BackingDenied(backer=RWANDA, backed=FARDC, by=RWANDA), []),
    ],
)
def test_a_denial_joins_every_allegation_that_it_matches_by_side(
    ledger: GivenLedger, denial: Event, denies: list[str]
) -> None:
    ledger.given(BACKING, occurred="2025-01-20")
    ledger.given(BackingAlleged(backer=RDF, backed=M23, by=UN), occurred="2025-01-21")
    ledger.given(denial, occurred="2025-01-22")

    denied = [row["against"]["id"] for row in ledger.rows("allegations") if row["denied_by"]]

    assert denied == denies


def test_a_denial_takes_nothing_from_the_allegation(ledger: GivenLedger) -> None:
    alleged = ledger.given(BACKING, occurred="2025-01-20", status=Status.CLAIMED)
    denied = ledger.given(NO_BACKING, occurred="2025-01-19", status=Status.CONFIRMED)

    row = ledger.row("allegations")

    assert (row["alleged_by"], row["denied_by"]) == (["cod"], ["rwa"])
    assert (row["status"], row["since"]) == ("claimed", "2025-01-20")
    assert row["events"] == [alleged, denied]


@pytest.mark.parametrize("denial", [NO_BACKING, NO_AGGRESSION])
def test_a_denial_alone_makes_no_row(ledger: GivenLedger, denial: Event) -> None:
    ledger.given(denial, occurred="2025-01-22")

    assert ledger.rows("allegations") == []


def test_accusations_of_the_same_by_anyone_are_one(ledger: GivenLedger) -> None:
    ledger.given(AGGRESSION, occurred="2025-01-26")
    again = AccusationMade(by=UN, against=RWANDA, of="aggression")
    ledger.given(again, occurred="2025-01-28")
    ledger.given(
        AccusationMade(by=CONGO, against=RWANDA, of="looting minerals"), occurred="2025-01-28"
    )
    ledger.given(AccusationMade(by=CONGO, against=UGANDA, of="aggression"), occurred="2025-01-28")

    rows = [(r["against"]["id"], r["of"], r["alleged_by"]) for r in ledger.rows("allegations")]

    assert rows == [
        ("rwa", "aggression", ["cod", "un"]),
        ("rwa", "looting minerals", ["cod"]),
        ("uga", "aggression", ["cod"]),
    ]


def test_accusations_about_one_happening_are_one_however_worded(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    told_again = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED)
    ledger.same(capture, told_again)
    ledger.given(about(capture, AGGRESSION), occurred="2025-01-28")
    worded = AccusationMade(by=UN, against=RWANDA, of="taking part in it")
    ledger.given(about(told_again, worded), occurred="2025-01-29")

    row = ledger.row("allegations")

    assert (row["kind"], row["about"], row["of"]) == ("accusation", capture, "aggression")
    assert (row["alleged_by"], row["backed"]) == (["cod", "un"], None)


def test_a_denial_about_an_accusation_denies_that_one_only(ledger: GivenLedger) -> None:
    ledger.given(AGGRESSION, occurred="2025-01-26")
    looting = AccusationMade(by=CONGO, against=RWANDA, of="looting minerals")
    accusation = ledger.given(looting, occurred="2025-01-26")
    ledger.given(about(accusation, NO_AGGRESSION), occurred="2025-01-27")

    denied = [row["of"] for row in ledger.rows("allegations") if row["denied_by"]]

    assert denied == ["looting minerals"]


def test_a_denial_about_an_allegation_of_backing_denies_it_in_whatever_form(
    ledger: GivenLedger,
) -> None:
    backing = ledger.given(BACKING, occurred="2025-01-26")
    ledger.given(about(backing, NO_AGGRESSION), occurred="2025-01-27")
    ledger.given(BackingAlleged(backer=UGANDA, backed=M23), occurred="2025-01-26")

    denied = [row["against"]["id"] for row in ledger.rows("allegations") if row["denied_by"]]

    assert denied == ["rwa"]


def test_a_denial_in_words_says_nothing_of_backing(ledger: GivenLedger) -> None:
    ledger.given(BACKING, occurred="2025-01-26")
    ledger.given(NO_AGGRESSION, occurred="2025-01-27")

    assert ledger.row("allegations")["denied_by"] == []


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        (NO_AGGRESSION, True),
        (AccusationDenied(by=KAGAME, of="aggression"), True),
        (AccusationDenied(by=RDF, of="aggression"), True),
        (AccusationDenied(by=UGANDA, of="aggression"), False),
        (AccusationDenied(by=RWANDA, of="looting minerals"), False),
    ],
)
def test_a_denial_about_none_denies_what_its_side_is_accused_of_in_those_words(
    ledger: GivenLedger, denial: Event, denied: bool
) -> None:
    ledger.given(AGGRESSION, occurred="2025-01-26")
    ledger.given(denial, occurred="2025-01-27")

    assert bool(ledger.row("allegations")["denied_by"]) is denied


def test_a_denial_in_the_words_of_any_who_accuse_denies_them_all(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    looting = AccusationMade(by=UN, against=RWANDA, of="taking part in it")
    ledger.given(about(capture, looting), occurred="2025-01-28")
    ledger.given(about(capture, AGGRESSION), occurred="2025-01-29")
    ledger.given(NO_AGGRESSION, occurred="2025-01-30")

    assert ledger.row("allegations")["denied_by"] == ["rwa"]
