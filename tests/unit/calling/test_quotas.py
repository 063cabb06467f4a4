from __future__ import annotations

from mystery.calling import Cell, cells_of, count, verdict

WOMEN = Cell(1, {"sex": "f"}, target=2, reached=1)
MEN = Cell(2, {"sex": "m"}, target=2, reached=2)
YOUNG_WOMEN = Cell(3, {"sex": "f", "age": ["18-29", "30-39"]}, target=1, reached=1, action="stop")
BERLIN = Cell(4, {"place": "Berlin"}, target=5, reached=5, action="count")
CELLS = (WOMEN, MEN, YOUNG_WOMEN, BERLIN)


def keys(cells: tuple[Cell, ...]) -> set[int]:
    return {cell.key for cell in cells}


def test_somebody_counts_for_every_cell_whose_conditions_all_hold() -> None:
    assert keys(cells_of({"sex": "f", "age": "18-29"}, {}, CELLS)) == {1, 3}
    assert keys(cells_of({"sex": "f", "age": "60+", "place": "Berlin"}, {}, CELLS)) == {1, 4}


def test_an_answer_tells_more_than_the_sample_did() -> None:
    assert keys(cells_of({"sex": "m"}, {"sex": "f"}, CELLS)) == {1}
    assert keys(cells_of({"sex": "m"}, {"sex": None}, CELLS)) == {2}
    assert keys(cells_of({}, {"age": ["30-39", "60+"], "sex": "f"}, CELLS)) == {1, 3}


def test_a_full_cell_ends_calls_but_lets_who_is_on_the_line_finish() -> None:
    full = verdict({"sex": "m"}, {}, CELLS)
    assert (full.action, keys(full.full), full.may_call, full.may_go_on) == ("finish", {2}, False, True)


def test_the_strictest_full_cell_decides() -> None:
    assert verdict({"sex": "f", "age": "18-29"}, {}, CELLS).may_go_on is False
    assert verdict({"sex": "f", "age": "60+"}, {}, CELLS).action == ""


def test_a_cell_that_only_counts_keeps_nobody_from_being_called() -> None:
    counting = verdict({"sex": "f", "age": "60+", "place": "Berlin"}, {}, CELLS)
    assert (counting.action, counting.may_call) == ("count", True)


def test_who_may_still_fall_into_an_open_cell_is_called() -> None:
    assert verdict({}, {}, (WOMEN, MEN)).may_call
    both_full = (Cell(1, {"sex": "f"}, 1, 1), MEN)
    assert verdict({}, {}, both_full).may_call is False
    assert verdict({"sex": "d"}, {}, both_full).may_call


def test_one_more_complete_counts_closes_or_goes_over() -> None:
    told = count((Cell(1, {}, 3, 1), Cell(2, {}, 3, 2), Cell(3, {}, 3, 3)))
    assert [(each.cell.reached, each.what) for each in told] == [(2, "counted"), (3, "closed"), (4, "over")]
