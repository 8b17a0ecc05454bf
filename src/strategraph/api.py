"""The graph from Python: `strategraph.open(place)` gives plans, elements, descriptors and links as typed values and as frames.

    import strategraph

    with strategraph.open("build") as graph:
        for plan in graph.plans():
            print(plan.id, plan.start, plan.end)
        links = graph.links(regional="sprss-ustecky").to_pandas()

A place is the folder of releases (`strategraph build --output`), or the address of any SPARQL 1.1 endpoint that holds the graphs.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, TypedDict, TypeVar, Unpack

from strategraph.errors import UsageError
from strategraph.places import find_places
from strategraph.query_files import Query
from strategraph.reports import (
    Answers,
    Asked,
    Options,
    Report,
    Scope,
    compared,
    influences,
    make_report,
    region_coverage,
    scope_of,
    stabilities,
)
from strategraph.reports_desk import ReportsDesk
from strategraph.row_values import as_sum, as_year, covered_row, made, values_of
from strategraph.rows import (
    Assignment,
    Budget,
    Comparison,
    Coverage,
    Deadline,
    Descriptor,
    Element,
    Indicator,
    Influence,
    Link,
    Plan,
    Rows,
    Stability,
    compared_row,
    once,
)
from strategraph.settings import read_settings
from strategraph.sparql_words import calls_out

__all__ = [
    "Assignment", "Budget", "Comparison", "Coverage", "Deadline", "Descriptor", "Element", "Graph", "Indicator", "Influence", "Link",
    "Plan", "Rows", "Stability", "open",
]  # fmt: skip

Item = TypeVar("Item")
#: The levels between which links are published.
NATIONAL, REGIONAL = Options().from_level, Options().to_level


class Between(TypedDict, total=False):
    """From plans of which level to those of which links lead, if not from the state to the regions."""

    from_level: str
    to_level: str


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
            Plan, "plans-of-reports", {"iri": "plan"}, start=as_year, end=as_year, units=lambda value: value or 0
        )

    def elements(self, plan: str | None = None, kind: str | None = None) -> Rows[Element]:
        """Sections, goals and measures in the order of the documents, of one plan (its id) and one kind if that is named."""
        found = self._typed(Element, "elements-of-plans", {"iri": "element"})
        iri = plan and self._iri(plan)
        kept = [one for one in once(found) if iri in (None, one.plan) and kind in (None, one.kind)]
        return Rows(Element, kept, found.columns)

    def goals(self, plan: str | None = None) -> Rows[Element]:
        """The goals, which include priorities, of one plan or of all."""
        return self.elements(plan, "goal")

    def indicators(self, plan: str | None = None) -> Rows[Indicator]:
        """The indicators of one plan or of all, in the order of the documents."""
        years = {"baseline_year": "baselineYear", "target_year": "targetYear"}
        return self._stated(Indicator, "indicators", years, plan, baseline=as_sum, target=as_sum)

    def budgets(self, plan: str | None = None) -> Rows[Budget]:
        """The sums of money that one plan states, or all do."""
        years = {"first_year": "firstYear", "last_year": "lastYear"}
        return self._stated(Budget, "budgets", years, plan, value=as_sum, least=as_sum, most=as_sum, approximate=bool)

    def deadlines(self, plan: str | None = None) -> Rows[Deadline]:
        """The times by which elements of one plan, or of all, are to be fulfilled."""
        return self._stated(Deadline, "deadlines", {}, plan, text_derived=bool)

    def descriptors(self, layer: str = "all") -> Rows[Descriptor]:
        """The descriptors, those that are used most first."""
        names = {"iri": "descriptor", "label_cs": "labelCs", "label_en": "labelEn"}
        return self._typed(Descriptor, "descriptor-use", names, {"layer": layer})

    def assignments(self, layer: str = "all") -> Rows[Assignment]:
        """Which element carries which descriptor."""
        return self._typed(Assignment, "assignments-of-elements", {}, {"layer": layer})

    def links(
        self, national: str | None = None, regional: str | None = None, layer: str = "all", **levels: Unpack[Between]
    ) -> Rows[Link]:
        """The links of a national plan (the latest, if none is named) to a regional one (or to all), the best first.

        With other levels, here and in what is reckoned from links, `national` is a plan of `from_level` and `regional` one of
        `to_level`; such links are reckoned anew.
        """
        scope = self._scope(regional, national, layer, **levels)
        names = {"link_class": "linkClass", "text_share": "textShare", "period_overlap": "periodOverlap"}
        found: list[Link] = []
        for plan in scope.regionals if scope.national else ():
            assert scope.national
            values = {"national": scope.national.value, "regional": plan.value, "layer": layer}
            rows, _ = scope.rows("links-of-plans", **values)
            found += [made(Link, row, names, {}) for row in rows]
        found.sort(key=lambda link: (-link.score, link.objective, link.priority))
        return _rows(Link, found)

    def coverage(
        self, national: str | None = None, regional: str | None = None, layer: str = "all", **levels: Unpack[Between]
    ) -> Rows[Coverage]:
        """How many objectives of a national plan each regional plan serves, with intervals, and what chance gives."""
        scope = self._scope(regional, national, layer, **levels)
        found = region_coverage(scope, scope.national)[0] if scope.national else ()
        return _rows(Coverage, [covered_row(one) for one in found])

    def comparisons(
        self, national: str | None = None, regional: str | None = None, layer: str = "all", **levels: Unpack[Between]
    ) -> Rows[Comparison]:
        """Each two regional plans over the objectives of a national plan; if one is named, it with each other."""
        scope = self._scope(regional, national, layer, **levels)
        found = compared(scope, scope.national)[0] if scope.national else ()
        return _rows(Comparison, [compared_row(one) for one in found])

    def influence(
        self, national: str | None = None, regional: str | None = None, layer: str = "all", **levels: Unpack[Between]
    ) -> Rows[Influence]:
        """What becomes of the links to each regional plan without one descriptor, the most influential first."""
        scope = self._scope(regional, national, layer, **levels)
        found = influences(scope, scope.national)[0] if scope.national else ()
        return _rows(Influence, [Influence(**values_of(one, Influence) | {"plan": one.plan.id}) for one in found])

    def stability(
        self, national: str | None = None, regional: str | None = None, layer: str = "all", **levels: Unpack[Between]
    ) -> Rows[Stability]:
        """Whether the best priority of each objective stays the best if descriptors are left out or drawn anew."""
        scope = self._scope(regional, national, layer, **levels)
        found = stabilities(scope, scope.national)[0] if scope.national else ()
        return _rows(Stability, [Stability(**values_of(one, Stability) | {"plan": one.plan.id}) for one in found])

    def query(self, name: str, **values: str) -> Rows[Mapping[str, Any]]:
        """The rows of a query of `queries/questions/`, `reports/` or `checks/`, its parameters by name.

        Raises:
            UsageError: for a query or a parameter that there is not, or a value that does not fit.
        """
        if name not in self._answers.queries:
            raise UsageError(f"There is no query {name!r}: `strategraph query` lists them.")
        return _of_any_kind(self._answers.rows(Asked(name, values)))

    def sparql(self, text: str) -> Rows[Mapping[str, Any]]:
        """The rows of a SELECT of your own, over all graphs.

        Raises:
            QueryFileError, RemoteStoreError: if it is not SPARQL, or the endpoint refuses it.
            UsageError: if it gives no rows, or has a SERVICE clause.
        """
        if calls_out(text):
            raise UsageError("The query has a SERVICE clause, and nothing here calls other servers: take it out.")
        query = Query("Your query", "", Path("Your query"), "", "", "", "", (), text)
        return _of_any_kind(self._answers.answered(query, {}))

    def report(
        self,
        name: str,
        region: str = "",
        national: str = "",
        layer: str = "all",
        language: str = "en",
        from_level: str = NATIONAL,
        to_level: str = REGIONAL,
    ) -> Report:
        """A report, as `strategraph report` makes it.

        Raises:
            UsageError: for a report or a choice that there is not.
        """
        options = Options(region, national, layer, language, from_level, to_level)
        return make_report(name, self._answers, options, self.release)

    def _scope(self, regional: str | None, national: str | None, layer: str, **levels: Unpack[Between]) -> Scope:
        options = Options(regional or "", national or "", layer, "en", **levels)
        scope = scope_of(self._answers, options, self.release)
        if regional and not scope.regionals:
            known = ", ".join(plan.id for plan in scope.elsewhere)
            raise UsageError(f"There is no {options.to_level} plan or region {regional!r}: choose one of {known}.")
        return scope

    def _iri(self, plan: str) -> str:
        known = {one.id: one.iri for one in self.plans()}
        if plan not in known:
            raise UsageError(f"There is no plan {plan!r}: choose one of {', '.join(known)}.")
        return known[plan]

    def _stated(
        self, kind: type[Item], query: str, years: Mapping[str, str], plan: str | None, **read: Callable[[Any], Any]
    ) -> Rows[Item]:
        names = {**years, "text_derived": "textDerived"}
        found = self._typed(kind, query, names, None, **read, **dict.fromkeys(years, as_year))
        iri = plan and self._iri(plan)
        return Rows(kind, [one for one in found if iri in (None, getattr(one, "plan", None))], found.columns)

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
        rows = self._answers.rows(Asked(query, values or {}))
        return Rows(kind, [made(kind, row, names, read) for row in rows], columns)


def _of_any_kind(rows: Sequence[Mapping[str, Any]]) -> Rows[Mapping[str, Any]]:
    """Rows with the columns that have a value anywhere."""
    return Rows(None, rows, list(dict.fromkeys(column for row in rows for column in row)))


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


def _rows(kind: type[Item], items: Sequence[Item]) -> Rows[Item]:
    return Rows(kind, items, [field.name for field in fields(kind)])  # type: ignore[arg-type]
