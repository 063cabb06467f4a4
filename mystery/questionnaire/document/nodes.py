"""Walking a document: its nodes in order, their names, and the keys they are written with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Tree = dict[str, Any]
KINDS = ("item", "section", "group", "repeat")
ID_COLUMN = "column id"
"""Where a choice keeps a column of its author's that is called `id`, since `id` is the choice's own."""


def nodes_of(document: Mapping[str, Any]) -> Iterator[Tree]:
    """Sections, groups, repeats and items in document order."""
    yield from _below(document.get("sections"))


def _below(nodes: object) -> Iterator[Tree]:
    for node in nodes if isinstance(nodes, list) else ():
        if isinstance(node, dict):
            yield node
            yield from _below(node.get("items"))


def choices_of(document: Mapping[str, Any]) -> Iterator[Tree]:
    """The choices of all lists."""
    lists = document.get("choices")
    for members in lists.values() if isinstance(lists, dict) else ():
        for choice in members if isinstance(members, list) else ():
            if isinstance(choice, dict):
                yield choice


def find(document: Mapping[str, Any], node_id: str) -> Tree | None:
    """The node with an id."""
    return next((node for node in nodes_of(document) if node.get("id") == node_id), None)


def kind_of(node: Mapping[str, Any]) -> str:
    """item, section, group or repeat; item where nothing says so yet."""
    return next((kind for kind in KINDS if kind in node), "item")


def name_of(node: Mapping[str, Any]) -> str:
    """The name under which expressions know a node; '' where it has none yet."""
    name = node.get(kind_of(node), "")
    return name if isinstance(name, str) else ""


def names_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Name -> id; of a name that stands several times, the first."""
    names: dict[str, str] = {}
    for node in nodes_of(document):
        names.setdefault(name_of(node), str(node.get("id", "")))
    return names
