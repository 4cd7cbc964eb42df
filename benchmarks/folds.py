"""How the time of each view's fold grows with what it folds: `python -m benchmarks.folds`.

Every view folds a made-up crisis; those that look back fold a worse one too, in which all that
happens is of their own kind and between the same few.
"""

import gc
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import BEGIN, MIX, SPAN, Chance, Line, Mix, lines, place
from domain.entry import ASKED, Entry, Stamp
from domain.span import Span
from domain.telling import Telling
from history.happening import Happening
from history.history import History
from history.moment import Moment
from projections import VIEWS
from projections.projection import Projection

SIZES = (2_000, 20_000, 100_000)
OVER = Moment(on=Span(str((BEGIN + 2 * SPAN).date())))
PLACE = place(0)


def _charge(chance: Chance) -> str:
    """One of many charges, each of which is made a few times."""
    return f"charge {chance.random.randrange(50_000)}"


def _allies(chance: Chance) -> list[Line]:
    """One armed group or several, so that hardly two appeals are made to the same."""
    return [chance.armed() for _ in range(chance.random.randrange(1, 5))]


CEASEFIRES: Mix = [
    (4, "CeasefireUrged", lambda c: {"by": c.official(), "all_parties": True, "verb": "urged"}),
    (4, "CeasefireUrged", lambda c: {"by": c.official(), "of": _allies(c), "verb": "urged"}),
    (6, "CeasefireDeclared", lambda c: {"by": _allies(c)}),
    (2, "CeasefireTookEffect", lambda c: {"between": [c.armed(), "cod"]}),
    (2, "CeasefireBreached", lambda c: {"by": c.armed()}),
]
WITHDRAWALS: Mix = [
    (4, "WithdrawalUrged", lambda c: {"by": c.official(), "of": [c.armed()], "verb": "urged"}),
    (2, "WithdrawalUrged", lambda c: {"by": c.official(), "all_parties": True, "verb": "urged"}),
    (3, "ForcesWithdrew", lambda c: {"who": c.armed(), "place": c.town()}),
    (3, "CityCaptured", lambda c: {"by": c.armed(), "place": c.town()}),
]
CHARGES: Mix = [
    (1, "AccusationMade", lambda c: {"by": "cod", "against": c.official(), "of": _charge(c)}),
    (1, "AccusationDenied", lambda c: {"by": c.official(), "of": _charge(c)}),
    (1, "BackingAlleged", lambda c: {"backer": c.state(), "backed": c.armed(), "by": "cod"}),
    (1, "BackingDenied", lambda c: {"backer": c.state(), "backed": c.armed(), "by": c.official()}),
]
COUNTS: Mix = [
    (1, "CasualtiesReported", lambda c: _count(c, "toll")),
    (2, "CasualtiesReported", lambda c: _count(c, "incident")),
    (1, "BorderClosed", lambda c: {"place": PLACE, "by": "rwa"}),
    (1, "BorderReopened", lambda c: {"place": PLACE, "by": c.state()}),
]
ONE_PLACE: Mix = [
    (3, "CityCaptured", lambda c: {"place": PLACE, "by": c.armed()}),
    (1, "ForcesWithdrew", lambda c: {"place": PLACE, "who": c.armed()}),
    (1, "ControlDenied", lambda c: {"place": PLACE, "by": "cod", "of": c.armed()}),
    (1, "ClashReported", lambda c: {"place": PLACE, "sides": [c.armed(), "cod"]}),
]
TWO_COUNTRIES: Mix = [
    (1, "AmbassadorRecalled", lambda c: {"by": "cod", "from": "rwa"}),
    (1, "EmbassyAttacked", lambda c: {"of": "rwa", "place": PLACE}),
    (1, "EmbassyClosed", lambda c: {"of": "rwa", "place": PLACE}),
    (1, "CallHeld", lambda c: {"participants": ["cod", "rwa"]}),
]
WORSE: dict[str, dict[str, Mix]] = {
    "appeals": {"ceasefires": CEASEFIRES, "withdrawals": WITHDRAWALS},
    "agreements": {"ceasefires": CEASEFIRES},
    "allegations": {"charges": CHARGES},
    "humanitarian": {"counts": COUNTS},
    "territory": {"one place": ONE_PLACE},
    "embassies": {"two countries": TWO_COUNTRIES},
    "relations": {"two countries": TWO_COUNTRIES},
    "attention": {"two countries": TWO_COUNTRIES},
    "contacts": {"two countries": TWO_COUNTRIES},
    "unrest": {"two countries": TWO_COUNTRIES},
}


def _count(chance: Chance, scope: str) -> Line:
    return {"place": PLACE, "scope": scope, "casualties": chance.killed()}


def happenings(told: Iterable[Line]) -> list[Happening]:
    """What is told, in the order in which it was over; some of it is about what came before."""
    history, random, before = History(), Random(2025), ""
    for position, line in enumerate((line for line in told if line["type"] not in ASKED), 1):
        data = line["data"] | ({"about": before} if before and random.random() < 1 / 2 else {})
        telling = Telling.model_validate(
            {name: value for name, value in line.items() if name not in ("recorded", "same_as")}
            | {"data": data}
        )
        history.take(position, Entry(line["id"], 1, Stamp(BEGIN, "benchmark"), telling))
        before = line["id"]
    return history.world(OVER).happenings


def milliseconds(view: type[Projection[Any]], told: list[Happening]) -> float:
    """How long a view takes to see it all and to say what it comes to."""
    gc.collect()
    gc.freeze()  # what is folded is kept: to look through it again is no part of folding
    start = time.process_time()
    projection = view(moment=OVER)
    for happening in told:
        if projection.takes(happening):
            projection.apply(happening.event, happening)
    for subject in projection.subjects([]):
        subject.row()
    return (time.process_time() - start) * 1000


def measured(
    sizes: Iterable[int], asked: Iterable[str]
) -> Iterator[tuple[str, str, dict[int, float]]]:
    """Of each view and mix, the milliseconds by the number of events."""
    mixes = {"as made up": MIX} | {name: mix for of in WORSE.values() for name, mix in of.items()}
    took: dict[tuple[str, str], dict[int, float]] = {}
    for mix_name, mix in mixes.items():
        views = [v for v in asked if mix is MIX or mix_name in WORSE[v]]
        for size in sizes if views else ():
            told = happenings(lines(size, mix=mix))
            for view in views:
                took.setdefault((view, mix_name), {})[size] = milliseconds(VIEWS[view], told)
    for (view, mix_name), times in sorted(took.items()):
        yield view, mix_name, times


def main() -> None:
    """Measure, and print a table."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, nargs="+", default=SIZES, help="how many are folded")
    options.add_argument("--views", nargs="+", choices=VIEWS, default=list(VIEWS))
    asked = options.parse_args()
    table = Table("View", "What happens", title="Milliseconds to fold, by the number of events")
    for size in asked.events:
        table.add_column(f"{size:,}", justify="right")
    for view, mix, took in measured(asked.events, asked.views):
        grew = [1.0, *(took[b] * a / took[a] / b for a, b in pairwise(asked.events))]
        cells = [f"{took[at]:,.1f}  ({by:.1f})" for at, by in zip(asked.events, grew, strict=True)]
        table.add_row(view, mix, *cells)
    table.caption = (
        "In brackets: times the milliseconds an event of the column before; linear is 1."
    )
    Console().print(table)


if __name__ == "__main__":
    main()
