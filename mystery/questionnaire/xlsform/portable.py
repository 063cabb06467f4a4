"""Our expressions in words that other tools understand: they know neither near names nor lists in pulldata().

A name that stands twice becomes the path to the one that is meant, and `pulldata('list', …)` of a
choice list the lookup in its rows. Both mean the same when they are read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mystery.questionnaire.model import Definition
from mystery.questionnaire.scope import Placed, Scope, scope_of

_REFERENCE = re.compile(r"\$\{([^}\s]+)\}")
_PULLDATA = re.compile(r"\bpulldata\(")
_LITERAL = re.compile(r"""(['"])([^'"]*)\1""")


@dataclass(slots=True)
class Portable:
    """Knows where every node of a definition stands. Ask for the nodes in document order."""

    definition: Definition
    _scope: Scope = field(init=False)
    _nodes: Iterator[Placed] = field(init=False)

    def __post_init__(self) -> None:
        self._scope = scope_of(self.definition)
        self._nodes = iter(self._scope.nodes)

    def next_node(self) -> Placed:
        return next(self._nodes)

    def expression(self, text: str, near: Placed, *, in_rows: bool) -> str:
        """`in_rows`: the whole expression is a predicate over rows, so a path must begin at the item."""
        if "pulldata(" in text:
            text = self._without_pulldata(text)
        if "${" not in text:
            return text
        return _REFERENCE.sub(lambda match: self._reference(match, text, near, in_rows=in_rows), text)

    def _reference(self, match: re.Match[str], text: str, near: Placed, *, in_rows: bool) -> str:
        name = match[1]
        if len(self._scope.by_name.get(name, ())) < 2:
            return match[0]
        meant = self._scope.named(name, near)
        if len(meant) != 1:
            return match[0]
        path = relative(near.path, meant[0].path)
        inside = text.count("[", 0, match.start()) > text.count("]", 0, match.start())
        return f"current()/{path}" if in_rows or inside else path

    def _without_pulldata(self, text: str) -> str:
        at = 0
        while found := _PULLDATA.search(text, at):
            arguments, end = _arguments(text, found.end())
            literals = [_LITERAL.fullmatch(argument) for argument in arguments[:3]]
            at = found.end()
            if len(arguments) != 4 or None in literals:
                continue
            table, column, key = (literal[2] for literal in literals if literal)
            if table in self.definition.choices:
                lookup = f"instance('{table}')/root/item[{key} = {arguments[3]}]/{column}"
                text = text[: found.start()] + lookup + text[end:]
        return text


def relative(near: tuple[str, ...], target: tuple[str, ...]) -> str:
    """The way from one node to another: `../../group/item`."""
    shared = 0
    while shared < min(len(near), len(target)) - 1 and near[shared] == target[shared]:
        shared += 1
    return "/".join([".."] * (len(near) - shared) + list(target[shared:]))


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments of a call whose bracket opened before `start`, and where it has closed."""
    found, depth, quote, begin = [], 1, "", start
    for at in range(start, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        if not quote and (depth == 0 or (depth == 1 and sign == ",")):
            found.append(text[begin:at].strip())
            begin = at + 1
        if depth == 0:
            return found, at + 1
    return [], len(text)
