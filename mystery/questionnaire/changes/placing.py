"""Where nodes stand in two definitions, and which of them are the same node."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mystery.questionnaire.model import Definition, Node

Nodes = Mapping[str, "Placing"]


@dataclass(frozen=True, slots=True)
class Placing:
    """A node, the name of what encloses it ('' at the top), and its place among its neighbours."""

    node: Node
    parent: str
    path: tuple[str, ...]
    index: int


def placings(definition: Definition) -> dict[str, Placing]:
    """Every node and rule by name; where a name stands in several groups, by the path."""
    found: dict[str, Placing] = {}
    for placing in _walk((*definition.nodes, *definition.rules), ()):
        name = placing.node.name
        found["/".join(placing.path) if name in found else name] = placing
    return found


def _walk(nodes: Iterable[Node], path: tuple[str, ...]) -> Iterator[Placing]:
    for index, node in enumerate(nodes):
        yield Placing(node, path[-1] if path else "", (*path, node.name), index)
        yield from _walk(node.children, (*path, node.name))


def matched(old: Nodes, new: Nodes, renamed: Mapping[str, str]) -> dict[str, str]:
    """New name -> old name, for every node that both versions have."""
    pairs = {after: before for before, after in renamed.items() if before in old and after in new}
    taken = set(pairs.values())
    pairs.update({name: name for name in new if name in old and name not in pairs and name not in taken})
    gone = [name for name in old if name not in set(pairs.values())]
    for name in [name for name in new if name not in pairs]:
        before = next((each for each in gone if _alike(old[each].node, new[name].node)), None)
        if before is not None:
            pairs[name] = before
            gone.remove(before)
    return pairs


def _alike(old: Node, new: Node) -> bool:
    """The same question under another name."""
    return bool(old.label) and (old.type, old.label) == (new.type, new.label)


def unmoved(sequence: Sequence[int]) -> set[int]:
    """The members of a longest ascending part of a sequence of different numbers: what stayed in order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in sequence:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept
