"""The tables of the alignment explorer as lists for programs: one row for an objective, a section, a descriptor or a link."""

from collections.abc import Sequence
from dataclasses import replace

from strategraph.pages.choice import Choice
from strategraph.pages.lists import Cell, Listing
from strategraph.pages.matrix import Place, counted
from strategraph.pages.pairs import Pair, Pairs, Plan, Unit
from strategraph.web import HttpProblem

__all__ = ["MAX_LISTED", "descriptor_table", "pair_table", "section_table", "unit_table"]

#: Links in one part of a list, and cells of a wide table.
MAX_LISTED, MAX_CELLS = 10_000, 1_000_000


def unit_table(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Listing:
    """One row for each objective, one column for each priority, named by its IRI: the score, or nothing.

    Raises:
        HttpProblem: 400 if that would be more than a million cells.
    """
    rows = [unit for unit in known.objectives if choice.has_objective(unit, base)]
    columns = [unit for unit in known.priorities if choice.has_priority(unit, base)]
    if len(rows) * len(columns) > MAX_CELLS:
        raise HttpProblem(
            400,
            f"{len(rows)} objectives by {len(columns)} priorities are too many for one table; choose plans, or take "
            "/alignment/links, which has a row for each link.",
            f"Cílů je {len(rows)} a priorit {len(columns)}, na jednu tabulku příliš; vyberte plány, nebo vezměte "
            "/alignment/links, kde má každá vazba svůj řádek.",
        )
    scores = {(pair.objective.iri, pair.priority.iri): pair.score for pair in pairs}
    return Listing(
        "alignment-matrix",
        ("objective", "notation", "label", "plan", "section", *(unit.iri for unit in columns)),
        [[*_told(unit), _section(unit), *(scores.get((unit.iri, other.iri)) for other in columns)] for unit in rows],
    )


def section_table(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Listing:
    """One row for each section of a national plan and each regional plan that links lead between."""
    counts = counted(pairs, lambda pair: (pair.objective.place, pair.priority.plan.id))
    places = {unit.place: Place(unit.plan, unit.section) for unit in known.objectives}
    return Listing(
        "alignment-of-sections",
        ("national_plan", "section", "section_label", "regional_plan", "links", "specific_links", "best_score"),
        [
            [place.plan.iri, *((place.section.iri, place.section.label) if place.section else (None, None)),
             known.plans[regional].iri, count.total, count.specific, count.best]
            for place in places.values() for regional in known.plans
            if (count := counts[place.iri, regional]).total
        ],
    )  # fmt: skip


def descriptor_table(known: Pairs, pairs: Sequence[Pair], choice: Choice, base: str) -> Listing:
    """One row for each descriptor and each regional plan: who carries it, and the links that rest on it."""
    national = [
        plan.id for plan in known.plans.values() if plan.national and plan.id in (choice.national or known.plans)
    ]
    regional = dict.fromkeys(unit.plan for unit in known.priorities if choice.has_priority(unit, base))
    rows: list[list[Cell]] = []
    for code, label in known.labels.items():
        counts = counted((pair for pair in pairs if code in pair.codes), lambda pair: pair.priority.plan.id)
        objectives = sum(known.carriers.get((choice.layer, code, plan), 0) for plan in national)
        for plan in regional if choice.descriptor in ("", code) else ():
            priorities = known.carriers.get((choice.layer, code, plan.id), 0)
            count = counts[plan.id]
            rows.append(
                [label[""], code, label.get("cs"), label.get("en"), *_region(plan),
                 objectives, priorities, count.total, count.specific, count.best if count.total else None]
            )  # fmt: skip
    return Listing(
        "descriptors-by-region",
        ("descriptor", "code", "label_cs", "label_en", "regional_plan", "territory_cs", "territory_en",
         "objectives", "priorities", "links", "specific_links", "best_score"),
        rows,
    )  # fmt: skip


def pair_table(pairs: Sequence[Pair], choice: Choice, following: str) -> Listing:
    """One row for each link, at most ten thousand; `following` is the address of the next."""
    first = (choice.page - 1) * MAX_LISTED
    listing = Listing(
        "alignments",
        ("link", "layer", "objective", "objective_notation", "objective_label", "national_plan", "section",
         "priority", "priority_notation", "priority_label", "regional_plan", "territory_cs", "territory_en",
         "score", "link_class", "period_overlap", "shared_descriptors", "rank_of_objective", "rank_of_priority",
         "p_value", "q_value"),
        [
            [pair.iri, pair.layer, *_told(pair.objective), _section(pair.objective), *_told(pair.priority),
             *_region(pair.priority.plan)[1:], pair.score, pair.link_class, pair.overlap, " ".join(pair.codes),
             pair.rank, pair.back, pair.p, pair.q]
            for pair in pairs[first : first + MAX_LISTED]
        ],
    )  # fmt: skip
    return replace(listing, next=following) if first + MAX_LISTED < len(pairs) else listing


def _told(unit: Unit) -> tuple[Cell, ...]:
    return (unit.iri, unit.notation or None, unit.label, unit.plan.iri)


def _section(unit: Unit) -> Cell:
    return unit.section.iri if unit.section else None


def _region(plan: Plan) -> tuple[Cell, ...]:
    return (plan.iri, plan.territory_cs or None, plan.territory_en or None)
