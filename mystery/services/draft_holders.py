"""Who holds a draft: one tablet, or a browser's session. Taking it over is an act of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Forbidden, NotFound, Problem, Rejected
from mystery.services import arrivals, assignments, audit, interviews, own_work
from mystery.services.forms import form_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Device, Interview

_SEEDS = 2_147_483_647
_LINE = 7_236_003
"""First number of the advisory locks of drafts on PostgreSQL."""


def open_draft(
    assignment: Assignment,
    actor: Actor,
    public_id: UUID,
    device: Device | None,
    *,
    now: datetime | None = None,
) -> Interview:
    """The interview under the tablet's own UUID, found or opened; its first event is still to come.

    Of two tablets that ask at once the second one waits. Raises `Rejected` INTERVIEW_ELSEWHERE where the
    visit has another interview or another device holds this one, INTERVIEW_SET_ASIDE where the office has
    decided that this one does not count, BRIEFING_NEEDED and STEP_NOT_POSSIBLE where it cannot be opened.
    """
    require(actor, "interview.work")
    if assignment.tester_id != actor.user_id:
        raise Forbidden("interview.work")
    with transaction() as session:
        session.execute(select(Assignment.id).where(Assignment.id == assignment.id).with_for_update())
        found = own_work.interview_of(assignment)
        if found is not None:
            if found.public_id != public_id or not holds(device, found):
                raise Rejected([elsewhere(found)])
            return found
        known = session.scalar(select(Interview).where(Interview.public_id == public_id))
        if known is not None and (known.assignment_id, known.user_id) == (assignment.id, actor.user_id):
            raise Rejected([Problem("INTERVIEW_SET_ASIDE")])
        if known is not None:
            raise NotFound("interview")
        interview = open_row(assignment, actor, public_id, device, now or utcnow())
        act = {
            "assignment": str(assignment.public_id),
            "user": str(actor.public_id),
            "device": str(device.public_id) if device else "",
        }
        arrivals.journal_act(arrivals.OPENED, act, public_id)
        return interview


def open_row(
    assignment: Assignment, actor: Actor, public_id: UUID, device: Device | None, now: datetime
) -> Interview:
    """A row without a journal. What it says of form, seed and zone holds until the first event says it."""
    if assignment.state is AssignmentState.ASSIGNED:
        raise Rejected([Problem("BRIEFING_NEEDED")])
    form = form_of_version(assignment.scenario.questionnaire_version)
    interview = Interview(
        public_id=public_id,
        assignment=assignment,
        user_id=actor.user_id,
        form_fingerprint=form.fingerprint,
        mode="capi",
        language=form.default_language,
        seed=seed_of(assignment),
        zone=assignment.location.time_zone,
        opened_at=now,
        device_id=device.id if device else None,
    )
    session = reading()
    session.add(interview)
    session.flush()
    if assignment.state is not AssignmentState.IN_FIELD:
        assignments.move(assignment, AssignmentState.IN_FIELD, by=actor, now=now)
    return interview


def seed_of(assignment: Assignment) -> int:
    """What an interview of this visit shuffles by, on whatever tablet it is begun."""
    return assignment.public_id.int % _SEEDS


def holds(device: Device | None, interview: Interview) -> bool:
    """Whether this tablet, or a session where there is none, is the one to work on the draft."""
    return interview.device_id == (device.id if device else None)


def elsewhere(interview: Interview) -> Problem:
    """Says where a visit's interview is, and when that tablet was last heard of."""
    holder = holder_of(interview)
    details = {
        "interview": str(interview.public_id),
        "device": str(holder.public_id) if holder else "",
        "name": holder.name if holder else "",
        "seen_at": holder.seen_at.isoformat() if holder and holder.seen_at else "",
    }
    return Problem("INTERVIEW_ELSEWHERE", params=details)


def holder_of(interview: Interview) -> Device | None:
    return reading().get(Device, interview.device_id) if interview.device_id else None


def check(interview: Interview, device: Device | None) -> None:
    """Raises `Rejected` INTERVIEW_HELD_ELSEWHERE unless this tablet, or session, holds the draft."""
    problem = objection(interview, device)
    if problem:
        raise Rejected([problem])


def objection(interview: Interview, device: Device | None) -> Problem | None:
    """What speaks against this tablet, or session, writing to the draft; None where it holds it."""
    if holds(device, interview):
        return None
    holder = holder_of(interview)
    details = {"device": str(holder.public_id) if holder else "", "name": holder.name if holder else ""}
    return Problem("INTERVIEW_HELD_ELSEWHERE", params=details)


def take_over(interview: Interview, actor: Actor, device: Device | None) -> Interview:
    """Makes this tablet, or the session, the one that holds the draft. Doing it twice changes nothing.

    Raises `Rejected` INTERVIEW_CLOSED where there is nothing left to work on.
    """
    require(actor, "interview.work")
    with transaction():
        line_up(interview)
        if interview.user_id != actor.user_id or not interviews.takes_events(interview):
            raise Rejected([Problem("INTERVIEW_CLOSED")])
        if not holds(device, interview):
            before = holder_of(interview)
            details = {
                "from": before.public_id if before else None,
                "to": device.public_id if device else None,
            }
            hold(interview, device)
            act = {"device": str(device.public_id) if device else ""}
            arrivals.journal_act(arrivals.TAKEN, act, interview.public_id)
            audit.append("draft.take", interview, actor, details)
        return interview


def hold(interview: Interview, device: Device | None) -> None:
    interview.device_id = device.id if device else None


def line_up(interview: Interview) -> None:
    """One after the other who writes to a draft or takes it over, and each sees what the one before did.

    The journal of arrivals so tells batches and takeovers in the order in which they came to count. On
    SQLite the write lock does that.
    """
    session = reading()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key, :of)"), {"key": _LINE, "of": interview.id})
        session.refresh(interview, ["device_id"])


def told(interview: Interview) -> dict[str, object]:
    """What a tablet hears of a draft: how far it has arrived, and who holds it."""
    holder = holder_of(interview)
    return {
        "acknowledged": interviews.acknowledged(interview),
        "held_by": str(holder.public_id) if holder else "",
    }
