"""Recording through the page: an event, and every change of one."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.goma import BUKAVU, GOMA, M23
from tests.page.browser import OpenPage
from tests.page.conftest import Fresh
from tests.page.served import Served

REFUSED = [r"status of 4\d\d"]


def _captured(place: Any, publisher: str, **told: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "type": "CityCaptured",
        "occurred": "2025-01-28",
        "sources": [{"publisher": publisher}],
        "data": {"place": place.model_dump(exclude_none=True), "by": _told(M23)},
        **told,
    }


def _told(noun: Any) -> dict[str, Any]:
    return dict(noun.model_dump(exclude_none=True))


GOMA_FALLS = _captured(GOMA, "Radio Okapi")
BUKAVU_FALLS = _captured(BUKAVU, "Example Radio")


def _drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def _report(page: Page) -> Locator:
    return page.get_by_role("article", name="Report")


def _choose(page: Page, field: str, words: str) -> None:
    """Search in a box of the drawer, and take the first that is found, by the keyboard."""
    box = _drawer(page).get_by_role("combobox", name=field)
    box.click()
    box.press_sequentially(words)
    expect(page.get_by_role("option", name=re.compile(words, re.I)).first).to_be_visible()
    box.press("Enter")
    expect(box).to_be_hidden()


def _fill_in(page: Page, publisher: str, occurred: str) -> None:
    _drawer(page).get_by_label("Publisher").fill(publisher)
    _choose(page, "Type", "City captured")
    _drawer(page).get_by_label("When it happened").fill(occurred)
    _choose(page, "Place", "Goma")
    _choose(page, "By whom", "M23")


def _press(page: Page, name: str) -> None:
    _drawer(page).get_by_role("button", name=name, exact=True).click()


def _entries(served: Served) -> int:
    return int(served.client.get("/readyz").json()["position"])


def _opened(served: Served, open_page: OpenPage, does: str, event: str) -> Page:
    """The report of an event, with the drawer opened from it."""
    page: Page = open_page(f"{served.address}/?event={event}")
    _do(page, does)
    return page


def _do(page: Page, does: str) -> None:
    _report(page).get_by_role("button", name=does, exact=True).first.click()


def _record_with_reason(page: Page, does: str, reason: str) -> None:
    _drawer(page).get_by_label("Reason").fill(reason)
    _press(page, does)
    expect(_drawer(page).get_by_text("Recorded as entry")).to_be_visible()
    _press(page, "Open it")


def test_an_event_is_read_back_recorded_and_arrives_in_another_window(
    fresh: Fresh, open_page: OpenPage
) -> None:
    served = fresh(GOMA_FALLS)
    other = open_page(served.address)
    rows = other.get_by_role("list", name="Happenings").get_by_role("button")
    expect(rows).to_have_count(1)
    page = open_page(f"{served.address}/?record=append")

    _fill_in(page, "actualite.cd", "2025-01-27")
    _press(page, "Read it back")
    expect(_drawer(page)).to_contain_text("This will be recorded")
    expect(_drawer(page)).to_contain_text("City captured: Goma, by M23")
    assert _entries(served) == 1
    _press(page, "Record it")

    expect(_drawer(page)).to_contain_text("Recorded as entry 2")
    other.get_by_role("button", name="1 new").click()
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="actualite.cd")).to_have_count(1)


UNFIT = [
    ("Publisher", "", "say who publishes it"),
    ("Address", "example.org", "'example.org' is no web address"),
    ("When it happened", "2025-13", "'2025-13' is not a date this ledger can place"),
    ("When it happened", "2025-01-28/2025-01-27", "ends before it starts"),
]


def test_what_does_not_fit_is_told_at_its_field_until_it_is_mended_and_nothing_is_recorded(
    fresh: Fresh, open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    served = fresh(GOMA_FALLS)
    page = open_page(f"{served.address}/?record=append", allow=REFUSED)
    _fill_in(page, "actualite.cd", "2025-01-27")

    for label, typed, told in UNFIT:
        with subtests.test(label, typed=typed):
            field = _drawer(page).get_by_label(label)
            fits = field.input_value()
            field.fill(typed)
            _press(page, "Read it back")

            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_have_accessible_description(re.compile(told))
            expect(field).to_be_focused()
            expect(_drawer(page).get_by_role("alert")).to_contain_text("1 thing to mend")
            field.fill(fits)

    _press(page, "Read it back")
    expect(_drawer(page)).to_contain_text("This will be recorded")
    assert _entries(served) == 1


def test_all_that_does_not_fit_is_told_at_once_by_the_labels_of_its_fields(
    fresh: Fresh, open_page: OpenPage
) -> None:
    page = open_page(f"{fresh(GOMA_FALLS).address}/?record=append")

    _drawer(page).get_by_label("Address").fill("not a url")
    _choose(page, "Type", "City captured")
    _drawer(page).get_by_label("When it happened").fill("32 January")
    expect(_drawer(page).get_by_role("combobox", name="By whom")).to_be_visible()
    _press(page, "Read it back")

    wrong = _drawer(page).get_by_role("alert").get_by_role("listitem")
    expect(wrong).to_contain_text(
        [
            "Source 1: Publisher: say who publishes it",
            "Source 1: Address (URL): 'not a url' is no web address",
            "When it happened: '32 January' is not a date this ledger can place",
            "Place: is missing",
            "By whom: is missing",
        ]
    )


def test_what_is_typed_is_there_again_after_going_back_at_once(
    fresh: Fresh, open_page: OpenPage
) -> None:
    page = _opened(fresh(GOMA_FALLS), open_page, "Correct", GOMA_FALLS["id"])

    _drawer(page).get_by_label("Reason").fill("The date was misread")
    page.go_back()
    expect(_drawer(page)).to_be_hidden()
    page.go_forward()

    expect(_drawer(page).get_by_label("Reason")).to_have_value("The date was misread")


def test_a_correction_is_told_in_the_history_with_both_values_and_the_reason(
    fresh: Fresh, open_page: OpenPage
) -> None:
    page = _opened(fresh(GOMA_FALLS), open_page, "Correct", GOMA_FALLS["id"])

    _drawer(page).get_by_label("When it happened").fill("2025-01-27")
    _drawer(page).get_by_label("Reason").fill("The date was misread")
    _press(page, "See what changes")
    expect(_drawer(page)).to_contain_text("The date was misread")
    _press(page, "Record it")
    _press(page, "Open it")

    history = _report(page).get_by_role("listitem").filter(has_text="Corrected")
    expect(history.locator("del")).to_contain_text("28")
    expect(history.locator("ins")).to_contain_text("27")
    expect(history).to_contain_text("The date was misread")


def test_an_account_is_assessed(fresh: Fresh, open_page: OpenPage) -> None:
    page = _opened(fresh(GOMA_FALLS), open_page, "Assess", GOMA_FALLS["id"])

    _drawer(page).get_by_role("radio", name=re.compile("^confirmed")).check()
    _record_with_reason(page, "Record the assessment", "The other side confirms it")

    account = _report(page).get_by_role("region", name="Account of Radio Okapi")
    expect(account).to_contain_text("The other side confirms it")
    expect(account.get_by_text("confirmed", exact=True).first).to_be_visible()
    before = account.get_by_role("listitem").filter(has_text="Assessed").get_by_text("reported")
    expect(before).to_be_visible()
    expect(account.get_by_text("reported", exact=True)).to_have_count(1)


def test_what_is_retracted_can_be_reinstated(fresh: Fresh, open_page: OpenPage) -> None:
    page = _opened(fresh(GOMA_FALLS), open_page, "Retract", GOMA_FALLS["id"])

    _record_with_reason(page, "Retract it", "The source took it back")
    expect(_report(page)).to_contain_text("Retracted: The source took it back")
    _do(page, "Reinstate")
    _record_with_reason(page, "Reinstate it", "It was retracted by mistake")

    expect(_report(page)).to_contain_text("It was retracted by mistake")
    expect(_report(page).get_by_text("Retracted: ")).to_be_hidden()


def test_two_happenings_that_are_joined_are_two_accounts_of_one(
    fresh: Fresh, open_page: OpenPage
) -> None:
    page = _opened(fresh(GOMA_FALLS, BUKAVU_FALLS), open_page, "Join", GOMA_FALLS["id"])

    _choose(page, "The same happening as", "Bukavu")
    _record_with_reason(page, "Join them", "The same advance")

    expect(_report(page).get_by_role("region", name="Account of")).to_have_count(2)
    expect(_report(page)).to_contain_text("2 accounts")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until that has the focus."""
    for _ in range(30):
        if page.evaluate(NAME_OF_THE_FOCUSED).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {name}")


NAME_OF_THE_FOCUSED = """() => {
    const focused = document.activeElement;
    return (focused.labels?.[0] ?? focused).textContent.trim();
}"""


def _type_and_take(page: Page, field: str, words: str) -> None:
    _tab_to(page, field)
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=re.compile(words, re.I)).first).to_be_visible()
    page.keyboard.press("Enter")


def test_an_event_is_recorded_with_the_keyboard_alone(fresh: Fresh, open_page: OpenPage) -> None:
    served = fresh(GOMA_FALLS)
    page = open_page(served.address)
    expect(page.get_by_role("list", name="Happenings")).to_be_visible()

    page.keyboard.press("n")
    expect(_drawer(page).get_by_label("Publisher")).to_be_focused()
    page.keyboard.type("actualite.cd")
    _type_and_take(page, "Type", "City captured")
    _tab_to(page, "When it happened")
    page.keyboard.type("2025-01-27")
    _type_and_take(page, "Place", "Goma")
    _type_and_take(page, "By whom", "M23")
    _tab_to(page, "Read it back")
    page.keyboard.press("Enter")
    expect(_drawer(page)).to_contain_text("This will be recorded")
    _tab_to(page, "Record it")
    page.keyboard.press("Enter")

    expect(_drawer(page)).to_contain_text("Recorded as entry 2")
