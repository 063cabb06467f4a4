"""Planned contacts whose window went by before anybody called: counted, and moved on request."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.calling import open_spans
from mystery.calling.reach import Window
from mystery.clock import utcnow
from mystery.services import audit, call_plans, reach
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, CallCase, CallPlan, CaseState, ReachRound, Wave

_NOT_BEGUN = (
    AssignmentState.DRAFT,
    AssignmentState.OFFERED,
    AssignmentState.ASSIGNED,
    AssignmentState.BRIEFED,
)


def missed(wave: Wave, now: datetime | None = None) -> list[ReachRound]:
    """The contacts that nobody has tried in their window."""
    query = (
        select(ReachRound)
        .join(Assignment, ReachRound.assignment_id == Assignment.id)
        .join(CallCase, CallCase.assignment_id == Assignment.id)
        .where(ReachRound.wave_id == wave.id, Assignment.window_to < (now or utcnow()))
        .where(Assignment.state.in_(_NOT_BEGUN), CallCase.state == CaseState.OPEN, CallCase.attempts == 0)
        .options(joinedload(ReachRound.assignment).joinedload(Assignment.location))
        .order_by(ReachRound.id)
    )
    return list(reading().scalars(query))


def move_missed(wave: Wave, *, actor: Actor, now: datetime | None = None) -> int:
    """Gives missed contacts a later window in the same part of the day; returns how many found one.

    Until the wave's last day; contacts for which there is no such day any more stay as they are.
    """
    require(actor, "callplan.edit")
    moment, dealt = now or utcnow(), Counter[tuple[int, str]]()
    with transaction() as session:
        plan = call_plans.plan_of(wave)
        late = missed(wave, moment) if plan else []
        moved = 0
        for contact in late:
            spans = _spans(plan, wave, contact, moment) if plan else []
            key = (contact.location_id, contact.day_part)
            if spans:
                window = spans[dealt[key] % len(spans)]
                contact.assignment.window_from, contact.assignment.window_to = window
                case = session.scalars(
                    select(CallCase).where(CallCase.assignment_id == contact.assignment_id)
                ).one()
                case.next_at = max(moment, window[0])
                dealt[key] += 1
                moved += 1
        if moved:
            audit.append("reach.move", wave, actor, {"moved": moved, "missed": len(late)})
        return moved


def _spans(plan: CallPlan, wave: Wave, contact: ReachRound, now: datetime) -> list[Window]:
    """What is left of the wave in the contact's part of the day, at its hotline."""
    place, terms = contact.assignment.location, call_plans.terms(plan)
    part = next((each for each in terms.parts if each.code == contact.day_part), None)
    if part is None:
        return []
    clock = ZoneInfo(place.time_zone)
    closed = reach.closed_days(plan, place, (now.astimezone(clock).date(), wave.ends_on))
    found = open_spans(now, place.time_zone, reach.hours_of(place, terms), closed, part)
    return [
        (max(begins, now), ends)
        for begins, ends in found
        if ends > now and begins.astimezone(clock).date() <= wave.ends_on
    ]
