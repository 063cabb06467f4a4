from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from scipy import stats

from mystery.statistics import (
    bootstrap_mean,
    clustered_mean,
    clustered_share,
    design_effect,
    mean_t,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 1, 0, 79),
        (1, 1, 21, 100),
        (2, 3, 21, 94),
        (3, 3, 44, 100),
        (4, 5, 38, 96),
        (5, 5, 57, 100),
        (8, 10, 49, 94),
        (24, 30, 63, 90),
        (80, 100, 71, 87),
    ],
)
def test_a_share_has_wilsons_interval(successes: int, n: int, low: int, high: int) -> None:
    interval = wilson(successes, n)
    assert (round(interval.low * 100), round(interval.high * 100)) == (low, high)


def test_wilson_agrees_with_statsmodels_also_for_weighted_counts() -> None:
    from statsmodels.stats.proportion import proportion_confint

    for successes, n in ((7, 10), (2.5, 8.25), (0, 4), (199, 200)):
        interval = wilson(successes, n)
        low, high = proportion_confint(successes, n, method="wilson")
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_a_share_of_nothing_is_refused() -> None:
    for successes, n in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="not a share"):
            wilson(successes, n)


def test_a_mean_has_students_interval() -> None:
    values = [62.0, 71.0, 55.0, 80.0, 66.0]
    interval = mean_t(values)
    error = stats.sem(values)
    assert (interval.low, interval.high) == pytest.approx(stats.t.interval(0.95, 4, np.mean(values), error))
    assert mean_t([70.0]).high == math.inf


def test_a_mean_over_clusters_agrees_with_statsmodels() -> None:
    import statsmodels.api as sm

    random = np.random.default_rng(1)
    clusters = np.repeat(np.arange(12), 5)
    values = 60 + random.normal(0, 8, 12)[clusters] + random.normal(0, 5, 60)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.OLS(values, np.ones(60)).fit(
            cov_type="cluster", cov_kwds={"groups": clusters, "df_correction": True}, use_t=True
        )
    interval = clustered_mean(values, clusters)
    assert (interval.low, interval.high) == pytest.approx(tuple(model.conf_int()[0]))
    assert interval.high - interval.low > mean_t(values).high - mean_t(values).low


def test_one_value_per_cluster_is_an_ordinary_mean() -> None:
    values = [62.0, 71.0, 55.0, 80.0]
    assert clustered_mean(values, list("abcd")) == mean_t(values)
    assert design_effect(values, list("abcd")) == 1


def test_visits_that_repeat_each_other_count_as_fewer() -> None:
    alike = [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0]
    clusters = np.repeat(np.arange(4), 3)
    assert design_effect(alike, clusters) == pytest.approx(3.67, abs=0.01)
    assert clustered_share(alike, clusters).low < wilson(6, 12).low
    assert clustered_share(alike, np.arange(12)).low == pytest.approx(wilson(6, 12).low)


def test_the_bootstrap_is_repeatable_and_leans_with_the_data() -> None:
    values = np.random.default_rng(7).exponential(10, 60)
    first, second = bootstrap_mean(values, 3), bootstrap_mean(values, 3)
    assert first == second
    oracle = stats.bootstrap((values,), np.mean, method="BCa", n_resamples=2000, rng=np.random.default_rng(5))
    low, high = oracle.confidence_interval
    assert (first.low, first.high) == pytest.approx((low, high), rel=0.03)
    assert first.high - first.value > first.value - first.low
