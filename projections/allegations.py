"""Who accuses whom, and who denies it: never told as fact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.events.diplomacy import AccusationDenied, AccusationMade
from domain.events.fighting import BackingAlleged, BackingDenied
from domain.span import Span
from domain.values import Actor
from history.happening import Happening
from projections.projection import Projection, Row, resting_on


class AllegationRow(Row):
    """One allegation, by all who make it; that someone denies it removes nothing.

    `about` is the happening that an accusation bears on, by its id.
    """

    kind: Literal["backing", "accusation"]
    against: Actor
    backed: Actor | None
    of: str | None
    about: str | None
    alleged_by: list[str]
    denied_by: list[str]
    since: Span

    @property
    def key(self) -> str | None:
        """Against whom, and what is alleged."""
        return f"{self.against.id}: {self.backed.id if self.backed else self.about or self.of}"


@dataclass(eq=False)
class Allegation:
    """An allegation, with those who make it."""

    kind: Literal["backing", "accusation"]
    against: Actor
    backed: Actor | None = None
    of: str | None = None
    about: str | None = None
    made: list[Happening] = field(default_factory=list)

    def row(self, denied: Sequence[Happening]) -> AllegationRow:
        """Its row, with those that deny it."""
        return AllegationRow(
            kind=self.kind,
            against=self.against,
            backed=self.backed,
            of=self.of,
            about=self.about,
            alleged_by=_sayers(self.made),
            denied_by=_sayers(denied),
            since=self.made[0].occurred,
            **resting_on(self.made, beside=denied),
        )


@dataclass
class Allegations(Projection):
    """Every allegation that is made in the view; a denial alone is none."""

    alleged: dict[object, Allegation] = field(default_factory=dict)
    denials: list[Happening] = field(default_factory=list)

    def apply(
        self,
        event: BackingAlleged | AccusationMade | BackingDenied | AccusationDenied,
        told: Happening,
    ) -> None:
        """An allegation is one with those that say the same."""
        match event:
            case BackingAlleged(backer=backer, backed=backed):
                key: object = ("backing", backer.id, backed.id)
                new = Allegation("backing", backer, backed=backed)
            case AccusationMade(against=against, of=of):
                key = ("accusation", against.id, told.about or of)
                new = Allegation("accusation", against, of=of, about=told.about)
            case BackingDenied() | AccusationDenied():
                self.denials.append(told)
                return
        self.alleged.setdefault(key, new).made.append(told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[AllegationRow]:
        """Each allegation, with its denials whenever they were made."""
        meant = [(denial, self._denied_by(denial)) for denial in self.denials]
        for allegation in self.alleged.values():
            yield allegation.row([denial for denial, those in meant if allegation in those])

    def _denied_by(self, denial: Happening) -> list[Allegation]:
        match denial.event:
            case BackingDenied(backer=backer, backed=backed):
                return [
                    allegation
                    for allegation in self.alleged.values()
                    if backer.of_one_side(allegation.against)
                    and backed.of_one_side(allegation.backed)
                ]
            case AccusationDenied(by=by, of=of):
                alleged = self.alleged.values()
                meant = [a for a in alleged if denial.about in [told.id for told in a.made]]
                return meant or [
                    a for a in alleged if by.of_one_side(a.against) and of in _wordings(a.made)
                ]
            case _:
                return []


def _wordings(made: Sequence[Happening]) -> set[str]:
    return {told.event.of for told in made if isinstance(told.event, AccusationMade)}


def _sayers(run: Sequence[Happening]) -> list[str]:
    """Who says so: the makers, else those that told it."""
    said = (
        [maker.id for maker in told.event.makers] or told.picked.telling.told_by for told in run
    )
    return list(dict.fromkeys(who for sayers in said for who in sayers))
