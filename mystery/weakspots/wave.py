"""One wave seen from a scope: its columns, and what of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mystery.weakspots.cells import States, Tree, protect_table
from mystery.weakspots.figures import Sample, sample_of
from mystery.weakspots.model import Design, Visit
from mystery.weakspots.table import Column, Table, table_of


@dataclass(frozen=True, slots=True)
class Wave:
    """`chosen` marks the visits inside the scope's `node`; states are those of the whole tree."""

    name: str
    table: Table
    chosen: NDArray[np.bool_]
    tree: Tree
    node: int
    whole: States
    touchpoints: Mapping[str, States]
    methods: Mapping[str, States]

    def states(self, column: Column) -> States:
        return self.tree.protect(self.table.leaf[~np.isnan(column)])

    def sample(self, column: Column, states: States | None = None, node: int | None = None) -> Sample:
        """The values of a column inside a node; the scope where none is given."""
        states = self.states(column) if states is None else states
        node = self.node if node is None else node
        chosen = self.chosen if node == self.node else self.tree.inside(node, self.table.leaf)
        return sample_of(column, self.table.leaf, chosen, int(states[node]))


def wave_of(name: str, design: Design, tree: Tree, node: int, visits: Sequence[Visit]) -> Wave:
    """Collect one wave. Touchpoints by region and methods are tables whose margins are shown as well."""
    table = table_of(design, tree, visits)
    whole = tree.protect(table.leaf[~np.isnan(table.total)])

    def states(columns: Mapping[str, Column], level: str) -> Mapping[str, States]:
        leaves = {key: table.leaf[~np.isnan(column)] for key, column in columns.items()}
        return protect_table(tree, leaves, whole, level)

    touchpoints = states(table.groups["touchpoint"], "region")
    chosen = tree.inside(node, table.leaf)
    return Wave(name, table, chosen, tree, node, whole, touchpoints, states(table.methods, ""))
