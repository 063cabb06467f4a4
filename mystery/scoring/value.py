"""One item: answers -> share 0..1."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from mystery.interview import Answer, Missing, as_codes, as_number, is_running
from mystery.scoring.model import ItemRule

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Share(NamedTuple):
    """`share` None: not applicable, leaves the base. `rule` names how it was found (see `TraceLine`)."""

    share: Decimal | None
    rule: str


def share_of(rule: ItemRule, answers: list[Answer], *, several: bool) -> Share:
    """An item's share: the mean of its instances that apply.

    `several`: the item is a multiple choice, so its codes add up to `cap` (1 where none is given).
    """
    shares = [_one(rule, answer, several=several) for answer in answers] or [_blank(rule)]
    valid = [entry for entry in shares if entry.share is not None]
    if not valid:
        return shares[0]
    total = sum((entry.share for entry in valid if entry.share is not None), ZERO)
    return Share(total / len(valid), valid[0].rule)


def _blank(rule: ItemRule) -> Share:
    return Share(None, "not_applicable") if rule.blank is None else Share(rule.blank, "blank")


def _one(rule: ItemRule, answer: Answer, *, several: bool) -> Share:
    if answer is None:
        return _blank(rule)
    if isinstance(answer, Missing):
        if rule.value is not None and answer.code in rule.value:
            return Share(within(rule.value[answer.code]), "value")
        return Share(None, "not_applicable")
    if is_running(answer):
        return Share(None, "open")
    codes = as_codes(answer)
    if codes == ("void",) and isinstance(answer, Mapping):
        return Share(None, "not_applicable")
    if any(code in rule.not_applicable for code in codes):
        return Share(None, "not_applicable")
    if rule.value is not None:
        return Share(_by_value(rule, codes, several=several), "value")
    return _by_number(rule, as_number(answer))


def _by_value(rule: ItemRule, codes: tuple[str, ...], *, several: bool) -> Decimal:
    values = rule.value or {}
    if not several:
        return within(values.get(codes[0], rule.otherwise) if codes else rule.otherwise)
    gained = sum((values.get(code, rule.otherwise) for code in codes), ZERO)
    return within(min(gained, ONE if rule.cap is None else rule.cap))


def _by_number(rule: ItemRule, number: Decimal | None) -> Share:
    kind = "steps" if rule.steps else "scale" if rule.scale else "as_is"
    if number is None:
        return Share(within(rule.otherwise), kind)
    if rule.steps:
        step = next((share for limit, share in rule.steps if number <= limit), rule.otherwise)
        return Share(within(step), kind)
    if rule.scale:
        low, high = rule.scale
        return Share(within((number - low) / (high - low)), kind)
    return Share(within(number), kind)


def within(share: Decimal) -> Decimal:
    """A share kept between 0 and 1."""
    return min(ONE, max(ZERO, share))
