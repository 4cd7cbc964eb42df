"""`crisis types` and `crisis views`: what can be told, and what can be asked."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic_core import to_json
from rich.text import Text
from typer import Argument

from answers import catalogue
from answers.catalogue import EventType, EventTypeWithSchema, ViewWithSchema
from cli.options import AsJson
from cli.screen import screen, tell_rows, text, write

Schema = Mapping[str, Any]

TypeName = Annotated[
    str | None,
    Argument(metavar="[TYPE]", help="One of them, in full.", show_default=False),
]
ViewName = Annotated[
    str | None,
    Argument(metavar="[VIEW]", help="One of them, with its columns.", show_default=False),
]


def types(type: TypeName = None, as_json: AsJson = False) -> None:
    """Show the catalogue of event types, or one of them with its fields.

    Examples:
      crisis types
      crisis types CityCaptured
      crisis types CityCaptured --json | jq .example
    """
    if as_json:
        write(catalogue.described(type) if type else catalogue.event_types())
    elif type:
        _tell_type(catalogue.described(type))
    else:
        _tell_types(catalogue.event_types().types)


def views(view: ViewName = None, as_json: AsJson = False) -> None:
    """Show what each view answers, or by which rules one does, and its columns.

    Examples:
      crisis views
      crisis views territory
      crisis views territory --json | jq .row_schema
    """
    if as_json:
        write(catalogue.view(view) if view else catalogue.views())
    elif view:
        _tell_view(catalogue.view(view))
    else:
        every = catalogue.views().views
        rows = [[text(each.name, "bold"), text(each.answers)] for each in every]
        tell_rows(screen(), ("View", "Answers"), rows)
        screen().print(text("`crisis show VIEW` shows it, `crisis views VIEW` tells its columns."))


def _tell_types(types: list[EventType]) -> None:
    names = ("family", "type", "means", "cameo", "plover", "goldstein")
    rows = [[_cell(getattr(described, name)) for name in names] for described in types]
    console = screen()
    tell_rows(console, ("Family", "Type", "Means", "CAMEO", "PLOVER", "Goldstein"), rows)
    console.print(text("`crisis types TYPE` tells its fields, with an example."))


def _tell_type(described: EventTypeWithSchema) -> None:
    console, schema = screen(), described.schema_
    console.print(text(f"{described.type} ({described.family})", "bold"))
    console.print(text(described.means))
    scales = {
        "CAMEO": described.cameo,
        "PLOVER": described.plover,
        "Goldstein": described.goldstein,
    }
    codes = (f"{scale} {code}" for scale, code in scales.items() if code)
    console.print(text("; ".join(codes) or "It has no code in the field's scales."))
    if described.note:
        console.print(text(described.note))
    rows = [
        [
            text(name, "bold"),
            text(_described(schema["properties"][name], schema)),
            text("yes" if name in schema.get("required", []) else ""),
            text(described.parts.get(name, "")),
        ]
        for name in _in_order(schema)
    ]
    tell_rows(console, ("Field of data", "Holds", "Needed", "Countries in it are"), rows)
    console.print(text("An example, which `crisis append` takes:", "bold"))
    console.print(text(to_json(described.example, indent=2).decode()))


def _tell_view(view: ViewWithSchema) -> None:
    console = screen()
    console.print(text(view.title, "bold"))
    console.print(text("\n\n".join(filter(None, [view.answers, view.rules]))))
    rows = [
        [
            text(column.name, "bold"),
            text(column.title),
            text(f"{'list of ' * column.several}{column.kind}"),
            text(column.description),
        ]
        for column in view.columns
    ]
    tell_rows(console, ("Column", "Title", "Holds", "What it says"), rows)


EVERY_TYPE = ("casualties", "about", "external")  # told last, as they are seldom what one looks for


def _in_order(schema: Schema) -> list[str]:
    fields = [name for name in schema["properties"] if name not in EVERY_TYPE]
    return fields + [name for name in EVERY_TYPE if name in schema["properties"]]


def _described(field: Schema, within: Schema) -> str:
    meaning = field.get("description", "")
    if meaning.startswith("The id"):
        return str(meaning)
    return f"{holds(field, within)}. {meaning}" if meaning else holds(field, within)


def holds(field: Schema, within: Schema) -> str:
    """What a field holds, in words, as its JSON Schema says."""
    match field:
        case {"$ref": ref}:
            name = ref.rpartition("/")[2]
            return _named(name, within["$defs"][name])
        case {"enum": words}:
            return " or ".join(words)
        case {"const": word}:
            return str(word)
        case {"anyOf": choices}:
            told = [choice for choice in choices if choice.get("type") != "null"]
            return " or ".join(holds(choice, within) for choice in told)
        case {"type": "array", "items": item}:
            return f"one or several: {holds(item, within)}"
        case {"type": "string", "format": "uuid"}:
            return "the id of an event"
        case {"type": kind}:
            return KINDS.get(kind, str(kind))
        case _:
            return "anything"


KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
}
NAMED = {"Actor": "an actor, or its id", "Place": "a place, or its id", "Span": "a date"}


def _named(name: str, schema: Schema) -> str:
    if name in NAMED:
        return NAMED[name]
    if "properties" in schema:
        return f"{{{', '.join(schema['properties'])}}}"
    return name.lower()


def _cell(told: Any) -> Text:
    return text("" if told is None else told)
