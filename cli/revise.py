"""The changes to what is recorded: each is an entry of its own, with its reason."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from typer import Argument, Option

from cli.events import old_and_new
from cli.failures import BadInput
from cli.reading import whole
from cli.screen import screen, tell_rows, text
from cli.store import ShortIds, found_event, opened_ledger, user
from domain.entry import Assessed, Change, Corrected, Parted, Reinstated, Retracted, SameAs
from domain.values import Status
from ledger.ledger import Ledger, Receipt

AS_TEXT = ("type", "occurred", "summary")  # 2025 is a year there, and no number

EventArgument = Annotated[
    str, Argument(metavar="ID", help="Of the event, or its beginning.", show_default=False)
]
ReasonOption = Annotated[
    str, Option(metavar="TEXT", help="Why; it is kept for good.", show_default=False)
]
RevisionOption = Annotated[
    int | None,
    Option(min=1, metavar="N", help="The revision that you read; left out, the current one."),
]


def correct(
    id: EventArgument,
    reason: ReasonOption,
    set_: Annotated[
        list[str] | None,
        Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A field and what it should say; may be given again.",
        ),
    ] = None,
    patch: Annotated[
        str | None, Option(metavar="FILE|-", help="A JSON merge patch (RFC 7396).")
    ] = None,
    revision: RevisionOption = None,
) -> None:
    """Mend our record of what a source says.

    FIELD is type, occurred, sources, crises, summary, or data.NAME. VALUE is
    taken as JSON where it is JSON, else as text; null drops the field. What
    the source itself got wrong is not corrected but assessed.

    Examples:
      crisis correct 0b1e6a52 --set occurred=2025-01-28 --reason "a misread date"
      crisis correct 0b1e6a52 --set data.by=m23 --set summary=null --reason "..."
      crisis correct 0b1e6a52 --patch mended.json --reason "its place was wrong"
    """
    mended = whole(patch) if patch else {}
    if not isinstance(mended, dict):
        raise BadInput(f"{patch} is not a JSON object, as a merge patch is")
    for setting in set_ or []:
        mended = _with(mended, setting)
    if not mended:
        raise BadInput("say what to correct: --set FIELD=VALUE, or --patch FILE")
    _revise(id, revision, Corrected, mended | {"reason": reason})


def assess(
    id: EventArgument,
    reason: ReasonOption,
    status: Annotated[
        Status | None, Option(help="How far to trust it; left out, as before.")
    ] = None,
    sources: Annotated[
        str | None, Option(metavar="FILE|-", help="JSON: further sources, added to its own.")
    ] = None,
    revision: RevisionOption = None,
) -> None:
    """Trust an event more or less than before, by what further sources say.

    Examples:
      crisis assess 0b1e6a52 --status confirmed --reason "the UN says so as well"
      crisis assess 0b1e6a52 --sources un.json --reason "the UN's own release"
    """
    if status is None and sources is None:
        raise BadInput("say how far to trust it, with --status, or who says so, with --sources")
    more = {"sources": whole(sources)} if sources else {}
    _revise(id, revision, Assessed, {"status": status, "reason": reason} | more)


def retract(id: EventArgument, reason: ReasonOption, revision: RevisionOption = None) -> None:
    """Let an event count no more; it is not erased.

    Examples:
      crisis retract 0b1e6a52 --reason "a rumour that its publisher withdrew"
    """
    _revise(id, revision, Retracted, {"reason": reason})


def reinstate(id: EventArgument, reason: ReasonOption, revision: RevisionOption = None) -> None:
    """Let a retracted event count again.

    Examples:
      crisis reinstate 0b1e6a52 --reason "it was true after all"
    """
    _revise(id, revision, Reinstated, {"reason": reason})


def same_as(
    id: EventArgument,
    other: Annotated[
        str, Argument(metavar="OTHER", help="An event of that happening.", show_default=False)
    ],
    reason: ReasonOption,
    all: Annotated[bool, Option("--all", help="Move the others of its happening with it.")] = False,
    revision: RevisionOption = None,
) -> None:
    """Say that an event tells the same happening as another one.

    It moves to the happening that the other is in; both stay as they are told.

    Examples:
      crisis same-as 0b1e6a52 7c2f9d10 --reason "one capture, told twice"
    """
    with opened_ledger() as ledger:
        change = {"other": found_event(ledger, other), "all": all, "reason": reason}
        _revise_in(ledger, id, revision, SameAs, change)


def not_same_as(id: EventArgument, reason: ReasonOption, revision: RevisionOption = None) -> None:
    """Say that an event tells a happening of its own.

    Examples:
      crisis not-same-as 0b1e6a52 --reason "these were two attacks"
    """
    _revise(id, revision, Parted, {"reason": reason})


def _revise(id: str, revision: int | None, kind: type[Change], change: dict[str, Any]) -> None:
    with opened_ledger() as ledger:
        _revise_in(ledger, id, revision, kind, change)


def _revise_in(
    ledger: Ledger, id: str, revision: int | None, kind: type[Change], change: dict[str, Any]
) -> None:
    event = ledger.event(found_event(ledger, id))
    if kind is Assessed and change["status"] is None:
        change = change | {"status": event.status}
    as_read = revision or event.report.revision
    for receipt in ledger.revise(event.id, as_read, kind, change, by=user()):
        _tell(ledger, receipt)


def _tell(ledger: Ledger, receipt: Receipt) -> None:
    """What an entry changed."""
    revision = ledger.event_history(receipt.id).revisions[receipt.revision - 1]
    type = ledger.event(receipt.id).telling.type
    before = "" if receipt.is_new else ", recorded already"
    console, short = screen(), ShortIds(ledger)
    console.print(
        text(
            f"{type} {short(receipt.id)} {revision.action}: revision {receipt.revision}, "
            f"position @{receipt.position}{before}",
            "bold",
        )
    )
    changes = [
        [text(words) for words in (change.field, *old_and_new(change))]
        for change in revision.changes
    ]
    tell_rows(console, ("Field", "Was", "Is now"), changes)


def _with(patch: Mapping[str, Any], setting: str) -> dict[str, Any]:
    """A patch with one field set, which `a.b=...` names within another."""
    field, equals, value = setting.partition("=")
    if not equals or not all(field.split(".")):
        raise BadInput(f"--set {setting}: write FIELD=VALUE, such as occurred=2025-01-28")
    return _nested(patch, field.split("."), _value(field, value))


def _nested(patch: Mapping[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    first, *rest = path
    if not rest:
        return {**patch, first: value}
    within = patch.get(first)
    return {**patch, first: _nested(within if isinstance(within, dict) else {}, rest, value)}


def _value(field: str, typed: str) -> Any:
    if field in AS_TEXT and typed != "null":
        return typed
    try:
        return json.loads(typed)
    except ValueError:
        return typed
