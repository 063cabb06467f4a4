"""Names, types and lists of nodes: what must be right before anything can refer to them."""

from __future__ import annotations

import re

from mystery.problems import Place, did_you_mean
from mystery.questionnaire.analyse import Analysis
from mystery.questionnaire.model import Node
from mystery.questionnaire.read import MODES
from mystery.questionnaire.scope import Placed
from mystery.questionnaire.types import TYPES

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
MISSING_CODES = ("dont_know", "refused", "not_applicable")


def check_items(analysis: Analysis) -> None:
    """Each node by itself, and no name twice: in our own texts nowhere, in workbooks not in one group."""
    seen: dict[tuple[str, ...], Placed] = {}
    items: dict[str, Placed] = {}
    for placed in analysis.scope.nodes:
        _name(placed, seen, analysis)
        if analysis.is_strict_at(placed.node.place) and not placed.node.children:
            _once(placed, items, analysis)
        if _is_written_here(placed.node):
            _needs(placed, analysis)
        elif placed.node.type:
            _unknown_type(placed.node, analysis)
    definition = analysis.definition
    _codes(definition.missing, definition.place_of("missing"), analysis)


def _is_written_here(node: Node) -> bool:
    """Whether its type is one that an item may have; a rule is one only where rules stand."""
    kind = TYPES.get(node.type)
    return kind is not None and kind.whole == bool(node.severity)


def _name(placed: Placed, seen: dict[tuple[str, ...], Placed], analysis: Analysis) -> None:
    node, findings = placed.node, analysis.findings
    if node.name and not NAME.match(node.name):
        place = node.place_of("name")
        other_tools_take_it = analysis.definition.is_lenient_at(place) and _XML_NAME.match(node.name)
        code = "NAME_UNUSUAL" if other_tools_take_it else "NAME_INVALID"
        findings.add(code, place, name=node.name, better=better_name(node.name))
    # Nodes without a name were reported when they were read.
    first = seen.setdefault(tuple(name.lower() for name in placed.path), placed) if node.name else placed
    if first is not placed:
        place, where = node.place_of("name"), str(first.node.place_of("name"))
        by_case = analysis.definition.is_lenient_at(place) and first.name != placed.name
        code = "NAME_DIFFERS_IN_CASE" if by_case else "NAME_TWICE"
        findings.add(code, place, name=node.name, first=where)


def _once(placed: Placed, items: dict[str, Placed], analysis: Analysis) -> None:
    """An item's name becomes a column of every export, so it stands once in a questionnaire of our own."""
    first = items.setdefault(placed.node.name.lower(), placed) if placed.node.name else placed
    if first is not placed and first.path[:-1] != placed.path[:-1]:
        where = str(first.node.place_of("name"))
        analysis.findings.add("NAME_TWICE", placed.node.place_of("name"), name=placed.node.name, first=where)


def better_name(name: str) -> str:
    """A name made of what was written, as a proposal."""
    plain = name.lower().translate(_UMLAUTS)
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return words if words and not words[0].isdigit() else f"q_{words}".rstrip("_")


def _unknown_type(node: Node, analysis: Analysis) -> None:
    askable = [name for name, kind in TYPES.items() if not (kind.container or kind.whole)]
    guess = did_you_mean(node.type, askable)
    analysis.findings.add("TYPE_UNKNOWN", node.place_of("type"), type=node.type, guess=guess)


def _needs(placed: Placed, analysis: Analysis) -> None:
    node, kind, findings = placed.node, TYPES[placed.node.type], analysis.findings
    if kind.has_list:
        _list(node, analysis)
    if node.type == "calculate" and not node.calculation and not node.default:
        findings.add("CALCULATION_MISSING", node.place, name=node.name)
    if kind.container and not node.children:
        findings.add("GROUP_EMPTY", node.place_of("items"), name=node.name)
    if node.missing:
        _codes(node.missing, node.place_of("missing"), analysis)
    for mode in node.modes:
        if mode not in MODES:
            place = node.place_of("modes")
            findings.add("MODE_UNKNOWN", place, mode=mode, guess=did_you_mean(mode, MODES))
    if not kind.whole:
        _without_effect(node, analysis)


def _codes(codes: tuple[str, ...], place: Place, analysis: Analysis) -> None:
    for code in codes:
        if code not in MISSING_CODES:
            guess = did_you_mean(code, MISSING_CODES)
            analysis.findings.add("MISSING_CODE_UNKNOWN", place, code=code, guess=guess)


def _list(node: Node, analysis: Analysis) -> None:
    definition = analysis.definition
    if not node.list_name:
        analysis.findings.add("LIST_MISSING", node.place_of("type"), name=node.name)
    elif node.list_item:
        if node.or_other:
            analysis.findings.add("OR_OTHER_OF_ANSWERS", node.place_of("type"), name=node.name)
    elif node.list_name not in definition.choices and node.list_name not in definition.tables:
        known = [*definition.choices, *definition.tables]
        guess = did_you_mean(node.list_name, known)
        place = node.place_of("type")
        analysis.findings.add_about("LIST_UNKNOWN", place, node.list_name, list=node.list_name, guess=guess)


def _without_effect(node: Node, analysis: Analysis) -> None:
    """A note or a group is never answered, so nothing can be required of it; only repeats are counted."""
    kind = TYPES[node.type]
    facets = [] if kind.answerable else ["required", "constraint", "warning"]
    if kind.container:
        facets += ["calculation", "default"]
    if not kind.has_list:
        facets.append("choice_filter")
    if node.type != "repeat":
        facets.append("repeat_count")
    for facet in facets:
        if getattr(node, facet):
            params = {"name": node.name, "facet": facet, "type": node.type}
            analysis.findings.add("FACET_WITHOUT_EFFECT", node.place_of(facet), **params)
