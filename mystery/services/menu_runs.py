"""Runs through voice menus by digits: planned, dialled by a job, and told level by level."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from mystery.access import Actor, require
from mystery.calling import FINAL_STATES, Level, MenuStep, menu_ends, menu_levels, menu_steps
from mystery.problems import Place, Problem, Rejected, errors_of
from mystery.services import audit, call_guards, call_plans, phone_numbers
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallPlan, CallReservation, MenuRun, OrgUnit, ReservationState, Wave
from mystery.telephony import AWAY, MenuOrder, Telephone, TelephoneDown, Told, telephone

PLANNED, RUNNING, DONE, CUT_OFF = "planned", "running", "done", "cut_off"
REFUSED, FAILED, CANCELLED = "refused", "failed", "cancelled"
FREED, SETTLED = ReservationState.FREED, ReservationState.SETTLED
OVER = frozenset({DONE, CUT_OFF, REFUSED, FAILED, CANCELLED, "busy", "no_answer"})
MOST_AT_ONCE = 20
"""So many runs are planned by one form, and begun by one round of the job."""
_SILENT = timedelta(minutes=10)
"""A run that nothing was heard of for so long is asked for, and given up if nobody knows it."""


def plan(
    wave: Wave,
    actor: Actor,
    location: OrgUnit,
    number: str,
    steps: Sequence[Mapping[str, Any]],
    due_at: datetime,
    *,
    times: int = 1,
    every: timedelta = timedelta(hours=1),
) -> list[MenuRun]:
    """Plans one run or several of the same. `number` '' is the location's own.

    Raises `Rejected` with everything that is wrong, and what the guards say to the number.
    """
    require(actor, "menurun.edit")
    called, e164 = call_plans.plan_of(wave), _number(number, location)
    problems = [*_against(called, wave, location), *_step_problems(steps)]
    if called is not None and not problems:
        problems += errors_of(call_guards.against(called, call_guards.target_at(location, e164), due_at))
    if problems:
        raise Rejected(problems)
    with transaction() as session:
        rows = [
            MenuRun(
                wave=wave,
                location=location,
                made_by_id=actor.user_id,
                e164=e164,
                steps=[dict(step) for step in steps],
                due_at=due_at + index * every,
            )
            for index in range(max(1, min(times, MOST_AT_ONCE)))
        ]
        session.add_all(rows)
        session.flush()
        for row in rows:
            audit.append("menurun.plan", row, actor)
        return rows


def cancel(run: MenuRun, actor: Actor) -> None:
    """Takes a run back that has not begun."""
    require(actor, "menurun.edit")
    with transaction():
        if run.state != PLANNED:
            raise Rejected([Problem("MENU_NOT_PLANNED")])
        run.state = CANCELLED
        audit.append("menurun.cancel", run, actor)


def of_wave(wave: Wave) -> Sequence[MenuRun]:
    """The runs of a wave, the next and latest first."""
    query = (
        select(MenuRun).where(MenuRun.wave_id == wave.id).order_by(MenuRun.due_at.desc(), MenuRun.id.desc())
    )
    return reading().scalars(query).all()


@dataclass(frozen=True, slots=True)
class LevelSummary:
    """One level over all runs that came to it; seconds are None where none passed it."""

    label: str
    runs: int
    passed: int
    median: float | None
    longest: float | None


def summary(runs: Sequence[MenuRun]) -> list[LevelSummary]:
    """What each level cost, in the order of the menu."""
    levels: dict[str, list[Level]] = {}
    for run in reversed(runs):
        for level in levels_of(run):
            levels.setdefault(level.label, []).append(level)
    return [_summed(label, all_of_it) for label, all_of_it in levels.items()]


def _summed(label: str, levels: Sequence[Level]) -> LevelSummary:
    seconds = [level.seconds for level in levels if level.is_passed]
    middle, longest = (median(seconds), max(seconds)) if seconds else (None, None)
    return LevelSummary(label, len(levels), len(seconds), middle, longest)


def run_due(now: datetime) -> dict[str, object]:
    """The job: begins what is due, and asks after what is under way."""
    query = select(MenuRun).where(MenuRun.state == PLANNED, MenuRun.due_at <= now)
    begun = reading().scalars(query.order_by(MenuRun.due_at).limit(MOST_AT_ONCE)).all()
    for run in begun:
        _begin(run, now)
    under_way = reading().scalars(select(MenuRun).where(MenuRun.state == RUNNING)).all()
    for run in under_way:
        _ask(run, now)
    return {"begun": len(begun), "under_way": len(under_way)} if begun or under_way else {}


def next_step(reference: str, number: int, call_id: str, now: datetime) -> MenuStep | None:
    """A provider asks for step `number` from 0, so the one before is over. None: hang up."""
    run = _of_reference(reference)
    if run is None or run.state != RUNNING or run.provider_id not in ("", call_id):
        return None
    steps = menu_steps(run.steps)
    with transaction():
        run.provider_id = run.provider_id or call_id
        run.answered_at = run.answered_at or now
        if number == len(run.ends) + 1:
            run.ends = [*run.ends, (now - run.answered_at).total_seconds()]
        run.levels = _levels(steps, run.ends, None)
    return steps[number] if 0 <= number < len(steps) else None


def heard(reference: str, told: Told | None) -> bool:
    """What was reported of a run's call; False for one that is none of ours."""
    run = _of_reference(reference)
    if run is None or told is None or run.provider_id not in ("", told.call_id):
        return False
    if run.state == RUNNING and told.event in FINAL_STATES:
        _end(run, told.event, told.at)
    return True


def _against(called: CallPlan | None, wave: Wave, location: OrgUnit) -> list[Problem]:
    problems = []
    if called is None:
        return [Problem("WAVE_NOT_CALLED")]
    if called.telephony == "none":
        problems.append(Problem("MENU_NEEDS_TELEPHONE"))
    if location.client_id != wave.study.client_id:
        problems.append(Problem("MENU_PLACE_FOREIGN", Place(path="location")))
    return problems


def _step_problems(steps: Sequence[Mapping[str, Any]]) -> Sequence[Problem]:
    try:
        menu_steps(steps)
    except Rejected as refusal:
        return refusal.problems
    return ()


def _number(text: str, location: OrgUnit) -> str:
    written = text.strip() or location.phone
    if not written:
        raise Rejected([Problem("MENU_NUMBER_MISSING", Place(path="number"), {"place": location.name})])
    read = phone_numbers.read(written, location.country)
    if read.fault and read.fault != "NUMBER_COSTLY":
        raise Rejected([Problem(read.fault, Place(path="number"), {"value": written[:40]})])
    return read.e164


def _begin(run: MenuRun, now: datetime) -> None:
    """Dials; guards and money are asked at this very moment, and only one worker gets to dial."""
    called, target = call_plans.plan_of(run.wave), call_guards.target_at(run.location, run.e164)
    if called is None:
        _refuse(run, [Problem("WAVE_NOT_CALLED")], now)
        return
    problems = errors_of(call_guards.against(called, target, now))
    if problems:
        _refuse(run, problems, now)
        return
    if not _claim(run, now):
        return  # another worker was quicker
    try:
        held = call_guards.reserve(called, None, now)
    except Rejected as refusal:
        _refuse(run, refusal.problems, now)
        return
    order = MenuOrder(str(run.public_id), run.e164, called.from_number)
    try:
        call_id = telephone(called.telephony, settings()).start_menu(order, now)
    except TelephoneDown as down:
        with transaction():
            run.state, run.ended_at, run.last_error = FAILED, now, down.reason[:200]
            # an order that nobody answered may have been carried out, and cost
            _settle(held, SETTLED if down.reason == AWAY else FREED)
        return
    with transaction():
        run.provider_id = run.provider_id or call_id
        _settle(held, SETTLED)  # nobody tells the price of such a call: all that was set aside counts


def _settle(held: CallReservation | None, state: ReservationState) -> None:
    if held is not None:
        held.state, held.settled_cents = state, 0 if state is FREED else held.cents


def _claim(run: MenuRun, now: datetime) -> bool:
    with transaction() as session:
        taken = session.execute(
            update(MenuRun)
            .where(MenuRun.id == run.id, MenuRun.state == PLANNED)
            .values(state=RUNNING, started_at=now)
            .returning(MenuRun.id)
        ).one_or_none()
        if taken is not None:
            audit.append("menurun.dial", run, None)
        return taken is not None


def _refuse(run: MenuRun, problems: Sequence[Problem], now: datetime) -> None:
    with transaction():
        run.state, run.ended_at = REFUSED, now
        run.last_error = json.dumps([[each.code, dict(each.params)] for each in problems], default=str)
        audit.append("menurun.refuse", run, None, {"problems": [problem.code for problem in problems]})


def problems_of(run: MenuRun) -> list[Problem]:
    """Why a run was not dialled."""
    if run.state != REFUSED:
        return []
    return [Problem(code, params=params) for code, params in json.loads(run.last_error)]


def _ask(run: MenuRun, now: datetime) -> None:
    """Those that report by themselves are asked only after a long silence."""
    phone = _telephone(run)
    is_silent = run.started_at is not None and now - run.started_at > _SILENT
    if phone is None or not run.provider_id:
        if is_silent:
            _end(run, "failed", now)
        return
    if phone.calls_back and not is_silent:
        return
    try:
        told = phone.asked(run.provider_id, now)
    except TelephoneDown:
        return
    if not phone.calls_back:
        _by_script(run, phone, told, now)
    elif final := next((each for each in told if each.event in FINAL_STATES), None):
        _end(run, final.event, final.at)
    elif is_silent:
        _end(run, "failed", now)


def _by_script(run: MenuRun, phone: Telephone, told: Sequence[Told], now: datetime) -> None:
    """A telephone that presses nothing itself: the levels take as long as the script says."""
    answered = next((each.at for each in told if each.event == "answered"), None)
    final = next((each for each in told if each.event in FINAL_STATES), None)
    if answered is None:
        if final is not None:
            _end(run, final.event, final.at)
        return
    steps = menu_steps(run.steps)
    until = final.at if final else now
    ends = menu_ends(steps, (until - answered).total_seconds())
    with transaction():
        run.answered_at, run.ends = answered, list(ends)
        run.levels = _levels(steps, ends, None)
    if len(ends) == len(steps):
        phone.hang_up(run.provider_id, now)
        _end(run, "completed", answered + timedelta(seconds=ends[-1]))
    elif final is not None:
        _end(run, final.event, final.at)


def _end(run: MenuRun, event: str, at: datetime) -> None:
    steps = menu_steps(run.steps)
    with transaction():
        over = (at - run.answered_at).total_seconds() if run.answered_at else None
        run.levels = _levels(steps, run.ends, over)
        run.ended_at = at
        if event == "completed":
            run.state = DONE if len(run.ends) >= len(steps) else CUT_OFF
        else:
            run.state = event if event in OVER else FAILED
        audit.append("menurun.end", run, None, {"state": run.state})


def _levels(steps: Sequence[MenuStep], ends: Sequence[float], over: float | None) -> list[Any]:
    return [asdict(level) for level in menu_levels(steps, ends, over)]


def levels_of(run: MenuRun) -> list[Level]:
    """What each level of a run cost."""
    return [Level(**document) for document in run.levels]


def _telephone(run: MenuRun) -> Telephone | None:
    called = call_plans.plan_of(run.wave)
    try:
        return telephone(called.telephony, settings()) if called else None
    except TelephoneDown:
        return None


def _of_reference(reference: str) -> MenuRun | None:
    try:
        public_id = UUID(reference)
    except ValueError:
        return None
    return reading().scalar(select(MenuRun).where(MenuRun.public_id == public_id))
