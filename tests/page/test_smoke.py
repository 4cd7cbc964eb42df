"""The page is there, and asks nobody else for anything."""

from playwright.sync_api import expect

from tests.page.browser import OpenPage
from tests.page.served import Served


def test_the_page_opens(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/")

    expect(page.get_by_role("heading", name="Crisis Ledger", level=1)).to_be_visible()
