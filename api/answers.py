"""Documents as they are sent, and how the API's description tells their shape."""

from typing import Any, Literal, get_args, get_type_hints

from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic_core import to_json

from domain.telling import Telling
from domain.values import Actor, Place, Source, Status
from projections import VIEWS
from projections.projection import Projection, Row
from projections.relations import Day, Relation


class Told(BaseModel):
    """What an answer holds, which is exactly this."""

    model_config = ConfigDict(extra="forbid")


class Possible(Told):
    """A happening that may have happened by then."""

    event: str
    type: str
    occurred: str
    place: Place | None = None


class Concern(Told):
    """A country, and its part in an event."""

    country: str
    part: str


class EventToBe(Telling):
    """An event as it was sent, with what the ledger adds before it is recorded."""

    headline: str = Field(description="What it says, in one short sentence.")
    happening: str
    revision: int
    retracted: bool
    concerns: tuple[Concern, ...]


class EventAsRead(EventToBe):
    """An event as it was sent, with what the ledger adds."""

    recorded: str
    recorded_by: str


class Document(Told):
    """What every answer to a question on both times begins with."""

    on: str = Field(examples=["2025-01-28"])
    known: str | None = Field(description="As it was asked.", examples=["2025-01-29", None])
    position: int = Field(description="That of the log which `known` came to.")
    rests_on: int = Field(description="How many accounts it rests on.")


class ViewDocument(Document):
    """One view."""

    total: int
    possible: list[Possible]
    possible_total: int
    sources: dict[str, list[Source]] | None = None


class Timeline(Told):
    """The last events, and how many there are."""

    events: list[EventAsRead]
    total: int


class EventPage(Document):
    """One page of events; `next` is the cursor of the one after."""

    events: list[EventAsRead]
    next: str | None


class Publisher(Told):
    """Who publishes, by the slug that `according_to=publisher:SLUG` takes."""

    id: str
    publisher: str


class Mark(Told):
    """A happening, told by its picked account; what is null or empty is left out.

    `place`, `who` and `publishers` (those of all accounts) are places in the document's lists.
    """

    event: str = Field(description="The picked account.")
    happening: str | None = Field(None, description="Where it is not the picked account's id.")
    type: str
    status: Status
    occurred: str = Field(description="The happening's date, by whichever account gives it.")
    start: str = Field(description="The first moment of that date.")
    end: str = Field(description="The first moment after it.")
    recorded: str = Field(description="When the picked account was last revised.")
    first_recorded: str = Field(description="When the first of its accounts was first told.")
    place: int | None = None
    who: list[int] = []
    countries: list[str] = []
    crises: list[str] = []
    headline: str
    accounts: int
    publishers: list[int]
    dates: int = Field(description="How many dates its accounts give.")
    revision: int = Field(description="The picked account's.")


class DayOfMarks(Told):
    """How many happenings were over on a day; territory counts as fighting, the register not."""

    day: str
    fighting: int
    unrest: int
    diplomacy: int
    agreements: int
    humanitarian: int


class MarksDocument(Told):
    """All that happened on any date, as known at a time; `days` counts those beyond `limit` too."""

    known: str | None = Field(description="As it was asked.", examples=["2025-01-29", None])
    position: int = Field(description="That of the log which `known` came to.")
    rests_on: int = Field(description="How many accounts it rests on.")
    total: int = Field(description="How many happenings there are.")
    first: str | None = Field(description="The first day on which any of them began.")
    last: str | None = Field(description="The last day on which any of them was over.")
    places: list[Place]
    actors: list[Actor]
    publishers: list[Publisher]
    marks: list[Mark]
    days: list[DayOfMarks]


class Accepted(Told):
    """Where each entry stands."""

    id: str
    revision: int
    position: int
    recorded: str


class Receipts(Told):
    """What was recorded, one item for each event sent or entry made."""

    accepted: list[Accepted]
    position: int = Field(description="The last position among them.")


class Previewed(Told):
    """An event that would be recorded; an `id` that was not sent is made up."""

    headline: str
    event: EventToBe


class Preview(Told):
    """What would be recorded, one item for each event sent; nothing was."""

    preview: list[Previewed]


class Happening(Told):
    """The events that tell one happening, the retracted among them."""

    id: str
    known: str | None
    position: int
    accounts: list[EventAsRead]


def row_of(view: type[Projection]) -> type[Row]:
    """The row of a view, as its `rows` says."""
    (row,) = get_args(get_type_hints(view.rows)["return"])
    assert isinstance(row, type)
    return row


def document_of(view: type[Projection]) -> type[BaseModel]:
    """The shape of a view's own document."""
    name = f"{view.__name__}Document"
    return create_model(name, __base__=ViewDocument, **{view.list_name(): _rows_of(row_of(view))})


def _rows(parts: bool = False) -> dict[str, Any]:
    return {
        name: _rows_of(row_with_parts(row_of(view)) if parts else row_of(view))
        for name, view in VIEWS.items()
    }


def _rows_of(row: type[Row]) -> Any:
    return (list.__class_getitem__(row), ...)


def row_with_parts(row: type[Row]) -> type[Row]:
    """A row in a country's document, with the country's part in it."""
    return create_model(f"{row.__name__}OfACountry", __base__=row, parts=(list[str], ...))


class AllViews(Document):
    """Every view, each list under the view's name."""

    total: dict[str, int]
    possible: list[Possible]
    possible_total: int
    sources: dict[str, list[Source]] | None = None


StateDocument = create_model("StateDocument", __base__=AllViews, **_rows())
CountryDocument = create_model(
    "CountryDocument",
    __base__=AllViews,
    country=(str, ...),
    name=(str, ...),
    parts=(dict[str, int], ...),
    timeline=(Timeline, ...),
    **_rows(parts=True),
)
PlaceDocument = create_model(
    "PlaceDocument",
    __base__=AllViews,
    place=(Place, ...),
    aliases=(list[str], ...),
    timeline=(Timeline, ...),
    **_rows(),
)
ActorDocument = create_model(
    "ActorDocument",
    __base__=AllViews,
    actor=(Actor, ...),
    aliases=(list[str], ...),
    timeline=(Timeline, ...),
    **_rows(),
)


class FieldChange(Told):
    """A field, before and after."""

    field: str
    old: Any
    new: Any


class RowChange(Told):
    """How one row differs: `was` and `at` are its places in the lists before and after."""

    change: Literal["added", "removed", "changed", "moved"]
    key: str
    was: int | None
    at: int | None
    row: dict[str, Any] | None
    fields: list[FieldChange]


class ViewChanges(Told):
    """What changed in one view; applied to its rows before, they give its rows after."""

    changes: list[RowChange]
    total: int


class Revision(Told):
    """What one entry did to an event: who recorded it, when, and why."""

    revision: int
    position: int
    recorded: str
    recorded_by: str
    action: str
    changes: list[FieldChange]
    reason: str | None


class Learned(Revision):
    """An entry recorded in between, and the rows of each view that it had a part in changing."""

    event: str
    type: str
    occurred: str
    days_late: int | None
    summary: str | None
    told_by: list[str]
    changed: dict[str, list[str]]


class ChangesDocument(Told):
    """What differs between two answers, and the events or the entries that made the difference."""

    model_config = ConfigDict(populate_by_name=True)
    from_: Document = Field(alias="from")
    to: Document
    views: dict[str, ViewChanges]
    events: list[EventAsRead] | None = None
    events_total: int | None = None
    entries: list[Learned] | None = None
    entries_total: int | None = None


class ChangesFrame(Document):
    """What changed from the frame before, by view; the totals are those after."""

    changes: dict[str, list[RowChange]]
    total: dict[str, int]
    possible_total: int


class ReplayDocument(Told):
    """The frames, each whole (as `/state` answers) or as changes from the one before."""

    model_config = ConfigDict(populate_by_name=True)
    from_: str = Field(alias="from")
    to: str
    step: str
    frames: list[StateDocument | ChangesFrame]


class History(Told):
    """All revisions of one event."""

    revisions: list[Revision]


class RelationDocument(Document):
    """A pair of countries, day by day."""

    relation: Relation | None
    series: list[Day]
    sources: dict[str, list[Source]] | None = None


def answer(document: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A document as JSON; the description's models are held to it by the tests, not here."""
    return Response(to_json(document), status, headers, media_type="application/json")
