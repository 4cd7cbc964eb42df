"""Whatever the README and the documentation show is run on the real scenario, page by page."""

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files as resources
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import scenarios
from api.app import create_app
from cli import main
from docs.generated import pages as generated
from ledger.ledger import Ledger
from projections import VIEWS
from tests.goma import GivenLedger
from tests.project.repository import ROOT, Example, blocks, examples, in_project, pages

SERVER = "http://127.0.0.1:8000"
MUST_SUCCEED = range(200, 300)
LEFT_TO_READERS = ("serve",)
Run = Callable[[list[str]], str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the scenario, of which each test has a copy."""
    file = tmp_path_factory.mktemp("docs") / "goma.sqlite"
    ledger = Ledger({"SQLITE_DBNAME": str(file)})
    text = (resources(scenarios) / "goma-2025.ndjson").read_text(encoding="utf-8")
    ledger.load([json.loads(line) for line in text.splitlines()])
    ledger.close()
    return file


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(GivenLedger(), names=["testserver"])


@pytest.fixture
def client(
    app: FastAPI, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A service over a file that holds the scenario; the command line opens the same file."""
    file = shutil.copy(filled, tmp_path / "crisis.sqlite")
    monkeypatch.setenv("SQLITE_DBNAME", str(file))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(ROOT)
    with closing(Ledger()) as ledger:
        app.state.ledger = ledger
        yield TestClient(app)


@pytest.fixture
def crisis(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, as far as it ends by itself: what it prints."""

    def run(words: list[str]) -> str:
        monkeypatch.setattr("sys.argv", ["crisis", *words])
        told = io.StringIO()
        with contextlib.redirect_stdout(told), pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code in (0, None), f"crisis {' '.join(words)}: {told.getvalue()}"
        return told.getvalue()

    return run


CURL = ArgumentParser(prog="curl", exit_on_error=False)
CURL.add_argument("url")
CURL.add_argument("-X", dest="method")
CURL.add_argument("-H", dest="headers", action="append", default=[])
CURL.add_argument("-d", dest="data", action="append", default=[])
CURL.add_argument("--data-urlencode", dest="data", action="append")
CURL.add_argument("--data-binary", dest="data", action="append")
CURL.add_argument("-G", dest="get", action="store_true")
CURL.add_argument("-s", dest="silent", action="store_true")
CURL.add_argument("-i", dest="with_headers", action="store_true")


def _asked(client: TestClient, words: list[str]) -> Any:
    told = CURL.parse_args(words)
    assert told.url.startswith(SERVER), told.url
    path, data = told.url.removeprefix(SERVER), "\n".join(told.data)
    if told.get:
        path, data = path + "?" + urlencode([item.split("=", 1) for item in told.data]), ""
    headers = {name: value.strip() for name, _, value in (h.partition(":") for h in told.headers)}
    method = told.method or ("POST" if data else "GET")
    return client.request(method, path, content=data, headers=headers)


def _run_example(example: Example, client: TestClient, crisis: Run) -> None:
    words = example.command
    if words[0] == "curl":
        answer = _asked(client, words[1:])
        expected = [example.status] if example.status else MUST_SUCCEED
        assert answer.status_code in expected, f"{words}: {answer.text}"
        if example.shown:
            assert _holds(answer.json(), json.loads(example.shown)), f"{words}: {answer.text}"
    elif words[0] == "crisis" and words[1] not in LEFT_TO_READERS:
        told = crisis(words[1:])
        if example.shown:
            assert _has_lines(told, example.shown), f"{words}:\n{told}"


def _holds(answer: Any, shown: Any) -> bool:
    """Whether what is shown is in the answer: of objects some fields, of lists some items."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            name in answer and _holds(answer[name], value) for name, value in shown.items()
        )
    if isinstance(shown, list):
        rest = iter(answer)
        return (not shown or bool(answer)) and all(
            any(_holds(item, each) for item in rest) for each in shown
        )
    return bool(answer == shown) or shown == "..."


def _has_lines(told: str, shown: str) -> bool:
    rest = iter([" ".join(line.split()) for line in told.splitlines()])
    wanted = [" ".join(line.split()) for line in shown.splitlines()]
    return all(any(each in line for line in rest) for each in wanted if each and each != "...")


@pytest.mark.parametrize("page", pages(), ids=in_project)
def test_what_a_page_shows_is_so(page: Path, client: TestClient, crisis: Run) -> None:
    for example in examples(page):
        _run_example(example, client, crisis)


@pytest.mark.parametrize("page", pages(), ids=in_project)
def test_the_answers_that_a_page_shows_are_json(page: Path) -> None:
    for language, text in blocks(page):
        if language == "json":
            json.loads(text)


@pytest.mark.parametrize("page", generated(), ids=in_project)
def test_a_page_that_follows_from_the_code_is_as_the_code_is_now(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == generated()[page], "make it anew: make docs"


@pytest.mark.parametrize("page", pages(), ids=in_project)
def test_the_code_that_a_page_shows_runs(page: Path) -> None:
    code = "\n".join(text for language, text in blocks(page) if language == "python")
    if code:
        strict = [sys.executable, "-W", "error", "-c", code]
        ran = subprocess.run(strict, cwd=ROOT, capture_output=True, text=True, check=False)

        assert ran.returncode == 0, ran.stderr


def test_the_reference_has_every_view_with_every_field_of_its_rows() -> None:
    text = (ROOT / "docs/reference/views.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}
    missing = {
        name: [
            field
            for field in view.row.model_fields
            if f"`{field}`" not in sections.get(name, "") + sections["Every view"]
        ]
        for name, view in VIEWS.items()
    }

    assert missing == {name: [] for name in VIEWS}


def test_every_operation_is_in_the_reference(client: TestClient) -> None:
    text = (ROOT / "docs/reference/http.md").read_text(encoding="utf-8")
    paths = client.get("/openapi.json").json()["paths"]
    told = {
        path.replace("/events/{id}/", "/") if "post" in of else path for path, of in paths.items()
    }

    assert {path for path in told if path not in text and "/state/" not in path} == set()


def test_every_command_is_in_the_reference(crisis: Run) -> None:
    text = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
    commands = re.findall(r"^│ ([a-z][a-z-]+) ", crisis(["--help"]), re.MULTILINE)

    assert len(commands) > 10
    assert [command for command in commands if f"crisis {command}" not in text] == []


def test_the_catalogue_of_the_docs_shows_events_that_can_be_sent(client: TestClient) -> None:
    for declared in client.get("/types").json()["types"]:
        sent = client.get(f"/types/{declared['type']}").json()["example"]

        sent.pop("id", None)
        answer = client.post("/events", json=sent)

        assert answer.status_code == 201, answer.text
