"""The marks are the happenings of any date, as the plain rules of time give them."""

from collections import Counter
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from answers.marks import marks_document
from answers.question import MarksQuestion
from domain.headline import headline
from domain.span import Span
from history.moment import Moment, Narrowing
from tests import oracle
from tests.histories import DAYS, HISTORIES, MOMENTS, NARROWINGS, Played, Step, asked_of
from tests.laws import history_of, laws
from tests.oracle import Log

Document = dict[str, Any]

ALWAYS = Span("9998")
CATEGORY = {"territory": "fighting"}


def choice(moment: Moment, narrowing: Narrowing, to: Span | None, limit: int) -> MarksQuestion:
    told = {**dict(moment.perspective), **dict(narrowing)}
    return MarksQuestion(known=moment.known, to=to, limit=limit, **told)


def chosen(
    log: Log, moment: Moment, narrowing: Narrowing, to: Span | None
) -> list[oracle.Happening]:
    """What happened on any date, or had begun by one, in the order in which it was over."""
    told, _ = oracle.happenings(log, moment.model_copy(update={"on": ALWAYS}))
    end = (to or ALWAYS).end
    return [
        each
        for each in told
        if oracle.meets(each, narrowing)
        and any(account.telling.occurred.start < end for account in each.accounts)
    ]


def as_drawn(told: oracle.Happening, log: Log) -> Document:
    """What its mark has to say, with ids for numbers."""
    picked, event = told.picked, told.event
    tellings = [account.telling for account in told.accounts]
    clock = zip(oracle.recorded(log), log, strict=True)
    recorded: dict[str, list[Any]] = {}
    for when, (_, entry) in clock:
        recorded.setdefault(entry.id, []).append(when)
    first = min(told.accounts, key=lambda account: account.first)
    return {
        "event": picked.id,
        "happening": told.id,
        "type": picked.telling.type,
        "status": picked.telling.status,
        "occurred": str(told.occurred),
        "start": sent(told.occurred.start),
        "end": sent(told.occurred.end),
        "recorded": sent(recorded[picked.id][-1]),
        "first_recorded": sent(recorded[first.id][0]),
        "place": event.places[0].id if event.places else None,
        "who": {actor.id for actor in event.actors},
        "countries": {country for country, _ in event.concerns},
        "crises": {crisis for telling in tellings for crisis in telling.crises},
        "headline": headline(picked.telling),
        "accounts": len(tellings),
        "publishers": {source.id for telling in tellings for source in telling.sources},
        "dates": len({(t.occurred.start, t.occurred.end) for t in tellings}),
        "revision": len(recorded[picked.id]),
    }


def sent(instant: datetime) -> str:
    """An instant as an answer tells it."""
    return instant.isoformat().replace("+00:00", "Z")


def drawn(document: Document) -> list[Document]:
    """The marks of a document, with ids for numbers."""
    places, actors, publishers = (
        [each["id"] for each in document[name]] for name in ("places", "actors", "publishers")
    )
    return [
        mark
        | {
            "happening": mark.get("happening", mark["event"]),
            "place": places[mark["place"]] if "place" in mark else None,
            "who": {actors[number] for number in mark.get("who", [])},
            "countries": set(mark.get("countries", [])),
            "crises": set(mark.get("crises", [])),
            "publishers": {publishers[number] for number in mark["publishers"]},
        }
        for mark in document["marks"]
    ]


SOME_DATE = st.one_of(st.none(), DAYS.map(Span))


@laws
@given(HISTORIES, MOMENTS, NARROWINGS, SOME_DATE, st.integers(1, 6))
def test_each_mark_is_a_happening_as_the_rules_of_time_tell_it(
    steps: list[Step], moment: Moment, narrowing: Narrowing, to: Span | None, limit: int
) -> None:
    log = Played().play(steps).log
    moment = asked_of(log, moment)
    known = oracle.known_at(log, moment.known)
    told = chosen(log, moment, narrowing, to)

    document = marks_document(history_of(log), choice(moment, narrowing, to, limit)).as_json()

    assert drawn(document) == [as_drawn(each, known) for each in told[-limit:]]
    assert document["total"] == len(told)
    assert document["rests_on"] == sum(len(each.accounts) for each in told)
    assert document["position"] == oracle.position(log, moment.known)


@laws
@given(HISTORIES, MOMENTS, NARROWINGS, SOME_DATE)
def test_the_days_count_every_happening_once_on_the_day_it_was_over(
    steps: list[Step], moment: Moment, narrowing: Narrowing, to: Span | None
) -> None:
    log = Played().play(steps).log
    moment = asked_of(log, moment)
    told = chosen(log, moment, narrowing, to)
    counted = Counter(
        (each.occurred.last_day.isoformat(), CATEGORY.get(family, family))
        for each in told
        if (family := each.event.family()) != "register"
    )

    document = marks_document(history_of(log), choice(moment, narrowing, to, 1)).as_json()

    assert counted == {
        (day["day"], category): number
        for day in document["days"]
        for category, number in day.items()
        if category != "day" and number
    }
    assert [day["day"] for day in document["days"]] == sorted({day for day, _ in counted})
    starts = [each.occurred.start.date().isoformat() for each in told]
    ends = [each.occurred.last_day.isoformat() for each in told]
    assert (document["first"], document["last"]) == (
        min(starts, default=None),
        max(ends, default=None),
    )


@laws
@given(HISTORIES, MOMENTS, NARROWINGS)
def test_the_marks_of_a_position_are_those_of_the_log_up_to_it(
    steps: list[Step], moment: Moment, narrowing: Narrowing
) -> None:
    log = Played().play(steps).log
    asked = choice(asked_of(log, moment), narrowing, None, 100)
    document = marks_document(history_of(log), asked).as_json()
    position = document["position"]

    then = asked.model_copy(update={"known": position})
    earlier = history_of(oracle.known_at(log, position))
    shorter = marks_document(earlier, then).as_json() if position else None

    assert marks_document(history_of(log), then).as_json() == document | {"known": f"@{position}"}
    assert shorter in (None, document | {"known": f"@{position}"})
    for name, numbers in (("places", "place"), ("actors", "who"), ("publishers", "publishers")):
        used = {n for mark in document["marks"] for n in numbers_in(mark.get(numbers))}
        assert used == set(range(len(document[name])))


def numbers_in(told: Any) -> list[int]:
    return told if isinstance(told, list) else [] if told is None else [told]
