"""Promises that staff made in a test: opened with the report, counted in business hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from mystery import interview as engine
from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.questionnaire import Form, Item, terms_of
from mystery.services import audit, promise_clocks
from mystery.services.answers_told import flat
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Interview,
    OrgUnit,
    Promise,
    PromiseState,
    Scenario,
    Study,
    Submission,
    Wave,
)
from mystery.store.queries.scope import visible

RUNS_IN = (
    AssignmentState.SUBMITTED,
    AssignmentState.IN_REVIEW,
    AssignmentState.QUERIED,
    AssignmentState.APPROVED,
    AssignmentState.RELEASED,
)
"""States of a report in which somebody waits for its promises."""
_MOST_CLOSED = 50


@dataclass(frozen=True, slots=True)
class _Made:
    """A promise as a report tells it."""

    item: Item
    what: str
    by: str
    is_closed: bool


def open_from(submission: Submission, *, now: datetime | None = None) -> None:
    """Opens a clock for each promise of a report, and voids those that were taken back.

    Doing it twice is once; whoever corrects a promise starts its clock anew. Part of handing in.
    """
    form = form_by_fingerprint(submission.interview.form_fingerprint)
    made = dict(_made(form, submission.answers))
    known = {each.path: each for each in of_interview(submission.interview)}
    if not made and not known:
        return
    with transaction() as session:
        session.flush()
        for path, each in made.items():
            row = known.get(path)
            if row is None or not _is_as_told(row, each):
                row = row or Promise(interview_id=submission.interview_id, path=path)
                _start(row, each, submission, now)
        for path, row in known.items():
            if path not in made and row.state is PromiseState.OPEN:
                row.state, row.closed_at = PromiseState.VOID, now or utcnow()
                audit.append("promise.void", row, None, {"path": path})


def _made(form: Form, answers: Mapping[str, object]) -> Iterator[tuple[str, _Made]]:
    for path, answer in flat(answers).items():
        item = item_at(form, path)
        if item is None or item.type != "promise" or not isinstance(answer, Mapping) or "what" not in answer:
            continue
        by = str(answer.get("by") or "")
        yield path, _Made(item, str(answer["what"]), by, bool(engine.ending_of(answer)))


def item_at(form: Form, path: str) -> Item | None:
    """The item that an answer's path names, also inside a repeat."""
    return form.items.get(path) or form.items.get(path.rpartition("]/")[2])


def _is_as_told(row: Promise, told: _Made) -> bool:
    is_closed = row.state is not PromiseState.OPEN
    return (row.what, row.by, is_closed) == (told.what, told.by, told.is_closed)


def _start(row: Promise, told: _Made, submission: Submission, now: datetime | None) -> None:
    terms, since = terms_of(told.item), _said_at(submission, now)
    place = submission.interview.assignment.location
    row.kind, row.what, row.by, row.opened_at = terms.kind, told.what, told.by, since
    row.due_at = promise_clocks.due_at(terms, told.by, since, place)
    row.state, row.kept_at, row.closed_at, row.closed_by = PromiseState.OPEN, None, None, None
    row.hours, row.reminded, row.reminded_at, row.note = None, "", None, ""
    reading().add(row)
    reading().flush()
    audit.append("promise.open", row, None, {"kind": row.kind, "path": row.path, "due_at": row.due_at})


def _said_at(submission: Submission, now: datetime | None) -> datetime:
    """The end of the test: a later version of the report does not make the promise younger."""
    query = select(func.min(Submission.finished_at)).where(Submission.interview_id == submission.interview_id)
    return reading().scalar(query) or now or utcnow()


def of_interview(interview: Interview) -> Sequence[Promise]:
    query = select(Promise).where(Promise.interview_id == interview.id).order_by(Promise.due_at, Promise.id)
    return reading().scalars(query).all()


def open_of(actor: Actor, wave: Wave | None = None) -> Sequence[Promise]:
    """The promises somebody waits for: a tester's own, the desk's by what it may see; the next due first."""
    require(actor, "promise.view")
    return _listed(visible(actor, Promise), *_running(wave), order=Promise.due_at.asc())


def closed_of(actor: Actor, wave: Wave | None = None) -> Sequence[Promise]:
    """What was closed last."""
    require(actor, "promise.view")
    conditions = [visible(actor, Promise), Promise.state != PromiseState.OPEN, *_in_reach(wave)]
    return _listed(*conditions, order=Promise.closed_at.desc(), most=_MOST_CLOSED)


def count_of(actor: Actor, wave: Wave | None = None, *, now: datetime | None = None) -> tuple[int, int]:
    """How many promises are open, and how many of them are overdue."""
    require(actor, "promise.view")
    overdue = func.count().filter(Promise.due_at < (now or utcnow()))
    query = _joined(select(func.count(), overdue).select_from(Promise))
    found = reading().execute(query.where(visible(actor, Promise), *_running(wave))).one()
    return int(found[0]), int(found[1])


def due(now: datetime, until: datetime) -> Sequence[Promise]:
    """Open promises of everybody that fall due between two moments, the next first."""
    return _listed(Promise.due_at.between(now, until), *_running(None), order=Promise.due_at.asc())


def overdue(now: datetime) -> Sequence[Promise]:
    """Open promises of everybody whose time is over."""
    return _listed(Promise.due_at < now, *_running(None), order=Promise.due_at.asc())


def running_in(wave_id: int, locations: Sequence[str] | None = None) -> int:
    """How many promises of the counted reports of a wave are open: so many answers may still change."""
    query = _joined(select(func.count()).select_from(Promise)).where(
        Promise.state == PromiseState.OPEN,
        Assignment.wave_id == wave_id,
        Assignment.state.in_((AssignmentState.APPROVED, AssignmentState.RELEASED)),
        Interview.set_aside_at.is_(None),
    )
    if locations is not None:
        query = query.join(Assignment.location).where(OrgUnit.public_id.in_(map(UUID, locations)))
    return int(reading().scalar(query) or 0)


def _listed(*conditions: ColumnElement[bool], order: Any, most: int | None = None) -> Sequence[Promise]:
    """With all that a list names."""
    assignment = contains_eager(Promise.interview).contains_eager(Interview.assignment)
    query = (
        _joined(select(Promise))
        .where(*conditions)
        .options(
            assignment.joinedload(Assignment.location),
            assignment.joinedload(Assignment.scenario).joinedload(Scenario.questionnaire_version),
            assignment.joinedload(Assignment.wave).joinedload(Wave.study).joinedload(Study.client),
            joinedload(Promise.closed_by),
        )
    )
    return reading().scalars(query.order_by(order, Promise.id).limit(most)).all()


def _joined(query: Any) -> Any:
    return query.join(Promise.interview).join(Interview.assignment)


def _running(wave: Wave | None) -> list[ColumnElement[bool]]:
    return [Promise.state == PromiseState.OPEN, *_in_reach(wave)]


def _in_reach(wave: Wave | None) -> list[ColumnElement[bool]]:
    """Of reports that count or may count."""
    narrowed = [] if wave is None else [Assignment.wave_id == wave.id]
    return [Assignment.state.in_(RUNS_IN), Interview.set_aside_at.is_(None), *narrowed]
