"""The catalogues say of each view and of each event type what its declaration says."""

import pytest
from jsonschema import Draft202012Validator

from answers.catalogue import described, event_types, view, views
from domain.event import CATALOGUE
from domain.refusals import UnknownType, UnknownView
from domain.telling import Telling
from projections import VIEWS
from tests.goma import CAPTURE, GivenLedger


def test_every_view_says_what_it_answers_and_has_its_columns() -> None:
    told = {each.name: each for each in views().views}

    assert list(told) == sorted(VIEWS)
    assert told["territory"].answers == "Who holds each place, since when, and who says otherwise."
    assert told["territory"].rules.startswith("- A capture gives the place to `by`")
    assert (told["territory"].rows, told["territory"].subject) == ("places", ["place"])
    assert (told["territory"].where, told["relations"].where) == ("place", None)
    assert ("Held by", ["held_by", "contested"]) in [
        (shown.title, shown.columns) for shown in told["territory"].shown
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_the_schema_of_a_view_is_that_of_the_rows_it_sends(name: str) -> None:
    ledger = GivenLedger()
    ledger.given(CAPTURE, "2025-01-27")
    told = view(name)
    Draft202012Validator.check_schema(told.row_schema)

    assert set(told.row_schema["properties"]) >= {column.name for column in told.columns}
    for row in ledger.rows(name):
        Draft202012Validator(told.row_schema).validate(row)


def test_a_view_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownView, match="there is no view 'weather'"):
        view("weather")


def test_every_event_type_says_what_it_means_and_has_an_example_that_can_be_sent() -> None:
    assert [each.type for each in event_types().types] == list(CATALOGUE)
    told = described("CityCaptured")

    assert told.means.startswith("An armed actor takes control")
    assert told.parts == {"place": "where", "by": "actor", "with": "counterpart", "from": "target"}
    assert Telling.model_validate(told.example).type == "CityCaptured"


def test_an_event_type_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownType, match="'CityCapturd' is not in the catalogue"):
        described("CityCapturd")
