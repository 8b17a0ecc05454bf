"""The reports that there are, by the names that they are asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from strategraph.reports.alignment import alignment
from strategraph.reports.bodies import bodies
from strategraph.reports.composing import of_two_sides
from strategraph.reports.continuity import continuity
from strategraph.reports.coverage import coverage
from strategraph.reports.descriptors import descriptors
from strategraph.reports.gaps import gaps
from strategraph.reports.model import Report
from strategraph.reports.quality import quality
from strategraph.reports.resources import resources
from strategraph.reports.scope import Scope
from strategraph.reports.statistics import statistics

__all__ = ["REPORTS"]

#: Name → what makes the report.
REPORTS: Mapping[str, Callable[[Scope], Report]] = MappingProxyType(
    {make.__name__: of_two_sides(make.__name__, make) for make in (alignment, coverage, gaps, statistics)}
    | {make.__name__: make for make in (continuity, descriptors, bodies, resources, quality)}
)
