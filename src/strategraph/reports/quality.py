"""The report on quality: what became of every line, and what is truncated, unnumbered, undated or without a descriptor."""

from collections import Counter

from strategraph.pictures import Bar, Part
from strategraph.reports.composing import composed
from strategraph.reports.drawings import bars
from strategraph.reports.model import Cell, Column, Linked, Report, Section, Table
from strategraph.reports.scope import Scope
from strategraph.reports.units import named

__all__ = ["quality"]


def quality(scope: Scope) -> Report:
    """Lines, reservations, what plans leave unstated, and elements without descriptors."""
    words = scope.words
    sections = (
        Section("lines", words("quality_lines"), (), (_lines(scope),)),
        Section("reservations", words("quality_reservations"), (), (_reservations(scope),)),
        Section("unstated", words("quality_unstated"), (), (_unstated(scope),)),
        Section("stated", words("quality_stated"), (), (_stated(scope), _to_review(scope))),
        Section("without", words("quality_without"), (), tuple(_without(scope))),
    )
    return composed(scope, "quality", (words("quality_lead"),), sections, ("limit_quality",))


def _lines(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("lines-of-documents")
    keys = ("lines", "used", "furniture", "blank", "left")
    columns = (Column("plan", words("column_plan")), *(Column(key, words(f"column_{key}"), "number") for key in keys))
    made = []
    for row in rows:
        lines, used, furniture, blank = (int(row[key]) for key in keys[:4])
        left = lines - used - furniture - blank
        made.append((Linked(str(row["title"]), str(row["plan"]), "cs"), lines, used, furniture, blank, left))
    title, note = words("quality_lines_table"), words("quality_lines_note")
    drawn = [
        Bar((plan.text,), tuple(Part(place, number) for place, number in enumerate(counts)), str(lines))
        for plan, lines, *counts in made
    ]
    picture = bars(scope, "quality", title, [words(f"column_{key}") for key in keys[1:]], drawn, len(drawn))
    return Table("lines", title, columns, tuple(made), (asked,), note, picture=picture)


def _reservations(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("elements-with-reservations")
    columns = tuple(Column(key, words(f"column_{key}")) for key in ("plan", "element", "reservation", "detail"))
    made = tuple(
        (
            _plan(scope, str(row["plan"])),
            Linked(named("", str(row["text"])), str(row["element"]), "cs"),
            words(f"reservation_{str(row['reservation']).replace(' ', '_')}"),
            str(row["detail"]).removeprefix(f"{scope.answers.base}resource/") if "detail" in row else None,
        )
        for row in rows
    )
    return Table(
        "reservations", words("quality_reservations_table"), columns, made, (asked,), empty=words("quality_none")
    )


def _unstated(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("unstated")
    columns = tuple(Column(key, words(f"column_{key}")) for key in ("plan", "property", "remark"))
    made = tuple((_plan(scope, str(row["plan"])), row["property"], str(row.get("remark", ""))) for row in rows)
    return Table("unstated", words("quality_unstated_table"), columns, made, (asked,), empty=words("quality_none"))


def _stated(scope: Scope) -> Table:
    """How many times, indicators and sums each plan states, and how many of them only have their words."""
    words = scope.words
    rows, asked = scope.rows("stated-counts")
    keys = ("deadlines", "indicators", "budgets", "fundings", "notRead")
    columns = (Column("plan", words("column_plan")), *(Column(key, words(f"column_{key}"), "number") for key in keys))
    made = tuple((_plan(scope, str(row["plan"])), *(int(row[key]) for key in keys)) for row in rows)
    return Table("stated", words("quality_stated_table"), columns, made, (asked,), words("quality_stated_note"))


def _to_review(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("stated-to-review")
    columns = tuple(Column(key, words(f"column_{key}")) for key in ("plan", "element", "reservation", "evidence"))
    made = tuple(
        (
            _plan(scope, str(row["plan"])),
            Linked(named(str(row.get("notation", "")), str(row["text"])), str(row["element"]), "cs"),
            words(f"review_{str(row['reason']).replace(' ', '_')}"),
            Linked(str(row["words"]), str(row["stated"]), "cs"),
        )
        for row in rows
    )
    return Table("to-review", words("quality_review_table"), columns, made, (asked,), empty=words("quality_none"))


def _without(scope: Scope) -> list[Table]:
    words = scope.words
    rows, asked = scope.rows("elements-without-descriptors", layer=scope.layer)
    counts = Counter((str(row["plan"]), str(row["level"])) for row in rows)
    levels = (
        Column("plan", words("column_plan")),
        Column("level", words("column_level")),
        Column("number", words("column_number_of_elements"), "number"),
    )
    columns = tuple(Column(key, words(f"column_{key}")) for key in ("plan", "level", "element"))
    return [
        Table(
            "without-counts",
            words("quality_without_counts"),
            levels,
            tuple((_plan(scope, plan), level, number) for (plan, level), number in counts.items()),
            (asked,),
            empty=words("quality_none"),
        ),
        Table(
            "without",
            words("quality_without_table"),
            columns,
            tuple(
                (
                    _plan(scope, str(row["plan"])),
                    str(row["level"]),
                    Linked(named(str(row.get("notation", "")), str(row["text"])), str(row["element"]), "cs"),
                )
                for row in rows
            ),
            (asked,),
            empty=words("quality_none"),
        ),
    ]


def _plan(scope: Scope, iri: str) -> Cell:
    known = {plan.iri: plan for plan in (*scope.plans, *scope.elsewhere)}
    return known[iri].linked if iri in known else Linked(iri, iri)
