"""Puts a report together: its title, what it is about, what it rests on, how it is cited and what it cannot tell."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from strategraph.reports.drawings import ABOUT
from strategraph.reports.model import Asked, Provenance, Report, Section
from strategraph.reports.scope import PLANS, Plan, Scope
from strategraph.reports.words import Words

__all__ = ["composed", "of_two_sides"]

THRESHOLDS = Asked("thresholds-of-assignments", {})
STATISTICS = Asked("statistics-of-links", {})
#: So many characters of a SHA-256 tell tables apart for a reader.
_DIGITS = 12


def composed(
    scope: Scope, name: str, lead: Sequence[str], sections: Sequence[Section], limits: Sequence[str]
) -> Report:
    """A report; `limits` are the keys of sentences on what it cannot tell."""
    words = scope.words
    title = words(f"{name}_title")
    facts = _facts(scope)
    told = dict(facts)
    citation = words(
        "citation",
        title=title,
        region=_named(scope.regionals) or scope.options.region or "–",
        release=scope.release or "–",
        date=told[words("fact_date")],
        address=f"{scope.answers.base}reports/{name}",
    )
    return Report(
        name,
        words.language,
        title,
        tuple(lead),
        tuple(sections),
        Provenance(
            facts,
            tuple(words(key) for key in (*limits, "limit_layer", "limit_source")),
            citation,
            (ABOUT, PLANS, THRESHOLDS, *(() if scope.is_published else (STATISTICS,))),
        ),
    )


def of_two_sides(name: str, make: Callable[[Scope, Plan], Report]) -> Callable[[Scope], Report]:
    """What makes a report of a national plan and regional ones; where a side is missing, the report says that and no more."""

    def made(scope: Scope) -> Report:
        if scope.national is None or not scope.regionals:
            return composed(scope, name, (scope.missing(),), (), ())
        return make(scope, scope.national)

    return made


def _facts(scope: Scope) -> tuple[tuple[str, str], ...]:
    words = scope.words
    about = next(iter(scope.answers.rows(ABOUT)), {})
    layer = words(f"layer_{scope.layer}")
    return (
        (words("fact_release"), scope.release or words("unknown")),
        (words("fact_date"), str(about.get("modified", words("unknown")))),
        (words("fact_licence"), str(about.get("licence", words("unknown")))),
        (words("fact_national"), _named([scope.national] if scope.national else [])),
        (words("fact_regional"), _named(scope.regionals) or words("none")),
        *_reckoned(scope),
        (words("fact_layer"), f"{scope.layer}: {layer}"),
        (words("fact_threshold"), words("threshold")),
        *((words("fact_assigned"), words("assigned", weight=words.number(one))) for one in _thresholds(scope)),
    )


def _reckoned(scope: Scope) -> list[tuple[str, str]]:
    """That the links of the report are not those of the release, where they are not."""
    if scope.is_published:
        return []
    words, options = scope.words, scope.options
    told = words("reckoned", upper=words(f"level_{options.from_level}"), lower=words(f"level_{options.to_level}"))
    return [(words("fact_levels"), told), *_other_statistics(scope)]


def _other_statistics(scope: Scope) -> Iterator[tuple[str, str]]:
    """By which statistics the links weigh that were reckoned here, where those of the release weigh by others."""
    if scope.national is None or not scope.regionals:
        return
    words, kept = scope.words, scope.statistics
    here = (kept.version, kept.day, kept.sha256) if kept else None
    rows = (row for row in scope.answers.rows(STATISTICS) if row["layer"] == scope.layer)
    there = next(((int(str(row["version"])), str(row["day"]), str(row["digest"])) for row in rows), None)
    if here != there:
        yield words("fact_statistics"), words("other_statistics", here=_table(words, here), there=_table(words, there))


def _table(words: Words, table: tuple[int, str, str] | None) -> str:
    """Version, day and SHA-256 of the statistics for a reader."""
    if table is None:
        return words("counted_anew")
    version, day, digest = table
    return words("table_of_statistics", version=version, day=day, digest=digest[:_DIGITS])


def _thresholds(scope: Scope) -> list[Decimal]:
    """The sums of weights from which on rules assigned descriptors; none where none was, or none that counts."""
    found = (row["threshold"] for row in scope.answers.rows(THRESHOLDS))
    return [one for one in found if isinstance(one, Decimal)] if scope.layer == "all" else []


def _named(plans: Sequence[Plan]) -> str:
    return "; ".join(f"{plan.title} ({plan.id})" for plan in plans)
