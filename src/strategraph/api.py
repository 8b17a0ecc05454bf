"""The graph from Python: `strategraph.open(place)` gives plans, elements, descriptors and links as typed values and as frames.

    import strategraph

    with strategraph.open("build") as graph:
        for plan in graph.plans():
            print(plan.id, plan.period)
        links = graph.links(regional="sprss-ustecky").to_pandas()

A place is the folder of releases (`strategraph build --output`), or the address of any SPARQL 1.1 endpoint that holds the graphs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from strategraph.errors import UsageError
from strategraph.places import find_places
from strategraph.reports import REPORTS, Answers, Asked, Iri, Options, Report, scope_of
from strategraph.reports_desk import ReportsDesk
from strategraph.settings import read_settings

__all__ = ["Assignment", "Descriptor", "Element", "Graph", "Link", "Plan", "Rows", "open"]

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


class Graph:
    """The graph of a release or of an endpoint; to be closed, or used with `with`."""

    def __init__(self, answers: Answers, release: str, close: Callable[[], None]) -> None:
        self.release = release
        self._answers = answers
        self._close = close

    def __enter__(self) -> "Graph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the release, which no build removes before, or of the connection to an endpoint."""
        self._close()

    def plans(self) -> Rows[Plan]:
        """All plans, national ones first, each side by period."""
        return self._typed(
            Plan, "plans-of-reports", {"iri": "plan"}, start=_year, end=_year, units=lambda value: value or 0
        )

    def elements(self, plan: str | None = None, kind: str | None = None) -> Rows[Element]:
        """Sections, goals and measures in the order of the documents, of one plan (its id) and one kind if that is named."""
        found = self._typed(Element, "elements-of-plans", {"iri": "element"})
        iri = plan and self._iri(plan)
        kept = [one for one in _once(found) if iri in (None, one.plan) and kind in (None, one.kind)]
        return Rows(Element, kept, found.columns)

    def goals(self, plan: str | None = None) -> Rows[Element]:
        """The goals, which include priorities, of one plan or of all."""
        return self.elements(plan, "goal")

    def descriptors(self, layer: str = "all") -> Rows[Descriptor]:
        """The descriptors, those that are used most first."""
        names = {"iri": "descriptor", "label_cs": "labelCs", "label_en": "labelEn"}
        return self._typed(Descriptor, "descriptor-use", names, {"layer": layer})

    def assignments(self, layer: str = "all") -> Rows[Assignment]:
        """Which element carries which descriptor."""
        return self._typed(Assignment, "assignments-of-elements", {}, {"layer": layer})

    def links(self, national: str | None = None, regional: str | None = None, layer: str = "all") -> Rows[Link]:
        """The links of a national plan (the latest, if none is named) to a regional one (or to all), the best first."""
        scope = scope_of(self._answers, Options(regional or "", national or "", layer, "en"), self.release)
        names = {"link_class": "linkClass", "text_share": "textShare", "period_overlap": "periodOverlap"}
        found: list[Link] = []
        for plan in scope.regionals if scope.national else ():
            assert scope.national
            values = {"national": scope.national.value, "regional": plan.value, "layer": layer}
            found += self._typed(Link, "links-of-plans", names, values)
        if regional and not scope.regionals:
            known = ", ".join(plan.id for plan in scope.elsewhere)
            raise UsageError(f"There is no regional plan or region {regional!r}: choose one of {known}.")
        found.sort(key=lambda link: (-link.score, link.objective, link.priority))
        return Rows(Link, found, [field.name for field in fields(Link)])

    def query(self, name: str, **values: str) -> Rows[Mapping[str, Any]]:
        """The rows of a query of `queries/questions/` or `queries/reports/`, its parameters by name.

        Raises:
            UsageError: for a query or a parameter that there is not, or a value that does not fit.
        """
        if name not in self._answers.queries:
            raise UsageError(f"There is no query {name!r}: `strategraph query` lists them.")
        rows = self._answers.rows(Asked(name, values))
        columns = list(dict.fromkeys(column for row in rows for column in row))
        return Rows(None, rows, columns)

    def report(
        self, name: str, region: str = "", national: str = "", layer: str = "all", language: str = "en"
    ) -> Report:
        """A report, as `strategraph report` makes it.

        Raises:
            UsageError: for a report or a choice that there is not.
        """
        if name not in REPORTS:
            raise UsageError(f"There is no report {name!r}: choose one of {', '.join(REPORTS)}.")
        return REPORTS[name](scope_of(self._answers, Options(region, national, layer, language), self.release))

    def _iri(self, plan: str) -> str:
        known = {one.id: one.iri for one in self.plans()}
        if plan not in known:
            raise UsageError(f"There is no plan {plan!r}: choose one of {', '.join(known)}.")
        return known[plan]

    def _typed(
        self,
        kind: type[Item],
        query: str,
        names: Mapping[str, str],
        values: Mapping[str, str] | None = None,
        **read: Callable[[Any], Any],
    ) -> Rows[Item]:
        """The rows of a query as values: `names` says which variable a field is read from, `read` what is made of it."""
        columns = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        made = []
        for row in self._answers.rows(Asked(query, values or {})):
            given = {name: row.get(names.get(name, name)) for name in columns}
            made.append(kind(**{name: read[name](value) if name in read else value for name, value in given.items()}))
        return Rows(kind, made, columns)


def open(source: str | Path = "build", settings: Path | None = None, home: str | None = None) -> Graph:
    """The graph in a folder of releases, or at the address of a SPARQL endpoint (`http://…`, `https://…`).

    `settings` is a settings file, `home` the folder with queries/ and the rest, if not those that are found.

    Raises:
        ReleaseError: if the folder holds no sound release.
        RemoteStoreError: if the endpoint does not answer.
        UsageError: for an address that cannot be one.
    """
    desk = ReportsDesk(find_places(home), read_settings(settings))
    stack = ExitStack()
    is_address = isinstance(source, str) and source.startswith(("http://", "https://"))
    place = desk.of_endpoint(str(source), lambda told: None) if is_address else desk.of_release(Path(source))
    answers, release = stack.enter_context(place)
    return Graph(answers, release, stack.close)


def _year(value: object) -> int | None:
    return None if value is None else int(str(value))


def _once(elements: Sequence[Element]) -> list[Element]:
    """One value for each element: the first, should it have several parents."""
    return list({element.iri: element for element in reversed(elements)}.values())[::-1]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, Iri) else value


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as fault:
        raise UsageError(f"A frame of {name} needs {name}, which is not installed: pip install {name}.") from fault
