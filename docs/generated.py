"""Make the pages of the reference that follow from the code: `make docs`.

A test holds them to the code, so that neither is ever read without the other.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from answers.catalogue import EventTypeWithSchema, described
from api.problems import PHRASES, listed
from docs.views import views
from domain.event import CATALOGUE, Event

REFERENCE = Path(__file__).parent / "reference"
OF_ALL = ("about", "external")
MADE = "<!-- Made by `make docs`; change the code it follows from, not this page. -->"
FAMILIES = {
    "territory": "Who holds what ground.",
    "fighting": "Clashes, strikes, attacks on people, troops, and who is said to back whom.",
    "unrest": "Protests, riots, arrests, and missions attacked.",
    "diplomacy": "Calls, meetings, statements, appeals, accusations, ties, sanctions.",
    "agreements": "Agreements, ceasefires and missions, step by step.",
    "humanitarian": "The dead, the displaced, aid, borders.",
    "register": "Who is who and what is where, and what no other type fits.",
}

Schema = dict[str, Any]


def pages() -> dict[Path, str]:
    """Each page and what it says today."""
    return {
        REFERENCE / "event-types.md": "\n".join(_event_types()),
        REFERENCE / "errors.md": "\n".join(_errors()),
        REFERENCE / "views.md": "\n".join([f"# Views\n\n{MADE}\n", *views(), ""]),
    }


def main() -> None:
    """Write the pages."""
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
        print(page.relative_to(REFERENCE.parent.parent))


def _event_types() -> Iterator[str]:
    yield "# Event types"
    yield f"\n{MADE}\n"
    yield (
        f"The catalogue has {len(CATALOGUE)} types. Each is one class in `domain/events/`; this "
        "page, the JSON\nSchema at `GET /types/{type}` and the API follow from it. A field marked "
        "* must be given.\nEvery type may also have `about`, the id of the event that it bears "
        "on, and `external`, an\nobject for what the source coded and the catalogue has no place "
        "for."
    )
    yield (
        "\nThe part is the one that a country plays through the field. An armed group or civilians "
        "bring in\nno country; the place alone does. CAMEO, PLOVER and Goldstein are the codes and "
        "the weight of\nthe field's own scales; where a type has none, none is made up.\n"
    )
    for family, means in FAMILIES.items():
        yield f"## {family.capitalize()}"
        yield f"\n{means}\n"
        for declared in CATALOGUE.values():
            if declared.family() == family:
                yield from _event_type(declared)


def _event_type(declared: type[Event]) -> Iterator[str]:
    told = described(declared.__name__)
    schema: Schema = told.schema_
    yield f"### {told.type}"
    yield f"\n{told.means}\n"
    yield "| field | holds | part |"
    yield "| --- | --- | --- |"
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        if name not in OF_ALL:
            star = "*" if name in required else ""
            part = told.parts.get(name, "")
            yield f"| `{name}`{star} | {_holds(field)} | {part} |"
    yield f"\n{_codes(told)}\n"
    yield "```json"
    yield json.dumps(told.example["data"], ensure_ascii=False)
    yield "```\n"


def _codes(told: EventTypeWithSchema) -> str:
    scales = {"CAMEO": told.cameo, "PLOVER": told.plover, "Goldstein": told.goldstein}
    codes = ", ".join(f"{scale} {code}" for scale, code in scales.items() if code is not None)
    note = f" {told.note}" if told.note else ""
    return f"{codes or 'No code of CAMEO or PLOVER, no weight'}.{note}".replace("..", ".")


def _holds(field: Schema) -> str:
    told = _told(field)
    described = field.get("description") or told.get("description")
    return f"{_kind(told)}: {described}" if described else _kind(told)


def _told(field: Schema) -> Schema:
    """What a field holds where it is told; that it may be null is said by the missing star."""
    kinds = field.get("anyOf", [field])
    return next(kind for kind in kinds if kind.get("type") != "null")


def _kind(told: Schema) -> str:
    match told:
        case {"$ref": ref}:
            name = ref.rpartition("/")[2]
            return "date or span" if name == "Span" else str(name)
        case {"enum": words}:
            return "one of " + ", ".join(f"`{word}`" for word in words)
        case {"type": "array", "items": item}:
            return f"list of {_kind(item)}"
        case {"type": "integer" | "number"}:
            return "number"
        case {"type": "boolean"}:
            return "true or false"
        case {"type": "string"}:
            return "text"
        case _:
            return "object"


def _errors() -> Iterator[str]:
    yield "# Errors"
    yield f"\n{MADE}\n"
    yield (
        "A refused request is answered with a problem document (RFC 9457), of media type\n"
        "`application/problem+json`. It has `type`, `title`, `status` and `detail`; further "
        "members carry\nthe values. Nothing is stored by a request that is refused.\n"
    )
    yield (
        "`errors` is a list with a `field`, its `value` and a `detail` for each thing that does "
        "not fit; in a\nbatch each has the `index` of its item, counted from 0, and the batch "
        "has the highest status\namong them. It names 100 at most, and `errors_total` says how "
        "many there are in all.\n"
    )
    for status, problems in groupby(listed(), key=lambda problem: problem.status):
        yield f"## {status}"
        yield f"\n{PHRASES[status]}.\n"
        yield "| type | what it says |"
        yield "| --- | --- |"
        for problem in problems:
            yield f"| `{problem.type}` | {_first_line(problem.title)} |"
        yield ""
    yield "`GET /problems` gives the same list as JSON."
    yield ""


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]


if __name__ == "__main__":
    main()
