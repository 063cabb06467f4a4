"""Who takes which assignment: testers weighed against visits, one by one or many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from mystery.access import Actor, require
from mystery.fieldwork import OPEN_STATES, Candidate, Past, Visit, distance_km, eligible
from mystery.problems import Problem, Rejected, errors_of
from mystery.services import assignments
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, QuizAttempt, TesterProfile, User
from mystery.store.queries.scope import visible

_COUNTS = tuple(
    state
    for state in AssignmentState
    if state
    not in (
        AssignmentState.DRAFT,
        AssignmentState.OFFERED,
        AssignmentState.CANCELLED,
        AssignmentState.COULD_NOT_TEST,
    )
)
"""In these states somebody has been, or is going to be, at the place."""


@dataclass(frozen=True, slots=True)
class Option:
    """A tester for a visit: what speaks against it, how far it is, what they have to do already."""

    tester: User
    problems: Sequence[Problem]
    kilometres: float | None
    busy_with: int

    @property
    def possible(self) -> bool:
        return not errors_of(self.problems)


def testers(actor: Actor) -> Sequence[User]:
    """Active testers with their profiles, by name."""
    query = (
        select(User)
        .join(TesterProfile, TesterProfile.user_id == User.id)
        .where(User.is_active, visible(actor, TesterProfile))
        .options(contains_eager(User.tester_profile))
        .order_by(User.name)
    )
    return reading().scalars(query).all()


def options_for(assignment: Assignment, actor: Actor, now: datetime) -> list[Option]:
    """Every tester for this visit: those who may go first, the nearest and least busy ahead."""
    require(actor, "assignment.edit")
    people, visit = testers(actor), _visit(assignment)
    history = _history([assignment])
    failed, busy = _failed_quizzes({assignment.scenario_id}), _busy()
    found = []
    for person in people:
        candidate = _candidate(person, failed)
        kilometres = distance_km(candidate.home, visit.at) if candidate.home and visit.at else None
        problems = eligible(candidate, visit, history, now)
        found.append(Option(person, problems, kilometres, busy[person.id]))
    return sorted(
        found, key=lambda each: (not each.possible, len(each.problems), each.kilometres or 0, each.busy_with)
    )


def assign(assignment: Assignment, tester: User, *, actor: Actor, now: datetime) -> None:
    """Gives a visit to a tester. Raises `Rejected` with everything that speaks against it."""
    refused = assign_many([assignment], tester, actor=actor, now=now)
    if refused:
        raise Rejected(refused)


def assign_many(chosen: Sequence[Assignment], tester: User, *, actor: Actor, now: datetime) -> list[Problem]:
    """Gives visits to one tester as far as the rules allow; what was refused comes back in words.

    Each visit given counts for the next: two at one place are not both given.
    """
    require(actor, "assignment.edit")
    with transaction():
        candidate = _candidate(tester, _failed_quizzes({each.scenario_id for each in chosen}))
        history = _history(chosen)
        refused: list[Problem] = []
        for assignment in chosen:
            visit = _visit(assignment)
            problems = list(errors_of(eligible(candidate, visit, history, now)))
            if not problems:
                problems = _try(assignment, tester, actor)
            if not problems:
                history.append(Past(assignment.id, tester.id, assignment.location_id, visit.window))
            refused += problems
        return refused


def _try(assignment: Assignment, tester: User, actor: Actor) -> list[Problem]:
    try:
        window = (assignment.window_from, assignment.window_to)
        assignments.assign(assignment, tester, window, actor=actor)
    except Rejected as refusal:
        return list(refusal.problems)
    return []


def selected(actor: Actor, public_ids: Collection[UUID]) -> Sequence[Assignment]:
    """The ticked assignments that the person may see, with what weighing them needs."""
    query = (
        select(Assignment)
        .where(visible(actor, Assignment), Assignment.public_id.in_(public_ids))
        .options(joinedload(Assignment.location), joinedload(Assignment.scenario))
        .order_by(Assignment.window_from, Assignment.id)
    )
    return reading().scalars(query).all()


def _candidate(person: User, failed: Collection[tuple[int, int]]) -> Candidate:
    profile = person.tester_profile
    if profile is None:
        raise Rejected([Problem("NOT_A_TESTER", params={"name": person.name})])
    home = None
    if profile.latitude is not None and profile.longitude is not None:
        home = (profile.latitude, profile.longitude)
    return Candidate(
        tester_id=person.id,
        name=person.name,
        is_available=profile.is_available,
        can_visit=profile.can_visit,
        can_call=profile.can_call,
        home=home,
        radius_km=profile.radius_km,
        failed_quizzes=frozenset(scenario for tester, scenario in failed if tester == person.id),
    )


def _visit(assignment: Assignment) -> Visit:
    location = assignment.location
    modes = assignment.scenario.questionnaire_version.package.get("modes", ["capi"])
    on_site = not {"cati", "web"} & set(modes)
    at = None
    if on_site and location.latitude is not None and location.longitude is not None:
        at = (location.latitude, location.longitude)
    return Visit(
        assignment_id=assignment.id,
        location_id=location.id,
        place=location.name,
        scenario_id=assignment.scenario_id,
        window=(assignment.window_from, assignment.window_to),
        by_call="cati" in modes,
        on_site=on_site,
        at=at,
    )


def _history(chosen: Sequence[Assignment]) -> list[Past]:
    """Who has been, or will be, at the places of these visits."""
    query = select(
        Assignment.id,
        Assignment.tester_id,
        Assignment.location_id,
        Assignment.window_from,
        Assignment.window_to,
    ).where(
        Assignment.location_id.in_({each.location_id for each in chosen}),
        Assignment.tester_id.is_not(None),
        Assignment.state.in_(_COUNTS),
    )
    rows = reading().execute(query)
    return [Past(key, tester, place, (begin, end)) for key, tester, place, begin, end in rows if tester]


def _failed_quizzes(scenario_ids: Collection[int]) -> set[tuple[int, int]]:
    """Tester and scenario of the quizzes whose last try was not passed."""
    query = (
        select(QuizAttempt.tester_id, QuizAttempt.scenario_id, QuizAttempt.passed)
        .where(QuizAttempt.scenario_id.in_(scenario_ids))
        .order_by(QuizAttempt.id)
    )
    last = {(tester, scenario): passed for tester, scenario, passed in reading().execute(query)}
    return {key for key, passed in last.items() if not passed}


def _busy() -> Counter[int]:
    """How many visits each tester still has to do."""
    states = tuple(AssignmentState(state) for state in OPEN_STATES)
    query = (
        select(Assignment.tester_id, func.count())
        .where(Assignment.state.in_(states), Assignment.tester_id.is_not(None))
        .group_by(Assignment.tester_id)
    )
    return Counter({tester: count for tester, count in reading().execute(query) if tester})
