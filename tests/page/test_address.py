"""The whole screen is in the address: whoever gets it sees the same, and Back returns."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.browser import OpenPage
from tests.page.served import Served
from tests.page.test_reading import line, on_map, side_of, situation

SUMMIT = "edc91cde-72ad-5fd1-bd1b-c26aafd46443"
AFRICA = "at=20,0,3"


def card(page: Page, name: str) -> Locator:
    """What the map tells of one thing, beside it."""
    return page.get_by_role("main").get_by_role("group", name=name, exact=True)


def relation(page: Page, pair: str) -> Locator:
    """What the relation of two parties rests on."""
    return page.get_by_role("main").get_by_role("group", name=pair, exact=True)


def report(page: Page) -> Locator:
    """The report of a happening."""
    return page.get_by_role("article", name="Report")


def section(page: Page, title: str) -> Locator:
    """A part of the situation, which can be opened."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return situation(page).locator("details").filter(has=heading)


def legend(page: Page) -> Locator:
    """What the marks of the map mean."""
    return page.get_by_role("main").locator("details").filter(has_text="Legend")


def is_open(details: Locator, *, yes: bool = True) -> None:
    """A part that can be opened is open, or it is not."""
    if yes:
        expect(details).to_have_attribute("open", "")
    else:
        expect(details).not_to_have_attribute("open", "")


def tells(page: Page, words: str) -> None:
    """The address has these words, once what changes it has come to rest."""
    expect(page).to_have_url(re.compile(words))


def press_an_arc(page: Page) -> None:
    """Press the map from its top down, until an arc is under the pointer."""
    expect(page.get_by_role("button", name=re.compile("^Kinshasa: "))).to_be_visible()
    box = page.get_by_role("group", name="Map. Plus and minus zoom").bounding_box()
    assert box
    for down in range(40, 320, 6):
        page.mouse.click(box["x"] + 200, box["y"] + down)
        if "card=" in page.evaluate("location.search"):  # the driver hears of it later
            return


@pytest.mark.parametrize("thing", ["Goma", "Kigali"])
def test_a_card_on_the_map_is_in_the_address(
    scenario: Served, open_page: OpenPage, thing: str
) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29")
    mark = on_map(here, "Goma")
    if thing == "Kigali":
        mark = here.get_by_role("main").get_by_role("button", name=re.compile("^Kigali: 2 calls"))
    mark.click()
    expect(card(here, thing)).to_be_focused()

    there = open_page(here.url)

    expect(card(there, thing)).to_be_visible()
    assert card(there, thing).inner_text() == card(here, thing).inner_text()
    here.go_back()
    expect(card(here, thing)).to_have_count(0)
    here.go_forward()
    expect(card(here, thing)).to_be_visible()


def test_a_meeting_on_the_map_is_in_the_address(scenario: Served, open_page: OpenPage) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29&{AFRICA}")
    press_an_arc(here)
    meeting = card(here, "Call or meeting")
    expect(meeting.get_by_role("listitem")).to_have_count(1)

    there = open_page(here.url)

    expect(card(there, "Call or meeting")).to_have_text(meeting.inner_text())
    meeting.get_by_role("button", name="Close").click()
    expect(meeting).to_have_count(0)
    here.go_back()
    expect(meeting).to_be_visible()


def test_an_address_of_a_place_still_opens_its_card(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&place=goma")
    expect(card(page, "Goma")).to_be_visible()
    filters = page.get_by_role("list", name="Filters that are set")
    expect(filters).to_contain_text("Goma")

    card(page, "Goma").get_by_role("button", name="Show all places").click()

    expect(filters).to_have_count(0)
    expect(card(page, "Goma")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page, "Goma")).to_have_count(0)


def test_the_table_and_its_order_are_in_the_address(scenario: Served, open_page: OpenPage) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29&view=table")
    here.get_by_label("Which table").select_option("Embassies")
    header = here.get_by_role("columnheader", name="Mission")
    header.get_by_role("button").click()
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    tells(here, "order=-Mission")

    there = open_page(here.url)

    expect(there.get_by_label("Which table")).to_have_value("embassies")
    sorted_there = there.get_by_role("columnheader", name="Mission")
    expect(sorted_there).to_have_attribute("aria-sort", "descending")
    first = here.get_by_role("main").get_by_role("rowheader").first.inner_text()
    expect(there.get_by_role("main").get_by_role("rowheader").first).to_have_text(first)
    here.go_back()
    expect(here.get_by_label("Which table")).to_have_value("territory")


def test_a_relation_is_in_the_address(scenario: Served, open_page: OpenPage) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29&view=relations")
    community = here.get_by_role("main").get_by_role("button", name="East African Community")
    community.and_(here.locator("[aria-pressed]")).click()
    here.get_by_text("The same in words").click()
    tells(here, "open=relations:words")
    pair = "Burundi and East African Community"
    here.get_by_role("button", name=f"{pair}: 1 contact").click()
    expect(relation(here, pair)).to_be_focused()

    there = open_page(here.url)

    expect(relation(there, pair)).to_be_visible()
    expect(there.get_by_role("button", name=f"{pair}: 1 contact")).to_be_visible()
    stands_out = there.get_by_role("main").get_by_role("button", pressed=True)
    expect(stands_out).to_have_text("East African Community")
    here.go_back()
    expect(relation(here, pair)).to_have_count(0)
    here.go_back()
    expect(here.get_by_role("main").get_by_role("button", pressed=True)).to_have_count(0)


def test_a_relation_that_is_not_yet_is_said_not_to_be(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&view=relations&pair=RWA~COD")
    expect(relation(page, "DR Congo and Rwanda")).to_be_visible()

    page.get_by_label("On", exact=True).fill("2025-01-22")
    nothing = page.get_by_text("Nothing between DR Congo and Rwanda is told by this date")
    expect(nothing).to_be_visible()
    page.get_by_label("On", exact=True).fill("2025-01-29")
    expect(relation(page, "DR Congo and Rwanda")).to_be_visible()


def test_the_form_of_a_report_is_in_the_address(scenario: Served, open_page: OpenPage) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29&q=communique")
    here.get_by_role("list", name="Happenings").get_by_role("button").first.click()
    report(here).get_by_role("button", name="Wide").click()
    report(here).get_by_role("button", name="By field").click()
    tells(here, "wide=true&accounts=field")

    there = open_page(here.url)

    for each in ("Wide", "By field"):
        expect(report(there).get_by_role("button", name=each, pressed=True)).to_be_visible()
    expect(report(there).get_by_role("table")).to_have_count(0)
    assert report(there).bounding_box() == report(here).bounding_box()
    here.go_back()
    expect(report(here)).to_have_count(0)
    assert "wide" not in here.url
    assert "accounts" not in here.url


def test_what_is_unfolded_is_in_the_address(scenario: Served, open_page: OpenPage) -> None:
    here = open_page(f"{scenario.address}/?on=2025-01-29")
    is_open(section(here, "Appeals"))
    section(here, "Appeals").locator("summary").first.click()
    section(here, "Humanitarian").locator("summary").first.click()
    line(situation(here), "Goma").click()
    legend(here).locator("summary").click()
    tells(here, r"open=-appeals,humanitarian,situation:territory:goma,-map:legend$")

    there = open_page(here.url)

    is_open(section(there, "Humanitarian"))
    is_open(section(there, "Appeals"), yes=False)
    is_open(legend(there), yes=False)
    expect(situation(there).get_by_text("Held by M23 since 28 Jan")).to_be_visible()
    for part in ("Appeals", "Humanitarian"):
        section(there, part).locator("summary").first.click()
    line(situation(there), "Goma").click()
    legend(there).locator("summary").click()
    expect(there).not_to_have_url(re.compile("open="))


def test_what_is_unfolded_stays_when_one_goes_and_comes_back(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    section(page, "Humanitarian").locator("summary").first.click()
    page.get_by_role("button", name="Table", exact=True).click()
    is_open(section(page, "Humanitarian"))

    page.go_back()

    expect(on_map(page, "Goma")).to_be_visible()
    is_open(section(page, "Humanitarian"))
    page.go_back()
    assert page.url == "about:blank"  # what is unfolded is no step of its own


def test_what_belonged_to_what_is_closed_leaves_the_address(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29&country=RWA")
    line(side_of(page, "Rwanda"), "It talked to").click()
    on_map(page, "Goma").click()
    tells(page, "card=place:goma.*open=country:RWA:contacts")

    page.get_by_role("button", name="Table", exact=True).click()
    expect(page).not_to_have_url(re.compile("card="))
    page.get_by_role("combobox", name="The side of").select_option("Kenya")
    expect(side_of(page, "Kenya")).to_be_visible()
    expect(page).not_to_have_url(re.compile("open="))


NONSENSE = [
    ("card=nonsense", None),
    ("card=place:nowhere", "No holder is recorded by 29 Jan 2025."),
    ("card=station:nowhere", "Nothing is told of the seven days to 29 Jan 2025."),
    ("card=contact:never", "It is not told by 29 Jan 2025."),
    ("view=table&table=none&order=-None", "Territory, 29 Jan 2025: 9 rows"),
    ("view=relations&pair=none&body=nobody", None),
    ("view=relations&pair=AAA~RWA", "Nothing between AAA and Rwanda is told by this date."),
    ("open=nothing,,-,-nothing,country:,all:", None),
]


def test_nonsense_in_an_address_does_no_harm(
    scenario: Served, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(scenario.address)

    for nonsense, told in NONSENSE:
        with subtests.test(nonsense):
            page.goto(f"{scenario.address}/?on=2025-01-29&{nonsense}")
            is_open(section(page, "Appeals"))
            if told:
                expect(page.get_by_text(told).first).to_be_visible()
            else:
                harmed = page.get_by_role("main").locator(".popover, .none, .between")
                expect(harmed).to_have_count(0)


def test_a_report_has_no_form_that_there_is_not(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?event={SUMMIT}&wide=very&accounts=upside")

    for each in ("Wide", "By field"):
        expect(report(page).get_by_role("button", name=each, pressed=False)).to_be_visible()
    expect(report(page).get_by_role("button", name="Side by side", pressed=True)).to_be_visible()


def test_a_link_that_is_copied_at_once_has_it_all(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(
        f"{scenario.address}/?on=2025-01-29&event={SUMMIT}",
        permissions=["clipboard-read", "clipboard-write"],
    )
    expect(report(page).get_by_role("button", name="By field")).to_be_visible()

    page.evaluate("""() => {
        const press = (words) => [...document.querySelectorAll("button")]
            .find((button) => words.test(button.textContent + button.title)).click();
        press(/By field/);
        press(/Copy (the|a) link/);
    }""")

    expect(page.get_by_text("Link copied").first).to_be_visible()
    assert "accounts=field" in page.evaluate("navigator.clipboard.readText()")
