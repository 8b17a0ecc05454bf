"""Which plans use a descriptor, level by level, and which plans and territories do not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from starlette.requests import Request

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.lists import Listing
from strategraph.pages.lookups import Row
from strategraph.pages.paging import address
from strategraph.pages.plan_names import Plans
from strategraph.pages.texts import text
from strategraph.pages.uses import PLAN, Use, Uses

__all__ = [
    "ROWS",
    "UNSTATED",
    "Absent",
    "Level",
    "PlanRow",
    "PlanTable",
    "absent",
    "levels",
    "plan_table",
    "plan_uses_list",
]

#: So many plans are shown; the list as CSV or JSON has all.
ROWS = 50
#: Stands in an address for elements whose level is not known.
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Level:
    """A common level: its IRI, the word for it in an address, and its name."""

    iri: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan and how many of its elements use the descriptor: level by level (number, address of the list), and in all."""

    plan: Item
    territory: str
    period: str
    cells: tuple[tuple[int, str], ...]
    total: tuple[int, str]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The first plans that use a descriptor; `total` says how many do, `sums` how many elements at each level and in all."""

    levels: tuple[Level, ...]
    rows: tuple[PlanRow, ...]
    total: int
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """Plans that do not use a descriptor, the first of them and how many there are, and the territories of which no plan does."""

    plans: tuple[Item, ...]
    total: int
    territories: tuple[str, ...]
    territory_total: int


def levels(rows: Iterable[Row], names: Names) -> tuple[Level, ...]:
    """The common levels from the rows of queries/pages/common-levels.rq, and last that of elements whose level is not known."""
    labels: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        found = labels[row["level"].text, row["notation"].text]
        if "label" in row:
            found.setdefault(row["label"].language, row["label"].text)
    made = [Level(iri, key, best_label(found, names.language) or key) for (iri, key), found in labels.items()]
    return (*sorted(made, key=lambda level: level.key), Level("", UNSTATED, text("unstated", names.language)))


def plan_table(uses: Uses, known: Sequence[Level], plans: Plans, request: Request) -> PlanTable:
    """The table of the uses of a descriptor."""
    first = dict(islice(uses.plans.items(), ROWS))
    numbers: dict[str, Counter[str]] = {plan: Counter() for plan in first}
    for use in takewhile(lambda use: use.plan in first, uses.every):
        numbers[use.plan][use.level] += use.number
    present = tuple(level for level in known if uses.levels.get(level.iri))

    def cell(plan: str, level: Level | None, number: int) -> tuple[int, str]:
        chosen = {"plan": plan.partition(PLAN)[2] or plan, "level": level.key if level else None, "page": None}
        return number, address(request, chosen, "uses")

    rows = [
        PlanRow(
            plans.item(plan),
            plans.territory(plan),
            plans.period(plan),
            tuple(cell(plan, level, counted[level.iri]) for level in present),
            cell(plan, None, counted.total()),
        )
        for plan, counted in numbers.items()
    ]
    sums = (*(uses.levels[level.iri] for level in present), uses.total)
    return PlanTable(present, tuple(rows), len(uses.plans), sums)


def absent(uses: Uses, plans: Plans) -> Absent:
    """What is missing among the plans."""
    missing = [iri for iri in plans.rows if iri not in uses.plans]
    present = {plans.territory(iri) for iri in uses.plans}
    territories = sorted({plans.territory(iri) for iri in missing} - present - {""})
    shown = tuple(plans.item(iri) for iri in missing[:ROWS])
    return Absent(shown, len(missing), tuple(territories[:ROWS]), len(territories))


def plan_uses_list(uses: Iterable[Use], known: Sequence[Level]) -> Listing:
    """Plans, levels and statuses with their numbers of elements, as a list to take home."""
    keys = {level.iri: level.key for level in known if level.iri}
    rows = [[use.plan, keys.get(use.level, use.level or None), use.status, use.number] for use in uses]
    return Listing("plans", ("plan", "level", "status", "elements"), rows)
