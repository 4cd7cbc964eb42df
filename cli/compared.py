"""Two answers compared, on the screen: view by view, and what was learned in between."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from answers.changes import UNLIMITED
from answers.document import state_document
from cli.cells import Row, count, ids, when
from cli.differences import POSSIBLE, Fact, differences, told
from cli.event_tables import change_in_short
from cli.options import WHERE_IDS_ARE
from cli.question import asked_at, in_words
from cli.screen import tell_facts, text
from cli.store import WHOLE, ShortIds
from cli.telling import POSSIBLE as POSSIBLE_BY_THEN
from cli.telling import date_in_words, known_in_words
from domain.span import Span
from history.history import History
from history.moment import Narrowing, Question

Document = dict[str, Any]

NOTES_SHOWN = 12
LAST = ("relations", "attention", POSSIBLE)  # long, and seldom what one looks for first
ADDED, LATE = "added", "added late"
ACTIONS = (LATE, "corrected", "assessed", "retracted", "reinstated", "joined", "parted", ADDED)


@dataclass(frozen=True)
class Compared:
    """Where two answers are compared, and the questions that they answer."""

    console: Console
    history: History
    before: Question
    after: Question

    def tell(self, document: Document) -> None:
        """What changed in each view, and the events or the entries that made it so."""
        short = ShortIds(self.history)
        self._head(document)
        old, new = (
            self._whole(question, document[end]["position"])
            for question, end in ((self.before, "from"), (self.after, "to"))
        )
        views = document["views"]
        silent = []
        for name in [*(name for name in views if name not in LAST), *LAST]:
            shown = views[name]["changes"]
            facts = told(differences(name, shown, old[name], new[name]), short, NOTES_SHOWN)
            if facts:
                title = POSSIBLE_BY_THEN if name == POSSIBLE else name.capitalize()
                self._section(title, facts)
                self._more(len(shown), views[name]["total"])
            elif name != POSSIBLE:
                silent.append(name)
        self._silent(silent, document)
        if "entries" in document:
            self._learned(document, short)
        elif document["events_total"]:
            self._events(document["events_total"])

    def _head(self, document: Document) -> None:
        first, last = document["from"], document["to"]
        rests = f"rests on {first['rests_on']:,} -> {count(last['rests_on'], 'account')}"
        if self._of_knowledge:
            ends = f"{_as_known(first)} -> {_as_known(last)}"
            self._say(f"Learned of the crisis {date_in_words(last['on'])}, {ends}; {rests}", "bold")
        else:
            span = f"from {first['on']} to {last['on']}"
            self._say(f"Changes {span}, {_as_known(last)}; {rests}", "bold")
        options = in_words(self.after)
        if options:
            self._say(options)

    @property
    def _of_knowledge(self) -> bool:
        return self.before.moment.on == self.after.moment.on

    def _whole(self, question: Question, position: int) -> Document:
        """The state that an end of the comparison is, with all its rows."""
        whole = question.model_copy(update={"limit": UNLIMITED})
        return state_document(self.history, asked_at(whole, known=position))

    def _silent(self, views: list[str], document: Document) -> None:
        self.console.print()
        if len(views) + 1 < len(document["views"]):
            self._say(f"Nothing changed in {', '.join(views)}." if views else "")
            return
        self._say("Nothing changed in any view.")
        if not document.get("entries_total") and not document.get("events_total"):
            word = "recorded" if self._of_knowledge else "over"
            self._say(f"Nothing was {word} in between.")
        if self.after.narrowing != Narrowing():
            self._say(f"Leave out an option to see more; {WHERE_IDS_ARE}.")

    def _events(self, number: int) -> None:
        """Where to read of the events themselves, which are the last ones by then."""
        moment, narrowing = self.after.moment, self.after.narrowing
        options = {
            "known": moment.known_as_asked,
            "resolve": moment.resolve if moment.resolve != "best" else None,
            "at-least": moment.at_least if moment.at_least != "disputed" else None,
            "according-to": moment.according_to,
            **narrowing.as_json(),
            "limit": number,
        }
        asked = " ".join(f"--{name} {value}" for name, value in options.items() if value)
        happened = f"{count(number, 'event was', 'events were')} over in between; to read them:"
        self._say(happened)
        self._say(f"  crisis show timeline --on {moment.on} {asked}")

    def _learned(self, document: Document, short: ShortIds) -> None:
        """The entries by what they do; those on later events that changed nothing are counted."""
        on = self.after.moment.on
        told: dict[str, list[Row]] = defaultdict(list)
        later = 0
        for entry in document["entries"]:
            if not entry["changed"] and Span(entry["occurred"]).start >= on.end:
                later += 1
                continue
            action = entry["action"] if entry["action"] != "recorded" else ADDED
            told[LATE if entry["days_late"] else action].append(entry)
        for action in ACTIONS:
            if told[action]:
                entries = [_entry(entry, short) for entry in told[action]]
                self._section(f"{action.capitalize()}: {len(entries):,}", entries)
        self._more(len(document["entries"]), document["entries_total"])
        if later:
            self.console.print()
            were = count(later, "entry tells", "entries tell")
            self._say(f"{were} of what happened after {on}; a later --on shows what that changed.")

    def _section(self, title: str, facts: list[Fact]) -> None:
        self.console.print()
        self._say(title, "bold")
        tell_facts(self.console, [(f"  {word}", sentence) for word, sentence in facts])

    def _more(self, shown: int, total: int) -> None:
        if shown < total:
            self._say(f"{shown:,} of {total:,} are shown; --limit shows more.", "yellow")

    def _say(self, sentence: str, style: str = "") -> None:
        if sentence:
            self.console.print(text(sentence, style))


def _as_known(end: Row) -> str:
    position = "" if (end["known"] or "").startswith("@") else f" (position @{end['position']})"
    return f"as known {known_in_words(end['known'])}{position}"


def _entry(entry: Row, short: ShortIds) -> Fact:
    """What an entry says, why, and which rows it had a part in changing."""
    late = f", {count(entry['days_late'], 'day')} late" if entry["days_late"] else ""
    said = text(f"{entry['type']}, {when(entry['occurred'])}{late}", "bold")
    if entry["summary"]:
        said += text(f": {entry['summary']}")
    said += text(f" ({ids(entry['told_by'])})") + text(f" [{short(entry['event'])}]", "dim")
    for change in entry["changes"]:
        said += text(f"\n  {change_in_short(change, short)}")
    if entry["reason"]:
        said += text(f"\n  why: {entry['reason']}")
    changed = ", ".join(_effect(view, keys) for view, keys in entry["changed"].items())
    by = f"recorded by {entry['recorded_by']}"
    said += text(f"\n  {by}; changed: {changed}" if changed else f"\n  {by}", "dim")
    return f"{entry['recorded']:%Y-%m-%d} @{entry['position']}", said


def _effect(view: str, keys: list[str]) -> str:
    """A view, and which of its rows, where that can be said in short."""
    says_little = len(keys) > 1 or len(keys[0]) == WHOLE
    return view if says_little else f"{view} ({keys[0]})"
