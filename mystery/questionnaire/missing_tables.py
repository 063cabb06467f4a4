"""Tables that a questionnaire names but that are not at hand: they may come later, so they are empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mystery.problems import Place, Problem
from mystery.questionnaire.model import Definition, Node

ENDINGS = (".csv", ".xml", ".geojson")
_FACETS = (
    "relevant", "required", "readonly", "constraint", "warning", "calculation", "default", "choice_filter",
    "repeat_count",
)  # fmt: skip
_LOOKUP = re.compile(r"""\b(?:pulldata|instance)\(\s*['"]([^'"]+)['"]""")


def with_missing_tables(definition: Definition) -> tuple[Definition, list[Problem]]:
    """The definition with an empty table for each file that is not attached, and a warning for each."""
    tables = dict(definition.tables)
    problems: list[Problem] = []
    for name, place in _named((*definition.nodes, *definition.rules)):
        known = {name, *(name + ending for ending in ENDINGS)} & (tables.keys() | definition.choices.keys())
        if known:
            continue
        file = name if name.endswith(ENDINGS) else f"{name}.csv"
        tables[file] = ()
        problems.append(Problem("TABLE_NOT_ATTACHED", place, {"file": file}))
    return (replace(definition, tables=tables) if problems else definition), problems


def _named(nodes: Iterable[Node]) -> Iterator[tuple[str, Place]]:
    """Every file that a select shows or a lookup reads, with its place. Files of selects come first."""
    listed = list(_walk(nodes))
    for node in listed:
        if node.list_name.endswith(ENDINGS):
            yield node.list_name, node.place_of("type")
    for node in listed:
        for facet in _FACETS:
            text = getattr(node, facet)
            for name in _LOOKUP.findall(text) if text else ():
                yield name, node.place_of(facet)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
