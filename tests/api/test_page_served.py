"""A browser gets the page from the service itself, and nothing else through it."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.problems import PROBLEM

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = (
    "<!doctype html><title>Crisis Ledger</title><script type=module src=/assets/a-1f.js></script>"
)
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that was built."""
    dist = tmp_path / "dist"
    (dist / "assets" / "deeper").mkdir(parents=True)
    (dist / "index.html").write_text(PAGE)
    (dist / "favicon.svg").write_text("<svg/>")
    (dist / "assets" / "a-1f.js").write_text("export {}")
    (dist / "assets" / "deeper" / "inter-2b.woff2").write_bytes(b"wOF2")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr("api.routes.page.DIST", dist)
    return dist


@pytest.mark.usefixtures("dist")
def test_a_browser_gets_the_page_at_whatever_state_its_address_holds(client: TestClient) -> None:
    for address in ("/", "/?on=2025-01-28&known=2025-01-30&view=map&q=goma&q=airport"):
        page = client.get(address, headers=BROWSER)

        assert (page.status_code, page.text) == (200, PAGE)
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-cache"
    assert client.get("/state?view=map", headers=BROWSER).status_code == 422


@pytest.mark.usefixtures("dist")
def test_the_page_may_load_from_here_and_from_nowhere_else(client: TestClient) -> None:
    headers = client.get("/", headers=BROWSER).headers
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in headers["Content-Security-Policy"].split(";")
    )

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Accept" in re.split(r", *", headers["Vary"])


@pytest.mark.usefixtures("dist")
def test_the_docs_and_the_index_are_not_held_to_the_pages_policy(client: TestClient) -> None:
    assert "Content-Security-Policy" not in client.get("/docs", headers=BROWSER).headers
    assert "Content-Security-Policy" not in client.get("/").headers


def test_a_page_that_the_browser_has_is_not_sent_until_it_is_built_anew(
    client: TestClient, dist: Path
) -> None:
    etag = client.get("/", headers=BROWSER).headers["ETag"]
    has_it = BROWSER | {"If-None-Match": f'"other", W/{etag}'}
    held = client.get("/", headers=has_it)

    (dist / "index.html").write_text(PAGE + "anew")

    assert (held.status_code, held.content) == (304, b"")
    assert "Content-Security-Policy" in held.headers
    assert client.get("/", headers=has_it).status_code == 200


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(
    ("address", "kind", "kept"),
    [
        ("/assets/a-1f.js", "text/javascript; charset=utf-8", FOR_EVER),
        ("/assets/deeper/inter-2b.woff2", "font/woff2", FOR_EVER),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
    ],
)
def test_what_the_page_is_made_of_is_kept_as_its_name_allows(
    client: TestClient, address: str, kind: str, kept: str
) -> None:
    file = client.get(address)

    assert (file.status_code, file.headers["Content-Type"]) == (200, kind)
    assert file.headers["Cache-Control"] == kept
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(
    "address",
    [
        "/assets/b-2c.js",
        "/assets/",
        "/assets/deeper",
        "/assets/..%2f..%2fsecret.js",
        "/assets/%2e%2e/%2e%2e/secret.js",
        "/assets/deeper/..%2f..%2findex.html",
        "/assets/%2fetc%2fpasswd",
        "/assets/%00.js",
        "/assets/" + "a" * 5000 + ".js",
        "/..%2fsecret.png",
        "/other.svg",
        "/index.html",
    ],
)
def test_nothing_but_the_page_is_served(client: TestClient, address: str) -> None:
    refused = client.get(address, headers=BROWSER)

    assert refused.status_code == 404
    assert refused.headers["Content-Type"] == PROBLEM


def test_a_page_that_is_not_built_says_how_to_build_it_and_where_the_docs_are(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("api.routes.page.DIST", tmp_path / "dist")
    page = client.get("/?on=2025-01-28", headers=BROWSER)

    assert page.status_code == 503
    assert "make run" in page.text
    assert client.get("/" + re.findall('href="([^"]+)"', page.text)[0]).status_code == 200
    assert not re.search("<style|<script| style=", page.text)
    assert client.get("/assets/a-1f.js").status_code == 404
    assert client.get("/").json()["docs"] == "/docs"
