"""A simulated tester: draws the answers of one visit from how good the location is at each item."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mystery.questionnaire import Form, Item
from mystery.scoring import ItemRule, Scheme

Quality = Callable[[str], float]
"""Item -> probability (0..1) that this visit finds it well done."""

_NUMBERS = frozenset({"integer", "decimal", "timer", "range"})


@dataclass(frozen=True, slots=True)
class Tester:
    """How a simulated tester differs from the next: severity shifts every probability."""

    name: str
    severity: float
    pace: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a simulated tester draws from: the form, how it is scored, and one visit that went well."""

    form: Form
    scheme: Scheme
    example: Mapping[str, object]
    mishaps: Mapping[str, tuple[object, float]]


def draw_answers(
    drawing: Drawing, quality: Quality, tester: Tester, at: datetime, rng: random.Random
) -> dict[str, object]:
    """Answers for every item that the example answers or the scheme scores; relevance decides what counts.

    Scored items are drawn by `quality`, unscored numbers vary around the example, dates lie some days
    after `at`, and outcome items follow how well the visit went.
    """
    form, scheme = drawing.form, drawing.scheme
    answers = dict(drawing.example)
    gained = possible = 0.0
    for key, item in form.items.items():
        rule = scheme.items.get(key)
        if item.repeat or (rule is None and key not in answers) or _is_missing(answers.get(key)):
            continue
        good = rng.random() < min(0.995, max(0.005, quality(key) - tester.severity))
        if rule is None or item.type == "promise":  # how it ends shows days later
            answers[key] = _varied(item, answers[key], at, rng)
            continue
        gained, possible = gained + good * float(rule.weight), possible + float(rule.weight)
        drawn = _scored(form, item, rule, rng, good=good)
        if drawn is not None:
            answers[key] = drawn
    for key, (wrong, probability) in drawing.mishaps.items():
        if key in form.items and rng.random() < probability:
            answers[key] = wrong
    for key in scheme.outcomes:
        answers[key] = _outcome(gained / possible if possible else 0.5, rng)
    return answers


def _is_missing(answer: object) -> bool:
    return isinstance(answer, Mapping) and "missing" in answer


def _outcome(share: float, rng: random.Random) -> int:
    """Would buy, 0 to 10: mostly what the visit was like, partly the tester's mood."""
    return max(0, min(10, round(12.5 * share - 2.2 + rng.gauss(0.0, 1.4))))


def _scored(form: Form, item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> object:
    if item.type == "select_one" and rule.value:
        return _code(form, item, rule, rng, good=good)
    if rule.steps and item.type in _NUMBERS:
        return _number_by_steps(item, rule, rng, good=good)
    if rule.scale and item.type in _NUMBERS:
        low, high = float(rule.scale[0]), float(rule.scale[1])
        share = rng.uniform(0.85, 1.0) if good else rng.uniform(0.1, 0.7)
        return round(low + share * (high - low))
    return None


def _code(form: Form, item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> str | None:
    """A code by its share: the best ones when well done, otherwise one of the rest."""
    shares = rule.value or {}
    codes = sorted(
        (code for code in _codes(form, item) if code not in rule.not_applicable),
        key=lambda code: -shares.get(code, rule.otherwise),
    )
    if not codes:
        return None
    top = shares.get(codes[0], rule.otherwise)
    best = [code for code in codes if shares.get(code, rule.otherwise) == top]
    rest = [code for code in codes if code not in best] or best
    return rng.choice(best if good else rest)


def _codes(form: Form, item: Item) -> list[str]:
    lists = form.package["choices"]
    assert isinstance(lists, Mapping)
    return [str(choice["name"]) for choice in lists.get(str(item.get("list", "")), ())]


def _number_by_steps(item: Item, rule: ItemRule, rng: random.Random, *, good: bool) -> object:
    """A number out of a step with the best share, or out of one of the others."""
    limits = [float(limit) for limit, _ in rule.steps]
    shares = [*(share for _, share in rule.steps), rule.otherwise]
    floors = [0.0 if limits[0] > 0 else limits[0], *limits]
    ceilings = [*limits, limits[-1] * 1.6 + 1]
    wanted = [index for index, share in enumerate(shares) if (share == max(shares)) == good]
    index = rng.choice(wanted or [0])
    low, high = floors[index], ceilings[index]
    if item.type == "integer":
        least = int(low) + (index > 0 or limits[0] > 0)
        return rng.randint(least, max(least, int(high)))
    return _shaped(item, low + (high - low) * rng.uniform(0.15, 0.95))


def _shaped(item: Item, value: float) -> object:
    if item.type == "timer":
        return {"seconds": round(value, 1), "laps": []}
    return round(value, 1) if item.type == "decimal" else round(value)


def _varied(item: Item, value: object, at: datetime, rng: random.Random) -> object:
    """An unscored number wanders by a fifth, days and promises lie ahead, moments behind; all else stays."""
    if item.type == "date":
        return (at + timedelta(days=rng.randint(2, 9))).date().isoformat()
    if item.type == "promise" and isinstance(value, Mapping):
        return {"what": value["what"], "by": (at + timedelta(days=rng.randint(2, 9))).date().isoformat()}
    if item.type == "datetime":
        return (at - timedelta(minutes=rng.randint(30, 2000))).isoformat(timespec="minutes")
    if item.type not in _NUMBERS or item.type == "range":
        return value
    number = value.get("seconds") if isinstance(value, Mapping) else value
    if not isinstance(number, int | float | str):
        return value
    return _shaped(item, float(number) * rng.uniform(0.85, 1.2))


REMARKS = (
    "Das dauerte länger als angekündigt, eine Erklärung gab es nicht.",
    "Freundlich, aber es wurde kaum nach meinem Bedarf gefragt.",
    "Die Auskunft war knapp; auf Nachfrage wurde sie besser.",
)


def fill(form: Form, item: Item, rng: random.Random) -> object:
    """An answer to an item that only came up because the visit went otherwise than the example."""
    if item.type == "select_one":
        return rng.choice(_codes(form, item))
    if item.type == "select_multiple":
        return [rng.choice(_codes(form, item))]
    if item.type in _NUMBERS:
        return _shaped(item, float(rng.randint(1, 4)))
    return rng.choice(REMARKS)
