"""The report on resources: what plans say of money, of where it comes from, of indicators and of time, in their own words."""

from collections.abc import Iterator, Mapping

from strategraph.pictures import Bar, Part
from strategraph.reports.answers import Answer
from strategraph.reports.composing import composed
from strategraph.reports.drawings import bars
from strategraph.reports.model import Cell, Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.units import named

__all__ = ["resources"]


def resources(scope: Scope) -> Report:
    """Money by plan, year and body, then each sum, source, indicator and deadline with its line."""
    words = scope.words
    sections = (
        Section("counts", words("resources_counts"), (), (_counts(scope),)),
        Section("money", words("resources_money"), (), tuple(_money(scope))),
        Section("sources", words("resources_sources"), (), (_sources(scope),)),
        Section("indicators", words("resources_indicators"), (), (_indicators(scope),)),
        Section("deadlines", words("resources_deadlines"), (), (_deadlines(scope),)),
    )
    return composed(scope, "resources", (words("resources_lead"),), sections, ("limit_resources",))


def _counts(scope: Scope) -> Table:
    """How much each plan states, with a bar for each."""
    words = scope.words
    rows, asked = scope.rows("stated-counts")
    plans = {plan.iri: plan for plan in scope.plans}
    keys = ("deadlines", "indicators", "budgets", "fundings", "notRead")
    columns = (Column("plan", words("column_plan")), *(Column(key, words(f"column_{key}"), "number") for key in keys))
    found = [(plans[str(row["plan"])], [int(row[key]) for key in keys]) for row in rows if str(row["plan"]) in plans]
    title = words("resources_counts_table")
    drawn = [
        Bar(
            (plan.title,), tuple(Part(place, number) for place, number in enumerate(counts[:-1])), str(sum(counts[:-1]))
        )
        for plan, counts in found
    ]
    picture = bars(scope, "resources", title, [words(f"column_{key}") for key in keys[:-1]], drawn, len(drawn))
    made: tuple[Row, ...] = tuple((plan.linked, *counts) for plan, counts in found)
    return Table("counts", title, columns, made, (asked,), words("quality_stated_note"), picture=picture)


def _money(scope: Scope) -> Iterator[Table]:
    yield _table(
        scope, "sums", "budget-sums", ("plan", "currency", "recurrence", "number", "exact", "sum", "bounded", "notRead")
    )
    yield _table(
        scope, "years", "budgets-by-year", ("plan", "first", "last", "currency", "recurrence", "number", "sum")
    )
    if not scope.options.region:
        yield _table(scope, "bodies", "budgets-by-body", ("body", "role", "currency", "recurrence", "number", "sum"))
    keys = (
        "plan", "element", "evidence", "value", "least", "most", "currency", "approximate", "recurrence", "first", "last", "line",
    )  # fmt: skip
    yield _table(scope, "budgets", "budgets", keys)


def _sources(scope: Scope) -> Table:
    return _table(scope, "sources", "funding-sources", ("plan", "element", "source", "line"))


def _indicators(scope: Scope) -> Table:
    keys = (
        "plan", "element", "evidence", "baseline", "baselineYear", "bound", "target", "targetYear", "unit", "line",
    )  # fmt: skip
    return _table(scope, "indicators", "indicators", keys)


def _deadlines(scope: Scope) -> Table:
    keys = ("plan", "element", "evidence", "begins", "due", "recurrence", "line")
    return _table(scope, "deadlines", "deadlines", keys)


#: Column → the variables of the queries that it may be read from, where they have other names.
VARIABLES: Mapping[str, tuple[str, ...]] = {
    "evidence": ("words",),
    "first": ("first", "firstYear"),
    "last": ("last", "lastYear"),
}
NUMBERS = frozenset(
    {"number", "exact", "sum", "bounded", "notRead", "value", "least", "most", "baseline", "target", "line"}
)
#: Columns whose values are words of ours, which have a name in each language.
CODED = frozenset({"recurrence", "bound"})


def _table(scope: Scope, key: str, query: str, keys: tuple[str, ...]) -> Table:
    """The rows of a query about the plans of the report, each column by its kind; plans without money have no row."""
    words = scope.words
    rows, asked = scope.rows(query)
    plans = {plan.iri: plan for plan in scope.plans}
    columns = tuple(
        Column(one, words(f"column_{_heading(one)}"), "number" if one in NUMBERS else "text") for one in keys
    )
    shown = (row for row in rows if str(row.get("plan")) in plans or "body" in row)
    made: tuple[Row, ...] = tuple(
        tuple(_cell(scope, plans, one, row) for one in keys) for row in shown if row.get("number") != 0
    )
    return Table(key, words(f"resources_{key}_table"), columns, made, (asked,), empty=words("resources_none"))


def _heading(key: str) -> str:
    return {"number": "statements", "sum": "sum_of_money", "bound": "bound_of_target", "target": "target_value"}.get(
        key, key
    )


def _cell(scope: Scope, plans: Mapping[str, Plan], key: str, row: Answer) -> Cell:
    words = scope.words
    value = next((row[name] for name in VARIABLES.get(key, (key,)) if name in row), None)
    if key == "plan":
        return plans[str(value)].linked
    if key == "body":
        return Linked(str(row["name"]), str(value), "cs")
    if key == "element":
        return Linked(named(str(row.get("notation", "")), str(row.get("text", ""))) or str(value), str(value), "cs")
    if key == "approximate":
        return words("recurrence_approximate") if value else None
    if value is None or value == "":
        return None
    if key in CODED:
        return words(f"recurrence_{str(value).replace(' ', '_')}")
    return value if key in NUMBERS else str(value)
