"""Lists are cut into pages that leave nothing out and show nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from strategraph.pages.paging import address, paging, parts
from strategraph.web import HttpProblem


def request(query: str = "", path: str = "/page/descriptor/IX.c") -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [],
            "query_string": query.encode(),
            "server": ("x", 80),
        }
    )


@pytest.mark.parametrize(
    ("query", "total", "start", "end", "last", "before", "after"),
    [
        ("", 0, 0, 0, 1, None, None),
        ("", 50, 0, 50, 1, None, None),
        ("", 51, 0, 50, 2, None, "?page=2"),
        ("page=2&lang=cs", 51, 50, 51, 2, "?lang=cs", None),
        ("page=3&layer=printed", 200, 100, 150, 4, "?layer=printed&page=2", "?layer=printed&page=4"),
    ],
)
def test_a_page_knows_its_place_and_its_neighbours(
    query: str, total: int, start: int, end: int, last: int, before: str | None, after: str | None
) -> None:
    cut = paging(request(query), total)
    assert (cut.start, cut.end, cut.last) == (start, end, last)
    path = "/page/descriptor/IX.c"
    assert (cut.before, cut.after) == (before and path + before, after and path + after)
    said = [f'<{target}>; rel="{name}"' for name, target in (("prev", cut.before), ("next", cut.after)) if target]
    assert cut.signposts == ", ".join(said)


@pytest.mark.parametrize(
    ("asked", "status"), [("0", 400), ("-1", 400), ("x", 400), ("³", 400), ("9" * 5000, 400), ("3", 404)]
)
def test_a_page_that_there_is_not_is_refused(asked: str, status: int) -> None:
    with pytest.raises(HttpProblem) as told:
        paging(request(f"page={asked}"), 100)
    assert told.value.status == status
    assert "its pages are 1 to 2" in told.value.detail


def test_an_address_keeps_what_is_not_changed_and_is_percent_encoded() -> None:
    asked = request("lang=cs&plan=a%26b&page=2", path="/page/descriptor/á")
    assert (
        address(asked, {"page": None, "level": "goal"}, "uses")
        == "/page/descriptor/%C3%A1?lang=cs&plan=a%26b&level=goal#uses"
    )


@given(st.lists(st.integers(0, 30)), st.integers(1, 20))
def test_the_pages_together_have_every_member_of_every_group_once(numbers: list[int], size: int) -> None:
    total = sum(numbers)
    seen = []
    for start in range(0, total, size):
        page = [
            (group, member)
            for group, first, last in parts(numbers, start, min(total, start + size))
            for member in range(first, last)
        ]
        assert len(page) == min(size, total - start)
        seen += page
    assert seen == [(group, member) for group, number in enumerate(numbers) for member in range(number)]
