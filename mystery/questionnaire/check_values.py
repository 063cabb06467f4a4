"""Values that can never be: impossible defaults, empty ranges, constraints nothing satisfies."""

from __future__ import annotations

import math
import re
from datetime import date

from mystery.problems import did_you_mean
from mystery.questionnaire.analyse import Analysis, is_dynamic
from mystery.questionnaire.expression import Tree
from mystery.questionnaire.model import Node
from mystery.questionnaire.promises import PROMISE_KINDS, WITHIN
from mystery.questionnaire.types import TYPES

_INFINITY = float("inf")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?\Z")
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def check_values(analysis: Analysis) -> None:
    """Only what is certain without any answer."""
    for placed in analysis.scope.nodes:
        node = placed.node
        if node.type == "range":
            _range(node, analysis)
        if node.type == "promise":
            _promise(node, analysis)
        if node.default and not is_dynamic(node.default):
            _default(node, analysis)
        tree = analysis.trees.get((placed.key, "constraint"))
        if tree is not None:
            low, high = _bounds(tree)
            if low > high:
                params = {"name": node.name, "constraint": node.constraint}
                analysis.findings.add("CONSTRAINT_IMPOSSIBLE", node.place_of("constraint"), **params)


def _range(node: Node, analysis: Analysis) -> None:
    """XLSForm's defaults: start 1, end 10, step 1."""
    place = node.place_of("parameters")
    numbers: dict[str, float] = {"start": 1.0, "end": 10.0, "step": 1.0}
    for name in numbers.keys() & node.parameters.keys():
        try:
            numbers[name] = _finite(node.parameters[name])
        except ValueError:
            text = node.parameters[name]
            analysis.findings.add("RANGE_NOT_A_NUMBER", place, parameter=name, value=text)
            return
    start, end, step = numbers["start"], numbers["end"], numbers["step"]
    if step == 0 or start == end or abs(step) > abs(end - start):
        params = {"start": f"{start:g}", "end": f"{end:g}", "step": f"{step:g}"}
        analysis.findings.add("RANGE_IMPOSSIBLE", place, **params)


def _promise(node: Node, analysis: Analysis) -> None:
    """What kind of promise it is, and within what time it is kept where nobody named a day."""
    place, kind = node.place_of("parameters"), node.parameters.get("kind", "")
    if kind and kind not in PROMISE_KINDS:
        analysis.findings.add("PROMISE_KIND_UNKNOWN", place, kind=kind)
    for within in (node.parameters.get("within", ""), node.parameters.get("closes", "")):
        if within and not WITHIN.match(within):
            analysis.findings.add("PROMISE_WITHIN_UNREADABLE", place, within=within)


def _default(node: Node, analysis: Analysis) -> None:
    place, text = node.place_of("default"), node.default
    if not fits(node.type, text):
        analysis.findings.add("DEFAULT_IMPOSSIBLE", place, value=text, type=node.type)
        return
    choices = analysis.definition.choices.get(node.list_name)
    if not choices or not TYPES[node.type].has_list:
        return
    codes = [choice.name for choice in choices]
    given = [text] if node.type == "select_one" else text.split()
    for code in given:
        if code not in codes:
            params = {"code": code, "name": node.name, "guess": did_you_mean(code, codes)}
            analysis.findings.add("DEFAULT_NOT_A_CHOICE", place, **params)


def _finite(text: str) -> float:
    """A number as a form can carry it: JSON has no infinity."""
    number = float(text)
    if "_" in text or not math.isfinite(number):
        raise ValueError(text)
    return number


def fits(item_type: str, text: str) -> bool:
    """Whether a plain default can be read as an answer of its type."""
    try:
        if item_type == "integer":
            int(text)
            _finite(text)
        elif item_type in ("decimal", "range"):
            _finite(text)
        elif item_type == "date":
            date.fromisoformat(text[:10])
    except ValueError:
        return False
    return item_type != "time" or _TIME.match(text) is not None


def _bounds(tree: Tree) -> tuple[float, float]:
    """The interval that `. >= 1 and . <= 5` leaves for the answer; infinite where nothing is said."""
    match tree:
        case ("bin", "and", tuple(left), tuple(right)):
            low, high = _bounds(left)
            other_low, other_high = _bounds(right)
            return max(low, other_low), min(high, other_high)
        case ("bin", str(op), ("self",), tuple(number)):
            return _interval(op, number)
        case ("bin", str(op), tuple(number), ("self",)) if op in _FLIPPED:
            return _interval(_FLIPPED[op], number)
    return -_INFINITY, _INFINITY


def _interval(op: str, tree: Tree) -> tuple[float, float]:
    match tree:
        case ("num", float(number)):
            pass
        case ("neg", ("num", float(positive))):
            number = -positive
        case _:
            return -_INFINITY, _INFINITY
    if op in ("<", "<="):
        return -_INFINITY, number
    if op in (">", ">="):
        return number, _INFINITY
    return (number, number) if op == "=" else (-_INFINITY, _INFINITY)
