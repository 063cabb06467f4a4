from __future__ import annotations

import numpy as np
import pytest

from mystery.statistics import intraclass, pooled_means, pooled_shares


def world(groups: int, size: int, between: float, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    names = np.repeat(np.arange(groups), size)
    return 50 + np.repeat(draw.normal(0, between, groups), size) + draw.normal(0, 10, groups * size), names


def test_a_group_with_few_values_is_drawn_towards_the_others() -> None:
    effects = pooled_shares([9, 60, 30, 2], [10, 200, 200, 2])
    few, many = effects.groups[3], effects.groups[1]
    assert effects.overall < few.pooled.value < few.own.value == 1
    assert few.own.value - few.pooled.value > 3 * abs(many.own.value - many.pooled.value)
    assert all(0 <= each.pooled.low <= each.pooled.value <= each.pooled.high <= 1 for each in effects.groups)


def test_groups_that_differ_by_chance_only_are_all_the_same() -> None:
    effects = pooled_shares([31, 29, 30], [100, 100, 100])
    assert effects.spread == 0
    assert {round(each.pooled.value, 12) for each in effects.groups} == {0.3}


def test_means_with_no_chance_inside_the_groups_stay_as_they_are() -> None:
    effects = pooled_means([1, 1, 5, 5], ["a", "a", "b", "b"])
    assert [each.pooled.value for each in effects.groups] == [1, 5]
    assert pooled_means([3.0, 4.0], ["a", "a"]).groups[0].pooled.value == 3.5
    assert pooled_shares([0, 0], [4, 5]).spread == 0


def test_pooled_means_and_the_correlation_agree_with_a_mixed_model() -> None:
    from statsmodels.regression.mixed_linear_model import MixedLM

    values, names = world(12, 20, between=6)
    fitted = MixedLM(values, np.ones(len(values)), names).fit(reml=True)
    variance = float(fitted.cov_re[0, 0])
    effects = pooled_means(values, names)
    means = [fitted.fe_params[0] + fitted.random_effects[name].iloc[0] for name in range(12)]
    assert effects.spread**2 == pytest.approx(variance, rel=0.01)
    assert [each.pooled.value for each in effects.groups] == pytest.approx(means, abs=0.05)
    found = intraclass(values, names, seed=1)
    assert found is not None
    assert found.value == pytest.approx(variance / (variance + fitted.scale), rel=0.01)
    assert 0 < found.low < found.value < found.high < 1


def test_the_correlation_is_nought_where_groups_do_not_matter_and_unknown_where_nothing_tells() -> None:
    values, names = world(30, 10, between=0)
    found = intraclass(values, names, seed=1)
    assert found is not None
    assert found.low == 0
    assert found.high < 0.15
    assert found == intraclass(values, names, seed=1)
    assert intraclass([1, 2, 3], ["a", "a", "a"], seed=1) is None
    assert intraclass([1, 2, 3], ["a", "b", "c"], seed=1) is None
    assert intraclass([1, 1, 1, 1], ["a", "a", "b", "b"], seed=1) is None
