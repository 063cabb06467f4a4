"""scheme.yaml -> `Scheme`, with a problem for everything that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from mystery.marks import Fields, Marked, decimal_of, load, texts_of
from mystery.problems import Place, Problem
from mystery.questionnaire import Texts
from mystery.scoring.grades import percent_of_mark
from mystery.scoring.keys import BONUS_KEYS, ITEM_KEYS, RULE_KEYS, SCHEME_KEYS, SECTION_KEYS
from mystery.scoring.model import FlagRule, ItemRule, Rule, Scheme, SectionRule

FLAGS = ("contradictory", "trap_missed")
MODELS = ("points", "deductions", "grades", "index")
_HUNDRED = Decimal(100)
_SCHOOL_MARKS = (Decimal("0.5"), Decimal("5.5"))
_NOT_APPLICABLE = ("not_applicable", "n/a", "-")
_EMPTY = Scheme(name="", version="", questionnaire="", model="points", items={}, sections={})


def read_scheme(text: str, file: str = "") -> tuple[Scheme, list[Problem]]:
    """Read a scheme. What cannot be read is left out and reported; the rest is still there to be checked."""
    node, problems = load(text, file)
    return (_EMPTY, problems) if node is None else read_marked_scheme(node, problems)


def read_marked_scheme(node: Marked, problems: list[Problem]) -> tuple[Scheme, list[Problem]]:
    """The same from values that know their places already."""
    fields = Fields(node, problems)
    if node.kind != "mapping":
        return _EMPTY, problems
    fields.expect(SCHEME_KEYS)
    return _Reader(fields).scheme(), problems


class _Reader:
    """Reads one file. `percent` and `share` turn school marks into percent and 0..1 where there are marks."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.places: dict[str, Place] = {"": fields.node.place}
        self.model = fields.one_of("model", MODELS, "points")
        self.marks = self.read_marks()

    def scheme(self) -> Scheme:
        fields = self.fields
        fields.require("scheme", "for")
        sections = {name: self.section(name, node) for name, node in fields.entries("sections").items()}
        items = {name: self.item(name, node) for name, node in fields.entries("items").items()}
        bonus_items, bonus_cap = self.bonus(items)
        grades, labels = self.grades()
        scheme = Scheme(
            name=fields.text("scheme"),
            version=fields.text("version"),
            questionnaire=fields.text("for"),
            model=self.model,
            items=items,
            sections=sections,
            knock_outs=self.rules("knock_outs"),
            deductions=self.rules("deductions"),
            thresholds=self.rules("thresholds"),
            bonus_items=bonus_items,
            bonus_cap=bonus_cap,
            exclusive=self.exclusive(),
            grades=grades,
            grade_labels=labels,
            outcomes=fields.words("outcomes"),
            minimum_coverage=self.coverage(),
            target=self.percent(fields, "target"),
            marks=self.marks,
            rules=self.flag_rules(),
            places=self.places,
        )
        self.keep("outcomes", fields.place("outcomes"))
        return scheme

    def keep(self, path: str, place: Place) -> None:
        self.places[path] = place

    def read_marks(self) -> tuple[Decimal, Decimal] | None:
        """`marks: [best, worst]`; the German consumer tests' 0.5 to 5.5 where a grades model does not say."""
        given = self.fields.elements("marks")
        if self.model != "grades":
            if given:
                self.problem("SCHEME_MARKS_WITHOUT_GRADES", self.fields.place("marks"))
            return None
        numbers = [decimal_of(element, "marks", self.fields) for element in given]
        if not numbers:
            return _SCHOOL_MARKS
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None or numbers[0] == numbers[1]:
            self.problem("SCHEME_PAIR_NEEDED", self.fields.place("marks"), key="marks", shape="[best, worst]")
            return _SCHOOL_MARKS
        return numbers[0], numbers[1]

    def problem(self, code: str, place: Place, **params: object) -> None:
        self.fields.problem(code, place, **params)

    # --- numbers ---

    def percent(self, fields: Fields, key: str) -> Decimal | None:
        """A percentage, or a mark in a grades model, as percent."""
        number = fields.decimal(key)
        if number is None:
            return None
        if self.marks is None:
            return self.between(number, Decimal(0), _HUNDRED, key, fields.place(key))
        return percent_of_mark(self.within_marks(number, key, fields.place(key)), self.marks)

    def share(self, number: Decimal, key: str, place: Place) -> Decimal:
        """A share 0..1, or a mark in a grades model, as a share."""
        if self.marks is None:
            return self.between(number, Decimal(0), Decimal(1), key, place)
        return percent_of_mark(self.within_marks(number, key, place), self.marks) / _HUNDRED

    def distance(self, number: Decimal) -> Decimal:
        """A number of points; in a grades model a number of marks (0.5 = half a mark) as points."""
        if self.marks is None:
            return number
        best, worst = self.marks
        return number / abs(worst - best) * _HUNDRED

    def between(self, number: Decimal, low: Decimal, high: Decimal, key: str, place: Place) -> Decimal:
        if not low <= number <= high:
            self.problem("SCHEME_OUT_OF_RANGE", place, key=key, value=number, low=low, high=high)
            return min(high, max(low, number))
        return number

    def within_marks(self, number: Decimal, key: str, place: Place) -> Decimal:
        low, high = sorted(self.marks or _SCHOOL_MARKS)
        return self.between(number, low, high, key, place)

    def coverage(self) -> Decimal:
        """0.7 and 70 mean the same."""
        number = self.fields.decimal("minimum_coverage")
        if number is None:
            return Decimal("0.7")
        share = number / _HUNDRED if number > 1 else number
        return self.between(
            share, Decimal(0), Decimal(1), "minimum_coverage", self.fields.place("minimum_coverage")
        )

    def weight(self, fields: Fields) -> Decimal | None:
        number = fields.decimal("weight")
        if number is not None and number < 0:
            self.problem("SCHEME_WEIGHT_NEGATIVE", fields.place("weight"), value=number)
            return Decimal(0)
        return number

    # --- sections and items ---

    def section(self, name: str, node: Marked) -> SectionRule:
        """`welcome: 20` or `welcome: {weight: 20, ...}`."""
        path = f"sections.{name}"
        self.keep(path, self.fields.inside(node).node.place if node.kind == "mapping" else node.place)
        if node.kind == "text":
            weight = decimal_of(node, "weight", self.fields) if node.text else None
            return SectionRule(name, weight=weight)
        fields = self.fields.inside(node)
        fields.expect(SECTION_KEYS)
        self.keep(f"{path}.items", fields.place("items"))
        return SectionRule(
            section=name,
            weight=self.weight(fields),
            target=self.percent(fields, "target"),
            pass_mark=self.percent(fields, "pass_mark"),
            label=fields.texts("label"),
            items=fields.words("items"),
        )

    def item(self, name: str, node: Marked) -> ItemRule:
        """`greeted: 2` or `greeted: {weight: 2, value: {...}}`."""
        path = f"items.{name}"
        self.keep(path, node.place)
        if node.kind == "text":
            weight = decimal_of(node, "weight", self.fields) if node.text else None
            return ItemRule(name, weight=Decimal(1) if weight is None else weight)
        fields = self.fields.inside(node)
        fields.expect(ITEM_KEYS)
        value, not_applicable = self.values(fields, path)
        weight = self.weight(fields)
        for key in ("when", "value", "steps", "scale", "target", "otherwise"):
            if key in fields:
                self.keep(f"{path}.{key}", fields.place(key))
        rule = ItemRule(
            item=name,
            weight=Decimal(1) if weight is None else weight,
            value=value,
            steps=self.steps(fields),
            otherwise=self.optional_share(fields, "otherwise", Decimal(0)) or Decimal(0),
            scale=self.scale(fields),
            not_applicable=(*fields.words("not_applicable"), *not_applicable),
            blank=self.optional_share(fields, "blank", None),
            cap=self.optional_share(fields, "cap", None),
            when=fields.text("when"),
            target=self.percent(fields, "target"),
        )
        self.one_kind(fields)
        return rule

    def one_kind(self, fields: Fields) -> None:
        kinds = [key for key in ("value", "steps", "scale") if key in fields]
        if len(kinds) > 1:
            self.problem("SCHEME_SEVERAL_KINDS", fields.place(kinds[1]), kinds=", ".join(kinds))

    def values(self, fields: Fields, path: str) -> tuple[dict[str, Decimal] | None, tuple[str, ...]]:
        """`{'yes': 1, 'no': 0, na: not_applicable}` -> shares, and the codes that leave the base."""
        if "value" not in fields:
            return None, ()
        shares: dict[str, Decimal] = {}
        not_applicable: list[str] = []
        for code, node in fields.entries("value").items():
            self.keep(f"{path}.value.{code}", node.place)
            if node.text in _NOT_APPLICABLE:
                not_applicable.append(code)
                continue
            number = decimal_of(node, code, self.fields)
            if number is not None:
                shares[code] = self.share(number, code, node.place)
        return shares, tuple(not_applicable)

    def optional_share(self, fields: Fields, key: str, default: Decimal | None) -> Decimal | None:
        number = fields.decimal(key)
        return default if number is None else self.share(number, key, fields.place(key))

    def steps(self, fields: Fields) -> tuple[tuple[Decimal, Decimal], ...]:
        steps = []
        for node in fields.elements("steps"):
            pair = self.pair(node, "steps", "[limit, share]")
            if pair is not None:
                steps.append((pair[0], self.share(pair[1], "steps", node.place)))
        limits = [limit for limit, _ in steps]
        if limits != sorted(set(limits)):
            self.problem("SCHEME_STEPS_ORDER", fields.place("steps"))
        return tuple(sorted(steps))

    def scale(self, fields: Fields) -> tuple[Decimal, Decimal] | None:
        node = fields.get("scale")
        if node is None:
            return None
        pair = self.pair(node, "scale", "[worst, best]")
        if pair is not None and pair[0] == pair[1]:
            self.problem("SCHEME_PAIR_NEEDED", node.place, key="scale", shape="[worst, best]")
            return None
        return pair

    def pair(self, node: Marked, key: str, shape: str) -> tuple[Decimal, Decimal] | None:
        if len(node.elements) != 2:
            self.problem("SCHEME_PAIR_NEEDED", node.place, key=key, shape=shape)
            return None
        first, second = (decimal_of(element, key, self.fields) for element in node.elements)
        return None if first is None or second is None else (first, second)

    # --- what moves the total ---

    def bonus(self, items: dict[str, ItemRule]) -> tuple[tuple[str, ...], Decimal]:
        """The bonus items and their cap. One without a weight of its own may earn the whole cap."""
        fields = self.fields.fields("bonus")
        if fields is None:
            return (), Decimal(0)
        self.keep("bonus", fields.node.place)
        fields.expect(BONUS_KEYS)
        fields.require("items", "cap")
        names = fields.words("items")
        cap = fields.decimal("cap") or Decimal(0)
        points = self.distance(cap)
        for name in names:
            items.setdefault(name, ItemRule(name, weight=points))
            self.places.setdefault(f"items.{name}", fields.place("items"))
        return names, points

    def exclusive(self) -> tuple[tuple[str, ...], ...]:
        groups = []
        for position, node in enumerate(self.fields.elements("exclusive")):
            self.keep(f"exclusive.{position}", node.place)
            groups.append(tuple(element.text for element in node.elements))
        return tuple(groups)

    def rules(self, key: str) -> tuple[Rule, ...]:
        kinds: dict[str, Callable[[Fields], Rule]] = {
            "knock_outs": self.knock_out,
            "deductions": self.deduction,
            "thresholds": self.threshold,
        }
        rules = []
        for position, node in enumerate(self.fields.elements(key)):
            fields = self.fields.inside(node)
            fields.expect(RULE_KEYS[key])
            self.keep(f"{key}.{position}", node.place)
            self.keep(f"{key}.{position}.when", fields.place("when"))
            rules.append(kinds[key](fields))
        return tuple(rules)

    def knock_out(self, fields: Fields) -> Rule:
        fields.require("when")
        if "cap" not in fields and "grade_cap" not in fields:
            self.problem("KEY_MISSING", fields.node.place, key="cap")
        return Rule(
            when=fields.text("when"),
            reason=fields.texts("reason"),
            cap=self.percent(fields, "cap"),
            grade_cap=fields.text("grade_cap"),
        )

    def deduction(self, fields: Fields) -> Rule:
        fields.require("when", "deduct")
        deduct = fields.decimal("deduct")
        if deduct is not None and deduct < 0:
            self.problem("SCHEME_WEIGHT_NEGATIVE", fields.place("deduct"), value=deduct)
        return Rule(
            when=fields.text("when"),
            reason=fields.texts("reason"),
            deduct=None if deduct is None else self.distance(abs(deduct)),
            times=fields.text("times"),
        )

    def threshold(self, fields: Fields) -> Rule:
        fields.require("zero")
        if "when" not in fields and "below" not in fields:
            self.problem("KEY_MISSING", fields.node.place, key="when")
        return Rule(
            when=fields.text("when"),
            reason=fields.texts("reason"),
            zero=fields.text("zero"),
            below=self.percent(fields, "below"),
        )

    def flag_rules(self) -> tuple[FlagRule, ...]:
        rules = []
        for position, node in enumerate(self.fields.elements("rules")):
            fields = self.fields.inside(node)
            fields.expect(RULE_KEYS["rules"])
            fields.require("when")
            self.keep(f"rules.{position}", node.place)
            self.keep(f"rules.{position}.when", fields.place("when"))
            flag = fields.one_of("flag", FLAGS, FLAGS[0])
            rules.append(FlagRule(fields.text("when"), flag, fields.texts("reason")))
        return tuple(rules)

    def grades(self) -> tuple[tuple[tuple[Decimal, str], ...], dict[str, Texts]]:
        """`[[80, very-good], ...]` from best to worst; in a grades model the last mark that earns it."""
        grades: list[tuple[Decimal, str]] = []
        labels: dict[str, Texts] = {}
        self.keep("grades", self.fields.place("grades"))
        for node in self.fields.elements("grades"):
            parts = node.elements
            if len(parts) not in (2, 3) or not parts[1].text:
                self.problem("SCHEME_PAIR_NEEDED", node.place, key="grades", shape="[80, very-good]")
                continue
            limit = decimal_of(parts[0], "grades", self.fields)
            if limit is None:
                continue
            name = parts[1].text
            percent = self.share(limit, "grades", node.place) * _HUNDRED if self.marks else limit
            grades.append((percent, name))
            if len(parts) == 3:
                labels[name] = texts_of(parts[2], name, self.fields)
        for name, node in self.fields.entries("grade_labels").items():
            labels[name] = texts_of(node, name, self.fields)
        return tuple(grades), labels
