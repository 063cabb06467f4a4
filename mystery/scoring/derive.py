"""What an item is worth when nobody said so: yes/no questions and rating scales speak for themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from mystery.interview import as_number
from mystery.questionnaire import Form, Item
from mystery.scoring.model import ItemRule, Scheme

_ONE, _ZERO = Decimal(1), Decimal(0)
_YES = frozenset(
    {
        "yes",
        "ja",
        "y",
        "j",
        "true",
        "wahr",
        "oui",
        "si",
        "sí",
        "s",
        "sim",
        "tak",
        "igen",
        "evet",
        "da",
        "kyllä",
    }
)
_NO = frozenset(
    {
        "no",
        "nein",
        "n",
        "false",
        "falsch",
        "non",
        "não",
        "nao",
        "nie",
        "nem",
        "hayır",
        "ne",
        "ei",
        "nej",
        "nee",
    }
)
_NOT_APPLICABLE = re.compile(
    r"""^(n\.?/?a\.?|not[ _-]?applicable|don'?t[ _-]?know|dk|unknown|refused?|prefer[ ]not[ ]to[ ](say|answer)
        |nicht[ _-]zutreffend|trifft[ ]nicht[ ]zu|entfällt|entfaellt|wei(ß|ss)[ _-]?(ich[ ])?nicht
        |keine[ _-]angabe|k\.?[ ]?a\.?|sans[ ]objet|ne[ ]sait[ ]pas|no[ ]sabe|não[ ]sabe|no[ ]aplica)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BAD_WORDS = r"""
    bad|poor|dissatisf|unsatisf|disagree|unlikely|never|unhappy|schlecht|mangelhaft|ungenügend|unzufrieden
    |stimme[ ].*nicht|nie\b|lehne|mauvais|insatisf|malo|desacuerdo|cattivo|ruim|discordo"""
_GOOD_WORDS = r"""
    good|excellent|fair|satisf|agree|likely|always|often|rarely|important|happy|friendly|clean|stars?|sterne?
    |gut|ausgezeichnet|zufrieden|stimme|zustimm|wahrscheinlich|immer|oft|selten|wichtig
    |bon|d'accord|satisfait|bueno|acuerdo|buono|bom|concordo"""
_BAD = re.compile(rf"\b(very[ ])?({_BAD_WORDS})", re.VERBOSE | re.IGNORECASE)
_EVALUATIVE = re.compile(rf"\b({_BAD_WORDS}|{_GOOD_WORDS})", re.VERBOSE | re.IGNORECASE)
_OUTCOME = re.compile(
    r"(^|_)(nps|recommend\w*|would_buy|would_return|buy_again|weiterempf\w*|wiederkauf\w*|kauf(absicht|bereit)\w*)(_|$)"
)


class Option(NamedTuple):
    """A choice as scoring sees it: its code and its labels in all languages."""

    code: str
    labels: tuple[str, ...]


def derived_scheme(form: Form) -> Scheme:
    """A scheme for a form that has none: yes/no and rating items count equally, others not at all.

    Coverage is not demanded, since only an author knows what must be answered.
    """
    rules: dict[str, ItemRule] = {}
    outcomes: list[str] = []
    for key, item in form.items.items():
        rule = natural_rule(form, item)
        if rule is None:
            continue
        if item.get("dimension") == "outcome" or _OUTCOME.search(item.name.lower()):
            outcomes.append(key)
        else:
            rules[key] = rule
    return Scheme(
        name=f"{form.name}-derived",
        version=form.version,
        questionnaire=form.name,
        model="points",
        items=rules,
        sections={},
        outcomes=tuple(outcomes),
        minimum_coverage=_ZERO,
    )


def completed(scheme: Scheme, form: Form) -> Scheme:
    """The scheme with a value for every item whose rule leaves it to the item itself."""
    rules = {name: _complete(rule, scheme, form) for name, rule in scheme.items.items()}
    return replace(scheme, items=rules)


def _complete(rule: ItemRule, scheme: Scheme, form: Form) -> ItemRule:
    if rule.value is not None or rule.steps or rule.scale or rule.item not in form.items:
        return rule
    natural = natural_rule(form, form.items[rule.item])
    if scheme.marks is not None and (natural is None or natural.scale):
        best, worst = scheme.marks
        natural = replace(natural or rule, scale=(worst, best))
    if natural is None:
        return rule
    codes = (*rule.not_applicable, *natural.not_applicable)
    return replace(rule, value=natural.value, scale=natural.scale, not_applicable=codes)


def natural_rule(form: Form, item: Item) -> ItemRule | None:
    """How a yes/no question, an acknowledgement, a promise, a rating list or a range is scored; else None."""
    if item.type == "acknowledge":
        return ItemRule(item.key, value={"OK": _ONE})
    if item.type == "promise":
        return ItemRule(item.key, value={"kept": _ONE, "broken": _ZERO})
    if item.type == "range":
        return _range(item)
    if item.type != "select_one":
        return None
    options = options_of(form, item)
    not_applicable = tuple(option.code for option in options if _is_not_applicable(option))
    rest = [option for option in options if option.code not in not_applicable]
    rule = _yes_no(item, rest) or _rating(item, rest)
    return None if rule is None else replace(rule, not_applicable=not_applicable)


def options_of(form: Form, item: Item) -> list[Option]:
    """The choices of a select, as far as the form itself lists them."""
    choices = form.package.get("choices")
    rows = choices.get(str(item.get("list", "")), ()) if isinstance(choices, Mapping) else ()
    return [
        Option(str(row["name"]), _labels(row.get("label")))
        for row in _sequence(rows)
        if isinstance(row, Mapping)
    ]


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _labels(label: object) -> tuple[str, ...]:
    if isinstance(label, str):
        return (label,)
    return tuple(str(text) for text in label.values()) if isinstance(label, Mapping) else ()


def _is_not_applicable(option: Option) -> bool:
    return any(
        _NOT_APPLICABLE.match(text.replace("_", " ").strip()) for text in (option.code, *option.labels)
    )


def _yes_no(item: Item, options: Sequence[Option]) -> ItemRule | None:
    if len(options) != 2:
        return None
    positive = [option.code for option in options if _says(option, _YES, _NO)]
    negative = [option.code for option in options if _says(option, _NO, _YES)]
    if len(positive) != 1 or len(negative) != 1 or positive == negative:
        return None
    return ItemRule(item.key, value={positive[0]: _ONE, negative[0]: _ZERO})


def _says(option: Option, words: frozenset[str], opposite: frozenset[str]) -> bool:
    """By label where a label says it (1 = Yes, 2 = No), else by code."""
    firsts = [re.split(r"[\s,.;:!]", text.strip().lower(), maxsplit=1)[0] for text in option.labels]
    spoken = [first for first in firsts if first in words | opposite]
    if spoken:
        return spoken[0] in words
    return option.code.lower() in words


def _rating(item: Item, options: Sequence[Option]) -> ItemRule | None:
    """A list of at least three consecutive numbers whose labels judge something, or are numbers too."""
    numbers = [as_number(option.code) for option in options]
    valid = [number for number in numbers if number is not None and number == number.to_integral_value()]
    if len(valid) < 3 or len(valid) != len(options) or sorted(valid) != _consecutive(min(valid), len(valid)):
        return None
    ordered = [option for _, option in sorted(zip(valid, options, strict=True))]
    ends = (ordered[0], ordered[-1])
    if "likert" not in str(item.get("appearance", "")) and not _judges(ordered, ends):
        return None
    low, high = min(valid), max(valid)
    falling = _is_bad(ends[1]) and not _is_bad(ends[0])
    return ItemRule(item.key, scale=(high, low) if falling else (low, high))


def _consecutive(first: Decimal, count: int) -> list[Decimal]:
    return [first + position for position in range(count)]


def _judges(options: Sequence[Option], ends: tuple[Option, Option]) -> bool:
    if any(_EVALUATIVE.search(label) for end in ends for label in end.labels):
        return True
    return all(as_number(label) is not None for option in options for label in option.labels)


def _is_bad(option: Option) -> bool:
    return any(_BAD.search(label) for label in option.labels)


def _range(item: Item) -> ItemRule | None:
    parameters = item.get("parameters")
    if not isinstance(parameters, Mapping):
        parameters = {}
    low, high = as_number(parameters.get("start", "1")), as_number(parameters.get("end", "10"))
    if low is None or high is None or low == high:
        return None
    return ItemRule(item.key, scale=(low, high))
