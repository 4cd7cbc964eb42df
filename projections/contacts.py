"""Who talks to whom, and about what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from domain.events.diplomacy import CallHeld, MeetingAnnounced, MeetingHeld, SummitHeld
from domain.span import Span
from domain.values import Actor, Place
from history.happening import Happening
from projections.columns import AsOne
from projections.projection import Projection, Row, Subject, resting_on

ContactEvent = CallHeld | MeetingAnnounced | MeetingHeld | SummitHeld
Kind = Literal["call", "meeting", "summit", "announced"]


class Contact(
    Row,
    view="contacts",
    of=["kind", "participants"],
    as_one=[AsOne("When", "{occurred}, planned for {planned_for}", "{occurred}")],
):
    """Who talks to whom, and about what.

    Each happening is a row: two calls of the same two people are two contacts. What was announced
    for the 30th and held on the 31st is two rows. Each side's view of a contact is in
    `statements`.
    """

    kind: Kind = Field(title="Contact", description="Two calls of the same two people are two.")
    participants: tuple[Actor, ...] = Field(
        title="Between", description="Who took part; of a summit its bodies first."
    )
    topics: tuple[str, ...] = Field(title="About", examples=[["ceasefire"]])
    planned_for: Span | None = Field(description="Of a meeting that was announced.")
    place: Place | None = Field(title="Where")
    occurred: Span = Field(title="When")


@dataclass
class OneContact(Subject[Contact]):
    """One contact, by the happening that tells it."""

    happening: Happening

    @property
    def rests_on(self) -> Sequence[Happening]:
        """That happening alone."""
        return [self.happening]

    def row(self) -> Contact:
        """The contact."""
        match self.happening.event:
            case CallHeld(participants=who, topics=topics):
                return self._row("call", who, topics)
            case MeetingHeld(participants=who, topics=topics, place=place):
                return self._row("meeting", who, topics, place)
            case MeetingAnnounced(participants=who, planned_for=day, place=place):
                return self._row("announced", who, None, place, day)
            case event:
                assert isinstance(event, SummitHeld)
                both = {actor.id: actor for actor in (*event.bodies, *(event.participants or ()))}
                return self._row("summit", tuple(both.values()), None, event.place)

    def _row(
        self,
        kind: Kind,
        participants: tuple[Actor, ...],
        topics: tuple[str, ...] | None,
        place: Place | None = None,
        planned_for: Span | None = None,
    ) -> Contact:
        return Contact(
            kind=kind,
            participants=participants,
            topics=topics or (),
            planned_for=planned_for,
            place=place,
            occurred=self.happening.occurred,
            **resting_on([self.happening]),
        )


@dataclass
class Contacts(Projection[Contact]):
    """Every contact, in the order in which they were over."""

    contacts: list[OneContact] = field(default_factory=list)

    def apply(self, event: ContactEvent, happening: Happening) -> None:
        """Each is a contact of its own; what was announced is not yet held."""
        self.contacts.append(OneContact(happening))

    def subjects(self, possible: Sequence[Happening]) -> Iterator[OneContact]:
        """What was held or announced; what may have been is told beside it."""
        yield from self.contacts
