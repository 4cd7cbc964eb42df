"""What a page shows in each of its states: for everyone, on every screen, whatever is in it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.goma import GOMA, M23, RWANDA
from tests.page.browser import OpenPage
from tests.page.conftest import Axe, Fresh
from tests.page.served import Served

ON = "on=2025-01-29"
GOMA_FALLS = "f738b41e-4262-5fc2-a770-20ef3703090a"
STATES = [
    f"/?{ON}",
    f"/?{ON}&event={GOMA_FALLS}",
    f"/?{ON}&compare=2025-01-21",
    f"/?{ON}&view=relations",
    f"/?{ON}&view=table",
    f"/?{ON}&record=append",
]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
SCREENS = [(1440, 900), (390, 844)]
PHONE = {"width": 390, "height": 844}
NO_ANSWER = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED", "network error"]
REFUSED = [r"status of 4\d\d"]
ATTACK = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"


def _captured(**told: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "type": "CityCaptured",
        "occurred": "2025-01-28",
        "sources": [{"publisher": "Radio Okapi"}],
        "data": {
            "place": {**GOMA.model_dump(exclude_none=True), "lat": -1.67, "lon": 29.23},
            "by": M23.model_dump(exclude_none=True),
        },
        **told,
    }


def _is_near_by_nature(told: str) -> bool:
    """Whether a target is small for lying beside another in the world, or in time.

    WCAG 2.5.8 allows it where position is the information, and where there is another way: a place
    is in the list of the situation, a country among the filters, a date in its field.
    """
    return told.startswith("target-size") and any(
        each in told for each in (".mark", ".country", "-handle", "data-key")
    )


# What is pressed stands where it stood a moment ago: a panel that slides in covers some of it.
AT_REST = """async () => {
  const places = () => JSON.stringify([...document.querySelectorAll("button, a, input")]
    .map((each) => each.getBoundingClientRect()));
  for (let before = ""; before !== (before = places()); )
    await new Promise((done) => setTimeout(done, 100));
}"""


def _settled(page: Page) -> None:
    """Wait until nothing on the page is still read or drawn."""
    expect(page.get_by_role("main", name="Picture")).to_be_visible()
    expect(page.get_by_role("region", name="Time", exact=True)).to_be_visible()
    expect(page.locator("[aria-busy=true]:visible")).to_have_count(0)


def _go_to(page: Page, view: str) -> None:
    chosen = page.get_by_role("button", name=view, exact=True)
    chosen.click()
    expect(chosen).to_have_attribute("aria-current", "true")
    _settled(page)


def _rows(page: Page) -> Any:
    return page.get_by_role("list", name="Happenings").get_by_role("button")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_state_is_accessible(
    scenario: Served, open_page: OpenPage, axe: Axe, width: int, height: int
) -> None:
    page = open_page(scenario.address, width=width, height=height)
    found = {}
    for state in STATES:
        page.goto(f"{scenario.address}{state}")
        _settled(page)
        page.evaluate(AT_REST)
        found[state] = [told for told in axe(page) if not _is_near_by_nature(told)]
        found[f"{state}, dark"] = _in_dark(page, axe)
    page.goto(f"{scenario.address}/?{ON}")
    _settled(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="How to read this page")).to_be_visible()
    found["help"] = axe(page)
    found["help, dark"] = _in_dark(page, axe)

    assert {state: told for state, told in found.items() if told} == {}


def _in_dark(page: Page, axe: Axe) -> list[str]:
    """What is not accessible in the dark: of all that axe asks, what depends on colours."""
    page.emulate_media(color_scheme="dark")
    told = axe(page, rules=OF_COLOURS)
    page.emulate_media(color_scheme="light")
    return told


def test_a_reader_walks_through_all_views_and_nobody_else_is_asked(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?{ON}")

    for view in ("Relations", "Table", "Map"):
        _go_to(page, view)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("region", name="Compare")).to_be_visible()
    _rows(page).first.click()
    expect(page.get_by_role("article", name="Report")).to_be_visible()
    page.get_by_role("button", name="Whose word", exact=True).click()
    expect(page.get_by_role("combobox", name="Search who tells")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("dialog", name="Record an event")).to_be_visible()
    _settled(page)


def test_the_content_policy_lets_nothing_in_that_the_page_did_not_bring(
    scenario: Served, open_page: OpenPage
) -> None:
    policy = scenario.client.get("/", headers={"Accept": "text/html"}).headers[
        "Content-Security-Policy"
    ]
    page = open_page(scenario.address, allow=["Content Security Policy"])

    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            document.body.append(script);
        }"""
    )

    directives = [directive.split() for directive in policy.split(";")]
    allowed = {each for _, *sources in directives for each in sources}
    assert ["default-src", "'none'"] in directives
    assert allowed == {"'self'", "'none'", "data:", "blob:"}
    assert page.evaluate("window.hacked") is None


def test_what_is_told_is_shown_as_text_whatever_is_in_it(fresh: Fresh, open_page: OpenPage) -> None:
    place = {**GOMA.model_dump(exclude_none=True), "name": ATTACK, "lat": -1.67, "lon": 29.23}
    by = {**M23.model_dump(exclude_none=True), "name": ATTACK}
    told = {"sources": [{"publisher": ATTACK}], "summary": ATTACK}
    call = {"participants": [by, RWANDA.model_dump(exclude_none=True)], "topics": [ATTACK]}
    served = fresh(
        _captured(data={"place": place, "by": by}, **told),
        _captured(type="CallHeld", occurred="2025-01-27", data=call, **told),
    )
    page = open_page(served.address)

    expect(_rows(page).first).to_contain_text(ATTACK)
    expect(page.get_by_role("complementary", name="Situation")).to_contain_text(ATTACK)
    expect(page.get_by_role("main", name="Picture")).to_contain_text("<script>")
    _rows(page).first.click()
    expect(page.get_by_role("article", name="Report").locator("figure p")).to_have_text(ATTACK)
    for view in ("Relations", "Table"):
        _go_to(page, view)
        expect(page.get_by_role("main", name="Picture")).to_contain_text("<script>")
        assert page.locator("img[onerror]").count() == 0

    assert page.evaluate("window.hacked") is None


def test_an_empty_ledger_says_how_to_begin_and_shows_the_first_event_by_itself(
    fresh: Fresh, open_page: OpenPage
) -> None:
    served = fresh()
    page = open_page(served.address)

    expect(page.get_by_role("heading", name="The ledger is empty.")).to_be_visible()
    expect(page.get_by_text("crisis load-scenario goma-2025")).to_be_visible()
    expect(page.get_by_role("button", name="Record the first event")).to_be_visible()
    page.evaluate("window.stays = true")

    served.given(_captured())

    expect(_rows(page).first).to_contain_text("Goma, by M23")
    assert page.evaluate("window.stays")


def test_a_server_that_stops_is_told_of_until_it_is_back(fresh: Fresh, open_page: OpenPage) -> None:
    served = fresh(_captured())
    page = open_page(served.address, allow=NO_ANSWER)
    expect(_rows(page)).to_have_count(1)
    _settled(page)

    served.stop()

    expect(page.get_by_text("The server does not answer.")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("What you see was read up to entry 1.")).to_be_visible()
    expect(_rows(page).first).to_contain_text("Goma, by M23")

    served.start()

    expect(page.get_by_text("The server does not answer.")).to_be_hidden(timeout=30_000)
    served.given(_captured(occurred="2025-01-27"))
    page.get_by_role("button", name="1 new").click(timeout=20_000)
    expect(_rows(page)).to_have_count(2)


def _is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_on_a_phone_the_map_comes_first_and_the_lists_are_sheets(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?{ON}", **PHONE)
    _settled(page)
    header = page.get_by_role("banner").bounding_box()
    picture = page.get_by_role("main", name="Picture").bounding_box()

    assert header
    assert picture
    assert header["height"] <= 84
    assert picture["y"] < 100
    assert picture["height"] > 844 / 2
    assert not _is_wider_than_the_screen(page)
    sheets = page.get_by_role("navigation", name="Sheets")
    for name in ("Situation", "Events"):
        sheets.get_by_role("button", name=name).click()
        sheet = page.get_by_role("complementary", name=name)
        expect(sheet).to_be_visible()
        assert not _is_wider_than_the_screen(page)
        sheet.get_by_role("button", name="Close", exact=True).click()
        expect(sheet).to_be_hidden()


@pytest.mark.parametrize("name", ["known", "on"])
def test_an_address_that_makes_no_sense_is_told_as_the_server_tells_it(
    scenario: Served, open_page: OpenPage, name: str
) -> None:
    told = scenario.client.get("/state", params={name: "never"}).json()
    page = open_page(f"{scenario.address}/?{name}=never", allow=REFUSED)

    expect(page.get_by_text(told["title"])).to_be_visible()
    expect(page.get_by_text(told["detail"])).to_be_visible()
    page.get_by_role("link", name="Start anew").click()

    expect(_rows(page).first).to_be_visible()


def test_on_paper_there_is_what_is_told_and_nothing_to_press(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?{ON}")
    _settled(page)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    expect(page.get_by_role("complementary", name="Situation")).to_be_visible()
    expect(
        page.get_by_role("heading", name=re.compile("event|happening", re.I)).first
    ).to_be_visible()
    expect(page.get_by_text("City captured: Goma, by M23").first).to_be_visible()
    # A country's name stands in a sentence, and is a word like the others there.
    pressed = page.locator("button:not(.name), select, input, [role=slider]")
    expect(pressed.filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("region", name="Time", exact=True)).to_be_hidden()
