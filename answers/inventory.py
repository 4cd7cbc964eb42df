"""How much is recorded, and of which time."""

from collections import Counter
from datetime import datetime

from answers.event import ACTIONS
from domain.span import Span
from domain.values import Status
from history.history import History
from projections.columns import Shown


class Inventory(Shown):
    """The counts of what is in the ledger, and its first and last dates.

    `happenings` are those that an event tells which is not retracted; so are the dates on which
    they `occurred`, as the events write them. `statuses` are those of the same events.
    """

    position: int
    entries: int
    events: int
    retracted: int
    happenings: int
    corrections: int
    changes: dict[str, int]
    statuses: dict[str, int]
    first_recorded: datetime | None
    last_recorded: datetime | None
    first_occurred: Span | None
    last_occurred: Span | None


def inventory(history: History) -> Inventory:
    """What is in the ledger."""
    position = history.position()
    lines = list(history.lines_after(0))
    accounts = list(history.accounts(position))
    standing = [account for account in accounts if not account.report.retracted]
    spans = [account.occurred for account in standing]
    changes = Counter(line.entry.type for line in lines)
    statuses = Counter(account.status for account in standing)
    return Inventory(
        position=position,
        entries=len(lines),
        events=len(accounts),
        retracted=len(accounts) - len(standing),
        happenings=len({account.report.happening for account in standing}),
        corrections=changes["Corrected"],
        changes={action: changes[kind] for kind, action in ACTIONS.items() if changes[kind]},
        statuses={status.value: statuses[status] for status in reversed(Status)},
        first_recorded=lines[0].recorded if lines else None,
        last_recorded=lines[-1].recorded if lines else None,
        first_occurred=min(spans, key=lambda span: span.start) if spans else None,
        last_occurred=max(spans, key=lambda span: span.end) if spans else None,
    )
