"""The reports that there are, by the names that they are asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from strategraph.errors import UsageError
from strategraph.reports.alignment import alignment
from strategraph.reports.answers import Answers
from strategraph.reports.bodies import bodies
from strategraph.reports.composing import of_two_sides
from strategraph.reports.continuity import continuity
from strategraph.reports.coverage import coverage
from strategraph.reports.descriptors import descriptors
from strategraph.reports.gaps import gaps
from strategraph.reports.model import Report
from strategraph.reports.quality import quality
from strategraph.reports.resources import resources
from strategraph.reports.scope import Options, Scope, scope_of
from strategraph.reports.statistics import statistics

__all__ = ["OF_LEVELS", "REPORTS", "make_report"]

#: Reports on links, which may be those between any two levels.
_OF_LEVELS = (alignment, coverage, gaps, statistics)
#: Their names.
OF_LEVELS = tuple(make.__name__ for make in _OF_LEVELS)
#: Name → what makes the report.
REPORTS: Mapping[str, Callable[[Scope], Report]] = MappingProxyType(
    {make.__name__: of_two_sides(make.__name__, make) for make in _OF_LEVELS}
    | {make.__name__: make for make in (continuity, descriptors, bodies, resources, quality)}
)


def make_report(name: str, answers: Answers, options: Options, release: str) -> Report:
    """A report; `release` is the one that answers, if it is known.

    Raises:
        UsageError: for a report or a choice that there is not, or levels for a report that is not about links between two.
    """
    if name not in REPORTS:
        raise UsageError(f"There is no report {name!r}: choose one of {', '.join(REPORTS)}.")
    scope = scope_of(answers, options, release)
    if not scope.is_published and name not in OF_LEVELS:
        raise UsageError(
            f"The report {name} is not about links from one level to another: leave the levels out, or choose one of "
            f"{', '.join(OF_LEVELS)}."
        )
    return REPORTS[name](scope)
