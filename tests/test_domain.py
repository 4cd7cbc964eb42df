from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from domain.entry import (
    Assessed,
    Change,
    Corrected,
    Entry,
    Parted,
    Reinstated,
    Retracted,
    SameAs,
    Stamp,
)
from domain.event import CATALOGUE, Event, Part
from domain.events.diplomacy import CallHeld, CeasefireUrged
from domain.events.humanitarian import CasualtiesReported
from domain.events.territory import CityCaptured, FacilityCaptured, ForcesWithdrew
from domain.events.unrest import EmbassyAttacked
from domain.example import example
from domain.refusals import (
    AheadOfTime,
    AlreadyRetracted,
    AlreadyThere,
    ChangesNothing,
    NotOneFamily,
    NotRetracted,
    OtherIdentity,
    StaleRevision,
    UnknownReference,
)
from domain.report import record, revised_again
from domain.span import Span
from domain.telling import Telling
from domain.values import Actor, Casualties, Range, Status
from history.history import History
from ledger.draft import Draft
from tests.goma import CALL, CAPTURE, FARDC, GOMA, M23, RUBIO, told

NOON = Stamp(datetime(2025, 2, 1, 12, tzinfo=UTC), "anna")
FALL = told(CAPTURE, "2025-01-28")
MISDATED = Corrected(occurred=Span("2025-01-27"), reason="misread")
TOLL = CasualtiesReported(place=GOMA, scope="toll", casualties=Casualties(killed=Range(low=700)))


@pytest.fixture
def known() -> Draft:
    """A ledger that has recorded the fall of Goma."""
    known = Draft(History())
    known.add(record(FALL, NOON, known))
    return known


def tell(known: Draft, telling: Telling) -> str:
    return known.add(record(telling, NOON, known)).id


def decide(known: Draft, id: str, change: Change) -> list[Entry]:
    report = known.report(id)
    assert report
    return [known.add(entry) for entry in report.decide(change, NOON, known)]


def test_a_month_is_over_on_its_last_day() -> None:
    assert Span("2025-01").over_by(Span("2025-01-31"))
    assert not Span("2025-01").over_by(Span("2025-01-30"))


@pytest.mark.parametrize(
    "unsure",
    ["2025-01-27~", "2025?", "../2025", "2025-01-27/", "2025-01-27T14", "2025-13", "20250127"],
)
def test_a_date_that_cannot_be_placed_is_refused_with_the_remedy(unsure: str) -> None:
    with pytest.raises(ValidationError, match="give the interval"):
        Span(unsure)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="ends before it starts"):
        Span("2025-01-28/2025-01-26")


@pytest.mark.parametrize("declared", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_type_says_what_it_means_and_accepts_its_own_example(declared: type[Event]) -> None:
    assert declared.__doc__
    assert declared.model_validate(example(declared.model_json_schema()))


def test_an_armed_group_brings_no_country_into_an_event_and_its_place_does() -> None:
    assert CAPTURE.concerns == [("COD", Part.WHERE)]
    assert CALL.concerns == [("RWA", Part.COUNTERPART), ("USA", Part.COUNTERPART)]


def test_an_appeal_names_whom_it_asks_and_a_demand_weighs_more() -> None:
    with pytest.raises(ValidationError, match="say `all_parties`"):
        CeasefireUrged(by=(RUBIO,), verb="urged")

    urged = CeasefireUrged(by=(RUBIO,), verb="urged", all_parties=True)
    demanded = CeasefireUrged(by=(RUBIO,), verb="demanded", all_parties=True)

    assert (urged.cameo_code, urged.weight) == ("0256", -0.3)
    assert (demanded.cameo_code, demanded.weight) == ("1056", -5.0)


def test_a_call_is_between_two_at_least() -> None:
    with pytest.raises(ValidationError, match="two at least"):
        CallHeld(participants=(RUBIO, RUBIO))


def test_an_armed_group_has_no_embassy() -> None:
    with pytest.raises(ValidationError, match="m23 is of kind armed_group"):
        EmbassyAttacked(of=M23, place=GOMA)


def test_an_airport_is_no_city_to_capture() -> None:
    with pytest.raises(ValidationError, match="goma is of kind city"):
        FacilityCaptured(place=GOMA, by=M23)


def test_a_state_has_the_code_of_its_country_as_its_id() -> None:
    with pytest.raises(ValidationError, match="code of its country in lower case"):
        Actor(id="congo", name="DR Congo", kind="state", country="COD")


def test_one_item_alone_is_a_list_of_one() -> None:
    assert CeasefireUrged.model_validate(
        {"by": RUBIO, "of": M23, "verb": "urged"}
    ) == CeasefireUrged(by=(RUBIO,), of=(M23,), verb="urged")


def test_what_has_not_happened_cannot_be_recorded(known: Draft) -> None:
    with pytest.raises(AheadOfTime):
        tell(known, told(CAPTURE, "2025-02-03"))


def test_an_id_alone_stands_for_whom_it_was_told_to_be(known: Draft) -> None:
    sent = FALL.as_json(without={"id"}) | {"data": {"place": "goma", "by": "m23", "from": "cod"}}

    telling = Telling.model_validate(sent, context=known)

    assert isinstance(telling.data, CityCaptured)
    assert (telling.data.place, telling.data.by) == (GOMA, M23)
    assert telling.data.from_ == Actor.always_known("cod")
    with pytest.raises(ValidationError, match="no actor 'fdlr' was told before"):
        Telling.model_validate(sent | {"data": {"place": "goma", "by": "fdlr"}}, context=known)


def test_an_id_never_stands_for_another_kind_or_country(known: Draft) -> None:
    airport = GOMA.model_copy(update={"kind": "town"})

    with pytest.raises(OtherIdentity, match="known as"):
        tell(known, told(CityCaptured(place=airport, by=M23), "2025-01-28"))


def test_who_alone_told_it_may_correct_what_an_id_stands_for(known: Draft) -> None:
    town = GOMA.as_json() | {"kind": "town"}

    decide(known, FALL.id, Corrected(data={"place": town}, reason="a town"))

    assert tell(known, told(CityCaptured.model_validate({"place": town, "by": M23}), "2025-01-28"))


def test_a_correction_replaces_a_place_as_one_value_and_merges_the_rest(known: Draft) -> None:
    sake = {"id": "sake", "name": "Sake", "country": "COD", "kind": "town"}
    dead = {"casualties": {"killed": {"best": 3}}}
    decide(known, FALL.id, Corrected(data=dead, reason="counted"))
    more = {"place": sake, "casualties": {"injured": {"low": 9}}}

    decide(known, FALL.id, Corrected(data=more, reason="another town"))

    report = known.report(FALL.id)
    assert report
    told_now = report.telling.as_json()["data"]
    assert told_now["place"] == sake
    assert told_now["by"] == M23.as_json()
    assert told_now["casualties"] == {"killed": {"best": 3}, "injured": {"low": 9}}


def test_a_correction_is_stored_with_whom_its_ids_stand_for(known: Draft) -> None:
    (entry,) = decide(known, FALL.id, Corrected(data={"from": "cod"}, reason="from the army"))

    state = Actor.always_known("cod")
    assert state
    assert isinstance(entry.what, Corrected)
    assert entry.what.data == {"from": state.as_json()}


def test_a_correction_to_another_type_gives_its_data_whole(known: Draft) -> None:
    with pytest.raises(ValidationError, match="whole `data`"):
        Corrected(type="CityRecaptured", reason="it was theirs")
    with pytest.raises(ValidationError, match=r"(?s)data.by.*Field required"):
        decide(
            known,
            FALL.id,
            Corrected(type="CityRecaptured", data={"place": "goma"}, reason="it was theirs"),
        )


def test_what_changes_nothing_is_not_recorded(known: Draft) -> None:
    with pytest.raises(ChangesNothing):
        decide(known, FALL.id, Corrected(occurred=Span("2025-01-28"), reason="as told"))
    with pytest.raises(ChangesNothing):
        decide(known, FALL.id, Assessed(status=Status.REPORTED, reason="as told"))


def test_a_retracted_event_takes_only_a_reinstatement(known: Draft) -> None:
    with pytest.raises(NotRetracted):
        decide(known, FALL.id, Reinstated(reason="it was true"))
    decide(known, FALL.id, Retracted(reason="a rumour"))

    with pytest.raises(AlreadyRetracted):
        decide(known, FALL.id, MISDATED)
    (reinstated,) = decide(known, FALL.id, Reinstated(reason="it was true"))
    assert reinstated.revision == 3


def test_the_same_change_sent_again_is_its_earlier_entry_and_another_is_stale(
    known: Draft,
) -> None:
    (corrected,) = decide(known, FALL.id, MISDATED)
    life = known.life(FALL.id)

    assert revised_again(life, 1, MISDATED, NOON, known) is corrected
    with pytest.raises(StaleRevision, match="is at revision 2, not 1"):
        revised_again(life, 1, Retracted(reason="a rumour"), NOON, known)
    with pytest.raises(StaleRevision):
        revised_again(life, 1, MISDATED, Stamp(NOON.recorded, "ben"), known)


def test_what_an_event_is_about_is_recorded_before_it(known: Draft) -> None:
    readout = CALL.model_copy(update={"about": "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"})

    with pytest.raises(UnknownReference, match=r"data\.about names 0b1e6a52"):
        tell(known, told(readout, "2025-01-28"))


@pytest.mark.parametrize(
    "other",
    [CALL, TOLL, ForcesWithdrew(place=GOMA, who=FARDC)],
    ids=["a call", "a toll", "a withdrawal"],
)
def test_what_is_no_other_telling_of_a_capture_is_not_joined_to_it(
    known: Draft, other: Event
) -> None:
    event = tell(known, told(other, "2025-01-28"))

    with pytest.raises(NotOneFamily):
        decide(known, event, SameAs(other=FALL.id, reason="the same day"))
    with pytest.raises(NotOneFamily):
        tell(known, told(other, "2025-01-28", same_as=FALL.id))


def test_tolls_are_never_joined(known: Draft) -> None:
    first, second = (tell(known, told(TOLL, "2025-01-28")) for _ in range(2))

    with pytest.raises(NotOneFamily):
        decide(known, first, SameAs(other=second, reason="the same dead"))


def test_a_joined_event_cannot_be_corrected_out_of_its_family(known: Draft) -> None:
    tell(known, told(CAPTURE, "2025-01-27", same_as=FALL.id))
    call = {"type": "CallHeld", "data": CALL.as_json(), "reason": "it was a call"}

    with pytest.raises(NotOneFamily):
        decide(known, FALL.id, Corrected.model_validate(call))


def test_joining_all_moves_the_others_of_its_happening_the_retracted_too(known: Draft) -> None:
    second = tell(known, told(CAPTURE, "2025-01-27", same_as=FALL.id))
    decide(known, second, Retracted(reason="a rumour"))
    third = tell(known, told(CAPTURE, "2025-01-26"))

    moved = decide(known, FALL.id, SameAs(other=third, reason="one fall", all=True))

    assert [entry.id for entry in moved] == [FALL.id, second]
    assert {report.telling.id for report in known.told_of(third)} == {FALL.id, second, third}
    with pytest.raises(AlreadyThere):
        decide(known, FALL.id, SameAs(other=third, reason="one fall"))


def test_a_parted_event_is_a_happening_of_its_own_again(known: Draft) -> None:
    second = tell(known, told(CAPTURE, "2025-01-27", same_as=FALL.id))

    decide(known, second, Parted(reason="another day"))

    report = known.report(second)
    assert report
    assert report.happening == second
    with pytest.raises(AlreadyThere):
        decide(known, second, Parted(reason="another day"))
