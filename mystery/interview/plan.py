"""A form made ready to run: items by parent and repeat, its expressions as closures, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from mystery.interview.facets import FACETS, Settle
from mystery.interview.offers import Grouped, filtering, grouped_by, names_of, offering
from mystery.interview.paths import Instance, Slot, below
from mystery.questionnaire import TYPES, Form, Item
from mystery.questionnaire.expression import (
    BLANK,
    Closure,
    EvaluationError,
    NodeSet,
    Place,
    Row,
    Scope,
    Tree,
    Value,
    as_int,
    compile_tree,
    display_text,
)

_MOST_PLANS = 64


def is_question(item: Item) -> bool:
    """Whether it stands on a page: a note, or something a person answers."""
    kind = TYPES.get(item.type)
    return item.type == "note" or (kind is not None and kind.answerable)


def is_container(item: Item) -> bool:
    kind = TYPES.get(item.type)
    return kind is not None and kind.container


def is_select(item: Item) -> bool:
    kind = TYPES.get(item.type)
    return kind is not None and kind.has_list


@dataclass(frozen=True, slots=True)
class Entry:
    """One computed facet in the order of evaluation, and `settle`, what it does to an item.

    `wide`: it reads other instances of a repeat it stands in, so it is evaluated in all of them.
    """

    key: str
    facet: str
    chain: tuple[str, ...]
    closure: Closure
    settle: Settle
    wide: bool
    triggered: bool


class Plan:
    """What every interview of one form shares."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.children = _grouped(form, lambda item: item.parent)
        self.in_repeat = _grouped(form, lambda item: item.repeat)
        self.questions = frozenset(item.key for item in form.items.values() if is_question(item))
        self._rows: dict[str, Sequence[Row]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._grouped: dict[tuple[str, str], Grouped | None] = {}
        self._texts: dict[int, Closure] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        graph = cast(Mapping[str, object], form.package.get("graph", {}))
        order = cast(Sequence[Sequence[str]], graph.get("order", ()))
        self.order = [self._entry(key, facet) for key, facet in order]
        dependents = cast(Mapping[str, Sequence[int]], graph.get("dependents", {}))
        self.dependents = {key: self._settled(indexes) for key, indexes in dependents.items()}
        self.entries_in_repeat: dict[str, list[int]] = {}
        settled = self._settled(range(len(self.order)))
        self.at_once = [self.order[index] for index in settled if not self.order[index].triggered]
        for index in settled:
            self.entries_in_repeat.setdefault(form.items[self.order[index].key].repeat, []).append(index)

    def _settled(self, indexes: Iterable[int]) -> tuple[int, ...]:
        """Without those that are computed when somebody reads them: the texts."""
        return tuple(index for index in indexes if self.order[index].settle is not _read_later)

    def chain(self, key: str) -> tuple[str, ...]:
        """The repeats around an item, outermost first, without itself."""
        found = self._chains.get(key)
        if found is None:
            repeat = self.form.items[key].repeat
            found = self._chains[key] = (*self.chain(repeat), repeat) if repeat else ()
        return found

    def _entry(self, key: str, facet: str) -> Entry:
        item, chain, tree = self.form.items[key], self.chain(key), self.form.items[key].get(facet)
        closure = self._facet(item, facet, cast(Tree, tree)) if isinstance(tree, list | tuple) else _blank
        return Entry(
            key, facet, chain, closure,
            settle=FACETS.get(facet, _read_later),
            wide=bool(chain) and _reads_siblings(tree, set(chain)),
            triggered=facet == "calculation" and bool(item.get("trigger")),
        )  # fmt: skip

    def _facet(self, item: Item, facet: str, tree: Tree) -> Closure:
        if facet != "choice_filter":
            return self.closure(tree, item.key)
        if "list_from" in item.properties:
            return offering(self.closure(tree, item.key))
        list_name = str(item.get("list", ""))

        def by_column(column: str) -> Grouped | None:
            if (list_name, column) not in self._grouped:
                self._grouped[list_name, column] = grouped_by(self.rows(list_name), column)
            return self._grouped[list_name, column]

        return filtering(tree, lambda part: self.closure(part, item.key), self.rows(list_name), by_column)

    def closure(self, tree: Tree, key: str) -> Closure:
        """A tree that belongs to an item; one that cannot be compiled fails when it is evaluated."""
        try:
            return compile_tree(tree, FormPlace(self, self.chain(key)))
        except EvaluationError as error:
            return partial(_failing, error)

    def text(self, part: Tree, key: str) -> Closure:
        """The closure of a part of a text."""
        found = self._texts.get(id(part))
        if found is None:
            found = self._texts[id(part)] = self.closure(part, key)
        return found

    def rows(self, list_name: str) -> Sequence[Row]:
        """A choice list or table as flat rows: name, label and columns."""
        if list_name not in self._rows:
            self._rows[list_name] = self._flat(list_name)
        return self._rows[list_name]

    def names(self, item: Item) -> tuple[str, ...]:
        """All choices of a select, in the order of its list."""
        list_name = str(item.get("list", ""))
        if list_name not in self._names:
            self._names[list_name] = names_of(self.rows(list_name))
        return self._names[list_name]

    def _flat(self, list_name: str) -> Sequence[Row]:
        package = self.form.package
        tables = cast(Mapping[str, Sequence[Row]], package.get("tables") or {})
        choices = cast(Mapping[str, Sequence[Mapping[str, object]]], package.get("choices") or {})
        if list_name not in choices:
            return tables.get(list_name) or tables.get(f"{list_name}.csv") or ()
        return [
            {
                **cast(Row, choice.get("columns") or {}),
                "name": str(choice["name"]),
                "label": self._plain(choice.get("label")),
            }
            for choice in choices[list_name]
        ]

    def choice_text(self, list_name: str, code: str, language: str) -> object:
        """The label of an option: a text, or its parts; None for a code that the list does not have."""
        choices = cast(Mapping[str, Sequence[Mapping[str, object]]], self.form.package.get("choices") or {})
        for choice in choices.get(list_name) or self.rows(list_name):
            if choice.get("name") == code:
                return self.in_language(choice.get("label"), language)
        return None

    def in_language(self, texts: object, language: str) -> object:
        """The author's text in one language; else in the default language, else in any."""
        if not isinstance(texts, Mapping):
            return texts or ""
        for wanted in (language, self.form.default_language, "default"):
            if wanted in texts:
                return texts[wanted]
        return next(iter(texts.values()), "")

    def _plain(self, label: object) -> str:
        text = self.in_language(label, "")
        return text if isinstance(text, str) else ""

    def missing_of(self, item: Item) -> Sequence[str]:
        """The missing codes that an item offers."""
        own = item.get("missing")
        return cast(Sequence[str], own if own is not None else self.form.package.get("missing") or ())


_PLANS: dict[int, Plan] = {}


def plan_of(form: Form) -> Plan:
    """The plan of a form, made when first asked for. It keeps its form, so the id stays its own."""
    plan = _PLANS.get(id(form))
    if plan is None:
        if len(_PLANS) >= _MOST_PLANS:
            _PLANS.pop(next(iter(_PLANS)))
        plan = _PLANS[id(form)] = Plan(form)
    return plan


def _grouped(form: Form, key: Callable[[Item], str]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {"": []}
    for item in form.items.values():
        groups.setdefault(key(item), []).append(item)
    return groups


def _blank(_: Scope) -> Value:
    return BLANK


def _read_later(_run: object, _slot: Slot, _entry: Entry) -> None:
    """A label is computed when somebody reads it."""


def _failing(error: EvaluationError, _: Scope) -> Value:
    raise error


def _reads_siblings(tree: object, enclosing: set[str]) -> bool:
    if not isinstance(tree, list | tuple):
        return False
    if tree and (tree[0] == "filter" or (tree[0] == "call" and tree[1] in ("indexed-repeat", "position"))):
        return True
    if len(tree) == 2 and tree[0] in ("item", "repeat") and tree[1] in enclosing:
        return True
    return any(_reads_siblings(part, enclosing) for part in tree)


@dataclass(frozen=True, slots=True)
class FormPlace:
    """What references mean for an expression that stands inside the repeats of `chain`.

    `outside` is the place of the item itself while the place is that of a predicate.
    """

    plan: Plan
    chain: tuple[str, ...]
    outside: Place | None = None

    def item(self, key: str) -> Closure:
        """One value where the target stands in no further repeat, else the node-set of its instances."""
        target, is_repeat = self.plan.chain(key), self.plan.form.items[key].type == "repeat"
        common = _common(self.chain, target)
        ups, rest = len(self.chain) - common, target[common:]
        if is_repeat:
            return lambda scope: NodeSet(
                child for at in below(_up(scope, ups), (*rest, key)) if (child := at).exists
            )
        if rest:
            return lambda scope: NodeSet(
                slot.value for at in below(_up(scope, ups), rest) if (slot := at.slots[key]).relevant
            )
        if ups == 0:
            return partial(_beside, key)
        return lambda scope: _up(scope, ups).slots[key].read()

    def own(self) -> Closure:
        return _own

    def position(self, repeat: str) -> Closure:
        wanted = repeat or (self.chain[-1] if self.chain else "")

        def closure(scope: Scope) -> Value:
            at = cast(Instance, scope.at).enclosing(wanted)
            return float(at.position) if at else 1.0

        return closure

    def indexed(self, key: str, indexes: Mapping[str, Closure]) -> Closure:
        chain = self.plan.chain(key)

        def closure(scope: Scope) -> Value:
            at = _up(scope, len(self.chain))
            for repeat in chain:
                found = self._chosen(at, repeat, indexes.get(repeat), scope)
                if found is None:
                    return BLANK
                at = found
            return at.slots[key].read()

        return closure

    def _chosen(self, at: Instance, repeat: str, index: Closure | None, scope: Scope) -> Instance | None:
        instances = [child for child in at.repeats[repeat] if child.exists]
        if index is None:
            own = cast(Instance, scope.at).enclosing(repeat)
            return own or (instances[0] if instances else None)
        wanted = max(1, as_int(index(scope)))  # what is no position is the first, as in JavaRosa
        return instances[wanted - 1] if wanted <= len(instances) else None

    def instances(self, repeat: str) -> Closure:
        return self.item(repeat)

    def inside(self, repeat: str) -> Place:
        return FormPlace(self.plan, (*self.plan.chain(repeat), repeat), self.home())

    def home(self) -> Place:
        return self.outside or self

    def child(self, repeat: str, names: Sequence[str]) -> Closure:
        if not names:
            return lambda scope: scope.at
        key = self._child_key(repeat, names)
        return lambda scope: cast(Instance, scope.at).slots[key].read() if key else BLANK

    def _child_key(self, repeat: str, names: Sequence[str]) -> str:
        """The item of a repeat that a name means; `group/name` where the name alone is not its key."""
        inside = self.plan.in_repeat.get(repeat, ())
        path = "/".join(names)
        exact = [item.key for item in inside if item.key == path or item.key.endswith(f"/{path}")]
        named = [item.key for item in inside if item.name == names[-1]]
        return next(iter((*exact, *named)), "")

    def rows(self, list_name: str) -> Sequence[Row]:
        return self.plan.rows(list_name)

    def choice_label(self, key: str, code: str, scope: Scope) -> str:
        list_name = str(self.plan.form.items[key].get("list", "")) if key in self.plan.form.items else ""
        text = self.plan.choice_text(list_name, code, scope.environment.language)
        if isinstance(text, list | tuple):
            return joined_text(self.plan, text, key, scope)
        return str(text or code)


def joined_text(plan: Plan, parts: Sequence[object], key: str, scope: Scope) -> str:
    """A text with its `${x}` filled in. A part that has no value is left out."""
    return "".join(
        part if isinstance(part, str) else _part(plan, cast(Tree, part), key, scope) for part in parts
    )


def _part(plan: Plan, tree: Tree, key: str, scope: Scope) -> str:
    try:
        return display_text(plan.text(tree, key)(scope))
    except EvaluationError:
        return ""


def _beside(key: str, scope: Scope) -> Value:
    """The value of an item of the same instance: the most frequent reference, so no further call."""
    slot: Slot = scope.at.slots[key]  # type: ignore[attr-defined]  # `at` is an Instance
    return slot.value if slot.relevant else BLANK


def _own(scope: Scope) -> Value:
    slot: Slot = scope.own  # type: ignore[assignment]  # whoever owns an expression of a form is a Slot
    return slot.value if slot.relevant else BLANK


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _up(scope: Scope, steps: int) -> Instance:
    at = cast(Instance, scope.at)
    for _ in range(steps):
        assert at.parent is not None  # the place knows how many repeats enclose it
        at = at.parent
    return at
