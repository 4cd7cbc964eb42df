"""Whatever goes wrong, told in a plain sentence and an exit status; never a traceback.

0 is done, 1 refused by what is recorded or by the store, 2 not to be understood as it was given.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby, islice
from typing import Any

from typer import Exit, TyperException
from typer.core import TyperGroup

from answers.question import EndsBeforeItStarts, ImpossibleStep
from cli.screen import say
from domain import refusals
from domain.event import CATALOGUE
from domain.refusals import MOST_NAMED, BatchRefused, Misfit, Refusal, UnknownType
from exchange.formats import NoPlace, SeveralViews
from exchange.table import printable

DONE, REFUSED, MISUNDERSTOOD, OUR_FAULT = 0, 1, 2, 70
INTERRUPTED, PIPE_CLOSED = 130, 1  # 128 and the number of the signal; as rich has it
SHOW_TRACEBACK = "CRISIS_TRACEBACK"


@dataclass(eq=False)
class BadInput(Refusal):
    """What was typed, or a file that it names, makes no sense."""

    what: str
    sentence = "{what}"


NOT_UNDERSTOOD = (
    BadInput,
    Misfit,
    EndsBeforeItStarts,
    ImpossibleStep,
    NoPlace,
    SeveralViews,
    refusals.AheadOfTime,
    refusals.UnknownCountry,
    refusals.UnknownPosition,
    refusals.UnknownReference,
    refusals.UnknownType,
    refusals.UnknownView,
)


class Outspoken(TyperGroup):
    """The commands, of which each failure is told in a sentence."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *others: Any,
        **more: Any,
    ) -> Any:
        """Run a command and end the process with its status."""
        more["standalone_mode"] = False
        try:
            status = super().main(args, prog_name, *others, **more)
            sys.stdout.flush()
        except KeyboardInterrupt:
            status = INTERRUPTED
        except BrokenPipeError:
            _let_go_of_stdout()
            status = PIPE_CLOSED
        except Exception as error:
            status = _told(error)
        sys.exit(status if isinstance(status, int) else DONE)


def lines_of(refusal: Refusal) -> Iterator[str]:
    """What is wrong, a line for each field that does not fit."""
    match refusal:
        case Misfit(errors=errors):
            yield from map(_field, errors)
            yield from refusal.not_all
        case UnknownType(name=name):
            yield _no_type(name)
        case refusals.UnknownName(noun=noun, id=id):
            yield f"no {noun} {id!r} was known; `crisis show {noun}s` lists them"
        case BatchRefused():
            yield from lines_of_batch(refusal, "item {}".format)
        case _:
            yield str(refusal)


def lines_of_batch(refused: BatchRefused, where: Callable[[int], str]) -> Iterator[str]:
    """What is wrong, a line for each item of a batch, which is told where it stands."""
    told = ((index, line) for index, why in refused.items.items() for line in lines_of(why))
    for index, lines in groupby(islice(told, MOST_NAMED), key=lambda each: each[0]):
        yield f"{where(index)}: {'; '.join(line for _, line in lines)}"
    yield from refused.not_all


def status_of(refusal: Refusal) -> int:
    """Whether it cannot be understood, or is refused for what is recorded."""
    if isinstance(refusal, BatchRefused):
        return max(status_of(why) for why in refusal.items.values())
    return MISUNDERSTOOD if isinstance(refusal, NOT_UNDERSTOOD) else REFUSED


def _told(error: Exception) -> int:
    match error:
        case Exit(exit_code=status):
            return status
        case TyperException():
            _tell_misuse(error)
            return error.exit_code
        case Refusal():
            for line in lines_of(error):
                say(line)
            return status_of(error)
        case OSError(strerror=str(why)):
            say(f"{error.filename}: {why}" if error.filename else why)
            return REFUSED
        case _:
            _confess(error)
            return OUR_FAULT


def _tell_misuse(error: TyperException) -> None:
    sentence = error.format_message().replace("Value error, ", "").replace("'. Did", "'; did")
    sentence = sentence.rstrip(".?")
    context = getattr(error, "ctx", None)
    say(f"{sentence}; see `{context.command_path} --help`" if context else sentence)


def _confess(error: Exception) -> None:
    say(f"this is a fault of ours ({type(error).__name__}: {error}); nothing was half recorded")
    if os.environ.get(SHOW_TRACEBACK):
        traceback.print_exception(error)
    else:
        say(f"to report it, run this again with {SHOW_TRACEBACK}=1 and send us what it says")


def _field(error: dict[str, Any]) -> str:
    field, value = error["field"], error["value"]
    detail = error["detail"]
    if field == "type" and isinstance(value, str) and value not in CATALOGUE:
        return f"type: {_no_type(value)}"
    told = printable(str(value)) if isinstance(value, str | int | float) else ""
    shown = f" = {told}" if told and told not in detail and len(told) <= 100 else ""
    return f"{field}{shown}: {detail}" if field else detail


def _no_type(name: str) -> str:
    near = get_close_matches(name, CATALOGUE, n=3, cutoff=0.6)
    meant = f"; did you mean {' or '.join(near)}?" if near else ";"
    return f"{name!r} is not in the catalogue{meant} `crisis types` lists it"


def _let_go_of_stdout() -> None:
    """So that the interpreter, as it ends, does not complain of the closed pipe again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        return
