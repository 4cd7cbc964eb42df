"""Agreements, ceasefires and missions: how far each has come, step by step."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from pydantic import Field

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
from projections.columns import (
    MOST_LISTED,
    AsOne,
    EventRef,
    Newest,
    Shown,
    TypeName,
    Words,
)
from projections.projection import Projection, Row, Subject, resting_on
from projections.sides import Side, sides, sides_of
from projections.standing import Standing

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
STATES = {state: state.replace("_", " ") for state in get_args(State)}
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


class Step(Shown, told=["{type}, {occurred}"]):
    """One step on its way."""

    event: EventRef
    type: TypeName
    occurred: Span = Field(title="When")
    status: Status


class AgreementRow(
    Row,
    view="agreements",
    of=["agreement", "kind"],
    as_one=[AsOne("What", "{agreement} ({kind})", "{kind}")],
):
    """Agreements, ceasefires and missions: how far each has come, step by step.

    The last step gives the state; a discussion only before anything else. Declaring is not doing:
    declared on the 3rd, in effect on the 4th and broken on the 5th is three steps.
    """

    kind: Kind = Field(description="A ceasefire has no name of its own.")
    agreement: Agreement | None = Field(title="What")
    parties: Newest[Actor]
    parties_total: int
    state: Annotated[State, Words(STATES, care=["breached"])] = Field(
        description="As the last step gives it; to talk of it again changes nothing that was done."
    )
    since: Span = Field(description="When this state began.")
    steps: Newest[Step] = Field(title="Step by step")
    steps_total: int

    @property
    def key(self) -> str | None:
        """The agreement's, the mission's or the strategy's own id."""
        return self.agreement.id if self.agreement else None


@dataclass
class Undertaking(Subject[AgreementRow]):
    """The undertaking of one of them: all its steps, and what gave its present state."""

    kind: Kind
    agreement: Agreement | None
    state: Standing[State]
    parties: tuple[Actor, ...] = ()
    steps: list[Happening] = field(default_factory=list)
    joined: dict[str, Actor] = field(default_factory=dict)

    def step(
        self, state: State, happening: Happening, parties: Sequence[Actor] | None = None
    ) -> None:
        """Take a step; to talk of it again changes nothing that was done."""
        only_talk = state == "discussed" and self.state.value != "discussed"
        if not only_talk:
            self.state.turn(state, happening)
            self.parties = tuple(parties) if parties else self.parties
        self.steps.append(happening)

    def join(self, more: Sequence[Actor]) -> None:
        """Let these be among the parties, as they are last told."""
        self.joined |= {actor.id: actor for actor in more}

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What gave its state, then its other steps."""
        return [*self.state.run, *self._earlier()]

    def row(self) -> AgreementRow:
        """As far as it has come."""
        parties = self.parties or tuple(self.joined.values())
        steps = self.steps[-MOST_LISTED:]
        return AgreementRow(
            kind=self.kind,
            agreement=self.agreement,
            parties=list(parties[-MOST_LISTED:]),
            parties_total=len(parties),
            state=self.state.value,
            since=self.state.run[0].occurred,
            steps=[_step(happening) for happening in steps],
            steps_total=len(self.steps),
            **resting_on(self.state.run, beside=self._earlier()),
        )

    def _earlier(self) -> list[Happening]:
        present = {happening.id for happening in self.state.run}
        return [happening for happening in self.steps if happening.id not in present]


@dataclass
class Agreements(Projection[AgreementRow]):
    """Each of them under its own key: an agreement's or a mission's id, else its happening."""

    undertakings: dict[tuple[Kind, str], Undertaking] = field(default_factory=dict)
    ceasefires: list[Happening] = field(default_factory=list)

    def apply(self, event: AgreementEvent, happening: Happening) -> None:
        """The last step gives the state; declaring is not doing."""
        match event:
            case AgreementDiscussed(agreement=agreement, parties=parties):
                self._agreement(agreement, "discussed", happening, parties)
            case AgreementInitialled(agreement=agreement, parties=parties):
                self._agreement(agreement, "initialled", happening, parties)
            case AgreementSigned(agreement=agreement, parties=parties):
                self._agreement(agreement, "signed", happening, parties)
            case AgreementTookEffect(agreement=agreement):
                self._agreement(agreement, "in_force", happening)
            case AgreementBreached(agreement=agreement):
                self._agreement(agreement, "breached", happening)
            case AgreementEnded(agreement=agreement):
                self._agreement(agreement, "ended", happening)
            case MissionDiscussed(mission=mission, by=by):
                self._mission(mission, "discussed", happening, by)
            case MissionDeployed(mission=mission, by=by):
                self._mission(mission, "deployed", happening, [by])
            case MissionEnded(mission=mission):
                self._mission(mission, "ended", happening)
            case StrategyAgreed(by=by, subject=subject):
                strategy = Agreement(id=happening.id, name=subject)
                self._course("strategy", happening.id, strategy, "agreed").step(
                    "agreed", happening, by
                )
            case CeasefireDeclared() | CeasefireTookEffect() | CeasefireBreached():
                self.ceasefires.append(happening)

    def subjects(self, possible: Sequence[Happening]) -> list[Undertaking]:
        """Each, in the order of their first steps."""
        undertakings = [*self.undertakings.values(), *_ceasefires(self.ceasefires)]
        return sorted(undertakings, key=lambda undertaking: undertaking.steps[0].order)

    def _agreement(
        self,
        agreement: Agreement,
        state: State,
        happening: Happening,
        parties: Sequence[Actor] | None = None,
    ) -> None:
        self._course("agreement", agreement.id, agreement, state).step(state, happening, parties)

    def _mission(
        self,
        mission: Actor,
        state: State,
        happening: Happening,
        parties: Sequence[Actor] | None = None,
    ) -> None:
        name = Agreement(id=mission.id, name=mission.name)
        self._course("mission", mission.id, name, state).step(state, happening, parties)

    def _course(
        self, kind: Kind, key: str, agreement: Agreement | None, state: State
    ) -> Undertaking:
        return self.undertakings.setdefault(
            (kind, key), Undertaking(kind, agreement, Standing(state))
        )


@dataclass
class Begun:
    """Ceasefires in the order in which they began, found by the sides of their parties."""

    undertakings: list[Undertaking] = field(default_factory=list)
    parties: dict[Side, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """By a side, the numbers of its undertakings, in order, each with the party that is of it."""

    numbers: dict[int, int] = field(default_factory=dict)

    def begin(self, undertaking: Undertaking) -> None:
        """Let one more begin."""
        self.numbers[id(undertaking)] = len(self.undertakings)
        self.undertakings.append(undertaking)
        self.join(undertaking, list(undertaking.joined.values()))

    def join(self, undertaking: Undertaking, more: Sequence[Actor]) -> None:
        """Find it by these parties too, once it began."""
        if (number := self.numbers.get(id(undertaking))) is None:
            return
        for party in more:
            for side in sides(party):
                at = bisect_left(self.parties[side], (number, party.id))
                if self.parties[side][at : at + 1] != [(number, party.id)]:
                    self.parties[side].insert(at, (number, party.id))

    def last_of(self, actors: Sequence[Actor]) -> Undertaking | None:
        """The last of them to which any of these actors' side is a party."""
        last = max((self._last(side) for side in sides_of(actors)), default=-1)
        return self.undertakings[last] if last >= 0 else None

    def _last(self, side: Side) -> int:
        """The number of the last that has a party of this side still, as it is last told; or -1."""
        found = reversed(self.parties.get(side, ()))
        return next((n for n, id in found if side in sides(self.undertakings[n].joined[id])), -1)


def _ceasefires(happenings: Sequence[Happening]) -> list[Undertaking]:
    """Each by its declaration, or by its taking effect where nobody had declared it."""
    declared = [
        happening.id for happening in happenings if isinstance(happening.event, CeasefireDeclared)
    ]
    undertaking_of = {id: Undertaking("ceasefire", None, Standing("declared")) for id in declared}
    begun, declarations = Begun(), Begun()
    for happening in happenings:
        match happening.event:
            case CeasefireDeclared(by=by, with_=others):
                undertaking = undertaking_of[happening.id]
                undertaking.join([*by, *(others or ())])
                undertaking.step("declared", happening)
                begun.begin(undertaking)
                declarations.begin(undertaking)
            case CeasefireTookEffect(between=between):
                meant = undertaking_of.get(happening.about or "") or declarations.last_of(between)
                undertaking = undertaking_of[happening.id] = meant or Undertaking(
                    "ceasefire", None, Standing("in_force")
                )
                undertaking.join(between)
                undertaking.step("in_force", happening)
                for each in (begun, declarations):
                    each.join(undertaking, between)
                if not meant:
                    begun.begin(undertaking)
            case CeasefireBreached(by=by):
                if broken := undertaking_of.get(happening.about or "") or begun.last_of([by]):
                    broken.step("breached", happening)
            case _:
                pass
    return begun.undertakings


def _step(happening: Happening) -> Step:
    return Step(
        event=happening.picked.id,
        type=happening.picked.telling.type,
        occurred=happening.occurred,
        status=happening.status,
    )
