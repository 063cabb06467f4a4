"""Numbers only.

What enters: counts and arrays of numbers, clusters, seeds. What leaves: estimates with their 95 %
intervals, differences with p-values, ranks with their bands. Knows no word of the survey trade.
"""

from mystery.statistics.associations import Association, point_biserial, spearman
from mystery.statistics.differences import (
    Difference,
    clustered_difference,
    mcnemar,
    newcombe_difference,
    newcombe_paired_difference,
    paired_mean_difference,
)
from mystery.statistics.groups import Effect, Effects, intraclass, pooled_means, pooled_shares
from mystery.statistics.intervals import (
    Interval,
    bootstrap_mean,
    clustered_mean,
    clustered_share,
    design_effect,
    mean_t,
    wilson,
)
from mystery.statistics.many import benjamini_hochberg, rank_bands

__all__ = [
    "Association",
    "Difference",
    "Effect",
    "Effects",
    "Interval",
    "benjamini_hochberg",
    "bootstrap_mean",
    "clustered_difference",
    "clustered_mean",
    "clustered_share",
    "design_effect",
    "intraclass",
    "mcnemar",
    "mean_t",
    "newcombe_difference",
    "newcombe_paired_difference",
    "paired_mean_difference",
    "point_biserial",
    "pooled_means",
    "pooled_shares",
    "rank_bands",
    "spearman",
    "wilson",
]
