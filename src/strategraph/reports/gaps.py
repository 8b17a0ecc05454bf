"""The report on gaps: objectives that no plan serves, priorities without an objective, descriptors on one side only."""

from collections.abc import Mapping, Sequence

from strategraph.pictures import Bar, Part
from strategraph.reports.composing import composed
from strategraph.reports.coverage import Served, served
from strategraph.reports.drawings import bars
from strategraph.reports.model import Asked, Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.units import Unit, units_of

__all__ = ["gaps"]


def gaps(scope: Scope, national: Plan) -> Report:
    """What stands on one side only."""
    units, asked_units = units_of(scope, national)
    found, asked = served(scope, national)
    sections = (
        Section(
            "objectives", scope.words("gaps_objectives"), (), (_objectives(scope, units, found, (asked_units, asked)),)
        ),
        Section(
            "priorities",
            scope.words("gaps_priorities"),
            (),
            tuple(_priorities(scope, national, plan) for plan in scope.regionals),
        ),
        Section("descriptors", scope.words("gaps_descriptors"), (), (_descriptors(scope, national),)),
    )
    return composed(scope, "gaps", (scope.words("gaps_lead"),), sections, ("limit_link", "limit_served"))


def _unit_columns(scope: Scope, what: str, *more: Column) -> tuple[Column, ...]:
    words = scope.words
    return (
        Column("section", words("column_section")),
        Column(what, words(f"column_{what}")),
        Column("line", words("column_line"), "number"),
        *more,
    )


def _objectives(
    scope: Scope, units: Sequence[Unit], found: Mapping[tuple[str, str], Served], asked: tuple[Asked, ...]
) -> Table:
    words = scope.words
    rows: list[Row] = []
    for unit in units:
        states = [found.get((unit.iri, plan.iri), Served()) for plan in scope.regionals]
        if all(one.status != "specific" for one in states):
            general = sum(one.links for one in states)
            rows.append((unit.above, unit.linked, unit.line, general))
    columns = _unit_columns(scope, "objective", Column("general", words("column_general_links"), "number"))
    title = words("gaps_objectives_table", number=len(rows), whole=len(units))
    return Table("objectives", title, columns, tuple(rows), asked, empty=words("gaps_objectives_none"))


def _priorities(scope: Scope, national: Plan, plan: Plan) -> Table:
    words = scope.words
    units, asked_units = units_of(scope, plan)
    rows, asked = scope.rows("priorities-served", national=national.value, layer=scope.layer)
    known = {str(row["priority"]) for row in rows}
    missing = tuple((unit.above, unit.linked, unit.line) for unit in units if unit.iri not in known)
    title = words("gaps_priorities_table", plan=plan.title, number=len(missing), whole=len(units))
    columns = _unit_columns(scope, "priority")
    return Table(
        f"priorities-{plan.id}", title, columns, missing, (asked_units, asked), empty=words("gaps_priorities_none")
    )


def _descriptors(scope: Scope, national: Plan) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptors-of-units", layer=scope.layer)
    regional = {plan.iri for plan in scope.regionals}
    sides: dict[str, list[int]] = {}
    names: dict[str, Linked] = {}
    for row in rows:
        descriptor, plan = str(row["descriptor"]), str(row["plan"])
        names[descriptor] = Linked(f"{row['notation']} {words.of(row, 'label')}", descriptor)
        counts = sides.setdefault(descriptor, [0, 0])
        counts[0] += int(row["units"]) if plan == national.iri else 0
        counts[1] += int(row["units"]) if plan in regional else 0
    found: list[Row] = [
        (names[descriptor], words("side_national" if state else "side_regional"), state + region)
        for descriptor, (state, region) in sides.items()
        if (state == 0) != (region == 0)
    ]
    columns = (
        Column("descriptor", words("column_descriptor")),
        Column("side", words("column_side")),
        Column("units", words("column_units_count"), "number"),
    )
    title, empty = words("gaps_descriptors_table"), words("gaps_descriptors_none")
    drawn = [
        Bar((names[descriptor].text,), (Part(int(not state), state + region),), str(state + region))
        for descriptor, (state, region) in sorted(sides.items(), key=lambda one: (one[1][0] == 0, -sum(one[1])))
        if (state == 0) != (region == 0)
    ]
    picture = bars(scope, "gaps", title, (words("side_national"), words("side_regional")), drawn, len(drawn))
    return Table("descriptors", title, columns, tuple(found), (asked,), empty=empty, picture=picture)
