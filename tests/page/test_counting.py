"""What is counted and found is all of it, or what is left out is said."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.page.browser import OpenPage
from tests.page.served import Served

ON = "on=2025-03-01"


def test_a_search_finds_what_summaries_and_other_accounts_say(
    scenario: Served, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(scenario.address)
    events = page.get_by_role("region", name="Events")

    for sought in ("encyclopaedia", "treasury", "rubio kagame"):
        with subtests.test(sought):
            found = set.intersection(*(happenings(scenario, word) for word in sought.split()))
            page.goto(f"{scenario.address}/?{ON}&q={sought}")
            expect(events).to_contain_text(f"{len(found)} of 87 happenings")


def happenings(scenario: Served, word: str) -> set[str]:
    """The happenings of which the ledger finds an account that has this word."""
    found = scenario.client.get(f"/events?q={word}&crisis=goma-2025&limit=500&{ON}")
    return {event["happening"] for event in found.json()["events"]}


def test_a_word_that_nobody_says_is_denied_once_all_is_searched(
    scenario: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{scenario.address}/?{ON}&q=zzyzx")
    expect(page.get_by_text("None on any other date either")).to_be_visible()


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("at_least=confirmed", "Only what is confirmed"),
        ("resolve=latest", "Of several accounts the one recorded last speaks"),
    ],
)
def test_what_the_figures_leave_out_is_said_beside_them(
    scenario: Served, open_page: OpenPage, chosen: str, said: str
) -> None:
    page = open_page(f"{scenario.address}/?{ON}&{chosen}")
    notice = page.get_by_role("paragraph").filter(has_text=said)
    expect(notice).to_be_visible()
    expect(page).to_have_title(re.compile(f"^{said}: "))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("header.title")).to_contain_text(said)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")

    notice.get_by_role("button", name="All that is told").click()

    expect(notice).to_have_count(0)


def test_an_export_names_no_actor_as_the_place(
    scenario: Served, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(f"{scenario.address}/?on=2025-01-29")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name=re.compile("CSV")).click()
    file = tmp_path / "events.csv"
    coming.value.save_as(file)
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    places = {row["place"] for row in rows}
    assert "Goma" in places
    assert not {"United States", "FARDC"} & places
