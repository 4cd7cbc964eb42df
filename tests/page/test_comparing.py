"""What someone sees who compares: two dates, or what was known then with what is known now."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.page.browser import OpenPage
from tests.page.served import Served


def compared(page: Page) -> Locator:
    """What the page says has changed."""
    return page.get_by_role("region", name="Compare")


def change(page: Page, words: str) -> Locator:
    """One change, as it is told in a line."""
    return compared(page).locator("summary").filter(has_text=words)


def section(page: Page, title: str) -> Locator:
    """The line of the situation that has this title."""
    situation = page.get_by_role("complementary", name="Situation")
    heading = page.get_by_role("heading", name=title, exact=True)
    return situation.locator("summary").filter(has=heading)


def test_a_place_of_which_nothing_was_told_has_not_changed_hands(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2026-01-18&compare=2025-12-01")

    expect(change(page, "Uvira")).to_contain_text("Uvira: held by FARDC")
    expect(compared(page).get_by_role("heading", name="Territory: 1 new")).to_be_visible()
    expect(change(page, ", now FARDC")).to_have_count(0)


def test_a_place_that_was_held_and_is_held_by_another_has_changed_hands(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2026-01-18&compare=2025-12-12")

    expect(change(page, "Uvira")).to_contain_text("Uvira: held by: M23, now FARDC")
    expect(compared(page).get_by_role("heading", name="Territory: 1 changed")).to_be_visible()


def test_a_new_row_that_one_side_claims_is_told_as_a_claim(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2026-01-18&compare=2025-12-12")

    appeal = change(page, "withdraw")
    expect(appeal).to_contain_text(re.compile("“.+ withdraw”"))
    expect(appeal.get_by_text("“claimed”")).to_have_css("border-top-style", "dashed")


def test_a_folded_section_tells_that_a_denial_came_later(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-31&known=2025-01-30")

    expect(section(page, "Allegations")).to_contain_text(re.compile("of which 1 denied *now: 2"))


def test_a_folded_section_tells_that_its_rows_are_others_though_as_many(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-31&known=2025-01-30")

    expect(section(page, "Contacts")).to_contain_text("changed since")
    page.get_by_role("button", name="Back to now").click()
    expect(section(page, "Contacts")).not_to_contain_text("changed since")
