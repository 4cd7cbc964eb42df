import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.events.unrest import ProtestHeld
from ledger.ledger import Ledger
from projections import VIEWS
from tests.cli.conftest import Crisis, Story
from tests.goma import KINSHASA, told

ON = ("--on", "2025-01-29")


def test_an_empty_ledger_says_what_to_do(crisis: Crisis) -> None:
    told = crisis.does("show", "state")

    assert "is empty" in told
    assert "crisis load-scenario goma-2025" in told
    assert "crisis append FILE" in told


@pytest.mark.usefixtures("story")
def test_the_head_says_what_was_asked_and_on_what_the_answer_rests(crisis: Crisis) -> None:
    told = crisis.does("show", "territory", *ON, "--known", "@2", "--resolve", "latest")

    assert told.splitlines()[:2] == [
        "Territory on 2025-01-29, as known at @2 (position @2); rests on 2 accounts",
        "resolve: latest",
    ]


@pytest.mark.usefixtures("story")
def test_a_contested_place_is_told_with_every_claim(crisis: Crisis, story: Story) -> None:
    told = crisis.does("show", "territory", *ON)

    assert "M23, contested" in told
    assert "m23 (claimed): M23 holds it since 2025-01-27" in told
    assert "cod (reported): M23 is denied to hold it since 2025-01-29" in told
    assert story.capture[:8] in told


@pytest.mark.usefixtures("story")
def test_an_allegation_is_told_as_one(crisis: Crisis) -> None:
    told = crisis.does("show", "allegations", *ON)

    assert "Alleged by" in told
    assert "that Rwanda backs M23" in told


@pytest.mark.usefixtures("story")
def test_a_call_is_told_with_what_each_side_says_of_it(crisis: Crisis, story: Story) -> None:
    told = crisis.does("show", "contacts", *ON)

    assert "paul-kagame (reported): a productive conversation" in told
    assert story.call[:8] in told


@pytest.mark.usefixtures("story")
def test_what_may_have_happened_by_then_is_told_as_possible(crisis: Crisis) -> None:
    told = crisis.does("show", "territory", "--on", "2025-01-27")

    assert "nobody known, contested" in told
    assert "What may have happened by then\nCity captured, 2025-01-28, Goma" in told


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_told(crisis: Crisis, view: str) -> None:
    told = crisis.does("show", view, *ON)

    assert told.startswith(f"{view.capitalize()} on 2025-01-29, as known now")


@pytest.mark.usefixtures("story")
def test_one_side_is_told_view_by_view_and_by_its_timeline(crisis: Crisis) -> None:
    told = crisis.does("show", "country", "rwa", *ON)

    assert told.startswith("Rwanda (RWA) on 2025-01-29")
    assert [title for title in ("Contacts", "Appeals", "Timeline") if title not in told] == []
    assert "Territory\nnothing told" in told


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("width", range(40, 161, 20))
def test_no_word_is_broken_however_narrow_the_terminal(
    crisis: Crisis, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    lines = crisis.does("show", "embassies", *ON).splitlines()

    assert max(map(len, lines)) <= width
    for word in ("publisher:radio-okapi", "2025-01-28", "reported", "attacked"):
        assert any(word in line for line in lines)


def test_nothing_that_was_told_commands_the_terminal_or_is_taken_for_markup(
    crisis: Crisis, opened: Ledger
) -> None:
    protest = ProtestHeld(place=KINSHASA)
    opened.append([told(protest, "2025-01-28", summary="\x1b[31mred [bold]loud[/bold] :smile:")])

    shown = crisis.does("show", "timeline")

    assert "\x1b" not in shown
    assert "\N{REPLACEMENT CHARACTER}[31mred [bold]loud[/bold] :smile:" in shown


@pytest.mark.usefixtures("story")
def test_a_list_cut_short_says_so(crisis: Crisis) -> None:
    assert "2 of 8 are shown; --limit shows more." in crisis.does(
        "show", "timeline", "--limit", "2"
    )


@pytest.mark.usefixtures("story")
def test_events_are_found_by_their_words(crisis: Crisis) -> None:
    told = crisis.does("show", "timeline", "--search", "PRODUCTIVE")

    assert "StatementMade" in told
    assert "CityCaptured" not in told


@pytest.mark.usefixtures("story")
def test_events_are_chosen_as_the_api_chooses_them(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))
    asked = [("type", "CallHeld"), ("type", "CityCaptured"), ("status", "claimed")]
    options = [word for name, value in asked for word in (_flag(name), value)]

    told = json.loads(crisis.does("show", "timeline", *ON, *options, "--json"))

    answer = client.get("/events", params=[("on", ON[1]), *asked]).json()
    assert told == answer
    assert [event["type"] for event in told["events"]] == ["CityCaptured"]


@pytest.mark.parametrize("asked", [("show", "timeline"), ("show", "actors"), ("watch",)])
def test_what_is_searched_for_has_two_hundred_characters_at_most(
    crisis: Crisis, asked: tuple[str, ...]
) -> None:
    said = crisis(*asked, "--search", "x" * 201)

    assert said.status == 2
    assert said.err == (
        "crisis: --search has at most 200 characters, and this has 201; give a part of it\n"
    )


def test_one_event_and_its_revisions_are_told_by_the_beginning_of_its_id(
    crisis: Crisis, story: Story
) -> None:
    event, history = (crisis.does("show", what, story.call[:8]) for what in ("event", "history"))

    assert story.call in event
    assert "CallHeld: " in event
    assert "Marco Rubio, Paul Kagame" in event
    assert "recorded" in history


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("format", ["csv", "ndjson", "geojson"])
def test_a_view_is_had_in_the_formats_of_the_api(
    crisis: Crisis, opened: Ledger, format: str
) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for view in ("territory", "embassies"):
        told = crisis.does("show", view, *ON, "--format", format)
        answer = client.get(f"/state/{view}", params={"on": ON[1], "format": format})
        assert told == answer.text


@pytest.mark.usefixtures("story")
def test_json_is_a_format_too_and_text_is_what_is_told_anyway(crisis: Crisis) -> None:
    asked = ("show", "timeline", *ON)

    assert crisis.does(*asked, "--format", "json") == crisis.does(*asked, "--json")
    assert crisis.does(*asked, "--format", "text") == crisis.does(*asked)


ADDRESSES: dict[tuple[str, ...], str] = {
    ("state",): "/state",
    **{(view,): f"/state/{view}" for view in VIEWS},
    ("country", "RWA"): "/countries/RWA",
    ("relation", "RWA", "USA"): "/relations/RWA/USA",
    ("place", "goma"): "/places/goma",
    ("actor", "m23"): "/actors/m23",
    ("timeline",): "/events",
    ("countries",): "/countries",
}


@pytest.mark.usefixtures("story")
def test_json_is_the_documents_of_the_api(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for shown, address in ADDRESSES.items():
        told = json.loads(crisis.does("show", *shown, *ON, "--json"))
        assert told == client.get(address, params={"on": ON[1]}).json()


@pytest.mark.usefixtures("story")
def test_options_ask_what_the_parameters_of_the_api_ask(crisis: Crisis, opened: Ledger) -> None:
    asked = {
        "on": "2025-01-29",
        "known": "@7",
        "resolve": "latest",
        "at_least": "claimed",
        "country": "COD",
        "crisis": "goma-2025",
        "limit": "1",
    }
    options = [word for name, value in asked.items() for word in (_flag(name), value)]
    told = json.loads(crisis.does("show", "territory", *options, "--json"))

    client = TestClient(create_app(opened, names=["testserver"]))
    assert told == client.get("/state/territory", params=asked).json()


def _flag(parameter: str) -> str:
    return f"--{parameter.replace('_', '-')}"


@pytest.mark.usefixtures("story")
def test_json_is_the_lists_of_the_api(crisis: Crisis, opened: Ledger) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))

    for name in ("places", "actors", "sources", "crises"):
        told = json.loads(crisis.does("show", name, "--search", "o", "--json"))
        assert told == client.get(f"/{name}", params={"q": "o"}).json()


def test_json_is_an_event_its_history_and_its_happening_as_the_api_has_them(
    crisis: Crisis, opened: Ledger, story: Story
) -> None:
    client = TestClient(create_app(opened, names=["testserver"]))
    addresses = {
        "event": f"/events/{story.claim}",
        "history": f"/events/{story.claim}/history",
        "happening": f"/happenings/{story.claim}",
    }

    told = {
        what: json.loads(crisis.does("show", what, story.claim, "--json")) for what in addresses
    }

    assert told == {what: client.get(address).json() for what, address in addresses.items()}


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        (["weather"], 2, "there is no 'weather' to show; there are state, agreements"),
        (["territory", "goma"], 2, "`show territory` takes no name after it"),
        (["country"], 2, "`show country` takes ISO3"),
        (["country", "Rwanda"], 2, "'Rwanda' is no country"),
        (["event", "0b1e6a52", "--on", "2025"], 2, "`show event` is not asked --on"),
        (["country", "RWA", "--country", "USA"], 2, "`show country` is not asked --country"),
        (["event", "goma"], 2, "'goma' is not the id of an event"),
        (["event", "0b1e6a52"], 1, "no event 0b1e6a52 was known"),
        (["place", "bukavu"], 1, "no place 'bukavu' was known; `crisis show places`"),
        (["territory", "--on", "yesterday"], 2, "--on yesterday: 'yesterday' is not a date"),
        (["territory", "--on", "2025-01-26/2025-01-28"], 2, "--on 2025-01-26/2025-01-28: give"),
        (["territory", "--known", "@99"], 2, "@99 is past the end of the log; the last is @8"),
        (["territory", "--known", "@x"], 2, "--known @x: a position is written @1234"),
        (["territory", "--place", "Goma City"], 2, "--place Goma City: an id is in lower case"),
        (["territory", "--type", "CallHeld"], 2, "`show territory` is not asked --type"),
        (["timeline", "--type", "CalHeld"], 2, "'CalHeld' is not in the catalogue; did you mean"),
        (["timeline", "--format", "csv"], 2, "`show timeline` has no csv; ask for json or text"),
        (["state", "--format", "csv"], 2, "this holds the rows of several views; ask for one"),
        (["contacts", "--format", "xml"], 2, "Invalid value for '--format': 'xml' is not one of"),
    ],
)
@pytest.mark.usefixtures("story")
def test_what_cannot_be_shown_is_refused_in_one_line(
    crisis: Crisis, typed: list[str], status: int, sentence: str
) -> None:
    said = crisis("show", *typed)

    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")


@pytest.mark.usefixtures("story")
def test_an_answer_that_is_empty_says_how_to_see_more(crisis: Crisis) -> None:
    elsewhere = crisis.does("show", "territory", *ON, "--place", "bukavu")
    too_early = crisis.does("show", "territory", *ON, "--known", "2010")

    assert "`crisis show places`" in elsewhere
    assert "as known at the end of 2010 (position @0)" in too_early
    assert "leave out --known" in too_early


def test_what_two_events_begin_with_names_neither(crisis: Crisis, opened: Ledger) -> None:
    alike = ["0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11", "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a12"]
    opened.append([told(ProtestHeld(place=KINSHASA), "2025-01-28", id=id) for id in alike])

    said = crisis("show", "event", "0b1e6a52")

    assert (said.status, said.err[:33]) == (2, "crisis: 2 events begin with 0b1e6")
    assert all(id in crisis.does("show", "timeline") for id in alike)
