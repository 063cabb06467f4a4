"""The briefing before a test: read, understood (the quiz), confirmed. Without it no interview is opened."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.problems import Forbidden, Problem, Rejected
from mystery.scenario import Marked, Scenario, mark
from mystery.services import assignments, audit, draft_holders, intake
from mystery.services.forms import scenario_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Interview, QuizAttempt
from mystery.store.models import Scenario as ScenarioRow


def play_of(assignment: Assignment) -> Scenario:
    """The scenario that the assignment binds, in the version it binds."""
    return scenario_of(assignment.scenario)


def has_passed(assignment: Assignment) -> bool:
    """Whether its tester has passed the quiz of this scenario, word for word, here or elsewhere."""
    return knows(assignment.scenario, assignment.tester_id)


def knows(scenario: ScenarioRow, person_id: int | None) -> bool:
    """Whether a person has passed a scenario's quiz; one without a quiz is known to everybody."""
    if not scenario_of(scenario).quiz:
        return True
    query = select(QuizAttempt.id).where(
        QuizAttempt.tester_id == person_id,
        QuizAttempt.scenario_id.in_(_same_plays(scenario)),
        QuizAttempt.passed,
    )
    return reading().scalar(query.limit(1)) is not None


def _same_plays(scenario: ScenarioRow) -> list[int]:
    """The versions that say the same: one may differ from the next only by the questionnaire it binds."""
    query = select(ScenarioRow.id, ScenarioRow.content).where(
        ScenarioRow.study_id == scenario.study_id, ScenarioRow.code == scenario.code
    )
    return [key for key, content in reading().execute(query) if content == scenario.content]


def answer_quiz(assignment: Assignment, actor: Actor, chosen: Sequence[int | None]) -> Marked:
    """Marks an attempt and keeps it. Who has everything right is briefed."""
    _own(assignment, actor)
    with transaction():
        marked = answer_for(assignment.scenario, actor, chosen, assignment)
        if marked.passed and assignment.state is AssignmentState.ASSIGNED:
            confirm(assignment, actor)
    return marked


def answer_for(
    scenario: ScenarioRow, actor: Actor, chosen: Sequence[int | None], assignment: Assignment | None = None
) -> Marked:
    """Marks an attempt at a scenario's quiz and keeps it; callers of a survey make it once for all cases."""
    marked = mark(scenario_of(scenario), chosen)
    with transaction() as session:
        session.add(
            QuizAttempt(
                assignment_id=assignment.id if assignment else None,
                tester_id=actor.user_id,
                scenario_id=scenario.id,
                answers=list(chosen),
                right=marked.right,
                questions=marked.questions,
                passed=marked.passed,
            )
        )
        details = {"right": marked.right, "questions": marked.questions, "passed": marked.passed}
        audit.append("briefing.quiz", assignment or scenario, actor, details)
        session.flush()
    return marked


def confirm(assignment: Assignment, actor: Actor) -> None:
    """The tester has read the briefing. Raises `Rejected` as long as the quiz is not passed."""
    _own(assignment, actor)
    with transaction():
        if not has_passed(assignment):
            raise Rejected([Problem("BRIEFING_NOT_UNDERSTOOD")])
        assignments.move(assignment, AssignmentState.BRIEFED, by=actor)


def start(assignment: Assignment, actor: Actor, *, mode: str, language: str) -> Interview:
    """The interview of a briefed tester: opened, or the one that is under way, asked back or handed in.

    For a browser's session: what a tablet holds is taken over first.
    """
    _own(assignment, actor)
    if assignment.state is AssignmentState.ASSIGNED:
        raise Rejected([Problem("BRIEFING_NEEDED")])
    interview = intake.open_interview(assignment, actor, mode=mode, language=language)
    draft_holders.check(interview, None)
    return interview


def _own(assignment: Assignment, actor: Actor) -> None:
    require(actor, "assignment.work")
    if assignment.tester_id != actor.user_id:
        raise Forbidden("assignment.work")
