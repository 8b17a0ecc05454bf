"""Printed elsewhere: the descriptors that a strategy prints with a goal which a plan prints again, with others.

The portal is not consistent with itself: the plan that carries a strategy out repeats its goals, and tags some of them
differently. Which descriptors were gained and lost is derived by rule (queries/rules/020-descriptor-drift.rq).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal

from strategraph.concepts.integrity import LANGUAGES
from strategraph.errors import RegisterError
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG
from strategraph.plans import Plan
from strategraph.sources import read_rows

__all__ = ["COLUMNS", "PrintedElsewhere", "elsewhere_graph", "read_elsewhere"]

COLUMNS = ("strategy", "plan", "kind", "key", "codes", "source_cs", "source_en")


@dataclass(frozen=True, slots=True)
class PrintedElsewhere:
    """The codes that a strategy prints with the goal that is the element `kind`, `key` of a plan, and where that was seen."""

    strategy: str
    plan: str
    kind: str
    key: str
    codes: tuple[str, ...]
    source_cs: str
    source_en: str


def read_elsewhere(
    path: Path, codes: Collection[str], strategies: Collection[str], plans: Iterable[Plan]
) -> tuple[PrintedElsewhere, ...]:
    """Read printed-elsewhere.csv, in the order of its rows; no file means that nothing is known.

    Raises:
        RegisterError: naming file, line and remedy, for an unknown strategy, plan, element or code, a row
            without codes or source, or a second row on the same element and strategy.
    """
    if not path.is_file():
        return ()
    known = {plan.id: {(one.kind, one.key) for one in plan.elements} for plan in plans}
    found: dict[tuple[str, ...], PrintedElsewhere] = {}
    for line, row in read_rows(path, COLUMNS):
        place = (row["strategy"], row["plan"], row["kind"], row["key"])
        told = _fault(row, codes, strategies, known)
        if not told and place in found:
            told = f"{row['kind']} {row['key']} of {row['plan']} stands above already; keep one row for each strategy."
        if told:
            raise RegisterError(f"{path}, line {line}: {told}")
        found[place] = PrintedElsewhere(*place, tuple(row["codes"].split("|")), row["source_cs"], row["source_en"])
    return tuple(found.values())


def elsewhere_graph(rows: Iterable[PrintedElsewhere], iris: Iris) -> Graph:
    """A resource for each row: the element, the strategy, its descriptors and where they were seen."""
    graph = empty_graph()
    for row in rows:
        element = iris.element(row.plan, row.kind, row.key)
        subject = iris.elsewhere(row.strategy, row.plan, row.kind, row.key)
        graph.add((subject, RDF.type, SG.PrintedElsewhere))
        for language in LANGUAGES:
            graph.add((subject, RDFS.label, Literal(f"{row.key} – {row.strategy}", lang=language)))
        graph.add((subject, SG.ofElement, element))
        graph.add((subject, DCTERMS.source, iris.strategy(row.strategy)))
        graph.add((subject, RDFS.comment, Literal(row.source_cs, lang="cs")))
        graph.add((subject, RDFS.comment, Literal(row.source_en, lang="en")))
        for code in row.codes:
            graph.add((subject, SG.descriptor, iris.descriptor(code)))
    return graph


def _fault(
    row: dict[str, str],
    codes: Collection[str],
    strategies: Collection[str],
    known: dict[str, set[tuple[str, str]]],
) -> str:
    """What is wrong with a row by itself, or an empty string."""
    if row["strategy"] not in strategies:
        return f"there is no strategy {row['strategy']!r}; add it to mappings/registers/strategies.csv."
    if row["plan"] not in known:
        return f"there is no plan {row['plan']!r}; the plans are {', '.join(sorted(known))}."
    if (row["kind"], row["key"]) not in known[row["plan"]]:
        return f"{row['plan']} has no {row['kind']} {row['key']}; correct kind and key."
    for code in row["codes"].split("|"):
        if code not in codes:
            return f"there is no descriptor {code!r}; write codes of descriptors.csv with '|' between them."
    if not row["source_cs"] or not row["source_en"]:
        return "the source is empty; say in both languages where the codes were seen."
    return ""
