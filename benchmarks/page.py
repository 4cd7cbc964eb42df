"""Measure the page in a real browser, over a real server: `make bench`.

How long until the map and the time band show what the ledger holds, until the situation stands
beside them, how many bytes came over the wire, and how many frames a second are drawn while the
handle of the time band is dragged.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

import scenarios
from benchmarks.measure import served
from benchmarks.synthetic import fill, lines
from ledger.ledger import Ledger
from tests.page.browser import launched

ROUNDS = 5
PATIENCE = 180_000  # milliseconds
DRAGGED, STEPS = 0.6, 120  # of the band's width, in so many moves

FRAMES = """
() => {
  const drawn = (window.drawn = []);
  const tick = (at) => { drawn.push(at); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""
MARKED = "name => performance.getEntriesByName(name).length > 0"
AT = "name => performance.getEntriesByName(name)[0].startTime"


@dataclass(frozen=True)
class Seen:
    """What one visit measured: milliseconds, bytes, and frames a second."""

    picture: float
    situation: float
    wire: int
    wire_in_all: int
    frames: float
    longest: float


def measured(browser: Browser, address: str) -> Seen:
    """One visit with nothing in the cache, and one drag."""
    with _visited(browser) as page:
        wire = _wire(page)
        page.goto(address, timeout=PATIENCE)
        page.wait_for_function(MARKED, arg="picture", timeout=PATIENCE)
        received = sum(wire)
        page.wait_for_function(MARKED, arg="situation", timeout=PATIENCE)
        picture, situation = page.evaluate(AT, "picture"), page.evaluate(AT, "situation")
        in_all = sum(wire)
        frames, longest = _dragged(page)
        return Seen(picture, situation, received, in_all, frames, longest)


@contextmanager
def _visited(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        yield context.new_page()
    finally:
        context.close()


def _wire(page: Page) -> list[int]:
    """The bytes of each answer as they came over the wire, headers included."""
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda told: received.append(int(told["encodedDataLength"]))
    )
    return received


def _dragged(page: Page) -> tuple[float, float]:
    """Frames a second while the handle is dragged to and fro, and the longest wait for one."""
    handle = page.locator("#on-handle").bounding_box()
    band = page.get_by_role("region", name="Time").bounding_box()
    assert handle
    assert band
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    far = max(band["x"] + 120, x - band["width"] * DRAGGED)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 20, y, steps=4)
    page.evaluate(FRAMES)
    page.mouse.move(far, y, steps=STEPS)
    page.mouse.move(x - 20, y, steps=STEPS)
    drawn: list[float] = page.evaluate("() => window.drawn")
    page.mouse.up()
    gaps = [later - before for before, later in pairwise(drawn)]
    return 1000 * len(gaps) / (drawn[-1] - drawn[0]), max(gaps)


def _ledgers(folder: Path, large: int) -> Iterator[tuple[str, Path]]:
    scenario = folder / "scenario.sqlite"
    ledger = Ledger({"SQLITE_DBNAME": str(scenario)})
    real = (files(scenarios) / "goma-2025.ndjson").read_text(encoding="utf-8")
    ledger.load([json.loads(line) for line in real.splitlines()])
    ledger.close()
    yield "goma-2025", scenario
    for name, events, within in (
        ("10,000 events in two years", 10_000, timedelta(days=730)),
        ("10,000 events in ten days", 10_000, timedelta(days=10)),
        (f"{large:,} events in two years", large, timedelta(days=730)),
    ):
        file = folder / f"{name}.sqlite"
        fill({"SQLITE_DBNAME": str(file)}, lines(events, within=within))
        yield name, file


def main() -> None:
    """Measure, and print a table: the median of the rounds, and the first of them alone."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=100_000, help="how large a large ledger is")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="visits to each ledger")
    asked = options.parse_args()
    console = Console()
    made = Table(title="The page, 1440 x 900, nothing cached")
    for at, column in enumerate(
        (
            "Ledger",
            "first picture, s",
            "on the first visit, s",
            "over the wire by then, kB",
            "with the situation, s",
            "over the wire by then, kB",
            "frames a second, dragged",
            "longest frame, ms",
        )
    ):
        made.add_column(column, justify="right" if at else "left")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        for name, file in _ledgers(Path(folder), asked.events):
            console.print(f"Visiting {name} ...")
            with served(file) as server:
                seen = [measured(browser, server.address) for _ in range(asked.rounds)]
            made.add_row(
                name,
                f"{median(each.picture for each in seen) / 1000:.2f}",
                f"{seen[0].picture / 1000:.2f}",
                f"{median(each.wire for each in seen) / 1000:,.0f}",
                f"{median(each.situation for each in seen) / 1000:.2f}",
                f"{median(each.wire_in_all for each in seen) / 1000:,.0f}",
                f"{median(each.frames for each in seen):.0f}",
                f"{max(each.longest for each in seen):.0f}",
            )
        browser.close()
    console.print(made)


if __name__ == "__main__":
    main()
