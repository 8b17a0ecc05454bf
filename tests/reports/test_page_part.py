"""A page of the site has so much of a report that it stays light, and says what it leaves out; files have all of it."""

from dataclasses import replace

import pytest

from reports.test_reports import report_of
from strategraph.reports.model import Report
from strategraph.reports.page_part import page_part, rows_of_each


def with_sections(number: int) -> Report:
    report = report_of(("a", 1))
    return replace(report, sections=tuple(replace(report.sections[0], key=f"s{place}") for place in range(number)))


def test_five_hundred_sections_are_cut_to_the_first_with_a_sentence() -> None:
    whole = with_sections(500)
    part = page_part(whole)
    assert part.sections == whole.sections[:12]
    assert part.lead == (
        *whole.lead,
        "The page has the first 12 of 500 parts; choosing a region shows others, and the files have all of them.",
    )


def test_what_is_short_is_shown_whole() -> None:
    assert page_part(with_sections(12)) == with_sections(12)


@pytest.mark.parametrize(("sections", "rows"), [(0, 44), (1, 44), (4, 11), (12, 5)])
def test_tables_share_the_rows_of_a_page(sections: int, rows: int) -> None:
    assert rows_of_each(with_sections(sections)) == rows
