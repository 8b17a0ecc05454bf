"""Long lists cut into pages of fifty: which part of a list a page has, and the addresses of the pages before and after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from strategraph.pages.links import Links
from strategraph.web import HttpProblem

__all__ = ["SIZE", "Paging", "address", "paging", "parts"]

SIZE = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list of `total`; `before` and `after` are the addresses of its neighbours, None at either end."""

    number: int
    total: int
    size: int
    before: str | None
    after: str | None

    @property
    def start(self) -> int:
        """How many stand on earlier pages."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """How many stand on this page and on earlier ones."""
        return min(self.total, self.start + self.size)

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def signposts(self) -> str:
        """What the header `Link` says of the neighbours (RFC 8288), empty if there are none."""
        neighbours = (("prev", self.before), ("next", self.after))
        return ", ".join(f'<{target}>; rel="{name}"' for name, target in neighbours if target)


def paging(request: Request, total: int, size: int = SIZE) -> Paging:
    """The page of a list that `?page=` asks for, the first one without it.

    Raises:
        HttpProblem: 400 if that is no number from 1 on, 404 if the list has no such page.
    """
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    last = max(1, -(-total // size))
    if not 1 <= number <= last:
        raise HttpProblem(
            404 if number else 400,
            f"There is no page {asked[:20]!r} of this list; its pages are 1 to {last}.",
            f"Tento seznam nemá stránku „{asked[:20]}“; má stránky 1 až {last}.",
        )
    before = address(request, {"page": str(number - 1) if number > 2 else None}) if number > 1 else None
    after = address(request, {"page": str(number + 1)}) if number < last else None
    return Paging(number, total, size, before, after)


def address(request: Request, changes: Mapping[str, str | None], fragment: str = "") -> str:
    """The address of this page with some parameters set to other values, or left out where the value is None."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    query = urlencode([*kept, *((name, value) for name, value in changes.items() if value is not None)])
    path = Links("").file(request.url.path)
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def parts(numbers: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Which groups of a list lie between two places, if the groups have these numbers of members.

    Yields the index of a group, and from and to which of its members it is wanted.
    """
    passed = 0
    for index, number in enumerate(numbers):
        first, last = max(start - passed, 0), min(end - passed, number)
        if first < last:
            yield index, first, last
        passed += number
