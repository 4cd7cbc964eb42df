"""What is in the project's folder, and what its pages show."""

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT_BY_TOOLS = re.compile(
    r"^(\.git|\.venv|build|__pycache__|\.hypothesis|\..*_cache|.*\.egg-info"
    r"|node_modules|dist|made)$"
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files(suffix: str = "") -> Iterator[Path]:
    """Every file of the project, but for what tools leave behind."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not LEFT_BY_TOOLS.match(name))
        for name in sorted(names):
            if name.endswith(suffix) and ".sqlite" not in name:
                yield Path(folder) / name


def pages() -> list[Path]:
    """The README and the documentation."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def in_project(path: Path) -> str:
    """A path as it is told."""
    return str(path.relative_to(ROOT))


@dataclass(frozen=True)
class Example:
    """A command that a page shows, the status that it says, and the answer that it shows."""

    command: list[str]
    status: int | None
    shown: str | None


def blocks(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page, each with its language."""
    return [(found[1], found[2]) for found in FENCE.finditer(page.read_text(encoding="utf-8"))]


def examples(page: Path) -> Iterator[Example]:
    """The commands of a page in order; a block of an answer is that of the command before it."""
    told = blocks(page)
    following = [*told, ("", "")][1:]
    for (language, text), (next_language, next_text) in zip(told, following, strict=True):
        if language == "sh":
            commands = list(_commands(text))
            for at, (command, status) in enumerate(commands, 1):
                is_shown = at == len(commands) and next_language in ("json", "text")
                yield Example(command, status, next_text if is_shown else None)


def _commands(text: str) -> Iterator[tuple[list[str], int | None]]:
    pending, status = "", None
    for line in text.splitlines():
        if not pending and line.startswith("#"):
            said = re.search(r"answered (\d{3})", line)
            status = int(said[1]) if said else None
            continue
        pending += line.removesuffix("\\") + ("" if line.endswith("\\") else "\n")
        if line.endswith("\\") or _is_open(pending):
            continue
        words = shlex.split(pending)
        if words:
            yield words[: words.index("|")] if "|" in words else words, status
        pending, status = "", None


def _is_open(text: str) -> bool:
    try:
        shlex.split(text)
    except ValueError:
        return True
    return False
