"""A scheme against its form: what does not exist, what cannot be scored, what was probably not meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mystery.problems import Problem, Rejected, did_you_mean
from mystery.questionnaire import TYPES, Form
from mystery.questionnaire.expression import SIGNATURES, Tree, parse
from mystery.scoring.derive import completed, options_of
from mystery.scoring.model import ItemRule, Rule, Scheme
from mystery.scoring.score import section_of_items

SELECTS = frozenset({"select_one", "select_multiple"})
_OF_THE_INTERVIEW = frozenset(
    {"now", "today", "random", "randomize", "uuid", "once", "regex"}
    | {"position", "indexed-repeat", "pulldata", "jr:choice-name"}
)
_FUNCTIONS = {name: one for name, one in SIGNATURES.items() if name not in _OF_THE_INTERVIEW}
"""A score comes out the same tomorrow; a condition stands outside of lists; no pattern may run away."""
_CONTAINERS = frozenset(name for name, kind in TYPES.items() if kind.container)
_UNSCORED = frozenset(name for name, kind in TYPES.items() if kind.value in ("", "media", "place"))


def check_scheme(scheme: Scheme, form: Form) -> list[Problem]:
    """Every problem of a scheme that was read, against the form it is for; empty = it can be used."""
    problems = [
        *_binding(scheme, form),
        *_names(scheme, form),
        *_item_rules(scheme, form),
        *_weights(scheme, form),
        *_grades(scheme),
        *_expressions(scheme, form),
    ]
    return sorted(problems, key=lambda problem: (problem.place.line, problem.place.column))


def _binding(scheme: Scheme, form: Form) -> Iterator[Problem]:
    if scheme.questionnaire and scheme.questionnaire != form.name:
        params = {"scheme": scheme.questionnaire, "form": form.name}
        yield Problem("SCHEME_OTHER_QUESTIONNAIRE", scheme.place_of(""), params)
    if not scheme.items:
        yield Problem("SCHEME_EMPTY", scheme.place_of(""))


def _names(scheme: Scheme, form: Form) -> Iterator[Problem]:
    items = [key for key, item in form.items.items() if item.type not in _CONTAINERS]
    pages = {item.section for item in form.items.values()} | {
        key for key, item in form.items.items() if item.type in _CONTAINERS
    }
    listed = [(f"items.{name}", name) for name in scheme.items]
    for name, rule in scheme.sections.items():
        listed += [(f"sections.{name}.items", item) for item in rule.items]
        if name not in pages and not rule.items:
            params = {"section": name, "guess": did_you_mean(name, pages)}
            yield Problem("SCHEME_UNKNOWN_SECTION", scheme.place_of(f"sections.{name}"), params)
    listed += [("outcomes", name) for name in scheme.outcomes]
    for position, group in enumerate(scheme.exclusive):
        listed += [(f"exclusive.{position}", name) for name in group]
    for path, name in listed:
        if name not in items:
            params = {"item": name, "guess": did_you_mean(name, items)}
            yield Problem("SCHEME_UNKNOWN_ITEM", scheme.place_of(path), params)
    for name in scheme.outcomes:
        if name in scheme.items:
            yield Problem("SCHEME_OUTCOME_SCORED", scheme.place_of(f"items.{name}"), {"item": name})
    yield from _zeroed(scheme)


def _zeroed(scheme: Scheme) -> Iterator[Problem]:
    known = [*scheme.sections, *scheme.items]
    for position, rule in enumerate(scheme.thresholds):
        if rule.zero and rule.zero not in known:
            params = {"section": rule.zero, "guess": did_you_mean(rule.zero, known)}
            yield Problem("SCHEME_UNKNOWN_SECTION", scheme.place_of(f"thresholds.{position}"), params)


def _item_rules(scheme: Scheme, form: Form) -> Iterator[Problem]:
    whole = completed(scheme, form)
    for name, rule in whole.items.items():
        if name not in form.items:
            continue
        kind = form.items[name].type
        place = scheme.place_of(f"items.{name}")
        params = {"item": name, "type": kind}
        if kind in _UNSCORED:
            yield Problem("SCHEME_NOT_SCORABLE", place, params)
        elif kind in SELECTS and rule.value is not None:
            yield from _codes(scheme, form, rule)
        elif kind == "promise" and rule.value is not None:
            yield from _unknown_codes(scheme, rule, ("kept", "broken", *_missing_codes(form, name)))
        elif not _has_value(scheme, rule, kind):
            yield Problem("SCHEME_NO_VALUE", place, params)


def _has_value(scheme: Scheme, rule: ItemRule, kind: str) -> bool:
    """True also where a value was written and could not be read: that has its own problem."""
    if any(f"items.{rule.item}.{key}" in scheme.places for key in ("value", "steps", "scale")):
        return True
    return kind != "select_multiple" and bool(rule.value is not None or rule.steps or rule.scale)


def _codes(scheme: Scheme, form: Form, rule: ItemRule) -> Iterator[Problem]:
    """Codes that the list does not have, and codes of the list that nobody thought of."""
    item = form.items[rule.item]
    codes = [option.code for option in options_of(form, item)]
    if not codes:
        return
    given, path = rule.value or {}, f"items.{rule.item}"
    allowed = [*codes, *_missing_codes(form, rule.item), *(["other"] if item.get("or_other") else [])]
    yield from _unknown_codes(scheme, rule, allowed)
    forgotten = [code for code in codes if code not in given and code not in rule.not_applicable]
    says_the_rest = f"{path}.otherwise" in scheme.places or item.type == "select_multiple"
    if forgotten and not says_the_rest:
        params = {"item": rule.item, "codes": ", ".join(forgotten)}
        yield Problem("SCHEME_CODE_WITHOUT_VALUE", scheme.place_of(f"{path}.value"), params)


def _unknown_codes(scheme: Scheme, rule: ItemRule, allowed: Sequence[str]) -> Iterator[Problem]:
    for code in (*(rule.value or {}), *rule.not_applicable):
        if code not in allowed:
            params = {"item": rule.item, "code": code, "guess": did_you_mean(code, allowed)}
            place = scheme.place_of(f"items.{rule.item}.value.{code}")
            yield Problem("SCHEME_UNKNOWN_CODE", place, params)


def _missing_codes(form: Form, key: str) -> list[str]:
    codes = form.items[key].get("missing", form.package.get("missing"))
    return [str(code) for code in codes] if isinstance(codes, list | tuple) else []


def _weights(scheme: Scheme, form: Form) -> Iterator[Problem]:
    scored = {name: rule for name, rule in scheme.items.items() if name not in scheme.bonus_items}
    if scored and not any(rule.weight for rule in scored.values()):
        yield Problem("SCHEME_WEIGHTS_ZERO", scheme.place_of("items"))
    home = section_of_items(form, scheme)
    weighted = {name for name, rule in scheme.sections.items() if rule.weight is not None}
    used = {home[name] for name in scored if name in form.items}
    for name in sorted(used - weighted) if weighted else ():
        yield Problem("SCHEME_SECTION_WITHOUT_WEIGHT", scheme.place_of(f"sections.{name}"), {"section": name})
    known = {item.section for item in form.items.values()}
    for name in sorted((set(scheme.sections) & known) - used):
        yield Problem("SCHEME_SECTION_EMPTY", scheme.place_of(f"sections.{name}"), {"section": name})
    if scheme.model == "deductions" and scored:
        whole = _possible(scheme, scored, home)
        if whole != 100:
            yield Problem(
                "SCHEME_SUM_NOT_HUNDRED", scheme.place_of("items"), {"sum": f"{whole.normalize():f}"}
            )


def _possible(scheme: Scheme, scored: dict[str, ItemRule], home: object) -> Decimal:
    """All points that can be earned: a section's own weight, or what its items weigh."""
    sections = dict(home) if isinstance(home, dict) else {}
    own = {name: rule.weight for name, rule in scheme.sections.items() if rule.weight is not None}
    free = [rule.weight for name, rule in scored.items() if sections.get(name) not in own]
    return sum(own.values(), Decimal(0)) + sum(free, Decimal(0))


def _grades(scheme: Scheme) -> Iterator[Problem]:
    limits = [limit for limit, _ in scheme.grades]
    names = [name for _, name in scheme.grades]
    if limits != sorted(set(limits), reverse=True):
        yield Problem("SCHEME_GRADES_ORDER", scheme.place_of("grades"))
    if limits and limits[-1] > 0:
        params = {"grade": names[-1], "limit": f"{limits[-1]:f}"}
        yield Problem("SCHEME_GRADES_GAP", scheme.place_of("grades"), params)
    for name in scheme.grade_labels:
        if name not in names:
            params = {"grade": name, "guess": did_you_mean(name, names)}
            yield Problem("SCHEME_UNKNOWN_GRADE", scheme.place_of("grades"), params)
    for position, rule in enumerate(scheme.knock_outs):
        if rule.grade_cap and rule.grade_cap not in names:
            params = {"grade": rule.grade_cap, "guess": did_you_mean(rule.grade_cap, names)}
            yield Problem("SCHEME_UNKNOWN_GRADE", scheme.place_of(f"knock_outs.{position}"), params)


def _expressions(scheme: Scheme, form: Form) -> Iterator[Problem]:
    for name, item in scheme.items.items():
        yield from _expression(scheme, form, f"items.{name}.when", item.when)
    groups: dict[str, tuple[Rule, ...]] = {
        "knock_outs": scheme.knock_outs,
        "deductions": scheme.deductions,
        "thresholds": scheme.thresholds,
        "rules": tuple(Rule(rule.when) for rule in scheme.rules),
    }
    for key, rules in groups.items():
        for position, rule in enumerate(rules):
            for text in (rule.when, rule.times):
                yield from _expression(scheme, form, f"{key}.{position}.when", text)


def _expression(scheme: Scheme, form: Form, path: str, text: str) -> Iterator[Problem]:
    if not text:
        return
    place = scheme.place_of(path)
    try:
        tree = parse(text)
    except Rejected as rejected:
        yield from (replace(problem, place=place) for problem in rejected.problems)
        return
    for code, params in _wrong_parts(tree, form):
        yield Problem(code, place, params)


def _wrong_parts(tree: Tree, form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    kind = tree[0]
    if kind == "ref" and tree[1] not in form.items:
        guess = did_you_mean(str(tree[1]), form.items)
        yield "SCHEME_UNKNOWN_ITEM", {"item": tree[1], "guess": guess}
    elif kind == "call" and tree[1] not in _FUNCTIONS:
        yield "SCHEME_UNKNOWN_FUNCTION", {"name": tree[1], "guess": did_you_mean(str(tree[1]), _FUNCTIONS)}
    elif kind == "call" and not _FUNCTIONS[str(tree[1])].takes(len(tree) - 2):
        wanted = str(_FUNCTIONS[str(tree[1])])
        yield "SCHEME_ARGUMENTS", {"name": tree[1], "wanted": wanted, "given": len(tree) - 2}
    elif kind not in ("ref", "call", "bin", "neg", "num", "str"):
        yield "SCHEME_EXPRESSION_PART", {"part": kind}
    for part in tree[1:]:
        if isinstance(part, tuple) and part and isinstance(part[0], str):
            yield from _wrong_parts(part, form)
