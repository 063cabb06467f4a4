"""Open work of a wave moved on to a newer version of its questionnaire: seen first, then done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import joinedload

from mystery import interview as engine
from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.interview import Move
from mystery.problems import Problem, Rejected, errors_of
from mystery.questionnaire.changes import version_problems
from mystery.scenario import check as check_scenario
from mystery.scoring import check_scheme
from mystery.services import audit, interviews, published
from mystery.services.forms import form_by_fingerprint, form_of_version, scenario_of, scheme_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Interview,
    JournalEvent,
    QuestionnaireVersion,
    Scenario,
    SchemeVersion,
    Wave,
)

OPEN = (
    AssignmentState.DRAFT,
    AssignmentState.OFFERED,
    AssignmentState.ASSIGNED,
    AssignmentState.BRIEFED,
    AssignmentState.IN_FIELD,
)
"""What was handed in once stays with the version it was handed in with, also when it is asked back."""


@dataclass(frozen=True, slots=True)
class Work:
    """An open assignment on an earlier version; `move` says what becomes of its interview, if it has one."""

    assignment: Assignment
    interview: Interview | None
    move: Move | None


def offered(wave: Wave) -> list[QuestionnaireVersion]:
    """The versions that open work of a wave could be moved on to, the newest first."""
    found: dict[int, QuestionnaireVersion] = {}
    used = {each.scenario.questionnaire_version for each in _open(wave)}
    for version in used:
        for later in published.versions_of(version.name):
            if later.id == version.id:
                break
            found[later.id] = later
    return sorted(found.values(), key=lambda version: version.id, reverse=True)


def work_for(wave: Wave, version: QuestionnaireVersion) -> list[Work]:
    """The open work on earlier versions of the same questionnaire, and what the move would do to it."""
    earlier = _earlier(version)
    return [_work(each, version) for each in _open(wave) if each.scenario.questionnaire_version_id in earlier]


def _earlier(version: QuestionnaireVersion) -> set[int]:
    versions = [each.id for each in published.versions_of(version.name)]
    return set(versions[versions.index(version.id) + 1 :])


def _open(wave: Wave) -> Sequence[Assignment]:
    query = (
        select(Assignment)
        .where(Assignment.wave_id == wave.id, Assignment.state.in_(OPEN))
        .options(
            joinedload(Assignment.scenario).joinedload(Scenario.questionnaire_version),
            joinedload(Assignment.location),
            joinedload(Assignment.tester),
        )
        .order_by(Assignment.id)
    )
    return reading().scalars(query).all()


def _work(assignment: Assignment, version: QuestionnaireVersion) -> Work:
    query = select(Interview).where(Interview.assignment_id == assignment.id)
    interview = reading().scalar(query.order_by(Interview.id.desc()).limit(1))
    if interview is None:
        return Work(assignment, None, None)
    before = form_by_fingerprint(interview.form_fingerprint)
    return Work(
        assignment, interview, engine.move(before, form_of_version(version), interviews.journal(interview))
    )


def move_on(wave: Wave, version: QuestionnaireVersion, chosen: Collection[UUID], *, actor: Actor) -> int:
    """Move the chosen assignments and their interviews; how many were moved.

    Their scenario is made anew with the version, word for word. Raises `Rejected` with what forbids it.
    """
    require(actor, "wave.edit")
    with transaction():
        picked = [each for each in work_for(wave, version) if each.assignment.public_id in chosen]
        if not picked:
            raise Rejected([Problem("NOTHING_TO_MOVE")])
        for each in picked:
            before = each.assignment.scenario.questionnaire_version.version
            each.assignment.scenario = _scenario_with(each.assignment.scenario, version, actor)
            for interview in _interviews(each.assignment):
                _move_interview(interview, version, actor)
            details = {"before": before, "after": version.version}
            audit.append("assignment.version", each.assignment, actor, details)
        return len(picked)


def _interviews(assignment: Assignment) -> Sequence[Interview]:
    """Of an assignment that changed hands there may be several; all of them stay readable together."""
    return reading().scalars(select(Interview).where(Interview.assignment_id == assignment.id)).all()


def _scenario_with(scenario: Scenario, version: QuestionnaireVersion, actor: Actor) -> Scenario:
    """The same play bound to another version: one that is there already, or its next version."""
    query = select(Scenario).where(
        Scenario.study_id == scenario.study_id,
        Scenario.code == scenario.code,
        Scenario.questionnaire_version_id == version.id,
    )
    known = next((each for each in reading().scalars(query) if each.content == scenario.content), None)
    return known or _made(scenario, version, actor)


def _made(scenario: Scenario, version: QuestionnaireVersion, actor: Actor) -> Scenario:
    scheme = version.scheme_version or scenario.scheme_version
    _stop_at_problems(scenario, version, scheme)
    newest = select(func.max(Scenario.version)).where(
        Scenario.study_id == scenario.study_id, Scenario.code == scenario.code
    )
    made = Scenario(
        study_id=scenario.study_id,
        code=scenario.code,
        version=(reading().scalar(newest) or 0) + 1,
        method=scenario.method,
        title_de=scenario.title_de,
        title_en=scenario.title_en,
        content=dict(scenario.content),
        questionnaire_version=version,
        scheme_version=scheme,
        published_at=utcnow(),
    )
    reading().add(made)
    audit.append("scenario.change", made, actor, {"version": made.version})
    return made


def _stop_at_problems(scenario: Scenario, version: QuestionnaireVersion, scheme: SchemeVersion) -> None:
    form = form_of_version(version)
    problems = [
        *version_problems(form_of_version(scenario.questionnaire_version), form),
        *check_scenario(scenario_of(scenario), form),
        *check_scheme(scheme_of_version(scheme), form),
    ]
    errors = errors_of(problems)
    if errors:
        raise Rejected(errors)


def _move_interview(interview: Interview, version: QuestionnaireVersion, actor: Actor) -> None:
    """The journal gets one event more, and the interview the form that reads all of it."""
    if interview.form_fingerprint == version.fingerprint:
        return
    before, after = form_by_fingerprint(interview.form_fingerprint), form_of_version(version)
    now = utcnow().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    journal = interviews.journal(interview)
    event = engine.migration(before, after, journal, at=now, by=str(actor.public_id))
    row = {name: getattr(event, name) for name in ("seq", "kind", "path", "value", "at", "ms", "by")}
    reading().execute(insert(JournalEvent), [{**row, "interview_id": interview.id}])
    interview.form_fingerprint = version.fingerprint
    details = {"before": before.fingerprint, "after": after.fingerprint, "seq": event.seq}
    audit.append("interview.migrate", interview, actor, details)
