"""The report on descriptors: use, how each came to its elements, how far the lexicon agrees with print, change against a strategy."""

from strategraph.pictures import Bar, MatrixRow, Part
from strategraph.reports.agreement import agreement
from strategraph.reports.composing import composed
from strategraph.reports.drawings import bars, headed, matrix, shade, shares
from strategraph.reports.model import Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Scope

__all__ = ["descriptors"]


def descriptors(scope: Scope) -> Report:
    """Use, use by plan, agreement of printed with assigned, and drift."""
    words = scope.words
    sections = (
        Section("use", words("descriptors_use"), (), (_use(scope),)),
        Section("plans", words("descriptors_plans"), (), (_plans(scope),)),
        agreement(scope),
        Section("drift", words("descriptors_drift"), (), (_drift(scope),)),
    )
    return composed(scope, "descriptors", (words("descriptors_lead"),), sections, ("limit_assigned", "limit_agreement"))


def _use(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptor-use", layer=scope.layer)
    columns = (
        Column("descriptor", words("column_descriptor")),
        *(Column(key, words(f"column_{key}"), "number") for key in ("elements", "printed", "assigned")),
    )
    made: tuple[Row, ...] = tuple(
        (
            Linked(f"{row['notation']} {words.of(row, 'label')}", str(row["descriptor"])),
            *(int(row[key]) for key in ("elements", "printed", "assigned")),
        )
        for row in rows
    )
    title, used = words("descriptors_use_table"), [row for row in rows if row["elements"]]
    drawn = [
        Bar(
            (f"{row['notation']} {words.of(row, 'label')}",),
            tuple(Part(number, int(row[key])) for number, key in enumerate(("printed", "assigned"))),
            str(row["elements"]),
        )
        for row in used
    ]
    series = (words("column_printed"), words("column_assigned"))
    picture = bars(scope, "descriptors", title, series, drawn, len(drawn))
    return Table("use", title, columns, made, (asked,), words("descriptors_use_note"), picture=picture)


def _plans(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptors-of-units", layer=scope.layer)
    plans = scope.plans
    names: dict[str, Linked] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        descriptor = str(row["descriptor"])
        names[descriptor] = Linked(f"{row['notation']} {words.of(row, 'label')}", descriptor)
        counts[descriptor, str(row["plan"])] = int(row["units"])
    columns = (
        Column("descriptor", words("column_descriptor")),
        *(Column(plan.id, f"{plan.territory} {plan.period}".strip(), "number") for plan in plans),
    )
    made: tuple[Row, ...] = tuple(
        (name, *(counts.get((one, plan.iri), 0) for plan in plans)) for one, name in names.items()
    )
    title, heads = words("descriptors_plans_table"), [headed(plan) for plan in plans]
    drawn = [
        MatrixRow(name.text, tuple(shade(counts.get((one, plan.iri), 0), plan.units) for plan in plans))
        for one, name in names.items()
    ]
    picture = matrix(scope, "descriptors", title, heads, drawn, shares(scope))
    note = words("descriptors_plans_note")
    return Table("plans", title, columns, made, (asked,), note, matrix=1, picture=picture)


def _drift(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptor-drift")
    columns = (
        Column("goal", words("column_goal")),
        Column("change", words("column_change")),
        Column("descriptor", words("column_descriptor")),
    )
    made = tuple(
        (
            Linked(str(row["code"]), str(row["goal"])),
            words(f"drift_{row['change']}"),
            Linked(f"{row['notation']} {row['label']}", str(row["descriptor"]), "cs"),
        )
        for row in rows
    )
    return Table(
        "drift", words("descriptors_drift_table"), columns, made, (asked,), empty=words("descriptors_drift_none")
    )
