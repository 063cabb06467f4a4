"""Samples of surveys: a file is looked at, its sound rows become cases, and people are erased again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, insert, select, update

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import audit, call_outcomes, call_plans, do_not_call, sample_files
from mystery.services.sample_files import Sheet
from mystery.services.sample_rows import Columns, Present, Refused, Taken, check_columns, check_rows
from mystery.services.studies import refuse_released
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    CallAttempt,
    CallCase,
    CallContact,
    CallNumber,
    CaseState,
    SampleBatch,
    Wave,
)

_AT_ONCE = 500
"""Rows of one insert; SQLite takes 32,766 values in a statement."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a file, before anything is taken."""

    sheet: Sheet
    columns: Columns
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Codes of refusals and how many rows each keeps out, the commonest first."""
        codes = (code for row in self.refused for code in {each.code for each in row.problems})
        return Counter(codes).most_common()

    @property
    def left_out(self) -> int:
        """How many rows are taken without one of their numbers."""
        return sum(bool(row.notes) for row in self.taken)


def preview(wave: Wave, sheet: Sheet, columns: Columns, now: datetime | None = None) -> Preview:
    """Each row with what becomes of it. Raises `Rejected` where the columns make no sample."""
    check_columns(sheet, columns)
    results = check_rows(sheet, columns, _present(wave), now or utcnow())
    return Preview(
        sheet,
        columns,
        tuple(each for each in results if isinstance(each, Taken)),
        tuple(each for each in results if isinstance(each, Refused)),
    )


def _present(wave: Wave) -> Present:
    of_wave = select(CallCase.id).where(CallCase.wave_id == wave.id)
    numbers = reading().scalars(select(CallNumber.e164).where(CallNumber.case_id.in_(of_wave)))
    blocked = partial(do_not_call.blocked, client=wave.study.client)
    return Present(frozenset(numbers), frozenset(_references(wave)), blocked)


def _references(wave: Wave) -> Iterator[str]:
    return iter(reading().scalars(select(CallCase.reference).where(CallCase.wave_id == wave.id)))


def take(
    wave: Wave, data: bytes, name: str, columns: Columns, actor: Actor, now: datetime | None = None
) -> SampleBatch:
    """Makes the sound rows of a file cases of the wave; whom they are goes into rows of their own.

    Looks at the file again, under the lock: what somebody else has taken meanwhile is not taken twice.
    Raises `Rejected` SAMPLE_FOR_SURVEYS, SAMPLE_NOTHING_TO_TAKE.
    """
    require(actor, "sample.edit")
    refuse_released(wave)
    moment = now or utcnow()
    plan = call_plans.plan_of(wave)
    if plan is None or plan.kind != "survey":
        raise Rejected([Problem("SAMPLE_FOR_SURVEYS")])
    sheet = sample_files.read(data, name)
    with transaction() as session:
        session.refresh(plan, with_for_update=True)
        seen = preview(wave, sheet, columns, moment)
        if not seen.taken:
            raise Rejected([Problem("SAMPLE_NOTHING_TO_TAKE")])
        batch = SampleBatch(
            wave_id=wave.id,
            made_by_id=actor.user_id,
            file_name=name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            rows=len(sheet.lines),
            taken=len(seen.taken),
            report=_report(seen),
        )
        session.add(batch)
        session.flush()
        _add_cases(wave, batch, seen.taken, moment)
        counts = {"rows": batch.rows, "taken": batch.taken, "sha256": batch.sha256}
        audit.append("sample.take", batch, actor, counts)
        return batch


def _report(seen: Preview) -> dict[str, Any]:
    """Which rows stayed out and why, without a word of what stood in them."""
    return {
        "refused": [[row.line.number, [each.code for each in row.problems]] for row in seen.refused],
        "left_out": [row.row for row in seen.taken if row.notes],
    }


def _add_cases(wave: Wave, batch: SampleBatch, rows: Sequence[Taken], now: datetime) -> None:
    used = {*_references(wave), *(row.reference for row in rows)}
    free = _free_references(used)
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        values = [_case(wave, batch, row, row.reference or next(free), now) for row in part]
        ids = list(_inserted(values))
        pairs = list(zip(ids, part, strict=True))
        reading().execute(insert(CallNumber), [each for case, row in pairs for each in _numbers(case, row)])
        contacts = [
            {"case_id": case, "name": row.name, "note": row.note}
            for case, row in pairs
            if row.name or row.note
        ]
        if contacts:
            reading().execute(insert(CallContact), contacts)


def _free_references(used: Collection[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"{number:06d}") not in used:
            yield name


def _case(wave: Wave, batch: SampleBatch, row: Taken, reference: str, now: datetime) -> dict[str, Any]:
    return {
        "public_id": uuid4(),
        "wave_id": wave.id,
        "batch_id": batch.id,
        "kind": "survey",
        "reference": reference,
        "priority": row.priority,
        "time_zone": row.zone,
        "country": row.country,
        "language": row.language,
        "attributes": dict(row.attributes),
        "next_at": now,
    }


def _inserted(values: Sequence[dict[str, Any]]) -> Iterator[int]:
    """The keys of new cases, in the order of `values`."""
    statement = insert(CallCase).returning(CallCase.id, sort_by_parameter_order=True)
    return iter(reading().scalars(statement, list(values)))


def _numbers(case_id: int, row: Taken) -> Iterator[dict[str, Any]]:
    for position, number in enumerate(row.numbers):
        yield {"case_id": case_id, "e164": number.e164, "label": number.label, "position": position}


def batches(wave: Wave) -> Sequence[SampleBatch]:
    """All imports of a wave, the newest first."""
    query = select(SampleBatch).where(SampleBatch.wave_id == wave.id)
    return reading().scalars(query.order_by(SampleBatch.id.desc())).all()


def batch_of(wave: Wave, public_id: UUID) -> SampleBatch:
    """Raises `NotFound` for a batch of another wave."""
    for each in batches(wave):
        if each.public_id == public_id:
            return each
    raise NotFound("sample")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows about people are gone."""

    contacts: int
    numbers: int


def people(wave: Wave) -> Erased:
    """How many rows about people there are."""
    cases = _people_of(wave)
    contacts = select(func.count(CallContact.id)).where(CallContact.case_id.in_(cases))
    numbers = select(func.count(CallNumber.id)).where(CallNumber.case_id.in_(cases))
    return Erased(reading().scalar(contacts) or 0, reading().scalar(numbers) or 0)


def _people_of(wave: Wave) -> Select[Any]:
    """The cases that are people; a hotline is none."""
    return select(CallCase.id).where(CallCase.wave_id == wave.id, CallCase.kind == "survey")


def erase_people(wave: Wave, actor: Actor) -> Erased:
    """Removes names, numbers and what callers wrote of people for good; attempts, outcomes and rates stay.

    Cases that are not closed can no longer be called and wait for a number; files that still wait go as well.
    What cases come to so far is written down, as nobody can tell afterwards which attempts were made on a
    number that was bad.
    """
    require(actor, "sample.edit")
    with transaction() as session:
        found = people(wave)
        cases = _people_of(wave)
        codes = [
            {"id": case, "final_code": code} for case, code in call_outcomes.unwritten_codes(wave).items()
        ]
        if codes:
            session.execute(update(CallCase), codes)
        held = select(CallNumber.id).where(CallNumber.case_id.in_(cases))
        not_over = update(CallCase).where(CallCase.id.in_(cases), CallCase.state != CaseState.DONE)
        for statement in (
            update(CallAttempt).where(CallAttempt.number_id.in_(held)).values(number_id=None),
            delete(CallNumber).where(CallNumber.case_id.in_(cases)),
            delete(CallContact).where(CallContact.case_id.in_(cases)),
            update(CallAttempt).where(CallAttempt.case_id.in_(cases)).values(note=""),
            update(Appointment).where(Appointment.case_id.in_(cases)).values(note=""),
            not_over.values(state=CaseState.PAUSED, paused_for="numbers"),
        ):
            session.execute(statement, execution_options={"synchronize_session": False})
        session.expire_all()
        audit.append("sample.erase", wave, actor, {"contacts": found.contacts, "numbers": found.numbers})
    sample_files.throw_all_away(wave.public_id)
    return found
