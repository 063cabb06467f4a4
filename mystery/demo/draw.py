"""A simulated tester: draws the answers of one visit from how good the location is at each item."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mystery.questionnaire import Form, Item
from mystery.scoring import ItemRule, Scheme

Quality = Callable[[str], float]
"""Item -> probability (0..1) that this visit finds it well done."""

_FREE_TYPES = frozenset({"integer", "decimal", "timer", "range"})


@dataclass(frozen=True, slots=True)
class Tester:
    """How a simulated tester differs from the next: severity shifts every probability."""

    name: str
    severity: float
    pace: float


def draw_answers(
    form: Form,
    scheme: Scheme,
    example: Mapping[str, object],
    quality: Quality,
    tester: Tester,
    rng: random.Random,
) -> dict[str, object]:
    """Answers for every item that the example visit of the pack answers, redrawn where they are scored.

    Unscored numbers vary around the example; texts and dates stay as the example has them. Items that
    the example leaves out but the scheme scores are drawn too: relevance decides whether they count.
    """
    answers = dict(example)
    for key, item in form.items.items():
        rule = scheme.items.get(key)
        if item.repeat or (rule is None and key not in answers):
            continue
        good = rng.random() < min(0.995, max(0.005, quality(key) - tester.severity))
        drawn = _scored(form, item, rule, rng, good=good) if rule else _varied(item, answers[key], rng)
        if drawn is not None:
            answers[key] = drawn
    return answers


def _scored(form: Form, item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> object:
    if item.type == "select_one" and rule.value:
        return _code(form, item, rule, rng, good=good)
    if item.type == "select_multiple" and rule.value:
        codes = [code for code, share in rule.value.items() if share > 0]
        kept = codes if good else codes[: rng.randrange(0, max(1, len(codes) // 2 + 1))]
        return kept or None
    if rule.steps and item.type in _FREE_TYPES:
        return _number_by_steps(item, rule, rng, good=good)
    if rule.scale and item.type in _FREE_TYPES:
        low, high = float(rule.scale[0]), float(rule.scale[1])
        share = rng.triangular(0.65, 1.0, 0.9) if good else rng.triangular(0.1, 0.7, 0.4)
        return round(low + share * (high - low))
    return None


def _code(form: Form, item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> str | None:
    """A code by its share: the best ones when well done, otherwise one of the rest."""
    shares = rule.value or {}
    offered = {str(choice["name"]) for choice in _choices(form, item)} or set(shares)
    codes = sorted((code for code in shares if code in offered), key=lambda code: -shares[code])
    if not codes:
        return None
    best = [code for code in codes if shares[code] == shares[codes[0]]]
    rest = [code for code in codes if code not in best] or best
    return rng.choice(best if good else rest)


def _choices(form: Form, item: Item) -> list[Mapping[str, object]]:
    lists = form.package["choices"]
    assert isinstance(lists, Mapping)
    return list(lists.get(str(item.get("list", "")), ()))


def _number_by_steps(item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> object:
    limits = [float(limit) for limit, _ in rule.steps]
    if good:
        value = rng.uniform(0.35, 0.98) * limits[0]
    else:
        value = (
            limits[-1] * rng.uniform(1.05, 2.2)
            if len(limits) == 1 or rng.random() < 0.5
            else rng.uniform(limits[0], limits[-1])
        )
    return _shaped(item, value)


def _shaped(item: Item, value: float) -> object:
    if item.type == "timer":
        return {"seconds": round(value, 1), "started_at": None, "stopped_at": None, "laps": []}
    return round(value, 1) if item.type == "decimal" else round(value)


def _varied(item: Item, value: object, rng: random.Random) -> object:
    """An unscored number wanders by a fifth; anything else stays as the example has it."""
    if item.type == "timer" and isinstance(value, Mapping):
        return _shaped(item, float(value["seconds"]) * rng.uniform(0.8, 1.25))
    if item.type in ("integer", "decimal", "timer") and isinstance(value, (int, float)):
        return (
            _shaped(item, value * rng.uniform(0.8, 1.2))
            if item.type == "timer"
            else round(value * rng.uniform(0.85, 1.2))
        )
    return value
