"""Measure appending, asking and starting, through a real server on a real file: `make bench`.

Beside the rates of appending stand those of the eventsourcing library alone, on the same disk.
"""

import json
import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx2
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from rich.console import Console
from rich.table import Table

import scenarios
from benchmarks.synthetic import Line, fill, lines
from ledger.ledger import Ledger

BATCH = 1000
SINGLE, BATCHES, ASKED, ROUNDS = 500, 10, 5, 3
STARTING = 600.0  # seconds

Rates = tuple[float, float]


class Capture(Aggregate):
    """What the library's own example would make of the fall of a city."""

    @event("Told")
    def __init__(self, place: str, by: str, occurred: str) -> None:
        self.place, self.by, self.occurred = place, by, occurred


@dataclass(frozen=True)
class Server:
    """A server that is up, and how long it took to be."""

    client: httpx2.Client
    started_in: float
    address: str

    def ask(self, path: str) -> float:
        """How many seconds an answer takes."""
        start = time.perf_counter()
        answer = self.client.get(path)
        answer.raise_for_status()
        return time.perf_counter() - start

    def send(self, body: Any) -> None:
        """Append one event or several."""
        self.client.post("/events", json=body).raise_for_status()


@contextmanager
def served(file: Path) -> Iterator[Server]:
    """A server in a process of its own, over a SQLite file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]
    quiet = ["--port", str(port), "--log-level", "error"]
    env = os.environ | {"SQLITE_DBNAME": str(file)}
    start = time.perf_counter()
    with (
        subprocess.Popen([*command, *quiet], env=env) as server,
        httpx2.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=STARTING, trust_env=False
        ) as client,
    ):
        try:
            _wait_until_ready(client, start + STARTING)
            yield Server(client, time.perf_counter() - start, f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _wait_until_ready(client: httpx2.Client, deadline: float) -> None:
    while time.perf_counter() < deadline:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.02)
    raise TimeoutError("the server did not start")


def rate(count: int, act: Callable[[], object]) -> float:
    """How many a second."""
    start = time.perf_counter()
    act()
    return count / (time.perf_counter() - start)


def appending(folder: Path) -> Table:
    """Entries a second: through HTTP, by the ledger in one process, and by the library alone."""
    rounds = [_round(folder / str(at)) for at in range(ROUNDS)]
    made = _table("Entries a second", "one by one", f"in batches of {BATCH:,}")
    library = _middle([measured["eventsourcing"] for measured in rounds])
    for name in rounds[0]:
        rates = _middle([measured[name] for measured in rounds])
        cells = [
            f"{each:,.0f}  ({each / beside:.2f})"
            for each, beside in zip(rates, library, strict=True)
        ]
        made.add_row(name, *cells)
    made.caption = f"In brackets: times the library's. Medians of {ROUNDS} rounds."
    return made


def _round(folder: Path) -> dict[str, Rates]:
    folder.mkdir()
    told = [_sent(line) for line in lines(SINGLE + BATCH * BATCHES) if "data" in line]
    some, more = told[:SINGLE], told[SINGLE:]
    with served(folder / "http.sqlite") as server:
        http = _both(some, more, server.send, server.send)
    ledger = Ledger({"SQLITE_DBNAME": str(folder / "ledger.sqlite")})
    direct = _both(some, more, lambda each: ledger.append([each]), ledger.append)
    ledger.close()
    library = _library(folder / "library.sqlite")
    return {"through HTTP": http, "the ledger alone": direct, "eventsourcing": library}


def _middle(rates: list[Rates]) -> Rates:
    return median(one for one, _ in rates), median(many for _, many in rates)


def _both(
    some: list[Line], more: list[Line], one: Callable[[Line], object], many: Callable[[Any], object]
) -> Rates:
    def batches() -> None:
        for at in range(0, len(more), BATCH):
            many(more[at : at + BATCH])

    return rate(len(some), lambda: [one(each) for each in some]), rate(len(more), batches)


def _library(file: Path) -> Rates:
    """The same number of entries, each a new aggregate of the library's own kind."""
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)}
    app = Application[UUID](env)

    def made() -> Capture:
        return Capture(place="goma", by="m23", occurred="2025-01-27")

    single = rate(SINGLE, lambda: [app.save(made()) for _ in range(SINGLE)])
    batches = rate(
        BATCH * BATCHES,
        lambda: [app.save(*(made() for _ in range(BATCH))) for _ in range(BATCHES)],
    )
    app.close()
    return single, batches


def asking(folder: Path, events: int, console: Console) -> Table:
    """Start-up, and one country's view, on the scenario and on a large ledger."""
    scenario, large = folder / "scenario.sqlite", folder / "large.sqlite"
    ledger = Ledger({"SQLITE_DBNAME": str(scenario)})
    real = (files(scenarios) / "goma-2025.ndjson").read_text(encoding="utf-8")
    entries = {"goma-2025": len(ledger.load([json.loads(line) for line in real.splitlines()]))}
    ledger.close()
    console.print(f"Recording {events:,} made-up events ...")
    entries["synthetic"] = fill({"SQLITE_DBNAME": str(large)}, lines(events))
    found = {
        f"goma-2025, {entries['goma-2025']:,} entries": _asked(scenario),
        f"synthetic, {entries['synthetic']:,} entries": _asked(large),
    }
    made = _table("Seconds", *found)
    first, _ = found.values()
    for name in first:
        seconds = [measured[name] for measured in found.values()]
        cells = [f"{each:,.3f}" for each in seconds]
        made.add_row(name, cells[0], f"{cells[1]}  ({seconds[1] / seconds[0]:,.0f})")
    made.caption = "In brackets: times the scenario's."
    return made


def _asked(file: Path) -> dict[str, float]:
    with served(file) as server:
        first = server.ask("/countries/COD?on=2025-06-01")
        again = median(server.ask("/countries/COD?on=2025-06-01") for _ in range(ASKED))
        dates = [f"2025-02-{day:02}" for day in range(1, ASKED + 1)]
        other = median(server.ask(f"/countries/COD?on={date}") for date in dates)
        return {
            "start to /readyz": server.started_in,
            "/countries/COD, first": first,
            "/countries/COD, asked again": again,
            "/countries/COD, other dates": other,
        }


def _sent(line: Line) -> Line:
    """A line as an event that is sent: recorded now, and no account of another."""
    return {name: value for name, value in line.items() if name not in ("recorded", "same_as")}


def _table(*columns: str) -> Table:
    made = Table()
    for at, column in enumerate(columns):
        made.add_column(column, justify="right" if at else "left")
    return made


def main() -> None:
    """Measure, and print two tables."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=100_000, help="how large a large ledger is")
    events: int = options.parse_args().events
    console = Console()
    with TemporaryDirectory() as folder:
        console.print(appending(Path(folder)))
        console.print(asking(Path(folder), events, console))


if __name__ == "__main__":
    main()
