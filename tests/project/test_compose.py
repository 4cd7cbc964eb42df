"""The container: what can be held without an engine to run it."""

import re
import shlex
import subprocess
import sys
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.project.repository import ROOT

IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    """The one service that is composed."""
    (only,) = _composed()["services"].values()
    return dict(only)


def _composed() -> dict[str, Any]:
    composed = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(composed)


def _copied() -> set[str]:
    """What is copied from the project; what one stage copies from another is not of it."""
    copies = (shlex.split(copy) for copy in _instructions("COPY"))
    return {name for copy in copies if "--from" not in copy[0] for name in copy[:-1]}


def _instructions(name: str) -> list[str]:
    return re.findall(rf"^\s*{name} (.+)$", DOCKERFILE, re.MULTILINE)


def test_the_compose_file_is_valid_by_the_published_schema() -> None:
    schema = ["--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_everything_that_is_copied_into_the_image_exists_and_is_sent_to_the_builder() -> None:
    sent = tuple(f"{name}/" for name in re.findall(r"^!(\S+?)/?$", IGNORED, re.MULTILINE))

    assert _copied()
    assert [name for name in _copied() if not (ROOT / name).exists()] == []
    assert [name for name in _copied() if not f"{name}/".startswith(sent)] == []


def test_nothing_that_is_made_or_installed_is_sent_to_the_builder() -> None:
    *_, last = re.findall(r"^!\S+$", IGNORED, re.MULTILINE)
    after = IGNORED.split(last)[1].split()

    made = {"page/dist/", "page/src/made/", "page/src/shapes/made/"}
    assert {"**/node_modules/", *made} <= set(after)


def test_the_image_builds_the_page_of_what_the_locks_pin_and_keeps_what_was_built() -> None:
    building, serving = DOCKERFILE.split("\nFROM ")
    steps = [
        "--require-hashes --requirement requirements-page.lock",
        "--require-hashes --requirement requirements-node.lock",
        *("npm ci", "npm run shapes", "npm run build"),
    ]

    assert [at for at in map(building.find, steps) if at < 0] == []
    assert [*map(building.find, steps)] == sorted(map(building.find, steps))
    assert "COPY --from=page /page/dist ./page/dist" in serving.split("pip install --no-deps")[0]
    assert "npm" not in serving


def test_every_package_that_is_there_is_copied_into_the_image() -> None:
    house = {"domain", "projections", "ledger", "exchange", "api", "cli", "scenarios"}

    assert {name for name in house if (ROOT / name / "__init__.py").exists()} <= _copied()


def test_the_image_installs_what_the_lock_pins_and_does_not_run_as_root() -> None:
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    assert _instructions("USER")[-1] not in ("root", "0")


def test_image_and_composition_agree_on_port_path_and_health(service: dict[str, Any]) -> None:
    (port,) = _instructions("EXPOSE")
    (volume,) = _instructions("VOLUME")
    (command,) = [told for told in _instructions("CMD") if "crisis" in told]
    environment = dict(told.split("=", 1) for told in _instructions("ENV") if "SQLITE" in told)
    name, _, mounted = service["volumes"][0].partition(":")

    assert service["ports"][0].split(":")[-1] == port
    assert f'"--port", "{port}"' in command
    assert mounted == volume
    assert name in _composed()["volumes"]
    assert service["environment"] == environment
    assert environment["SQLITE_DBNAME"].startswith(f"{volume}/")
    assert f":{port}/readyz" in service["healthcheck"]["test"][-1]
    assert service["healthcheck"]["test"][-1] in DOCKERFILE
