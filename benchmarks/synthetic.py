"""A made-up crisis of any size: two years, 40 places, 60 actors, and changes of mind.

The same number of events and the same seed give the same lines, in the format of a scenario.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from domain.entry import ASKED
from ledger.ledger import Ledger

Line = dict[str, Any]

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
BATCH = 1000
TOLD_AGAIN, CORRECTED, ASSESSED, RETRACTED, JOINED = 0.04, 0.02, 0.01, 0.005, 0.01
COUNTRIES = ("COD", "COD", "COD", "RWA", "UGA", "BDI", "KEN", "TZA")
STATES = ("cod", "rwa", "uga", "bdi", "ken", "tza", "ago", "zaf", "usa", "fra")
STATUS = {"reported": 80, "claimed": 10, "confirmed": 8, "disputed": 2}
PUBLISHERS = ("Radio Okapi", "Reuters", "AFP", "OCHA", "Actualite.cd", "The East African")


def place(number: int) -> Line:
    """One of 40 places, on a grid about Lake Kivu: 30 towns and 10 facilities."""
    kind = "town" if number < 30 else ("airport", "border_crossing")[number % 2]
    country = COUNTRIES[number % len(COUNTRIES)]
    told = {"id": f"place-{number}", "name": f"Place {number}", "country": country, "kind": kind}
    row, column = divmod(number, 8)
    return told | {"lat": round(-0.6 - 0.5 * row, 4), "lon": round(27.4 + 0.4 * column, 4)}


def group(number: int) -> Line:
    """One of 20 armed groups."""
    name = f"group-{number}"
    return {"id": name, "name": f"Group {number}", "kind": "armed_group", "country": "COD"}


def person(number: int) -> Line:
    """One of 30 people, who act for a state."""
    state = STATES[number % len(STATES)]
    who = {"id": f"person-{number}", "name": f"Person {number}", "kind": "person"}
    return who | {"country": state.upper(), "part_of": state}


@dataclass(frozen=True)
class Chance:
    """What is drawn at random."""

    random: Random

    def town(self) -> Line:
        """A place that can be captured as a city."""
        return place(self.random.randrange(30))

    def crossing(self) -> Line:
        """A border crossing."""
        return place(self.random.choice((31, 33, 35, 37, 39)))

    def armed(self) -> Line:
        """An armed group."""
        return group(self.random.randrange(20))

    def official(self) -> Line:
        """A person."""
        return person(self.random.randrange(30))

    def two_officials(self) -> list[Line]:
        """Two different persons."""
        return [person(number) for number in self.random.sample(range(30), 2)]

    def state(self) -> str:
        """A state, by its id, which is always known."""
        return self.random.choice(STATES)

    def killed(self) -> Line:
        """A number of dead."""
        return {"killed": {"best": self.random.randrange(1, 40)}}


Draw = Callable[[Chance], Line]
Mix = Sequence[tuple[int, str, Draw]]

MIX: Mix = [
    (30, "ClashReported", lambda c: {"place": c.town(), "sides": [c.armed(), "cod"]}),
    (10, "ShellingReported", lambda c: {"place": c.town(), "by": c.armed()}),
    (12, "CiviliansAttacked", lambda c: {"place": c.town(), "casualties": c.killed()}),
    (6, "CityCaptured", lambda c: {"place": c.town(), "by": c.armed()}),
    (3, "CityRecaptured", lambda c: {"place": c.town(), "by": "cod"}),
    (3, "AdvanceReported", lambda c: {"place": c.town(), "by": c.armed()}),
    (8, "ProtestHeld", lambda c: {"place": c.town()}),
    (2, "EmbassyAttacked", lambda c: {"of": c.state(), "place": c.town()}),
    (6, "CallHeld", lambda c: {"participants": c.two_officials()}),
    (4, "MeetingHeld", lambda c: {"participants": c.two_officials(), "place": c.town()}),
    (6, "StatementMade", lambda c: {"by": c.official(), "position": "concern"}),
    (3, "CeasefireUrged", lambda c: {"by": c.official(), "of": [c.armed()], "verb": "urged"}),
    (2, "BackingAlleged", lambda c: {"backer": c.state(), "backed": c.armed(), "by": c.official()}),
    (1, "CeasefireDeclared", lambda c: {"by": c.armed()}),
    (1, "AmbassadorRecalled", lambda c: {"by": "cod", "from": "rwa"}),
    (1, "AidPledged", lambda c: {"by": c.state(), "to": "cod", "amount": 1e6, "currency": "USD"}),
    (1, "BorderClosed", lambda c: {"place": c.crossing(), "by": c.state()}),
    (1, "PeopleDisplaced", lambda c: {"place": c.town(), "count": 1000}),
]


def lines(
    events: int, seed: int = 2025, within: timedelta = SPAN, mix: Mix = MIX
) -> Iterator[Line]:
    """So many events, with the changes to some of them, in the order of their recording."""
    random = Random(seed)
    chance = Chance(random)
    told: list[Line] = []
    clock = BEGIN
    step = within / max(events, 1)
    for _ in range(events):
        clock += step
        line = _again(random, told, clock) or _event(random, chance, clock, mix)
        told.append(line)
        yield line
        yield from _changes(random, line, told, clock)


def fill(env: dict[str, str], told: Iterable[Line]) -> int:
    """Record lines in a ledger, a thousand at a time; the answer is how many entries they made."""
    recorded = BEGIN
    ledger = Ledger(env, clock=lambda: recorded)
    revisions: Counter[str] = Counter()
    told = iter(told)
    while some := list(islice(told, BATCH)):
        recorded = datetime.fromisoformat(some[-1]["recorded"])
        events = [line for line in some if line["type"] not in ASKED]
        ledger.append([_without(line, "recorded") for line in events])
        revisions.update(line["id"] for line in events)
        for line in some:
            if line["type"] in ASKED:
                id, change = line["id"], _without(line, "recorded", "id", "type")
                ledger.revise(id, revisions[id], ASKED[line["type"]], change)
                revisions[id] += 1
    ledger.close()
    return revisions.total()


def _without(line: Line, *names: str) -> Line:
    return {name: value for name, value in line.items() if name not in names}


def _event(random: Random, chance: Chance, clock: datetime, mix: Mix) -> Line:
    _, type, draw = random.choices(mix, [weight for weight, _, _ in mix])[0]
    day = (clock - timedelta(days=random.choice((0, 0, 1, 1, 2, 7)))).date()
    return {
        "recorded": clock.isoformat(),
        "id": _id(random),
        "type": type,
        "occurred": day.isoformat(),
        "status": random.choices([*STATUS], [*STATUS.values()])[0],
        "sources": [{"publisher": random.choice(PUBLISHERS)}],
        "crises": ["synthetic"],
        "data": draw(chance),
    }


def _again(random: Random, told: list[Line], clock: datetime) -> Line | None:
    """Another account of something told lately, perhaps of another day."""
    if not told or random.random() >= TOLD_AGAIN:
        return None
    first = random.choice(told[-200:])
    if "same_as" in first:
        return None
    other = {"id": _id(random), "recorded": clock.isoformat(), "same_as": first["id"]}
    return first | other | {"sources": [{"publisher": random.choice(PUBLISHERS)}]}


def _changes(random: Random, line: Line, told: list[Line], clock: datetime) -> Iterator[Line]:
    drawn = random.random()
    change = {"recorded": clock.isoformat(), "id": line["id"], "reason": "read again"}
    if drawn < CORRECTED:
        yield change | {"type": "Corrected", "summary": "told more exactly"}
    elif drawn < CORRECTED + ASSESSED:
        other = "confirmed" if line["status"] != "confirmed" else "disputed"
        yield change | {"type": "Assessed", "status": other}
    elif drawn < CORRECTED + ASSESSED + RETRACTED:
        yield change | {"type": "Retracted"}
    elif drawn < CORRECTED + ASSESSED + RETRACTED + JOINED:
        like = [other for other in told[-50:-1] if other["type"] == line["type"]]
        if like and "same_as" not in line and "same_as" not in like[-1]:
            yield change | {"type": "Joined", "other": like[-1]["id"]}


def _id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))
