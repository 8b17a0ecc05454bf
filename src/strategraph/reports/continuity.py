"""The report on continuity: what became of objectives from one national plan to the next, and of descriptors through all of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from strategraph.pictures import Edge, Lifelines, MatrixRow, Node, Picture
from strategraph.reports.answers import Answer
from strategraph.reports.composing import composed
from strategraph.reports.drawings import lifelines, matrix, shade, shares
from strategraph.reports.model import Asked, Cell, Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.succession import replaced_section, succession_of
from strategraph.reports.units import Unit, units_of

__all__ = ["continuity"]

#: Later objective → the earlier one that it continues, and the score.
#: So many of the latest national plans are followed: each is a column.
MOST_PLANS = 12
Best = Mapping[str, tuple[str, Decimal]]
#: What becomes of an objective between the plan before and the plan after.
STATES = ("continues", "new", "disappeared", "alone")


def continuity(scope: Scope) -> Report:
    """Lifelines of objectives through the national plans that lead to the latest, and what other plans take over from those before."""
    words, succession = scope.words, succession_of(scope)
    plans = succession.leading_to_the_latest(scope.nationals, MOST_PLANS)
    rows, asked = scope.rows("continuity-of-plans", layer=scope.layer)
    replaced = replaced_section(scope, succession, plans, rows)
    if len(plans) < 2:
        return composed(scope, "continuity", (words("continuity_one"),), replaced, ())
    units = {plan.iri: units_of(scope, plan) for plan in plans}
    best = _best(rows, plans)
    sources = (*(one for _, one in units.values()), asked)
    members = {plan.iri: found for plan, (found, _) in zip(plans, units.values(), strict=True)}
    sections = (
        Section("lifelines", words("continuity_lifelines"), (), (_lifelines(scope, plans, members, best, sources),)),
        Section("ends", words("continuity_ends"), (), (_ended(scope, plans, members, best, sources),)),
        *replaced,
        Section("descriptors", words("continuity_descriptors"), (), (_descriptors(scope, plans),)),
    )
    lead = [words("continuity_lead")]
    if len(plans) < len(scope.nationals):
        key = "continuity_latest" if len(plans) == MOST_PLANS else "continuity_leading"
        lead.append(words(key, shown=len(plans), number=len(scope.nationals)))
    return composed(scope, "continuity", lead, sections, ("limit_continues", "limit_successive"))


def _best(rows: Iterable[Answer], plans: Sequence[Plan]) -> Best:
    """What objectives of each plan continue in the plan before it among these."""
    pairs, best = set(pairwise(plan.iri for plan in plans)), dict[str, tuple[str, Decimal]]()
    for row in rows:
        score = row["score"]
        if (
            row["rank"] == 1
            and isinstance(score, Decimal)
            and (str(row["earlierPlan"]), str(row["laterPlan"])) in pairs
        ):
            best[str(row["later"])] = (str(row["earlier"]), score)
    return best


def _lifelines(
    scope: Scope, plans: Sequence[Plan], members: Mapping[str, Sequence[Unit]], best: Best, asked: tuple[Asked, ...]
) -> Table:
    """A row for each line: the objectives from the latest back to the earliest, with the scores between them."""
    words = scope.words
    units = {unit.iri: unit for found in members.values() for unit in found}
    columns = [Column(plan.id, f"{plan.title} {plan.period}") for plan in plans]
    columns += [
        Column(f"score {later.id}", words("column_score_between", earlier=earlier.period, later=later.period), "number")
        for earlier, later in pairwise(plans)
    ]
    continued, rows = {earlier for earlier, _ in best.values()}, list[Row]()
    for number in reversed(range(len(plans))):
        for unit in members[plans[number].iri]:
            if unit.iri not in continued:  # the last objective of its line
                rows.append(_line(unit.iri, number, len(plans), units, best))
    title = words("continuity_lifelines_table")
    picture = _picture(scope, title, plans, members, best)
    return Table("lifelines", title, tuple(columns), tuple(rows), asked, picture=picture)


def _picture(
    scope: Scope, title: str, plans: Sequence[Plan], members: Mapping[str, Sequence[Unit]], best: Best
) -> Picture | None:
    """A column for each plan, a point for each objective in the order of its document, lines between those that continue each other."""
    places = {unit.iri: place for found in members.values() for place, unit in enumerate(found)}
    continued = {earlier for earlier, _ in best.values()}
    columns, edges = [], list[Edge]()
    for number, plan in enumerate(plans):
        found = members[plan.iri]
        columns.append(
            tuple(
                Node(
                    unit.code,
                    unit.text,
                    _state(unit.iri in best or number == 0, unit.iri in continued or number == len(plans) - 1),
                )
                for unit in found
            )
        )
        for unit in found if number else ():
            if unit.iri in best:
                earlier, score = best[unit.iri]
                edges.append(Edge(number - 1, places[earlier], places[unit.iri], score))
    states = tuple(scope.words(f"state_{name}") for name in STATES)
    heads = tuple(plan.period or plan.id for plan in plans)
    return lifelines(scope, "continuity", title, Lifelines(heads, tuple(columns), tuple(edges), states))


def _state(has_earlier: bool, has_later: bool) -> int:
    """The place among STATES; where there is no plan before or after, nothing is missing."""
    return STATES.index(
        "continues" if has_earlier and has_later else "new" if has_later else "disappeared" if has_earlier else "alone"
    )


def _line(iri: str, number: int, plans: int, units: Mapping[str, Unit], best: Best) -> Row:
    objectives: list[Cell] = [None] * plans
    scores: list[Cell] = [None] * (plans - 1)
    while number >= 0:
        objectives[number] = units[iri].linked
        if iri not in best or number == 0:
            break
        iri, score = best[iri]
        number -= 1
        scores[number] = score
    return (*objectives, *scores)


def _ended(
    scope: Scope, plans: Sequence[Plan], members: Mapping[str, Sequence[Unit]], best: Best, asked: tuple[Asked, ...]
) -> Table:
    """Objectives that no later plan continues, and those that continue none."""
    words = scope.words
    continued = {earlier for earlier, _ in best.values()}
    rows: list[Row] = []
    for number, plan in enumerate(plans):
        for unit in members[plan.iri]:
            if number + 1 < len(plans) and unit.iri not in continued:
                rows.append((words("continuity_disappeared"), plan.linked, unit.linked, unit.line))
            if number > 0 and unit.iri not in best:
                rows.append((words("continuity_new"), plan.linked, unit.linked, unit.line))
    columns = (
        Column("state", words("column_state")),
        Column("plan", words("column_plan")),
        Column("objective", words("column_objective")),
        Column("line", words("column_line"), "number"),
    )
    table = words("continuity_ends_table")
    return Table("ends", table, columns, tuple(sorted(rows, key=lambda row: str(row[0]))), asked)


def _descriptors(scope: Scope, plans: Sequence[Plan]) -> Table:
    """Descriptor × national plan, and whether it stayed, came, went or came back."""
    words = scope.words
    rows, asked = scope.rows("descriptors-of-units", layer=scope.layer)
    places = {plan.iri: number for number, plan in enumerate(plans)}
    counts: dict[str, list[int]] = {}
    names: dict[str, Linked] = {}
    for row in rows:
        if row["plan"] in places:
            descriptor = str(row["descriptor"])
            names[descriptor] = Linked(f"{row['notation']} {words.of(row, 'label')}", descriptor)
            counts.setdefault(descriptor, [0] * len(plans))[places[str(row["plan"])]] = int(row["units"])
    columns = (
        Column("descriptor", words("column_descriptor")),
        *(Column(plan.id, f"{plan.period or plan.id}", "number") for plan in plans),
        Column("state", words("column_state")),
    )
    made: tuple[Row, ...] = tuple(
        (names[one], *numbers, words(f"use_{_use(numbers)}")) for one, numbers in counts.items()
    )
    title = words("continuity_descriptors_table")
    drawn = [
        MatrixRow(
            names[one].text, tuple(shade(number, plan.units) for number, plan in zip(numbers, plans, strict=True))
        )
        for one, numbers in counts.items()
    ]
    heads = [plan.period or plan.id for plan in plans]
    picture = matrix(scope, "continuity", title, heads, drawn, shares(scope))
    return Table("descriptors", title, columns, made, (asked,), picture=picture)


def _use(numbers: Sequence[int]) -> str:
    """What became of a descriptor: `throughout`, `new` (since a later plan), `gone`, `returned` after a plan without it, `passing`."""
    used = [number > 0 for number in numbers]
    if all(used):
        return "throughout"
    first, last = used.index(True), len(used) - 1 - used[::-1].index(True)
    if not all(used[first : last + 1]):
        return "returned"
    if last == len(used) - 1:
        return "new"
    return "gone" if first == 0 else "passing"
