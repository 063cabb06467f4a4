"""One bound expression tree -> words."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.expression import Tree
from mystery.questionnaire.model import Choice, Definition, Node
from mystery.questionnaire.reading import words
from mystery.questionnaire.reading.words import Words
from mystery.questionnaire.scope import Scope

_LONGEST_LABEL = 70
_TIMES = frozenset({"date", "time", "datetime", "start", "end", "today"})


class Unspeakable(Exception):
    """The tree holds something that no words are known for."""


class Speaker:
    """Says the trees of one definition in one language, as seen from one node."""

    def __init__(self, definition: Definition, scope: Scope, language: str) -> None:
        self.definition, self.scope, self.language = definition, scope, language
        self.near: Node | None = None

    # --- conditions ---

    def condition(self, tree: Tree, *, inside: str = "") -> str:
        """A condition as a clause. `inside` is the operator around it, for brackets."""
        match tree:
            case ("bin", ("and" | "or") as operator, tuple(left), tuple(right)):
                return self._joined(str(operator), left, right, inside)
            case ("bin", "=" | "!=" | "<" | "<=" | ">" | ">=" as operator, tuple(left), tuple(right)):
                return self._comparison(str(operator), left, right)
            case ("call", "not", tuple(inner)):
                return self._not(inner)
            case ("call", "true"):
                return self.say(words.TRUE)
            case ("call", "false"):
                return self.say(words.FALSE)
            case ("call", "selected", ("str", str(codes)), tuple(target)):
                return self.say(words.ONE_OF, a=self.value(target), b=self._listed(codes, target, words.OR))
            case ("call", "selected", tuple(target), tuple(code)):
                return self.say(words.CHOSEN, a=self._of(target), b=self._code(code, target))
            case ("call", str(name), tuple(first), tuple(second)) if name in words.TESTS:
                return self.say(words.TESTS[name], a=self.value(first), b=self.value(second))
            case ("call", str(name), tuple(inner)) if name in words.SAME:
                return self.condition(inner, inside=inside)
            case ("item", _) | ("self",):
                return self.say(words.ANSWERED, a=self.value(tree))
        raise Unspeakable

    def _joined(self, operator: str, left: Tree, right: Tree, inside: str) -> str:
        between = self._between(left, right) if operator == "and" else ""
        if between:
            return between
        word = self.say(words.AND if operator == "and" else words.OR)
        said = word.join((self.condition(left, inside=operator), self.condition(right, inside=operator)))
        return f"({said})" if inside not in ("", operator) else said

    def _between(self, left: Tree, right: Tree) -> str:
        """`. >= 0 and . <= 10` is one thought."""
        match left, right:
            case ("bin", ">=", tuple(a), ("num", low)), ("bin", "<=", tuple(b), ("num", high)) if a == b:
                low_said, high_said = self.value(("num", low)), self.value(("num", high))
                return self.say(words.BETWEEN, a=self.value(a), b=low_said, c=high_said)
        return ""

    def _comparison(self, operator: str, left: Tree, right: Tree) -> str:
        if left[0] in ("num", "str") and right[0] not in ("num", "str"):
            operator, left, right = words.MIRRORED[operator], right, left
        if operator in ("=", "!=") and right == ("str", ""):
            return self.say(words.NOT_ANSWERED if operator == "=" else words.ANSWERED, a=self.value(left))
        if operator in words.EARLIER and (self._is_time(left) or self._is_time(right)):
            return self.say(words.EARLIER[operator], a=self.value(left), b=self.value(right))
        return self.say(words.COMPARISONS[operator], a=self.value(left), b=self._code(right, left))

    def _not(self, inner: Tree) -> str:
        match inner:
            case ("bin", str(operator), tuple(left), tuple(right)) if operator in words.OPPOSITE:
                return self._comparison(words.OPPOSITE[operator], left, right)
            case ("call", "selected", ("str", str(codes)), tuple(target)):
                return self._none_of(codes, target)
            case ("call", "selected", tuple(target), tuple(code)):
                return self.say(words.NOT_CHOSEN, a=self._of(target), b=self._code(code, target))
            case ("call", "not", tuple(again)):
                return self.condition(again)
            case ("item", _) | ("self",):
                return self.say(words.NOT_ANSWERED, a=self.value(inner))
        return self.say(words.NOT, a=self.condition(inner, inside="not"))

    def _none_of(self, codes: str, target: Tree) -> str:
        if len(codes.split()) < 2:
            return self._comparison("!=", target, ("str", codes))
        return self.say(words.NONE_OF, a=self.value(target), b=self._listed(codes, target, words.NOR))

    def _listed(self, codes: str, target: Tree, word: Words) -> str:
        """`selected('a b', ${x})` asks whether x is one of several."""
        return self.say(word).join(self._code(("str", code), target) for code in codes.split())

    # --- values ---

    def _of(self, tree: Tree) -> str:
        """A value behind a preposition."""
        return self.say(words.OF_ANSWER) if tree == ("self",) else self.value(tree)

    def value(self, tree: Tree) -> str:
        """What a tree stands for, as a part of a sentence."""
        match tree:
            case ("num", float(number)):
                return self._number(number)
            case ("str", str(text)):
                return self.quoted(text) if text else self.say(words.NOTHING)
            case ("item", str(key)):
                return self.quoted(self.title(key))
            case ("ref", str(name)):
                return self.quoted(name)
            case ("self",):
                return self.say(words.ANSWER)
            case ("column", str(name)):
                return self.say(words.COLUMN, a=self.quoted(name))
            case ("neg", ("num", float(number))):
                return self._number(-number)
            case ("bin", str(operator), tuple(left), tuple(right)) if operator in words.ARITHMETIC:
                return f"{self._term(left)} {words.ARITHMETIC[operator]} {self._term(right)}"
            case ("bin", "mod", tuple(left), tuple(right)):
                return self.say(words.REMAINDER, a=self._of(left), b=self._of(right))
            case ("call", str(name), *arguments):
                return self._call(name, [each for each in arguments if isinstance(each, tuple)])
        raise Unspeakable

    def _term(self, tree: Tree) -> str:
        said = self.value(tree)
        return f"({said})" if tree[0] == "bin" else said

    def _call(self, name: str, arguments: list[Tree]) -> str:
        if name in words.SAME and len(arguments) == 1:
            return self.value(arguments[0])
        if name == "coalesce" and arguments[1] == ("str", ""):
            return self.value(arguments[0])
        if name == "if":
            condition, then, otherwise = arguments
            return self.say(
                words.IF, a=self.condition(condition), b=self.value(then), c=self.value(otherwise)
            )
        if name == "jr:choice-name":
            arguments = arguments[:1]
        if name == "position":
            arguments = []
        if name not in words.VALUES or (len(arguments) > 1 and name not in ("min", "max", "concat")):
            raise Unspeakable
        return self.say(words.VALUES[name], a=", ".join(map(self._of, arguments)))

    def _code(self, tree: Tree, asked: Tree) -> str:
        """A code as the label it has in the list of the item it is compared with."""
        if tree[0] not in ("str", "num"):
            return self.value(tree)
        code = str(tree[1]) if tree[0] == "str" else self._plain(float(str(tree[1])))
        choice = next((each for each in self._choices(asked) if each.name == code), None)
        return self.value(tree) if choice is None else self.quoted(self.text(choice.label) or code)

    def _choices(self, asked: Tree) -> tuple[Choice, ...]:
        match asked:
            case ("item", str(key)) if key in self.scope.by_key:
                return self.definition.choices.get(self.scope.by_key[key].node.list_name, ())
            case ("self",) if self.near is not None:
                return self.definition.choices.get(self.near.list_name, ())
            case ("call", str(name), tuple(inner)) if name in words.SAME:
                return self._choices(inner)
        return ()

    def _is_time(self, tree: Tree) -> bool:
        match tree:
            case ("call", "today" | "now" | "date" | "date-time", *_):
                return True
            case ("item", str(key)) if key in self.scope.by_key:
                return self.scope.by_key[key].node.type in _TIMES
            case ("self",):
                return self.near is not None and self.near.type in _TIMES
        return False

    # --- words ---

    def say(self, pattern: Words, **parts: str) -> str:
        return pattern.said(self.language, **parts)

    def quoted(self, text: str) -> str:
        return self.say(words.QUOTED, a=text)

    def title(self, key: str) -> str:
        """An item by its label, shortened; by its name where it has none."""
        placed = self.scope.by_key.get(key)
        if placed is None:
            return key
        label = " ".join(self.text(placed.node.label).split())
        if not label or "${" in label:
            return placed.node.name
        return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"

    def text(self, texts: Mapping[str, str]) -> str:
        """A text in the reader's language, else in the questionnaire's own."""
        return (
            texts.get(self.language)
            or texts.get(self.definition.default_language)
            or next(iter(texts.values()), "")
        )

    def _number(self, number: float) -> str:
        plain = self._plain(number).replace("-", "−")
        return plain.replace(".", ",") if self.language == "de" else plain

    @staticmethod
    def _plain(number: float) -> str:
        return format(number, ".15g")
