"""How well the hotlines of a wave can be reached: from its planned contacts, attempts and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.calling import DAY_PARTS, Contact, DayPart, Reachability, reachability
from mystery.services import call_plans
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    CallOutcome,
    CallPlan,
    CaseState,
    Interview,
    OrgUnit,
    ReachRound,
    Submission,
    Wave,
)
from mystery.weakspots import Place, shown_alone

TARGET_SECONDS = 60
_QUEUED = ("ring", "ivr", "queue")
_OVER = frozenset(
    {
        AssignmentState.SUBMITTED,
        AssignmentState.IN_REVIEW,
        AssignmentState.QUERIED,
        AssignmentState.APPROVED,
        AssignmentState.RELEASED,
        AssignmentState.COULD_NOT_TEST,
    }
)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One hotline in one round; `cells` maps a part of the day to (over, planned)."""

    place: str
    round: int
    cells: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ReachReport:
    """The reachability of a wave: as a whole, by hotline, and the plan that stands behind it.

    `locations` are the hotlines by their public ids, as minimum cells need them.
    """

    target_seconds: int
    total: Reachability
    places: tuple[tuple[str, Reachability], ...]
    matrix: tuple[MatrixRow, ...]
    parts: tuple[DayPart, ...]
    waits: tuple[float, ...]
    plan: CallPlan | None = None
    locations: Mapping[str, Place] = field(default_factory=dict)


def reachability_of(wave: Wave, actor: Actor | None, target_seconds: int = TARGET_SECONDS) -> ReachReport:
    """The report as of now; all test calls of the wave, planned in rounds or not."""
    if actor:
        require(actor, "callplan.view")
    plan, rows = call_plans.plan_of(wave), _rows(wave)
    attempts, answers = _attempts(wave), _answers(wave)
    contacts = [_contact(row, attempts.get(row.id, ()), answers.get(row.id, {})) for row in rows]
    names = {row.location_id: row.name for row in rows}
    of_place: dict[int, list[Contact]] = defaultdict(list)
    for each in contacts:
        of_place[each.place].append(each)
    by_place = {
        place: reachability(of_place[place], target_seconds)
        for place in sorted(names, key=lambda key: (names[key], key))
    }
    total, by_place = _protected(wave, rows, reachability(contacts, target_seconds), by_place)
    return ReachReport(
        target_seconds=target_seconds,
        total=total,
        places=tuple(sorted(((names[place], found) for place, found in by_place.items()), key=_best_first)),
        matrix=_matrix(contacts, names),
        parts=call_plans.terms(plan).parts if plan else DAY_PARTS,
        waits=tuple(seconds for each in contacts if each.is_over for seconds in each.waits),
        plan=plan,
        locations={str(row.public_id): _place(row) for row in rows},
    )


def _best_first(line: tuple[str, Reachability]) -> tuple[float, float, str]:
    """By the share reached, then by how long half of the calls wait."""
    name, found = line
    reached = -found.reached.value if found.reached else 1.0
    return reached, found.waiting.median if found.waiting else 0.0, name


def _rows(wave: Wave) -> Sequence[Any]:
    """Every assignment that is a planned contact or has a case, with what is known of both."""
    query = (
        select(
            Assignment.id,
            Assignment.location_id,
            Assignment.state,
            OrgUnit.public_id,
            OrgUnit.name,
            OrgUnit.headcount,
            ReachRound.round,
            ReachRound.day_part,
            ReachRound.is_wait_only,
            CallCase.state.label("case_state"),
            CallCase.final_code.label("finding"),
        )
        .join(OrgUnit, OrgUnit.id == Assignment.location_id)
        .outerjoin(ReachRound, ReachRound.assignment_id == Assignment.id)
        .outerjoin(CallCase, CallCase.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave.id, Assignment.state != AssignmentState.CANCELLED)
        .where((ReachRound.id.is_not(None)) | (CallCase.id.is_not(None)))
        .order_by(Assignment.id)
    )
    return reading().execute(query).all()


def _attempts(wave: Wave) -> dict[int, list[CallAttempt]]:
    query = (
        select(CallAttempt)
        .join(Assignment, CallAttempt.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave.id, CallAttempt.outcome.is_not(None))
        .order_by(CallAttempt.created_at, CallAttempt.id)
    )
    found: dict[int, list[CallAttempt]] = defaultdict(list)
    for each in reading().scalars(query):
        found[each.assignment_id or 0].append(each)
    return found


def _answers(wave: Wave) -> dict[int, Mapping[str, object]]:
    """The newest answers of each assignment that has handed in some."""
    query = (
        select(Interview.assignment_id, Submission.answers)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave.id)
        .order_by(Submission.id)
    )
    return {row.assignment_id: row.answers for row in reading().execute(query)}


def _contact(row: Any, attempts: Sequence[CallAttempt], answers: Mapping[str, object]) -> Contact:
    last = attempts[-1] if attempts else None
    outcome = str(last.outcome) if last else ""
    over = _ended_by_rules(row) if row.case_state else row.state in _OVER
    waited = _waited(last, answers) if outcome in ("reached", "gave_up") else None
    given_up = [_waited(each, {}) for each in attempts[:-1] if each.outcome is CallOutcome.GAVE_UP]
    return Contact(
        place=row.location_id,
        round=row.round or 1,
        part=row.day_part or (attempts[0].day_part if attempts else ""),
        parts=tuple(each.day_part for each in attempts),
        reached=outcome == "reached",
        is_over=over or outcome == "reached",
        waiting_seconds=waited,
        given_up=tuple(seconds for seconds in given_up if seconds is not None),
        transfers=_whole(answers.get("transfers")),
        is_correct=_is_correct(answers.get("answer")),
        is_wait_only=bool(row.is_wait_only),
        outcomes=tuple(str(each.outcome) for each in attempts),
    )


def _ended_by_rules(row: Any) -> bool:
    """What the office has closed before is no result: nobody knows whether it would have been reached."""
    return row.case_state is CaseState.DONE and bool(row.finding)


def _waited(attempt: CallAttempt | None, answers: Mapping[str, object]) -> float | None:
    """Seconds from the first ring to a human being: as timed, else as the report says."""
    timings = attempt.timings if attempt else {}
    timed = [float(timings[phase]) for phase in _QUEUED if phase in timings]
    if timed:
        return sum(timed)
    for known in (timings.get("answer"), answers.get("time_to_human")):
        if isinstance(known, int | float):
            return float(known)
    return None


def _is_correct(answer: object) -> bool | None:
    """Unknown where the report does not say, or says that nobody can tell."""
    return answer == "complete" if isinstance(answer, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _place(row: Any) -> Place:
    return Place(str(row.public_id), row.name, "", "", row.headcount)


def _protected(
    wave: Wave, rows: Sequence[Any], total: Reachability, places: Mapping[int, Reachability]
) -> tuple[Reachability, dict[int, Reachability]]:
    """Without what staff did wherever few talks or a small team could point to persons.

    How long a line rings says nothing of a person; how a talk went does.
    """
    study = wave.study
    known = {row.location_id: replace(_place(row), location=str(row.location_id)) for row in rows}
    found = dict(places)
    for figure in ("transferred", "correct"):
        shares = {key: getattr(each, figure) for key, each in found.items()}
        counts = {str(key): share.n for key, share in shares.items() if share is not None}
        shown = shown_alone(known.values(), counts, study.minimum_tests, study.minimum_headcount)
        nothing: dict[str, Any] = {figure: None}
        hidden = [int(key) for key in counts if key not in shown]
        found |= {key: replace(found[key], **nothing) for key in hidden}
        total = total if "" in shown else replace(total, **nothing)
    return total, found


def _matrix(contacts: Sequence[Contact], names: Mapping[int, str]) -> tuple[MatrixRow, ...]:
    cells: dict[tuple[int, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for each in contacts:
        cell = cells[each.place, each.round][each.part]
        cell[0] += each.is_over
        cell[1] += 1
    return tuple(_matrix_rows(cells, names))


def _matrix_rows(
    cells: Mapping[tuple[int, int], Mapping[str, list[int]]], names: Mapping[int, str]
) -> Iterator[MatrixRow]:
    for place, turn in sorted(cells, key=lambda key: (names[key[0]], *key)):
        counts = {part: (over, planned) for part, (over, planned) in cells[place, turn].items()}
        yield MatrixRow(names[place], turn, counts)
