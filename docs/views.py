"""The reference of the views, as their declarations say it."""

from collections.abc import Iterator, Sequence

from answers.catalogue import View
from answers.catalogue import views as catalogue
from projections.columns import Column, columns_of
from projections.projection import Row

EVERY_VIEW = """\
What each view answers, by which rule, and in which rows. `GET /state/{view}` has one,
`GET /state` all; `GET /views` has what this page says, for programs.

## Every view

A view takes of each event its latest revision within `known`. It drops the retracted and what
`at_least` and `according_to` leave out. Of each happening that is left it takes one account, by
`resolve`. It keeps the happenings that were over by `on`, and folds them in the order in which
they were over: by end, then start, then position. Later, below, means later in that order. **Told
well** means told as `reported` or `confirmed`. Two actors are **of one side** when one is the
other or `part_of` it.

```
{"on", "known", "position", "rests_on", LIST: [row, ...], "total", "possible": [...],
 "possible_total"}
```

`possible` holds the happenings that were not over by `on` and of which any account had begun.
Every row has:
"""
VALUES = """
`since` is the occurrence, as told, of the first happening of the unbroken run that gives the
present value. A list that further events can lengthen holds the newest; how many there are stands
beside it, in `NAME_total`.

A narrowing (`crisis`, `country`, `place`, `actor`) chooses rows after the fold. Their values stay
those of the whole ledger. Sums and counts take in only what is asked for.
"""
ONE_COUNTRY = """\
## One country's side

`GET /countries/{iso3}`: its `parts` (in how many events it plays each part), every view narrowed
to it with its `parts` in each row, and `timeline`: the last 100 events, with their `total`."""
OF_EVERY_ROW = columns_of(Row)


def views() -> Iterator[str]:
    """The lines of the page below its title."""
    yield EVERY_VIEW
    yield from _table(OF_EVERY_ROW)
    yield VALUES
    for view in catalogue().views:
        yield from _view(view)
    yield ONE_COUNTRY


def _view(view: View) -> Iterator[str]:
    yield f"## {view.name}\n"
    yield f"{view.answers} The list is called `{view.rows}`.\n"
    of_every_row = {column.name for column in OF_EVERY_ROW}
    yield from _table([column for column in view.columns if column.name not in of_every_row])
    yield f"\n{view.rules}\n" if view.rules else ""


def _table(columns: Sequence[Column]) -> Iterator[str]:
    yield "| field | holds | title | says |"
    yield "| --- | --- | --- | --- |"
    yield from _lines(columns)


def _lines(columns: Sequence[Column], within: str = "") -> Iterator[str]:
    for column in columns:
        name = f"{within}{column.name}"
        yield f"| `{name}` | {_holds(column)} | {column.title} | {_says(column)} |"
        yield from _lines(column.columns, f"{name}.")


def _holds(column: Column) -> str:
    words = ", ".join(f"`{word}`" for word in column.words)
    kind = f"one of {words}" if column.kind == "word" else column.kind
    return f"list of {kind}" if column.several else kind


def _says(column: Column) -> str:
    told = [column.description]
    if column.absent:
        told.append(f"Null: {column.absent}.")
    if column.total:
        told.append(f"At most {column.at_most}, of `{column.total}`.")
    return " ".join(filter(None, told))
