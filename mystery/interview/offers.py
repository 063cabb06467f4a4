"""Which choices a select has on offer: its whole list, or what its filter leaves of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from mystery.interview.paths import Slot
from mystery.questionnaire.expression import (
    BLANK,
    Closure,
    NodeSet,
    Row,
    Scope,
    Tree,
    Value,
    hash32,
    shuffled,
    single,
    to_boolean,
    to_number,
    to_text,
)

if TYPE_CHECKING:
    from mystery.interview.run import Interview

Rows = Sequence[Row]
Grouped = Mapping[str, Rows]


def names_of(rows: Rows) -> tuple[str, ...]:
    return tuple(row["name"] for row in rows)


def in_order(run: Interview, slot: Slot, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names on offer: as the author wrote them, or shuffled by the item's or the interview's seed."""
    parameters = cast(Mapping[str, str], slot.item.get("parameters") or {})
    if str(parameters.get("randomize")) != "true":
        return names
    given = to_number(str(parameters.get("seed", "")))
    own = hash32(f"{run.environment.seed}:{slot.path}")
    return tuple(shuffled(names, own if math.isnan(given) else given))


def offering(answers: Closure) -> Closure:
    """Answers given in the rounds of a repeat as names on offer: each once, blanks left out."""

    def closure(scope: Scope) -> Value:
        texts = map(to_text, cast(NodeSet, answers(scope)))
        return tuple(dict.fromkeys(filter(None, texts)))

    return closure


def filtering(
    tree: Tree, compiled: Callable[[Tree], Closure], rows: Rows, by_column: Callable[[str], Grouped | None]
) -> Closure:
    """A choice filter as a closure that gives the names of the rows it leaves.

    Most filters begin with `column = ${item}`. Those look the rows up by the column's text, so that an
    answer costs what it finds and not what the list holds.
    """
    test = compiled(tree)
    narrow = None if _asks_position(tree) else _first_comparison(tree)
    grouped = by_column(narrow[0]) if narrow else None
    if narrow is None or grouped is None:
        return lambda scope: names_of(_kept(test, scope, rows))
    wanted, is_whole = compiled(narrow[1]), tree[1] == "="

    def closure(scope: Scope) -> Value:
        value = single(wanted(scope))
        if type(value) is not str:  # numbers and truths are equal to texts by rules of their own
            return names_of(_kept(test, scope, rows))
        found = grouped.get(value, ())
        return names_of(found if is_whole else _kept(test, scope, found))

    return closure


def _kept(test: Closure, scope: Scope, rows: Rows) -> list[Row]:
    inner = replace(scope)
    return [row for index, row in enumerate(rows, 1) if _accepts(test, inner, row, index)]


def _accepts(test: Closure, scope: Scope, row: Row, index: int) -> bool:
    scope.row, scope.index = row, index
    return to_boolean(test(scope))


def _asks_position(tree: object) -> bool:
    """Whether it matters where in the whole list a row stands."""
    if not isinstance(tree, tuple | list):
        return False
    return tuple(tree[:2]) == ("call", "position") or any(map(_asks_position, tree))


def _first_comparison(tree: Tree) -> tuple[str, Tree] | None:
    """(column, item) of a filter that is `column = ${item}` or has that before its first `and`."""
    if len(tree) != 4 or tree[0] != "bin":
        return None
    left, right = cast(Tree, tree[2]), cast(Tree, tree[3])
    if tree[1] == "and":
        return _first_comparison(left)
    if tree[1] != "=":
        return None
    for column, item in ((left, right), (right, left)):
        if column[0] == "column" and item[0] == "item":
            return str(column[1]), item
    return None


def grouped_by(rows: Rows, column: str) -> Grouped | None:
    """Rows by the text of a column, each group in the order of the list; None where one is no text."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        text = row.get(column, BLANK)
        if not isinstance(text, str):
            return None
        groups.setdefault(text, []).append(row)
    return groups
