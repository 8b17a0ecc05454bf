"""Reports: how far regional plans carry the national objectives, where they do not, why each link is claimed and how sure it is.

In: the queries of `queries/questions/` and `queries/reports/`, asked of a release or of a SPARQL endpoint (`Answers`), and what the
reader chose (`Options`).
Out: a `Report`, a frozen value, and its bytes in each of `FORMATS`; the same data and options give the same bytes. A plan as StratML.
What may go wrong: `UsageError` for a choice that there is not; whatever asking raises. A region without a plan, a plan without
descriptors and a table without rows are reports that say so.

The routes of the site (`strategraph.reports.routes`) have a door of their own: what they rest on is slow to import.
"""

from strategraph.reports.answers import Answers, report_queries
from strategraph.reports.formats import FORMATS, Format
from strategraph.reports.kinds import REPORTS, make_report
from strategraph.reports.links import Addresses
from strategraph.reports.model import Asked, Iri, Report
from strategraph.reports.reckoning import Reckoner
from strategraph.reports.region_coverage import RegionComparison, RegionCoverage, compared, region_coverage
from strategraph.reports.scope import Options, Scope, scope_of
from strategraph.reports.stability import influences, stabilities
from strategraph.reports.stratml import stratml
from strategraph.reports.words import LANGUAGES, Words

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "REPORTS",
    "Addresses",
    "Answers",
    "Asked",
    "Format",
    "Iri",
    "Options",
    "Reckoner",
    "RegionComparison",
    "RegionCoverage",
    "Report",
    "Scope",
    "Words",
    "compared",
    "influences",
    "make_report",
    "region_coverage",
    "report_queries",
    "scope_of",
    "stabilities",
    "stratml",
]
