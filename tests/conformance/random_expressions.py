"""Random expressions over the items that stand before: every function, in every place where it may stand."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Option = TypeVar("Option")

_NUMBERS = ("integer", "decimal")
_AGGREGATES = ("sum", "count-non-empty", "count")
_CUTS = ("0, 2", "1, 3", "-2, 3", "0, -1")
_DEEPEST = 3


@dataclass(frozen=True)
class Known:
    """An item that may be read: its kind (or its list), the repeats and the nearest part around it."""

    name: str
    kind: str
    chain: tuple[str, ...]
    parent: str = ""
    many: bool = False


@dataclass
class Expressions:
    draw: random.Random
    known: Sequence[Known]
    chain: tuple[str, ...]
    for_collect: bool
    depth: int = 0

    def pick(self, options: Sequence[Option]) -> Option:
        return self.draw.choice(options)

    # what can be read where the expression stands

    def _near(self, *kinds: str) -> list[str]:
        """Items with one value here: outside all repeats, or in a repeat that is around us."""
        return [
            f"${{{one.name}}}"
            for one in self.known
            if one.kind != "repeat"
            and one.kind != "note"
            and self.chain[: len(one.chain)] == one.chain
            and (not kinds or (one.kind in kinds and not one.many))
        ]

    def _far(self, *kinds: str) -> list[str]:
        """Items with many values here: in a repeat that is not around us."""
        return [
            f"${{{one.name}}}"
            for one in self.known
            if one.kind in kinds and not one.many and self.chain[: len(one.chain)] != one.chain
        ]

    def _several(self) -> list[str]:
        return [
            f"${{{one.name}}}" for one in self.known if one.many and self.chain[: len(one.chain)] == one.chain
        ]

    def _repeats(self) -> list[str]:
        return [f"${{{one.name}}}" for one in self.known if one.kind == "repeat" and not one.chain]

    # the parts of an expression

    def _one_of(self, plain: Sequence[str], made: Sequence[Callable[[], str]]) -> str:
        self.depth += 1
        deep = self.depth > _DEEPEST
        found = self.pick(plain) if deep or self.draw.randrange(3) == 0 else self.pick(made)()
        self.depth -= 1
        return found

    def anything(self) -> str:
        return self.pick((self.number, self.text, self.truth, self.number))()

    def small(self) -> str:
        return self.pick(["${number}", "2", "count-selected(${town}) + 1", "${number} - 1", "1.5"])

    def number(self) -> str:
        plain = ["0", "1", "2.5", "-3", "10", *self._near(*_NUMBERS), *self._near(*_NUMBERS)]
        made: list[Callable[[], str]] = [
            lambda: f"({self.number()} {self.pick(['+', '-', '*', 'div', 'mod'])} {self.number()})",
            lambda: f"round({self.number()}, {self.pick(['0', '1', '2'])})",
            lambda: f"{self.pick(['int', 'abs', 'round', 'number'])}({self.number()})",
            lambda: f"coalesce({self.number()}, 0)",
            lambda: f"if({self.truth()}, {self.number()}, {self.number()})",
            lambda: f"string-length({self.text()})",
            lambda: f"-{self.number()}",
        ]
        if several := self._several():
            made.append(lambda: f"count-selected({self.pick(several)})")
        if far := self._far(*_NUMBERS):
            # JavaRosa does not count again when it takes its first instance away
            names = _AGGREGATES[:2] if self.for_collect else _AGGREGATES
            made += [lambda: f"{self.pick(names)}({self.pick(far)})"] * 4
            if not self.for_collect:  # of negative numbers JavaRosa gives another maximum
                made.append(lambda: f"{self.pick(['max', 'min'])}({self.pick(far)})")
        if dates := self._near("date"):
            made.append(lambda: f"({self.pick(dates)} - date('2026-01-01'))")
        if not self.for_collect:
            made += self._beyond_collect()
        return self._one_of(plain, made)

    def _beyond_collect(self) -> list[Callable[[], str]]:
        """What moves with instances: JavaRosa computes it again in one of them only."""
        made: list[Callable[[], str]] = [
            lambda: f"pow({self.number()}, 2)",
            lambda: "random()",
            lambda: f"max({self.number()}, {self.number()})",
        ]
        if repeats := self._repeats():
            made.append(lambda: f"count({self.pick(repeats)})")
        if self.chain:
            made += [lambda: "position(..)"] * 3
        deep = [one for one in self.known if len(one.chain) == 1 and one.kind in _NUMBERS]
        if deep:
            made.append(lambda: self._indexed(self.pick(deep)))
        if children := [one for one in deep if one.parent == one.chain[0]]:
            made.append(lambda: self._filtered(self.pick(children)))
        return made

    def _indexed(self, one: Known) -> str:
        return f"indexed-repeat(${{{one.name}}}, ${{{one.chain[0]}}}, {self.small()})"

    def _filtered(self, one: Known) -> str:
        finished = any(known.name == one.chain[0] for known in self.known)
        if not finished or self.chain[:1] == one.chain:
            return "1"
        return f"sum(${{{one.chain[0]}}}[{one.name} > {self.pick(['0', '1', '2.5'])}]/{one.name})"

    def text(self) -> str:
        plain = ["''", "'a'", "'x y'", "'5'", *self._near("text"), *self._near("yes-no", "towns")]
        made: list[Callable[[], str]] = [
            lambda: f"concat({self.text()}, '-', {self.number()})",
            lambda: f"substr({self.text()}, {self.pick(_CUTS)})",
            lambda: f"if({self.truth()}, {self.text()}, {self.text()})",
            lambda: f"coalesce({self.text()}, 'none')",
            lambda: f"translate({self.text()}, 'abo', 'AB')",
            lambda: f"normalize-space({self.text()})",
            lambda: f"substring-{self.pick(['before', 'after'])}({self.text()}, '-')",
            lambda: f"string({self.number()})",
            lambda: f"digest({self.text()}, 'SHA-1', 'hex')",
        ]
        if several := self._several():
            made.append(lambda: f"selected-at({self.pick(several)}, {self.pick(['0', '1', '5'])})")
        if far := self._far(*_NUMBERS, "text"):
            made.append(lambda: f"join(',', {self.pick(far)})")
        if dates := self._near("date"):
            made.append(lambda: f"format-date({self.pick(dates)}, '%d.%m.%Y')")
        if not self.for_collect:
            made += [
                lambda: "jr:choice-name(${town}, '${town}')",
                lambda: f"once({self.text()})",
                lambda: "uuid(4)",
            ]
        return self._one_of(plain, made)

    def truth(self) -> str:
        plain = ["${first} = 'yes'", "${number} > 2", "${town} != ''", "true()", "${first} != 'no'"]
        made: list[Callable[[], str]] = [
            lambda: f"{self.number()} {self.pick(['<', '<=', '>', '>=', '=', '!='])} {self.number()}",
            lambda: f"{self.text()} {self.pick(['=', '!='])} {self.text()}",
            lambda: f"({self.truth()} {self.pick(['and', 'or'])} {self.truth()})",
            lambda: f"not({self.truth()})",
            lambda: f"{self.pick(['contains', 'starts-with', 'ends-with'])}({self.text()}, 'a')",
            lambda: f"regex({self.text()}, '[a-z]+')",
            lambda: f"boolean-from-string({self.text()})",
            lambda: f"checklist(1, 2, {self.truth()}, {self.truth()})",
        ]
        if several := self._several():
            made += [lambda: f"selected({self.pick(several)}, 'bonn')"] * 2
        if dates := self._near("date"):
            made.append(lambda: f"{self.pick(dates)} {self.pick(['<', '>='])} date('2026-02-28')")
        return self._one_of(plain, made)

    def about_itself(self, kind: str) -> str:
        if kind in _NUMBERS:
            return self.pick([". > 1", ". >= 0 and . <= 100", f". != {self.number()}", ". < ${number}"])
        if kind in ("date", "datetime"):
            return self.pick([". <= date('2026-11-23')", f"{self.truth()}"])
        if kind in ("yes-no", "towns"):
            return self.pick([". != 'no'", "count-selected(.) < 3", "not(selected(., 'trier'))"])
        return self.pick([". != 'abc'", "string-length(.) < 3", "regex(., '[a-z]+')", f". != {self.text()}"])

    def filtering(self) -> str:
        return self.pick(
            ["land = 'nw' or ${first} = 'yes'", "name != ${town}", "size > ${number}", "position() < 3",
             "land = ${town} and position() > 1", "selected('bonn mainz', name)",
             f"land = 'rp' or {self.truth()}"]
        )  # fmt: skip

    def piped(self) -> str:
        near = self._near() if not self.for_collect else self._near(*_NUMBERS, "text")
        return self.pick(near) if near else ""
