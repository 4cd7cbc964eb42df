"""What someone who reads about a crisis does: in time, in knowledge, and back to the sources."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.goma import GOMA, M23
from tests.page.browser import OpenPage
from tests.page.conftest import Fresh
from tests.page.served import Served

WIDE_DAYS = "span=2025-01-15/2025-02-15"
SUMMIT = "edc91cde-72ad-5fd1-bd1b-c26aafd46443"
SUMMIT_ELSEWHERE = "f15ec756-e920-562e-8362-acf46685b8f5"


def situation(page: Page) -> Locator:
    """The panel that tells how things stand."""
    return page.get_by_role("complementary", name="Situation")


def on_map(page: Page, place: str) -> Locator:
    """A place of the map, whose name tells who holds it."""
    told = re.compile(f"^{place}(, held by|: no holder)")
    return page.get_by_role("main").get_by_role("button", name=told)


def held_by(page: Page, place: str, holder: str) -> None:
    """The map and the panel tell alike who holds a place."""
    expect(on_map(page, place)).to_have_accessible_name(re.compile(f"held by {holder} since"))
    government = situation(page).locator("summary").filter(has_text="held by FARDC")
    if holder == "FARDC":
        expect(government).to_have_text("1 place held by FARDC")
    else:
        expect(government).to_have_count(0)
        line(situation(page), place).click()
        expect(situation(page).get_by_text(f"Held by {holder} since 28 Jan")).to_be_visible()


def not_yet_recorded(served: Served, on: str, known: str) -> int:
    """How many happenings of the crisis were over by the end of a day, and are told only since."""
    end = f"{date.fromisoformat(on) + timedelta(days=1)}T00:00:00Z"

    def happenings(**asked: str) -> dict[str, str]:
        marks = served.client.get("/marks", params={"crisis": "goma-2025", **asked}).json()["marks"]
        return {mark.get("happening", mark["event"]): mark["end"] for mark in marks}

    then, now = happenings(known=known), happenings()
    return sum(ends <= end and id not in then for id, ends in now.items())


def side_of(page: Page, country: str) -> Locator:
    """The panel of one country."""
    return page.get_by_role("region", name=f"The side of {country}")


def line(within: Locator, words: str | re.Pattern[str]) -> Locator:
    """The first line of a list that opens to who says so and has these words."""
    return within.locator("summary").filter(has_text=words).first


def account(page: Page, teller: str) -> Locator:
    """What one source told of the happening that is opened."""
    return page.get_by_role("region", name=f"Account of {teller}")


def shows(page: Page, day: str) -> None:
    """The page stands at this day, and so does its address."""
    expect(page.get_by_label("On", exact=True)).to_have_value(day)
    expect(page).to_have_url(re.compile(rf"[?&]on={day}"))


def drag_to(page: Page, day: int) -> None:
    """Drag the date shown to a day of January, in the window of wide days."""
    handle = page.locator("#on-handle")
    grip = handle.bounding_box()
    assert grip
    before = int(page.get_by_label("On", exact=True).input_value()[-2:])
    a_day = float(handle.evaluate("grip => grip.offsetLeft + 12")) / (before - 14)
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (day - before) * a_day, y, steps=10)
    page.mouse.up()


def test_goma_changes_hands_as_the_date_is_dragged(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-20&{WIDE_DAYS}")
    shows(page, "2025-01-20")

    drag_to(page, 25)
    shows(page, "2025-01-25")
    held_by(page, "Goma", "FARDC")

    drag_to(page, 29)
    shows(page, "2025-01-29")
    held_by(page, "Goma", "M23")


def test_what_was_known_then_is_not_what_is_known_now(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    held_by(page, "Goma", "M23")

    page.get_by_label("As known on").fill("2025-01-26")
    held_by(page, "Goma", "FARDC")
    expect(page).to_have_url(re.compile("[?&]known=2025-01-26"))
    many = not_yet_recorded(scenario, on="2025-01-29", known="2025-01-26")
    unknown = page.get_by_text(
        f"{many} happenings had happened and were not yet recorded.", exact=True
    )
    expect(unknown).to_be_visible()
    now = situation(page).get_by_text("Known only later:").first
    expect(now).to_be_visible()

    page.get_by_role("button", name="Back to now").click()
    expect(on_map(page, "Goma")).to_have_accessible_name(re.compile("held by M23"))
    expect(unknown).to_have_count(0)
    expect(page).not_to_have_url(re.compile("known="))


def test_knowledge_goes_back_by_the_keyboard(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&known=2025-01-27")
    handle = page.get_by_role("slider", name="What is known")
    expect(page.get_by_label("As known on")).to_have_value("2025-01-27")

    page.keyboard.press("k")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("As known on")).to_have_value("2025-01-26")
    held_by(page, "Goma", "FARDC")

    page.keyboard.press("End")
    expect(on_map(page, "Goma")).to_have_accessible_name(re.compile("held by M23"))


def test_rwanda_is_said_to_back_m23_and_denies_it(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-02-10&event={SUMMIT}")
    page.get_by_role("list").get_by_role("button", name="Rwanda", exact=True).click()
    expect(page).to_have_url(re.compile("country=RWA"))
    page.keyboard.press("Escape")

    told = line(side_of(page, "Rwanda"), "Rwanda backs M23")
    expect(told).to_contain_text("say US Department of State")
    expect(told).to_contain_text("Rwanda denies it")


# How many points of the map's ground have the colour of what is chosen.
OUTLINED = """() => {
    const ground = document.querySelector("canvas");
    const copy = new OffscreenCanvas(ground.width, ground.height);
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--ink");
    context.fillRect(0, 0, 1, 1);
    const ink = context.getImageData(0, 0, 1, 1).data;
    context.drawImage(ground, 0, 0);
    const { data } = context.getImageData(0, 0, ground.width, ground.height);
    let points = 0;
    for (let at = 0; at < data.length; at += 4)
        points += [0, 1, 2].every((part) => data[at + part] === ink[part]);
    return points;
}"""


def is_outlined(page: Page, *, yes: bool) -> None:
    """A country is outlined on the map, or none is, once it is drawn."""
    for _ in range(100):
        if (page.evaluate(OUTLINED) > 0) == yes:
            return
        page.wait_for_timeout(50)
    raise AssertionError("no country is outlined" if yes else "a country is outlined")


def test_the_map_outlines_the_country_that_is_chosen_and_none_else(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&at=46,9,5&country=SOM")
    is_outlined(page, yes=True)

    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("country="))

    is_outlined(page, yes=False)


def test_kenya_is_called_about_trade_and_haiti(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-31&country=KEN")
    kenya = side_of(page, "Kenya")

    line(kenya, "It talked to").click()
    line(kenya, re.compile("Call: Marco Rubio and William Ruto.*27 Jan")).click()
    expect(kenya.get_by_text(re.compile("^On .*Trade", re.I)).first).to_be_visible()
    line(kenya, "Its agreements").click()
    expect(line(kenya, "Strategic Trade and Investment Partnership")).to_be_visible()
    expect(line(kenya, "Multinational Security Support Mission in Haiti")).to_be_visible()


def test_a_source_is_one_click_away(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")

    line(situation(page), "Goma").click()

    source = situation(page).get_by_role("list", name="Sources").get_by_role("link").first
    expect(source).to_be_visible()
    expect(source).to_have_attribute("href", re.compile("^https?://"))
    expect(source).to_have_attribute("target", "_blank")
    expect(source).to_have_attribute("rel", re.compile(r"\bnoopener\b"))


def test_a_corrected_date_keeps_what_it_was_and_why(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?event={SUMMIT_ELSEWHERE}")

    corrected = account(page, "tuko.co.ke").get_by_role("listitem").filter(has_text="Corrected")

    expect(corrected.get_by_role("deletion")).to_contain_text("27 Jan 2025")
    expect(corrected.get_by_role("insertion")).to_contain_text("29 Jan 2025")
    expect(corrected).to_contain_text("we had kept the weekday, the 27th, but the 29th")


def test_two_accounts_agree_and_differ_in_words(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?event={SUMMIT}")
    table = page.get_by_role("region", name="Accounts side by side").get_by_role("table")

    tellers = table.get_by_role("columnheader")
    expect(tellers).to_contain_text(["Field", "East African Community", "tuko.co.ke"])
    expect(table.get_by_role("rowheader", name="Date")).to_contain_text("both agree")
    expect(table.get_by_role("rowheader", name="Participants")).to_contain_text("1 says otherwise")
    expect(table.get_by_role("rowheader", name="Outcome")).to_contain_text("told by one only")
    for publisher in ("nairobileo.co.ke", "tuko.co.ke"):
        expect(page.get_by_role("link", name=publisher)).to_be_visible()


def test_an_instant_is_told_in_one_zone_with_its_name(fresh: Fresh, open_page: OpenPage) -> None:
    served = fresh(
        {
            "type": "CityCaptured",
            "occurred": "2025-01-27T23:30:00-05:00",
            "sources": [{"publisher": "Radio Okapi"}],
            "data": {
                "place": GOMA.model_dump(exclude_none=True),
                "by": M23.model_dump(exclude_none=True),
            },
        }
    )
    page = open_page(f"{served.address}/?on=2025-01-27T23:45:00-05:00")
    expect(situation(page)).to_contain_text("Tue, 28 Jan 2025, 04:45 UTC")

    page.get_by_role("list", name="Happenings").get_by_role("button").click()

    report = page.get_by_role("article", name="Report")
    expect(report).to_contain_text("28 Jan 2025, 04:30 UTC")
    expect(report).not_to_contain_text("27 Jan")
    expect(report).not_to_contain_text(re.compile(r"\d\d:\d\d(?! UTC)"))


def test_an_address_shows_elsewhere_what_it_shows_here(
    scenario: Served, open_page: OpenPage
) -> None:
    here = open_page(
        f"{scenario.address}/?on=2025-01-29&known=2025-02-03&country=RWA&view=relations&q=summit"
    )
    expect(side_of(here, "Rwanda")).to_be_visible()
    here.get_by_role("list", name="Happenings").get_by_role("button").first.click()
    heading = here.get_by_role("article", name="Report").get_by_role("heading", level=2)
    expect(heading).to_be_visible()

    there = open_page(here.url)

    report = there.get_by_role("article", name="Report")
    expect(report.get_by_role("heading", level=2)).to_have_text(heading.inner_text())
    shows(there, "2025-01-29")
    expect(there.get_by_label("As known on")).to_have_value("2025-02-03")
    expect(there.get_by_role("button", name="Relations")).to_have_attribute("aria-current", "true")
    there.keyboard.press("Escape")
    expect(side_of(there, "Rwanda")).to_be_visible()
    expect(there.get_by_role("searchbox")).to_have_value("summit")


def test_back_returns_to_what_was_shown_before(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_role("list", name="Happenings").get_by_role("button").first.click()
    expect(page.get_by_role("article", name="Report")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("article", name="Report")).to_have_count(0)
    expect(page).to_have_url(re.compile("view=table"))
    page.go_back()
    expect(on_map(page, "Goma")).to_be_visible()
    shows(page, "2025-01-29")


def test_keys_move_in_time(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-05")
    expect(page.get_by_text(re.compile("happenings? so far"))).to_be_visible()

    page.keyboard.press("ArrowRight")
    shows(page, "2025-01-06")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    shows(page, "2025-01-04")
    page.keyboard.press("Shift+ArrowRight")
    shows(page, "2025-01-21")
    page.keyboard.press("Shift+ArrowLeft")
    shows(page, "2025-01-04")


def test_space_plays_and_pauses(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-05")
    expect(page.get_by_text(re.compile("happenings? so far"))).to_be_visible()
    page.clock.install()

    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page.get_by_label("On", exact=True)).not_to_have_value("2025-01-05")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    day = date.fromisoformat(page.get_by_label("On", exact=True).input_value())
    page.keyboard.press("ArrowRight")
    page.clock.run_for(5_000)
    shows(page, str(day + timedelta(days=1)))


def test_keys_go_to_each_picture(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    chosen = page.get_by_role("navigation", name="Pictures").locator("[aria-current=true]")
    expect(chosen).to_have_text("Map")

    for key, view in (("r", "Relations"), ("t", "Table"), ("m", "Map")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(chosen).to_have_text(view)


def test_keys_search_compare_and_help(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    expect(on_map(page, "Goma")).to_be_visible()

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Compare")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Compare")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="How to read this page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_tab_reaches_both_handles(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    expect(on_map(page, "Goma")).to_be_visible()
    reached: set[str] = set()

    for _ in range(150):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
        if {"on-handle", "known-handle"} <= reached:
            break

    assert {"on-handle", "known-handle"} <= reached


@pytest.mark.parametrize("other", ["2025-01-25", "known:2025-01-26"])
def test_what_changed_names_goma(scenario: Served, open_page: OpenPage, other: str) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&compare={other}")

    changed = page.get_by_role("region", name="Compare")

    expect(changed.get_by_role("heading", name="Territory: 1 new")).to_be_visible()
    expect(line(changed, "Goma:")).to_contain_text("held by: FARDC, now M23, contested")


@pytest.mark.parametrize(
    ("status", "words", "line_through"),
    [("claimed", "“claimed”", "none"), ("disputed", "disputed", "line-through")],
)
def test_what_is_doubtful_looks_so_without_colour(
    scenario: Served, open_page: OpenPage, status: str, words: str, line_through: str
) -> None:
    page = open_page(f"{scenario.address}/?status={status}")

    badge = page.get_by_role("list", name="Happenings").get_by_text(words, exact=True).first

    expect(badge).to_have_css("border-top-style", "dashed")
    expect(badge).to_have_css("text-decoration-line", line_through)
