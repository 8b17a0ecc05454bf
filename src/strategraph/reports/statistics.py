"""The report on statistics: how sure coverage is, whether it is more than chance, how two regions compare, how stable orders are."""

from collections.abc import Mapping
from decimal import Decimal

from strategraph.pictures import Share
from strategraph.reports.composing import composed
from strategraph.reports.drawings import intervals
from strategraph.reports.model import Asked, Cell, Column, Linked, Report, Row, Section, Table
from strategraph.reports.region_coverage import DEALS, MOST_PLANS, MOST_UNITS, RegionCoverage, compared, region_coverage
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.stability import DRAWS, MOST_LINKS, influences, layer_orders, stabilities
from strategraph.reports.units import named, units_of

__all__ = ["statistics"]

#: Decimal places of what is reckoned.
PLACES = Decimal("0.0001")


def statistics(scope: Scope, national: Plan) -> Report:
    """Coverage with intervals and beyond chance, comparisons of regions, and the stability of orders."""
    words = scope.words
    sections = (
        Section("chance", words("statistics_chance"), (), (_coverage(scope, national),)),
        Section("comparison", words("statistics_comparison"), (), (_comparisons(scope, national),)),
        Section(
            "stability",
            words("statistics_stability"),
            (words("statistics_stability_words"),),
            (_descriptors(scope, national), _objectives(scope, national), _layers(scope, national)),
        ),
    )
    limits = ("limit_sample", "limit_deals", "limit_draws", "limit_link")
    return composed(scope, "statistics", (words("statistics_lead"),), sections, limits)


def _coverage(scope: Scope, national: Plan) -> Table:
    rows, asked = region_coverage(scope, national)
    columns = _columns(
        scope,
        "plan territory objectives:number served:number share:share low:share high:share "
        "expected:number chance_low:number chance_high:number corrected:number p_chance:number",
    )
    made = []
    for one in rows:
        chance: tuple[Cell, ...] = (None,) * 5
        if one.chance:
            few, many = (int(limit) for limit in (one.chance.range.low, one.chance.range.high))
            chance = (_rounded(one.chance.expected), few, many, _rounded(one.corrected), _rounded(one.chance.p))
        low, high = (one.interval.low, one.interval.high) if one.interval else (None, None)
        counts = (one.objectives, one.served, _rounded(one.share), _rounded(low), _rounded(high))
        made.append((one.plan.linked, one.plan.territory, *counts, *chance))
    note = scope.words("statistics_chance_note", deals=DEALS, units=MOST_UNITS)
    title, names = scope.words("statistics_chance_table"), (scope.words("interval"), scope.words("by_chance"))
    drawn = [
        Share(one.plan.title, _sure(one.share), _sure(one.interval.low), _sure(one.interval.high), _by_chance(one))
        for one in rows
        if one.interval and one.share is not None
    ]
    picture = intervals(scope, "statistics", title, names, drawn, len(drawn))
    return Table("chance", title, columns, tuple(made), asked, note, picture=picture)


def _by_chance(one: RegionCoverage) -> tuple[Decimal, Decimal] | None:
    """What chance gives, as shares of the objectives."""
    if not one.chance:
        return None
    limits = (one.chance.range.low, one.chance.range.high)
    few, many = (_sure(limit / one.objectives) for limit in limits)
    return few, many


def _comparisons(scope: Scope, national: Plan) -> Table:
    rows, asked = compared(scope, national)
    columns = _columns(
        scope,
        "first second both:number only_first:number only_second:number neither:number "
        "difference:share low:share high:share p_equal:number q:number",
    )
    made = []
    for one in rows:
        seen = one.seen
        low, high = (one.interval.low, one.interval.high) if one.interval else (None, None)
        counts = (seen.both, seen.first, seen.second, seen.neither)
        sure = (_rounded(one.difference), _rounded(low), _rounded(high), _rounded(one.p), _rounded(one.q))
        made.append((one.first.linked, one.second.linked, *counts, *sure))
    title, note = scope.words("statistics_comparison_table"), scope.words("statistics_comparison_note")
    return Table(
        "comparisons", title, columns, tuple(made), asked, note, _too_many(scope, "statistics_comparison_none")
    )


def _descriptors(scope: Scope, national: Plan) -> Table:
    rows, asked = influences(scope, national)
    names, asked_names = _names(scope)
    columns = _columns(scope, "plan descriptor links_left:number objectives_left:number tau:number overlap:number")
    made = tuple(
        (
            one.plan.linked,
            names[one.notation],
            one.links,
            one.served,
            _rounded(one.tau),
            _rounded(one.overlap),
        )
        for one in rows
    )
    title, note = (
        scope.words("statistics_descriptors_table"),
        scope.words("statistics_descriptors_note", links=MOST_LINKS),
    )
    return Table("descriptors", title, columns, made, (*asked, asked_names), note, _too_many(scope, "alignment_none"))


def _objectives(scope: Scope, national: Plan) -> Table:
    rows, asked = stabilities(scope, national)
    names, asked_names = _names(scope)
    units: dict[str, Linked] = {}
    asked_units = []
    for plan in dict.fromkeys((national, *(one.plan for one in rows))):
        found, one_asked = units_of(scope, plan)
        units |= {unit.iri: unit.linked for unit in found}
        asked_units.append(one_asked)
    columns = _columns(
        scope,
        "objective territory best_priority links_several:number left_out:number kept:number support:share "
        "least_tau:number least_overlap:number decisive",
    )
    place = {iri: number for number, iri in enumerate(units)}
    made: list[Row] = []
    for one in sorted(rows, key=lambda one: (scope.regionals.index(one.plan), place[one.objective])):
        ends = (units[one.objective], one.plan.territory, units[one.best])
        times = (one.links, one.left_out, one.kept, _rounded(one.support))
        least = (_rounded(one.least_tau), _rounded(one.least_overlap))
        made.append((*ends, *times, *least, names[one.decisive]))
    title = scope.words("statistics_objectives_table")
    note = scope.words("statistics_objectives_note", draws=DRAWS, links=MOST_LINKS)
    empty = _too_many(scope, "statistics_objectives_none")
    return Table("objectives", title, columns, tuple(made), (*asked, asked_names, *asked_units), note, empty)


def _layers(scope: Scope, national: Plan) -> Table:
    rows, asked = layer_orders(scope, national)
    columns = _columns(scope, "plan layer links_all:number objectives_left:number tau:number overlap:number")
    made = tuple(
        (one.plan.linked, one.layer, one.links, one.served, _rounded(one.tau), _rounded(one.overlap)) for one in rows
    )
    title = scope.words("statistics_layers_table", layer=scope.layer)
    note = scope.words("statistics_layers_note")
    return Table("layers", title, columns, made, asked, note, _too_many(scope, "alignment_none"))


def _columns(scope: Scope, keys: str) -> tuple[Column, ...]:
    """Columns by their keys, each with its kind after a colon if that is not text."""
    parts = (key.partition(":") for key in keys.split())
    return tuple(Column(key, scope.words(f"statistics_column_{key}"), kind or "text") for key, _, kind in parts)


def _names(scope: Scope) -> tuple[Mapping[str, Linked], Asked]:
    """Descriptors as tables name them, by their codes."""
    rows, asked = scope.rows("descriptors-of-units", layer=scope.layer)
    return {
        str(row["notation"]): Linked(named(str(row["notation"]), scope.words.of(row, "label")), str(row["descriptor"]))
        for row in rows
    }, asked


def _too_many(scope: Scope, otherwise: str) -> str:
    """What to say of a table without rows."""
    if len(scope.regionals) > MOST_PLANS:
        return scope.words("statistics_too_many", plans=MOST_PLANS, number=len(scope.regionals))
    return scope.words(otherwise)


def _sure(value: float) -> Decimal:
    return Decimal(value).quantize(PLACES) + 0


def _rounded(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(PLACES) + 0  # no negative zero
