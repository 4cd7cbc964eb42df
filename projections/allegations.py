"""Who accuses whom, and who denies it: never told as fact."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from pydantic import Field

from domain.events.diplomacy import AccusationDenied, AccusationMade
from domain.events.fighting import BackingAlleged, BackingDenied
from domain.span import Span
from domain.values import Actor
from history.happening import Happening
from projections.columns import MOST_LISTED, AsOne, HappeningRef, Newest, Teller
from projections.projection import Projection, Row, Subject, resting_on
from projections.sides import Side, sides, sides_of

Kind = Literal["backing", "accusation"]
Denied = str | tuple[str, Side] | tuple[Side, Side]
"""What a denial denies: a happening, words against a side, or one side's backing of another."""


class AllegationRow(
    Row,
    view="allegations",
    of=["against", "backed", "of"],
    as_one=[
        AsOne(
            "Alleged",
            "that {against} backs {backed}",
            "against {against}: {of}",
            "against {against}",
        )
    ],
):
    """Who accuses whom, and who denies it: never told as fact.

    A backing has one row for each backer and backed. A denial joins every row that it matches by
    side: the army's backing and the state's denial meet. A denial alone makes no row and removes
    none.
    """

    kind: Kind = Field(description="That someone denies it removes nothing.")
    against: Actor
    backed: Actor | None = Field(description="Of a backing: whom they are said to back.")
    of: str | None = Field(description="Of an accusation: what it is, in its words.")
    about: HappeningRef | None = Field(
        description="The happening on which an accusation bears, by its id."
    )
    alleged_by: Newest[Teller]
    alleged_by_total: int
    denied_by: Newest[Teller]
    denied_by_total: int
    since: Span = Field(description="When it was first made.")

    @property
    def key(self) -> str | None:
        """Against whom, and what is alleged."""
        return f"{self.against.id}: {self.backed.id if self.backed else self.about or self.of}"


@dataclass(eq=False)
class Allegation:
    """An allegation, with those who make it."""

    kind: Kind
    against: Actor
    backed: Actor | None = None
    of: str | None = None
    about: str | None = None
    made: list[Happening] = field(default_factory=list)

    @property
    def denied_by(self) -> Iterator[Denied]:
        """Under what its denials are found."""
        against = sides_of([self.against])
        if self.backed:
            yield from product(against, sides_of([self.backed]))
        yield from (happening.id for happening in self.made)
        yield from product(_wordings(self.made), against)


@dataclass
class Charge(Subject[AllegationRow]):
    """An allegation, with those that deny it."""

    allegation: Allegation
    denied: Sequence[Happening]

    @property
    def rests_on(self) -> Sequence[Happening]:
        """Those that make it, then those that deny it."""
        return [*self.allegation.made, *self.denied]

    def row(self) -> AllegationRow:
        """The allegation, by all who make it."""
        allegation = self.allegation
        alleged_by, denied_by = _sayers(allegation.made), _sayers(self.denied)
        return AllegationRow(
            kind=allegation.kind,
            against=allegation.against,
            backed=allegation.backed,
            of=allegation.of,
            about=allegation.about,
            alleged_by=alleged_by[-MOST_LISTED:],
            alleged_by_total=len(alleged_by),
            denied_by=denied_by[-MOST_LISTED:],
            denied_by_total=len(denied_by),
            since=allegation.made[0].occurred,
            **resting_on(allegation.made, beside=self.denied),
        )


@dataclass
class Allegations(Projection[AllegationRow]):
    """Every allegation that is made in the view; a denial alone is none."""

    alleged: dict[object, Allegation] = field(default_factory=dict)
    denials: list[Happening] = field(default_factory=list)

    def apply(
        self,
        event: BackingAlleged | AccusationMade | BackingDenied | AccusationDenied,
        happening: Happening,
    ) -> None:
        """An allegation is one with those that say the same."""
        match event:
            case BackingAlleged(backer=backer, backed=backed):
                key: object = ("backing", backer.id, backed.id)
                new = Allegation("backing", backer, backed=backed)
            case AccusationMade(against=against, of=of):
                key = ("accusation", against.id, happening.about or of)
                new = Allegation("accusation", against, of=of, about=happening.about)
            case BackingDenied() | AccusationDenied():
                self.denials.append(happening)
                return
        self.alleged.setdefault(key, new).made.append(happening)

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Charge]:
        """Each allegation, with its denials whenever they were made."""
        denied = self._denied()
        for allegation in self.alleged.values():
            found = dict(each for by in allegation.denied_by for each in denied.get(by, ()))
            yield Charge(allegation, [found[number] for number in sorted(found)])

    def _denied(self) -> dict[Denied, list[tuple[int, Happening]]]:
        """The denials by what they deny, numbered in their order."""
        made = {
            happening.id for allegation in self.alleged.values() for happening in allegation.made
        }
        denied: dict[Denied, list[tuple[int, Happening]]] = defaultdict(list)
        for number, denial in enumerate(self.denials):
            for by in _denies(denial, made):
                denied[by].append((number, denial))
        return denied


def _denies(denial: Happening, made: Set[str]) -> Iterator[Denied]:
    """Whose backing of whom; or the accusation that it is about, else these words against whom."""
    match denial.event:
        case BackingDenied(backer=backer, backed=backed):
            yield from product(sides(backer), sides(backed))
        case AccusationDenied() if denial.about and denial.about in made:
            yield denial.about
        case AccusationDenied(by=by, of=of):
            yield from ((of, side) for side in sides(by))
        case _:
            pass


def _wordings(made: Sequence[Happening]) -> set[str]:
    return {happening.event.of for happening in made if isinstance(happening.event, AccusationMade)}


def _sayers(run: Sequence[Happening]) -> list[str]:
    """Who says so: the makers, else those that told it."""
    said = (
        [maker.id for maker in happening.event.makers] or happening.picked.telling.told_by
        for happening in run
    )
    return list(dict.fromkeys(who for sayers in said for who in sayers))
