import pytest

from domain.entry import Assessed, Corrected, Parted, Reinstated, Retracted
from domain.events.territory import CityCaptured
from domain.refusals import BatchRefused, BeforeTheLast, NotOneFamily, UnknownPosition
from domain.span import Span
from domain.values import Casualties, Range, Status
from history.happening import MEETS
from history.moment import Narrowing
from tests.goma import CALL, CAPTURE, FARDC, GOMA, KINSHASA, M23, GivenLedger, told

MISREAD = "misread"
RECAPTURE = CityCaptured(place=GOMA, by=FARDC)


def test_a_capture_reported_late_is_not_known_before_it_was_recorded(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")

    assert ledger.holder(on="2025-01-28", known="2025-01-28") is None
    assert ledger.holder(on="2025-01-28", known="2025-01-30") == M23
    assert ledger.holder(on="2025-01-26", known="2025-01-30") is None


def test_a_late_report_of_an_earlier_capture_undoes_no_later_one(ledger: GivenLedger) -> None:
    ledger.given(RECAPTURE, occurred="2025-02-03", recorded="2025-02-04")
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-02-10")

    assert ledger.holder(on="2025-02-02") == M23
    assert ledger.holder(on="2025-02-03") == FARDC


def test_a_place_bears_the_name_that_was_last_told_by_then(ledger: GivenLedger) -> None:
    town = GOMA.model_copy(update={"name": "Ville de Goma"})
    goma = ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(CityCaptured(place=town, by=M23), occurred="2025-01-27")
    ledger.changed(goma, Corrected(occurred=Span("2025-01-26"), reason=MISREAD))

    names = [ledger.goma(on="2025-01-28", known=known)["place"]["name"] for known in (1, 2, 3)]

    assert names == ["Goma", "Ville de Goma", "Ville de Goma"]


def test_a_correction_leaves_what_was_known_before_it(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-28", recorded="2025-01-29")
    ledger.changed(
        capture, Corrected(occurred=Span("2025-01-27"), reason=MISREAD), recorded="2025-02-05"
    )

    assert ledger.goma(on="2025-02-01", known="2025-02-04")["since"] == "2025-01-28"
    assert ledger.goma(on="2025-02-01", known="2025-02-05")["since"] == "2025-01-27"


def test_a_retracted_capture_counts_no_more_until_it_is_reinstated(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-27")
    ledger.changed(capture, Retracted(reason="a rumour"), recorded="2025-01-28")
    ledger.changed(capture, Reinstated(reason="it was true"), recorded="2025-01-30")

    assert ledger.holder(on="2025-01-27", known="2025-01-29") is None
    assert ledger.holder(on="2025-01-27", known="2025-01-30") == M23


def test_what_is_known_never_runs_back_though_a_clock_does(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")
    late = ledger.given(CAPTURE, occurred="2025-01-26", recorded="2025-01-28")

    assert ledger.event(late).stamp.recorded == Span("2025-01-29").start
    assert ledger.holder(on="2025-01-28", known="2025-01-28") is None


def test_a_file_that_runs_back_in_time_is_refused_whole(ledger: GivenLedger) -> None:
    lines = [
        told(CAPTURE, "2025-01-27").as_json() | {"recorded": f"{day}T00:00:00Z"}
        for day in ("2025-01-30", "2025-01-29")
    ]

    with pytest.raises(BatchRefused) as refused:
        ledger.load(lines)

    assert isinstance(refused.value.items[1], BeforeTheLast)
    assert ledger.read().position() == 0


def test_the_best_account_gives_the_values_and_the_latest_is_another(ledger: GivenLedger) -> None:
    confirmed = ledger.given(CAPTURE, occurred="2025-01-28", status=Status.CONFIRMED)
    claimed = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED)
    ledger.same(confirmed, claimed)

    best, latest = ledger.goma("2025-02-01"), ledger.goma("2025-02-01", resolve="latest")

    assert (best["since"], best["status"]) == ("2025-01-28", "confirmed")
    assert (latest["since"], latest["status"]) == ("2025-01-27", "claimed")
    assert [other["event"] for other in best["other_accounts"]] == [claimed]


def test_a_date_left_open_is_told_by_the_account_that_knows_the_day(ledger: GivenLedger) -> None:
    battle = ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30")
    claim = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED, quoted=M23)
    ledger.same(battle, claim)

    goma = ledger.goma(on="2025-01-28")

    assert (goma["since"], goma["dated_by"]) == ("2025-01-27", claim)
    assert (goma["status"], goma["events"]) == ("reported", [battle])


def test_an_event_less_trusted_than_asked_for_is_left_out(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED)

    assert ledger.holder(on="2025-01-28") == M23
    assert ledger.holder(on="2025-01-28", at_least=Status.REPORTED) is None


def test_a_happening_that_may_have_begun_is_possible(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30")

    view = ledger.document("territory", on="2025-01-27")

    assert view["places"] == []
    assert [possible["event"] for possible in view["possible"]] == [capture]


def test_a_month_is_over_only_when_its_last_day_is(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01")

    assert ledger.holder(on="2025-01-30") is None
    assert ledger.holder(on="2025-01-31") == M23
    assert ledger.holder(on="2025-01") == M23


def test_what_is_known_at_a_position_is_all_up_to_it_and_no_more(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-28")

    assert ledger.holder(on="2025-01-29", known=0) is None
    assert ledger.holder(on="2025-01-29", known=1) == M23
    assert ledger.holder(on="2025-01-29", known=2) == FARDC
    with pytest.raises(UnknownPosition, match="the last is @2"):
        ledger.holder(on="2025-01-29", known=3)


def test_a_date_is_known_to_its_end_and_an_instant_to_the_microsecond(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29T00:00:00Z")

    assert ledger.holder(on="2025-01-28", known="2025-01-28") is None
    assert ledger.holder(on="2025-01-28", known="2025-01-28T23:59:59.999999Z") is None
    assert ledger.holder(on="2025-01-28", known="2025-01-29T00:00:00Z") == M23
    assert ledger.holder(on="2025-01-28", known="2025-01-29") == M23


def test_an_answer_names_the_position_that_a_date_came_to(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")
    ledger.given(RECAPTURE, occurred="2025-01-28", recorded="2025-01-30")

    before, between = (
        ledger.document("territory", "2025-01-31", known) for known in ("2025-01-28", "2025-01-29")
    )

    assert (before["position"], between["position"]) == (0, 1)


@pytest.mark.parametrize("resolve", ["best", "latest", "cautious"])
def test_mending_a_typo_promotes_nobody(ledger: GivenLedger, resolve: str) -> None:
    one = ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-28")
    other = ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-29")
    ledger.same(one, other)
    ledger.changed(one, Corrected(summary="the city fell", reason=MISREAD), recorded="2025-01-30")

    assert ledger.goma(on="2025-01-31", resolve=resolve)["events"] == [other]


def test_of_accounts_trusted_alike_the_one_that_knows_more_exactly_when_is_best(
    ledger: GivenLedger,
) -> None:
    hour = ledger.given(CAPTURE, occurred="2025-01-27T14:00:00Z")
    day = ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.same(hour, day)

    assert ledger.goma(on="2025-01-28")["events"] == [hour]


def test_the_cautious_take_the_last_date_then_the_fewest_dead(ledger: GivenLedger) -> None:
    early, many, few = (
        ledger.given(_with_dead(killed), occurred=day, status=status)
        for day, killed, status in (
            ("2025-01-27", {"best": 1}, Status.CONFIRMED),
            ("2025-01-28", None, Status.CONFIRMED),
            ("2025-01-28", {"low": 30}, Status.CLAIMED),
        )
    )
    fewest = ledger.given(_with_dead({"best": 20, "high": 90}), occurred="2025-01-28")
    ledger.same(early, many, few, fewest)

    goma = ledger.goma(on="2025-01-29", resolve="cautious")

    assert (goma["events"], goma["since"]) == ([fewest], "2025-01-28")
    assert ledger.goma(on="2025-01-29")["events"] == [many]
    assert ledger.goma(on="2025-01-27", resolve="cautious")["held_by"] is None


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ("2025-01-27", Status.DISPUTED),
        ("2025-01-27/2025-01-28", Status.REPORTED),
        ("2025-01-31", Status.REPORTED),
    ],
    ids=["a disputed one", "one longer than a day", "one outside it"],
)
def test_a_date_left_open_stays_open_beside(
    ledger: GivenLedger, other: str, status: Status
) -> None:
    battle = ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30", status=Status.CONFIRMED)
    claim = ledger.given(CAPTURE, occurred=other, status=status)
    ledger.same(battle, claim)

    goma = ledger.goma(on="2025-01-31")

    assert (goma["since"], goma["dated_by"]) == ("2025-01-26/2025-01-30", None)


def test_a_day_is_near_enough_whoever_tells_the_hour(ledger: GivenLedger) -> None:
    hour = ledger.given(CAPTURE, occurred="2025-01-27T14:00:00Z")
    day = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.DISPUTED)
    ledger.same(hour, day)

    goma = ledger.goma(on="2025-01-28", resolve="latest")

    assert (goma["since"], goma["dated_by"]) == ("2025-01-27", None)


def test_what_happened_at_the_same_time_is_folded_as_it_was_told(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-27")

    assert ledger.holder(on="2025-01-27") == FARDC


def test_of_what_was_over_at_the_same_time_what_began_later_is_later(ledger: GivenLedger) -> None:
    ledger.given(RECAPTURE, occurred="2025-01-27T12:00:00Z/2025-01-27T18:00:00Z")
    ledger.given(CAPTURE, occurred="2025-01-27T06:00:00Z/2025-01-27T18:00:00Z")

    assert ledger.holder(on="2025-01-27") == FARDC


def test_one_source_tells_what_it_or_its_own_are_quoted_on_or_say(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", quoted=M23)
    ledger.given(RECAPTURE, occurred="2025-01-28", quoted=FARDC)

    assert ledger.holder(on="2025-01-29", according_to="m23") == M23
    assert ledger.holder(on="2025-01-29", according_to="afc") == M23
    assert ledger.holder(on="2025-01-29", according_to="cod") == FARDC
    assert ledger.holder(on="2025-01-29", according_to="usa") is None
    assert ledger.holder(on="2025-01-29", according_to="publisher:radio-okapi") == FARDC
    assert ledger.holder(on="2025-01-29", according_to="publisher:m23") is None


def test_a_narrowing_chooses_rows_and_leaves_their_values_as_everyone_tells_them(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", crises=("goma-2025",))
    ledger.given(CityCaptured(place=KINSHASA, by=FARDC), occurred="2025-01-28", crises=())

    (everyone, _), (narrowed,) = (
        ledger.rows("territory", "2025-01-29", **asked) for asked in ({}, {"crisis": "goma-2025"})
    )

    assert narrowed == everyone
    assert ledger.rows("territory", "2025-01-29", country="RWA") == []
    assert len(ledger.rows("territory", "2025-01-29", country="COD")) == 2
    assert ledger.rows("territory", "2025-01-29", actor="m23", place="kinshasa") == []


def test_a_happening_belongs_to_the_crises_of_all_accounts_and_the_places_of_one(
    ledger: GivenLedger,
) -> None:
    here = ledger.given(CAPTURE, occurred="2025-01-27", crises=("goma-2025",))
    elsewhere = CityCaptured(place=KINSHASA, by=M23)
    other = ledger.given(elsewhere, occurred="2025-01-27", status=Status.CLAIMED, crises=("kivu",))
    ledger.same(here, other)

    assert len(ledger.rows("territory", "2025-01-29", crisis="kivu")) == 1
    assert ledger.rows("territory", "2025-01-29", place="kinshasa") == []


def test_the_same_happening_is_where_the_other_one_is_by_then(ledger: GivenLedger) -> None:
    first, second, third = (ledger.given(CAPTURE, occurred="2025-01-27") for _ in range(3))
    ledger.same(first, second)
    ledger.same(second, third)
    ledger.changed(second, Parted(reason="another day"))

    assert [account.id for account in ledger.happening(first).accounts] == [first, third]
    assert [account.id for account in ledger.happening(second).accounts] == [second]


def test_a_retracted_account_keeps_its_happening_and_is_not_told(ledger: GivenLedger) -> None:
    one, rumour, third = (ledger.given(CAPTURE, occurred="2025-01-27") for _ in range(3))
    ledger.same(one, rumour)
    ledger.changed(rumour, Retracted(reason="a rumour"))

    ledger.same(rumour, third)

    assert [account.id for account in ledger.happening(one).accounts] == [one, rumour, third]
    assert ledger.document("territory", "2025-01-28")["rests_on"] == 2


def test_joining_all_moves_each_by_an_entry_of_its_own(ledger: GivenLedger) -> None:
    first, second, third = (ledger.given(CAPTURE, occurred="2025-01-27") for _ in range(3))
    ledger.same(first, second)
    before = ledger.read().position()

    ledger.same(third, first, all=True)

    assert ledger.happening(first).accounts == []
    assert [account.id for account in ledger.happening(third).accounts] == [first, second, third]
    assert len(ledger.happening(third, known=before + 1).accounts) == 2


def test_an_event_cannot_come_home_to_a_happening_of_another_kind(ledger: GivenLedger) -> None:
    home, guest, host, away = (ledger.given(CAPTURE, occurred="2025-01-27") for _ in range(4))
    ledger.same(home, guest)
    ledger.same(host, home)
    ledger.same(away, host)
    ledger.changed(home, Corrected(type="CallHeld", data=CALL.as_json(), reason=MISREAD))

    with pytest.raises(NotOneFamily):
        ledger.changed(home, Parted(reason="it was a call"))


def test_what_a_source_got_wrong_stays_its_account_and_is_disputed(ledger: GivenLedger) -> None:
    united_nations = ledger.given(CAPTURE, occurred="2025-01-28")
    wrong = ledger.given(CAPTURE, occurred="2025-01-20", status=Status.CONFIRMED)
    ledger.same(united_nations, wrong)
    ledger.changed(wrong, Assessed(status=Status.DISPUTED, reason="it was fought over until 27"))

    goma = ledger.goma(on="2025-02-01")

    assert goma["since"] == "2025-01-28"
    assert [other["status"] for other in goma["other_accounts"]] == ["disputed"]


def test_a_correction_may_say_that_it_was_something_else(ledger: GivenLedger) -> None:
    event = ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.changed(event, Corrected(type="CallHeld", data=CALL.as_json(), reason=MISREAD))

    assert ledger.rows("territory", "2025-01-28") == []
    assert ledger.row("contacts", "2025-01-28")["events"] == [event]


def _with_dead(killed: dict[str, int] | None) -> CityCaptured:
    casualties = Casualties(killed=Range(**killed)) if killed else None
    return CAPTURE.model_copy(update={"casualties": casualties})


def test_each_part_of_a_narrowing_is_met_in_a_way_of_its_own() -> None:
    assert MEETS.keys() == Narrowing.model_fields.keys()
