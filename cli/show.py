"""`crisis show`: the views on any date, as known at any time."""

from typing import Annotated

from typer import Argument

from cli import question as ask
from cli.documents import subjects
from cli.failures import BadInput
from cli.options import OPTIONS, AsJson, Given, asking
from cli.screen import screen, text, write
from cli.store import ShortIds, opened_ledger
from cli.telling import EMPTY, Teller

What = Annotated[str, Argument(metavar="WHAT", help="One of those above.", show_default=False)]
Names = Annotated[
    list[str] | None,
    Argument(metavar="NAME", help="The ISO3 or the ID that some take.", show_default=False),
]


@asking(*OPTIONS)
def show(
    what: What,
    names: Names = None,
    *,
    given: Given,
    as_json: AsJson = False,
) -> None:
    """Show the crisis on any date, as known at any time.

    WHAT is one of

    everything:  state
    one view:    territory, embassies, unrest, appeals, contacts, allegations,
                 agreements, relations, humanitarian, attention
    one side:    country ISO3, relation ISO3 ISO3, place ID, actor ID
    the events:  timeline, event ID, history ID, happening ID
    who and what there is:  countries, places, actors, sources, crises

    The ID of an event may be cut short, as the tables show it.

    Examples:
      crisis show territory --on 2025-01-29
      crisis show territory --on 2025-01-29 --known 2025-01-26
      crisis show country RWA --on 2025-01-30
      crisis show appeals --according-to m23 --at-least reported
      crisis show timeline --search airport --json
      crisis show history 0b1e6a52
    """
    subject = subjects().get(what)
    if subject is None:
        raise BadInput(f"there is no {what!r} to show; there are {', '.join(subjects())}")
    subject.must_take(what, names or [], given)
    with opened_ledger() as ledger:
        document = subject.document(ledger, names or [], given)
        if as_json:
            write(document)
        elif not len(ledger.history):
            screen().print(text(EMPTY.format(store=ledger.place)))
        else:
            asked = ask.question(given) if "on" in subject.takes else None
            Teller(screen(), ShortIds(ledger.history), asked).tell(what, document)
