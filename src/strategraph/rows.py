"""What the graph from Python gives: typed values, rows of them, and the same as frames of pandas or polars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any, Generic, TypeVar

from strategraph.errors import UsageError
from strategraph.reports import Iri, RegionComparison

__all__ = [
    "Assignment", "Budget", "Comparison", "Coverage", "Deadline", "Descriptor", "Element", "Indicator", "Influence", "Link", "Plan",
    "Rows", "Stability", "compared_row", "once",
]  # fmt: skip

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Plan:
    """A strategic plan; `start` and `end` are years, None where the document states no period. `units` are what is aligned."""

    iri: str
    id: str
    title: str
    side: str
    territory: str
    start: int | None
    end: int | None
    units: int


@dataclass(frozen=True, slots=True)
class Element:
    """A section, goal or measure as printed; `kind` is one of these three, `line` the first line of the document that it stands on."""

    iri: str
    plan: str
    kind: str
    level: str
    code: str | None
    text: str
    parent: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as printed (`words`), with the numbers that were read; `bound` is `exactly`, `at least` or `at most`."""

    plan: str
    element: str
    words: str
    baseline: Decimal | None
    baseline_year: int | None
    bound: str | None
    target: Decimal | None
    target_year: int | None
    unit: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Budget:
    """A sum of money as printed (`words`): `value`, or bounds, in whole units of `currency`; all None where it was not read.

    `recurrence` is `yearly` or `monthly`; the years are those for which it is meant.
    """

    plan: str
    element: str
    words: str
    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    currency: str | None
    approximate: bool
    recurrence: str | None
    first_year: int | None
    last_year: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time as printed (`words`): beginning and end as `2025`, `2025-12` or `2025-12-31`, and whether it recurs; None if not read."""

    plan: str
    element: str
    words: str
    begins: str | None
    due: str | None
    recurrence: str | None
    text_derived: bool
    line: int


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor and how often elements carry it: `printed` by a document, or `assigned` by a rule or a person."""

    iri: str
    notation: str
    label_cs: str
    label_en: str
    elements: int
    printed: int
    assigned: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A descriptor of an element: who gave it (`status`) and how strongly (`weight`, 1 where it is printed)."""

    plan: str
    element: str
    descriptor: str
    notation: str
    status: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Link:
    """A link between a national objective and a regional priority.

    `link_class` is `specific` or `general`; `score` is between 0 and 1, `text_share` the part of it that is due to the texts;
    `p` and `q` tell how likely it is by chance, None where that was not reckoned (docs/decisions/alignment.md).
    """

    objective: str
    priority: str
    link_class: str
    score: Decimal
    text_share: Decimal
    rank: int
    p: Decimal | None
    q: Decimal | None
    period_overlap: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many objectives of a national plan have a specific link in a regional plan (its id), and how sure the share is.

    `low` and `high` are Wilson's interval (95 %). `expected`, `chance_low`, `chance_high` and `p` tell what chance gives, and
    `corrected` the share beyond it; None among too many units (docs/statistics.md).
    """

    plan: str
    territory: str
    objectives: int
    served: int
    share: float | None
    low: float | None
    high: float | None
    expected: float | None
    chance_low: int | None
    chance_high: int | None
    corrected: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two regional plans (their ids) over the same national objectives: the difference of their shares with Newcombe's interval.

    `p` is that of McNemar's exact test, `q` that corrected for the number of comparisons.
    """

    first: str
    second: str
    both: int
    only_first: int
    only_second: int
    neither: int
    difference: float | None
    low: float | None
    high: float | None
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class Influence:
    """The links to a regional plan (its id) without one descriptor: how many are left, objectives they serve, and agreement of order.

    `tau` is Kendall's tau-b, None where nothing is ordered; `overlap` is rank-biased overlap.
    """

    plan: str
    notation: str
    links: int
    served: int
    tau: float | None
    overlap: float


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether the best priority of an objective in a regional plan (its id) stays the best.

    It does `kept` of `left_out` times when one descriptor is left out, and in the share `support` of random draws; `decisive`
    is the descriptor without which the order overlaps least with the whole one.
    """

    objective: str
    plan: str
    best: str
    links: int
    left_out: int
    kept: int
    support: float
    least_tau: float | None
    least_overlap: float
    decisive: str


class Rows(Sequence[Item], Generic[Item]):
    """Values of one kind in the order of their query; also as a frame of pandas or polars, if that is installed."""

    def __init__(self, kind: type[Item] | None, items: Sequence[Item], columns: Sequence[str]) -> None:
        self.kind = kind
        self.columns = tuple(columns)
        self._items = tuple(items)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Column → value for each row; decimals as floats, IRIs as texts."""
        return [{name: _plain(self._value(item, name)) for name in self.columns} for item in self._items]

    def to_pandas(self) -> Any:
        """A pandas.DataFrame.

        Raises:
            UsageError: if pandas is not installed.
        """
        return _module("pandas").DataFrame(self.to_dicts(), columns=list(self.columns))

    def to_polars(self) -> Any:
        """A polars.DataFrame.

        Raises:
            UsageError: if polars is not installed.
        """
        made = {name: [_plain(self._value(item, name)) for item in self._items] for name in self.columns}
        return _module("polars").DataFrame(made, strict=False)

    def _value(self, item: Item, name: str) -> object:
        return item.get(name) if isinstance(item, Mapping) else getattr(item, name)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, Iri) else value


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as fault:
        raise UsageError(f"A frame of {name} needs {name}, which is not installed: pip install {name}.") from fault


def compared_row(one: RegionComparison) -> Comparison:
    """What a comparison of two regions says, as a row."""
    seen, interval = one.seen, one.interval
    counts = (seen.both, seen.first, seen.second, seen.neither)
    limits = (interval.low if interval else None, interval.high if interval else None)
    return Comparison(one.first.id, one.second.id, *counts, one.difference, *limits, one.p, one.q)


def once(elements: Sequence[Element]) -> list[Element]:
    """One value for each element: the first, should it have several parents."""
    return list({element.iri: element for element in reversed(elements)}.values())[::-1]
