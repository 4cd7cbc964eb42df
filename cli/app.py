"""The commands of `crisis`, put together in one place."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

from typer import Context, Exit, Option, Typer

from cli.catalogue import types, views
from cli.changes import changes
from cli.failures import Outspoken
from cli.recording import append, load_scenario
from cli.replay import replay
from cli.revise import assess, correct, not_same_as, reinstate, retract, same_as
from cli.serve import serve
from cli.show import show
from cli.store import info
from cli.watch import watch

ABOUT = """An event-sourced record of a crisis and of the diplomacy around it.

What happened, who says so, and what was known when. The store is the file
crisis.sqlite, or what SQLITE_DBNAME (or PERSISTENCE_MODULE) names.

Examples:
  crisis load-scenario goma-2025
  crisis show territory --on 2025-01-29
  crisis serve
"""

app = Typer(name="crisis", cls=Outspoken, rich_markup_mode="rich")

PANELS: dict[str, dict[str, Callable[..., None]]] = {
    "Ask": {
        "show": show,
        "changes": changes,
        "replay": replay,
        "watch": watch,
        "views": views,
        "types": types,
        "info": info,
    },
    "Record": {"append": append, "load-scenario": load_scenario},
    "Change what is recorded": {
        "correct": correct,
        "assess": assess,
        "retract": retract,
        "reinstate": reinstate,
        "same-as": same_as,
        "not-same-as": not_same_as,
    },
    "Serve": {"serve": serve},
}
for _panel, _commands in PANELS.items():
    for _name, _command in _commands.items():
        app.command(_name, rich_help_panel=_panel)(_command)


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"crisis-ledger {version('crisis-ledger')}")
        raise Exit


@app.callback(invoke_without_command=True, help=ABOUT)
def crisis(
    context: Context,
    version: Annotated[
        bool,
        Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """What `ABOUT` tells."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def main() -> None:
    """The command `crisis`."""
    app(prog_name="crisis")
