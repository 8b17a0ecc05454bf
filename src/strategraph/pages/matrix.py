"""Links as tables with rows and columns: objectives by priorities, sections by plans, descriptors by regions.

A table is cut into pages both ways, so that it stays readable whatever a release holds.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from strategraph.pages.choice import Choice
from strategraph.pages.pairs import SPECIFIC, Pair, Pairs, Plan, Section

__all__ = ["Count", "Line", "Matrix", "Place", "counted", "descriptor_matrix", "section_matrix", "unit_matrix"]

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)
#: A page of a matrix has at most so many rows and columns.
MAX_ROWS, MAX_COLUMNS = 40, 40
#: What the addresses in its cells and what stands about each take (characters), so that a page stays below 100 kB.
MAX_CHARACTERS, ABOUT = 72_000, 40
#: Columns that take more room.
MAX_PLANS = 12


class Count(NamedTuple):
    """How many links there are, specific ones and general ones, and the best score (0 if there are none)."""

    specific: int = 0
    general: int = 0
    best: float = 0.0

    @property
    def total(self) -> int:
        """All links."""
        return self.specific + self.general


class Place(NamedTuple):
    """A section of a national plan, or the elements of the plan that stand in none."""

    plan: Plan
    section: Section | None

    @property
    def iri(self) -> str:
        """The section, else the plan."""
        return self.section.iri if self.section else self.plan.iri


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is about, its cells in the order of the columns, and what the whole row counts, whatever is shown.

    The head is a `Unit`, a `Place` or the code of a descriptor; a cell is a `Pair` or None, a `Count`, or a pair of the
    number of priorities and a `Count`. `carriers` are the objectives that carry a descriptor.
    """

    head: Any
    cells: tuple[Any, ...]
    count: Count
    carriers: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of a table: groups of columns and of rows, each under its plan or `Place`; rows that are ranked are one group.

    `foot` counts each column over all rows. `last` and `last_across` are numbers of pages, at least 1.
    """

    columns: tuple[tuple[Plan, tuple[Any, ...]], ...]
    groups: tuple[tuple[Place | None, tuple[Line, ...]], ...]
    foot: tuple[Count, ...]
    last: int
    last_across: int

    @property
    def width(self) -> int:
        """The number of columns on the page."""
        return sum(len(columns) for _, columns in self.columns)


def counted(pairs: Iterable[Pair], key: Callable[[Pair], _Key]) -> Mapping[_Key, Count]:
    """The links of each key; what has none counts nothing."""
    found: dict[_Key, list[Any]] = {}
    for pair in pairs:
        one = found.get(key(pair))
        if one is None:
            one = found[key(pair)] = [0, 0, 0.0]
        one[pair.link_class != SPECIFIC] += 1
        if pair.score > one[2]:
            one[2] = pair.score
    return defaultdict(Count, {one: Count(*counts) for one, counts in found.items()})


def unit_matrix(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Matrix:
    """National objectives by regional priorities, all that are chosen, with the links among `pairs`."""
    columns = _cut([unit for unit in known.priorities if choice.has_priority(unit, base)], MAX_COLUMNS)
    shown = _page(columns, choice.across)
    among = {unit.iri for unit in shown}
    at = {(pair.objective.iri, pair.priority.iri): pair for pair in pairs if pair.priority.iri in among}
    lengths: dict[str, int] = defaultdict(int)
    for (objective, _), pair in at.items():
        lengths[objective] += len(pair.iri) - len(base) + ABOUT
    totals = counted(pairs, lambda pair: pair.objective.iri)
    objectives = [unit for unit in known.objectives if choice.has_objective(unit, base)]
    rows = _cut(
        _sorted(objectives, choice.sort, lambda unit: totals[unit.iri]),
        MAX_ROWS,
        (lambda unit: unit.plan) if choice.is_in_order else None,
        lambda unit: lengths[unit.iri],
    )
    lines = [
        Line(unit, tuple(at.get((unit.iri, other.iri)) for other in shown), totals[unit.iri])
        for unit in _page(rows, choice.page)
    ]
    foot = counted(pairs, lambda pair: pair.priority.iri)
    return Matrix(
        tuple((plan, tuple(units)) for plan, units in groupby(shown, key=lambda unit: unit.plan)),
        _grouped(lines, lambda unit: Place(unit.plan, unit.section), choice),
        tuple(foot[unit.iri] for unit in shown),
        len(rows),
        len(columns),
    )


def section_matrix(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Matrix:
    """The sections of national plans by regional plans: how many links there are, and the best score."""
    columns, shown = _plan_columns(known, choice, base)
    at = counted(pairs, lambda pair: (pair.objective.place, pair.priority.plan.id))
    totals = counted(pairs, lambda pair: pair.objective.place)
    places = dict.fromkeys(
        Place(unit.plan, unit.section) for unit in known.objectives if choice.has_objective(unit, base)
    )
    rows = _cut(
        _sorted(list(places), choice.sort, lambda place: totals[place.iri]),
        MAX_ROWS,
        (lambda place: place.plan) if choice.is_in_order else None,
    )
    lines = [
        Line(place, tuple(at[place.iri, plan.id] for plan in shown), totals[place.iri])
        for place in _page(rows, choice.page)
    ]
    foot = counted(pairs, lambda pair: pair.priority.plan.id)
    return Matrix(
        tuple((plan, (plan,)) for plan in shown),
        _grouped(lines, lambda place: Place(place.plan, None), choice),
        tuple(foot[plan.id] for plan in shown),
        len(rows),
        len(columns),
    )


def descriptor_matrix(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Matrix:
    """Descriptors by regional plans: priorities that carry one, and links that rest on it."""
    columns, shown = _plan_columns(known, choice, base)
    by_code = [(pair, code) for pair in pairs for code in pair.codes]
    at, totals = _counted_codes(by_code)
    national = [
        plan.id for plan in known.plans.values() if plan.national and plan.id in (choice.national or known.plans)
    ]
    rows = _cut(
        _sorted(
            [code for code in known.labels if choice.descriptor in ("", code)], choice.sort, lambda code: totals[code]
        ),
        MAX_ROWS,
    )
    lines = [
        Line(
            code,
            tuple((known.carriers.get((choice.layer, code, plan.id), 0), at[code, plan.id]) for plan in shown),
            totals[code],
            sum(known.carriers.get((choice.layer, code, plan), 0) for plan in national),
        )
        for code in _page(rows, choice.page)
    ]
    foot = counted(pairs, lambda pair: pair.priority.plan.id)
    return Matrix(
        tuple((plan, (plan,)) for plan in shown),
        ((None, tuple(lines)),),
        tuple(foot[plan.id] for plan in shown),
        len(rows),
        len(columns),
    )


def _counted_codes(by_code: Iterable[tuple[Pair, str]]) -> tuple[Mapping[tuple[str, str], Count], Mapping[str, Count]]:
    """By descriptor and regional plan, and by descriptor alone; a link counts with each descriptor that it rests on."""
    held: dict[str, list[Pair]] = defaultdict(list)
    for pair, code in by_code:
        held[code].append(pair)
    at: dict[tuple[str, str], Count] = defaultdict(Count)
    totals: dict[str, Count] = defaultdict(Count)
    for code, pairs in held.items():
        totals[code] = counted(pairs, lambda pair: "")[""]
        at |= {(code, plan): count for plan, count in counted(pairs, lambda pair: pair.priority.plan.id).items()}
    return at, totals


def _plan_columns(known: Pairs, choice: Choice, base: str) -> tuple[list[tuple[Plan, ...]], tuple[Plan, ...]]:
    """The pages of regional plans, and the one that is shown."""
    plans = dict.fromkeys(unit.plan for unit in known.priorities if choice.has_priority(unit, base))
    columns = _cut(list(plans), MAX_PLANS)
    return columns, _page(columns, choice.across)


def _sorted(items: Sequence[_Item], sort: str, count: Callable[[_Item], Count]) -> Sequence[_Item]:
    """In their order, by the best score, or by the number of links, specific ones first; equals stay in their order."""
    if sort == "score":
        return sorted(items, key=lambda item: -count(item).best)
    if sort == "links":
        return sorted(items, key=lambda item: (-count(item).specific, -count(item).total))
    return items


def _grouped(
    lines: Sequence[Line], place: Callable[[Any], Place], choice: Choice
) -> tuple[tuple[Place | None, tuple[Line, ...]], ...]:
    """Rows under their headings; ranked ones are in no such order."""
    if not choice.is_in_order:
        return ((None, tuple(lines)),)
    return tuple((head, tuple(rows)) for head, rows in groupby(lines, key=lambda line: place(line.head)))


def _cut(
    items: Sequence[_Item],
    most: int,
    part: Callable[[_Item], object] | None = None,
    weight: Callable[[_Item], int] = lambda item: 0,
) -> list[tuple[_Item, ...]]:
    """Pages of at most so many items, each of one `part` only, and of `MAX_CHARACTERS` by weight; at least one page."""
    pages: list[list[_Item]] = [[]]
    heavy = 0
    for item in items:
        page = pages[-1]
        heavy += weight(item)
        if page and (len(page) == most or heavy > MAX_CHARACTERS or (part and part(page[-1]) != part(item))):
            pages.append([])
            heavy = weight(item)
        pages[-1].append(item)
    return [tuple(page) for page in pages]


def _page(pages: Sequence[tuple[_Item, ...]], number: int) -> tuple[_Item, ...]:
    """One page; none of its items where there is no such page."""
    return pages[number - 1] if number <= len(pages) else ()
