"""Functions on truths, codes, node-sets and chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from mystery.questionnaire.expression.prng import shuffled
from mystery.questionnaire.expression.scope import Scope
from mystery.questionnaire.expression.values import (
    BLANK,
    TRIMMED,
    NodeSet,
    Value,
    as_int,
    is_blank,
    members,
    single,
    to_boolean,
    to_number,
    to_text,
)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MAX_UUID = 1_000


def spread(values: tuple[Value, ...]) -> Iterator[Value]:
    """Every value of the arguments; node-sets give each of theirs."""
    for value in values:
        yield from members(value)


def _codes(value: Value) -> list[str]:
    """Only blanks separate codes, as in JavaRosa."""
    return [code for code in to_text(value).split(" ") if code]


def _boolean_from_string(_: Scope, value: Value) -> Value:
    one = single(value)
    return one if isinstance(one, bool) else to_text(one).lower() in ("1", "true")


def _selected(_: Scope, value: Value, code: Value) -> Value:
    return f" {to_text(code).strip(TRIMMED)} " in f" {to_text(value)} "


def _selected_at(_: Scope, value: Value, index: Value) -> Value:
    chosen, position = _codes(value), as_int(index)
    return chosen[position] if 0 <= position < len(chosen) else BLANK


def _count(_: Scope, value: Value) -> Value:
    if isinstance(value, NodeSet):
        return float(len(value))
    return 0.0 if is_blank(value) else 1.0


def _count_non_empty(_: Scope, value: Value) -> Value:
    return float(sum(not is_blank(one) for one in members(value)))


def _checklist(_: Scope, least: Value, most: Value, *flags: Value) -> Value:
    """How many are true, within whole bounds; a bound of -1 is none."""
    count, low, high = sum(map(to_boolean, spread(flags))), as_int(least), as_int(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _weighted_checklist(_: Scope, least: Value, most: Value, *pairs: Value) -> Value:
    """The sum of the weights of what is true, within bounds. Here -1 is a bound like any other."""
    flags = [
        (to_boolean(flag), to_number(weight)) for flag, weight in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    total = sum(weight for holds, weight in flags if holds)
    return to_number(least) <= total <= to_number(most)


def _randomize(scope: Scope, value: Value, seed: Value = None) -> Value:
    number = math.nan if seed is None else to_number(seed)
    return NodeSet(shuffled(list(members(value)), scope.seed() if math.isnan(number) else number))


def _uuid(scope: Scope, length: Value = None) -> Value:
    """Version 4, from the interview's seed; with a length, so many letters and digits."""
    if length is not None:
        count = max(0, min(as_int(length), _MAX_UUID))
        return "".join(_LETTERS[int(scope.random() * len(_LETTERS))] for _ in range(count))
    digits = [int(scope.random() * 16) for _ in range(32)]
    digits[12], digits[16] = 4, 8 + digits[16] % 4
    plain = "".join(f"{digit:x}" for digit in digits)
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "true": lambda _: True,
    "false": lambda _: False,
    "not": lambda _, value: not to_boolean(value),
    "boolean": lambda _, value: to_boolean(value),
    "boolean-from-string": _boolean_from_string,
    "selected": _selected,
    "selected-at": _selected_at,
    "count-selected": lambda _, value: float(len(_codes(value))),
    "count": _count,
    "count-non-empty": _count_non_empty,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
    "random": lambda scope: scope.random(),
    "randomize": _randomize,
    "uuid": _uuid,
}
