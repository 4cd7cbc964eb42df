"""Whose side someone is of, as an index finds it: one is the other, or part of it."""

from collections.abc import Iterable, Iterator
from typing import Literal

from domain.values import Actor

Side = tuple[Literal["is", "is part of", "shares"], str]


def sides(actor: Actor) -> Iterator[Side]:
    """The keys under which what an actor did is kept; `sides_of` has those to look under."""
    yield "is", actor.id
    if actor.part_of:
        yield "is part of", actor.part_of


def sides_of(actors: Iterable[Actor], crises: Iterable[str] = ()) -> set[Side]:
    """The keys under which the deeds of these actors' sides are, and those that share a crisis."""
    found: set[Side] = {("shares", crisis) for crisis in crises}
    for who in actors:
        found |= {("is", who.id), ("is part of", who.id)}
        if who.part_of:
            found.add(("is", who.part_of))
    return found
