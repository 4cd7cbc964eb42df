"""An address that asks for what there is not: it is told, or it is ignored, and never half."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.browser import OpenPage
from tests.page.served import Served
from tests.page.test_reading import on_map, side_of

ON = "on=2025-01-29"
REFUSED = [r"status of 4\d\d"]
UNREADABLE = "The question names a time that cannot be placed."


def told(page: Page, heading: str) -> Locator:
    """The page tells this, and nothing else."""
    alone = page.get_by_role("main")
    expect(alone.get_by_role("heading")).to_have_text(heading)
    expect(page.get_by_role("region", name="Time", exact=True)).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    return alone


def test_a_position_of_the_log_is_no_date(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?{ON}&known=@45")

    expect(page).to_have_title(re.compile(r"29 Jan 2025, as known at entry 45 ·"))
    handle = page.get_by_role("slider", name="What is known")
    expect(handle).to_have_attribute(
        "aria-valuetext", re.compile(r"as known at entry 45 \(\d+ Jan 2025\)")
    )
    expect(page.get_by_label("As known on")).to_have_value(re.compile(r"2025-01-\d\d"))
    time = page.get_by_role("region", name="Time", exact=True)
    expect(time).to_contain_text(re.compile(r"as known\s+at entry 45 \(\d+ Jan\)"))
    expect(page.get_by_text(re.compile("20[34][0-9]|0 @45"))).to_have_count(0)


NO_DATES = [
    ("on", "2025-02-30"),
    ("on", "9999-12-31"),
    ("on", "2025-01-27T14:00"),
    ("known", "2025-02-30"),
    ("known", "0000"),
    ("known", "@foo"),
]


def test_a_date_that_there_is_not_is_refused(
    scenario: Served, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(scenario.address, allow=REFUSED)

    for name, date in NO_DATES:
        with subtests.test(name, date=date):
            page.goto(f"{scenario.address}/?{name}={date}")
            expect(told(page, UNREADABLE)).to_contain_text(f"{name}: ")


CANNOT_BE = [
    "compare=2025-02-30",
    "compare=known:2025-02-30",
    "compare=@45&category=foo&type=foo&status=foo",
    "span=2025-02-30/2025-03-31&at=999,999,999",
    "span=2025-03-01/2025-01-01&at=29,-1,999",
]


def test_what_cannot_be_is_ignored(
    scenario: Served, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(scenario.address)
    happenings = page.get_by_role("list", name="Happenings").get_by_role("button")

    for ignored in CANNOT_BE:
        with subtests.test(ignored):
            page.goto(f"{scenario.address}/?{ON}&{ignored}")
            expect(on_map(page, "Goma")).to_be_in_viewport()
            expect(happenings.first).to_be_visible()
            expect(page.get_by_role("region", name="Compare")).to_have_count(0)
            expect(page.get_by_role("list", name="Filters that are set")).to_have_count(0)
            expect(page.get_by_role("button", name="All", exact=True, pressed=True)).to_be_visible()


def test_there_is_no_such_crisis(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?crisis=nope&{ON}")
    alone = told(page, "There is no crisis “nope”.")
    expect(page.get_by_label("Crisis", exact=True)).to_have_value("nope")

    alone.get_by_role("button", name=re.compile("^goma-2025")).click()

    expect(on_map(page, "Goma")).to_be_visible()
    expect(page).to_have_url(f"{scenario.address}/?crisis=goma-2025")


@pytest.mark.parametrize("nobody", ["nobody", "publisher:nobody"])
def test_nobody_of_that_id_tells_anything(
    scenario: Served, open_page: OpenPage, nobody: str
) -> None:
    page = open_page(f"{scenario.address}/?{ON}&according_to={nobody}", allow=REFUSED)
    alone = told(page, f"Nobody with the id “{nobody}” is in the ledger.")

    alone.get_by_role("button", name="Everyone's word").click()

    expect(on_map(page, "Goma")).to_be_visible()


@pytest.mark.parametrize(
    ("known", "words"), [("1900-01-01", "by 1 Jan 1900"), ("@0", "at entry 0")]
)
def test_nothing_was_recorded_by_then(
    scenario: Served, open_page: OpenPage, known: str, words: str
) -> None:
    page = open_page(f"{scenario.address}/?{ON}&known={known}")
    alone = told(page, f"Nothing was recorded {words}.")

    alone.get_by_role("button", name="Show what is known now").click()

    expect(on_map(page, "Goma")).to_be_visible()


def test_a_country_is_found_however_it_is_written(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?{ON}&country=rwa")

    expect(side_of(page, "Rwanda").get_by_text("Asked of it")).to_be_visible()


def test_no_country_has_this_code(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?{ON}&country=XXX", allow=REFUSED)

    expect(side_of(page, "XXX").get_by_role("alert")).to_contain_text("'XXX' is no country")


def test_there_is_no_such_event(scenario: Served, open_page: OpenPage) -> None:
    page = open_page(f"{scenario.address}/?{ON}&event=nope", allow=REFUSED)

    expect(page.get_by_role("heading", name="There is no such event.")).to_be_visible()


def test_what_was_wrong_is_told(
    scenario: Served, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    page = open_page(scenario.address, allow=REFUSED)

    for name in ("at_least", "resolve"):
        with subtests.test(name):
            page.goto(f"{scenario.address}/?{ON}&{name}=foo")
            alone = told(page, "What was sent does not fit.")
            expect(alone).to_contain_text(f"{name}: Input should be")
