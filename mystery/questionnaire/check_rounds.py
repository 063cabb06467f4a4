"""Values of many rounds that are read where there is room for one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mystery.questionnaire.analyse import Analysis
from mystery.questionnaire.expression import Tree
from mystery.questionnaire.expression.signatures import OF_MANY
from mystery.questionnaire.scope import Placed


def check_rounds(analysis: Analysis) -> None:
    """Only the first round would count, or, of a repeat itself, nothing. In Collect such a form stops."""
    for (key, facet), tree in analysis.trees.items():
        near = analysis.scope.by_key.get(key)
        if near is None:
            continue
        inside = {*near.repeats, key}
        for read in _read_as_one(tree):
            target = analysis.scope.by_key[read]
            if repeat := _first_outside(target, inside):
                code = "REPEAT_READ_AS_VALUE" if target.node.type == "repeat" else "ROUNDS_READ_AS_ONE"
                params = {"name": target.name, "repeat": analysis.scope.by_key[repeat].name}
                analysis.findings.add(code, near.node.place_of(facet), **params)


def _first_outside(target: Placed, inside: set[str]) -> str:
    """The outermost repeat of an item in which the reader does not stand; a repeat stands in itself."""
    own = (target.key,) if target.node.type == "repeat" else ()
    return next((repeat for repeat in (*target.repeats, *own) if repeat not in inside), "")


def _read_as_one(tree: Tree) -> Iterator[str]:
    """Keys of the items whose value counts as one. Rows that a predicate picked are left to their author."""
    match tree:
        case ("item", str(key)):
            yield key
        case ("filter" | "lookup" | "repeat", *_):
            return
        case ("bin", "|", *_):
            return
        case ("call", str(name), *_) if name in OF_MANY:
            arguments = (part for part in tree[2:] if isinstance(part, tuple) and part[0] != "item")
            yield from chain.from_iterable(map(_read_as_one, arguments))
        case tuple():
            parts = (part for part in tree if isinstance(part, tuple))
            yield from chain.from_iterable(map(_read_as_one, parts))
