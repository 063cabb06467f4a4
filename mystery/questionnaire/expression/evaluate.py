"""Trees to closures: compiled once per form, called with a `Scope` for every evaluation.

Every operator and function answers as JavaRosa does; tests/conformance/expressions.json is the table.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from mystery.problems import Problem
from mystery.questionnaire.expression.functions import FUNCTIONS
from mystery.questionnaire.expression.parse import Tree
from mystery.questionnaire.expression.scope import Closure, EvaluationError, Place, Row, Scope
from mystery.questionnaire.expression.signatures import SIGNATURES
from mystery.questionnaire.expression.values import (
    BLANK,
    NodeSet,
    Value,
    equal,
    is_blank,
    is_nothing,
    members,
    single,
    to_boolean,
    to_number,
    to_text,
)


def compile_tree(tree: Tree, place: Place) -> Closure:
    """A closure for a tree. Raises `EvaluationError` where the tree names an unknown function."""
    build = _BUILDERS.get(str(tree[0]))
    if build is None:
        raise EvaluationError("EVALUATION_UNRESOLVED", tree=str(tree[0]))
    return build(tree, place)


def evaluate(closure: Closure, scope: Scope) -> Value | Problem:
    """The value, or the problem that keeps the expression from having one."""
    try:
        return closure(scope)
    except EvaluationError as error:
        return error.problem()


def _literal(tree: Tree, _place: Place) -> Closure:
    value = float(cast(float, tree[1])) if tree[0] == "num" else str(tree[1])
    return lambda _: value


def _item(tree: Tree, place: Place) -> Closure:
    return place.item(str(tree[1]))


def _own(_tree: Tree, place: Place) -> Closure:
    return place.own()


def _position(tree: Tree, place: Place) -> Closure:
    return place.position(str(tree[1]))


def _negative(tree: Tree, place: Place) -> Closure:
    inner = _operand(tree, 1, place)
    return lambda scope: -to_number(inner(scope))


def _operand(tree: Tree, index: int, place: Place) -> Closure:
    return compile_tree(cast(Tree, tree[index]), place)


def _column(tree: Tree, _place: Place) -> Closure:
    name = str(tree[1])
    return lambda scope: (scope.row or {}).get(name, BLANK)


def _binary(tree: Tree, place: Place) -> Closure:
    name = str(tree[1])
    left, right = _operand(tree, 2, place), _operand(tree, 3, place)
    if name in _NUMERIC:
        return _numeric(_NUMERIC[name], left, right)
    constant = tree[3][1] if tree[3][0] == "str" else None  # type: ignore[index]  # an operand is a tree
    if name == "=" and isinstance(constant, str):
        return _equals_text(left, constant)
    return _LOGIC[name](left, right)


def _equals_text(left: Closure, text: str) -> Closure:
    """The most frequent condition of all: `${item} = 'code'`."""

    def closure(scope: Scope) -> bool:
        value = left(scope)
        return value == text if type(value) is str else equal(single(value), text)

    return closure


def _numeric(compute: Callable[[float, float], Value], left: Closure, right: Closure) -> Closure:
    def closure(scope: Scope) -> Value:
        a, b = left(scope), right(scope)
        return compute(a if type(a) is float else to_number(a), b if type(b) is float else to_number(b))

    return closure


def _equals(left: Closure, right: Closure) -> Closure:
    """Most comparisons are of two texts, an answer and a code: they need no casts."""

    def closure(scope: Scope) -> bool:
        a, b = left(scope), right(scope)
        if type(a) is str and type(b) is str:
            return a == b
        return equal(single(a), single(b))

    return closure


def _differs(left: Closure, right: Closure) -> Closure:
    same = _equals(left, right)
    return lambda scope: not same(scope)


def _divide(dividend: float, divisor: float) -> float:
    """IEEE division: no error by zero, but an infinity with the right sign."""
    if divisor != 0:
        return dividend / divisor
    if dividend == 0 or math.isnan(dividend):
        return math.nan
    return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def _modulo(dividend: float, divisor: float) -> float:
    """The sign of the dividend, as in Java."""
    if divisor == 0 or math.isinf(dividend):
        return math.nan
    return math.fmod(dividend, divisor)


_NUMERIC: Mapping[str, Callable[[float, float], Value]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _modulo,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_LOGIC: Mapping[str, Callable[[Closure, Closure], Closure]] = {
    "=": _equals,
    "!=": _differs,
    "and": lambda left, right: lambda scope: to_boolean(left(scope)) and to_boolean(right(scope)),
    "or": lambda left, right: lambda scope: to_boolean(left(scope)) or to_boolean(right(scope)),
    "|": lambda left, right: lambda scope: NodeSet((*members(left(scope)), *members(right(scope)))),
}


def _call(tree: Tree, place: Place) -> Closure:
    name, trees = str(tree[1]), cast(Sequence[Tree], tree[2:])
    signature = SIGNATURES.get(name)
    if signature is None:
        raise EvaluationError("EVALUATION_FUNCTION", name=name)
    if not signature.takes(len(trees)):
        raise EvaluationError("EVALUATION_ARGUMENTS", name=name, count=len(trees), wanted=str(signature))
    if name in _SPECIAL:
        return _SPECIAL[name](trees, place)
    apply = FUNCTIONS[name]
    arguments = [compile_tree(argument, place) for argument in trees]
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: apply(scope, only(scope))
    if len(arguments) == 2:
        first, second = arguments
        return lambda scope: apply(scope, first(scope), second(scope))
    return lambda scope: apply(scope, *(argument(scope) for argument in arguments))


def _if(trees: Sequence[Tree], place: Place) -> Closure:
    test, yes, no = (compile_tree(tree, place) for tree in trees)
    return lambda scope: yes(scope) if to_boolean(test(scope)) else no(scope)


def _coalesce(trees: Sequence[Tree], place: Place) -> Closure:
    first, second = (compile_tree(tree, place) for tree in trees)

    def closure(scope: Scope) -> Value:
        value = single(first(scope))
        return single(second(scope)) if is_nothing(value) else value

    return closure


def _once(trees: Sequence[Tree], place: Place) -> Closure:
    """What the item has already; only while it is blank, the argument."""
    (inner,) = (compile_tree(tree, place) for tree in trees)
    own = place.own()

    def closure(scope: Scope) -> Value:
        value = own(scope)
        return inner(scope) if is_blank(value) else value

    return closure


def _position_call(trees: Sequence[Tree], place: Place) -> Closure:
    """position(..) is an instance's; position() inside a predicate is the row's."""
    if trees and trees[0][0] in ("repeat", "item"):
        return place.position(str(trees[0][1]))
    nearest = place.position("")
    return lambda scope: float(scope.index) if scope.index else nearest(scope)


def _indexed_repeat(trees: Sequence[Tree], place: Place) -> Closure:
    """indexed-repeat(item, repeat, index, …): from the outermost repeat inwards."""
    pairs = zip(trees[1::2], trees[2::2], strict=True)
    indexes = {_name("indexed-repeat", repeat): compile_tree(index, place) for repeat, index in pairs}
    return place.indexed(_name("indexed-repeat", trees[0]), indexes)


def _name(function: str, tree: Tree) -> str:
    """What an argument names; without a form it may also stand in quotes."""
    match tree:
        case ("item" | "repeat" | "column" | "str", str(name)):
            return name
    raise EvaluationError("EVALUATION_NAME", name=function)


def _choice_name(trees: Sequence[Tree], place: Place) -> Closure:
    code, item = trees
    key = _name("jr:choice-name", item).removeprefix("${").removesuffix("}").strip()
    value = compile_tree(code, place)
    return lambda scope: place.choice_label(key, to_text(value(scope)), scope)


def _pulldata(trees: Sequence[Tree], place: Place) -> Closure:
    closures = [compile_tree(tree, place) for tree in trees]

    def closure(scope: Scope) -> Value:
        table, column, key_column, wanted = (to_text(part(scope)) for part in closures)
        rows = place.rows(table)
        scope.spend(len(rows))
        found = next((row for row in rows if row.get(key_column, "") == wanted), {})
        return found.get(column, BLANK)

    return closure


def _lookup(tree: Tree, place: Place) -> Closure:
    """Rows of a list that satisfy all predicates; without a column, the names of the rows."""
    rows = place.rows(str(tree[1]))
    tests = [compile_tree(predicate, place) for predicate in cast(Sequence[Tree], tree[2])]
    column = str(tree[3]) or "name"

    def closure(scope: Scope) -> Value:
        kept: Sequence[Row] = rows
        for test in tests:
            kept = [row for index, row in enumerate(kept, 1) if _holds(test, scope, index, row=row)]
        return NodeSet(row.get(column, BLANK) for row in kept)

    return closure


def _holds(test: Closure, scope: Scope, index: int, **changes: object) -> bool:
    """Whether a predicate accepts a row or instance; a number is a position."""
    scope.spend(1)
    inner = replace(scope, index=index, **changes)  # type: ignore[arg-type]  # `row` or `at`
    value = test(inner)
    scope.steps = inner.steps
    return value == index if isinstance(value, float) else to_boolean(value)


def _filter(tree: Tree, place: Place) -> Closure:
    """`${repeat}[predicate]/name`: the predicates see the instance at hand."""
    repeat = str(cast(Tree, tree[1])[1])
    instances, inside = place.instances(repeat), place.inside(repeat)
    names = [str(name) for name in cast(Sequence[object], tree[3])]
    tests = [_compile_predicate(predicate, inside, repeat) for predicate in cast(Sequence[Tree], tree[2])]
    child = inside.child(repeat, names)

    def closure(scope: Scope) -> Value:
        kept = list(members(instances(scope)))
        for test in tests:
            kept = [at for index, at in enumerate(kept, 1) if _holds(test, scope, index, at=at)]
        return NodeSet(child(replace(scope, at=at)) for at in kept)

    return closure


def _current(tree: Tree, place: Place) -> Closure:
    """Inside a predicate: what the item that owns the expression sees, not the instance at hand."""
    inner = compile_tree(cast(Tree, tree[1]), place.home())
    return lambda scope: inner(replace(scope, at=scope.own.at) if scope.own else scope)


def _compile_predicate(tree: Tree, inside: Place, repeat: str) -> Closure:
    """Inside `${repeat}[…]` a bare name is a child of the instance at hand, not a column of a list."""
    return compile_tree(cast(Tree, _with_children(tree, repeat)), inside)


def _with_children(tree: object, repeat: str) -> object:
    if not isinstance(tree, tuple | list):
        return tree
    if tree and tree[0] in ("lookup", "current"):
        return tuple(tree)
    if len(tree) == 2 and tree[0] == "column":
        return ("child", repeat, tree[1])
    return tuple(_with_children(part, repeat) for part in tree)


def _child(tree: Tree, place: Place) -> Closure:
    return place.child(str(tree[1]), [str(tree[2])])


_BUILDERS: Mapping[str, Callable[[Tree, Place], Closure]] = {
    "num": _literal,
    "str": _literal,
    "item": _item,
    "self": _own,
    "repeat": _position,
    "neg": _negative,
    "bin": _binary,
    "call": _call,
    "column": _column,
    "child": _child,
    "lookup": _lookup,
    "filter": _filter,
    "current": _current,
}
_SPECIAL: Mapping[str, Callable[[Sequence[Tree], Place], Closure]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "position": _position_call,
    "indexed-repeat": _indexed_repeat,
    "jr:choice-name": _choice_name,
    "pulldata": _pulldata,
}
SPECIAL_FUNCTIONS = frozenset(_SPECIAL)
"""Functions that need the tree or the place of their arguments, not only the values."""
