"""A view as text fits the screen, whatever its width, and breaks no word."""

from io import StringIO
from typing import Any

from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len
from rich.console import Console

from answers.document import state_document
from answers.question import Question
from domain.events.territory import CityCaptured
from domain.values import Place
from exchange.table import AsText, text
from history.moment import Moment
from tests.exchange.conftest import without_ids
from tests.goma import CALL, CAPTURE, GOMA, M23, GivenLedger
from tests.histories import HISTORIES, MOMENTS, Played

NARROW, USUAL, WIDE = 60, 80, 200


def told(ledger: GivenLedger, width: int, view: str = "territory", **asked: Any) -> list[str]:
    shown = text(ledger.view(view, ledger.question(**asked)), width).splitlines()
    return [without_ids(line).rstrip() for line in shown]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, MOMENTS)
def test_no_line_is_wider_than_the_screen_and_no_word_is_broken(
    steps: list[Any], moment: Moment
) -> None:
    question = Question.of(moment.model_copy(update={"known": None}))
    document = state_document(Played().play(steps).read(), question)
    words = _words(text(document, 1000))

    for width in (NARROW, USUAL, WIDE):
        shown = text(document, width)

        assert max(map(cell_len, shown.splitlines())) <= width
        assert _words(shown) <= words


def test_a_view_is_a_table_with_what_stands_beside_its_rows_below_it(ledger: GivenLedger) -> None:
    assert told(ledger, USUAL)[:8] == [
        "On 2025-02-01 (position @7)",
        "",
        "Territory",
        "Place  Held by         Since       Status     Events    Told by",
        f"Goma   M23, contested  2025-01-28  confirmed  {_capture(ledger)}  publisher:radio-okapi",
        "",
        "Goma",
        "  Claims          publisher:radio-okapi (confirmed): M23 holds it since",
    ]


def test_on_a_narrow_screen_each_row_is_told_line_by_line(ledger: GivenLedger) -> None:
    assert told(ledger, NARROW)[2:8] == [
        "Territory",
        "Goma",
        "  Held by         M23, contested",
        "  Since           2025-01-28",
        "  Claims          publisher:radio-okapi (confirmed): M23",
        "                  holds it since 2025-01-28",
    ]


def test_a_word_too_long_to_stand_beside_its_title_stands_below_it() -> None:
    ledger = GivenLedger()
    publisher = "Observatory of the Great Lakes of Africa"
    ledger.given(CAPTURE, "2025-01-28", sources=({"publisher": publisher},))

    shown = told(ledger, NARROW)

    (title,) = (place for place, line in enumerate(shown) if line == "  Told by")
    assert shown[title + 1] == "    publisher:observatory-of-the-great-lakes-of-africa"


def test_a_name_of_wide_letters_is_not_broken() -> None:
    ledger = GivenLedger()
    name = "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 20
    ledger.given(_taken_by(name), "2025-01-28")

    shown = told(ledger, 140)

    assert name in "\n".join(shown)
    assert max(map(cell_len, shown)) <= 140


def test_nothing_in_a_name_commands_the_terminal_or_is_taken_for_markup() -> None:
    ledger = GivenLedger()
    ledger.given(_taken_by("\x1b[31mM23 [bold]"), "2025-01-28")

    assert "Goma   \N{REPLACEMENT CHARACTER}[31mM23 [bold]  2025-01-28" in "\n".join(
        told(ledger, WIDE)
    )


def test_it_says_how_many_rows_there_are_besides_those_shown() -> None:
    ledger = GivenLedger()
    for number in range(5):
        place = Place(id=f"hill-{number}", name=f"Hill {number}", country="COD", kind="village")
        ledger.given(CAPTURE.model_copy(update={"place": place}), "2025-01-28")

    assert "and 3 more" in told(ledger, WIDE, limit=2)
    assert not [line for line in told(ledger, WIDE) if line.startswith("and ")]


def test_it_says_what_the_question_was_and_that_nothing_is_told(ledger: GivenLedger) -> None:
    shown = told(ledger, WIDE, "unrest", known="2025-03-31", on="2025-01-30", place="bukavu")

    assert shown == [
        "On 2025-01-30, as known at 2025-03-31 (position @7)",
        "",
        "Unrest",
        "nothing told",
    ]


def test_it_says_what_may_have_happened_by_then(ledger: GivenLedger) -> None:
    assert told(ledger, WIDE, on="2025-01-30")[-2:] == [
        "What may have happened by then",
        "Advance reported, 2025-01-29 to 2025-03-30, Bukavu",
    ]


def test_it_says_how_much_else_may_have_happened() -> None:
    ledger = GivenLedger()
    for publisher in ("Reuters", "UN News", "Radio Okapi"):
        ledger.given(CAPTURE, "2025-01-26/2025-01-30", sources=({"publisher": publisher},))

    assert told(ledger, WIDE, on="2025-01-28", limit=2)[-1] == "and 1 more"


def test_a_column_in_which_nothing_is_told_is_left_out() -> None:
    ledger = GivenLedger()
    ledger.given(CALL, "2025-01-28")

    (header,) = (line for line in told(ledger, WIDE, "contacts") if line.startswith("Contact "))

    assert "Where" not in header
    assert "About" in header


def test_what_calls_for_care_is_seen_on_the_screen(ledger: GivenLedger) -> None:
    screen = StringIO()
    console = Console(file=screen, width=WIDE, force_terminal=True, color_system="standard")
    console.print(AsText(ledger.view("territory", ledger.question())))

    assert "\x1b[1;31mM23, contested" in screen.getvalue()


def _taken_by(name: str) -> CityCaptured:
    return CityCaptured(place=GOMA, by=M23.model_copy(update={"name": name}))


def _capture(ledger: GivenLedger) -> str:
    event: str = ledger.goma()["events"][0]
    return event[:8]


def _words(shown: str) -> set[str]:
    return {word.strip(",") for word in shown.split()}
