"""What was asked of whom, who answered, and who broke their word."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Annotated, Literal

from pydantic import Field

from domain.event import Event
from domain.events.agreements import (
    AgreementSigned,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
)
from domain.events.diplomacy import (
    Appeal,
    CeasefireUrged,
    DialogueUrged,
    SovereigntyUrged,
    WithdrawalUrged,
)
from domain.events.fighting import (
    UltimatumIssued,
)
from domain.events.territory import (
    CityCaptured,
    CityRecaptured,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.span import Span
from domain.values import Actor, Place, Status
from history.happening import Happening
from projections.acts import (
    Act,
    AppealsAt,
    Kind,
    answers,
    breaks,
    doers,
    does_what_was_asked,
)
from projections.columns import MOST_LISTED, AsOne, Newest, Words, flag
from projections.deeds import Answer, Deed, Deeds, Later
from projections.projection import Projection, Row, Subject, resting_on
from projections.sides import Side, sides_of

State = Literal["open", "answered", "breached"]

AppealEvent = (
    CeasefireUrged
    | SovereigntyUrged
    | WithdrawalUrged
    | DialogueUrged
    | UltimatumIssued
    | CeasefireDeclared
    | CeasefireTookEffect
    | CeasefireBreached
    | AgreementSigned
    | ForcesWithdrew
    | CityCaptured
    | CityRecaptured
    | FacilityCaptured
    | TerritoryTransferred
)
KINDS: dict[type[Event], Kind] = {
    CeasefireUrged: "ceasefire",
    SovereigntyUrged: "sovereignty",
    WithdrawalUrged: "withdrawal",
    DialogueUrged: "dialogue",
    UltimatumIssued: "ultimatum",
}
ARMED = ("state", "armed_forces", "armed_group")


class AppealRow(
    Row,
    view="appeals",
    of=["kind", "by"],
    as_one=[
        AsOne("Of whom", "{of}, {all_parties}", "{of}", "{all_parties}"),
        AsOne("Appeal", "{kind}, {verb}", "{kind}"),
    ],
):
    """What was asked of whom, who answered, and who broke their word.

    - Asked are those in `of`; with `all_parties` any state, army or armed group, where appeal and
      answer share a crisis.
    - A ceasefire appeal is answered by a later ceasefire of anyone asked: declared, in effect or
      signed. A withdrawal appeal is answered by a complete withdrawal of anyone asked. Any appeal
      is answered by an event `about` it that is more than words or fighting.
    - It is breached by a later breach of the ceasefire by anyone asked, or by one asked who takes
      the place again. The last such event decides.
    - `silent` are those in `of` who have not answered. An appeal made anew is a new row, open.
    """

    kind: Kind = Field(title="Appeal", description="Made anew, it is another.")
    by: tuple[Actor, ...]
    of: tuple[Actor, ...] = Field(title="Of whom", description="To whom it is addressed.")
    all_parties: Annotated[bool, flag("all parties")] = Field(
        description="Whether it is addressed to everyone."
    )
    verb: Literal["urged", "demanded"] | None
    since: Span = Field(description="When it was made.")
    state: Annotated[
        State,
        Words({"open": "open", "answered": "answered", "breached": "breached"}, care=["breached"]),
    ]
    answered_by: Newest[Answer] = Field(description="Who did what it asks.")
    answered_by_total: int
    breached_by: Newest[Answer] = Field(description="Who then broke it.")
    breached_by_total: int
    silent: Newest[Actor] = Field(description="Those addressed of whose side nobody answered.")
    silent_total: int


@dataclass
class Asked:
    """An appeal, at its turn, and what answers it for being about it."""

    happening: Happening
    turn: int
    kind: Kind
    by: tuple[Actor, ...]
    of: tuple[Actor, ...]
    all_parties: bool = False
    verb: Literal["urged", "demanded"] | None = None
    place: Place | None = None
    replies: Deeds = field(default_factory=Deeds)
    unbroken: dict[AppealsAt, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Turns of deeds that would break it, if the same happening were no reply."""

    @property
    def where(self) -> AppealsAt:
        """Among which appeals it is."""
        return self.kind, self.place.id if self.place else None

    @property
    def whom(self) -> Hashable:
        """All that decides who was asked."""
        crises = self.happening.crises if self.all_parties else None
        return tuple((who.id, who.part_of) for who in self.of), crises

    @property
    def sides(self) -> set[Side]:
        """By which the deeds of all who were asked are found, and of some who were not."""
        return sides_of(self.of, self.happening.crises if self.all_parties else ())

    @property
    def replies_by_place(self) -> dict[str, list[list[Deed]]]:
        """The replies by which a place was left."""
        left: dict[str, list[list[Deed]]] = defaultdict(list)
        for deed in (deed for run in self.replies.runs.values() for deed in run):
            if isinstance(deed.happening.event, ForcesWithdrew | TerritoryTransferred):
                left[deed.happening.event.place.id].append([deed])
        return left


@dataclass
class Heard(Subject[AppealRow]):
    """An appeal, and where what came of it is looked up once its row is asked for."""

    asked: Asked
    looked_up: "LookUp"

    @cached_property
    def answers(self) -> Later:
        """What was done of what it asks."""
        return self.looked_up.answers_to(self.asked)

    @cached_property
    def breaches(self) -> Later:
        """What then broke it."""
        return self.looked_up.breaches_of(self.asked, self.answers)

    @property
    def rests_on(self) -> Sequence[Happening]:
        """The appeal itself."""
        return [self.asked.happening]

    @property
    def names(self) -> Iterable[Happening]:
        """The appeal, and what its row names of what came of it."""
        heard = (*self.answers.newest(MOST_LISTED), *self.breaches.newest(MOST_LISTED))
        return [self.asked.happening, *(deed.happening for deed in heard)]

    def row(self) -> AppealRow:
        """The appeal as it stands."""
        asked, answers, breaches = self.asked, self.answers, self.breaches
        silent = [who for who in asked.of if not any(map(who.of_one_side, answers.actors))]
        return AppealRow(
            kind=asked.kind,
            by=asked.by,
            of=asked.of,
            all_parties=asked.all_parties,
            verb=asked.verb,
            since=asked.happening.occurred,
            state=_state(answers, breaches),
            answered_by=[deed.shown for deed in answers.newest(MOST_LISTED)],
            answered_by_total=answers.total,
            breached_by=[deed.shown for deed in breaches.newest(MOST_LISTED)],
            breached_by_total=breaches.total,
            silent=silent[-MOST_LISTED:],
            silent_total=len(silent),
            **resting_on([asked.happening]),
        )


@dataclass
class LookUp:
    """Finds what came of appeals. Those that ask the same of the same find the same runs, once."""

    answers: Mapping[AppealsAt, Deeds]
    breaches: Mapping[AppealsAt, Deeds]
    left_by: Mapping[Side, set[str]]
    found: dict[Hashable, list[list[Deed]]] = field(default_factory=dict)

    def answers_to(self, appeal: Asked) -> Later:
        """What was done of what it asks, since it was made."""
        return self._answers(appeal, appeal.where, appeal.replies.runs.values())

    def breaches_of(self, appeal: Asked, answers: Later) -> Later:
        """What broke the first answer; of a withdrawal from no place named, at each place left."""
        if appeal.where != ("withdrawal", None):
            return self._breaches(appeal, appeal.where, answers)
        replies = appeal.replies_by_place
        left = {place for side in appeal.sides for place in self.left_by.get(side, ())}
        each: list[Later] = []
        for place in left | replies.keys():
            there: AppealsAt = "withdrawal", place
            if there in self.breaches:
                answered = self._answers(appeal, there, replies.get(place, ()))
                each.append(self._breaches(appeal, there, answered))
        return Later.all_of(each)

    def _answers(self, appeal: Asked, where: AppealsAt, replies: Iterable[list[Deed]]) -> Later:
        return Later.than(appeal.turn, [*self._concerning(appeal, where, self.answers), *replies])

    def _breaches(self, appeal: Asked, where: AppealsAt, answers: Later) -> Later:
        if answers.first is None:
            return Later()
        runs = self._concerning(appeal, where, self.breaches)
        return Later.than(answers.first, runs, but=appeal.unbroken.get(where, ()))

    def _concerning(
        self, appeal: Asked, where: AppealsAt, deeds: Mapping[AppealsAt, Deeds]
    ) -> list[list[Deed]]:
        """The runs of deeds that concern an appeal, each as its first deed does."""
        if where not in deeds:
            return []
        key = (where, deeds is self.answers, appeal.whom)
        if key not in self.found:
            runs = deeds[where].of(appeal.sides)
            self.found[key] = [run for run in runs if _concerns(run[0], appeal)]
        return self.found[key]


@dataclass
class Appeals(Projection[AppealRow]):
    """Every appeal, in the order in which they were made.

    Whatever is `about` an appeal may answer it, of whichever type it is.
    """

    asked: dict[str, Asked] = field(default_factory=dict)
    turns: Iterator[int] = field(default_factory=count)
    answers: dict[AppealsAt, Deeds] = field(default_factory=lambda: defaultdict(Deeds))
    breaches: dict[AppealsAt, Deeds] = field(default_factory=lambda: defaultdict(Deeds))
    left_by: dict[Side, set[str]] = field(default_factory=lambda: defaultdict(set))

    def takes(self, happening: Happening) -> bool:
        """Whether it is an appeal, or may answer or break one."""
        return super().takes(happening) or happening.about in self.asked

    def apply(self, event: AppealEvent, happening: Happening) -> None:
        """What is disputed answers and breaks nothing; an appeal is a new one."""
        if happening.status is not Status.DISPUTED:
            self._do(event, happening)
        if kind := KINDS.get(type(event)):
            self.asked[happening.id] = _asked(kind, event, happening, next(self.turns))

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Heard]:
        """Each appeal."""
        looked_up = LookUp(self.answers, self.breaches, self.left_by)
        return (Heard(appeal, looked_up) for appeal in self.asked.values())

    def _do(self, event: Event, happening: Happening) -> None:
        """Keep what answers or breaks where the appeals that it concerns look it up."""
        answer, breach = answers(event, happening), breaks(event)
        if answer:
            self._answer(answer, happening)
        broken = self._break(breach, happening, answer) if breach else []
        appeal = self.asked.get(happening.about or "")
        if appeal and does_what_was_asked(event) and not _meets(answer, appeal, happening):
            self._reply(appeal, event, happening)
            if breach and appeal.where in breach.everywhere:
                turns = [deed.turn for deed in broken if _concerns(deed, appeal)]
                appeal.unbroken[breach.where] += turns

    def _answer(self, answer: Act, happening: Happening) -> None:
        for who in answer.who:
            deed = Deed.by(who, happening, next(self.turns))
            for where in answer.everywhere:
                self.answers[where].add(deed)
            if answer.place:
                for side in deed.sides:
                    self.left_by[side].add(answer.place.id)

    def _break(self, breach: Act, happening: Happening, answer: Act | None) -> list[Deed]:
        yielding = answer.who[0] if answer else None
        broken = [Deed.by(who, happening, next(self.turns), yielding) for who in breach.who]
        for deed in broken:
            self.breaches[breach.where].add(deed)
        return broken

    def _reply(self, appeal: Asked, event: Event, happening: Happening) -> None:
        asked = [who for who in doers(event) if _was_asked(who, appeal, happening)]
        for who in asked or (None,):
            appeal.replies.add(Deed.by(who, happening, next(self.turns)))


def _asked(kind: Kind, event: Event, happening: Happening, turn: int) -> Asked:
    if isinstance(event, UltimatumIssued):
        return Asked(happening, turn, kind, by=(event.by,), of=(event.to,))
    assert isinstance(event, Appeal)
    place = event.place if isinstance(event, WithdrawalUrged) else None
    return Asked(
        happening, turn, kind, event.by, event.of or (), event.all_parties, event.verb, place
    )


def _was_asked(actor: Actor, appeal: Asked, happening: Happening) -> bool:
    if any(map(actor.of_one_side, appeal.of)):
        return True
    shared = not appeal.happening.crises.isdisjoint(happening.crises)
    return appeal.all_parties and shared and actor.kind in ARMED


def _meets(answer: Act | None, appeal: Asked, happening: Happening) -> bool:
    """Whether it answers this appeal."""
    if not answer or appeal.where not in answer.everywhere:
        return False
    return any(_was_asked(who, appeal, happening) for who in answer.who)


def _concerns(deed: Deed, appeal: Asked) -> bool:
    """Whether who did it was asked; where who yields by it was asked too, it is an answer."""
    actor, yielding, happening = deed.actor, deed.yielding, deed.happening
    if not actor or not _was_asked(actor, appeal, happening):
        return False
    return not yielding or not _was_asked(yielding, appeal, happening)


def _state(answers: Later, breaches: Later) -> State:
    """What is broken is answered anew by a later answer."""
    answered, broken = answers.last, breaches.last
    if answered is None:
        return "open"
    return "breached" if broken is not None and broken > answered else "answered"
