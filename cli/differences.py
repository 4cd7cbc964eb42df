"""What changed in the rows of a view, in sentences: what is new, what is other, what is gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from cli.cells import STYLES, Row, Short, beside, count, ids, when
from cli.event_tables import change_in_words
from cli.screen import text
from cli.tables import WITHOUT_TELLERS
from cli.wordings import WORDINGS, Aspect, Wording
from domain.values import Status

Fact = tuple[str, Text]

NEW, CHANGED, GONE = "new", "changed", "gone"
WORDS = {"added": NEW, "changed": CHANGED, "removed": GONE}  # of what is only moved nothing is said
TELLERS_SHOWN, EVENTS_SHOWN = 3, 3
POSSIBLE = "possible"
BESIDE = ("claims", "moves", "steps", "other_accounts", "statements", "dated_by")
SAID_ELSEWHERE = (*BESIDE, "status", "events", "told_by")
AS_BEFORE = "as before, by other accounts"


@dataclass(frozen=True)
class Difference:
    """One row that differs, whole, as it was and as it is."""

    view: str
    word: str
    old: Row
    new: Row
    fields: Sequence[Row] = ()

    @property
    def row(self) -> Row:
        """The row as it is, or as it last was."""
        return self.new or self.old

    @property
    def wording(self) -> Wording:
        """How rows of this view are told."""
        return WORDINGS[self.view]


def differences(
    view: str, changes: Sequence[Mapping[str, Any]], before: Sequence[Row], after: Sequence[Row]
) -> list[Difference]:
    """The changes of a view as they are sent, each with its whole rows from the lists meant."""
    return [
        Difference(
            view,
            WORDS[change["change"]],
            before[change["was"]] if change["was"] is not None else {},
            after[change["at"]] if change["at"] is not None else {},
            change["fields"],
        )
        for change in changes
        if change["change"] in WORDS
    ]


def told(found: Sequence[Difference], short: Short, notes_shown: int) -> list[Fact]:
    """Each difference behind its word; those of sums that say the same are one."""
    settled = [each for each in found if each.view == POSSIBLE and each.word == GONE]
    alike: dict[tuple[str, str], list[Difference]] = {}
    for each in found:
        if each not in settled:
            says = _says(each) if each.wording.sums else str(len(alike))
            alike.setdefault((each.word, says), []).append(each)
    facts = [(word, _sentence(those, short, notes_shown)) for (word, _), those in alike.items()]
    if settled:
        were = count(len(settled), "that was", "that were")
        facts.append(("settled", text(f"{were} possible before")))
    return facts


def _sentence(alike: Sequence[Difference], short: Short, notes_shown: int) -> Text:
    of = ", ".join(dict.fromkeys(each.wording.of(each.row) for each in alike))
    first, *_ = alike
    said = text(of, "bold") + text(f": {_says(first)}{_who_says_so(first)}")
    said.highlight_words(["contested"], STYLES["contested"])
    if not first.wording.sums:
        said += text(f" [{_events(first.row, short)}]", "dim")
    for note in _notes(first, short, notes_shown):
        said += text("\n  ") + note
    return said


def _says(each: Difference) -> str:
    wording = each.wording
    if each.word != CHANGED:
        whole = (_named(aspect, each.row) for aspect in wording.whole or wording.says)
        return "; ".join(filter(None, whole))
    changed = [aspect for aspect in wording.says if _differs(aspect, each)]
    said = [_became(aspect, each, is_alone=len(changed) == 1) for aspect in changed]
    lasts = wording.lasts(each.new)
    if said and lasts and wording.lasts(each.old) == lasts:
        said.append(f"still {lasts}")
    return "; ".join(said or _otherwise(each))


def _differs(aspect: Aspect, each: Difference) -> bool:
    _, told = aspect
    return told(each.old) != told(each.new)


def _became(aspect: Aspect, each: Difference, is_alone: bool) -> str:
    name, told = aspect
    old, new = told(each.old), told(each.new)
    if name == "since" and not is_alone:
        return _named(aspect, each.new)
    if not old or not new:
        return " ".join(filter(None, ["no longer" if old else "now", name, new or old]))
    return f"{name} {old} -> {new}".strip()


def _otherwise(each: Difference) -> Iterator[str]:
    """What changed where all that a sentence says is as it was."""
    if each.wording.sums:
        yield AS_BEFORE
        return
    others = [field for field in each.fields if field["field"] not in SAID_ELSEWHERE]
    yield from map(change_in_words, others)
    was, status = each.old["status"], each.new["status"]
    if was and status and was != status:
        yield "trusted more" if Status(was).trust < Status(status).trust else "trusted less"
    elif not others:
        is_beside = any(field["field"] in BESIDE for field in each.fields)
        yield "as before, but for what is told beside it" if is_beside else AS_BEFORE


def _named(aspect: Aspect, row: Row) -> str:
    name, told = aspect
    return f"{name} {told(row)}".strip() if told(row) else ""


def _who_says_so(each: Difference) -> str:
    """How sure it is now, and by whom."""
    if each.wording.sums or not each.row["status"]:
        return ""
    was, status = each.old.get("status"), each.row["status"]
    sure = f"{was} -> {status}" if was and was != status else status
    tellers = [] if each.view in WITHOUT_TELLERS else each.row["told_by"]
    return f" ({sure}{', by ' if tellers else ''}{_cut(tellers)})"


def _cut(tellers: Sequence[str]) -> str:
    more = len(tellers) - TELLERS_SHOWN
    return ids(tellers[:TELLERS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _events(row: Row, short: Short) -> str:
    more = len(row["events"]) - EVENTS_SHOWN
    shown = ", ".join(map(short, row["events"][:EVENTS_SHOWN]))
    return shown + (f" and {more} more" if more > 0 else "")


def _notes(each: Difference, short: Short, most: int) -> Iterator[Text]:
    """What is told beside it that was not, and what is no longer."""
    if each.wording.sums or each.word == GONE:
        return
    old, new = (_beside(row, short) if row else {} for row in (each.old, each.new))
    notes = [text("+ ") + note for plain, note in new.items() if plain not in old]
    notes += [text("- ", "dim") + note for plain, note in old.items() if plain not in new]
    yield from notes[:most]
    if len(notes) > most > 0:
        yield text(f"and {len(notes) - most} more", "dim")


def _beside(row: Row, short: Short) -> dict[str, Text]:
    """The notes on a row by their words: who tells it otherwise, who moved there, which steps."""
    claims = [c for c in row.get("claims", []) if not {*c["events"]} <= {*row["events"]}]
    notes = beside({**row, "claims": claims, "contested": bool(claims), "moves": []}, short)
    steps = row.get("steps", [])
    for step in [*row.get("moves", []), *(steps if steps[1:] else [])]:
        sure = f" ({step['status']})" if "status" in step else ""
        where = text(f" [{short(step['event'])}]", "dim")
        notes.append(text(f"{step['type']}, {when(step['occurred'])}{sure}") + where)
    return {note.plain: note for note in notes}
