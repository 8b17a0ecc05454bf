"""The part of a report that stands on a page of the site: so much that the page stays light; files have all of it."""

from dataclasses import replace

from strategraph.reports.model import Report
from strategraph.reports.words import Words

__all__ = ["page_part", "rows_of_each"]

#: So many sections stand on a page, and about so many rows of all their tables together.
SECTIONS, ROWS = 12, 44
#: No table is cut shorter than this.
LEAST_ROWS = 5


def page_part(report: Report) -> Report:
    """The first sections of a report; where others are left out, its lead says how many there are."""
    number = len(report.sections)
    if number <= SECTIONS:
        return report
    told = Words(report.language)("more_sections", shown=SECTIONS, number=number)
    return replace(report, sections=report.sections[:SECTIONS], lead=(*report.lead, told))


def rows_of_each(report: Report) -> int:
    """How many rows of each table stand on the page, the more the fewer tables there are."""
    tables = sum(len(section.tables) for section in report.sections)
    return max(LEAST_ROWS, ROWS // max(1, tables))
