"""The best that a visit can come to under a scheme, whatever is asked in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mystery.questionnaire import Form
from mystery.scoring.derive import completed
from mystery.scoring.grades import grade_of, mark_of
from mystery.scoring.model import ItemRule, Scheme, SectionRule
from mystery.scoring.score import section_of_items
from mystery.scoring.value import HUNDRED, ONE, ZERO, within

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Best:
    """A total in percent with two decimals, its grade, and the mark where the scheme has marks."""

    total: Decimal
    grade: str
    mark: Decimal | None


def best_of(form: Form, scheme: Scheme) -> Best | None:
    """Every item at its best, every bonus earned, nothing deducted. None where nothing is scored."""
    scheme = completed(scheme, form)
    shares = {
        name: best_share(rule, several=form.items[name].type == "select_multiple")
        for name, rule in scheme.items.items()
        if name in form.items
    }
    base = _base(form, scheme, shares)
    if base is None:
        return None
    bonus = sum(
        (shares[each] * scheme.items[each].weight for each in scheme.bonus_items if each in shares), ZERO
    )
    total = min(HUNDRED, base + min(bonus, scheme.bonus_cap)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Best(total, grade_of(scheme, total), mark_of(scheme, total))


def best_share(rule: ItemRule, *, several: bool) -> Decimal:
    """The largest share 0..1 that an answer can earn."""
    if rule.value is not None:
        values = [*rule.value.values(), rule.otherwise]
        gained = sum((each for each in values[:-1] if each > 0), ZERO)
        return within(min(gained, ONE if rule.cap is None else rule.cap) if several else max(values))
    if rule.steps:
        return within(max(rule.otherwise, *(share for _limit, share in rule.steps)))
    return ONE


def _base(form: Form, scheme: Scheme, shares: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted mean of the sections; of items that exclude each other the best one counts."""
    outside = {*scheme.bonus_items, *scheme.outcomes, *_losers(scheme, shares)}
    home = section_of_items(form, scheme)
    weights: dict[str, Decimal] = defaultdict(Decimal)
    gained: dict[str, Decimal] = defaultdict(Decimal)
    for name, share in shares.items():
        if name not in outside:
            weights[home[name]] += scheme.items[name].weight
            gained[home[name]] += scheme.items[name].weight * share
    counted = {name: _weight(scheme.sections.get(name), own) for name, own in weights.items() if own}
    whole = sum(counted.values(), ZERO)
    if not whole:
        return None
    return HUNDRED * sum((counted[each] * gained[each] / weights[each] for each in counted), ZERO) / whole


def _weight(rule: SectionRule | None, own: Decimal) -> Decimal:
    return own if rule is None or rule.weight is None else rule.weight


def _losers(scheme: Scheme, shares: Mapping[str, Decimal]) -> set[str]:
    losers: set[str] = set()
    for group in scheme.exclusive:
        members = [name for name in group if name in shares]
        if members:
            losers.update(set(members) - {max(members, key=lambda name: shares[name])})
    return losers
