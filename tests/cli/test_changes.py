"""What changed, told in the terminal: between two dates, and between two states of knowledge."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.entry import Parted, Reinstated, Retracted, SameAs
from domain.events.humanitarian import CasualtiesReported
from domain.events.territory import CityCaptured, ControlDenied
from domain.events.unrest import EmbassyClosed
from domain.values import Casualties, Range
from ledger.ledger import Ledger
from tests.cli.conftest import Crisis, Story
from tests.goma import (
    CALL,
    CAPTURE,
    CONGO,
    FARDC,
    GOMA,
    KENYA,
    KINSHASA,
    M23,
    RWANDA,
    UN,
    USA,
    told,
)

WEEK = ("--from", "2025-01-25", "--to", "2025-01-30")


def facts(said: str) -> str:
    """What is told, as if no line had an end."""
    return " ".join(said.split())


def revised(ledger: Ledger, id: str, change: Retracted | Reinstated | SameAs | Parted) -> None:
    ledger.revise(id, ledger.event(id).report.revision, type(change), change, by="anna")


def toll_of(killed: int) -> CasualtiesReported:
    dead = Casualties(killed=Range(low=killed))
    return CasualtiesReported(place=GOMA, scope="toll", casualties=dead)


@pytest.fixture
def toll(opened: Ledger, story: Story) -> None:
    """A toll that grows, each time by the UN's word."""
    for day, killed in (("2025-01-26/2025-01-28", 700), ("2025-01-26/2025-01-31", 900)):
        opened.append([told(toll_of(killed), day, quoted=UN)])


def test_a_city_that_changes_hands_is_told_in_one_sentence(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    opened.append([told(CityCaptured(place=GOMA, by=FARDC), "2012-12-03")])

    said = facts(crisis.does("changes", *WEEK))

    assert "changed Goma: held by: FARDC, now M23, contested; since: 2012-12-03, now 2025" in said
    assert "claims: now also cod (reported): M23 is denied to hold it since 2025-01-29" in said
    assert "claims: no longer publisher:radio-okapi (reported): FARDC holds it since 2012" in said


@pytest.mark.usefixtures("story")
def test_what_is_new_is_told_view_by_view(crisis: Crisis) -> None:
    said = facts(crisis.does("changes", *WEEK))

    for sentence in (
        "Changes from 2025-01-25 to 2025-01-30, as known now (position @8); rests on 0 -> 8 acc",
        "Embassies new mission of United States in Kinshasa: condition: attacked; since: 2025",
        "new ceasefire, urged, Marco Rubio: of whom: Rwanda; since: 2025-01-28; state: open",
        "Contacts new call, Marco Rubio, Paul Kagame: about: ceasefire; when: 2025-01-28",
        "new that Rwanda backs M23: kind: backing; alleged by: un; since: 2025-01-26; status: rep",
        "Nothing changed in agreements, humanitarian.",
    ):
        assert sentence in said


def test_rows_that_say_the_same_are_told_as_one(crisis: Crisis, opened: Ledger) -> None:
    opened.append(
        [told(EmbassyClosed(of=of, place=KINSHASA), "2025-01-28") for of in (KENYA, USA, RWANDA)]
    )

    said = facts(crisis.does("changes", *WEEK))

    missions = [f"mission of {of.name} in Kinshasa" for of in (KENYA, USA, RWANDA)]
    assert f"new {'; '.join(missions)}: condition: closed; since: 2025-01-28" in said


@pytest.mark.usefixtures("story")
def test_what_stands_beside_a_row_is_told_line_by_line_up_to_a_number(
    crisis: Crisis, opened: Ledger
) -> None:
    for day in range(1, 15):
        opened.append([told(ControlDenied(place=GOMA, by=CONGO, of=M23), f"2025-02-{day:02}")])

    lines = crisis.does("changes", "--from", "2025-01-30", "--to", "2025-02-15").splitlines()

    begun = next(n for n, line in enumerate(lines) if line.startswith("  changed  Goma: "))
    denied = "claims: now also cod (reported): M23 is denied to hold it since 2025-02-"
    assert all(denied in line for line in lines[begun + 1 : begun + 13])
    assert lines[begun + 13].strip() == "and 2 more"


@pytest.mark.usefixtures("toll")
def test_a_toll_that_grows_is_told_with_who_says_so(crisis: Crisis) -> None:
    said = crisis.does("changes", "--from", "2025-01-30", "--to", "2025-01-31", "--place", "goma")

    sentence = "changed toll, Goma: killed: at least 700, now at least 900;"
    assert sentence in facts(said)
    assert "(reported, by un)" in said
    assert "place: goma" in said.splitlines()


@pytest.mark.usefixtures("story")
def test_where_nothing_changed_it_says_so(crisis: Crisis) -> None:
    dates = crisis.does("changes", "--from", "2025-01-30", "--to", "2025-01-31")
    known = crisis.does("changes", "--since", "@8")

    assert dates.splitlines()[1:] == [
        "",
        "Nothing changed in any view.",
        "Nothing was over in between.",
    ]
    assert known.splitlines()[2:] == [
        "Nothing changed in any view.",
        "Nothing was recorded in between.",
    ]


def test_an_empty_ledger_says_what_to_do(crisis: Crisis) -> None:
    assert "is empty" in crisis.does("changes", *WEEK)


@pytest.mark.usefixtures("story")
def test_the_events_themselves_are_found_as_it_says(crisis: Crisis) -> None:
    said = crisis.does("changes", "--from", "2025-01-27", "--to", "2025-01-29", "--actor", "m23")

    command = said.splitlines()[-1].split()
    events = json.loads(crisis.does(*command[1:], "--json"))["events"]

    assert command[:3] == ["crisis", "show", "timeline"]
    assert [event["occurred"] for event in events] == ["2025-01-29", "2025-01-28"]
    assert "2 events were over in between" in said


def test_what_was_learned_is_told_by_what_was_done(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    opened.append([told(CALL, "2025-01-28", summary="A second call.")])
    crisis.does("correct", story.call, "--set", "occurred=2025-01-27", "--reason", "misread")
    crisis.does("assess", story.capture, "--status", "confirmed", "--reason", "the UN says so")
    revised(opened, story.readout, Retracted(reason="a hoax"))
    revised(opened, story.readout, Reinstated(reason="no hoax"))
    revised(opened, story.capture, Parted(reason="two captures"))
    revised(opened, story.capture, SameAs(other=story.claim, reason="one capture"))

    said = crisis.does("changes", "--since", "@8", "--on", "2025-01-29")

    headings = re.findall(r"^([A-Z][a-z]+(?: late)?): 1$", said, re.MULTILINE)
    assert headings == [
        "Added late",
        "Corrected",
        "Assessed",
        "Retracted",
        "Reinstated",
        "Joined",
        "Parted",
    ]
    for line in (
        "CallHeld, 2025-01-28, ",
        "days late: A second call. ",
        "occurred: 2025-01-28 -> 2025-01-27 why: misread recorded by anna; changed: contacts",
        "status: reported -> confirmed why: the UN says so",
        "retracted: no -> yes why: a hoax",
        f"happening: {story.capture[:8]} -> {story.claim[:8]} why: one capture",
    ):
        assert line in facts(said)


def test_what_was_learned_of_later_days_is_only_counted(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    opened.append([told(CALL, "2025-02-10"), told(CAPTURE, "2025-01-28", summary="Another.")])

    said = crisis.does("changes", "--since", "@8", "--on", "2025-01-29")

    assert "Added late: 1" in said
    assert "1 entry tells of what happened after 2025-01-29; a later --on" in said


def test_on_what_trust_rests_is_told_where_nothing_else_changed(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    crisis.does("assess", story.call, "--status", "claimed", "--reason", "nobody else says so")

    said = facts(crisis.does("changes", "--since", "@8", "--on", "2025-01-29"))

    assert "Paul Kagame: status: confirmed, now claimed (by publisher:radio-okapi)" in said


ASKED_ALIKE = [
    (WEEK, "from=2025-01-25&to=2025-01-30"),
    ((*WEEK, "--known", "@4"), "from=2025-01-25&to=2025-01-30&known=@4"),
    ((*WEEK, "--country", "rwa"), "from=2025-01-25&to=2025-01-30&country=RWA"),
    ((*WEEK, "--limit", "1"), "from=2025-01-25&to=2025-01-30&limit=1"),
    (
        (*WEEK, "--at-least", "confirmed", "--crisis", "goma-2025"),
        "from=2025-01-25&to=2025-01-30&at_least=confirmed&crisis=goma-2025",
    ),
    (("--known-from", "@2", "--known-to", "@9"), "known_from=@2&known_to=@9"),
    (("--since", "@3", "--on", "2025-01-28"), "known_from=@3&known_to=@10&on=2025-01-28"),
]


@pytest.mark.usefixtures("toll")
def test_as_json_it_is_the_document_of_the_api(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for typed, query in ASKED_ALIKE:
        told = crisis.does("changes", *typed, "--json")

        assert told.encode() == client.get(f"/changes?{query}").content + b"\n"


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ([], "ask between two dates with --from and --to"),
        (["--from", "2025-01-26"], "ask between two dates"),
        ([*WEEK, "--on", "2025-01-26"], "ask between two dates"),
        ([*WEEK, "--since", "@1"], "ask between two dates"),
        (["--since", "@1", "--known", "@2"], "ask between two dates"),
        (["--from", "2025-01-30", "--to", "2025-01-26"], "2025-01-30 is not before 2025-01-26; "),
        (["--known-from", "@4", "--known-to", "@2"], "@4 is not before @2; ask the other way"),
        (["--from", "monday", "--to", "2025-01-26"], "--from monday: "),
        (["--since", "@x"], "--since @x: a position is written @1234"),
        (["--known-from", "@1", "--known-to", "@9"], "@9 is past the end of the log"),
        ([*WEEK, "--place", "Goma!"], "--place Goma!: an id is in lower case"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(
    crisis: Crisis, typed: list[str], sentence: str
) -> None:
    said = crisis("changes", *typed)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")


@pytest.mark.parametrize("width", [60, 140])
def test_the_crisis_of_goma_is_told_at_any_width(
    crisis: Crisis, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    crisis.does("load-scenario", "goma-2025")
    monkeypatch.setenv("COLUMNS", str(width))

    dates = crisis.does("changes", "--from", "2025-01-26", "--to", "2025-01-30")
    known = crisis.does(
        "changes", "--known-from", "2025-01-30", "--known-to", "2025-02-22", "--on", "2025-01-29"
    )

    assert max(map(len, (dates + known).splitlines())) <= width
    for sentence in (
        "changed Goma: held by: FARDC, now M23, contested; since: 2012-12-03, now 2025-01-28",
        "new Goma airport: held by: M23; since: 2025-01-28; before that: FARDC",
        "new mission of France in Kinshasa: condition: attacked",
        "new call, Marco Rubio, Paul Kagame: about: ceasefire, eastern DR Congo; when: 2025-01-28",
        "new ceasefire, urged, Marco Rubio: of whom: Rwanda, all parties; since: 2025-01-28",
    ):
        assert sentence in facts(dates)
    for sentence in (
        "changed Goma: since: 2025-01-27, now 2025-01-28; status: reported, now confirmed",
        "told by: now also un-security-council, no longer publisher:hurriyetdailynews-com",
        "CityCaptured, 2025-01-28, 23 days late: Resolution 2773 dates the capture of Goma",
        "occurred: 2025-01-27 -> 2025-01-29 why: The page prints Monday",
    ):
        assert sentence in facts(known)
