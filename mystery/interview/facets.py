"""What each computed facet does to an item when it has been evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from mystery.interview.offers import in_order
from mystery.interview.paths import MOST_INSTANCES, Instance, Slot
from mystery.interview.typed import answer_of, fitting, value_of
from mystery.questionnaire.expression import BLANK, Value, single, to_boolean, to_number

if TYPE_CHECKING:
    from mystery.interview.plan import Entry
    from mystery.interview.run import Interview

Settle = Callable[["Interview", Slot, "Entry"], None]


def _set_relevant(run: Interview, slot: Slot, entry: Entry) -> None:
    """A condition that fails hides nothing: it is better asked once too often."""
    found = run.attempt(slot, entry, True)
    shown = found if type(found) is bool else to_boolean(found)
    if slot.shown != shown:
        slot.shown = shown
        run.refresh(slot)


def _demand(name: str) -> Settle:
    """`required` and `readonly`: what fails demands nothing."""

    def settle(run: Interview, slot: Slot, entry: Entry) -> None:
        run.note(slot, name, to_boolean(run.attempt(slot, entry, False)))

    return settle


def _check(name: str) -> Settle:
    """A check of an answer: a blank satisfies it, and so does what fails."""

    def settle(run: Interview, slot: Slot, entry: Entry) -> None:
        run.note(slot, name, slot.value == "" or to_boolean(run.attempt(slot, entry, True)))

    return settle


def _set_constraint(run: Interview, slot: Slot, entry: Entry) -> None:
    """Of an answer; a rule has none. A doubt that came up again after it was gone is confirmed again."""
    is_rule = slot.item.type == "rule"
    holds = (slot.value == "" and not is_rule) or to_boolean(run.attempt(slot, entry, True))
    run.note(slot, "constraint_holds", holds)
    if holds and is_rule:
        run.note(slot, "confirmed", "")


def _set_calculation(run: Interview, slot: Slot, entry: Entry) -> None:
    _derive(run, slot, run.attempt(slot, entry, BLANK))


def _set_default(run: Interview, slot: Slot, entry: Entry) -> None:
    """Once, when the instance comes to be; what a person answered before is not overwritten."""
    if not slot.defaulted and not slot.given:
        slot.defaulted = True
        _derive(run, slot, run.attempt(slot, entry, BLANK))


def _derive(run: Interview, slot: Slot, value: Value) -> None:
    """A computed value, made to fit the item's type as if it had been answered.

    What is no number is blank, and so is a round of a repeat, which has no value of its own.
    """
    one = single(value)
    if isinstance(one, Instance) or (isinstance(one, float) and math.isnan(one)):
        one = BLANK
    if slot.item.type != "calculate":
        one = value_of(slot.item, answer_of(fitting(slot.item, one)), run.environment.zone)
    run.set_value(slot, one)


def _set_choices(run: Interview, slot: Slot, entry: Entry) -> None:
    """A filter that fails hides nothing."""
    names = run.attempt(slot, entry, run.plan.names(slot.item))
    run.note(slot, "choices", in_order(run, slot, cast(tuple[str, ...], names)))


def _set_repeat_count(run: Interview, slot: Slot, entry: Entry) -> None:
    """A count that shrinks puts instances to rest: their answers come back with the count."""
    key, instances = slot.item.key, slot.at.repeats[slot.item.key]
    number = to_number(run.attempt(slot, entry, BLANK))
    wanted = int(max(0.0, min(number, float(MOST_INSTANCES)))) if math.isfinite(number) else 0
    if len(instances) < wanted:
        run.add_instances(slot.at, key, wanted - len(instances))
    moved = [at for index, at in enumerate(instances) if at.resting != (index >= wanted)]
    for at in moved:
        at.resting = not at.resting
        run.refresh_inside(at)
    if moved:
        run.restructured(slot.at, key)
    if math.isfinite(number) and int(number) > len(instances):
        run.fail(slot, entry, "EVALUATION_ROUNDS", {"wanted": int(number), "made": len(instances)})


FACETS: Mapping[str, Settle] = {
    "relevant": _set_relevant,
    "required": _demand("required"),
    "readonly": _demand("readonly"),
    "constraint": _set_constraint,
    "warning": _check("warning_holds"),
    "calculation": _set_calculation,
    "default": _set_default,
    "choice_filter": _set_choices,
    "repeat_count": _set_repeat_count,
}
"""A `label` is computed when somebody reads it."""
