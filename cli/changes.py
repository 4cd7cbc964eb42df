"""`crisis changes`: what differs between two dates, or what was learned between two times."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field
from rich.console import Console
from rich.text import Text

from answers.changes import ChangesDocument, Learned
from answers.difference import RowChange
from answers.document import Document
from answers.question import ChangesQuestion
from answers.times import AsKnown
from cli.events import change_in_short
from cli.failures import BadInput
from cli.options import WHERE_IDS_ARE, AsJson, asks, in_words
from cli.screen import (
    Fact,
    count,
    date_in_words,
    known_in_words,
    screen,
    tell_facts,
    text,
    when,
    write,
)
from cli.store import WHOLE, ShortIds, is_told_empty, opened_ledger
from exchange import changes as in_sentences
from exchange.changes import Sentence
from ledger.ledger import Ledger

REMEDY = (
    "ask between two dates with --from and --to (and --known, if you like), or between two states "
    "of knowledge with --known-from and --known-to, or --since for what was learned since then "
    "(and --on)"
)
WORDS = {"added": "new", "changed": "changed", "removed": "gone"}  # what is only moved says nothing
ONLY_BESIDE = "as before, but for what stands beside it"
BESIDE_SHOWN = 12
ADDED, LATE = "added", "added late"
ACTIONS = (LATE, "corrected", "assessed", "retracted", "reinstated", "joined", "parted", ADDED)


class ChangesOrSince(ChangesQuestion):
    """What differs between two dates or two states of knowledge, or since one until now."""

    since: AsKnown | None = Field(
        None, description="As known then, and now.", examples=["2025-01-30", "@100"]
    )

    def must_be_a_pair(self) -> None:
        """Raise BadInput unless a pair is given, or `since` alone, and nothing that is not used."""
        times = {"from_", "to", "known", "known_from", "known_to", "since", "on"}
        given = times & self.model_fields_set
        between_known = ({"known_from", "known_to"}, {"since"})
        if given - {"known"} != {"from_", "to"} and given - {"on"} not in between_known:
            raise BadInput(REMEDY)

    def pair(self, ledger: Ledger) -> ChangesQuestion:
        """The two ends: what was learned since a time was so up to the ledger's last entry."""
        if self.since is None:
            return self
        return self.model_copy(update={"known_from": self.since, "known_to": ledger.position()})


@asks(ChangesOrSince)
def changes(*, question: ChangesOrSince, as_json: AsJson = False) -> None:
    """Show what changed: what happened, or what was learned.

    Between two dates it is what happened. Between two states of knowledge it
    is what was learned of one date: what was added late, corrected, assessed,
    retracted, joined, and what that changed.

    Examples:
      crisis changes --from 2025-01-26 --to 2025-01-30
      crisis changes --known-from 2025-01-30 --known-to 2025-02-22 --on 2025-01-29
      crisis changes --since 2025-01-30T07:00:00Z
      crisis changes --since @170 --country RWA --json
    """
    with opened_ledger() as ledger:
        asked = question.pair(ledger)
        document = ledger.changes(asked)
        if as_json:
            write(document)
        elif not is_told_empty(ledger):
            Compared(screen(), ShortIds(ledger), asked, document).tell()


def differences(
    sentences: Sequence[Sentence], changes: Sequence[RowChange], most: int
) -> list[Fact]:
    """The rows that differ, behind their word; those that say the same are told as one.

    Of what is told beside them, so many lines at `most`.
    """
    about: dict[tuple[str, str, Sequence[str]], list[str]] = defaultdict(list)
    for each, change in zip(sentences, changes, strict=True):
        if each.change in WORDS:
            says = "; ".join(each.says) or ONLY_BESIDE * bool(each.beside)
            said = f"{says}{_as_told(change)}"
            about[WORDS[each.change], said, tuple(each.beside)].append(each.about)
    return [
        (word, _sentence("; ".join(of), says, beside, most))
        for (word, says, beside), of in about.items()
    ]


def _as_told(change: RowChange) -> str:
    """How surely and by whom a row that changed is told, as before."""
    other = {field.field for field in change.fields}
    status, told_by = (
        getattr(change.new, name, None) if change.fields and name not in other else None
        for name in ("status", "told_by")
    )
    by = f"by {', '.join(told_by)}" if told_by else ""
    said = ", ".join(filter(None, [status, by]))
    return f" ({said})" if said else ""


def _sentence(of: str, says: str, beside: Sequence[str], most: int) -> Text:
    said = text(of, "bold") + text(f": {says}" if says else "")
    for line in beside[:most]:
        said += text(f"\n  {line}")
    if len(beside) > most:
        said += text(f"\n  and {len(beside) - most} more", "dim")
    return said


@dataclass(frozen=True)
class Compared:
    """Two answers compared: view by view, and what brought the difference about."""

    console: Console
    short: ShortIds
    question: ChangesQuestion
    document: ChangesDocument

    def tell(self) -> None:
        """What changed in each view, and the events or the entries that made it so."""
        self._head()
        views = self.document.views
        changed = [view.changes for view in views.values() if view.changes]
        sections = in_sentences.told(self.document, self.short)
        for (title, sentences), changes in zip(sections, changed, strict=True):
            self._section(title, differences(sentences, changes, BESIDE_SHOWN))
        self._rest([view.total - len(view.changes) for view in views.values()])
        self._silent([name for name, view in views.items() if not view.changes])
        if self.document.entries is not None:
            self._learned(self.document.entries)
        elif self.document.events_total:
            self._where_events_are(self.document.events_total)

    def _head(self) -> None:
        first, last = self.document.from_, self.document.to
        rests = f"rests on {first.rests_on:,} -> {count(last.rests_on, 'account')}"
        if self.question.is_between_dates:
            span = f"from {first.on} to {last.on}"
            self._say(f"Changes {span}, {_as_known(last)}; {rests}", "bold")
        else:
            ends = f"{_as_known(first)} -> {_as_known(last)}"
            self._say(f"Learned of the crisis {date_in_words(last.on)}, {ends}; {rests}", "bold")
        self._say(in_words(self.question))

    def _silent(self, views: Sequence[str]) -> None:
        self.console.print()
        document = self.document
        if len(views) < len(document.views):
            silent = ", ".join(name for name in views if name != "possible")
            self._say(f"Nothing changed in {silent}." if silent else "")
            return
        self._say("Nothing changed in any view.")
        if not document.entries_total and not document.events_total:
            word = "over" if self.question.is_between_dates else "recorded"
            self._say(f"Nothing was {word} in between.")
        if in_words(self.question):
            self._say(f"Leave out an option to see more; {WHERE_IDS_ARE}.")

    def _where_events_are(self, number: int) -> None:
        """Where to read of the events themselves, which are the last ones by then."""
        _, after = self.question.sides
        asked = after.model_dump(mode="json", exclude_defaults=True, exclude={"known"})
        options = asked | {"known": after.known_as_asked, "limit": number}
        flags = (f"--{name.replace('_', '-')} {given}" for name, given in options.items() if given)
        self._say(f"{count(number, 'event was', 'events were')} over in between; to read them:")
        self._say(f"  crisis show timeline {' '.join(flags)}")

    def _learned(self, entries: Sequence[Learned]) -> None:
        """The entries by what they do; those on later events that changed nothing are counted."""
        on = self.document.to.on
        by_action: dict[str, list[Fact]] = defaultdict(list)
        later = 0
        for entry in entries:
            if not entry.changed and entry.occurred.start >= on.end:
                later += 1
                continue
            action = entry.action if entry.action != "recorded" else ADDED
            by_action[LATE if entry.days_late else action].append(_entry(entry, self.short))
        for action in ACTIONS:
            facts = by_action[action]
            self._section(f"{action.capitalize()}: {len(facts):,}", facts)
        self._rest([(self.document.entries_total or 0) - len(entries)])
        if later:
            self.console.print()
            were = count(later, "entry tells", "entries tell")
            self._say(f"{were} of what happened after {on}; a later --on shows what that changed.")

    def _section(self, title: str, facts: Sequence[Fact]) -> None:
        if facts:
            self.console.print()
            self._say(title, "bold")
            tell_facts(self.console, [(f"  {word}", sentence) for word, sentence in facts])

    def _rest(self, left_out: Sequence[int]) -> None:
        if any(left_out):
            self._say(f"{sum(left_out):,} more are not shown; --limit shows more.", "yellow")

    def _say(self, sentence: str, style: str = "") -> None:
        if sentence:
            self.console.print(text(sentence, style))


def _as_known(end: Document) -> str:
    position = "" if (end.known or "").startswith("@") else f" (position @{end.position})"
    return f"as known {known_in_words(end.known)}{position}"


def _entry(entry: Learned, short: ShortIds) -> Fact:
    """What an entry says, why, and which rows it had a part in changing."""
    late = f", {count(entry.days_late, 'day')} late" if entry.days_late else ""
    said = text(f"{entry.type}, {when(entry.occurred)}{late}", "bold")
    if entry.summary:
        said += text(f": {entry.summary}")
    said += text(f" ({', '.join(entry.told_by)})") + text(f" [{short(entry.event)}]", "dim")
    for change in entry.changes:
        said += text(f"\n  {change_in_short(change, short)}")
    if entry.reason:
        said += text(f"\n  why: {entry.reason}")
    changed = ", ".join(_effect(view, keys) for view, keys in entry.changed.items())
    by = f"recorded by {entry.recorded_by}"
    said += text(f"\n  {by}; changed: {changed}" if changed else f"\n  {by}", "dim")
    return f"{entry.recorded:%Y-%m-%d} @{entry.position}", said


def _effect(view: str, keys: Sequence[str]) -> str:
    """A view, and which of its rows, where that can be said in short."""
    says_little = len(keys) > 1 or len(keys[0]) == WHOLE
    return view if says_little else f"{view} ({keys[0]})"
