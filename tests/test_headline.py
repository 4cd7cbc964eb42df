"""Each event can be told in one short sentence, which claims no more than the event does."""

from typing import Any

import pytest

from domain.event import CATALOGUE, By, Event, Where
from domain.events.agreements import AgreementSigned, CeasefireBreached, CeasefireTookEffect
from domain.events.diplomacy import (
    AccusationMade,
    CallHeld,
    CeasefireUrged,
    ResolutionAdopted,
    SanctionImposed,
    SovereigntyUrged,
    SummitHeld,
    WithdrawalUrged,
)
from domain.events.fighting import BackingAlleged, BackingDenied, ClashReported, PeopleAbducted
from domain.events.humanitarian import AidPledged, CasualtiesReported, PeopleDisplaced
from domain.events.register import DevelopmentNoted
from domain.events.territory import (
    AdvanceReported,
    CityCaptured,
    FacilityCaptured,
    ForcesWithdrew,
)
from domain.events.unrest import EmbassyAttacked
from domain.example import example
from domain.headline import MOST_LETTERS, headline
from domain.span import Span
from domain.telling import Telling
from domain.values import Actor, Agreement, Casualties, Place, Range
from tests.goma import (
    AIRPORT,
    BUKAVU,
    CALL,
    CAPTURE,
    CONGO,
    FARDC,
    GOMA,
    KAGAME,
    KINSHASA,
    M23,
    RUBIO,
    RWANDA,
    SADC,
    UGANDA,
    UN,
    USA,
    told,
)

CROWD = Actor(id="crowd", name="protesters in Kinshasa", kind="civilians", country="COD")
COUNCIL = Actor(id="un-security-council", name="UN Security Council", kind="organisation")
MINISTER = Actor(id="james-kabarebe", name="James Kabarebe", kind="person", country="RWA")
STIP = Agreement(id="stip", name="Strategic Trade and Investment Partnership")


def said(event: Event, **more: Any) -> str:
    return headline(told(event, "2025-01-28", **more))


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (CAPTURE, "City captured: Goma, by M23"),
        (
            CityCaptured(place=GOMA, by=M23, with_=(RWANDA,), from_=FARDC),
            "City captured: Goma, by M23, with Rwanda, from FARDC",
        ),
        (FacilityCaptured(place=AIRPORT, by=M23), "Facility captured: Goma airport, by M23"),
        (CallHeld(participants=(RUBIO, KAGAME)), "Call held: Marco Rubio and Paul Kagame"),
        (CALL, "Call held: Marco Rubio and Paul Kagame, on ceasefire"),
        (
            EmbassyAttacked(of=USA, place=KINSHASA, by=CROWD),
            "Embassy attacked: of United States, in Kinshasa, by protesters in Kinshasa",
        ),
        (
            ClashReported(place=AIRPORT, sides=(M23, FARDC)),
            "Clash reported: at Goma airport, between M23 and FARDC",
        ),
        (
            CasualtiesReported(
                place=GOMA, scope="toll", casualties=Casualties(killed=Range(low=700))
            ),
            "Casualties reported: at least 700 killed, in Goma",
        ),
        (
            SanctionImposed(by=USA, against=(MINISTER,), measures=("assets frozen",)),
            "Sanction imposed: by United States, against James Kabarebe: assets frozen",
        ),
        (
            AgreementSigned(agreement=STIP, parties=(USA,), kind="other"),
            "Agreement signed: Strategic Trade and Investment Partnership, by United States",
        ),
        (
            ResolutionAdopted(body=COUNCIL, number="2773"),
            "Resolution adopted: by UN Security Council, number 2773",
        ),
        (DevelopmentNoted(text="schools  close"), "Development noted: schools close"),
        (
            AidPledged(by=UN, to=CONGO, amount=60e6, currency="USD"),
            "Aid pledged: by United Nations, to DR Congo, 60,000,000 USD",
        ),
        (
            PeopleDisplaced(place=GOMA, count=400_000, to=BUKAVU),
            "People displaced: from Goma, 400,000 people, to Bukavu",
        ),
        (PeopleAbducted(place=GOMA), "People abducted: in Goma"),
        (
            SummitHeld(bodies=(SADC,), participants=(CONGO, RWANDA)),
            "Summit held: SADC, with DR Congo and Rwanda",
        ),
        (
            SovereigntyUrged(by=(UN,), of=(RWANDA,), verb="urged", country="KEN"),
            "Sovereignty urged: by United Nations, of Rwanda, for Kenya",
        ),
        (CeasefireTookEffect(between=(M23,)), "Ceasefire took effect: by M23"),
    ],
)
def test_an_event_is_told_by_what_its_fields_name(event: Event, sentence: str) -> None:
    assert said(event) == sentence


def test_an_appeal_names_whom_it_asks_and_a_demand_is_no_appeal() -> None:
    to_rwanda = CeasefireUrged(by=(RUBIO,), of=(RWANDA,), verb="urged")
    to_all = CeasefireUrged(by=(RUBIO,), all_parties=True, verb="urged", immediate=True)
    demand = WithdrawalUrged(by=(COUNCIL,), of=(M23,), verb="demanded", place=GOMA)

    assert said(to_rwanda) == "Ceasefire urged: by Marco Rubio, of Rwanda"
    assert said(to_all) == "Ceasefire urged: by Marco Rubio, of all parties, at once"
    assert said(demand) == "Withdrawal demanded: by UN Security Council, of M23, from Goma"


def test_a_withdrawal_only_begun_and_an_advance_claim_no_more_than_that() -> None:
    leaving = ForcesWithdrew(place=GOMA, who=M23, extent="begun")

    assert said(leaving) == "Forces withdrew: M23, from Goma, begun"
    assert said(ForcesWithdrew(place=GOMA, who=M23)) == "Forces withdrew: M23, from Goma"
    assert said(AdvanceReported(place=GOMA, by=M23)) == "Advance reported: at or near Goma, by M23"


def test_an_allegation_reads_as_one_and_names_who_alleges() -> None:
    backing = BackingAlleged(backer=RWANDA, backed=M23)
    by_congo = BackingAlleged(backer=RWANDA, backed=M23, by=CONGO)
    breach = CeasefireBreached(by=M23, place=GOMA, alleged_by=CONGO)

    assert said(backing) == "Backing alleged: of M23 by Rwanda, says Radio Okapi"
    assert said(backing, quoted=RUBIO) == "Backing alleged: of M23 by Rwanda, says Marco Rubio"
    assert said(by_congo, quoted=RUBIO) == "Backing alleged: of M23 by Rwanda, says DR Congo"
    assert said(breach) == "Ceasefire breached, as alleged: by M23, in Goma, says DR Congo"
    assert said(CeasefireBreached(by=M23)) == "Ceasefire breached: by M23"


def test_an_accusation_and_a_denial_stay_somebodys_words() -> None:
    accusation = AccusationMade(by=CONGO, against=RWANDA, of="an invasion")
    denial = BackingDenied(backer=RWANDA, backed=M23, by=KAGAME)

    assert said(accusation) == "Accusation made: by DR Congo, against Rwanda: an invasion"
    assert said(denial) == "Backing denied: of M23 by Rwanda, in the words of Paul Kagame"


def test_what_is_long_is_shortened_and_of_many_the_first_are_named() -> None:
    everyone = (CONGO, RWANDA, UGANDA, USA, UN, SADC)

    assert said(CallHeld(participants=everyone)) == (
        "Call held: DR Congo, Rwanda, Uganda, United States and 2 more"
    )
    long = said(DevelopmentNoted(text="word " * 100))
    assert long.endswith("word\N{HORIZONTAL ELLIPSIS}")
    assert len(long) <= len("Development noted: ") + MOST_LETTERS


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=CATALOGUE)
def test_every_type_is_told_with_its_actors_and_places(kind: type[Event]) -> None:
    event = kind.model_validate(example(kind.model_json_schema(by_alias=True)))

    sentence = said(event)

    assert ": " in sentence
    assert [named.name for named in event.named if named.name not in sentence] == []
    assert "_" not in sentence


def test_a_type_that_nobody_thought_of_is_told_too() -> None:
    class BridgeBlown(Event, abstract=True):
        place: Where[Place]
        by: By[Actor]
        ordered_by: By[Actor] | None = None

    blown = BridgeBlown(place=GOMA, by=FARDC, ordered_by=CONGO)
    telling = Telling.model_construct(
        type="BridgeBlown", occurred=Span("2025-01-28"), sources=(), data=blown
    )

    assert headline(telling) == "Bridge blown: in Goma, by FARDC, ordered by DR Congo"
