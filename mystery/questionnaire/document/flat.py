"""The content of a draft laid flat: who has which id, inside of whom, and in which order."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from mystery.questionnaire.document.nodes import Tree

PARENT, INSIDE = "/parent", "/items"
"""Keys that no author can write: whose an owner is, and that it can hold others."""
_SECTIONS, _CHOICES, _EXAMPLES = "/sections", "/choices/", "/examples"


@dataclass(frozen=True, slots=True)
class Flat:
    """`owners`: nodes, choices and examples by id, each with its `PARENT` instead of what is inside.

    A parent is an id, or `/sections`, `/examples`, `/choices/<list>`. `orders`: the ids inside a parent.
    `root` is the rest; an empty list or section is known by its entry in `orders` or in `root`.
    """

    root: Tree
    owners: dict[str, Tree] = field(default_factory=dict)
    orders: dict[str, list[str]] = field(default_factory=dict)


def flatten(content: Mapping[str, Any]) -> Flat:
    """Lay a content flat that `shape_problems` has nothing against."""
    document = dict(content["document"])
    flat = Flat({**content, "document": document})
    _lay(document.pop("sections", []), _SECTIONS, flat, nested=True)
    lists = document.pop("choices", {})
    document["choices"] = dict.fromkeys(lists, True)
    for name, members in lists.items():
        _lay(members, _CHOICES + name, flat)
    _lay(flat.root.pop("examples", []), _EXAMPLES, flat)
    return flat


def _lay(members: list[Tree], parent: str, flat: Flat, *, nested: bool = False) -> None:
    flat.orders[parent] = [member["id"] for member in members]
    for member in members:
        own = {key: value for key, value in member.items() if key != "items" or not nested}
        flat.owners[member["id"]] = {**own, PARENT: parent}
        if nested and "items" in member:
            flat.owners[member["id"]][INSIDE] = True
            _lay(member["items"], member["id"], flat, nested=True)


def unflatten(flat: Flat) -> Tree:
    """The content again."""
    document = dict(flat.root["document"])
    lists = document.pop("choices", {})
    names = [*lists, *(each.removeprefix(_CHOICES) for each in flat.orders if each.startswith(_CHOICES))]
    document["choices"] = {name: _built(_CHOICES + name, flat) for name in dict.fromkeys(names)}
    document["sections"] = _built(_SECTIONS, flat)
    return {**flat.root, "document": document, "examples": _built(_EXAMPLES, flat)}


def _built(parent: str, flat: Flat, without: Container[str] = ()) -> list[Tree]:
    return [built(key, flat, without) for key in flat.orders.get(parent, ()) if key not in without]


def built(key: str, flat: Flat, without: Container[str] = ()) -> Tree:
    """One node, choice or example with all that is inside, except for some ids."""
    owner = {name: value for name, value in flat.owners[key].items() if name not in (PARENT, INSIDE)}
    if INSIDE in flat.owners[key] or key in flat.orders:
        owner["items"] = _built(key, flat, without)
    return owner
