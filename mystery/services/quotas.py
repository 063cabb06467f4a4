"""Quotas: how many completed interviews of which kind are wanted, counted live, with a log of each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from mystery import calling
from mystery.access import Actor, require
from mystery.calling import ACTIONS, Verdict, cells_of, verdict
from mystery.clock import utcnow
from mystery.problems import Place, Problem, Rejected
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    CallCase,
    CaseState,
    QuotaCell,
    QuotaEvent,
    Submission,
    Wave,
)

COUNTED = ("counted", "closed", "over")
"""What the log says of a complete; other lines are freed, reopened and turned_away."""
_FREED = "freed"
_FULL = "quota"


def cells(wave: Wave) -> Sequence[QuotaCell]:
    """The wave's cells in the order in which they were planned."""
    return _cells(wave.id)


def log(wave: Wave, limit: int = 200) -> Sequence[QuotaEvent]:
    """What happened to the wave's cells, the latest first."""
    ids = select(QuotaCell.id).where(QuotaCell.wave_id == wave.id)
    query = select(QuotaEvent).where(QuotaEvent.cell_id.in_(ids))
    return reading().scalars(query.order_by(QuotaEvent.id.desc()).limit(limit)).all()


def save(
    wave: Wave, wanted: Sequence[Mapping[str, Any]], actor: Actor, *, now: datetime | None = None
) -> Sequence[QuotaCell]:
    """The wave's cells: `[{label, where: {name: value}, target, action}]`, known by their labels.

    What has been counted stays counted; a cell that nothing was counted for may go. A higher target reopens
    a full cell, and the cases that waited for it are called again. Raises `Rejected` QUOTA_CELL.
    """
    require(actor, "sample.edit")
    _check(wanted)
    with transaction() as session:
        known = {each.label: each for each in _cells(wave.id)}
        for label in known.keys() - {each["label"] for each in wanted}:
            if known[label].reached:
                raise Rejected([_wrong(label)])
            _forget(known[label])
        for each in wanted:
            cell = known.get(each["label"]) or QuotaCell(wave_id=wave.id, label=each["label"], reached=0)
            cell.where, cell.action = dict(each["where"]), each.get("action", "finish")
            session.add(cell)
            _retarget(cell, each["target"], each["label"] in known, now or utcnow())
        session.flush()
        audit.append("quota.save", wave, actor, {"cells": len(wanted)})
        _sort_out(wave.id)
        return _cells(wave.id)


def count(submission: Submission, *, now: datetime | None = None) -> Sequence[QuotaEvent]:
    """Counts a finished survey interview in every cell that it falls into; once, however often it is told.

    Under the lock of the row: whoever comes over the target is counted, and the log says `over`.
    """
    case = _case_of(submission.interview.assignment)
    if case is None:
        return ()
    with transaction():
        if _counted_in(case):
            return ()
        matching = cells_of(case.attributes, submission.answers, _values(_cells(case.wave_id)))
        events = [_count_one(cell.key, case, now or utcnow()) for cell in sorted(matching, key=_key)]
        if any(each.what == "closed" for each in events):
            _sort_out(case.wave_id)
        return events


def free(assignment: Assignment) -> None:
    """Takes an interview that was rejected or withdrawn out of every cell that counts it.

    A cell that is no longer full is open again, and the cases that waited for it are called. Handed in again,
    the interview counts again.
    """
    case = _case_of(assignment)
    if case is None:
        return
    with transaction():
        opened = [_free_one(cell_id, case) for cell_id in _counted_in(case)]
        if any(opened):
            _sort_out(case.wave_id)


def blocking(case: CallCase, answers: Mapping[str, Any] | None = None) -> Verdict:
    """What the quotas say about a case, with what it has answered so far."""
    if case.kind != calling.SURVEY:
        return Verdict()
    return verdict(case.attributes, answers or {}, _values(_cells(case.wave_id)))


def labels_of(found: Verdict) -> list[str]:
    """The names of the full cells, in the order of the plan."""
    query = select(QuotaCell.label).where(QuotaCell.id.in_([each.key for each in found.full]))
    return list(reading().scalars(query.order_by(QuotaCell.id)))


def turn_away(case: CallCase, answers: Mapping[str, Any]) -> None:
    """Logs which full cells somebody met who was ready to answer."""
    with transaction():
        for each in blocking(case, answers).full:
            _log(reading().get_one(QuotaCell, each.key), "turned_away", case)


def wait_if_full(case: CallCase) -> None:
    """A case that is let go and would only be over quota is nobody's turn until a target is raised."""
    if case.state is CaseState.OPEN and not blocking(case).may_call:
        case.state, case.paused_for = CaseState.PAUSED, _FULL


def _cells(wave_id: int) -> Sequence[QuotaCell]:
    query = select(QuotaCell).where(QuotaCell.wave_id == wave_id).order_by(QuotaCell.id)
    return reading().scalars(query).all()


def _values(rows: Iterable[QuotaCell]) -> tuple[calling.Cell, ...]:
    return tuple(calling.Cell(each.id, each.where, each.target, each.reached, each.action) for each in rows)


def _key(cell: calling.Cell) -> int:
    return cell.key


def _case_of(assignment: Assignment) -> CallCase | None:
    """The respondent of an assignment; test calls have no quotas."""
    query = select(CallCase).where(CallCase.assignment_id == assignment.id, CallCase.kind == calling.SURVEY)
    return reading().scalar(query)


def _counted_in(case: CallCase) -> list[int]:
    """The cells that count this case by now, in the order of the plan."""
    query = select(QuotaEvent.cell_id, QuotaEvent.what).where(QuotaEvent.case_id == case.id)
    times: Counter[int] = Counter()
    for cell_id, what in reading().execute(query):
        times[cell_id] += (what in COUNTED) - (what == _FREED)
    return sorted(cell_id for cell_id, count in times.items() if count > 0)


def _free_one(cell_id: int, case: CallCase) -> bool:
    """One less in a cell; whether it is open again by that."""
    cell = _add(cell_id, -1)
    _log(cell, _FREED, case)
    is_open_again = cell.closed_at is not None and cell.reached < cell.target
    if is_open_again:
        cell.closed_at = None
        audit.append("quota.reopened", cell, None, {"reached": cell.reached, "target": cell.target})
        _log(cell, "reopened")
    return is_open_again


def _count_one(cell_id: int, case: CallCase, now: datetime) -> QuotaEvent:
    """The sum decides what the log says."""
    cell = _add(cell_id, 1)
    what = "counted" if cell.reached < cell.target else "closed" if cell.reached == cell.target else "over"
    if what == "closed":
        cell.closed_at = now
        audit.append("quota.closed", cell, None, {"reached": cell.reached, "target": cell.target})
    return _log(cell, what, case)


def _add(cell_id: int, count: int) -> QuotaCell:
    """The database adds, so that two who finish at once are two."""
    session = reading()
    session.execute(
        update(QuotaCell)
        .where(QuotaCell.id == cell_id)
        .values(reached=QuotaCell.reached + count)
        .execution_options(synchronize_session=False)
    )
    return session.get_one(QuotaCell, cell_id, populate_existing=True)


def _log(cell: QuotaCell, what: str, case: CallCase | None = None) -> QuotaEvent:
    row = QuotaEvent(
        cell_id=cell.id,
        case_id=case.id if case else None,
        what=what,
        reached=cell.reached,
        target=cell.target,
    )
    reading().add(row)
    reading().flush()
    return row


def _retarget(cell: QuotaCell, target: int, is_known: bool, now: datetime) -> None:
    was_full = is_known and cell.reached >= cell.target
    cell.target = target
    is_full = cell.reached >= target
    cell.closed_at = (cell.closed_at or now) if is_full else None
    if was_full and not is_full:
        _log(cell, "reopened")


def _forget(cell: QuotaCell) -> None:
    session = reading()
    for event in session.scalars(select(QuotaEvent).where(QuotaEvent.cell_id == cell.id)):
        session.delete(event)
    session.delete(cell)
    session.flush()


def _sort_out(wave_id: int) -> None:
    """Pauses the cases that nobody is to call any more, and wakes those that may be called again.

    Who is on the line now is left alone; their case waits as soon as it is let go. Done when a cell closes
    or changes, which is seldom: so the choice of the next case asks no quota.
    """
    values = _values(_cells(wave_id))
    session = reading()
    query = select(CallCase.id, CallCase.attributes, CallCase.state).where(
        CallCase.wave_id == wave_id,
        CallCase.kind == calling.SURVEY,
        (CallCase.state == CaseState.OPEN) & CallCase.holder_id.is_(None)
        | (CallCase.state == CaseState.PAUSED) & (CallCase.paused_for == _FULL),
    )
    query = query.order_by(CallCase.id).with_for_update()  # nobody is given a case between look and change
    wakes: list[dict[str, int]] = []
    pauses: list[dict[str, int]] = []
    for key, attributes, state in session.execute(query):
        may_call = verdict(attributes, {}, values).may_call
        if may_call is not (state is CaseState.OPEN):
            (wakes if may_call else pauses).append({"id": key})
    _set_all(wakes, CaseState.OPEN, "")
    _set_all(pauses, CaseState.PAUSED, _FULL)


def _set_all(keys: Sequence[Mapping[str, int]], state: CaseState, paused_for: str) -> None:
    if keys:
        rows = [{**each, "state": state, "paused_for": paused_for} for each in keys]
        session = reading()
        session.execute(update(CallCase), rows)
        session.flush()
        session.expire_all()


def _check(wanted: Sequence[Mapping[str, Any]]) -> None:
    labels = [each.get("label") for each in wanted]
    wrong = [each for each in wanted if not _is_cell(each) or labels.count(each["label"]) > 1]
    if wrong:
        raise Rejected(_wrong(str(each.get("label", ""))[:80]) for each in wrong)


def _is_cell(cell: Mapping[str, object]) -> bool:
    label, where, target = cell.get("label"), cell.get("where"), cell.get("target")
    is_target = isinstance(target, int) and not isinstance(target, bool) and target >= 0
    is_named = isinstance(label, str) and 0 < len(label.strip()) <= 200
    return is_named and isinstance(where, Mapping) and is_target and cell.get("action", "finish") in ACTIONS


def _wrong(label: str) -> Problem:
    return Problem("QUOTA_CELL", Place(path="cells"), {"label": label})
