"""Agreements, ceasefires and missions: how far each has come, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.events.agreements import (
    AgreementBreached,
    AgreementDiscussed,
    AgreementEnded,
    AgreementInitialled,
    AgreementSigned,
    AgreementTookEffect,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
    MissionDeployed,
    MissionDiscussed,
    MissionEnded,
    StrategyAgreed,
)
from domain.span import Span
from domain.values import Actor, Agreement, Status
from history.happening import Happening
from projections.projection import Projection, Row, Shown, resting_on

Kind = Literal["agreement", "ceasefire", "mission", "strategy"]
State = Literal[
    "discussed",
    "initialled",
    "signed",
    "declared",
    "deployed",
    "agreed",
    "in_force",
    "breached",
    "ended",
]
AgreementEvent = (
    AgreementDiscussed
    | AgreementInitialled
    | AgreementSigned
    | AgreementTookEffect
    | AgreementBreached
    | AgreementEnded
    | CeasefireDeclared
    | CeasefireTookEffect
    | CeasefireBreached
    | StrategyAgreed
    | MissionDiscussed
    | MissionDeployed
    | MissionEnded
)


class Step(Shown):
    """One step on its way."""

    event: str
    type: str
    occurred: Span
    status: Status


class AgreementRow(Row):
    """One agreement, ceasefire, mission or strategy; a ceasefire has no name of its own."""

    kind: Kind
    agreement: Agreement | None
    parties: tuple[Actor, ...]
    state: State
    since: Span
    steps: list[Step]

    @property
    def key(self) -> str | None:
        """The agreement's, the mission's or the strategy's own id."""
        return self.agreement.id if self.agreement else None


@dataclass
class Course:
    """The course of one of them: all its steps, and the run that gave its present state."""

    kind: Kind
    agreement: Agreement | None
    state: State
    parties: tuple[Actor, ...] = ()
    steps: list[Happening] = field(default_factory=list)
    run: list[Happening] = field(default_factory=list)

    def step(self, state: State, told: Happening, parties: Sequence[Actor] | None = None) -> None:
        """Take a step; to talk of it again changes nothing that was done."""
        only_talk = state == "discussed" and self.state != "discussed"
        if not only_talk:
            self.run = [*self.run, told] if state == self.state else [told]
            self.state = state
            self.parties = tuple(parties) if parties else self.parties
        self.steps.append(told)

    def parties_with(self, more: Sequence[Actor]) -> list[Actor]:
        """Its parties, and those who join them."""
        return list({actor.id: actor for actor in [*self.parties, *more]}.values())

    def has_party(self, actors: Sequence[Actor]) -> bool:
        """Whether any of these is of one side with a party."""
        return any(actor.of_one_side(party) for actor in actors for party in self.parties)

    @property
    def was_declared(self) -> bool:
        """Whether a ceasefire was declared before it took effect."""
        return any(isinstance(told.event, CeasefireDeclared) for told in self.steps)

    def row(self) -> AgreementRow:
        """Its row, which rests on all its steps."""
        present = {told.id for told in self.run}
        earlier = [told for told in self.steps if told.id not in present]
        return AgreementRow(
            kind=self.kind,
            agreement=self.agreement,
            parties=self.parties,
            state=self.state,
            since=self.run[0].occurred,
            steps=[_step(told) for told in self.steps],
            **resting_on(self.run, beside=earlier),
        )


@dataclass
class Agreements(Projection):
    """Each of them under its own key: an agreement's or a mission's id, else its happening."""

    courses: dict[tuple[Kind, str], Course] = field(default_factory=dict)
    ceasefires: list[Happening] = field(default_factory=list)

    def apply(self, event: AgreementEvent, told: Happening) -> None:
        """The last step gives the state; declaring is not doing."""
        match event:
            case AgreementDiscussed(agreement=agreement, parties=parties):
                self._agreement(agreement, "discussed", told, parties)
            case AgreementInitialled(agreement=agreement, parties=parties):
                self._agreement(agreement, "initialled", told, parties)
            case AgreementSigned(agreement=agreement, parties=parties):
                self._agreement(agreement, "signed", told, parties)
            case AgreementTookEffect(agreement=agreement):
                self._agreement(agreement, "in_force", told)
            case AgreementBreached(agreement=agreement):
                self._agreement(agreement, "breached", told)
            case AgreementEnded(agreement=agreement):
                self._agreement(agreement, "ended", told)
            case MissionDiscussed(mission=mission, by=by):
                self._mission(mission, "discussed", told, by)
            case MissionDeployed(mission=mission, by=by):
                self._mission(mission, "deployed", told, [by])
            case MissionEnded(mission=mission):
                self._mission(mission, "ended", told)
            case StrategyAgreed(by=by, subject=subject):
                strategy = Agreement(id=told.id, name=subject)
                self._course("strategy", told.id, strategy, "agreed").step("agreed", told, by)
            case CeasefireDeclared() | CeasefireTookEffect() | CeasefireBreached():
                self.ceasefires.append(told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[AgreementRow]:
        """Each as far as it has come."""
        courses = [*self.courses.values(), *_ceasefires(self.ceasefires)]
        yield from (course.row() for course in sorted(courses, key=lambda c: c.steps[0].order))

    def _agreement(
        self,
        agreement: Agreement,
        state: State,
        told: Happening,
        parties: Sequence[Actor] | None = None,
    ) -> None:
        self._course("agreement", agreement.id, agreement, state).step(state, told, parties)

    def _mission(
        self, mission: Actor, state: State, told: Happening, parties: Sequence[Actor] | None = None
    ) -> None:
        name = Agreement(id=mission.id, name=mission.name)
        self._course("mission", mission.id, name, state).step(state, told, parties)

    def _course(self, kind: Kind, key: str, agreement: Agreement | None, state: State) -> Course:
        return self.courses.setdefault((kind, key), Course(kind, agreement, state))


def _ceasefires(told_of: Sequence[Happening]) -> list[Course]:
    """Each by its declaration, or by its taking effect where nobody had declared it."""
    declared = [told.id for told in told_of if isinstance(told.event, CeasefireDeclared)]
    course_of = {id: Course("ceasefire", None, "declared") for id in declared}
    begun: list[Course] = []
    for told in told_of:
        match told.event:
            case CeasefireDeclared(by=by, with_=others):
                course = course_of[told.id]
                course.step("declared", told, course.parties_with([*by, *(others or ())]))
                begun.append(course)
            case CeasefireTookEffect(between=between):
                declarations = [course for course in begun if course.was_declared]
                meant = course_of.get(told.about or "") or _last_of(between, declarations)
                course = meant or Course("ceasefire", None, "in_force")
                course_of[told.id] = course
                course.step("in_force", told, course.parties_with(between))
                begun += [] if meant else [course]
            case CeasefireBreached(by=by):
                if broken := course_of.get(told.about or "") or _last_of([by], begun):
                    broken.step("breached", told)
            case _:
                pass
    return begun


def _last_of(actors: Sequence[Actor], courses: Sequence[Course]) -> Course | None:
    """The last of them to which any of these actors' side is a party."""
    theirs = [course for course in courses if course.has_party(actors)]
    return theirs[-1] if theirs else None


def _step(told: Happening) -> Step:
    return Step(
        event=told.picked.id,
        type=told.picked.telling.type,
        occurred=told.occurred,
        status=told.status,
    )
