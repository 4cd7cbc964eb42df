from typing import Any

import pytest

from domain.event import Event
from domain.events.agreements import AgreementSigned, MissionDeployed
from domain.events.diplomacy import (
    CeasefireUrged,
    DialogueUrged,
    MeetingHeld,
    StatementMade,
)
from domain.events.fighting import BackingAlleged, BackingDenied
from domain.events.humanitarian import CasualtiesReported
from domain.events.register import ActorDescribed, PlaceDescribed
from domain.events.territory import AdvanceReported, CityCaptured, ControlDenied
from domain.events.unrest import EmbassyAttacked, ProtestHeld
from domain.refusals import UnknownView
from domain.values import Actor, Agreement, Casualties, Range, Source, Status
from projections import VIEWS
from tests.goma import (
    CALL,
    CAPTURE,
    CLAIMED,
    CONGO,
    FARDC,
    GOMA,
    KAGAME,
    KENYA,
    KINSHASA,
    M23,
    READOUT,
    RWANDA,
    UN,
    USA,
    GivenLedger,
    about,
)

TOLL = CasualtiesReported(
    place=GOMA, scope="toll", casualties=Casualties(killed=Range(low=900)), counts="bodies"
)
STIP = Agreement(id="stip", name="STIP")
SIGNED = AgreementSigned(agreement=STIP, parties=(USA, KENYA), kind="cooperation")
MSS = Actor(id="mss-haiti", name="MSS", kind="organisation")
URGED = CeasefireUrged(by=(UN,), of=(M23,), verb="urged")
FOR_A_ROW: dict[str, Event] = {
    "territory": CAPTURE,
    "embassies": EmbassyAttacked(of=KENYA, place=KINSHASA),
    "unrest": ProtestHeld(place=KINSHASA),
    "appeals": URGED,
    "contacts": CALL,
    "allegations": BackingAlleged(backer=RWANDA, backed=M23),
    "agreements": SIGNED,
    "relations": MeetingHeld(participants=(USA, KENYA)),
    "humanitarian": TOLL,
    "attention": ProtestHeld(place=KINSHASA, who=CONGO),
}
NAMES_ALL = [(name, view.row.rows) for name, view in VIEWS.items()]


def renamed(actor: Actor, name: str) -> Actor:
    return actor.model_copy(update={"name": name})


def test_every_view_is_tried_here() -> None:
    assert FOR_A_ROW.keys() == VIEWS.keys()


@pytest.mark.parametrize("view", VIEWS)
def test_a_row_of_a_view_has_exactly_the_fields_that_it_declares(
    ledger: GivenLedger, view: str
) -> None:
    ledger.given(FOR_A_ROW[view], occurred="2025-01-28")

    assert [*ledger.row(view)] == [*VIEWS[view].row.model_fields]


@pytest.mark.parametrize(("view", "name"), NAMES_ALL)
def test_a_view_says_what_was_asked_what_it_rests_on_and_how_many_rows_there_are(
    ledger: GivenLedger, view: str, name: str
) -> None:
    ledger.given(FOR_A_ROW[view], occurred="2025-01-28")

    document = ledger.document(view, "2025-01-31")

    head = ["on", "known", "position", "rests_on"]
    assert [*document] == [*head, name, "total", "possible", "possible_total"]
    assert (document["on"], document["known"], document["position"]) == ("2025-01-31", None, 1)
    assert (document["rests_on"], document["total"]) == (1, len(document[name]))
    assert (document["possible"], document["possible_total"]) == ([], 0)


@pytest.mark.parametrize(("view", "name"), NAMES_ALL)
def test_a_view_of_nothing_is_empty(ledger: GivenLedger, view: str, name: str) -> None:
    document = ledger.document(view)

    assert (document[name], document["total"]) == ([], 0)
    assert (document["rests_on"], document["position"]) == (0, 0)


def test_there_is_no_view_of_another_name(ledger: GivenLedger) -> None:
    with pytest.raises(UnknownView):
        ledger.document("sentiment")


def test_the_state_has_every_view_under_its_name_one_possible_and_each_total(
    ledger: GivenLedger,
) -> None:
    for event in FOR_A_ROW.values():
        ledger.given(event, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-30/2025-02-02")

    state = ledger.state(ledger.question(on="2025-01-31")).as_json()

    head = ["on", "known", "position", "rests_on"]
    assert [*state] == [*head, *VIEWS, "total", "possible", "possible_total"]
    assert state["total"] == {view: len(state[view]) for view in VIEWS}
    assert (state["rests_on"], state["possible_total"], len(state["possible"])) == (10, 1, 1)
    for view, name in NAMES_ALL:
        assert state[view] == ledger.document(view, "2025-01-31")[name]


@pytest.mark.parametrize(
    ("known", "asked", "position"),
    [(None, None, 2), ("2025-01-28", "2025-01-28", 1), (1, "@1", 1), (0, "@0", 0)],
)
def test_a_document_says_what_was_known_and_to_which_position_that_came(
    ledger: GivenLedger, known: str | int | None, asked: str | None, position: int
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-28")
    ledger.given(CALL, occurred="2025-01-28", recorded="2025-01-29")

    document = ledger.document("contacts", known=known, on="2025-01-31")

    assert (document["known"], document["position"]) == (asked, position)


def test_a_view_rests_on_the_accounts_of_its_types_that_are_over_and_asked_for(
    ledger: GivenLedger,
) -> None:
    two = [ledger.given(CALL, occurred="2025-01-28") for _ in range(2)]
    ledger.same(*two)
    ledger.given(CALL, occurred="2025-01-29", crises=())
    ledger.given(CALL, occurred="2025-02-20")
    ledger.given(CAPTURE, occurred="2025-01-27")

    assert ledger.document("contacts")["rests_on"] == 3
    assert ledger.document("contacts", crisis="goma-2025")["rests_on"] == 2
    assert ledger.state(ledger.question()).as_json()["rests_on"] == 4


def test_a_list_is_cut_at_the_limit_and_tells_how_many_there_are(ledger: GivenLedger) -> None:
    for day in range(1, 6):
        ledger.given(CALL, occurred=f"2025-01-0{day}")
        ledger.given(CALL, occurred=f"2025-01-0{day}/2025-02-0{day}")

    document = ledger.document("contacts", "2025-01-31", limit=2)

    assert [row["occurred"] for row in document["contacts"]] == ["2025-01-01", "2025-01-02"]
    assert (document["total"], len(document["possible"]), document["possible_total"]) == (5, 2, 5)


def test_what_may_have_happened_is_told_by_its_picked_account(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-28/2025-02-03")
    ledger.same(capture, ledger.given(CAPTURE, occurred="2025-01-30/2025-02-05", status=CLAIMED))
    call = ledger.given(CALL, occurred="2025-01-30/2025-02-04")

    assert ledger.state(ledger.question(on="2025-01-31")).as_json()["possible"] == [
        {
            "event": capture,
            "type": "CityCaptured",
            "occurred": "2025-01-28/2025-02-03",
            "place": GOMA.as_json(),
        },
        {"event": call, "type": "CallHeld", "occurred": "2025-01-30/2025-02-04"},
    ]


def test_what_is_possible_is_of_the_views_types_and_narrowed_as_rows_are(
    ledger: GivenLedger,
) -> None:
    for event in (CALL, CAPTURE, READOUT):
        ledger.given(event, occurred="2025-01-30/2025-02-04")
    ledger.given(MeetingHeld(participants=(USA, KENYA)), occurred="2025-01-30/2025-02-05")

    def types(view: str, **asked: Any) -> list[str]:
        return [told["type"] for told in ledger.document(view, **asked)["possible"]]

    assert types("contacts") == ["CallHeld", "MeetingHeld"]
    assert types("contacts", country="RWA") == ["CallHeld"]
    assert types("territory") == ["CityCaptured"]
    assert types("embassies") == []


@pytest.mark.parametrize(
    ("event", "quoted", "told_by"),
    [
        (CAPTURE, UN, ["un"]),
        (CAPTURE, None, ["publisher:radio-okapi"]),
        (BackingAlleged(backer=RWANDA, backed=M23, by=CONGO), UN, ["un"]),
        (BackingAlleged(backer=RWANDA, backed=M23, by=CONGO), None, ["cod"]),
    ],
)
def test_it_is_told_by_those_quoted_else_its_makers_else_its_publishers(
    ledger: GivenLedger, event: Event, quoted: Actor | None, told_by: list[str]
) -> None:
    ledger.given(event, occurred="2025-01-27", quoted=quoted)

    view = "territory" if event is CAPTURE else "allegations"
    assert ledger.row(view)["told_by"] == told_by
    assert ledger.row(view, according_to=told_by[0])["told_by"] == told_by


def test_every_account_that_was_not_picked_is_shown_beside_it_in_its_own_words(
    ledger: GivenLedger,
) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    other = ledger.given(
        CityCaptured(place=GOMA, by=FARDC), occurred="2025-01-28", status=CLAIMED, quoted=KAGAME
    )
    ledger.same(capture, other)
    ledger.given(ActorDescribed(actor=renamed(FARDC, "Congolese army")), occurred="2025-01-01")

    goma = ledger.goma()

    assert goma["events"] == [capture]
    assert goma["other_accounts"] == [
        {
            "event": other,
            "type": "CityCaptured",
            "occurred": "2025-01-28",
            "status": "claimed",
            "told_by": ["paul-kagame"],
            "data": {"place": GOMA.as_json(), "by": FARDC.as_json()},
        }
    ]


def test_a_row_says_which_account_dates_it(ledger: GivenLedger) -> None:
    vague = ledger.given(CALL, occurred="2025-01")
    ledger.given(CALL, occurred="2025-01-28")
    ledger.same(vague, dates := ledger.given(CALL, occurred="2025-01-29", status=CLAIMED))

    assert [(r["occurred"], r["dated_by"]) for r in ledger.rows("contacts")] == [
        ("2025-01-28", None),
        ("2025-01-29", dates),
    ]


def test_what_was_said_about_any_account_of_it_by_then_is_told_with_it(
    ledger: GivenLedger,
) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    other = ledger.given(CAPTURE, occurred="2025-01-28", status=CLAIMED)
    ledger.same(capture, other)
    rwanda = StatementMade(by=(RWANDA, KAGAME), position="not our doing")
    said = ledger.given(about(other, rwanda), occurred="2025-01-29", status=CLAIMED)
    ledger.given(about(capture, READOUT), occurred="2025-02-05")
    ledger.given(READOUT, occurred="2025-01-29")
    ledger.given(about(capture, ControlDenied(place=GOMA, by=FARDC, of=M23)), occurred="2025-01-29")

    assert ledger.goma(on="2025-01-28")["statements"] == []
    assert ledger.goma(on="2025-01-31", country="COD")["statements"] == [
        {
            "event": said,
            "by": ["rwa", "paul-kagame"],
            "position": "not our doing",
            "status": "claimed",
        }
    ]


def test_a_statement_told_by_two_is_said_once(ledger: GivenLedger) -> None:
    call = ledger.given(CALL, occurred="2025-01-28")
    two = [ledger.given(about(call, READOUT), occurred="2025-01-29") for _ in range(2)]
    ledger.same(*two)

    assert len(ledger.row("contacts")["statements"]) == 1


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        ({"crisis": "goma-2025"}, True),
        ({"crisis": "great-lakes"}, True),
        ({"crisis": "ituri"}, False),
        ({"country": "COD"}, True),
        ({"country": "RWA"}, False),
        ({"place": "goma"}, True),
        ({"place": "goma-airport"}, False),
        ({"actor": "m23"}, True),
        ({"actor": "fardc"}, False),
        ({"actor": "m23", "crisis": "great-lakes", "country": "COD", "place": "goma"}, True),
        ({"actor": "m23", "crisis": "ituri"}, False),
    ],
)
def test_a_happening_belongs_to_the_crises_of_any_account_and_to_whom_the_picked_one_names(
    ledger: GivenLedger, narrowing: dict[str, str], found: bool
) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    other = CityCaptured(place=GOMA, by=FARDC)
    ledger.same(
        capture,
        ledger.given(other, occurred="2025-01-27", status=CLAIMED, crises=("great-lakes",)),
    )

    assert bool(ledger.rows("territory", **narrowing)) is found


def test_one_happening_meets_all_that_is_asked_for_not_several_each_a_part(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", crises=("goma-2025",))
    m23_again = CityCaptured(place=GOMA, by=M23, with_=(KAGAME,))
    ledger.given(m23_again, occurred="2025-01-28", crises=("great-lakes",))

    assert len(ledger.rows("territory", actor="paul-kagame")) == 1
    assert ledger.rows("territory", actor="paul-kagame", crisis="goma-2025") == []


def test_narrowing_chooses_rows_and_leaves_their_values(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-26", crises=())
    ledger.given(CAPTURE, occurred="2025-01-28")
    ledger.given(AdvanceReported(place=GOMA, by=FARDC), occurred="2025-01-29", crises=())

    assert ledger.goma(crisis="goma-2025") == ledger.goma()
    assert ledger.goma()["since"] == "2025-01-26"


def test_actors_and_places_bear_the_name_last_told_within_known(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", recorded="2025-01-28")
    movement = ActorDescribed(actor=renamed(M23, "March 23 Movement"))
    ledger.given(movement, occurred="2025-03-20", recorded="2025-03-20")
    ngoma = PlaceDescribed(place=GOMA.model_copy(update={"name": "Ngoma"}))
    ledger.given(ngoma, occurred="2025-03-20", recorded="2025-03-20")

    then, now = ledger.goma(known="2025-01-31"), ledger.goma()

    assert (then["held_by"]["name"], then["place"]["name"]) == ("M23", "Goma")
    assert (now["held_by"]["name"], now["place"]["name"]) == ("March 23 Movement", "Ngoma")
    assert now["claims"][0]["held_by"]["name"] == "March 23 Movement"


def test_agreements_and_missions_bear_the_name_last_told_too(ledger: GivenLedger) -> None:
    ledger.given(SIGNED, occurred="2025-01-10")
    ledger.given(MissionDeployed(mission=MSS, by=KENYA, host="HTI"), occurred="2025-01-11")
    partnership = STIP.model_copy(update={"name": "Strategic Partnership"})
    again = SIGNED.model_copy(update={"agreement": partnership})
    ledger.given(again, occurred="2025-01-12")
    ledger.given(ActorDescribed(actor=renamed(MSS, "Support Mission")), occurred="2025-01-12")

    names = [row["agreement"]["name"] for row in ledger.rows("agreements")]

    assert names == ["Strategic Partnership", "Support Mission"]


def test_what_a_source_says_keeps_its_own_words(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", quoted=UN)
    ledger.given(ActorDescribed(actor=renamed(UN, "The UN")), occurred="2025-01-27")

    country = ledger.country("COD", ledger.question(with_sources=True)).as_json()

    (event,) = country["timeline"]["events"]
    assert event["sources"][0]["quoted"]["name"] == "United Nations"
    assert country["sources"][capture][0]["quoted"]["name"] == "United Nations"


def test_sources_are_told_only_where_asked_for(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", sources=(Source(publisher="UN News"),))

    assert "sources" not in ledger.document("territory")
    assert ledger.document("territory", with_sources=True)["sources"] == {
        capture: [{"publisher": "UN News"}]
    }


def test_the_sources_of_every_event_that_a_view_names_are_told(ledger: GivenLedger) -> None:
    picked = ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.same(picked, other := ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED))
    said = ledger.given(about(picked, READOUT), occurred="2025-01-28")
    moved = ledger.given(AdvanceReported(place=GOMA, by=FARDC), occurred="2025-01-28")
    denial = ledger.given(ControlDenied(place=GOMA, by=FARDC, of=M23), occurred="2025-01-28")
    possible = ledger.given(CAPTURE, occurred="2025-01-28/2025-02-28")
    ledger.given(CALL, occurred="2025-01-28")

    sources = ledger.document("territory", with_sources=True)["sources"]

    assert sources.keys() == {picked, other, said, moved, denial, possible}


def test_the_sources_of_what_answered_an_appeal_and_of_a_denial_are_told(
    ledger: GivenLedger,
) -> None:
    appeal = ledger.given(DialogueUrged(by=(UN,), of=(RWANDA,), verb="urged"), "2025-01-26")
    answer = ledger.given(about(appeal, CALL), occurred="2025-01-28")
    backing = ledger.given(BackingAlleged(backer=RWANDA, backed=M23), occurred="2025-01-26")
    denial = BackingDenied(backer=RWANDA, backed=M23, by=RWANDA)
    denied = ledger.given(denial, occurred="2025-01-26")

    def named(view: str) -> set[str]:
        return {*ledger.document(view, with_sources=True)["sources"]}

    assert named("appeals") == {appeal, answer}
    assert named("allegations") == {backing, denied}


def test_rows_beyond_the_limit_name_no_sources(ledger: GivenLedger) -> None:
    first = ledger.given(CALL, occurred="2025-01-28")
    ledger.given(CALL, occurred="2025-01-29")

    assert {*ledger.document("contacts", limit=1, with_sources=True)["sources"]} == {first}


def test_at_least_and_according_to_leave_accounts_out_before_one_is_picked(
    ledger: GivenLedger,
) -> None:
    un = ledger.given(CAPTURE, occurred="2025-01-28", quoted=UN)
    m23 = ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED, quoted=M23)
    ledger.same(un, m23)

    assert ledger.goma(according_to="m23")["since"] == "2025-01-27"
    assert ledger.goma(according_to="afc")["events"] == [m23]
    assert ledger.goma(at_least=Status.REPORTED)["other_accounts"] == []
    assert ledger.document("territory", according_to="m23")["rests_on"] == 1
