"""`crisis changes`: what differs between two dates, or what was learned between two times."""

from collections.abc import Mapping
from typing import Annotated

from typer import Option

from answers.changes import changes_document
from api.problems import EndsBeforeItStarts
from cli import question as ask
from cli.compared import Compared
from cli.failures import BadInput
from cli.options import NARROWING, WHOSE, AsJson, Given, asking
from cli.screen import screen, text, write
from cli.store import opened_ledger
from cli.telling import EMPTY
from history.history import History
from history.moment import Question

DATES, KNOWLEDGE, SINCE = {"from", "to"}, {"known-from", "known-to"}, {"since"}
WITH_DATES, WITH_KNOWLEDGE = {"known"}, {"on"}
REMEDY = (
    "ask between two dates with --from and --to (and --known, if you like), or between two states "
    "of knowledge with --known-from and --known-to, or --since for what was learned since then "
    "(and --on)"
)
BETWEEN_DATES, BETWEEN_KNOWN = "Between two dates", "Between two states of knowledge"

From = Annotated[
    str | None,
    Option("--from", metavar="DATE", help="The date before.", rich_help_panel=BETWEEN_DATES),
]
To = Annotated[
    str | None, Option(metavar="DATE", help="The date after.", rich_help_panel=BETWEEN_DATES)
]
Known = Annotated[
    str | None,
    Option(
        metavar="DATE|@POSITION",
        help="Both as known then; left out, with all that is recorded.",
        rich_help_panel=BETWEEN_DATES,
    ),
]
KnownFrom = Annotated[
    str | None,
    Option(metavar="DATE|@POSITION", help="As known before.", rich_help_panel=BETWEEN_KNOWN),
]
KnownTo = Annotated[
    str | None,
    Option(metavar="DATE|@POSITION", help="As known after.", rich_help_panel=BETWEEN_KNOWN),
]
Since = Annotated[
    str | None,
    Option(
        metavar="DATE|@POSITION",
        help="As known then, and now.",
        rich_help_panel=BETWEEN_KNOWN,
    ),
]
On = Annotated[
    str | None,
    Option(
        metavar="DATE",
        help="The world on this date; left out, today (UTC).",
        rich_help_panel=BETWEEN_KNOWN,
    ),
]


@asking(*WHOSE, *NARROWING, "limit")
def changes(
    from_: From = None,
    to: To = None,
    known: Known = None,
    known_from: KnownFrom = None,
    known_to: KnownTo = None,
    since: Since = None,
    on: On = None,
    *,
    given: Given,
    as_json: AsJson = False,
) -> None:
    """Show what changed: what happened, or what was learned.

    Between two dates it is what happened. Between two states of knowledge it
    is what was learned of one date: what was added late, corrected, assessed,
    retracted, joined, and what that changed.

    Examples:
      crisis changes --from 2025-01-26 --to 2025-01-30
      crisis changes --known-from 2025-01-30 --known-to 2025-02-22 --on 2025-01-29
      crisis changes --since 2025-01-30T07:00:00Z
      crisis changes --since @170 --country RWA --json
    """
    times = {
        "from": from_,
        "to": to,
        "known": known,
        "known-from": known_from,
        "known-to": known_to,
        "since": since,
        "on": on,
    }
    asked = ask.question({**given, "on": on, "known": known})
    with opened_ledger() as ledger:
        history = ledger.history
        before, after = _pair(asked, {name: told for name, told in times.items() if told}, history)
        document = changes_document(history, before, after)
        if as_json:
            write(document)
        elif not len(history):
            screen().print(text(EMPTY.format(store=ledger.place)))
        else:
            Compared(screen(), history, before, after).tell(document)


def _pair(asked: Question, times: Mapping[str, str], history: History) -> tuple[Question, Question]:
    """The question before and the question after."""
    given = times.keys()
    if given - WITH_DATES == DATES:
        first, last = (ask.date_in(option, times[option]) for option in ("from", "to"))
        if last.end < first.end:
            raise EndsBeforeItStarts(times["from"], times["to"])
        return ask.asked_at(asked, on=first), ask.asked_at(asked, on=last)
    if given - WITH_KNOWLEDGE == SINCE:
        since, now = ask.known_in("since", times["since"]), history.position()
        return ask.asked_at(asked, known=since), ask.asked_at(asked, known=now)
    if given - WITH_KNOWLEDGE == KNOWLEDGE:
        old, new = (ask.known_in(option, times[option]) for option in ("known-from", "known-to"))
        if history.position(new) < history.position(old):
            raise EndsBeforeItStarts(times["known-from"], times["known-to"])
        return ask.asked_at(asked, known=old), ask.asked_at(asked, known=new)
    raise BadInput(REMEDY)
