"""Views told as documents: one of them, all of them, and all from one country's side."""

from answers.answer import Answer, Document
from answers.register import LISTINGS, actors, countries, country_name, places, search
from answers.revisions import revisions
from answers.timeline import EVERY_EVENT, Filter, Sort, timeline
from domain.refusals import UnknownName
from domain.values import Named, Place
from history.history import History
from history.moment import Known, Narrowing, Question, known_as_asked
from projections import VIEWS
from projections.relations import Relation, Relations


def view_document(history: History, name: str, question: Question) -> Document:
    """One view: its rows, how many there are, and what may have happened besides."""
    answer = Answer(history, question)
    folded = answer.fold(VIEWS[name])
    rows = answer.rows(folded.rows)
    return answer.told(
        {
            "rests_on": folded.rests_on,
            folded.list_name: rows,
            "total": len(folded.rows),
            **answer.possible(folded.possible),
        }
    )


def state_document(history: History, question: Question) -> Document:
    """Every view, in one document."""
    answer = Answer(history, question)
    return answer.told({"rests_on": answer.rests_on} | answer.views())


def country_document(history: History, country: str, question: Question) -> Document:
    """Every view from one country's side, with the part that it plays in each row."""
    narrowed = question.narrowing.model_copy(update={"country": country})
    question = question.model_copy(update={"narrowing": narrowed})
    answer = Answer(history, question)
    parts = [part for a in answer.events for of, part in a.event.concerns if of == country]
    return answer.told(
        {
            "country": country,
            "name": country_name(history, country, answer.world.position),
            "rests_on": answer.rests_on,
            "parts": {part: parts.count(part) for part in sorted(set(parts))},
            **answer.views(parts_of=country),
            "timeline": answer.timeline(),
        }
    )


def named_document(history: History, kind: type[Named], id: str, question: Question) -> Document:
    """One place or actor: its names, every view narrowed to it, and its own history.

    Raises UnknownName where nothing told of it by then.
    """
    listing = places if kind is Place else actors
    position = history.position(question.moment.known)
    found = next((each for each in listing(history, position) if each["id"] == id), None)
    if found is None:
        raise UnknownName(kind.noun, id)
    narrowing = Narrowing(**{kind.noun: id})
    answer = Answer(history, question.model_copy(update={"narrowing": narrowing}))
    told = {name: value for name, value in found.items() if name in kind.model_fields}
    return answer.told(
        {
            "rests_on": answer.rests_on,
            kind.noun: told,
            "aliases": found["aliases"],
            **answer.views(),
            "timeline": answer.timeline(),
        }
    )


def relation_document(history: History, one: str, other: str, question: Question) -> Document:
    """A pair of countries, with what passed between them day by day."""
    answer = Answer(history, question)
    countries = (min(one, other), max(one, other))
    relations = Relations(moment=question.moment, narrowing=question.narrowing)
    folded = answer.fold_into(relations)
    pair = [row for row in folded.rows if isinstance(row, Relation) and row.countries == countries]
    return answer.told(
        {
            "rests_on": folded.rests_on,
            "relation": next(iter(answer.rows(pair)), None),
            "series": [day.as_json() for day in relations.series(countries)],
        }
    )


def timeline_document(
    history: History,
    question: Question,
    asked: Filter = EVERY_EVENT,
    sort: Sort = "occurred",
    first: int = 0,
) -> Document:
    """The events that were over by `on`, the newest first, from the `first` on."""
    answer = Answer(history, question)
    found = timeline(history, answer.pinned, asked, sort)
    shown = found[first : first + question.limit]
    events = [account.as_read() for account in shown]
    return answer.head | {"rests_on": len(found), "events": events}


def countries_document(history: History, question: Question) -> Document:
    """Every country that the crisis concerned by then, and its parts in how many events."""
    answer = Answer(history, question)
    concerned = countries(history, answer.events, answer.world.position)
    return answer.head | {"rests_on": len(answer.events), "countries": concerned}


def listing_document(
    history: History,
    name: str,
    known: Known = None,
    q: str | None = None,
    first: int = 0,
    limit: int | None = None,
) -> Document:
    """What is known of all places, actors, sources or crises, perhaps by a part of their names."""
    position = history.position(known)
    found = search(LISTINGS[name](history, position), q)
    shown = found[first : first + limit if limit else None]
    return {"position": position, name: shown, "total": len(found)}


def happening_document(history: History, id: str, known: Known = None) -> Document:
    """Every event that told a happening then, the retracted among them; none when all have left.

    Raises UnknownEvent where no such happening was known.
    """
    position = history.position(known)
    history.life(id, position)
    return {
        "id": id,
        "known": known_as_asked(known),
        "position": position,
        "accounts": [account.as_read() for account in history.told_of(id, position)],
    }


def history_document(history: History, id: str, known: Known = None) -> Document:
    """All revisions of one event: who recorded what, when, and why."""
    return {"revisions": revisions(history.life(id, known))}
