"""What the tests of the page stand on: a real server with the built page, and a real browser."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.page.browser import PAGE, OpenPage, accessibility, browsing, not_there, opening
from tests.page.served import Json, Served

Fresh = Callable[..., Served]
Axe = Callable[..., list[str]]


@pytest.fixture(scope="package")
def built() -> Path:
    """The page, as `make page` builds it."""
    index = PAGE / "dist" / "index.html"
    if not index.exists():
        not_there("the page is not built: make page")
    return index


@pytest.fixture(scope="package")
def scenario(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The crisis of Goma, to be read; a test that records something takes `fresh`."""
    served = Served(tmp_path_factory.mktemp("scenario") / "goma.sqlite")
    served.load("goma-2025")
    with served:
        yield served


@pytest.fixture
def fresh(built: Path, tmp_path: Path) -> Iterator[Fresh]:
    """A ledger for one test alone: empty, or `fresh(event, ...)`, or `fresh(scenario=NAME)`."""
    with ExitStack() as running:

        def fresh(*events: Json, scenario: str | None = None) -> Served:
            served = Served(tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite")
            if scenario:
                served.load(scenario)
            running.enter_context(served)
            if events:
                served.given(*events)
            return served

        yield fresh


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the page; each test has profiles of its own."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages that must ask no other address, and complain of nothing."""
    with opening(browser) as open_page:
        yield open_page


@pytest.fixture
def axe() -> Axe:
    """What is not accessible on a page, in words: `assert axe(page) == []`."""

    def violations(page: Page, within: str | None = None, rules: Sequence[str] = ()) -> list[str]:
        return accessibility(page, within, rules)

    return violations
