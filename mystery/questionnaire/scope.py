"""Where every node of a definition stands, and which node a reference means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mystery.questionnaire.model import Definition, Node


@dataclass(slots=True, eq=False)
class Placed:
    """A node with its way from the root. `path` are the names on that way, its own included."""

    node: Node
    parent: Placed | None
    path: tuple[str, ...]
    key: str = ""

    @property
    def name(self) -> str:
        return self.node.name

    def ancestors(self) -> Iterator[Placed]:
        """The enclosing nodes, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def repeat(self) -> str:
        """Key of the nearest enclosing repeat, '' if there is none."""
        return next((above.key for above in self.ancestors() if above.node.type == "repeat"), "")

    @property
    def repeats(self) -> tuple[str, ...]:
        """Keys of all enclosing repeats, outermost first."""
        return tuple(above.key for above in self.ancestors() if above.node.type == "repeat")[::-1]


@dataclass(slots=True)
class Scope:
    """All nodes of a definition in document order, findable by name, by path and by key."""

    nodes: list[Placed] = field(default_factory=list)
    by_name: dict[str, list[Placed]] = field(default_factory=dict)
    by_path: dict[tuple[str, ...], Placed] = field(default_factory=dict)
    by_key: dict[str, Placed] = field(default_factory=dict)

    def named(self, name: str, near: Placed | None) -> list[Placed]:
        """The nodes that `${name}` may mean, written at `near`: exactly one is right.

        Where a name stands several times, the one in the nearest enclosing group counts.
        """
        found = self.by_name.get(name, [])
        if len(found) < 2 or near is None:
            return found
        return self._nearest(found, near)

    @staticmethod
    def _nearest(found: list[Placed], near: Placed) -> list[Placed]:
        lengths = [shared(candidate.path[:-1], near.path[:-1]) for candidate in found]
        most = max(lengths)
        return [candidate for candidate, length in zip(found, lengths, strict=True) if length == most]

    def relative(self, near: Placed, up: int, names: tuple[str, ...]) -> Placed | None:
        """The node at `../` × `up` and then `names`, seen from `near`."""
        if up > len(near.path):
            return None
        base = near.path[: len(near.path) - up]
        return self.by_path.get(base + names)

    def absolute(self, names: tuple[str, ...]) -> Placed | None:
        """The node at `/root/a/b`; the root may have any name."""
        return self.by_path.get(names[1:])


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many names two ways from the root have in common."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def scope_of(definition: Definition) -> Scope:
    """Place every node and give each its key: the name, or as much of the path as makes it unique."""
    scope = Scope()
    _place(definition.nodes, None, scope)
    for name, placed in scope.by_name.items():
        for one, key in zip(placed, _keys(name, placed), strict=True):
            one.key = key
            scope.by_key[key] = one
    return scope


def _place(nodes: Iterable[Node], parent: Placed | None, scope: Scope) -> None:
    for node in nodes:
        path = (*parent.path, node.name) if parent else (node.name,)
        placed = Placed(node, parent, path)
        scope.nodes.append(placed)
        scope.by_name.setdefault(node.name, []).append(placed)
        scope.by_path.setdefault(path, placed)
        _place(node.children, placed, scope)


def _keys(name: str, placed: list[Placed]) -> list[str]:
    if len(placed) == 1:
        return [name]
    longest = max(len(one.path) for one in placed)
    for length in range(2, longest + 1):
        keys = ["/".join(one.path[-length:]) for one in placed]
        if len(set(keys)) == len(keys):
            return keys
    # Only a definition with the same name twice in one group comes here; `check` reports it.
    seen: Counter[str] = Counter()
    keys = []
    for one in placed:
        path = "/".join(one.path)
        seen[path] += 1
        keys.append(path if seen[path] == 1 else f"{path}#{seen[path]}")
    return keys
