"""What is asked of the house itself, where a test can hold it."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.project.repository import ROOT, blocks, files, in_project, pages

LONGEST = 400
SAY_NOTHING = {
    *("utils", "util", "helpers", "helper", "manager", "managers", "handler", "handlers"),
    *("base", "common", "core", "misc", "services", "stuff"),
}
PACKAGES = (
    *("domain", "history", "projections", "answers", "ledger", "exchange", "api", "cli"),
    "scenarios",
)
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OF_A_MACHINE = re.compile(
    r"""(?:^|[\s"'=(`])/(?:root|home|opt|work|Users)/\w|pypi\.org|pythonhosted|npmjs"""
)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _names(dependencies: list[str]) -> set[str]:
    """As locks write them, whatever the spelling (PEP 503)."""
    bare = (re.split(r"[<>=~!\[; ]", told)[0] for told in dependencies)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in bare}


def _dependencies(project: dict[str, Any]) -> set[str]:
    told = project["project"]
    return _names(told["dependencies"]) | _names(told["optional-dependencies"]["dev"])


def _to_build(project: dict[str, Any]) -> set[str]:
    return {name for group in project["dependency-groups"].values() for name in _names(group)}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE))


def _anchors(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def test_no_module_needs_a_table_of_contents() -> None:
    long = {
        in_project(path): lines
        for path in files(".py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
        and path.relative_to(ROOT).parts[0] != "tests"
    }

    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [in_project(path) for path in files(".py") if path.stem in SAY_NOTHING] == []
    assert [in_project(p) for p in files("__init__.py") if p.parent.name in SAY_NOTHING] == []


def test_every_package_is_installed(project: dict[str, Any]) -> None:
    there = {
        in_project(path.parent).replace("/", ".")
        for path in files("__init__.py")
        if path.relative_to(ROOT).parts[0] in PACKAGES
    }

    # Of the page, what was built is installed beside them.
    assert there | {"page"} == set(project["tool"]["setuptools"]["packages"])


def test_every_dependency_is_accounted_for(project: dict[str, Any]) -> None:
    python, _, npm = _read("docs/dependencies.md").partition("### From npm")
    page = json.loads(_read("page/package.json"))
    used = {*page.get("dependencies", {}), *page["devDependencies"]}

    assert _names(ROW.findall(python)) == _dependencies(project) | _to_build(project)
    assert set(ROW.findall(npm)) == {name for name in used if not name.startswith("@types/")}


LOCKS = [
    *("requirements.lock", "requirements-dev.lock"),
    *("requirements-page.lock", "requirements-node.lock"),
]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_with_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", _read(lock).strip())
    packages = [entry for entry in entries if not entry.startswith("#")]

    assert packages
    assert [e for e in packages if "==" not in e.split("\n")[0] or "--hash=sha256:" not in e] == []


def test_the_locks_have_every_dependency_and_agree(project: dict[str, Any]) -> None:
    run, test, page, node = (
        dict(re.findall(r"^([\w.-]+)==([\w.+-]+)", _read(lock), re.MULTILINE)) for lock in LOCKS
    )

    assert _names(project["project"]["dependencies"]) <= run.keys()
    assert _dependencies(project) <= test.keys()
    assert _to_build(project) <= page.keys() | node.keys()
    assert run.items() <= test.items()
    assert {(name, test.get(name, pin)) for name, pin in page.items()} == page.items()


def test_the_lock_of_npm_pins_everything_with_its_hash_and_names_no_address() -> None:
    lock = json.loads(_read("page/package-lock.json"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    wanted = json.loads(_read("page/package.json"))["devDependencies"]

    assert lock["packages"][""]["devDependencies"] == wanted
    assert [name for name, told in packages.items() if "integrity" not in told] == []
    assert [name for name, told in packages.items() if "resolved" in told] == []
    assert "omit-lockfile-registry-resolved=true" in _read("page/.npmrc")


def test_make_takes_the_node_js_that_the_page_says_it_needs() -> None:
    asked = json.loads(_read("page/package.json"))["engines"]["node"]
    checked = re.search(r"process\.exit\((.*)\? 0 : 1\)", _read("Makefile").replace("\\\n", ""))

    assert asked == "^20.19 || >=22.12"
    assert checked
    assert " ".join(checked[1].split()) == (
        "major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)"
    )
    assert "no Node.js 20.19 or newer" in _read("README.md")


def test_nothing_that_is_made_or_installed_is_kept() -> None:
    made = ["page/node_modules", "page/dist", "page/src/made", "page/src/shapes/made"]
    kept = subprocess.run(
        ["git", "ls-files", *made], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert kept.stdout == ""


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = {
        in_project(path): said[0]
        for path in files()
        if path != Path(__file__)
        and (said := OF_A_MACHINE.search(path.read_bytes().decode(errors="replace")))
    }

    assert found == {}


def test_continuous_integration_runs_what_the_readme_says_to_type() -> None:
    commands = [line for _, text in blocks(ROOT / "README.md") for line in text.splitlines()]

    assert "make test" in commands
    assert _read(".ci/run").splitlines()[-1] == "make test"
    assert "set -euo pipefail" in _read(".ci/run")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("page", pages(), ids=in_project)
def test_the_targets_of_make_that_a_page_names_are_there(page: Path) -> None:
    shown = "\n".join(text for language, text in blocks(page) if language == "sh")
    inline = " ".join(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))
    named = re.findall(r"(?:^|\s)make ([a-z]+)", f"{shown} {inline}", re.MULTILINE)

    assert set(named) <= _targets()


def test_make_help_lists_every_target() -> None:
    helped = set(re.findall(r"^([a-z]+):.* ## ", _read("Makefile"), re.MULTILINE))

    assert helped == _targets()


@pytest.mark.parametrize("page", pages(), ids=in_project)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        where, _, anchor = link.partition("#")
        if where.startswith(("http://", "https://")):
            continue
        target = (page.parent / where).resolve() if where else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)

    assert broken == []


def test_the_changelog_tells_the_version(project: dict[str, Any]) -> None:
    releases = re.findall(r"^## \[([^\]]+)\]", _read("CHANGELOG.md"), re.MULTILINE)

    assert project["project"]["version"] in releases


def test_the_hooks_need_no_network() -> None:
    repositories = re.findall(r"repo: (\S+)", _read(".pre-commit-config.yaml"))

    assert repositories == ["local"]
