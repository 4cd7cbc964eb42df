"""An event's revisions: who recorded what, when, and why."""

from collections.abc import Sequence
from typing import Any

from domain.entry import CHANGES, Revision
from domain.report import Report
from history.history import Line

ACTIONS = {name: name.lower() for name in CHANGES}


def revisions(life: Sequence[Line]) -> list[dict[str, Any]]:
    """Each revision with the fields that it changed; the first with none: all of it is new."""
    return [revision(line, before) for line, before in zip(life, [None, *life], strict=False)]


def revision(line: Line, before: Line | None) -> dict[str, Any]:
    """One revision, and what it changed of the one before."""
    what = line.entry.what
    return {
        "revision": line.entry.revision,
        "position": line.position,
        "recorded": line.recorded,
        "recorded_by": line.entry.stamp.recorded_by,
        "action": ACTIONS.get(line.entry.type, "recorded"),
        "changes": _changes(before.account.report, line.account.report) if before else [],
        "reason": what.reason if isinstance(what, Revision) else None,
    }


def _changes(before: Report, after: Report) -> list[dict[str, Any]]:
    old, new = _fields(before), _fields(after)
    names = dict.fromkeys([*old, *new])
    return [
        {"field": name, "old": old.get(name), "new": new.get(name)}
        for name in names
        if old.get(name) != new.get(name)
    ]


def _fields(report: Report) -> dict[str, Any]:
    told = report.telling.as_json(without={"same_as"})
    data = {f"data.{name}": value for name, value in told.pop("data").items()}
    return told | data | {"happening": report.happening, "retracted": report.retracted}
