"""The laws of the two times, each tried on many random histories."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from answers.document import state_document, view_document
from answers.question import Question
from answers.timeline import timeline
from domain.entry import Corrected, Joined
from domain.span import Span
from domain.telling import Telling
from history.happening import Happening
from history.moment import Moment, Narrowing
from projections import VIEWS
from tests import oracle
from tests.histories import (
    HISTORIES,
    MOMENTS,
    NARROWINGS,
    Played,
    Step,
    asked_of,
)
from tests.laws import (
    Document,
    history_of,
    laws,
    slow_laws,
    views,
    with_gaps,
)
from tests.oracle import Log

ADD_UP = {"unrest", "relations", "humanitarian", "attention"}


def answers(happenings: Sequence[Happening], on: Span) -> list[oracle.Answer]:
    """What the history says of happenings, in the oracle's words."""
    return [
        oracle.Answer(
            happening=told.id,
            picked=told.picked.id,
            dated=told.dated.id,
            others=frozenset(account.id for account in told.others),
            over=frozenset(account.id for account in told.over_by(on)),
            occurred=told.occurred,
            about=told.about,
        )
        for told in happenings
    ]


@settings(laws, max_examples=400)
@given(
    HISTORIES,
    st.lists(st.tuples(MOMENTS, NARROWINGS), min_size=3, max_size=6),
    st.integers(1, 3),
)
def test_the_history_answers_as_the_rules_of_time_say(
    steps: list[Step], asked: list[tuple[Moment, Narrowing]], gap: int
) -> None:
    log = with_gaps(Played().play(steps).log, gap)
    history = history_of(log)

    for moment, narrowing in ((asked_of(log, moment), narrowing) for moment, narrowing in asked):
        world, (over, possible) = history.world(moment), oracle.happenings(log, moment)
        chosen = [told for told in over if oracle.meets(told, narrowing)]

        for found, those in (
            (world.happenings, over),
            (world.possible, possible),
            (world.chosen(narrowing), chosen),
        ):
            assert answers(found, moment.on) == [told.answer(moment.on) for told in those]
        assert world.position == oracle.position(log, moment.known)


@laws
@given(HISTORIES, st.lists(st.tuples(MOMENTS, NARROWINGS), min_size=2, max_size=4))
def test_a_view_rests_on_the_accounts_of_its_types_that_were_asked_for(
    steps: list[Step], asked: list[tuple[Moment, Narrowing]]
) -> None:
    log = Played().play(steps).log
    history = history_of(log)

    for moment, narrowing in ((asked_of(log, moment), narrowing) for moment, narrowing in asked):
        over, possible = oracle.happenings(log, moment)
        question = Question.of(moment, narrowing)
        for name, view in VIEWS.items():
            document = view_document(history, name, question).as_json()
            was, may_be = (
                [told for told in each if oracle.folds(name, view.handles, told, over)]
                for each in (over, possible)
            )
            assert_it_rests_on(was, may_be, document, narrowing)
        assert_it_rests_on(over, possible, state_document(history, question).as_json(), narrowing)


def assert_it_rests_on(
    over: Sequence[oracle.Happening],
    possible: Sequence[oracle.Happening],
    document: Document,
    asked: Narrowing,
) -> None:
    accounts = [len(told.accounts) for told in over if oracle.meets(told, asked)]
    may_be = [told.picked.id for told in possible if oracle.meets(told, asked)]

    assert document["rests_on"] == sum(accounts)
    assert [told["event"] for told in document["possible"]] == may_be


@laws
@given(HISTORIES, st.lists(MOMENTS, min_size=1, max_size=3))
def test_a_narrowing_chooses_among_the_rows_and_changes_none_of_them(
    steps: list[Step], moments: list[Moment]
) -> None:
    log = Played().play(steps).log
    history = history_of(log)

    for moment in (asked_of(log, moment) for moment in moments):
        over, possible = oracle.happenings(log, moment)
        for name in VIEWS.keys() - ADD_UP:
            rows = VIEWS[name].row.rows
            whole = view_document(history, name, Question.of(moment)).as_json()
            for asked in EACH_NARROWING:
                chosen = chosen_by(asked, [*over, *possible])
                question = Question.of(moment, asked)
                narrowed = view_document(history, name, question).as_json()

                assert narrowed[rows] == [row for row in whole[rows] if chosen & told_in(row)]


EACH_NARROWING = [
    *(Narrowing(crisis=crisis) for crisis in ("goma-2025", "kivu")),
    *(Narrowing(country=country) for country in ("COD", "RWA", "USA")),
    *(Narrowing(actor=actor) for actor in ("m23", "fardc", "rwa")),
    Narrowing(place="goma"),
    Narrowing(place="bukavu", actor="m23"),
]


def chosen_by(asked: Narrowing, happenings: Sequence[oracle.Happening]) -> set[str]:
    """All events that tell what is asked for."""
    chosen = (told for told in happenings if oracle.meets(told, asked))
    return {account.id for told in chosen for account in told.accounts}


def told_in(row: Document) -> set[str]:
    """The events that a row rests on; of a place that nothing gave yet, those that claim it."""
    claimed = [event for claim in row.get("claims", []) for event in claim["events"]]
    return set(row["events"] or claimed)


@laws
@given(HISTORIES, st.lists(MOMENTS, min_size=2, max_size=5))
def test_each_place_is_held_by_whom_the_run_of_happenings_gave_it_to(
    steps: list[Step], moments: list[Moment]
) -> None:
    log = Played().play(steps).log
    history = history_of(log)

    for moment in (asked_of(log, moment) for moment in moments):
        places = view_document(history, "territory", Question.of(moment)).as_json()["places"]

        assert {
            row["place"]["id"]: (row["held_by"] and row["held_by"]["id"], row["since"])
            for row in places
            if row["since"]
        } == oracle.holders(oracle.happenings(log, moment)[0])


@laws
@given(HISTORIES, st.lists(MOMENTS, min_size=2, max_size=5))
def test_the_timeline_has_every_event_left_that_was_over_by_its_own_date(
    steps: list[Step], moments: list[Moment]
) -> None:
    log = Played().play(steps).log
    history = history_of(log)

    for moment in (asked_of(log, moment) for moment in moments):
        events = timeline(history, moment)

        assert [account.id for account in events] == oracle.timeline(log, moment)


@laws
@given(HISTORIES)
def test_what_was_recorded_is_known_from_then_on_and_time_never_runs_back(
    steps: list[Step],
) -> None:
    log = Played().play(steps).log
    history = history_of(log)
    lines = list(history.lines_after(0))

    assert [line.recorded for line in lines] == oracle.recorded(log)
    for line in lines:
        assert line.account.stamp.recorded == line.recorded
        assert history.position(Span(line.recorded.isoformat())) >= line.position
    for line, later in pairwise(lines):
        assert line.recorded <= later.recorded


@slow_laws
@given(HISTORIES, MOMENTS, NARROWINGS)
def test_what_was_known_once_is_answered_the_same_for_ever(
    steps: list[Step], moment: Moment, asked: Narrowing
) -> None:
    ledger = Played()
    answered: list[tuple[Question, dict[str, Document]]] = []

    for step in steps:
        if ledger.take(step):
            position = ledger.read().position()
            then = moment.model_copy(update={"known": position})
            question = Question.of(then, asked, include="sources")
            answered.append((question, views(ledger.read(), question)))

    for question, before in answered:
        assert views(ledger.read(), question) == before


@laws
@given(HISTORIES, MOMENTS)
def test_an_answer_is_that_of_the_position_it_names_and_nothing_later_is_in_it(
    steps: list[Step], moment: Moment
) -> None:
    log = Played().play(steps).log
    asked = asked_of(log, moment)
    history = history_of(log)
    answer = views(history, Question.of(asked))
    position = answer["state"]["position"]

    again = Question.of(asked.model_copy(update={"known": position}))

    assert views(history, again) == answer
    if position:
        assert views(history_of(oracle.known_at(log, position)), again) == answer


def test_the_histories_are_worth_trying_laws_on() -> None:
    tried, seen = 200, Counter[str]()

    @seed(0)  # the same whatever the source of this test
    @settings(laws, max_examples=tried, database=None)
    @given(HISTORIES, MOMENTS)
    def look(steps: list[Step], moment: Moment) -> None:
        log = Played().play(steps).log
        seen.update({*seen_in(log), *seen_in_answer(log, asked_of(log, moment))})

    look()

    assert {what for what in OFTEN_SEEN if seen[what] < tried / 10} == set()
    assert {what for what in SEEN if seen[what] < tried / 50} == set()


OFTEN_SEEN = {
    "accounts that differ in date and in status",
    *("same_as", "Joined", "all", "moved_with", "Parted"),
    *("over", "possible", "a clock behind the last"),
}
SEEN = {
    *("Corrected", "occurred", "place", "type", "Assessed", "Retracted", "Reinstated"),
    *("dated by another", "about another", "retracted but joined"),
}


def seen_in(log: Log) -> Iterator[str]:
    """What was done in a history."""
    for (_, entry), (_, later) in pairwise(log):
        if later.stamp.recorded < entry.stamp.recorded:
            yield "a clock behind the last"
    for _, entry in log:
        match entry.what:
            case Telling(same_as=same_as):
                yield "same_as" if same_as else "told"
                continue
            case Corrected(patch=patch):
                yield from [*patch, *patch.get("data", {})]
            case Joined(all=all, moved_with=moved_with):
                yield "all" if all else ""
                yield "moved_with" if moved_with else ""
            case _:
                pass
        yield entry.type


def seen_in_answer(log: Log, moment: Moment) -> Iterator[str]:
    """What there is in an answer."""
    over, possible = oracle.happenings(log, moment)
    yield "over" if over else ""
    yield "possible" if possible else ""
    retracted = {account.happening for account in oracle.accounts(log) if account.retracted}
    for found in [*over, *possible]:
        tellings = [account.telling for account in found.accounts]
        if len({t.occurred for t in tellings}) > 1 and len({t.status for t in tellings}) > 1:
            yield "accounts that differ in date and in status"
        yield "dated by another" if found.dated is not found.picked else ""
        yield "about another" if found.about else ""
        yield "retracted but joined" if found.id in retracted else ""
