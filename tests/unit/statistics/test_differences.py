from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mystery.statistics import (
    benjamini_hochberg,
    clustered_difference,
    mcnemar,
    newcombe_difference,
    newcombe_paired_difference,
    paired_mean_difference,
    point_biserial,
    rank_bands,
    spearman,
)


@pytest.mark.parametrize(("n", "needed"), [(20, 95), (30, 93), (50, 88), (100, 82), (200, 79)])
def test_from_seventy_percent_a_wave_needs_this_much_to_be_surely_better(n: int, needed: int) -> None:
    first = round(0.7 * n)
    enough = next(hits for hits in range(first, n + 1) if newcombe_difference(first, n, hits, n).low > 0)
    assert enough / n * 100 == pytest.approx(needed, abs=1)


def test_with_ten_visits_even_a_hundred_percent_is_not_surely_better_than_seventy() -> None:
    assert newcombe_difference(7, 10, 10, 10).low <= 0


def test_newcombe_agrees_with_its_publication_and_with_statsmodels() -> None:
    # Newcombe 1998, example a: 56/70 against 48/80, 95 % limits 0.0524 and 0.3339
    difference = newcombe_difference(48, 80, 56, 70)
    assert (difference.low, difference.high) == pytest.approx((0.0524, 0.3339), abs=0.0001)
    from statsmodels.stats.proportion import proportions_ztest

    assert difference.p == pytest.approx(proportions_ztest([48, 56], [80, 70])[1])


def test_the_same_locations_in_two_waves_are_compared_in_pairs() -> None:
    # Newcombe 1998b, example: 20, 12, 2, 16 -> 0.2000 with limits 0.0562 and 0.3292
    difference = newcombe_paired_difference(20, 2, 12, 16)
    assert difference.value == pytest.approx(0.2)
    assert (difference.low, difference.high) == pytest.approx((0.0562, 0.3292), abs=0.0001)


def test_mcnemar_counts_only_what_changed() -> None:
    from statsmodels.stats.contingency_tables import mcnemar as oracle

    assert mcnemar(2, 12) == pytest.approx(oracle([[20, 2], [12, 16]], exact=True).pvalue)
    assert mcnemar(0, 0) == 1


def test_a_paired_mean_difference_is_the_paired_t_test() -> None:
    before, after = [60.0, 72.0, 55.0, 80.0, 64.0], [66.0, 75.0, 61.0, 79.0, 70.0]
    difference = paired_mean_difference(before, after)
    assert difference.p == pytest.approx(stats.ttest_rel(after, before).pvalue)
    clustered = clustered_difference(before, list("abcde"), after, list("abcde"))
    assert (clustered.value, clustered.low, clustered.high, clustered.p) == pytest.approx(
        (difference.value, difference.low, difference.high, difference.p)
    )


def test_locations_in_both_waves_make_a_change_surer() -> None:
    random = np.random.default_rng(3)
    location = random.normal(0, 10, 20)
    before, after = 60 + location + random.normal(0, 2, 20), 64 + location + random.normal(0, 2, 20)
    same = clustered_difference(before, np.arange(20), after, np.arange(20))
    other = clustered_difference(before, np.arange(20), after, np.arange(20, 40))
    assert same.low > 0 > other.low
    assert same.value == other.value


def test_false_discoveries_are_controlled_as_in_statsmodels() -> None:
    from statsmodels.stats.multitest import multipletests

    p_values = [0.01, 0.04, 0.03, 0.5, 0.005, 0.04]
    assert benjamini_hochberg(p_values) == pytest.approx(multipletests(p_values, method="fdr_bh")[1])
    assert benjamini_hochberg([]) == []


def test_ranks_say_how_sure_they_are() -> None:
    assert rank_bands([90, 50, 49], [1, 1, 1], 60) == [(1, 1, 1), (2, 2, 3), (3, 2, 3)]
    assert rank_bands([70, 71, 72], [9, 9, 9], 12) == [(3, 1, 3), (2, 1, 3), (1, 1, 3)]
    assert rank_bands([70, 70], [1, 1], 8) == [(1, 1, 2), (1, 1, 2)]


def test_correlations_agree_with_scipy() -> None:
    random = np.random.default_rng(5)
    zero_one = random.integers(0, 2, 80)
    outcome = random.integers(0, 11, 80) + 2 * zero_one
    biserial, ranks = point_biserial(zero_one, outcome), spearman(zero_one, outcome)
    assert biserial is not None
    assert ranks is not None
    assert biserial.value == pytest.approx(stats.pointbiserialr(zero_one, outcome).statistic)
    assert ranks.value == pytest.approx(stats.spearmanr(zero_one, outcome).statistic)
    assert biserial.low < biserial.value < biserial.high
    assert spearman([1, 1, 1, 1], [1, 2, 3, 4]) is None
