"""The laws of recording: what an entry, or many at once, may and may not change."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from answers.question import Question
from domain.entry import Corrected, Entry, Joined, Parted, Reinstated, Retracted, SameAs, Stamp
from domain.refusals import Refusal
from domain.report import Report, record
from domain.span import DAY, Span
from domain.telling import Telling
from history.happening import Account
from history.history import History, Line
from history.moment import Moment
from ledger.draft import Draft
from tests import oracle
from tests.histories import (
    GOMA_RENAMED,
    HISTORIES,
    MOMENTS,
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
from tests.laws import (
    Document,
    history_of,
    laws,
    of_today,
    views,
    with_gaps,
    without_names,
    worlds,
)

BECAUSE = "as we read it today"


@laws
@given(HISTORIES, MOMENTS, NUMBERS)
def test_a_retracted_event_reinstated_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, number: int
) -> None:
    ledger = Played().play(steps)
    question = Question.of(of_today(moment), include="sources")
    before = worlds(ledger.read(), question)
    stand = [report.telling.id for report in ledger.reports if not report.retracted]
    assume(stand)
    event = nth(stand, number)

    ledger.change(event, Retracted(reason=BECAUSE))
    ledger.change(event, Reinstated(reason=BECAUSE))

    assert worlds(ledger.read(), question) == before


@laws
@given(HISTORIES, MOMENTS, TELLINGS)
def test_an_event_told_and_retracted_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, rumour: Tell
) -> None:
    ledger = Played().play(steps)
    question = Question.of(of_today(moment), include="sources")
    before = worlds(ledger.read(), question)
    assume(ledger.take((0, rumour)))

    ledger.change(ledger.ids[-1], Retracted(reason=BECAUSE))

    assert worlds(ledger.read(), question) == before


@laws
@given(HISTORIES, MOMENTS, NUMBERS, NUMBERS)
def test_an_event_joined_and_parted_again_leaves_every_view_as_it_was(
    steps: list[Step], moment: Moment, number: int, other: int
) -> None:
    ledger = Played().play(steps)
    question = Question.of(of_today(moment), include="sources")
    before = worlds(ledger.read(), question)
    pairs = joinable([report for report in ledger.reports if is_its_own(report)], ledger)
    assume(pairs)
    one, another = nth(pairs, number + other)

    ledger.change(one, SameAs(other=another, reason=BECAUSE))
    ledger.change(one, Parted(reason=BECAUSE))

    assert worlds(ledger.read(), question) == before


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
    together = {account.id for h in (left, reached) for account in ledger.happening(h).accounts}
    moved = [account.id for account in ledger.happening(left).accounts if account.id != one]

    receipts = ledger.revise(
        one,
        ledger.event(one).report.revision,
        SameAs,
        SameAs(other=other, reason=BECAUSE, all=True),
    )

    assert [receipt.id for receipt in receipts] == [one, *moved]
    assert {account.id for account in ledger.happening(reached).accounts} == together
    assert ledger.happening(left).accounts == []


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
        life = ledger.read().life(id)
        entries = [line.entry for line in life]

        assert ledger.read().report(id) == Report.fold(entries)
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
    question = Question.of(of_today(moment))
    one, other = Played(), Played()

    for telling, another in zip(*orders, strict=True):
        one.append([telling])
        other.append([another])

    assert without_names(worlds(one.read(), question)) == without_names(
        worlds(other.read(), question)
    )


@laws
@given(HISTORIES, MOMENTS, TELLINGS)
def test_a_late_event_changes_nothing_on_the_days_before_it(
    steps: list[Step], moment: Moment, late: Tell
) -> None:
    day_before = (Span(late.occurred).start - DAY).date()
    moment = of_today(moment).model_copy(update={"on": Span(str(day_before))})
    question = Question.of(moment)
    ledger = Played().play(steps)
    before = without_names(worlds(ledger.read(), question))

    ledger.take((0, replace(late, same_as=None)))

    assert without_names(worlds(ledger.read(), question)) == before


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

    assert list(history.lines_after(0)) == list(one_by_one.read().lines_after(0))


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
    history = Played().play([step for step in steps if not retypes(step[1])]).read()
    sent = [told for line in history.lines_after(0) if (told := told_as_line(line))]
    whole, by_bits = Played(), Played()

    whole.load(sent)
    for size in range(0, len(sent) + bit, bit):
        by_bits.load(sent[:size])

    assert known_by(whole.read()) == known_by(by_bits.read()) == known_by(history)


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
    question = Question.of(asked_of(in_memory.log, moment), include="sources")
    written.close()

    read = Played(env)

    assert list(read.read().lines_after(0)) == list(in_memory.read().lines_after(0))
    assert views(read.read(), question) == views(in_memory.read(), question)
    read.close()
