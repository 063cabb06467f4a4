"""What is wrong with one answer. The codes stand in mystery/problems/interview.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import cast

from mystery.interview.model import AnswerProblem
from mystery.interview.paths import Slot
from mystery.interview.plan import Plan
from mystery.interview.typed import kind_of
from mystery.questionnaire.expression import Value, read_date, read_datetime, to_number, to_text, words

_SHAPED = frozenset({"number", "seconds", "promise", "date", "time", "datetime"})
"""Kinds of which not every value is one."""
_MOMENTS: Mapping[str, type] = {"date": date, "time": time, "datetime": datetime}


def problems_of(slot: Slot, plan: Plan) -> tuple[AnswerProblem, ...]:
    """What blocks the answer (the first reason), and every expression of the item that has no value."""
    if not slot.relevant:
        return ()
    fault = _fault(slot, plan)
    if fault is None and not slot.failed:
        return ()
    failures = [_problem(slot, *failure, blocks=False) for failure in slot.failed.values()]
    return tuple(failures) if fault is None else (fault, *failures)


def _fault(slot: Slot, plan: Plan) -> AnswerProblem | None:
    if slot.item.key in plan.questions:
        return _first_fault(slot, plan)
    return _broken(slot) if slot.item.type == "rule" else None


def _broken(slot: Slot) -> AnswerProblem | None:
    """A rule over the whole interview: an error blocks, a warning until it is confirmed with a reason."""
    if slot.constraint_holds or slot.confirmed:
        return None
    code = "RULE_UNUSUAL" if slot.item.get("severity") == "warning" else "RULE_BROKEN"
    return _problem(slot, code, {"items": slot.item.get("about")})


def _first_fault(slot: Slot, plan: Plan) -> AnswerProblem | None:
    """In the order in which a person should hear of them."""
    if slot.asked:
        return _problem(slot, "ANSWER_ASKED_BACK", {"question": slot.asked})
    if slot.missing:
        known = slot.missing in plan.missing_of(slot.item)
        return None if known else _problem(slot, "ANSWER_MISSING_CODE", {"code": slot.missing})
    if slot.value == "" or slot.value is None or slot.value == ():  # is_blank, without a call for each answer
        return _due(slot)
    misfit = _misfit(slot)
    if misfit is not None:
        return misfit
    if not slot.constraint_holds:
        return _problem(slot, "ANSWER_CONSTRAINT")
    return None if slot.warning_holds or slot.confirmed else _problem(slot, "ANSWER_WARNING")


def _due(slot: Slot) -> AnswerProblem | None:
    if slot.item.type == "note":
        return None
    if slot.item.get("evidence") == "required":
        return _problem(slot, "EVIDENCE_REQUIRED")
    return _problem(slot, "ANSWER_REQUIRED") if slot.required else None


def _misfit(slot: Slot) -> AnswerProblem | None:
    """An answer that does not fit the item's type or list."""
    item, kind, value = slot.item, kind_of(slot.item), slot.value
    if kind in _SHAPED and not _fits(item.type, kind, value):
        return _problem(slot, "ANSWER_TYPE", {"type": item.type})
    if item.type == "range":
        least, most = range_of(cast(Mapping[str, str], item.get("parameters") or {}))
        if least <= cast(float, value) <= most:
            return None
        return _problem(slot, "ANSWER_RANGE", {"least": _plain(least), "most": _plain(most)})
    if slot.choices is None or value in slot.choices:
        return None
    chosen = value if isinstance(value, tuple) else (value,)
    foreign = next((code for code in chosen if code not in slot.choices), None)
    return None if foreign is None else _problem(slot, "ANSWER_CHOICE", {"code": to_text(foreign)})


def _fits(kind_name: str, kind: str, value: Value) -> bool:
    if kind == "number":
        return isinstance(value, float) and (kind_name != "integer" or value.is_integer())
    if kind == "seconds":
        return to_number(value) >= 0
    if kind == "promise":
        return _is_promise(value)
    expected = _MOMENTS.get(kind)
    if expected is not None:
        return type(value) is expected
    return True


def _is_promise(value: Value) -> bool:
    """What was promised, and by when, if that was said: a day or a moment."""
    if not isinstance(value, Mapping):
        return False
    what, by = value.get("what"), value.get("by")
    in_time = by is None or (isinstance(by, str) and (read_date(by) or read_datetime(by, UTC)) is not None)
    return isinstance(what, str) and words(what) != [] and in_time


def range_of(parameters: Mapping[str, str]) -> tuple[float, float]:
    """The ends of a `range`: 0 to 10 unless the author says otherwise, in either order."""
    ends = (to_number(str(parameters.get("start", 0))), to_number(str(parameters.get("end", 10))))
    return min(ends), max(ends)


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _problem(
    slot: Slot, code: str, params: Mapping[str, object] | None = None, *, blocks: bool = True
) -> AnswerProblem:
    return AnswerProblem(code, slot.path, params or {}, blocks)
