"""The report on the calls of a wave as PDF: reachability of hotlines, or the outcome of a survey's sample."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select

from mystery.access import Actor, require
from mystery.calling import SURVEY, TEST
from mystery.problems import NotFound, Problem, Rejected
from mystery.reporting import CodeCount, Cover, OutcomeFacts, ReachFacts, ReportMeta, calls_pdf
from mystery.services import audit, call_outcomes, call_plans, hotline_marks, promises, reach, reachability
from mystery.services.context import settings
from mystery.services.reachability import TARGET_SECONDS, ReachReport
from mystery.services.reports import Made, file_name
from mystery.services.results import Result
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, CallAttempt, CallCase, Wave


def calls_report(
    wave: Wave,
    language: str,
    *,
    actor: Actor | None = None,
    target_seconds: int = TARGET_SECONDS,
    e: float | None = None,
) -> Made:
    """The report as of now. `target_seconds` is for test calls, `e` for surveys. Raises `Rejected`."""
    if actor:
        require(actor, "callplan.view")
    plan = call_plans.plan_of(wave)
    if plan is None:
        raise Rejected([Problem("WAVE_NOT_CALLED")])
    if plan.kind == SURVEY:
        return _made(wave, _outcome_facts(wave, actor, e), language, actor)
    facts = facts_of(wave, reachability.reachability_of(wave, actor, target_seconds))
    return _made(wave, facts, language, actor)


def is_for_reader(result: Result) -> bool:
    """Whether a wave was a reachability study, and its reader may see all of the client's hotlines."""
    may_see_all = any(part.level == "all" for part in result.parts)
    return may_see_all and reach.has_rounds(result.wave)


def reach_report(result: Result, language: str, *, actor: Actor) -> Made:
    """The report on reachability for those who read the findings. Raises `NotFound` where there is none."""
    require(actor, "report.view")
    if not is_for_reader(result):
        raise NotFound("report")
    facts = facts_of(result.wave, reachability.reachability_of(result.wave, None))
    return _made(result.wave, facts, language, actor)


def _made(wave: Wave, facts: ReachFacts | OutcomeFacts, language: str, actor: Actor | None) -> Made:
    content = calls_pdf(facts, language, _meta_of(wave, facts))
    made = Made(content, file_name(wave.study.code, wave.code, "calls", language))
    with transaction():
        sha256 = hashlib.sha256(content).hexdigest()
        kind = SURVEY if isinstance(facts, OutcomeFacts) else TEST
        details = {"report": "calls", "kind": kind, "language": language, "sha256": sha256}
        audit.append("report.download", wave, actor, details)
    return made


def facts_of(wave: Wave, found: ReachReport) -> ReachFacts:
    """What the charts and the report of a wave of test calls are made of."""
    return ReachFacts(
        cover=_cover(wave),
        target_seconds=found.target_seconds,
        total=found.total,
        places=found.places,
        parts=found.parts,
        waits=found.waits,
        marks=hotline_marks.marks_of(wave, found.locations),
        running_promises=promises.running_in(wave.id),
    )


def _outcome_facts(wave: Wave, actor: Actor | None, e: float | None) -> OutcomeFacts:
    found = call_outcomes.outcome_report(wave, actor, e)
    codes = [CodeCount(each.code, each.closed, each.open) for each in found.codes]
    assert found.rates is not None  # a survey has rates
    return OutcomeFacts(_cover(wave), found.attempts, codes, found.rates)


def _cover(wave: Wave) -> Cover:
    labels = {"de": wave.label_de, "en": wave.label_en}
    return Cover(wave.study.client.name, wave.study.title, labels, wave.starts_on, wave.ends_on)


def _meta_of(wave: Wave, facts: ReachFacts | OutcomeFacts) -> ReportMeta:
    """The report is as old as the last attempt; its fingerprint is that of all figures it tells."""
    last = (
        select(func.max(func.coalesce(CallAttempt.ended_at, CallAttempt.created_at)))
        .outerjoin(CallCase, CallAttempt.case_id == CallCase.id)
        .outerjoin(Assignment, CallAttempt.assignment_id == Assignment.id)
        .where((CallCase.wave_id == wave.id) | (Assignment.wave_id == wave.id))
        .where(CallAttempt.outcome.is_not(None))
    )
    return ReportMeta(
        version=wave.code,
        fingerprint=hashlib.sha256(repr(facts).encode()).hexdigest(),
        generated_at=reading().scalar(last) or wave.created_at,
        agency=settings().agency_name,
    )
