"""Functions on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, Context, Decimal

from mystery.questionnaire.expression.functions.choices import spread
from mystery.questionnaire.expression.scope import Scope
from mystery.questionnaire.expression.values import Value, as_int, is_blank, to_number

_EXACT = Context(prec=800)
_MOST_PLACES = 30
_LONGEST = 2.0**63


def _guarded(compute: Callable[..., float]) -> Callable[..., Value]:
    """IEEE results where Python raises: no number outside the domain, infinity when too large."""

    def function(_: Scope, *values: Value) -> Value:
        try:
            result = compute(*map(to_number, values))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf
        return result

    return function


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else compute(number)


def _power(base: float, exponent: float) -> float:
    """As Java has it: an odd power keeps the sign, also of zero and of what is too large."""
    if abs(base) == 1 and math.isinf(exponent):
        return math.nan
    odd = math.isfinite(exponent) and math.fmod(exponent, 2) in (1, -1)
    infinite = math.copysign(math.inf, base) if odd else math.inf
    try:
        return infinite if base == 0 and exponent < 0 else math.pow(base, exponent)
    except OverflowError:
        return infinite


def _truncated(number: float) -> float:
    return math.copysign(float(math.trunc(number)), number) if math.isfinite(number) else number


def rounded(number: float, places: int) -> float:
    """Half up (towards +infinity) in decimal digits: 1.345 to two places is 1.35, -2.5 is -2.

    To tens and more JavaRosa adds a half and cuts off, so that -16 to tens is -10; we do the same.
    """
    if not math.isfinite(number):
        return number
    if abs(places) > _MOST_PLACES:
        return math.nan
    shifted = _EXACT.scaleb(Decimal(repr(number)), places)
    if places < 0:
        cut = math.trunc(max(-_LONGEST, min(float(shifted) + 0.5, _LONGEST)))
        return float(_EXACT.scaleb(Decimal(cut), -places))
    whole = _EXACT.add(shifted, Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return float(_EXACT.scaleb(whole, -places))


def _round(_: Scope, value: Value, places: Value = 0.0) -> Value:
    return rounded(to_number(value), as_int(places))


def _numbers(values: tuple[Value, ...]) -> list[float]:
    """Blanks and texts that are no numbers do not count."""
    found = (to_number(value) for value in spread(values) if not is_blank(value))
    return [number for number in found if not math.isnan(number)]


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "number": lambda _, value: to_number(value),
    "int": _guarded(_truncated),
    "round": _round,
    "abs": _guarded(abs),
    "pow": _guarded(_power),
    "sqrt": _guarded(math.sqrt),
    "log": _guarded(_logarithm(math.log)),
    "log10": _guarded(_logarithm(math.log10)),
    "exp": _guarded(math.exp),
    "exp10": _guarded(lambda number: math.pow(10.0, number)),
    "sin": _guarded(math.sin),
    "cos": _guarded(math.cos),
    "tan": _guarded(math.tan),
    "asin": _guarded(math.asin),
    "acos": _guarded(math.acos),
    "atan": _guarded(math.atan),
    "atan2": _guarded(math.atan2),
    "pi": lambda _: math.pi,
    "min": lambda _, *values: min(_numbers(values), default=math.nan),
    "max": lambda _, *values: max(_numbers(values), default=math.nan),
    "sum": lambda _, *values: float(sum(_numbers(values))),
}
