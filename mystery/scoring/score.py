"""A submission under a scheme -> score sheet. The order of work is the order of the functions here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from mystery.interview import Answer, Conditions, Missing, Submission, answers_of, conditions_of
from mystery.questionnaire import Form
from mystery.scoring.derive import completed
from mystery.scoring.grades import best_total_of, grade_of, mark_of
from mystery.scoring.model import ItemRule, Rule, Scheme, ScoreSheet, SectionRule, SectionScore, TraceLine
from mystery.scoring.value import HUNDRED, ONE, ZERO, share_of

_HUNDREDTH = Decimal("0.01")
_FINE = Decimal("0.0001")


@dataclass(slots=True)
class _Counted:
    """One item of this interview. `share` None: it is in the base but did not apply."""

    rule: ItemRule
    section: str
    raw: object
    share: Decimal | None
    how: str
    points: Decimal = ZERO
    possible: Decimal = ZERO


@dataclass
class _Section:
    """A section of this interview. Its sums are taken once: items join before anything is asked."""

    rule: SectionRule
    items: list[_Counted] = field(default_factory=list)
    zeroed: bool = False

    @cached_property
    def base(self) -> Decimal:
        return sum((item.rule.weight for item in self.items), ZERO)

    @cached_property
    def valid(self) -> Decimal:
        return sum((item.rule.weight for item in self.items if item.share is not None), ZERO)

    @property
    def weight(self) -> Decimal:
        """What it weighs in the total, given what applied."""
        return self.valid if self.rule.weight is None else self.rule.weight

    @property
    def full_weight(self) -> Decimal:
        return self.base if self.rule.weight is None else self.rule.weight

    @property
    def coverage(self) -> Decimal:
        return self.valid / self.base if self.base else ZERO

    @cached_property
    def share(self) -> Decimal | None:
        """The weighted mean of what applied, or None."""
        if not self.valid:
            return None
        gained = sum((item.rule.weight * item.share for item in self.items if item.share is not None), ZERO)
        return gained / self.valid


@dataclass(slots=True)
class _Ledger:
    """The total so far, and one line for everything that moved it."""

    total: Decimal
    lines: list[TraceLine]
    flags: list[str]

    def move(self, line: TraceLine, by: Decimal) -> None:
        self.total += by
        self.lines.append(replace(line, points=by))


Scorer = Callable[[Submission], ScoreSheet]


def score(form: Form, scheme: Scheme, submission: Submission) -> ScoreSheet:
    """The score of one submission. For many, build one `scorer` and call it."""
    return scorer(form, scheme)(submission)


def scorer(form: Form, scheme: Scheme) -> Scorer:
    """A function that scores submissions of this form; conditions are compiled once."""
    scheme = completed(scheme, form)
    conditions_for = conditions_of(form, scheme.expressions())
    home = section_of_items(form, scheme)

    def run(submission: Submission) -> ScoreSheet:
        return _sheet(form, scheme, home, submission, conditions_for(submission))

    return run


def _sheet(
    form: Form, scheme: Scheme, home: Mapping[str, str], submission: Submission, conditions: Conditions
) -> ScoreSheet:
    counted, left_out = _items(form, scheme, home, submission, conditions)
    sections = _sections(scheme, counted)
    coverage = _coverage(sections)
    ledger = _weigh(sections)
    ledger.lines[:0] = [_item_line(item) for item in counted] + left_out
    if "no_answers" in ledger.flags or coverage < scheme.minimum_coverage:
        ledger.flags.append("not_scorable")
        return _finish(scheme, sections, coverage, ledger, total=None)
    _bonus(form, scheme, submission, ledger)
    _deductions(scheme, conditions, ledger)
    _thresholds(scheme, conditions, sections, ledger)
    _knock_outs(scheme, conditions, sections, ledger)
    clamped = min(HUNDRED, max(ZERO, ledger.total))
    if clamped != ledger.total:
        ledger.move(TraceLine("clamp"), clamped - ledger.total)
    return _finish(scheme, sections, coverage, ledger, total=ledger.total)


# --- items ------------------------------------------------------------------------------------------


def _items(
    form: Form, scheme: Scheme, home: Mapping[str, str], submission: Submission, conditions: Conditions
) -> tuple[list[_Counted], list[TraceLine]]:
    """The items that belong to this interview, and a line for each that does not."""
    counted: list[_Counted] = []
    left_out: list[TraceLine] = []
    for name, rule in scheme.items.items():
        if name not in form.items or name in scheme.bonus_items or name in scheme.outcomes:
            continue
        if rule.when and not conditions.holds(rule.when):
            left_out.append(TraceLine("excluded", item=name, section=home[name], weight=rule.weight))
            continue
        counted.append(_count(form, rule, home[name], submission))
    losers = _losers(scheme, counted)
    left_out += [
        TraceLine("excluded", item=one.rule.item, section=one.section, raw=one.raw, weight=one.rule.weight)
        for one in losers
    ]
    return [one for one in counted if not any(one is loser for loser in losers)], left_out


def section_of_items(form: Form, scheme: Scheme) -> Mapping[str, str]:
    """The section each scored item counts in: where the scheme moves it, else its page."""
    moved = {item: rule.section for rule in scheme.sections.values() for item in rule.items}
    return {
        name: moved.get(name, form.items[name].section if name in form.items else "") for name in scheme.items
    }


def _count(form: Form, rule: ItemRule, section: str, submission: Submission) -> _Counted:
    answers = answers_of(form, submission, rule.item)
    found = share_of(rule, answers, several=form.items[rule.item].type == "select_multiple")
    in_repeat = bool(form.items[rule.item].repeat)
    raw = [_raw(answer) for answer in answers] if in_repeat else _raw(answers[0])
    return _Counted(rule, section, raw, found.share, found.rule)


def _raw(answer: Answer) -> object:
    return {"missing": answer.code} if isinstance(answer, Missing) else answer


def _losers(scheme: Scheme, counted: list[_Counted]) -> list[_Counted]:
    """Of each exclusive group only the best answered item stays."""
    by_name = {one.rule.item: one for one in counted}
    losers: list[_Counted] = []
    for group in scheme.exclusive:
        members = [by_name[name] for name in group if name in by_name]
        if len(members) < 2:
            continue
        best = max(members, key=lambda one: -ONE if one.share is None else one.share)
        losers += [one for one in members if one is not best]
    return losers


def _item_line(item: _Counted) -> TraceLine:
    told = (item.how, item.rule.item, item.section, item.raw, item.share, item.rule.weight)
    if item.share is None:
        return TraceLine(*told)
    return TraceLine(*told, item.points, item.possible, item.possible - item.points)


# --- sections and total -----------------------------------------------------------------------------


def _sections(scheme: Scheme, counted: list[_Counted]) -> list[_Section]:
    sections = {name: _Section(rule) for name, rule in scheme.sections.items()}
    for item in counted:
        if item.section not in sections:
            sections[item.section] = _Section(SectionRule(item.section))
        sections[item.section].items.append(item)
    return [section for section in sections.values() if section.items]


def _coverage(sections: list[_Section]) -> Decimal:
    """The answered part of the weight that this interview should have covered, 0..1."""
    whole = sum((section.full_weight for section in sections), ZERO)
    if not whole:
        return ZERO
    return sum((section.full_weight * section.coverage for section in sections), ZERO) / whole


def _weigh(sections: list[_Section]) -> _Ledger:
    """Weighted means, with each item's part of the total as points."""
    ledger = _Ledger(ZERO, [], [])
    whole = sum((section.weight for section in sections if section.share is not None), ZERO)
    for section in sections:
        if section.share is None:
            ledger.flags.append(f"section_dropped:{section.rule.section}")
        elif whole:
            _spread(section, HUNDRED * section.weight / whole)
        ledger.lines.append(_section_line(section))
    if not whole:
        ledger.flags.append("no_answers")
        return ledger
    ledger.total = sum((item.points for section in sections for item in section.items), ZERO)
    line = TraceLine("total", points=ledger.total, possible=HUNDRED, lost=HUNDRED - ledger.total)
    ledger.lines.append(line)
    return ledger


def _spread(section: _Section, possible: Decimal) -> None:
    valid = section.valid
    for item in section.items:
        if item.share is not None:
            item.possible = possible * item.rule.weight / valid
            item.points = item.possible * item.share


def _section_line(section: _Section) -> TraceLine:
    line = TraceLine("section", section=section.rule.section, share=section.share, weight=section.weight)
    if section.share is None:
        return line
    points = sum((item.points for item in section.items), ZERO)
    possible = sum((item.possible for item in section.items), ZERO)
    return replace(line, points=points, possible=possible, lost=possible - points)


# --- what moves the total afterwards ----------------------------------------------------------------


def _bonus(form: Form, scheme: Scheme, submission: Submission, ledger: _Ledger) -> None:
    """Each bonus item adds up to its weight in points; together they add at most the bonus cap."""
    left = scheme.bonus_cap
    for name in scheme.bonus_items:
        if name not in form.items or name not in scheme.items:
            continue
        one = _count(form, scheme.items[name], "", submission)
        gained = min(left, (one.share or ZERO) * one.rule.weight)
        left -= gained
        line = TraceLine("bonus", item=name, raw=one.raw, share=one.share, weight=one.rule.weight)
        ledger.move(line, gained)


def _deductions(scheme: Scheme, conditions: Conditions, ledger: _Ledger) -> None:
    for rule in scheme.deductions:
        if rule.deduct is None or not _applies(rule, conditions):
            continue
        times = max(ZERO, conditions.number(rule.times)) if rule.times else ONE
        lost = rule.deduct * times
        ledger.move(TraceLine("deduction", raw=rule.when, lost=lost, reason=rule.reason), -lost)


def _thresholds(scheme: Scheme, conditions: Conditions, sections: list[_Section], ledger: _Ledger) -> None:
    for rule in scheme.thresholds:
        section = next((one for one in sections if one.rule.section == rule.zero), None)
        items = section.items if section else _items_named(sections, rule.zero)
        if not items or not _applies(rule, conditions) or not _is_below(rule, section):
            continue
        lost = sum((item.points for item in items), ZERO)
        for item in items:
            item.points = ZERO
        if section:
            section.zeroed = True
        line = TraceLine("threshold", raw=rule.when, lost=lost, reason=rule.reason)
        where = replace(line, section=rule.zero) if section else replace(line, item=rule.zero)
        ledger.move(where, -lost)


def _items_named(sections: list[_Section], name: str) -> list[_Counted]:
    return [item for section in sections for item in section.items if item.rule.item == name]


def _applies(rule: Rule, conditions: Conditions) -> bool:
    return not rule.when or conditions.holds(rule.when)


def _is_below(rule: Rule, section: _Section | None) -> bool:
    if rule.below is None:
        return True
    return section is not None and section.share is not None and section.share * HUNDRED < rule.below


def _knock_outs(scheme: Scheme, conditions: Conditions, sections: list[_Section], ledger: _Ledger) -> None:
    """Caps on the total; of several the lowest holds, and each that was hit has its line."""
    for section in sections:
        mark, reached = section.rule.pass_mark, _percent(section)
        if mark is None or reached is None or reached >= mark:
            continue
        ledger.flags.append(f"failed:{section.rule.section}")
        cap = best_total_of(scheme, scheme.grades[-1][1]) if scheme.grades else ZERO
        line = TraceLine("pass_mark", section=section.rule.section, raw=mark, share=reached / HUNDRED)
        ledger.move(line, min(ZERO, cap - ledger.total))
    for rule in scheme.knock_outs:
        if not _applies(rule, conditions):
            continue
        if "knocked_out" not in ledger.flags:
            ledger.flags.append("knocked_out")
        cap = min(HUNDRED if rule.cap is None else rule.cap, best_total_of(scheme, rule.grade_cap))
        lost = max(ZERO, ledger.total - cap)
        ledger.move(TraceLine("knock_out", raw=rule.when, lost=lost, reason=rule.reason), -lost)


def _percent(section: _Section) -> Decimal | None:
    """A section's score after thresholds."""
    if section.zeroed:
        return ZERO
    possible = sum((item.possible for item in section.items), ZERO)
    if section.share is None or not possible:
        return None if section.share is None else section.share * HUNDRED
    return sum((item.points for item in section.items), ZERO) / possible * HUNDRED


# --- the sheet --------------------------------------------------------------------------------------


def _finish(
    scheme: Scheme, sections: list[_Section], coverage: Decimal, ledger: _Ledger, *, total: Decimal | None
) -> ScoreSheet:
    rounded = None if total is None else total.quantize(_HUNDREDTH, ROUND_HALF_UP)
    mark = None if rounded is None else mark_of(scheme, rounded)
    grade = "" if rounded is None else grade_of(scheme, rounded)
    if grade:
        ledger.lines.append(TraceLine("grade", raw=grade, points=rounded))
    return ScoreSheet(
        scheme=scheme.name,
        scheme_version=scheme.version,
        total=rounded,
        grade=grade,
        sections=tuple(_section_score(section) for section in sections),
        trace=tuple(_tidy(line) for line in ledger.lines),
        coverage=coverage.quantize(_FINE),
        flags=tuple(ledger.flags),
        mark=mark,
    )


def _section_score(section: _Section) -> SectionScore:
    reached = _percent(section)
    return SectionScore(
        section=section.rule.section,
        score=None if reached is None else reached.quantize(_HUNDREDTH, ROUND_HALF_UP),
        weight=section.full_weight,
        coverage=section.coverage.quantize(_FINE),
        target=section.rule.target,
    )


def _tidy(line: TraceLine) -> TraceLine:
    """Four decimals are more than anyone prints; thirds would otherwise fill the page."""

    def fine(number: Decimal | None) -> Decimal | None:
        return None if number is None else number.quantize(_FINE, ROUND_HALF_UP)

    return TraceLine(
        rule=line.rule,
        item=line.item,
        section=line.section,
        raw=line.raw,
        share=fine(line.share),
        weight=line.weight,
        points=fine(line.points),
        possible=fine(line.possible),
        lost=fine(line.lost),
        reason=line.reason,
    )
