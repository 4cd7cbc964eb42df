"""The options that commands share: what may be asked, declared once for all of them."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

from typer import Option

from api.parameters import MOST_ROWS
from domain.values import Status
from projections.moment import Narrowing, Resolve

ON_BOTH_TIMES, WHICH, AMONG = "The two times", "Which part", "Which accounts"
WHOSE = ("resolve", "at_least", "according_to")
MOMENT = ("on", "known", *WHOSE, "limit")
NARROWING = tuple(Narrowing.model_fields)

Given = Mapping[str, Any]
Command = Callable[..., None]

OPTIONS: Mapping[str, Any] = {
    "on": Annotated[
        str | None,
        Option(
            metavar="DATE",
            help="The world on this date, month, year or instant; left out, today (UTC).",
            rich_help_panel=ON_BOTH_TIMES,
        ),
    ],
    "known": Annotated[
        str | None,
        Option(
            metavar="DATE|@POSITION",
            help="As known then, or at a position of the log; left out, all that is recorded.",
            rich_help_panel=ON_BOTH_TIMES,
        ),
    ],
    "resolve": Annotated[
        Resolve | None,
        Option(
            help="Which of several accounts gives the values; left out, the best.",
            rich_help_panel=AMONG,
        ),
    ],
    "at_least": Annotated[
        Status | None,
        Option(help="Leave out what is trusted less.", rich_help_panel=AMONG, case_sensitive=False),
    ],
    "according_to": Annotated[
        str | None,
        Option(
            metavar="ID",
            help="Only what this actor tells, or `publisher:SLUG`.",
            rich_help_panel=AMONG,
        ),
    ],
    "crisis": Annotated[
        str | None, Option(metavar="SLUG", help="As `goma-2025`.", rich_help_panel=WHICH)
    ],
    "country": Annotated[
        str | None, Option(metavar="ISO3", help="As `RWA`.", rich_help_panel=WHICH)
    ],
    "place": Annotated[str | None, Option(metavar="ID", help="As `goma`.", rich_help_panel=WHICH)],
    "actor": Annotated[str | None, Option(metavar="ID", help="As `m23`.", rich_help_panel=WHICH)],
    "search": Annotated[
        str | None,
        Option(
            metavar="TEXT", help="Only what has this in its names or words.", rich_help_panel=WHICH
        ),
    ],
    "limit": Annotated[
        int | None,
        Option(min=1, max=MOST_ROWS, help="The most rows in a list; left out, 500."),
    ],
}
AsJson = Annotated[bool, Option("--json", help="The API's own document, as JSON.")]


def asking(*names: str) -> Callable[[Command], Command]:
    """Give a command these options; what was told by each of them reaches it as `given`."""

    def with_options(command: Command) -> Command:
        @wraps(command)
        def asked(**told: Any) -> None:
            given = {name: told.pop(name) for name in names}
            command(**told, given=given)

        own = signature(command)
        parameters: list[Parameter] = []
        for parameter in own.parameters.values():
            parameters += map(_option, names) if parameter.name == "given" else [parameter]
        # What Typer reads; that a function may have it, no type says.
        asked.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
        return asked

    return with_options


def _option(name: str) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=OPTIONS[name])
