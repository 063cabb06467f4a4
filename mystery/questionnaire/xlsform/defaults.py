"""Defaults that can be no answer: other tools start such an item blank, and so do we, but not in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mystery.problems import Problem
from mystery.questionnaire.analyse import is_dynamic
from mystery.questionnaire.check_values import fits
from mystery.questionnaire.model import Choice, Node

_SHOWN = 8
_SHAPES = {"date": "2026-12-31", "time": "09:30"}


def drop_impossible_defaults(
    nodes: Sequence[Node], lists: Mapping[str, Sequence[Choice]]
) -> tuple[tuple[Node, ...], list[Problem]]:
    """The nodes with only possible defaults, and a warning for each that was left out."""
    kept: list[Node] = []
    problems: list[Problem] = []
    for node in nodes:
        children, found = drop_impossible_defaults(node.children, lists)
        problems += found
        allowed = _allowed(node, lists) if node.default and not is_dynamic(node.default) else ""
        if allowed:
            params = {"name": node.name, "value": node.default, "allowed": allowed}
            problems.append(Problem("DEFAULT_DROPPED", node.place_of("default"), params))
        if found or allowed:  # to make a node anew costs more than all that is looked at here
            node = replace(node, children=children, default="" if allowed else node.default)
        kept.append(node)
    return tuple(kept), problems


def _allowed(node: Node, lists: Mapping[str, Sequence[Choice]]) -> str:
    """What would be possible instead; '' if the default is possible."""
    if node.type in ("integer", "decimal", "range"):
        return "" if _is_number(node.default) else "0, 1, 2.5, …"
    if node.type in _SHAPES:
        return "" if fits(node.type, node.default) else _SHAPES[node.type]
    codes = [choice.name for choice in lists.get(node.list_name, ())]
    given = [node.default] if node.type == "select_one" else node.default.split()
    if not codes or all(code in codes for code in given):
        return ""
    return ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else "")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
