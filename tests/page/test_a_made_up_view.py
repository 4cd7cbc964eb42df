"""A view of which the page knows nothing is on it: its table, its copy, its file, its section."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.browser import OpenPage
from tests.page.served import Served

ON = "on=2025-01-29"


class ServedWithFronts(Served):
    """What `crisis serve` serves where there is one view more."""

    def _crisis(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.made_up_view", *words]


@pytest.fixture(scope="module")
def fronts(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = ServedWithFronts(tmp_path_factory.mktemp("fronts") / "goma.sqlite")
    served.load("goma-2025")
    with served:
        yield served


def table(page: Page) -> Locator:
    return page.get_by_role("region", name="Front lines").get_by_role("table")


def test_its_table_has_its_columns_and_is_sorted_by_them(
    fronts: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{fronts.address}/?{ON}&view=table")
    page.get_by_label("Which table").select_option("Front lines")

    expect(table(page).get_by_role("row", name="Goma")).to_contain_text("M23, FARDC")
    columns = table(page).get_by_role("columnheader").all_inner_texts()
    assert columns[:4] == ["Place", "Between", "Since", "Status"]
    table(page).get_by_role("button", name="Since", exact=True).click()
    expect(table(page).get_by_role("columnheader", name="Since")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_its_table_is_copied_as_text(fronts: Served, open_page: OpenPage) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    page = open_page(f"{fronts.address}/?{ON}&view=table&table=fronts", permissions=permissions)
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_text("rows copied")).to_be_visible()

    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].startswith("Place\tBetween\tSince\tStatus\t")
    assert any(line.startswith("Goma\tDR Congo, M23, FARDC\t") for line in copied[1:])


@pytest.mark.parametrize("format", ["CSV", "GeoJSON"])
def test_its_rows_are_had_as_a_file(fronts: Served, open_page: OpenPage, format: str) -> None:
    page = open_page(f"{fronts.address}/?{ON}&view=table&table=fronts")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name=format, exact=True).click()

    file = downloaded.value
    assert file.suggested_filename.startswith("goma-2025_fronts_on-2025-01-29_known-")
    told = Path(file.path()).read_text(encoding="utf-8")
    assert "sides_name" in told
    assert "M23; FARDC" in told


def test_it_has_a_plain_section_in_the_situation(fronts: Served, open_page: OpenPage) -> None:
    page = open_page(f"{fronts.address}/?{ON}")
    situation = page.get_by_role("complementary", name="Situation")
    heading = page.get_by_role("heading", name="Front lines", exact=True)
    section = situation.locator("section").filter(has=heading)
    section.locator("summary").first.click()

    expect(section.get_by_text("Where it is fought, and by whom.")).to_be_visible()
    row = section.locator("summary").filter(has_text="Goma")
    expect(row).to_contain_text("Goma: between: DR Congo, M23, FARDC")
    row.click()
    expect(section.get_by_role("button", name="Open the report").first).to_be_visible()


def test_where_nothing_is_told_its_section_says_so(fronts: Served, open_page: OpenPage) -> None:
    page = open_page(f"{fronts.address}/?on=2001-01-01")
    situation = page.get_by_role("complementary", name="Situation")
    heading = page.get_by_role("heading", name="Front lines", exact=True)

    expect(situation.locator("section").filter(has=heading)).to_contain_text("nothing told")


def test_what_changed_in_it_is_told_by_its_titles(fronts: Served, open_page: OpenPage) -> None:
    page = open_page(f"{fronts.address}/?{ON}&compare=2025-01-20")
    compared = page.get_by_role("region", name="Compare")

    expect(compared.get_by_role("heading", name="Front lines: 1 new")).to_be_visible()
    change = compared.locator("summary").filter(has_text="Goma: between:")
    expect(change).to_contain_text("M23, FARDC")
