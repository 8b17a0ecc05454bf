"""Concepts: the descriptors as a concept scheme that library software can read.

In: `data/vocabularies/descriptors.csv` (codes and names), `mappings/concepts/*.sssom.tsv` (candidate matches
with EuroVoc), what the plans print, and what strategies print with the same goals
(`data/vocabularies/printed-elsewhere.csv`).
Out: one SKOS graph with themes, descriptors, matches and what is printed elsewhere; faults of any SKOS graph, each with the rule it breaks.
May go wrong: a malformed table (`RegisterError`), a match that names an unknown code, relation or concept, or a
scheme that breaks a rule of SKOS (`ConceptError`). Nothing is repaired silently.
"""

from strategraph.concepts.descriptors import read_descriptors
from strategraph.concepts.elsewhere import PrintedElsewhere, elsewhere_graph, read_elsewhere
from strategraph.concepts.enrichment import enriched
from strategraph.concepts.faults import Fault
from strategraph.concepts.integrity import LANGUAGES, skos_faults
from strategraph.concepts.matches import read_matches
from strategraph.concepts.model import Descriptor, Match, PrintedLabel
from strategraph.concepts.printed import check_printed
from strategraph.concepts.scheme import descriptor_graph

__all__ = [
    "LANGUAGES",
    "Descriptor",
    "Fault",
    "Match",
    "PrintedElsewhere",
    "PrintedLabel",
    "check_printed",
    "descriptor_graph",
    "elsewhere_graph",
    "enriched",
    "read_descriptors",
    "read_elsewhere",
    "read_matches",
    "skos_faults",
]
