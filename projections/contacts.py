"""Who talks to whom, and about what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.events.diplomacy import CallHeld, MeetingAnnounced, MeetingHeld, SummitHeld
from domain.span import Span
from domain.values import Actor, Place
from history.happening import Happening
from projections.projection import Projection, Row, resting_on

ContactEvent = CallHeld | MeetingAnnounced | MeetingHeld | SummitHeld
Kind = Literal["call", "meeting", "summit", "announced"]


class Contact(Row):
    """One contact: two calls of the same two people are two, however alike."""

    kind: Kind
    participants: tuple[Actor, ...]
    topics: tuple[str, ...]
    planned_for: Span | None
    place: Place | None
    occurred: Span


@dataclass
class Contacts(Projection):
    """Every contact, in the order in which they were over."""

    contacts: list[Contact] = field(default_factory=list)

    def apply(self, event: ContactEvent, told: Happening) -> None:
        """Each is a contact of its own; what was announced is not yet held."""
        match event:
            case CallHeld(participants=who, topics=topics):
                self._held("call", told, who, topics)
            case MeetingHeld(participants=who, topics=topics, place=place):
                self._held("meeting", told, who, topics, place)
            case SummitHeld(bodies=bodies, participants=who, place=place):
                bodies_first = {actor.id: actor for actor in (*bodies, *(who or ()))}
                self._held("summit", told, tuple(bodies_first.values()), None, place)
            case MeetingAnnounced(participants=who, planned_for=day, place=place):
                self._held("announced", told, who, None, place, day)

    def rows(self, possible: Sequence[Happening]) -> Iterator[Contact]:
        """What was held or announced; what may have been is told beside it."""
        yield from self.contacts

    def _held(
        self,
        kind: Kind,
        told: Happening,
        participants: tuple[Actor, ...],
        topics: tuple[str, ...] | None,
        place: Place | None = None,
        planned_for: Span | None = None,
    ) -> None:
        contact = Contact(
            kind=kind,
            participants=participants,
            topics=topics or (),
            planned_for=planned_for,
            place=place,
            occurred=told.occurred,
            **resting_on([told]),
        )
        self.contacts.append(contact)
