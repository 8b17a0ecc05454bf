"""Statistics: how sure a number of a report is, and how much of it chance would give; counts and orders in, estimates out.

In: how many objectives are served, by one plan or by two; two orders of the same things; who carries which descriptors.
Out: intervals and tests for shares and for differences of paired shares, agreement of two orders, and what coverage chance gives.
May go wrong: `ValueError` for counts that cannot be (more served than there are). What cannot be told (a share of nothing, an
order of one thing) is None.

Every formula names its source, and docs/statistics.md says what each is used for. Levels are 95 %.
"""

from strategraph.statistics.chance_coverage import ByChance, chance_coverage, corrected
from strategraph.statistics.information import PARTICULAR, information
from strategraph.statistics.proportions import Interval, Paired, mcnemar, newcombe, wilson
from strategraph.statistics.rankings import PERSISTENCE, rank_biased_overlap, tau_b
from strategraph.statistics.rescoring import Rescoring, Scored, resampled, without

__all__ = [
    "PARTICULAR",
    "PERSISTENCE",
    "ByChance",
    "Interval",
    "Paired",
    "Rescoring",
    "Scored",
    "chance_coverage",
    "corrected",
    "information",
    "mcnemar",
    "newcombe",
    "rank_biased_overlap",
    "resampled",
    "tau_b",
    "wilson",
    "without",
]
