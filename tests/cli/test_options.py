"""The options of a command are the fields of the question that it asks."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from typer import Argument, Typer
from typer.testing import CliRunner

from answers.times import UnreadableTime
from cli.failures import Outspoken
from cli.options import asks
from domain.span import Span
from domain.values import Country, Slug
from tests.cli.conftest import Said


class Trust(StrEnum):
    """How far a patrol is trusted."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"


def a_day(told: Any) -> Any:
    if told == "noon":
        raise UnreadableTime("to", told, "give a day")
    return told


class Days(BaseModel):
    """From one day to another."""

    group: ClassVar = "When"

    from_: Annotated[
        Span, Field(alias="from", description="The first day.", examples=["2025-01-26"])
    ]
    to: Annotated[Span, BeforeValidator(a_day)] | None = None


class Patrols(Days):
    """Which patrols along the border are asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Country | None = Field(None, description="Only of this country.")
    places: list[Slug] = Field(default_factory=list, description="Only along these places.")
    means: list[Literal["on-foot", "boat"]] = Field(default_factory=list)
    at_least: Trust = Trust.CLAIMED
    resolve: Literal["best", "latest"] = "best"
    teller: str | None = Field(None, pattern=r"^publisher:\S+$", examples=["publisher:radio-okapi"])
    q: str | None = None
    limit: int = Field(500, ge=1, le=1000)
    sources: bool = False
    cursor: str | None = None

    @model_validator(mode="after")
    def _runs_forwards(self) -> "Patrols":
        if self.to and self.to.end < self.from_.end:
            raise ValueError("the last day is before the first")
        return self


class Typist:
    """Whoever types `patrols ...`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Patrols, bool]] = []
        self._app = Typer(cls=Outspoken)
        self._app.callback()(lambda: None)

        @self._app.command()
        @asks(Patrols, called={"q": "search"}, without=["cursor"])
        def patrols(
            river: Annotated[str, Argument()], *, question: Patrols, as_json: bool = False
        ) -> None:
            self.asked.append((river, question, as_json))

    def __call__(self, *typed: str) -> Said:
        result = CliRunner().invoke(self._app, ["patrols", *typed])
        return Said(result.stdout, result.stderr, result.exit_code)

    def asks(self, *typed: str) -> Patrols:
        said = self("ruzizi", *typed)
        assert (said.status, said.err) == (0, "")
        return self.asked[-1][1]


@pytest.fixture
def typist() -> Typist:
    return Typist()


SINCE = ("--from", "2025-01-26")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ((), {}),
        (("--to", "2025-01"), {"to": "2025-01"}),
        (("--by", "rwa"), {"by": "RWA"}),
        (("--places", "goma", "--places", "bukavu"), {"places": ["goma", "bukavu"]}),
        (("--means", "On-Foot", "--means", "boat"), {"means": ["on-foot", "boat"]}),
        (("--at-least", "CONFIRMED"), {"at_least": "confirmed"}),
        (("--resolve", "Latest"), {"resolve": "latest"}),
        (("--search", "the bridge"), {"q": "the bridge"}),
        (("--limit", "3", "--sources"), {"limit": 3, "sources": True}),
    ],
)
def test_what_is_typed_is_the_question_that_the_model_reads(
    typist: Typist, typed: tuple[str, ...], told: dict[str, Any]
) -> None:
    asked = typist.asks(*SINCE, *typed)

    assert asked == Patrols.model_validate({"from": "2025-01-26"} | told)


def test_what_the_command_takes_besides_is_its_own(typist: Typist) -> None:
    typist("ruzizi", *SINCE, "--as-json")

    assert [(river, as_json) for river, _, as_json in typist.asked] == [("ruzizi", True)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ([], "Missing option '--from'"),
        (["--from", "monday"], "--from monday: 'monday' is not a date this ledger can place: "),
        ([*SINCE, "--to", "noon"], "--to noon: give a day"),
        ([*SINCE, "--to", "2024"], "the last day is before the first"),
        ([*SINCE, "--by", "Congo"], "'Congo' is no country; write its ISO 3166-1 alpha-3 code"),
        ([*SINCE, "--places", "goma", "--places", "Kivu Sud"], "--places Kivu Sud: an id is in "),
        ([*SINCE, "--teller", "m23"], "--teller m23: write it as publisher:radio-okapi\n"),
        ([*SINCE, "--means", "tank"], "Invalid value for '--means': 'tank' is not one of "),
        ([*SINCE, "--at-least", "surely"], "Invalid value for '--at-least': 'surely' is not one "),
        ([*SINCE, "--limit", "0"], "Invalid value for '--limit': Input should be greater than "),
        ([*SINCE, "--cursor", "x"], "No such option: --cursor"),
        ([*SINCE, "--from_", "2025"], "No such option: --from_"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    typist: Typist, typed: list[str], sentence: str
) -> None:
    said = typist("ruzizi", *typed)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")
    assert typist.asked == []


def test_the_help_tells_what_the_fields_say(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")

    told = " ".join(typist("--help").out.replace("│", " ").split())

    in_none, in_their_group = told.split(" When ")
    assert "--from 2025-01-26 The first day. [required]" in in_their_group
    assert "--to " in in_their_group
    assert "--limit " in in_none
    assert "--by COD Only of this country." in told
    assert "--at-least <claimed|confirmed> [default: (claimed)]" in told
    assert "--resolve <best|latest> [default: (best)]" in told
    assert "--means <list[on-foot|boat]>" in told
    assert "--limit <int range> [1<=x<=1000] [default: (500)]" in told
    assert "--no-sources" not in told
