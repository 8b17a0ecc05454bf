"""Is a concept scheme sound? All rules in one call, for any SKOS graph."""

from collections.abc import Sequence

from rdflib import Graph

from strategraph.concepts.faults import Fault
from strategraph.concepts.label_rules import distinct_labels, missing_labels, one_preferred_label, unique_notations
from strategraph.concepts.structure_rules import cycles, disjoint_classes, disjoint_mappings, disjoint_related, orphans

__all__ = ["LANGUAGES", "skos_faults"]

#: The languages in which every concept and scheme of ours has a name.
LANGUAGES = ("cs", "en")
RULES = (
    disjoint_classes,
    distinct_labels,
    one_preferred_label,
    unique_notations,
    orphans,
    cycles,
    disjoint_related,
    disjoint_mappings,
)


def skos_faults(graph: Graph, languages: Sequence[str] = LANGUAGES) -> tuple[Fault, ...]:
    """Faults of a SKOS graph, sorted; a sound graph gives none.

    The rules are `S9`, `S13`, `S14`, `S27` and `S46` of the SKOS Reference, and `label-missing`,
    `notation-repeated`, `not-in-scheme`, `orphan` and `cycle`, which SKOS leaves open and we do not.
    """
    faults = {fault for rule in RULES for fault in rule(graph)}
    faults.update(missing_labels(graph, languages))
    return tuple(sorted(faults))
