"""How far waves are and what needs somebody: the figures of the desk's first page and of its boards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, allowed
from mystery.fieldwork import DONE_STATES
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Interview,
    ItemQuery,
    Study,
    Submission,
    Wave,
    WaveState,
)
from mystery.store.queries import fieldwork as queries
from mystery.store.queries.scope import visible

_IN_REVIEW = (AssignmentState.SUBMITTED, AssignmentState.IN_REVIEW, AssignmentState.QUERIED)
_DONE = tuple(AssignmentState(state) for state in DONE_STATES)
_SETTLED = (*_DONE, AssignmentState.CANCELLED, AssignmentState.COULD_NOT_TEST)
_SHORT_LIST = 6


@dataclass(frozen=True, slots=True)
class Progress:
    """Tests of a wave. `wanted` is its target, or what is planned where no target was set."""

    wave: Wave
    wanted: int
    states: Counter[AssignmentState] = field(default_factory=Counter)
    late: int = 0

    @property
    def planned(self) -> int:
        return self.states.total() - self.states[AssignmentState.CANCELLED]

    @property
    def in_review(self) -> int:
        return sum(self.states[state] for state in _IN_REVIEW)

    @property
    def approved(self) -> int:
        return sum(self.states[state] for state in _DONE)

    @property
    def handed_in(self) -> int:
        return self.in_review + self.approved

    @property
    def unsettled(self) -> int:
        """Visits that are neither judged nor given up."""
        return self.states.total() - sum(self.states[state] for state in _SETTLED)

    @property
    def is_through(self) -> bool:
        """Whether nothing is left to do in the field: what was wanted is planned, and done or given up."""
        left = (
            self.unsettled - self.states[AssignmentState.SUBMITTED] - self.states[AssignmentState.IN_REVIEW]
        )
        is_planned = self.planned > 0 and self.states.total() >= self.wanted
        return self.wave.state is WaveState.FIELD and is_planned and left == 0

    @property
    def can_be_released(self) -> bool:
        return self.wave.state is WaveState.REVIEW and self.unsettled == 0 and self.approved > 0


def of_waves(waves: Sequence[Wave], now: datetime) -> list[Progress]:
    """The progress of each wave, in the order given, by two questions."""
    ids = [wave.id for wave in waves]
    if not ids:
        return []
    states: dict[int, Counter[AssignmentState]] = defaultdict(Counter)
    late: Counter[int] = Counter()
    for row in queries.state_counts(reading(), ids, now):
        states[row.wave_id][row.state] += row.count
        late[row.wave_id] += int(row.late)
    targets = queries.target_sums(reading(), ids)
    return [_progress(wave, targets.get(wave.id, 0), states[wave.id], late[wave.id]) for wave in waves]


def _progress(wave: Wave, target: int, states: Counter[AssignmentState], late: int) -> Progress:
    planned = states.total() - states[AssignmentState.CANCELLED]
    return Progress(wave, target or planned, states, late)


def current_waves(actor: Actor, limit: int = 12) -> list[Wave]:
    """The waves the person may see: those under way first, then those to come, then the last released."""
    order = {WaveState.REVIEW: 0, WaveState.FIELD: 1, WaveState.PLANNED: 2, WaveState.RELEASED: 3}
    query = (
        select(Wave)
        .where(visible(actor, Wave))
        .options(joinedload(Wave.study).joinedload(Study.client))
        .order_by(Wave.starts_on.desc(), Wave.id.desc())
        .limit(4 * limit)
    )
    return sorted(reading().scalars(query), key=lambda wave: order[wave.state])[:limit]


@dataclass(frozen=True, slots=True)
class Attention:
    """What waits for somebody: a short list of each kind, and how many there are in all."""

    answered: Sequence[Assignment] = ()
    answered_count: int = 0
    late: Sequence[Assignment] = ()
    late_count: int = 0
    unassigned_count: int = 0


def attention(actor: Actor, now: datetime) -> Attention:
    """Questions that testers have answered, visits that are late, and visits nobody has taken."""
    if not allowed(actor, "assignment.view"):
        return Attention()
    answered = Assignment.id.in_(
        select(Interview.assignment_id)
        .join(Submission, Submission.interview_id == Interview.id)
        .join(ItemQuery, ItemQuery.submission_id == Submission.id)
        .where(ItemQuery.answered_at.is_not(None), Interview.set_aside_at.is_(None))
    ) & Assignment.state.in_((AssignmentState.SUBMITTED, AssignmentState.IN_REVIEW))
    running = Assignment.wave_id.in_(select(Wave.id).where(Wave.state == WaveState.FIELD))
    late = queries.is_late(now) & running
    unassigned = running & (Assignment.state == AssignmentState.DRAFT)
    return Attention(
        answered=_some(actor, answered),
        answered_count=_number(actor, answered),
        late=_some(actor, late),
        late_count=_number(actor, late),
        unassigned_count=_number(actor, unassigned),
    )


def _some(actor: Actor, condition: ColumnElement[bool]) -> Sequence[Assignment]:
    query = (
        select(Assignment)
        .where(visible(actor, Assignment), condition)
        .options(
            joinedload(Assignment.location),
            joinedload(Assignment.scenario),
            joinedload(Assignment.wave).joinedload(Wave.study),
        )
        .order_by(Assignment.window_to, Assignment.id)
        .limit(_SHORT_LIST)
    )
    return reading().scalars(query).all()


def _number(actor: Actor, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Assignment).where(visible(actor, Assignment), condition)
    return reading().scalar(query) or 0
