"""The report on bodies: who answers for what, in which role, by when, on which words of the document."""

from collections import Counter

from strategraph.pictures import Bar, Part, Picture
from strategraph.reports.answers import Answer
from strategraph.reports.composing import composed
from strategraph.reports.drawings import bars
from strategraph.reports.model import Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Scope
from strategraph.reports.units import named

__all__ = ["bodies"]


def bodies(scope: Scope) -> Report:
    """How much each body answers for, and each responsibility."""
    words = scope.words
    sections = (
        Section("bodies", words("bodies_bodies"), (), (_bodies(scope),)),
        Section("tasks", words("bodies_tasks"), (), (_tasks(scope),)),
        Section("plans", words("bodies_plans"), (), (_plans(scope),)),
    )
    return composed(scope, "bodies", (words("bodies_lead"),), sections, ("limit_bodies",))


def _bodies(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("responsibilities-with-deadlines")
    counts = Counter((str(row["body"]), words.of(row, "name"), words.of(row, "role")) for row in rows)
    columns = (
        Column("body", words("column_body")),
        Column("role", words("column_role")),
        Column("tasks", words("column_tasks"), "number"),
    )
    made = tuple((Linked(name, body), role, number) for (body, name, role), number in counts.items())
    title = words("bodies_bodies_table")
    picture = _picture(scope, title, counts)
    return Table("bodies", title, columns, made, (asked,), empty=words("bodies_none"), picture=picture)


def _picture(scope: Scope, title: str, counts: Counter[tuple[str, str, str]]) -> Picture | None:
    """A bar for each body, those with most tasks first, its roles one after another."""
    roles = list(dict.fromkeys(role for _, _, role in counts))
    names = {body: name for body, name, _ in counts}
    tasks: dict[str, list[int]] = {body: [0] * len(roles) for body in names}
    for (body, _, role), number in counts.items():
        tasks[body][roles.index(role)] += number
    drawn = [
        Bar(
            (names[body],),
            tuple(Part(place, number, str(number)) for place, number in enumerate(numbers)),
            str(sum(numbers)),
        )
        for body, numbers in sorted(tasks.items(), key=lambda one: -sum(one[1]))
    ]
    return bars(scope, "bodies", title, roles, drawn, len(drawn))


def _tasks(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("responsibilities-with-deadlines")
    kinds = {"line": "number"}
    keys = ("body", "role", "element", "due", "line", "evidence")
    columns = tuple(Column(key, words(f"column_{key}"), kinds.get(key, "text")) for key in keys)
    made = tuple(
        (
            Linked(words.of(row, "name"), str(row["body"])),
            words.of(row, "role"),
            Linked(named(str(row.get("code", "")), str(row["text"])), str(row["element"]), "cs"),
            _due(row),
            int(row["line"]),
            str(row["words"]),
        )
        for row in rows
    )
    return Table("tasks", words("bodies_tasks_table"), columns, made, (asked,), empty=words("bodies_none"))


def _due(row: Answer) -> str | None:
    """The time as far as it was read, else the words that the document prints for it."""
    due = row.get("due", row.get("time"))
    return None if due is None else str(due)


def _plans(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("deadlines-of-plans")
    plans = {plan.iri: plan for plan in scope.plans}
    keys = ("measures", "withDeadline", "withBody", "withIndicator", "withBudget")
    columns = (Column("plan", words("column_plan")), *(Column(key, words(f"column_{key}"), "number") for key in keys))
    made: tuple[Row, ...] = tuple(
        (plans[str(row["plan"])].linked, *(int(row[key]) for key in keys)) for row in rows if str(row["plan"]) in plans
    )
    return Table("plans", words("bodies_plans_table"), columns, made, (asked,))
