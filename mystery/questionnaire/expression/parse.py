"""Text of an XLSForm expression -> tree of nested tuples.

The trees are JSON arrays once a form is compiled; docs/form-package.md lists every node.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple, cast

from mystery.problems import Place, Problem, Rejected

Tree = tuple[object, ...]

MAX_LENGTH = 10_000
MAX_DEPTH = 100
MAX_CHAIN = 250
_SHORT = 16

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<ref>\$\{\s*(?P<refname>[^}\s]+)\s*\})
      | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<string>"[^"]*"|'[^']*')
      | (?P<op><=|>=|!=|//|\.\.|[=<>+*/|()\[\],.@-])
      | (?P<name>[^\W\d][\w-]*(?:\.[\w-]+)*(?::[^\W\d][\w-]*(?:\.[\w-]+)*)?)
    """,
    re.VERBOSE,
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "div", "mod"))
_RANKS = {operator: rank for rank, operators in enumerate(_LEVELS) for operator in operators}
_OF_OWN = frozenset({"string-length", "normalize-space"})
"""Functions that read the item's own answer where nothing is given, as in XPath."""
_ALIASES = {"is-selected": "selected", "enclosed-area": "area"}
_WORD_OPERATORS = frozenset({"or", "and", "div", "mod"})


class Token(NamedTuple):
    kind: str
    text: str
    at: int


@lru_cache(maxsize=4096)  # the same conditions stand at many items, and trees do not change
def parse(text: str) -> Tree:
    """Parse one expression. Raises `Rejected` with the character at which reading stopped."""
    if len(text) > MAX_LENGTH:
        raise Rejected([Problem("EXPRESSION_TOO_LONG", params={"length": len(text), "limit": MAX_LENGTH})])
    return _Parser(text).whole()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unreadable(text, at, repr(text[at]), "an operand or operator")
        kind = str(found.lastgroup if found.lastgroup != "refname" else "ref")
        if kind != "space":
            tokens.append(Token(kind, found["refname"] if kind == "ref" else found.group(), at))
        at = found.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _unreadable(text: str, at: int, found: str, expected: str) -> Rejected:
    params = {"at": at + 1, "found": found, "expected": expected, "text": text}
    return Rejected([Problem("EXPRESSION_SYNTAX", Place(column=at + 1), params)])


def _too_deep() -> Rejected:
    return Rejected([Problem("EXPRESSION_TOO_DEEP", params={"limit": MAX_DEPTH})])


def _shallow(tree: Tree) -> Tree:
    """The tree, if those who walk it will not run out of stack; long chains of `or` and `and` are halved."""
    if _depth(tree) <= MAX_CHAIN:
        return tree
    operator, operands = tree[1], [tree]
    while tree[0] == "bin" and operator in ("or", "and") and operands[0][:2] == ("bin", operator):
        _, _, left, right = operands[0]
        operands[:1] = [cast(Tree, left), cast(Tree, right)]
    if len(operands) < _SHORT or any(_depth(operand) > MAX_CHAIN - _SHORT for operand in operands):
        raise _too_deep()
    while len(operands) > 1:
        pairs = zip(operands[::2], operands[1::2], strict=False)
        operands = [("bin", operator, *pair) for pair in pairs] + operands[len(operands) // 2 * 2 :]
    return operands[0]


def _depth(tree: Tree) -> int:
    """How many nodes stand above one another, counted without a stack of calls."""
    depth, row = 0, [tree]
    while row:
        depth += 1
        row = [part for one in row for part in one if isinstance(part, tuple)]
    return depth


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.next = 0
        self.depth = 0
        self.in_predicate_of_list = 0

    def whole(self) -> Tree:
        tree = self.level(0)
        if self.peek().kind != "end":
            raise self.unexpected("an operator or the end")
        return _shallow(tree)

    def peek(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def at_op(self, *ops: str) -> bool:
        token = self.peek()
        return token.kind == "op" and token.text in ops

    def need(self, op: str) -> None:
        if not self.at_op(op):
            raise self.unexpected(repr(op))
        self.next += 1

    def unexpected(self, expected: str) -> Rejected:
        token = self.peek()
        return _unreadable(self.text, token.at, repr(token.text) if token.text else "the end", expected)

    def level(self, rank: int) -> Tree:
        """Binary operators from this rank of XPath's precedence on, left associative."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep()
        left = self.unary()
        while (found := self.rank_at_hand()) >= rank:
            operator = self.take().text
            left = ("bin", operator, left, self.level(found + 1))
        self.depth -= 1
        return left

    def rank_at_hand(self) -> int:
        """The rank of the operator that comes next, -1 if none does."""
        token = self.peek()
        return _RANKS.get(token.text, -1) if token.kind in ("op", "name") else -1

    def unary(self) -> Tree:
        negations = 0
        while self.at_op("-"):
            self.take()
            negations += 1
            if negations > MAX_DEPTH:
                raise _too_deep()
        tree = self.operand()
        while self.at_op("|"):
            self.take()
            tree = ("bin", "|", tree, self.operand())
        for _ in range(negations):
            tree = ("neg", tree)
        return tree

    def operand(self) -> Tree:
        token = self.peek()
        if token.kind == "number":
            return self.number()
        if token.kind == "string":
            self.take()
            return ("str", token.text[1:-1])
        if token.kind == "ref":
            self.take()
            return self.after_reference(("ref", token.text))
        if self.at_op("("):
            self.take()
            inner = self.level(0)
            self.need(")")
            return inner
        if self.at_op(".", "..", "/", "@", "//"):
            return self.path()
        if token.kind == "name":
            is_call = self.tokens[self.next + 1].text == "(" and self.tokens[self.next + 1].kind == "op"
            return self.call() if is_call else self.path()
        raise self.unexpected("a value")

    def number(self) -> Tree:
        """No infinity: JSON, in which a form goes to its devices, has none."""
        token = self.take()
        value = float(token.text)
        if math.isinf(value):
            params = {"at": token.at + 1, "digits": len(token.text)}
            raise Rejected([Problem("EXPRESSION_NUMBER", Place(column=token.at + 1), params)])
        return ("num", value)

    def call(self) -> Tree:
        name = self.take().text
        self.need("(")
        arguments: list[Tree] = []
        if not self.at_op(")"):
            arguments.append(self.level(0))
            while self.at_op(","):
                self.take()
                arguments.append(self.level(0))
        self.need(")")
        if name in _OF_OWN and not arguments:
            arguments.append(("self",))
        if name == "instance" and self.at_op("/"):
            return self.lookup(arguments)
        if name == "current" and not arguments:
            if not self.at_op("/"):
                return ("self",)
            self.take()
            return ("current", self.path())
        return ("call", _ALIASES.get(name, name), *arguments)

    def lookup(self, arguments: list[Tree]) -> Tree:
        """instance('list')/root/item[predicate]/column"""
        if len(arguments) != 1 or arguments[0][0] != "str":
            raise self.unexpected("instance('list')/root/item[...]/column")
        self.need("/")
        for word in ("root", "item"):
            if self.peek().text != word:
                raise self.unexpected(repr(word))
            self.take()
            if word == "root":
                self.need("/")
        predicates = self.predicates(in_list=True)
        column = ""
        if self.at_op("/"):
            self.take()
            column = self.name()
        return ("lookup", arguments[0][1], tuple(predicates), column)

    def after_reference(self, base: Tree) -> Tree:
        """`${repeat}[...]/name/...`: a reference narrowed by predicates and continued by names."""
        predicates = self.predicates()
        names: list[str] = []
        while self.at_op("/"):
            self.take()
            names.append(self.name())
        if not predicates and not names:
            return base
        return ("filter", base, tuple(predicates), tuple(names))

    def predicates(self, *, in_list: bool = False) -> list[Tree]:
        found: list[Tree] = []
        self.in_predicate_of_list += in_list
        while self.at_op("["):
            self.take()
            found.append(self.level(0))
            self.need("]")
        self.in_predicate_of_list -= in_list
        return found

    def name(self) -> str:
        token = self.peek()
        if token.kind != "name":
            raise self.unexpected("a name")
        return self.take().text

    def path(self) -> Tree:
        """`.`, `../a/b`, `/data/a/b`, or inside a list's predicate a bare column name."""
        if self.at_op("/"):
            self.take()
            return self.after_reference(("abs", tuple(self.steps())))
        if self.at_op("."):
            self.take()
            if not self.at_op("/"):
                return ("self",)
            self.take()  # `./name` is `name`
        up = 0
        while self.at_op(".."):
            self.take()
            up += 1
            if not self.at_op("/"):
                return ("path", up, ())
            self.take()
        names = self.steps()
        if self.in_predicate_of_list and up == 0 and len(names) == 1:
            return ("column", names[0])
        return self.after_reference(("path", up, tuple(names)))

    def steps(self) -> list[str]:
        names = [self.name()]
        while self.at_op("/") and self.tokens[self.next + 1].kind == "name":
            self.take()
            names.append(self.name())
        return names
