"""Definition -> Form: the immutable package that both interpreters read (docs/form-package.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mystery.problems import Rejected, errors_of
from mystery.questionnaire.analyse import EXPRESSIONS, TEXTS, Analysis
from mystery.questionnaire.attached import used_files
from mystery.questionnaire.check import checked
from mystery.questionnaire.graph import Graph
from mystery.questionnaire.model import Definition, Form, Item, Node, canonical
from mystery.questionnaire.packaged_lists import lists_of, source_of
from mystery.questionnaire.pages import Page, pages_of
from mystery.questionnaire.scope import Placed

FORMAT = 1
_PLAIN = ("appearance", "evidence", "rotate", "touchpoint", "process", "phase", "dimension")
_STRUCTURE = ("key", "name", "type", "parent", "repeat", "section")


def compile_form(definition: Definition) -> Form:
    """Compile a definition. Raises `Rejected` with every error that `check` finds."""
    problems, analysis, graph = checked(definition, strict=False)
    errors = errors_of(problems)
    if errors:
        raise Rejected(errors)
    return _form(_as_json(_package(analysis, graph)))


def form_of(text: str) -> Form:
    """A form from the JSON of its package, as it was published."""
    return _form(json.loads(text))


def _as_json(package: Mapping[str, object]) -> dict[str, Any]:
    """As `form_of` would read it. The choices, perhaps tens of thousands, are what JSON gives already."""
    rest = {key: value for key, value in package.items() if key != "choices"}
    return {**json.loads(canonical(rest)), "choices": package["choices"]}


def _form(package: Mapping[str, Any]) -> Form:
    items = {
        node["key"]: Item(
            **{field: node[field] for field in _STRUCTURE},
            properties={name: value for name, value in node.items() if name not in _STRUCTURE},
        )
        for node in package["nodes"]
    }
    return Form(
        name=package["questionnaire"],
        version=package["version"],
        languages=tuple(package["languages"]),
        default_language=package["default_language"],
        items=items,
        package=package,
    )


def _package(analysis: Analysis, graph: Graph) -> dict[str, object]:
    definition = analysis.definition
    choices, tables = lists_of(analysis)
    package: dict[str, object] = {
        "format": FORMAT,
        "questionnaire": definition.name,
        "version": definition.version,
        "title": dict(definition.title),
        "languages": list(definition.languages),
        "default_language": definition.default_language,
        "modes": list(definition.modes),
        "missing": list(definition.missing),
        "choices": choices,
        "tables": tables,
        "nodes": _nodes(analysis),
        "graph": {"order": graph.order, "dependents": graph.dependents},
    }
    files = used_files(analysis)
    if files:
        package["files"] = {name: asdict(file) for name, file in files.items()}
    return package


def _nodes(analysis: Analysis) -> list[dict[str, object]]:
    nodes: list[dict[str, object]] = []
    for page in pages_of(analysis.scope):
        if page.made:
            nodes.append({**_blank(page.key, page.key, "section"), "section": ""})
        for placed in page.nodes:
            nodes.append(_node(placed, page, analysis))
    nodes += [_rule(placed, analysis) for placed in analysis.scope.nodes if placed.node.type == "rule"]
    return nodes


def _rule(placed: Placed, analysis: Analysis) -> dict[str, object]:
    """It stands on no page and in nothing; `about` are the items that a person is led to."""
    packed = {**_blank(placed.key, placed.name, "rule"), "section": "", "severity": placed.node.severity}
    packed["about"] = analysis.about(placed)
    return packed | _texts(placed, analysis) | _trees(placed, analysis)


def _blank(key: str, name: str, kind: str) -> dict[str, object]:
    return {"key": key, "name": name, "type": kind, "parent": "", "repeat": ""}


def _node(placed: Placed, page: Page, analysis: Analysis) -> dict[str, object]:
    node = placed.node
    is_page = not page.made and placed.parent is None
    packed = _blank(placed.key, node.name, "section" if is_page else node.type)
    packed["parent"] = placed.parent.key if placed.parent else (page.key if page.made else "")
    packed["repeat"] = placed.repeat
    packed["section"] = "" if is_page else page.key
    if placed.key in analysis.listed:
        packed["list_from"] = analysis.listed[placed.key].key
    elif node.list_name:
        packed["list"] = source_of(node, analysis.definition)
    packed |= _texts(placed, analysis) | _trees(placed, analysis)
    if placed.key in analysis.triggers:
        packed["trigger"] = list(analysis.triggers[placed.key])
    packed.update(_properties(node))
    return packed


def _trees(placed: Placed, analysis: Analysis) -> dict[str, object]:
    found = {facet: analysis.trees.get((placed.key, facet)) for facet in EXPRESSIONS}
    return {facet: tree for facet, tree in found.items() if tree is not None}


def _texts(placed: Placed, analysis: Analysis) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in TEXTS:
        text = getattr(placed.node, name)
        if text:
            found[name] = dict(analysis.parts.get((placed.key, name)) or text)
    return found


def _properties(node: Node) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(node, name) for name in _PLAIN if getattr(node, name)}
    if node.parameters:
        found["parameters"] = dict(node.parameters)
    if node.missing is not None:
        found["missing"] = list(node.missing)
    if node.modes:
        found["modes"] = list(node.modes)
    if node.or_other:
        found["or_other"] = True
    if node.pin:
        found["pin"] = True
    if node.media:
        found["media"] = {kind: dict(files) for kind, files in node.media.items()}
    autoplay = str(node.extras.get("autoplay", ""))
    if autoplay in node.media:
        found["autoplay"] = autoplay
    return found
