"""What each computed facet does to an item when it has been evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from mystery.interview.paths import MOST_INSTANCES, Slot
from mystery.interview.plan import Entry
from mystery.interview.typed import answer_of, fitting, value_of
from mystery.questionnaire.expression import (
    BLANK,
    Closure,
    EvaluationError,
    Row,
    Scope,
    Value,
    hash32,
    shuffled,
    single,
    to_boolean,
    to_number,
)

if TYPE_CHECKING:
    from mystery.interview.run import Interview


def _set_relevant(run: Interview, slot: Slot, entry: Entry) -> None:
    """A condition that fails hides nothing: it is better asked once too often."""
    slot.shown = to_boolean(run.attempt(slot, entry, True))
    run.refresh(slot)


def _set_required(run: Interview, slot: Slot, entry: Entry) -> None:
    slot.required = to_boolean(run.attempt(slot, entry, False))


def _set_readonly(run: Interview, slot: Slot, entry: Entry) -> None:
    slot.readonly = to_boolean(run.attempt(slot, entry, False))


def _set_constraint(run: Interview, slot: Slot, entry: Entry) -> None:
    slot.constraint_holds = slot.value == "" or to_boolean(run.attempt(slot, entry, True))


def _set_warning(run: Interview, slot: Slot, entry: Entry) -> None:
    slot.warning_holds = slot.value == "" or to_boolean(run.attempt(slot, entry, True))


def _set_calculation(run: Interview, slot: Slot, entry: Entry) -> None:
    _derive(run, slot, run.attempt(slot, entry, BLANK))


def _set_default(run: Interview, slot: Slot, entry: Entry) -> None:
    """Once, when the instance comes to be; what a person answered before is not overwritten."""
    if not slot.defaulted and not slot.given:
        slot.defaulted = True
        _derive(run, slot, run.attempt(slot, entry, BLANK))


def _derive(run: Interview, slot: Slot, value: Value) -> None:
    """A computed value, made to fit the item's type as if it had been answered. No number is blank."""
    one = single(value)
    if isinstance(one, float) and math.isnan(one):
        one = BLANK
    if slot.item.type != "calculate":
        one = value_of(slot.item, answer_of(fitting(slot.item, one)), run.environment.zone)
    run.set_value(slot, one)


def _set_choices(run: Interview, slot: Slot, entry: Entry) -> None:
    rows = run.plan.rows(str(slot.item.get("list", "")))
    scope = run.scope(slot)
    try:
        kept = [row for index, row in enumerate(rows, 1) if _offers(entry.closure, scope, row, index)]
    except EvaluationError as error:
        slot.failed[entry.facet] = (error.code, error.params)
        kept = list(rows)
    slot.choices = in_order(run, slot, kept)


def _offers(closure: Closure, scope: Scope, row: Row, index: int) -> bool:
    scope.row, scope.index = row, index
    return to_boolean(closure(scope))


def in_order(run: Interview, slot: Slot, rows: Sequence[Row]) -> tuple[str, ...]:
    """The names on offer: as the author wrote them, or shuffled by the item's or the interview's seed."""
    names = [row["name"] for row in rows]
    parameters = cast(Mapping[str, str], slot.item.get("parameters") or {})
    if str(parameters.get("randomize")) != "true":
        return tuple(names)
    given = to_number(str(parameters.get("seed", "")))
    own = hash32(f"{run.environment.seed}:{slot.path}")
    return tuple(shuffled(names, own if math.isnan(given) else given))


def _set_repeat_count(run: Interview, slot: Slot, entry: Entry) -> None:
    """A count that shrinks puts instances to rest: their answers come back with the count."""
    key, instances = slot.item.key, slot.at.repeats[slot.item.key]
    number = to_number(run.attempt(slot, entry, BLANK))
    wanted = int(max(0.0, min(number, float(MOST_INSTANCES)))) if math.isfinite(number) else 0
    while len(instances) < wanted:
        run.add_instance(slot.at, key)
    moved = [at for index, at in enumerate(instances) if at.resting != (index >= wanted)]
    for at in moved:
        at.resting = not at.resting
        run.refresh_inside(at)
    if moved:
        run.restructured(slot.at, key)


FACETS: Mapping[str, Callable[[Interview, Slot, Entry], None]] = {
    "relevant": _set_relevant,
    "required": _set_required,
    "readonly": _set_readonly,
    "constraint": _set_constraint,
    "warning": _set_warning,
    "calculation": _set_calculation,
    "default": _set_default,
    "choice_filter": _set_choices,
    "repeat_count": _set_repeat_count,
}
"""A `label` is computed when somebody reads it."""
