import pytest

from cli.app import PANELS
from cli.show import subjects
from tests.cli.conftest import Crisis

COMMANDS = [name for commands in PANELS.values() for name in commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(crisis: Crisis, command: str) -> None:
    told = crisis.does(command, "--help")

    assert f"crisis {command}" in told.partition("Examples:")[2]


def test_the_help_lists_every_command_in_its_group(crisis: Crisis) -> None:
    told = crisis.does("--help")

    assert [name for name in [*COMMANDS, *PANELS] if name not in told] == []


def test_crisis_alone_says_what_it_can_do(crisis: Crisis) -> None:
    assert crisis.does() == crisis.does("--help")


def test_the_help_of_show_names_everything_that_can_be_shown(crisis: Crisis) -> None:
    told = crisis.does("show", "--help")

    assert [name for name in subjects() if name not in told] == []


def test_the_options_of_show_stand_in_the_groups_of_the_question(crisis: Crisis) -> None:
    told = crisis.does("show", "--help")

    groups = ("The two times", "Which accounts", "Which events", "Which part")
    places = [told.index(f"─ {group} ─") for group in groups]
    assert places == sorted(places)
    assert "--known" in told[places[0] : places[1]]
    assert "--crisis" in told[places[3] :]


def test_the_version_is_told(crisis: Crisis) -> None:
    assert crisis.does("--version").startswith("crisis-ledger ")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["shwo"], "No such command 'shwo'; did you mean 'show'"),
        (["show"], "Missing argument 'WHAT'"),
        (["show", "territory", "--foo"], "No such option: --foo"),
        (["retract", "0b1e6a52"], "Missing option '--reason'"),
        (["show", "state", "--limit", "0"], "Invalid value for '--limit'"),
        (["serve", "--port", "99999"], "Invalid value for '--port'"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_one_line(
    crisis: Crisis, typed: list[str], sentence: str
) -> None:
    said = crisis(*typed)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"crisis: {sentence}")
    assert "--help`" in said.err
