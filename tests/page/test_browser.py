"""The browser that the tests look through, held to what it must notice."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.page.browser import opening
from tests.page.conftest import Axe

Shown = Callable[[str], str]
STRICT = "default-src 'self'; script-src 'self'"


@pytest.fixture
def shown() -> Iterator[Shown]:
    """Serves a page of that body under a strict content policy; the answer is its address."""
    bodies: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", STRICT)
            self.end_headers()
            text = f"<!doctype html><html lang=en><title>T</title><main>{bodies[-1]}</main></html>"
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        running = Thread(target=server.serve_forever)
        running.start()

        def show(body: str) -> str:
            bodies.append(body)
            return f"http://127.0.0.1:{server.server_port}/"

        yield show
        server.shutdown()
        running.join()


ELSEWHERE = "<img src='http://127.0.0.2:9/x.png' alt=''>"
INLINE = "<script>1</script>"
THROW = "() => void setTimeout(() => { throw new Error('of the page') })"


def _opened(browser: Browser, url: str, script: str = "() => {}") -> None:
    with opening(browser) as open_page:
        page = open_page(url)
        page.evaluate(script)
        page.wait_for_timeout(100)


def test_a_page_must_not_ask_another_address(browser: Browser, shown: Shown) -> None:
    with pytest.raises(AssertionError, match=r"asked another address: http://127\.0\.0\.2:9/x"):
        _opened(browser, shown(ELSEWHERE))


def test_a_page_must_not_complain(browser: Browser, shown: Shown) -> None:
    with pytest.raises(AssertionError, match=r"error: .*Content Security Policy"):
        _opened(browser, shown(INLINE))


def test_a_page_must_not_throw(browser: Browser, shown: Shown) -> None:
    with pytest.raises(AssertionError, match="failed: of the page"):
        _opened(browser, shown("<h1>Goma</h1>"), THROW)


def test_what_a_test_brings_about_itself_is_allowed(browser: Browser, shown: Shown) -> None:
    with opening(browser) as open_page:
        open_page(shown(INLINE), allow=["Content Security Policy"])


def test_what_is_not_accessible_is_told_under_a_strict_policy(
    browser: Browser, shown: Shown, axe: Axe
) -> None:
    with opening(browser) as open_page:
        good = axe(open_page(shown("<h1>Goma</h1>")))
        (bad,) = axe(open_page(shown("<button></button>")))

    assert good == []
    assert bad.startswith("button-name (critical) at button: ")


def test_a_page_is_seen_as_asked(browser: Browser, shown: Shown) -> None:
    with opening(browser) as open_page:
        page = open_page(
            shown("<h1>Goma</h1>"), width=390, height=844, colours="dark", motion="reduce"
        )

        assert page.evaluate("[innerWidth, innerHeight, navigator.language]") == [390, 844, "en-GB"]
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "UTC"
