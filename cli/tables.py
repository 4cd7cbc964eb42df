"""The views as tables: for each view its columns, each a heading and what a row says under it."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from cli.cells import STYLES, Row, Short, beside, count, events, figure, ids, names, sure, when
from cli.screen import tell_facts, tell_rows, text

Cell = Callable[[Row], Text]
Column = tuple[str, Cell]


def tell_view(
    console: Console, view: str, rows: Sequence[Row], short: Short, title: str = ""
) -> None:
    """The rows of a view, and below them what is told beside them."""
    columns = [*COLUMNS[view], *_every_view(view, short)]
    cells = [[cell(row) for _, cell in columns] for row in rows]
    tell_rows(console, [name for name, _ in columns], cells, title)
    notes = [*_notes(view, rows, short)] if view in LABELS else []
    if notes:
        console.print(text("Told beside it", "bold"))
        tell_facts(console, notes)


def _notes(view: str, rows: Sequence[Row], short: Short) -> Iterator[tuple[str, Text]]:
    for row in rows:
        label = ", ".join(cell(row).plain for _, cell in COLUMNS[view][: LABELS[view]])
        for note in beside(row, short):
            yield f"  {label}", note
            label = ""


def _every_view(view: str, short: Short) -> list[Column]:
    """The columns that follow in each of them; who alleges is told by allegations already."""
    told_by = [] if view in WITHOUT_TELLERS else [("Told by", _ids("told_by"))]
    return [
        ("Status", _sure("status")),
        *told_by,
        ("Part in it", lambda row: text(", ".join(row.get("parts", [])))),
        ("Events", lambda row: events(row, short)),
    ]


def _field(name: str) -> Cell:
    return lambda row: text("" if row[name] is None else row[name])


def _date(name: str) -> Cell:
    return lambda row: text(when(row[name]))


def _names(name: str) -> Cell:
    return lambda row: text(names(row[name]))


def _ids(name: str) -> Cell:
    return lambda row: text(ids(row[name]))


def _sure(name: str) -> Cell:
    return lambda row: sure(row[name])


def _number(name: str) -> Cell:
    return lambda row: text(row[name] or "")


def _held_by(row: Row) -> Text:
    holder = names(row["held_by"]) or ("nobody known" if row["since"] else "not told for sure")
    return text(holder) + text(", contested" if row["contested"] else "", STYLES["contested"])


def _appeal(row: Row) -> Text:
    return text(f"{row['kind']}, {row['verb']}" if row["verb"] else row["kind"])


def _asked(row: Row) -> Text:
    return text("; ".join(filter(None, [names(row["of"]), "all parties" * row["all_parties"]])))


def _answers(name: str) -> Cell:
    def cell(row: Row) -> Text:
        who = [names(answer["actor"]) or "someone not asked" for answer in row[name]]
        return text(", ".join(dict.fromkeys(who)))

    return cell


def _planned(row: Row) -> Text:
    planned, occurred = row["planned_for"], when(row["occurred"])
    return text(f"{occurred}, for {when(planned)}" if planned else occurred)


def _alleged(row: Row) -> Text:
    if row["kind"] == "backing":
        return text(f"that {names(row['against'])} backs {names(row['backed'])}")
    return text(f"against {names(row['against'])}: {row['of']}")


def _agreement(row: Row) -> Text:
    return text(names(row["agreement"]) or row["kind"])


def _kind_of_agreement(row: Row) -> Text:
    return text(row["kind"] if row["agreement"] else "")


def _steps(row: Row) -> Text:
    steps = (f"{when(step['occurred'])} {step['type']} ({step['status']})" for step in row["steps"])
    return text("\n".join(steps))


def _pair(row: Row) -> Text:
    return text(" - ".join(row["countries"]))


def _last_contact(row: Row) -> Text:
    last = row["last_contact"]
    return text(when(last["occurred"]) if last else "")


def _of_people(row: Row) -> Text:
    condition = row["condition"]
    return text(f"{row['kind']}, {condition}" if condition else row["kind"])


def _by_and_to(row: Row) -> Text:
    towards = f"to {names(row['to'])}" if row["to"] else ""
    return text(" ".join(filter(None, [names(row["by"]), towards])))


def _figures(row: Row) -> Text:
    figures = [f"{figure(row[what])} {what}" for what in ("killed", "injured") if row[what]]
    if row["count"] is not None:
        figures.append(f"{row['count']:,} people")
    if row["amount"] is not None:
        figures.append(f"{row['amount']:,.0f} {row['currency'] or ''}".strip())
    return text("\n".join(figures))


def _when(row: Row) -> Text:
    return text(when(row["occurred"]) or f"since {when(row['since'])}")


COLUMNS: dict[str, list[Column]] = {
    "territory": [
        ("Place", _names("place")),
        ("Held by", _held_by),
        ("Since", _date("since")),
        ("Before", _names("before")),
    ],
    "embassies": [
        ("Embassy of", _names("of")),
        ("In", _names("place")),
        ("Condition", _sure("condition")),
        ("Since", _date("since")),
        ("Means", _ids("means")),
    ],
    "unrest": [
        ("Place", _names("place")),
        ("From", _date("since")),
        ("To", _date("last")),
        ("Protests", _number("protests")),
        ("Riots", _number("riots")),
        ("Arrests", _number("arrests")),
        ("Missions attacked", _number("missions_attacked")),
    ],
    "appeals": [
        ("Appeal", _appeal),
        ("By", _names("by")),
        ("Of", _asked),
        ("Since", _date("since")),
        ("State", _sure("state")),
        ("Answered by", _answers("answered_by")),
        ("Breached by", _answers("breached_by")),
        ("Silent", _names("silent")),
    ],
    "contacts": [
        ("Contact", _field("kind")),
        ("When", _planned),
        ("Between", _names("participants")),
        ("Where", _names("place")),
        ("About", _ids("topics")),
    ],
    "allegations": [
        ("Alleged", _alleged),
        ("Alleged by", _ids("alleged_by")),
        ("Denied by", _ids("denied_by")),
        ("Since", _date("since")),
    ],
    "agreements": [
        ("What", _agreement),
        ("Kind", _kind_of_agreement),
        ("Parties", _names("parties")),
        ("State", _sure("state")),
        ("Since", _date("since")),
        ("Step by step", _steps),
    ],
    "relations": [
        ("Countries", _pair),
        ("Ties", _field("ties")),
        ("Since", _date("since")),
        ("Last contact", _last_contact),
        ("Co-operation", _field("cooperation")),
        ("Conflict", _field("conflict")),
    ],
    "humanitarian": [
        ("What", _of_people),
        ("Where", _names("place")),
        ("By and to", _by_and_to),
        ("Figures", _figures),
        ("Counting", _field("counts")),
        ("When", _when),
    ],
    "attention": [
        ("Day", _field("day")),
        ("Who", _names("who")),
        ("Took part in", lambda row: text(count(len(row["events"]), "happening"))),
    ],
}
WITHOUT_TELLERS = ("allegations", "attention")
LABELS = {  # how many columns say what a row is of; what is beside sums and counts, others tell
    "territory": 1,
    "embassies": 2,
    "appeals": 2,
    "contacts": 2,
    "allegations": 1,
    "agreements": 1,
    "humanitarian": 2,
}
