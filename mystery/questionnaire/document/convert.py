"""Definition -> document and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mystery.problems import Problem
from mystery.questionnaire.document.marking import Marker, Spot
from mystery.questionnaire.document.nodes import ID_COLUMN, Tree, kind_of
from mystery.questionnaire.missing_tables import with_missing_tables
from mystery.questionnaire.model import Definition, Node
from mystery.questionnaire.pages import ITEMS_PER_MADE_PAGE
from mystery.questionnaire.plain import plain
from mystery.questionnaire.read import Table, read_marked


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as a definition, the problems of reading, and the marker that leads back to the nodes."""

    definition: Definition
    problems: list[Problem]
    marker: Marker

    def spot(self, problem: Problem) -> Spot:
        """The node and key that a problem belongs to."""
        return self.marker.spot(problem.place.line)


def read_document(
    document: Mapping[str, Any], tables: Mapping[str, list[Mapping[str, Any]]], marker: Marker | None = None
) -> Reading:
    """The definition of a document. Raises `Rejected` where it is nested beyond all reason."""
    marker = marker or Marker()
    root = marker.mark(dict(document))
    rows: dict[str, Table] = {name: tuple(map(_row, members)) for name, members in tables.items()}
    definition, problems = read_marked(root, [], rows)
    definition, missing = with_missing_tables(definition)
    return Reading(definition, problems + missing, marker)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value is not None}


def document_of(definition: Definition, new_id: Callable[[], str]) -> Tree:
    """The document of a definition: each text by language, each node and choice with an id.

    What stands outside every section gets one, as it would get a page (docs/form-package.md).
    """
    tree: Tree = plain(definition, every_language_named=True)
    nodes = tree.pop("sections", None) or tree.pop("items", [])
    tree["languages"] = list(definition.languages)
    tree["choices"] = {
        name: [_with_id(_choice(choice), new_id) for choice in members]
        for name, members in tree.get("choices", {}).items()
    }
    names = {node.name for node in _all(definition.nodes)}
    tree["sections"] = [_identified(node, new_id) for node in _sections(nodes, names)]
    return tree


def _choice(choice: Tree) -> Tree:
    return {ID_COLUMN if key == "id" else key: value for key, value in choice.items()}


def _with_id(node: Tree, new_id: Callable[[], str]) -> Tree:
    return {"id": new_id(), **node}


def _identified(node: Tree, new_id: Callable[[], str]) -> Tree:
    found = _with_id(node, new_id)
    if "items" in node:
        found["items"] = [_identified(child, new_id) for child in node["items"]]
    return found


def _all(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _sections(nodes: list[Tree], names: set[str]) -> list[Tree]:
    """A top-level group is a section already; other nodes share made ones."""
    sections: list[Tree] = []
    open_page: list[Tree] | None = None
    for node in nodes:
        kind = kind_of(node)
        if kind in ("section", "group"):
            sections.append({"section": node[kind], **{key: node[key] for key in node if key != kind}})
            open_page = None
        elif kind == "repeat" or open_page is None or len(open_page) >= ITEMS_PER_MADE_PAGE:
            sections.append({"section": _free(f"page_{len(sections) + 1}", names), "items": [node]})
            open_page = None if kind == "repeat" else sections[-1]["items"]
        else:
            open_page.append(node)
    return sections


def _free(name: str, names: set[str]) -> str:
    while name in names:
        name += "_"
    names.add(name)
    return name
