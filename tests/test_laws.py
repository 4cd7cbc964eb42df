"""The laws of the two times, each tried on many random histories."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.entry import Corrected, Entry, Joined, Parted, Reinstated, Retracted, SameAs, Stamp
from domain.refusals import Refusal
from domain.report import Report, record
from domain.span import DAY, Span
from domain.telling import Telling
from ledger.draft import Draft
from projections import VIEWS
from projections.document import country_document, state_document, view_document
from projections.happening import Account, Happening
from projections.history import History, Line
from projections.moment import Moment, Narrowing, Question
from projections.timeline import timeline
from tests import oracle
from tests.histories import (
    GOMA_RENAMED,
    HISTORIES,
    MOMENTS,
    NARROWINGS,
    NUMBERS,
    TELLINGS,
    Join,
    Played,
    Revise,
    Step,
    Tell,
    What,
    asked_of,
    id_of,
    joined,
    nth,
    revised,
    told,
)
from tests.oracle import Log

Document = dict[str, Any]

BECAUSE = "as we read it today"
ADD_UP = {"unrest", "relations", "humanitarian", "attention"}

laws = settings(deadline=None, max_examples=100)
slow_laws = settings(laws, max_examples=40)


def history_of(log: Log) -> History:
    history = History()
    for position, entry in log:
        history.take(position, entry)
    return history


def with_gaps(log: Log, gap: int) -> Log:
    """The log as a store numbers it that used some positions up."""
    return [(position * gap, entry) for position, entry in log]


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


def views(history: History, question: Question) -> dict[str, Document]:
    """Every view in a document of its own, all in one, and all from one country's side."""
    documents = {name: view_document(history, name, question) for name in VIEWS}
    documents["state"] = state_document(history, question)
    documents["country"] = country_document(history, "COD", question)
    for document in documents.values():
        del document["known"]
    return documents


def worlds(history: History, question: Question) -> dict[str, Document]:
    """Every view, whatever position it was known at and however often it was revised."""
    documents = views(history, question)
    for document in documents.values():
        del document["position"]
    del documents["country"]["timeline"]
    return documents


def without_names(told: Any) -> Any:
    """A document without the names, which are those last told of anyone anywhere."""
    if isinstance(told, list):
        return [without_names(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {key: without_names(value) for key, value in told.items() if key != "name"}


def of_today(moment: Moment) -> Moment:
    return moment.model_copy(update={"known": None})


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
        question = Question(moment=moment, narrowing=narrowing)
        for name, view in VIEWS.items():
            document = view_document(history, name, question)
            was, may_be = (
                [told for told in each if oracle.folds(name, view.handles, told, over)]
                for each in (over, possible)
            )
            assert_it_rests_on(was, may_be, document, narrowing)
        assert_it_rests_on(over, possible, state_document(history, question), narrowing)


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
            rows = VIEWS[name].list_name()
            whole = view_document(history, name, Question(moment=moment))
            for asked in EACH_NARROWING:
                chosen = chosen_by(asked, [*over, *possible])
                question = Question(moment=moment, narrowing=asked)
                narrowed = view_document(history, name, question)

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
        places = view_document(history, "territory", Question(moment=moment))["places"]

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
        events = timeline(history, Question(moment=moment))

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
            position = ledger.history.position()
            then = moment.model_copy(update={"known": position})
            question = Question(moment=then, narrowing=asked, with_sources=True)
            answered.append((question, views(ledger.history, question)))

    for question, before in answered:
        assert views(ledger.history, question) == before


@laws
@given(HISTORIES, MOMENTS)
def test_an_answer_is_that_of_the_position_it_names_and_nothing_later_is_in_it(
    steps: list[Step], moment: Moment
) -> None:
    log = Played().play(steps).log
    asked = asked_of(log, moment)
    history = history_of(log)
    answer = views(history, Question(moment=asked))
    position = answer["state"]["position"]

    again = Question(moment=asked.model_copy(update={"known": position}))

    assert views(history, again) == answer
    if position:
        assert views(history_of(oracle.known_at(log, position)), again) == answer


@laws
@given(HISTORIES, MOMENTS, NUMBERS)
def test_a_retracted_event_reinstated_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, number: int
) -> None:
    ledger = Played().play(steps)
    question = Question(moment=of_today(moment), with_sources=True)
    before = worlds(ledger.history, question)
    stand = [report.telling.id for report in ledger.reports if not report.retracted]
    assume(stand)
    event = nth(stand, number)

    ledger.change(event, Retracted(reason=BECAUSE))
    ledger.change(event, Reinstated(reason=BECAUSE))

    assert worlds(ledger.history, question) == before


@laws
@given(HISTORIES, MOMENTS, TELLINGS)
def test_an_event_told_and_retracted_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, rumour: Tell
) -> None:
    ledger = Played().play(steps)
    question = Question(moment=of_today(moment), with_sources=True)
    before = worlds(ledger.history, question)
    assume(ledger.take((0, rumour)))

    ledger.change(ledger.ids[-1], Retracted(reason=BECAUSE))

    assert worlds(ledger.history, question) == before


@laws
@given(HISTORIES, MOMENTS, NUMBERS, NUMBERS)
def test_an_event_joined_and_parted_again_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, number: int, other: int
) -> None:
    ledger = Played().play(steps)
    question = Question(moment=of_today(moment), with_sources=True)
    before = worlds(ledger.history, question)
    pairs = joinable([report for report in ledger.reports if is_its_own(report)], ledger)
    assume(pairs)
    one, another = nth(pairs, number + other)

    ledger.change(one, SameAs(other=another, reason=BECAUSE))
    ledger.change(one, Parted(reason=BECAUSE))

    assert worlds(ledger.history, question) == before


def is_its_own(report: Report) -> bool:
    return report.happening == report.telling.id


def joinable(reports: Sequence[Report], ledger: Played) -> list[tuple[str, str]]:
    """Events, each with another that tells another happening and might tell the same."""
    return [
        (one.telling.id, other.telling.id)
        for one in reports
        for other in ledger.reports
        if one.telling.data.kin == other.telling.data.kin is not None
        and one.happening != other.happening
        and not one.retracted
    ]


@laws
@given(HISTORIES, NUMBERS)
def test_whoever_joins_all_leaves_nobody_behind(steps: list[Step], number: int) -> None:
    ledger = Played().play(steps)
    pairs = joinable(ledger.reports, ledger)
    assume(pairs)
    one, other = nth(pairs, number)
    left, reached = (ledger.event(id).report.happening for id in (one, other))
    together = {account.id for h in (left, reached) for account in ledger.happening(h)}
    moved = [account.id for account in ledger.happening(left) if account.id != one]

    receipts = ledger.revise(
        one,
        ledger.event(one).report.revision,
        SameAs,
        SameAs(other=other, reason=BECAUSE, all=True),
    )

    assert [receipt.id for receipt in receipts] == [one, *moved]
    assert {account.id for account in ledger.happening(reached)} == together
    assert ledger.happening(left) == []


@laws
@given(HISTORIES, st.integers(1, 3))
def test_each_event_is_in_the_happening_that_it_was_moved_to_last(
    steps: list[Step], gap: int
) -> None:
    log = with_gaps(Played().play(steps).log, gap)
    history = history_of(log)

    for position in [None, *range(0, log[-1][0] + 1, 2)] if log else []:
        happening_of = oracle.members(oracle.known_at(log, position))
        for happening in set(happening_of.values()):
            assert [account.id for account in history.told_of(happening, position)] == [
                id for id, found in happening_of.items() if found == happening
            ]


@laws
@given(HISTORIES)
def test_all_accounts_of_a_happening_are_of_one_kind(steps: list[Step]) -> None:
    reports = Played().play(steps).reports

    for report in reports:
        for other in reports:
            if report is not other and report.happening == other.happening:
                assert report.telling.data.kin == other.telling.data.kin is not None


@laws
@given(HISTORIES)
def test_an_event_folded_from_nothing_is_as_it_was_at_each_of_its_revisions(
    steps: list[Step],
) -> None:
    ledger = Played().play(steps)

    for id in ledger.ids:
        life = ledger.history.life(id)
        entries = [line.entry for line in life]

        assert ledger.history.report(id) == Report.fold(entries)
        for revision, line in enumerate(life, 1):
            assert line.entry.revision == line.account.report.revision == revision
            assert line.account.report == Report.fold(entries[:revision])


UNRELATED = st.lists(
    TELLINGS.filter(lambda what: GOMA_RENAMED not in what.event.places),
    min_size=2,
    max_size=6,
    unique_by=lambda what: Span(what.occurred).end,
).map(
    lambda whats: [
        told(what, []).model_copy(update={"id": id_of(number)}) for number, what in enumerate(whats)
    ]
)


@laws
@given(UNRELATED.flatmap(lambda sent: st.tuples(st.just(sent), st.permutations(sent))), MOMENTS)
def test_events_of_different_dates_may_be_recorded_in_any_order(
    orders: tuple[list[Telling], list[Telling]], moment: Moment
) -> None:
    question = Question(moment=of_today(moment))
    one, other = Played(), Played()

    for telling, another in zip(*orders, strict=True):
        one.append([telling])
        other.append([another])

    assert without_names(worlds(one.history, question)) == without_names(
        worlds(other.history, question)
    )


@laws
@given(HISTORIES, MOMENTS, TELLINGS)
def test_a_late_event_changes_nothing_on_the_days_before_it(
    steps: list[Step], moment: Moment, late: Tell
) -> None:
    day_before = (Span(late.occurred).start - DAY).date()
    moment = of_today(moment).model_copy(update={"on": Span(str(day_before))})
    question = Question(moment=moment)
    ledger = Played().play(steps)
    before = without_names(worlds(ledger.history, question))

    ledger.take((0, replace(late, same_as=None)))

    assert without_names(worlds(ledger.history, question)) == before


@laws
@given(HISTORIES, st.lists(st.integers(1, 5), min_size=20, max_size=20))
def test_a_batch_is_decided_as_its_items_are_one_by_one(
    steps: list[Step], sizes: list[int]
) -> None:
    one_by_one, history = Played(), History()
    taken = [(one_by_one.take(step), one_by_one.today, step[1]) for step in steps]

    positions = count(1)
    for size in sizes:
        batch, taken = taken[:size], taken[size:]
        draft = Draft(history)
        for was_taken, now, what in batch:
            assert bool(decide(what, Stamp(now, "anonymous"), draft)) == was_taken
        for entry in draft.entries:
            history.take(next(positions), entry)

    assert list(history.lines_after(0)) == list(one_by_one.history.lines_after(0))


def decide(what: What, stamp: Stamp, draft: Draft) -> list[Entry]:
    """The entries of a step on top of what was decided before it; none where it is refused."""
    sent = dict.fromkeys(e.id for e in [*all_entries(draft.history), *draft.entries])
    reports = [report for id in sent if (report := draft.report(id))]
    try:
        entries = decided(what, stamp, draft, reports)
    except (Refusal, ValidationError):
        return []
    return [draft.add(entry) for entry in entries]


def all_entries(history: History) -> list[Entry]:
    return [line.entry for line in history.lines_after(0)]


def decided(what: What, stamp: Stamp, draft: Draft, reports: Sequence[Report]) -> list[Entry]:
    match what:
        case Tell():
            return [record(told(what, reports), stamp, draft)]
        case Revise() if reports:
            report = draft.report(revised(what, reports))
            assert report
            return report.decide(what.change, stamp, draft)
        case Join() if reports:
            id, change = joined(what, reports)
            report = draft.report(id)
            assert report
            return report.decide(change, stamp, draft)
        case _:
            return []


@laws
@given(HISTORIES, st.integers(1, 12))
def test_a_file_is_loaded_whole_as_it_is_bit_by_bit(steps: list[Step], bit: int) -> None:
    history = Played().play([step for step in steps if not retypes(step[1])]).history
    sent = [told for line in history.lines_after(0) if (told := told_as_line(line))]
    whole, by_bits = Played(), Played()

    whole.load(sent)
    for size in range(0, len(sent) + bit, bit):
        by_bits.load(sent[:size])

    assert known_by(whole.history) == known_by(by_bits.history) == known_by(history)


def known_by(history: History) -> list[Account]:
    return [line.account for line in history.lines_after(0)]


def told_as_line(line: Line) -> Document:
    """An entry as a scenario file has it: nothing, where it moved with another."""
    what, stamp = line.entry.what, line.account.stamp
    told = {"recorded": stamp.recorded.isoformat(), "recorded_by": stamp.recorded_by}
    match what:
        case Telling():
            return told | what.as_json()
        case Joined(moved_with=str()):
            return {}
        case Joined():
            change = what.as_json(without={"happening"})
        case _:
            change = what.as_json()
    return told | {"id": line.entry.id, "type": line.entry.type} | change


def retypes(what: What) -> bool:
    """Whether it changes a type, for which a line has no room beside `Corrected`."""
    change = what.change if isinstance(what, Revise) else None
    return isinstance(change, Corrected) and change.type is not None


@settings(laws, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES, MOMENTS)
def test_the_log_read_back_from_its_file_tells_the_same_history(
    tmp_path: Path, steps: list[Step], moment: Moment
) -> None:
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(tmp_path / f"{len([*tmp_path.iterdir()])}.sqlite"),
    }
    in_memory, written = Played().play(steps), Played(env).play(steps)
    question = Question(moment=asked_of(in_memory.log, moment), with_sources=True)
    written.close()

    read = Played(env)

    assert list(read.history.lines_after(0)) == list(in_memory.history.lines_after(0))
    assert views(read.history, question) == views(in_memory.history, question)
    read.close()


def test_the_histories_are_worth_trying_laws_on() -> None:
    tried, seen = 200, Counter[str]()

    @settings(laws, max_examples=tried, derandomize=True, database=None)
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
