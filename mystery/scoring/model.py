"""What a scheme is and what scoring returns. Numbers a person could recompute by hand are Decimal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mystery.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How one item turns into 0..1: by `value` (code -> share), by `steps` (limit -> share), or as is.

    `steps` are (upper limit, share), ascending; a number above the last limit gets `otherwise`.
    `target` is the percentage of the possible points the client wants. `cap` limits a multiple choice
    whose codes add up. Codes absent from `value` count `otherwise`.
    """

    item: str
    weight: Decimal = Decimal(1)
    value: Mapping[str, Decimal] | None = None
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    otherwise: Decimal = Decimal(0)
    scale: tuple[Decimal, Decimal] | None = None
    not_applicable: tuple[str, ...] = ()
    cap: Decimal | None = None
    when: str = ""
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section's share of the total, its target, and the mark below which the whole fails."""

    section: str
    weight: Decimal = Decimal(1)
    target: Decimal | None = None
    pass_mark: Decimal | None = None
    label: Texts = field(default_factory=dict)
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition over answers with what it does: cap the total, deduct points, or zero a section."""

    when: str
    reason: Texts = field(default_factory=dict)
    cap: Decimal | None = None
    deduct: Decimal | None = None
    zero: str = ""
    grade_cap: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scoring scheme: versioned apart from the form and never sent to a tester."""

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
    grades: tuple[tuple[Decimal, str], ...] = ()
    grade_labels: Mapping[str, Texts] = field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    minimum_coverage: Decimal = Decimal("0.7")
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of the arithmetic: what was lost or gained, and under which rule.

    `rule` is one of value, steps, scale, not_applicable, section, total, bonus, deduction, threshold,
    knock_out, clamp, grade. `points` and `possible` are percentage points of the total for items.
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
    section: str
    score: Decimal | None
    weight: Decimal
    coverage: Decimal
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The score of one submission under one scheme. `total` is None when it is not scorable."""

    scheme: str
    scheme_version: str
    total: Decimal | None
    grade: str
    sections: tuple[SectionScore, ...]
    trace: tuple[TraceLine, ...]
    coverage: Decimal
    flags: tuple[str, ...] = ()
