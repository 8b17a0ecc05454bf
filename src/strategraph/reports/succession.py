"""Plans and the plans before them, for the report on continuity: as stated with their sources, else by the periods of national ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from strategraph.reports.answers import Answer
from strategraph.reports.model import Asked, Cell, Column, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.units import units_of

__all__ = ["Succession", "replaced_section", "succession_of"]

#: So many pairs of plans are listed goal by goal.
MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Succession:
    """Later plan → the plan before it, by their IRIs: those that are `stated`, and all of them; `asked` gave the stated ones."""

    stated: Mapping[str, str]
    before: Mapping[str, str]
    asked: Asked

    def leading_to_the_latest(self, plans: Sequence[Plan], most: int) -> tuple[Plan, ...]:
        """Of plans in the order of their periods the latest, the one before it, and so on; the earliest first."""
        known, found = {plan.iri: plan for plan in plans}, list(plans[-1:])
        while found and len(found) < most:
            earlier = known.get(self.before.get(found[-1].iri, ""))
            if earlier is None or earlier in found:
                break
            found.append(earlier)
        return tuple(reversed(found))


def succession_of(scope: Scope) -> Succession:
    """The plan before each plan that the report is about."""
    rows, asked = scope.rows("replaced-plans")
    stated = {str(row["plan"]): str(row["replaced"]) for row in rows}
    by_period = {later.iri: earlier.iri for earlier, later in pairwise(scope.nationals)}
    return Succession(stated, by_period | stated, asked)


def replaced_section(
    scope: Scope, succession: Succession, shown: Sequence[Plan], links: Sequence[Answer]
) -> list[Section]:
    """What goals of each plan continue in the plan before, where plans say what they replace; none where no plan does.

    `shown` are the plans whose objectives the report has followed already; `links` are the rows of continuity-of-plans.rq.
    """
    words, known = scope.words, {plan.iri: plan for plan in (*scope.plans, *scope.elsewhere)}
    pairs = [(known[later], known[succession.before[later]]) for later in (plan.iri for plan in scope.plans)
             if succession.before.get(later) in known]  # fmt: skip
    if not any(succession.stated.get(later.iri) == earlier.iri for later, earlier in pairs):
        return []
    nearest: dict[tuple[str, str], list[Answer]] = {}
    for row in links:
        if row["rank"] == 1:
            nearest.setdefault((str(row["laterPlan"]), str(row["earlierPlan"])), []).append(row)
    followed = set(pairwise(plan.iri for plan in shown))
    others = [(later, earlier) for later, earlier in pairs if (earlier.iri, later.iri) not in followed]
    told = [words("continuity_replaced_note")]
    if len(others) > MOST_PAIRS:
        told.append(words("continuity_replaced_more", shown=MOST_PAIRS, number=len(others)))
    tables = (
        _pairs(scope, succession, pairs, nearest),
        _objectives(scope, succession.asked, others[:MOST_PAIRS], nearest),
    )
    return [Section("replaced", words("continuity_replaced"), tuple(told), tables)]


def _pairs(
    scope: Scope,
    succession: Succession,
    pairs: Sequence[tuple[Plan, Plan]],
    nearest: Mapping[tuple[str, str], Sequence[Answer]],
) -> Table:
    """A row for each plan with the plan before it: how that is known, and how many objectives continue, are new, have no successor."""
    words, rows = scope.words, list[Row]()
    for later, earlier in pairs:
        found = nearest.get((later.iri, earlier.iri), ())
        by = "stated" if succession.stated.get(later.iri) == earlier.iri else "period"
        went_on = len({str(row["earlier"]) for row in found})
        rows.append(
            (
                later.linked, earlier.linked, words(f"replaced_by_{by}"), later.units, len(found),
                later.units - len(found), earlier.units - went_on,
            )
        )  # fmt: skip
    columns = (
        Column("later", words("column_later_plan")),
        Column("earlier", words("column_plan_before")),
        Column("known", words("column_known_by")),
        *(Column(name, words(f"column_{name}"), "number") for name in ("objectives", "continue", "new", "ended")),
    )
    return Table("replaced", words("continuity_replaced_table"), columns, tuple(rows), (succession.asked,))


def _objectives(
    scope: Scope,
    asked: Asked,
    pairs: Sequence[tuple[Plan, Plan]],
    nearest: Mapping[tuple[str, str], Sequence[Answer]],
) -> Table:
    """A row for each objective of a later plan: which one it continues, and the score."""
    words, rows, sources = scope.words, list[Row](), {asked.query: asked}
    for later, earlier in pairs:
        (mine, one), (theirs, other) = units_of(scope, later), units_of(scope, earlier)
        sources |= {plan.id: found for plan, found in ((later, one), (earlier, other))}
        before = {unit.iri: unit for unit in theirs}
        continued = {str(row["later"]): row for row in nearest.get((later.iri, earlier.iri), ())}
        for unit in mine:
            row = continued.get(unit.iri)
            cells: tuple[Cell, ...] = (
                (earlier.linked, before[str(row["earlier"])].linked, row["score"])
                if row
                else (earlier.linked, None, None)
            )
            rows.append((later.linked, unit.linked, *cells))
    columns = (
        Column("later", words("column_later_plan")),
        Column("objective", words("column_later_objective")),
        Column("earlier", words("column_plan_before")),
        Column("before", words("column_earlier_objective")),
        Column("score", words("column_score"), "number"),
    )
    title = words("continuity_replaced_objectives")
    return Table("replaced-objectives", title, columns, tuple(rows), tuple(sources.values()))
