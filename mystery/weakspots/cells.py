"""Minimum cells: which figures may be shown so that no small group can be read off or subtracted out.

A location may be shown from 5 tests and 5 staff on; an unknown headcount counts as too few. A region, a
country or the whole needs 5 tests, and, where it rests on one location, that location's own permission;
with several locations whose headcounts are all known, those must sum to 5. Where a shown parent and its
shown children would give away a hidden one, the smallest shown sibling is hidden too. The rules hold for
the whole tree of a client at once, whatever part of it somebody looks at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mystery.problems import NotFound
from mystery.weakspots.model import Place

OK, TOO_FEW, SUPPRESSED = 0, 1, 2
STATES = ("ok", "too_few", "suppressed")
ROOT = 0

States = NDArray[np.int8]
Counts = NDArray[np.intp]


class Node(NamedTuple):
    """`level` is all, country, region or location; `key` is what a scope names."""

    level: str
    key: str


class Tree:
    """The client's locations under regions under countries, as numbered nodes; 0 is the whole."""

    def __init__(self, places: Iterable[Place], minimum_tests: int, minimum_headcount: int) -> None:
        self.minimum_tests = minimum_tests
        self.minimum_headcount = minimum_headcount
        self.nodes: list[Node] = [Node("all", "")]
        self.parents: list[int] = [-1]
        self.children: list[list[int]] = [[]]
        self._numbers: dict[Node, int] = {self.nodes[0]: ROOT}
        places = sorted(places, key=lambda place: (place.country, place.region, place.location))
        countries_of = Counter(region for region, _ in {(place.region, place.country) for place in places})
        self.leaf_of = {place.location: self._add_place(place, countries_of) for place in places}
        headcounts = {self.leaf_of[place.location]: place.headcount for place in places}
        known = [headcounts.get(node) for node in range(len(self.nodes))]
        self._headcount = np.array([np.nan if count is None else count for count in known], dtype=np.float64)
        self._path = np.array([self._ancestors(node) for node in range(len(self.nodes))])
        self._cache: dict[bytes, States] = {}

    def _add_place(self, place: Place, countries_of: Mapping[str, int]) -> int:
        country = self._add(Node("country", place.country), ROOT)
        several = countries_of[place.region] > 1
        region_key = f"{place.country}/{place.region}" if several else place.region
        region = self._add(Node("region", region_key), country)
        return self._add(Node("location", place.location), region)

    def _add(self, node: Node, parent: int) -> int:
        if node not in self._numbers:
            self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
            self.parents.append(parent)
            self.children.append([])
            self.children[parent].append(self._numbers[node])
        return self._numbers[node]

    def _ancestors(self, node: int) -> list[int]:
        """The node on each of the four levels above and including it; itself repeated below."""
        chain = [node]
        while self.parents[chain[0]] >= 0:
            chain.insert(0, self.parents[chain[0]])
        return chain + [node] * (4 - len(chain))

    def node_of(self, scope: str) -> int:
        """The node that a scope names: '' is the whole, else a location, a region or a country."""
        if scope == "":
            return ROOT
        for level in ("location", "region", "country"):
            number = self._numbers.get(Node(level, scope))
            if number is not None:
                return number
        raise NotFound(scope)

    def inside(self, node: int, leaves: Counts) -> NDArray[np.bool_]:
        """Which of these leaves lie in a node."""
        level = ("all", "country", "region", "location").index(self.nodes[node].level)
        return np.asarray(self._path[leaves, level] == node)

    def below(self, node: int, level: str) -> list[int]:
        """The nodes of a level in a node, itself included."""
        numbers = np.array([n for n, one in enumerate(self.nodes) if one.level == level], dtype=np.intp)
        return [int(n) for n in numbers[self.inside(node, numbers)]] if numbers.size else []

    def sums(self, leaves: Counts, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """What every node gathers from these leaves: their number, or their weights."""
        size = len(self.nodes)
        levels = [np.bincount(self._path[leaves, level], weights, size) for level in range(4)]
        return np.asarray(np.sum(levels, axis=0), dtype=np.float64)

    def protect(self, leaves: Counts, forced: frozenset[int] = frozenset()) -> States:
        """The state of every node for a figure that rests on these tests (one leaf per test).

        `forced` nodes are hidden whatever their size.
        """
        key = np.bincount(leaves, minlength=len(self.nodes)).tobytes() + repr(sorted(forced)).encode()
        if key not in self._cache:
            self._cache[key] = self._protect(leaves, forced)
        return self._cache[key]

    def _protect(self, leaves: Counts, forced: frozenset[int]) -> States:
        tests = self.sums(leaves)
        distinct = np.flatnonzero(np.bincount(leaves, minlength=1))
        locations = self.sums(distinct)
        staff = self.sums(distinct, self._headcount[distinct])
        enough_staff = np.where(
            locations == 1, staff >= self.minimum_headcount, ~(staff < self.minimum_headcount)
        )
        states = np.where((tests >= self.minimum_tests) & enough_staff, OK, TOO_FEW).astype(np.int8)
        states[[node for node in forced if states[node] == OK]] = SUPPRESSED
        if states[ROOT] != OK:
            states[states == OK] = SUPPRESSED
        elif (states[tests > 0] != OK).any():
            self._complete([ROOT], states, tests, staff)
        return states

    def _complete(
        self, group: list[int], states: States, tests: NDArray[np.float64], staff: NDArray[np.float64]
    ) -> None:
        """Hide children until what a group's known sum leaves over is no small cell.

        `group` is one shown node, or the hidden siblings whose sum follows from their shown parent.
        """
        line = sorted(
            (child for node in group for child in self.children[node] if tests[child]),
            key=lambda child: (tests[child], self.nodes[child]),
        )
        for node in group:
            own = [child for child in line if self.parents[child] == node]
            if states[node] != OK and own and all(states[child] == OK for child in own):
                states[own[0]] = SUPPRESSED
        for child in [child for child in line if states[child] == OK]:
            hidden = [one for one in line if states[one] != OK]
            if self._is_safe(hidden, tests, staff):
                break
            states[child] = SUPPRESSED
        hidden = [child for child in line if states[child] != OK]
        for child in line:
            if states[child] == OK:
                self._complete([child], states, tests, staff)
        if hidden:
            self._complete(hidden, states, tests, staff)

    def _is_safe(self, hidden: list[int], tests: NDArray[np.float64], staff: NDArray[np.float64]) -> bool:
        """Whether the sum over hidden cells may be known; nothing hidden is safe."""
        if not hidden:
            return True
        few_staff = sum(float(staff[node]) for node in hidden) < self.minimum_headcount
        few_tests = sum(float(tests[node]) for node in hidden) < self.minimum_tests
        return len(hidden) > 1 and not few_tests and not few_staff


def regions_of(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """The locations of each region, by the key that a scope names it with."""
    tree = Tree(places, 0, 0)
    return {
        node.key: tuple(tree.nodes[leaf].key for leaf in tree.children[number])
        for number, node in enumerate(tree.nodes)
        if node.level == "region"
    }


def protect_table(
    tree: Tree, rows: Mapping[str, Counts], whole: States, level: str = ""
) -> dict[str, States]:
    """States for rows that together make up another figure, such as the touchpoints or methods of a total.

    Beside the rule within each row, a node that shows its `whole` never hides exactly one row, or rows that
    together are too small. `level` limits that to nodes of one level.
    """
    forced: dict[str, set[int]] = {row: set() for row in rows}
    tests = {row: tree.sums(leaves) for row, leaves in rows.items()}
    nodes = [n for n, node in enumerate(tree.nodes) if whole[n] == OK and level in ("", node.level)]
    while True:
        states = {row: tree.protect(leaves, frozenset(forced[row])) for row, leaves in rows.items()}
        found = [(node, row) for node in nodes if (row := _to_hide(node, states, tests, tree.minimum_tests))]
        if not found:
            return states
        for node, row in found:
            forced[row].add(node)


def _to_hide(
    node: int, states: Mapping[str, States], tests: Mapping[str, NDArray[np.float64]], minimum_tests: int
) -> str:
    """The smallest shown row of a node whose hidden rows could be computed; '' when none must go."""
    filled = [row for row in states if tests[row][node]]
    hidden = [row for row in filled if states[row][node] != OK]
    shown = [row for row in filled if states[row][node] == OK]
    if not hidden or not shown:
        return ""
    if len(hidden) > 1 and sum(float(tests[row][node]) for row in hidden) >= minimum_tests:
        return ""
    return min(shown, key=lambda row: (tests[row][node], row))


def shown_alone(
    places: Iterable[Place], tests: Mapping[str, int], minimum_tests: int, minimum_headcount: int
) -> frozenset[str]:
    """The locations whose own figure may stand beside the others' and the whole's; `""` is the whole.

    `tests` counts what each location's figure rests on.
    """
    tree = Tree(places, minimum_tests, minimum_headcount)
    leaves = [tree.leaf_of[location] for location, count in tests.items() for _ in range(count)]
    states = tree.protect(np.array(leaves, dtype=np.intp))
    shown = {location for location, leaf in tree.leaf_of.items() if states[leaf] == OK}
    return frozenset(shown | ({""} if states[ROOT] == OK else set()))
