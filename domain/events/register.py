"""Who is who and what is where, and what no other type fits."""

from domain.event import Event, Where, With
from domain.values import Actor, Maybe, Place, Text


class ActorDescribed(Event):
    """An actor is described: its name now, and the names by which it is known besides."""

    actor: Actor
    aliases: Maybe[Text] = None


class PlaceDescribed(Event):
    """A place is described: its name now, and the names by which it is known besides."""

    place: Where[Place]
    aliases: Maybe[Text] = None


class DevelopmentNoted(Event):
    """Something that bears on the crisis and that no other type fits, as a data set codes it."""

    place: Where[Place] | None = None
    who: With[Maybe[Actor]] = None
    text: Text
    code: Text | None = None
