"""What must hold for every scheme and every submission."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.scoring import ItemRule, Rule, Scheme, SectionRule, score
from tests.unit.scoring.build import make_form, make_submission

ITEMS = tuple(f"item_{number}" for number in range(6))
FORM = make_form({"a": dict.fromkeys(ITEMS[:3], "decimal"), "b": dict.fromkeys(ITEMS[3:], "decimal")})
MOVES = {"bonus", "deduction", "threshold", "knock_out", "pass_mark", "clamp", "total"}

weights = st.integers(1, 50).map(Decimal)
answers = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 100), min_size=1)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Weighted scales on two sections, with whatever may move a total."""
    items = {name: ItemRule(name, weight=draw(weights), scale=(Decimal(0), Decimal(100))) for name in ITEMS}
    section_weights = draw(st.one_of(st.none(), st.tuples(weights, weights)))
    sections = {
        name: SectionRule(name, weight=section_weights[position] if section_weights else None)
        for position, name in enumerate("ab")
    }
    caps = draw(st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(0, 100)), max_size=2))
    deductions = draw(st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(0, 60)), max_size=2))
    return Scheme(
        name="s",
        version="1",
        questionnaire="visit",
        model="points",
        items=items,
        sections=sections,
        knock_outs=tuple(Rule(when=f"${{{item}}} < 20", cap=Decimal(cap)) for item, cap in caps),
        deductions=tuple(Rule(when=f"${{{item}}} < 50", deduct=Decimal(lost)) for item, lost in deductions),
        bonus_items=draw(st.sampled_from([(), (ITEMS[0],)])),
        bonus_cap=Decimal(draw(st.integers(0, 20))),
        minimum_coverage=Decimal(0),
    )


@settings(max_examples=40)
@given(schemes(), answers)
def test_a_total_is_between_0_and_100_and_its_trace_adds_up_to_it(
    scheme: Scheme, given_answers: dict[str, object]
) -> None:
    sheet = score(FORM, scheme, make_submission(given_answers))
    if sheet.total is None:
        assert "not_scorable" in sheet.flags
        return
    assert 0 <= sheet.total <= 100
    moved = sum(line.points for line in sheet.trace if line.rule in MOVES and line.points is not None)
    assert abs(moved - sheet.total) < Decimal("0.01")
    earned = sum(line.points for line in sheet.trace if line.rule == "scale" and line.points is not None)
    total = next(line.points for line in sheet.trace if line.rule == "total")
    assert total is not None
    assert abs(earned - total) < Decimal("0.001")


@settings(max_examples=40)
@given(schemes(), answers, st.sampled_from(ITEMS))
def test_a_not_applicable_item_scores_as_if_the_scheme_did_not_have_it(
    scheme: Scheme, given_answers: dict[str, object], name: str
) -> None:
    kept = {key: value for key, value in given_answers.items() if key != name}
    without = replace(scheme, items={key: rule for key, rule in scheme.items.items() if key != name})
    marked = make_submission(kept, {name: "not_applicable"})
    assert score(FORM, scheme, marked).total == score(FORM, without, make_submission(kept)).total


@settings(max_examples=40)
@given(schemes(), answers, st.sampled_from(ITEMS), st.integers(1, 100))
def test_a_better_answer_never_lowers_the_total(
    scheme: Scheme, given_answers: dict[str, int], name: str, gain: int
) -> None:
    worse = {**given_answers, name: given_answers.get(name, 0)}
    better = {**worse, name: worse[name] + gain}
    low, high = (score(FORM, scheme, make_submission(dict(one))).total for one in (worse, better))
    assert (low is None) == (high is None)
    assert low is None or high is None or low <= high


@settings(max_examples=50)
@given(schemes(), answers, st.integers(2, 9))
def test_weights_are_relative(scheme: Scheme, given_answers: dict[str, object], factor: int) -> None:
    scored_items = {
        name: rule if name in scheme.bonus_items else replace(rule, weight=rule.weight * factor)
        for name, rule in scheme.items.items()
    }
    sections = {
        name: replace(rule, weight=None if rule.weight is None else rule.weight * factor)
        for name, rule in scheme.sections.items()
    }
    scaled = replace(scheme, items=scored_items, sections=sections)
    submission = make_submission(given_answers)
    assert score(FORM, scheme, submission).total == score(FORM, scaled, submission).total
