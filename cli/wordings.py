"""How a row of each view is told in a sentence: what it is of, and what it says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cli.cells import Row, count, figure, ids, names, when

Says = Callable[[Row], str]
Aspect = tuple[str, Says]


@dataclass(frozen=True)
class Wording:
    """What a row is of, and what it says, aspect by aspect, each with the words before it.

    `whole` is said of a row that is new or gone, where that is not the same; `lasts` of one in
    which something else changed. A view that sums rests on too many accounts to say who tells
    them; rows that say the same are told as one.
    """

    of: Says
    says: Sequence[Aspect]
    whole: Sequence[Aspect] = ()
    lasts: Says = lambda row: ""
    sums: bool = False


def _named(field: str) -> Says:
    return lambda row: names(row[field])


def _ids(field: str) -> Says:
    return lambda row: ids(row[field])


def _date(field: str) -> Says:
    return lambda row: when(row[field])


def _word(field: str) -> Says:
    return lambda row: str(row[field] or "").replace("_", " ")


def _so_many(field: str, noun: str, several: str = "") -> Says:
    return lambda row: count(row[field], noun, several) if row[field] else ""


def _contested(row: Row) -> str:
    return "contested" if row["contested"] else ""


def _who_holds_it(row: Row) -> str:
    return names(row["held_by"]) or ("nobody known" if row["since"] else "nobody for sure")


def _embassy(row: Row) -> str:
    kind = "embassy" if row["of"]["kind"] == "state" else "mission"
    return f"{kind} of {names(row['of'])} in {names(row['place'])}"


def _from_to(row: Row) -> str:
    first, last = when(row["since"]), when(row["last"])
    return f"on {first}" if first == last else f"from {first} until {last}"


def _appeal(row: Row) -> str:
    asks = ("demands" if row["verb"] == "demanded" else "urges") if row["verb"] else "sets"
    what = {"ceasefire": "a ceasefire", "withdrawal": "a withdrawal", "ultimatum": "an ultimatum"}
    asked = [names(row["of"]), "all parties" * row["all_parties"]]
    towards = f" ({'to' if asks == 'sets' else 'of'} {', '.join(filter(None, asked))})"
    several = len(row["by"]) > 1
    return (
        f"{names(row['by'])} {asks.removesuffix('s') if several else asks} "
        f"{what.get(row['kind'], row['kind'])}{towards if any(asked) else ''}"
    )


def _answers(field: str) -> Says:
    def told(row: Row) -> str:
        who = [names(answer["actor"]) or "someone not asked" for answer in row[field]]
        return ", ".join(dict.fromkeys(who))

    return told


def _contact(row: Row) -> str:
    if row["kind"] == "announced":
        return f"meeting announced by {names(row['participants'])}"
    between = "between" if row["kind"] in ("call", "meeting") and row["participants"][1:] else "of"
    return f"{row['kind']} {between} {names(row['participants'])}"


def _allegation(row: Row) -> str:
    if row["kind"] == "backing":
        return f"allegation that {names(row['against'])} backs {names(row['backed'])}"
    return f"accusation against {names(row['against'])}, of {row['of']}"


def _agreement(row: Row) -> str:
    return f"{names(row['agreement'])} ({row['kind']})" if row["agreement"] else row["kind"]


def _pair(row: Row) -> str:
    return " - ".join(row["countries"])


def _balance(field: str) -> Says:
    return lambda row: f"{row[field]:+g}" if row[field] else "0"


def _last_contact(row: Row) -> str:
    return when(row["last_contact"]["occurred"]) if row["last_contact"] else ""


def _of_people(row: Row) -> str:
    place, who, by, to = (names(row[name]) for name in ("place", "who", "by", "to"))
    match row["kind"]:
        case "aid":
            return " ".join(filter(None, ["aid", by and f"by {by}", to and f"to {to}"]))
        case "border":
            return f"border at {place}" + (f", by {by}" if by else "")
        case "displaced":
            return f"displaced people at {place}" if place else "displaced people"
        case _:
            of = f" among {who}" if who else ""
            return f"{row['kind']}{of}" + (f" in {place}" if place else "")


def _people(field: str) -> Says:
    return lambda row: f"{figure(row[field])} {field}" if row[field] else ""


def _money(row: Row) -> str:
    return f"{row['amount']:,.0f} {row['currency'] or ''}".strip() if row["amount"] else ""


def _possible(row: Row) -> str:
    return f"{row['type']} in {names(row['place'])}" if "place" in row else str(row["type"])


HOLDING: list[Aspect] = [
    ("held by", _who_holds_it),
    ("", _contested),
    ("since", _date("since")),
]
WORDINGS: dict[str, Wording] = {
    "territory": Wording(
        of=_named("place"),
        says=HOLDING,
        whole=[*HOLDING, ("before that by", _named("before"))],
        lasts=_contested,
    ),
    "embassies": Wording(
        of=_embassy,
        says=[
            ("", _word("condition")),
            ("since", _date("since")),
            ("by means of", _ids("means")),
        ],
    ),
    "unrest": Wording(
        of=_named("place"),
        says=[
            ("", _so_many("protests", "protest")),
            ("", _so_many("riots", "riot")),
            ("", _so_many("arrests", "wave of arrests", "waves of arrests")),
            ("", _so_many("missions_attacked", "mission attacked", "missions attacked")),
            ("", _from_to),
        ],
    ),
    "appeals": Wording(
        of=_appeal,
        says=[
            ("", _word("state")),
            ("since", _date("since")),
            ("answered by", _answers("answered_by")),
            ("breached by", _answers("breached_by")),
            ("silent:", _named("silent")),
        ],
    ),
    "contacts": Wording(
        of=_contact,
        says=[
            ("", _date("occurred")),
            ("planned for", _date("planned_for")),
            ("in", _named("place")),
            ("about", _ids("topics")),
        ],
    ),
    "allegations": Wording(
        of=_allegation,
        says=[
            ("by", _ids("alleged_by")),
            ("denied by", _ids("denied_by")),
            ("since", _date("since")),
        ],
    ),
    "agreements": Wording(
        of=_agreement,
        says=[
            ("", _word("state")),
            ("since", _date("since")),
            ("between", _named("parties")),
        ],
    ),
    "humanitarian": Wording(
        of=_of_people,
        says=[
            ("", _people("killed")),
            ("", _people("injured")),
            ("", _so_many("count", "person", "people")),
            ("", _money),
            ("", _word("condition")),
            ("counting", _word("counts")),
            ("", _date("occurred")),
            ("since", _date("since")),
        ],
    ),
    "relations": Wording(
        of=_pair,
        says=[
            ("ties", _word("ties")),
            ("since", _date("since")),
            ("co-operation", _balance("cooperation")),
            ("conflict", _balance("conflict")),
            ("last contact", _last_contact),
        ],
        sums=True,
    ),
    "attention": Wording(
        of=_named("who"),
        says=[("", lambda row: f"{count(len(row['events']), 'happening')} on {row['day']}")],
        whole=[("took part on", _word("day"))],
        sums=True,
    ),
    "possible": Wording(of=_possible, says=[("", _date("occurred"))], sums=True),
}
