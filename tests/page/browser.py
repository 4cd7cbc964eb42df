"""A browser that tells on a page: what it asks of other addresses, and what it complains of."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from tests.project.repository import ROOT

PAGE = ROOT / "page"
AXE = PAGE / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
COMPLAINTS = ("error", "warning")
WITHIN_THE_PAGE = ("data", "blob", "about")
PATIENCE = 10_000  # milliseconds

OpenPage = Callable[..., Page]


def not_there(what: str) -> NoReturn:
    """Skip a test for want of something, but not where it must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def found() -> str | None:
    """Where a Chromium is, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright) -> Browser:
    """The machine's Chromium, with a fresh profile."""
    return playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium for as long as tests need it."""
    if not found():
        not_there(f"the page is tested in a browser, and none of {', '.join(NAMES)} is there")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Heard:
    """What a page did that it must not do."""

    allowed: Sequence[str]
    told: list[str] = field(default_factory=list)

    def listen(self, page: Page, address: str) -> None:
        """Hear what this page does from now on."""
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("websocket", lambda opened: self._asked(opened.url, address))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._tell(f"failed: {error}"))

    def _asked(self, url: str, address: str) -> None:
        asked, own = urlsplit(url), urlsplit(address)
        if asked.scheme not in WITHIN_THE_PAGE and asked[:2] != own[:2]:
            self._tell(f"asked another address: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in COMPLAINTS:
            where = message.location.get("url", "")
            self._tell(f"{message.type}: {message.text} ({where})")

    def _tell(self, what: str) -> None:
        if not any(re.search(pattern, what) for pattern in self.allowed):
            self.told.append(what)


@contextmanager
def opening(browser: Browser) -> Iterator[OpenPage]:
    """Open pages, each in a profile of its own; at the end they must have done nothing amiss.

    `open_page(url)` answers with Playwright's page once it is loaded. `allow` takes patterns of
    complaints that a test brings about itself, as by stopping the server; `**context` whatever
    else Playwright's new_context takes.
    """
    heard: list[Heard] = []
    with ExitStack() as opened:

        def open_page(
            url: str,
            *,
            width: int = 1440,
            height: int = 900,
            colours: Literal["light", "dark"] = "light",
            motion: Literal["no-preference", "reduce"] = "no-preference",
            allow: Sequence[str] = (),
            **context: Any,
        ) -> Page:
            profile = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=colours,
                reduced_motion=motion,
                locale="en-GB",
                timezone_id="UTC",
                **context,
            )
            opened.callback(profile.close)
            profile.set_default_timeout(PATIENCE)
            page = profile.new_page()
            heard.append(Heard(allow))
            heard[-1].listen(page, url)
            page.goto(url)
            return page

        yield open_page
    told = [what for each in heard for what in each.told]
    if told:
        raise AssertionError("\n".join(["what a page must not do:", *told]))


def accessibility(page: Page, within: str | None = None, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on a page as it is now, or in a part of it.

    `rules` are those of axe to ask, where it is not to ask all. The source is evaluated, as the
    page's content policy forbids a script that it did not bring.
    """
    if not AXE.exists():
        not_there("axe-core is not there: make page")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """async ([within, type, values]) => (await axe.run(within ?? document, {
            runOnly: {type, values}, resultTypes: ["violations"],
        })).violations""",
        [within, *(("rule", [*rules]) if rules else ("tag", WCAG))],
    )
    return [
        f"{rule['id']} ({rule['impact']}) at {' '.join(map(str, node['target']))}: "
        + " ".join(node["failureSummary"].split())
        for rule in found
        for node in rule["nodes"]
    ]
