"""The report on coverage: which national objectives each regional plan serves in particular, only in general, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategraph.pictures import Cell as Shade
from strategraph.pictures import MatrixRow
from strategraph.reports.composing import composed
from strategraph.reports.drawings import headed, matrix, shade, shares
from strategraph.reports.model import Asked, Cell, Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.units import Unit, units_of

__all__ = ["Served", "coverage", "served"]

STATUSES = ("specific", "general", "none")


@dataclass(frozen=True, slots=True)
class Served:
    """How a regional plan serves an objective: links of the best class that there is, and the best score among these."""

    status: str = "none"
    links: int = 0
    best: Decimal | None = None


def served(scope: Scope, national: Plan) -> tuple[Mapping[tuple[str, str], Served], Asked]:
    """(Objective, regional plan) → how it is served, where it is; and the query that was asked."""
    rows, asked = scope.rows("coverage-of-objectives", national=national.value, layer=scope.layer)
    found: dict[tuple[str, str], Served] = {}
    for row in sorted(
        rows, key=lambda row: row["linkClass"] == "specific"
    ):  # a specific one takes the place of general ones
        best = row["best"]
        assert isinstance(best, Decimal)
        found[str(row["objective"]), str(row["regional"])] = Served(str(row["linkClass"]), int(row["links"]), best)
    return found, asked


def coverage(scope: Scope, national: Plan) -> Report:
    """Objective × region, sections of the national plan, and descriptor × region."""
    units, asked_units = units_of(scope, national)
    found, asked = served(scope, national)
    asked_both = (asked_units, asked)
    sections = (
        Section("regions", scope.words("coverage_regions"), (), (_regions(scope, units, found, asked_both),)),
        Section("objectives", scope.words("coverage_objectives"), (), (_objectives(scope, units, found, asked_both),)),
        Section("sections", scope.words("coverage_sections"), (), (_sections(scope, units, found, asked_both),)),
        Section("descriptors", scope.words("coverage_descriptors"), (), (_descriptors(scope, national),)),
    )
    return composed(scope, "coverage", (scope.words("coverage_lead"),), sections, ("limit_link", "limit_served"))


Found = Mapping[tuple[str, str], Served]


def _regions(scope: Scope, units: Sequence[Unit], found: Found, asked: tuple[Asked, ...]) -> Table:
    words = scope.words
    columns = (
        Column("plan", words("column_plan")),
        Column("territory", words("column_territory")),
        Column("objectives", words("column_objectives"), "number"),
        *(Column(status, words(f"served_{status}"), "number") for status in STATUSES),
        Column("share", words("column_share"), "share"),
    )
    rows: list[Row] = []
    for plan in scope.regionals:
        counts = [sum(_of(found, unit, plan).status == status for unit in units) for status in STATUSES]
        rows.append((plan.linked, plan.territory, len(units), *counts, _share(counts[0], len(units))))
    return Table("regions", words("coverage_regions_table"), columns, tuple(rows), asked)


def _objectives(scope: Scope, units: Sequence[Unit], found: Found, asked: tuple[Asked, ...]) -> Table:
    words = scope.words
    columns = [Column("section", words("column_section")), Column("objective", words("column_objective"))]
    for plan in scope.regionals:
        columns.append(Column(plan.id, f"{plan.territory} {plan.period}".strip()))
        columns.append(Column(f"{plan.id} best", f"{plan.territory} {words('column_best')}", "number"))
    rows = []
    for unit in units:
        cells: list[Cell] = [unit.above, unit.linked]
        for plan in scope.regionals:
            one = _of(found, unit, plan)
            told = words(f"served_{one.status}")
            cells += [f"{told} ({one.links})" if one.links else told, one.best]
        rows.append(tuple(cells))
    title = words("coverage_objectives_table")
    scale = tuple(words(f"shade_{status}") for status in reversed(STATUSES))
    drawn = [
        MatrixRow(unit.linked.text, tuple(_shade(_of(found, unit, plan)) for plan in scope.regionals)) for unit in units
    ]
    heads = [headed(plan) for plan in scope.regionals]
    picture = matrix(scope, "coverage", title, heads, drawn, scale)
    return Table("objectives", title, tuple(columns), tuple(rows), asked, matrix=2, picture=picture)


def _shade(one: Served) -> Shade:
    return Shade(len(STATUSES) - 1 - STATUSES.index(one.status), str(one.links) if one.links else "–")


def _sections(scope: Scope, units: Sequence[Unit], found: Found, asked: tuple[Asked, ...]) -> Table:
    words = scope.words
    columns = [Column("section", words("column_section")), Column("objectives", words("column_objectives"), "number")]
    for plan in scope.regionals:
        columns.append(Column(plan.id, f"{plan.territory} {plan.period}".strip(), "number"))
        columns.append(Column(f"{plan.id} share", f"{plan.territory} %", "share"))
    below: dict[str, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.above, []).append(unit)
    rows = []
    for above, members in below.items():
        cells: list[Cell] = [above, len(members)]
        for plan in scope.regionals:
            number = sum(_of(found, unit, plan).status == "specific" for unit in members)
            cells += [number, _share(number, len(members))]
        rows.append(tuple(cells))
    return Table(
        "sections",
        words("coverage_sections_table"),
        tuple(columns),
        tuple(rows),
        asked,
        words("coverage_sections_note"),
    )


def _descriptors(scope: Scope, national: Plan) -> Table:
    words = scope.words
    carried, asked_units = scope.rows("descriptors-of-units", layer=scope.layer)
    linking, asked_links = scope.rows("descriptors-that-link", national=national.value, layer=scope.layer)
    units = {(row["descriptor"], str(row["plan"])): int(row["units"]) for row in carried}
    links = {(row["descriptor"], str(row["regional"])): int(row["links"]) for row in linking}
    names = {row["descriptor"]: f"{row['notation']} {words.of(row, 'label')}" for row in carried}
    columns = [
        Column("descriptor", words("column_descriptor")),
        Column("national", words("column_national_units"), "number"),
    ]
    for plan in scope.regionals:
        columns.append(Column(f"{plan.id} units", f"{plan.territory} {words('column_units')}", "number"))
        columns.append(Column(f"{plan.id} links", f"{plan.territory} {words('column_links')}", "number"))
    rows = []
    for descriptor, name in names.items():
        cells: list[Cell] = [Linked(name, str(descriptor)), units.get((descriptor, national.iri), 0)]
        for plan in scope.regionals:
            cells += [units.get((descriptor, plan.iri), 0), links.get((descriptor, plan.iri), 0)]
        rows.append(tuple(cells))
    title, note = words("coverage_descriptors_table"), words("coverage_descriptors_note")
    plans = (national, *scope.regionals)
    drawn = [
        MatrixRow(name, tuple(shade(units.get((descriptor, plan.iri), 0), plan.units) for plan in plans))
        for descriptor, name in names.items()
    ]
    picture = matrix(
        scope, "coverage", words("picture_descriptors"), [headed(plan) for plan in plans], drawn, shares(scope)
    )
    asked = (asked_units, asked_links)
    return Table("descriptors", title, tuple(columns), tuple(rows), asked, note, matrix=1, picture=picture)


def _of(found: Found, unit: Unit, plan: Plan) -> Served:
    return found.get((unit.iri, plan.iri), Served())


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.000001")) if whole else None
