"""Call plans: by which rules, at which hours and within which budgets a wave is called."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from mystery import compliance
from mystery.access import Actor, require
from mystery.calling import SURVEY, DayPart, Hours, Rules, day_parts, hours_of_week, rules
from mystery.clock import utcnow
from mystery.compliance import Guards
from mystery.problems import Place, Problem, Rejected
from mystery.services import audit, cases, holidays
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallCase, CallPlan, Wave
from mystery.telephony import available, usual

BUDGETS = ("budget_cents", "day_budget_cents", "caller_budget_cents", "call_budget_cents")
_DOCUMENTS = ("rules", "hours", "day_parts", "guards")
_WORDS = ("kind", "telephony", "from_number")
FIELDS = (*_WORDS, *_DOCUMENTS, *BUDGETS, "is_pooled")
"""What `save` takes; what the document leaves out stays as it is."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The documents of a plan as the rules of calling read them."""

    rules: Rules
    hours: Hours
    parts: tuple[DayPart, ...]
    guards: Guards


def plan_of(wave: Wave) -> CallPlan | None:
    return reading().scalar(select(CallPlan).where(CallPlan.wave_id == wave.id))


def plans_of(wave_ids: Sequence[int]) -> dict[int, CallPlan]:
    """The plans of many waves at once; a wave that is not called is absent."""
    found = reading().scalars(select(CallPlan).where(CallPlan.wave_id.in_(wave_ids)))
    return {plan.wave_id: plan for plan in found}


def terms(plan: CallPlan) -> Terms:
    """Raises `Rejected` with everything that is wrong in the plan's documents."""
    problems: list[Problem] = []
    read: dict[str, Callable[[], object]] = {
        "rules": lambda: rules(plan.rules, plan.kind),
        "hours": lambda: hours_of_week(plan.hours, plan.kind),
        "parts": lambda: day_parts(plan.day_parts),
        "guards": lambda: compliance.guards(plan.guards),
    }
    found: dict[str, Any] = {}
    for name, reader in read.items():
        try:
            found[name] = reader()
        except Rejected as refusal:
            problems += refusal.problems
    if problems:
        raise Rejected(problems)
    return Terms(**found)


def closed_days(plan: CallPlan, case: CallCase, now: datetime) -> Collection[date]:
    """The public holidays of the case's place, on which nobody is called; some tests are made then too."""
    if plan.kind != SURVEY and compliance.guards(plan.guards).on_holidays:
        return ()
    return holidays.around(case.country, cases.part_of(case), now)


def save(wave: Wave, document: Mapping[str, Any], actor: Actor) -> CallPlan:
    """The wave's plan, made or changed. Raises `Rejected` with everything that is wrong with it."""
    require(actor, "callplan.edit")
    problems = list(_problems(document))
    if problems:
        raise Rejected(problems)
    with transaction() as session:
        plan = plan_of(wave) or CallPlan(wave=wave, rules={}, hours={}, day_parts=[], guards={})
        before, had = (plan.kind, plan.telephony) if plan.id else (None, usual(settings()))
        for name, value in document.items():
            setattr(plan, name, value)
        if document.get("telephony", had) not in {*available(settings()), had}:
            raise Rejected([Problem("TELEPHONE_NOT_HERE", Place(path="telephony"))])
        if before and before != plan.kind:
            raise Rejected([Problem("CALL_KIND_FIXED", Place(path="kind"))])
        if plan.id is None:
            plan.kind, plan.telephony = document.get("kind", "test"), document.get("telephony", had)
        terms(plan)
        session.add(plan)
        audit.append("callplan.save", plan, actor, {"kind": plan.kind, "changed": sorted(document)})
        if plan.kind == "test":
            cases.open_tests(wave)
        return plan


def usual_plan(wave: Wave) -> CallPlan:
    """The plan of a wave whose calls nobody has planned yet: test calls by the usual rules."""
    with transaction() as session:
        found = plan_of(wave)
        if found is not None:
            return found
        plan = CallPlan(wave=wave, kind="test", telephony=usual(settings()))
        session.add(plan)
        audit.append("callplan.save", plan, None, {"kind": "test", "changed": []})
        return plan


def stop(wave: Wave, actor: Actor, *, now: datetime | None = None) -> CallPlan:
    """The kill switch: from now on nobody is given a case of this wave, and nothing is dialled."""
    return _switch(wave, actor, now or utcnow())


def resume(wave: Wave, actor: Actor) -> CallPlan:
    """Takes the kill switch back."""
    return _switch(wave, actor, None)


def _switch(wave: Wave, actor: Actor, at: datetime | None) -> CallPlan:
    require(actor, "callplan.edit")
    with transaction():
        plan = plan_of(wave)
        if plan is None:
            raise Rejected([Problem("WAVE_NOT_CALLED")])
        plan.stopped_at = at
        plan.stopped_by_id = actor.user_id if at else None
        audit.append("callplan.stop" if at else "callplan.resume", plan, actor)
        return plan


def _problems(document: Mapping[str, Any]) -> Sequence[Problem]:
    return [
        Problem("CALL_PLAN_FIELD", Place(path=str(name)[:40]), {"name": str(name)[:40]})
        for name, value in document.items()
        if name not in FIELDS or not _fits(name, value)
    ]


def _fits(name: str, value: object) -> bool:
    if name in BUDGETS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if name == "is_pooled":
        return isinstance(value, bool)
    if name == "day_parts":
        return isinstance(value, list)
    return isinstance(value, Mapping) if name in _DOCUMENTS else isinstance(value, str) and len(value) <= 80
