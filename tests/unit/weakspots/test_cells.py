"""What nobody may read off: single small locations, not even by subtraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.problems import NotFound
from mystery.weakspots import Place, find, shown_alone
from mystery.weakspots.cells import OK, ROOT, TOO_FEW, Tree, protect_table
from tests.unit.weakspots.build import make_design, make_places, make_visit, make_visits

FOUR = make_places({"a": ("north", 12), "b": ("north", 9), "c": ("south", 8), "d": ("south", 7)})


def leaves(tree: Tree, tests: dict[str, int]) -> np.ndarray:
    return np.repeat([tree.leaf_of[key] for key in tests], list(tests.values())).astype(np.intp)


def states(places: dict[str, Place], tests: dict[str, int]) -> dict[str, int]:
    tree = Tree(places.values(), 5, 5)
    found = tree.protect(leaves(tree, tests))
    return {node.key or "all": int(state) for node, state in zip(tree.nodes, found, strict=True)}


def test_enough_tests_and_staff_everywhere_hide_nothing() -> None:
    assert set(states(FOUR, {"a": 5, "b": 5, "c": 5, "d": 5}).values()) == {OK}


def test_a_location_with_four_tests_is_hidden_and_takes_a_sibling_with_it() -> None:
    found = states(FOUR, {"a": 4, "b": 9, "c": 6, "d": 6})
    assert found["a"] == TOO_FEW
    assert found["b"] != OK
    assert found["north"] == found["c"] == found["d"] == OK


def test_a_location_with_four_staff_or_unknown_staff_is_hidden_however_often_it_was_tested() -> None:
    for headcount in (4, None):
        places = make_places({"a": ("north", headcount), "b": ("north", 9), "c": ("north", 9)})
        found = states(places, {"a": 30, "b": 30, "c": 20})
        assert (found["a"], found["b"], found["all"]) == (TOO_FEW, OK, OK)
        assert found["c"] != OK


def test_a_region_that_rests_on_one_small_location_is_hidden_too() -> None:
    places = make_places({"a": ("north", 3), "b": ("south", 9), "c": ("south", 9), "d": ("west", 9)})
    found = states(places, {"a": 20, "b": 10, "c": 10, "d": 12})
    assert found["north"] == TOO_FEW
    assert found["west"] != OK
    assert found["d"] != OK
    assert found["south"] == found["b"] == found["all"] == OK


def test_a_study_with_four_visits_shows_nothing() -> None:
    assert OK not in states(FOUR, {"a": 1, "b": 1, "c": 1, "d": 1}).values()


def test_a_single_location_cannot_hide_behind_the_whole() -> None:
    assert OK not in states(make_places({"a": ("north", 3)}), {"a": 40}).values()


def test_an_unknown_scope_is_not_found() -> None:
    with pytest.raises(NotFound):
        find(make_design(FOUR), [], "elsewhere")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Place], dict[str, int]]:
    """Some locations with a region, a headcount and a number of tests each."""
    regions = st.sampled_from(["north", "south", "west", "vienna"])
    headcounts = st.one_of(st.none(), st.integers(1, 12))
    drawn = draw(st.lists(st.tuples(regions, headcounts, st.integers(0, 12)), min_size=1, max_size=14))
    places = make_places({f"l{n}": (region, staff) for n, (region, staff, _) in enumerate(drawn)})
    return places, {f"l{n}": tests for n, (_, _, tests) in enumerate(drawn)}


def can_compute(tree: Tree, shown: list[int], hidden: int, used: np.ndarray) -> bool:
    """Whether sums and differences of the shown nodes give the hidden one: linear algebra over locations."""
    sets = {node: tree.inside(node, used).astype(float) for node in [*shown, hidden]}
    if not shown:
        return False
    known = np.array([sets[node] for node in shown])
    return np.linalg.matrix_rank(np.vstack([known, sets[hidden]])) == np.linalg.matrix_rank(known)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_hidden_cell_can_be_computed_from_what_is_shown(
    world: tuple[dict[str, Place], dict[str, int]],
) -> None:
    places, tests = world
    tree = Tree(places.values(), 5, 5)
    visited = leaves(tree, tests)
    found, used, size = tree.protect(visited), np.unique(visited), tree.sums(visited)
    shown = [node for node in range(len(tree.nodes)) if found[node] == OK]
    for node in range(len(tree.nodes)):
        assert found[node] != OK or size[node] >= 5
        if found[node] != OK and size[node]:
            assert not can_compute(tree, shown, node, used), tree.nodes[node]


@settings(max_examples=40, deadline=None)
@given(st.lists(worlds(), min_size=2, max_size=4))
def test_no_row_can_be_computed_from_the_other_rows_of_its_table(
    worlds_drawn: list[tuple[dict[str, Place], dict[str, int]]],
) -> None:
    places = worlds_drawn[0][0]
    tree = Tree(places.values(), 5, 5)
    rows = {
        f"row{n}": leaves(tree, {key: count for key, count in tests.items() if key in places})
        for n, (_, tests) in enumerate(worlds_drawn)
    }
    whole = tree.protect(np.concatenate(list(rows.values())))
    table = protect_table(tree, rows, whole)
    for node in range(len(tree.nodes)):
        filled = [row for row in rows if tree.sums(rows[row])[node]]
        hidden = [row for row in filled if table[row][node] != OK]
        if whole[node] == OK and len(filled) > 1:
            assert len(hidden) != 1
    assert whole[ROOT] == OK or all(OK not in states for states in table.values())


def test_one_location_with_too_few_tests_has_no_figure_anywhere_in_its_findings() -> None:
    visits = make_visits({"a": 4, "b": 9, "c": 6, "d": 6})
    findings = find(make_design(FOUR), visits, "a")
    rows = (*findings.sections, *findings.touchpoints, *findings.items, *findings.phases, *findings.methods)
    figures = [findings.total, *(row.figure for row in rows), *(cell.figure for cell in findings.heat_map)]
    own = [figure for figure in figures if figure.n <= 4]
    assert own
    assert all(figure.value is figure.low is figure.high is None for figure in own)
    assert (findings.first_on, findings.grade, findings.weak_spots) == (None, "", ())


def test_a_heat_map_cell_that_applied_too_rarely_is_not_given_away_by_its_row() -> None:
    visits = make_visits({"a": 6, "b": 6, "c": 6, "d": 6})
    rare = [
        make_visit(visit.location, visit.items)
        if n < 3 or visit.location in "cd"
        else make_visit(visit.location, {**visit.items, "till_first": None, "till_second": None})
        for n, visit in enumerate(visits)
    ]
    cells = {(cell.row, cell.column): cell.figure.state for cell in find(make_design(FOUR), rare).heat_map}
    assert cells["till", "north"] == "too_few"
    assert cells["till", "south"] == "suppressed"
    assert cells["web", "south"] == cells["web", "north"] == "ok"


def test_a_figure_of_one_location_stands_beside_the_whole_only_where_no_other_can_be_subtracted() -> None:
    places = [Place(key, key, "", "", staff) for key, staff in (("a", 12), ("b", 9), ("c", 8))]
    assert shown_alone(places, {"a": 5, "b": 6, "c": 7}, 5, 5) == {"", "a", "b", "c"}
    assert shown_alone(places, {"a": 4, "b": 6, "c": 7}, 5, 5) == {"", "c"}
    assert shown_alone(places, {"a": 4}, 5, 5) == frozenset()
    assert shown_alone(places, {}, 5, 5) == frozenset()
