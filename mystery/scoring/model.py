"""What a scheme is and what scoring returns. Numbers a person could recompute by hand are Decimal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mystery.problems import Place
from mystery.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How one item turns into 0..1: by `value` (code -> share), `steps` (limit -> share), `scale`, or as is.

    `steps` are (upper limit, share), ascending; a number above the last limit gets `otherwise`.
    `scale` is (number worth 0, number worth 1). Codes absent from `value` count `otherwise`; a missing
    code (`refused`) leaves the base unless `value` names it. `blank` is what an item that was not
    asked or not answered counts; None: it leaves the base. `cap` limits a multiple choice whose codes
    add up. `when` false: the item does not belong to this interview at all. `target` is the
    percentage of the possible points the client wants.
    """

    item: str
    weight: Decimal = Decimal(1)
    value: Mapping[str, Decimal] | None = None
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    otherwise: Decimal = Decimal(0)
    scale: tuple[Decimal, Decimal] | None = None
    not_applicable: tuple[str, ...] = ()
    blank: Decimal | None = None
    cap: Decimal | None = None
    when: str = ""
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section's share of the total, its target, and the percentage below which the whole fails.

    `weight` None: the section weighs what its items weigh, so the total is points earned / possible.
    `items` moves items here that stand on another page of the form. Percentages are 0..100.
    """

    section: str
    weight: Decimal | None = None
    target: Decimal | None = None
    pass_mark: Decimal | None = None
    label: Texts = field(default_factory=dict)
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition with what it does: cap the total or the grade, deduct points, zero a section or an item.

    `times` is an expression that says how often `deduct` counts. `below` lets a threshold hold when the
    zeroed section has less than so many percent.
    """

    when: str
    reason: Texts = field(default_factory=dict)
    cap: Decimal | None = None
    deduct: Decimal | None = None
    times: str = ""
    zero: str = ""
    below: Decimal | None = None
    grade_cap: str = ""


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A condition that makes a submission look odd: answers that contradict each other, a missed trap.

    It never moves the score; `mystery.quality` raises the flag. It stands in the scheme because it must
    not reach a tester's device.
    """

    when: str
    flag: str = "contradictory"
    reason: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scoring scheme: versioned apart from the form and never sent to a tester.

    Everything is in percent here, 100 the best; `read_scheme` has converted a model that is written in
    school marks, and `marks` (best, worst) lets the score be told as a mark again. `exclusive` groups
    are items of which only the best answered one counts. `places` says where the author wrote what.
    """

    name: str
    version: str
    questionnaire: str
    model: str
    items: Mapping[str, ItemRule]
    sections: Mapping[str, SectionRule]
    knock_outs: tuple[Rule, ...] = ()
    deductions: tuple[Rule, ...] = ()
    thresholds: tuple[Rule, ...] = ()
    bonus_items: tuple[str, ...] = ()
    bonus_cap: Decimal = Decimal(0)
    exclusive: tuple[tuple[str, ...], ...] = ()
    grades: tuple[tuple[Decimal, str], ...] = ()
    grade_labels: Mapping[str, Texts] = field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    minimum_coverage: Decimal = Decimal("0.7")
    target: Decimal | None = None
    marks: tuple[Decimal, Decimal] | None = None
    rules: tuple[FlagRule, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def expressions(self) -> Iterator[str]:
        """Every condition that scoring evaluates."""
        for item in self.items.values():
            if item.when:
                yield item.when
        for rule in (*self.knock_outs, *self.deductions, *self.thresholds):
            yield from (text for text in (rule.when, rule.times) if text)

    def place_of(self, path: str) -> Place:
        """Where `items.greeted.weight` was written; the nearest enclosing place that is known."""
        while path not in self.places and "." in path:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.places.get("", Place()))


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of the arithmetic: what was lost or gained, and under which rule.

    `rule` is one of value, steps, scale, as_is, blank, not_applicable, open (a promise whose end nobody
    knows yet), excluded (items); section; total;
    bonus, deduction, threshold, knock_out, pass_mark, clamp (each moves the total by `points`); grade.
    `points`, `possible` and `lost` are percentage points of the total.
    """

    rule: str
    item: str = ""
    section: str = ""
    raw: object = None
    share: Decimal | None = None
    weight: Decimal | None = None
    points: Decimal | None = None
    possible: Decimal | None = None
    lost: Decimal | None = None
    reason: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section in percent (None: nothing in it applied); `coverage` 0..1 of its weight was answered."""

    section: str
    score: Decimal | None
    weight: Decimal
    coverage: Decimal
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The score of one submission under one scheme.

    `total` (0..100, two decimals) is None and `grade` empty when it is not scorable. `mark` is the total
    on the scheme's school marks. `flags`: `not_scorable`, `no_answers`, `section_dropped:<section>`,
    `knocked_out`, `failed:<section>`. `open` counts the items that wait for the end of a promise: until
    then the score is provisional.
    """

    scheme: str
    scheme_version: str
    total: Decimal | None
    grade: str
    sections: tuple[SectionScore, ...]
    trace: tuple[TraceLine, ...]
    coverage: Decimal
    flags: tuple[str, ...] = ()
    mark: Decimal | None = None

    @property
    def open(self) -> int:
        return sum(line.rule == "open" for line in self.trace)
