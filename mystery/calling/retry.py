"""What follows an attempt: when, in which part of the day, on which number, by whom, or the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from mystery.calling.day_parts import DAY_PARTS, DayPart, day_part_at, zone_of
from mystery.calling.final import Tried, final_code, finding
from mystery.calling.outcomes import NO_NUMBER, OUTCOMES, TEST, Outcome
from mystery.calling.permitted import USUAL_HOURS, Hours, next_permitted
from mystery.calling.rules import USUAL_RULES, Rules

OPEN, PAUSED, DONE = "open", "paused", "done"

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Number:
    """One of a case's numbers, in the order in which they are tried."""

    key: int
    is_good: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the rules need it, before the attempt that has just ended.

    `history` are the earlier attempts from the first to the last; `number` is the one that was dialled now.
    `agreed_at` is the beginning of an open appointment; `had_appointment` is true once there was any.
    A case that `waits_only` measures how long an answer takes and ends when the waiting does.
    """

    kind: str
    zone: str
    history: Sequence[Tried] = ()
    numbers: Sequence[Number] = ()
    number: int | None = None
    caller: int | None = None
    agreed_at: datetime | None = None
    had_appointment: bool = False
    waits_only: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules, hours, holidays and day-parts that hold at a case's place."""

    rules: Rules
    hours: Hours
    holidays: Collection[date] = ()
    parts: Sequence[DayPart] = DAY_PARTS

    @classmethod
    def usual(cls, kind: str) -> Plan:
        return cls(USUAL_RULES[kind], USUAL_HOURS[kind])


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a case. `final_code`: AAPOR's for a respondent, a finding for a hotline.

    `not_by` is the caller who was refused and does not get the case again. `blocks_number`: the dialled
    number goes onto the do-not-call list. `number_is_bad`: it is not dialled again. `why` names the rule.
    """

    state: str
    next_at: datetime | None = None
    wanted_part: str = ""
    final_code: str = ""
    number: int | None = None
    not_by: int | None = None
    blocks_number: bool = False
    number_is_bad: bool = False
    why: str = ""


def after(case: Case, outcome: str, now: datetime, plan: Plan | None = None) -> Next:
    """What follows an attempt at `case` that ended as `outcome` at `now`.

    A moment returned is always a permitted one at the called place. Attempts that are used up are an end
    and never an error: a hotline's case then comes to the finding "not reached".
    """
    plan = plan or Plan.usual(case.kind)
    known = OUTCOMES[outcome]
    now = now.astimezone(UTC)
    tried = Tried(outcome, now, day_part_at(now, case.zone, plan.parts), case.number, case.caller)
    history = (*case.history, tried)
    follows = _end(case, known, history, plan) or _again(case, known, history, now, plan)
    return replace(follows, blocks_number=outcome == "refusal_hard", number_is_bad=known.number_is_bad)


def attempts_allowed(case: Case, rules: Rules) -> int:
    """How many attempts a case gets; some more once somebody has agreed to talk."""
    agreed = case.had_appointment or case.agreed_at is not None
    return rules.max_attempts + (rules.appointment_extra if agreed else 0)


def _end(case: Case, outcome: Outcome, history: Sequence[Tried], plan: Plan) -> Next | None:
    if outcome.closes:
        return _done(case, history, outcome.code)
    if case.waits_only and outcome.code == "gave_up":
        return _done(case, history, "waits_only")
    if outcome.retry == "refusal" and _refusals(history) > plan.rules.conversions:
        return _done(case, history, "refused_again")
    if outcome.number_is_bad and _next_number(case) is None:
        # a hotline's wrong number is a mistake of ours that somebody can correct
        paused = Next(PAUSED, final_code=NO_NUMBER, why="no_number")
        return paused if case.kind == TEST else _done(case, history, "no_number")
    if outcome.retry != "appointment" and len(history) >= attempts_allowed(case, plan.rules):
        return _done(case, history, "attempts_used_up")
    return None


def _again(case: Case, outcome: Outcome, history: Sequence[Tried], now: datetime, plan: Plan) -> Next:
    number = _next_number(case) if outcome.number_is_bad else case.number
    if outcome.retry == "appointment" and case.agreed_at is not None:
        return Next(OPEN, _permitted(case.agreed_at, case, plan, None), number=number, why="appointment")
    pause = timedelta(minutes=plan.rules.pause_minutes)
    earliest = max(_earliest(case, outcome, now, plan), now + pause)
    part = _wanted(case, outcome, history, earliest, plan)
    at = _permitted(earliest, case, plan, part)
    if at is None:
        return Next(PAUSED, number=number, why="never_open")
    wanted = day_part_at(at, case.zone, plan.parts) if part else ""
    not_by = case.caller if outcome.retry == "refusal" else None
    return Next(OPEN, at, wanted, number=number, not_by=not_by, why=_why(outcome, part))


def _earliest(case: Case, outcome: Outcome, now: datetime, plan: Plan) -> datetime:
    rules = plan.rules
    if outcome.retry == "next_day":
        tomorrow = now.astimezone(zone_of(case.zone)).date() + timedelta(days=1)
        return datetime.combine(tomorrow, datetime.min.time(), zone_of(case.zone))
    waits = {
        "busy": timedelta(minutes=rules.busy_minutes),
        "soon": timedelta(minutes=rules.soon_minutes),
        "other_part": timedelta(minutes=rules.no_answer_minutes),
        "appointment": timedelta(minutes=rules.no_answer_minutes),
        "refusal": timedelta(days=rules.refusal_days),
        "number": timedelta(0),
    }
    return now + waits[outcome.retry]


def _wanted(
    case: Case, outcome: Outcome, history: Sequence[Tried], earliest: datetime, plan: Plan
) -> DayPart | None:
    """The least tried other day-part, of equals the next, where the outcome asks for a change."""
    too_busy = outcome.retry == "busy" and _busy_in_a_row(history) % plan.rules.busy_in_a_row == 0
    if outcome.retry not in ("other_part", "refusal", "appointment") and not too_busy:
        return None
    tries = Counter(each.part for each in history)
    others = [part for part in plan.parts if plan.hours.reach(part) and part.code != history[-1].part]
    fewest = min((tries[part.code] for part in others), default=0)
    least = [part for part in others if tries[part.code] == fewest]
    return min(least, key=lambda part: _permitted(earliest, case, plan, part) or _NEVER, default=None)


def _permitted(moment: datetime, case: Case, plan: Plan, part: DayPart | None) -> datetime | None:
    return next_permitted(moment, case.zone, plan.hours, plan.holidays, part)


def _why(outcome: Outcome, part: DayPart | None) -> str:
    return "busy_other_part" if outcome.retry == "busy" and part else outcome.retry


def _busy_in_a_row(history: Sequence[Tried]) -> int:
    count = 0
    for each in reversed(history):
        if each.outcome != "busy":
            break
        count += 1
    return count


def _refusals(history: Sequence[Tried]) -> int:
    return sum(OUTCOMES[each.outcome].retry == "refusal" for each in history)


def _next_number(case: Case) -> int | None:
    """The first good number that is not the one just dialled."""
    return next((each.key for each in case.numbers if each.is_good and each.key != case.number), None)


def _done(case: Case, history: Sequence[Tried], why: str) -> Next:
    return Next(DONE, final_code=_code(case, history), why=why)


def _code(case: Case, history: Sequence[Tried]) -> str:
    return finding(history) if case.kind == TEST else final_code(history)
