"""The order in which computed facets are evaluated, who reads whom, and what runs in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from mystery.questionnaire.analyse import Analysis
from mystery.questionnaire.scope import Placed

Facet = tuple[str, str]

_RANK = {
    name: rank
    for rank, name in enumerate(
        ("default", "relevant", "repeat_count", "calculation", "required", "readonly", "choice_filter",
         "constraint", "warning", "label")
    )
}  # fmt: skip
_CHECKS = ("constraint", "warning")


@dataclass(frozen=True, slots=True)
class Graph:
    """`order`: every computed facet, what it needs before it. `dependents`: key -> indexes into `order`.

    `cycles` are groups of facets that need one another; their facets are missing in `order`.
    """

    order: tuple[Facet, ...]
    dependents: Mapping[str, tuple[int, ...]]
    cycles: tuple[tuple[Facet, ...], ...]


def graph_of(analysis: Analysis) -> Graph:
    """Build the graph of a whole definition."""
    reads = _reads(analysis)
    needs = _needs(analysis, reads)
    position = {placed.key: index for index, placed in enumerate(analysis.scope.nodes)}
    order = _sorted(needs, position)
    done = set(order)
    left = {facet: need for facet, need in needs.items() if facet not in done}
    return Graph(tuple(order), _dependents(analysis, reads, order), _cycles(left, position))


def _reads(analysis: Analysis) -> dict[Facet, tuple[str, ...]]:
    """Facet -> keys whose change evaluates it again."""
    reads = {facet: analysis.reads.get(facet, ()) for facet in (*analysis.trees, *analysis.reads)}
    for (key, name), read in list(reads.items()):
        if name in _CHECKS:  # an answer is checked when it comes, also by what does not name it
            reads[key, name] = tuple(dict.fromkeys((*read, key)))
    for key, triggers in analysis.triggers.items():
        # A triggered calculation runs when a trigger of it changes, and only then.
        reads[key, "calculation"] = triggers
    return reads


def _needs(analysis: Analysis, reads: Mapping[Facet, tuple[str, ...]]) -> dict[Facet, set[Facet]]:
    """Facet -> facets that must be evaluated before it."""
    makers: dict[str, list[Facet]] = {}
    needs: dict[Facet, set[Facet]] = {}
    for (key, facet), keys in reads.items():
        before: set[Facet] = set()
        for read in keys:
            if facet == "default":
                # A default that reads its own item finds it blank, or the one of an earlier instance.
                names = ("default", "calculation") if read != key else ()
                before |= {(read, name) for name in names if (read, name) in reads}
            elif read != key or facet in ("relevant", "calculation", "repeat_count", *_CHECKS):
                if read not in makers:
                    makers[read] = _makers(analysis.scope.by_key[read], reads)
                before.update(makers[read])
        needs[key, facet] = before
    return needs


def _makers(target: Placed, reads: Mapping[Facet, tuple[str, ...]]) -> list[Facet]:
    """The facets that decide what an item reads as: its own, and whether what encloses it is there."""
    candidates = [(target.key, name) for name in ("calculation", "relevant", "repeat_count")]
    for above in target.ancestors():
        candidates += [(above.key, "relevant"), (above.key, "repeat_count")]
    return [facet for facet in candidates if facet in reads]


def _sorted(needs: Mapping[Facet, set[Facet]], position: Mapping[str, int]) -> list[Facet]:
    """Kahn's algorithm; where the needs leave a choice, document order decides, so that it is stable."""
    waiting = {facet: len(before) for facet, before in needs.items()}
    allows: dict[Facet, list[Facet]] = {}
    for facet, before in needs.items():
        for need in before:
            allows.setdefault(need, []).append(facet)

    def entry(facet: Facet) -> tuple[int, int, Facet]:
        return position[facet[0]], _RANK[facet[1]], facet

    ready = [entry(facet) for facet, count in waiting.items() if count == 0]
    heapify(ready)
    order: list[Facet] = []
    while ready:
        facet = heappop(ready)[2]
        order.append(facet)
        for later in allows.get(facet, ()):
            waiting[later] -= 1
            if waiting[later] == 0:
                heappush(ready, entry(later))
    return order


def _dependents(
    analysis: Analysis, reads: Mapping[Facet, tuple[str, ...]], order: Iterable[Facet]
) -> dict[str, tuple[int, ...]]:
    """Key -> entries that read it. A group or repeat counts as read where anything inside it is read."""
    above = {one.key: [one.key, *(up.key for up in one.ancestors())] for one in analysis.scope.nodes}
    found: dict[str, dict[int, None]] = {}
    for index, facet in enumerate(order):
        if facet[1] == "default":
            continue  # a default is evaluated once, when its instance comes to be
        for read in reads[facet]:
            for key in above[read]:
                found.setdefault(key, {})[index] = None
    return {key: tuple(indexes) for key, indexes in found.items()}


def _cycles(left: Mapping[Facet, set[Facet]], position: Mapping[str, int]) -> tuple[tuple[Facet, ...], ...]:
    """One circle for each group of facets that can reach one another, the shortest through its first."""
    needed_by: dict[Facet, set[Facet]] = {}
    for facet, needs in left.items():
        for need in needs:
            needed_by.setdefault(need, set()).add(facet)
    cycles: list[tuple[Facet, ...]] = []
    done: set[Facet] = set()
    for start in sorted(left, key=lambda facet: (position[facet[0]], _RANK[facet[1]])):
        if start in done:
            continue
        back = _way_back(start, left)
        if back:
            cycles.append(back)
            done |= _reached(start, left) & _reached(start, needed_by)
    return tuple(cycles)


def _reached(start: Facet, edges: Mapping[Facet, set[Facet]]) -> set[Facet]:
    found = {start}
    queue = [start]
    while queue:
        for facet in edges.get(queue.pop(), ()):
            if facet not in found:
                found.add(facet)
                queue.append(facet)
    return found


def _way_back(start: Facet, left: Mapping[Facet, set[Facet]]) -> tuple[Facet, ...]:
    """The shortest circle through `start`, () if there is none."""
    came: dict[Facet, Facet | None] = {start: None}
    queue = [start]
    for facet in queue:
        for need in sorted(left.get(facet, ())):
            if need == start:
                return _trail(facet, came)
            if need in left and need not in came:
                came[need] = facet
                queue.append(need)
    return ()


def _trail(facet: Facet, came: Mapping[Facet, Facet | None]) -> tuple[Facet, ...]:
    trail = [facet]
    while (before := came[trail[-1]]) is not None:
        trail.append(before)
    return tuple(reversed(trail))
