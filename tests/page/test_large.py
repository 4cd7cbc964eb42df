"""A ledger of more happenings than a page draws at once: what it says of each date is true."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.synthetic import fill, lines
from tests.page.browser import OpenPage
from tests.page.served import Json, Served

EVENTS, YEARS = 12_000, timedelta(days=730)
DRAWN = "10,000"
EARLY, THEN = "2024-02-01", "2024-03-01"


@pytest.fixture(scope="module")
def large(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two years of a made-up crisis, of which the last months alone are drawn at first."""
    store = tmp_path_factory.mktemp("large") / "large.sqlite"
    fill({"SQLITE_DBNAME": str(store)}, lines(EVENTS, within=YEARS))
    with Served(store) as served:
        yield served


def _told(served: Served, path: str) -> Json:
    answer = served.client.get(path)
    answer.raise_for_status()
    told: Json = answer.json()
    return told


def _over(served: Served, on: str, known: str = "") -> list[Json]:
    """The happenings that were over by the end of a day."""
    marks = _told(served, f"/marks?crisis=synthetic&to={on}&limit=20000{known}")["marks"]
    end = date.fromisoformat(on) + timedelta(days=1)
    return [mark for mark in marks if mark["end"] <= f"{end}T00:00:00Z"]


def _events(page: Page) -> Locator:
    return page.get_by_role("region", name="Events")


def _figure(page: Page, section: str) -> int:
    """The figure of a part of the situation, once it is read."""
    summary = page.locator("summary", has=page.get_by_role("heading", name=section, exact=True))
    expect(summary).to_be_visible(timeout=60_000)
    found = re.search(r"\d[\d,]*", summary.inner_text())
    assert found
    return int(found.group().replace(",", ""))


def test_a_day_before_all_that_is_drawn_shows_what_had_happened_by_it(
    large: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{large.address}/?on={EARLY}")
    expect(_events(page)).to_contain_text(f"{len(_over(large, EARLY)):,} happenings up to 1 Feb")
    expect(page.get_by_role("list", name="Happenings")).to_contain_text("1 Feb")


def test_what_is_too_much_to_draw_is_counted_and_said(large: Served, open_page: OpenPage) -> None:
    page = open_page(large.address)
    total = _told(large, "/marks?crisis=synthetic&limit=1")["total"]
    expect(_events(page)).to_contain_text(f"{total:,} happenings up to")
    expect(_events(page)).to_contain_text(f"the last {DRAWN} listed")


def test_every_row_of_the_situation_counts(large: Served, open_page: OpenPage) -> None:
    page = open_page(large.address)
    contacts = _told(large, "/state/contacts?crisis=synthetic&limit=1")["total"]
    assert contacts > 500
    assert _figure(page, "Contacts") == contacts


def test_what_today_draws_no_more_is_not_said_to_be_withdrawn(
    large: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{large.address}/?on={EARLY}&known={THEN}")
    then = {mark.get("happening", mark["event"]) for mark in _over(large, EARLY, f"&known={THEN}")}
    now = {mark.get("happening", mark["event"]) for mark in _over(large, EARLY)}
    expect(_events(page)).to_contain_text(f"{len(then):,} happenings up to")
    expect(page.get_by_role("list", name="Happenings")).to_contain_text("1 Feb")
    said = page.get_by_text("since joined or withdrawn").count()
    assert said <= len(then - now) < page.get_by_role("listitem").count()
