"""Triples: plans, registers, vocabularies and ontology as RDF.

In: `Plan`s, `Registers`, the tables of levels and roles, the Turtle of ontology/.
Out: one `rdflib.Graph` per named graph; sorted, byte-stable N-Triples of any graph; graphs kept as such lines, or written as such
(`Statements`); sorted files looked at where they are (`viewed`); `Provenance`, which cites passages; texts as literals (`cs`, `en`, `plain`).
May go wrong: Turtle that does not parse (`ReleaseError`), a blank node where none may be.
"""

from strategraph.triples.lines import Lines, kept_in, lines_graph, parsed
from strategraph.triples.ontology_graph import ontology_graph
from strategraph.triples.ordering import in_order, joined, lines_of_graph
from strategraph.triples.plan_graph import plan_graph
from strategraph.triples.provenance import Provenance
from strategraph.triples.registers_graph import registers_graph
from strategraph.triples.serialisation import as_graph, as_quads, lines_with, members, nquads, ntriples, with_properties
from strategraph.triples.statements import Statements
from strategraph.triples.terms import as_term, from_term
from strategraph.triples.viewing import View, first_line, viewed
from strategraph.triples.vocabulary_graph import SCHEMES, vocabulary_graph
from strategraph.triples.words import cs, en, plain

__all__ = [
    "SCHEMES",
    "Lines",
    "Provenance",
    "Statements",
    "View",
    "as_graph",
    "as_quads",
    "as_term",
    "cs",
    "en",
    "first_line",
    "from_term",
    "in_order",
    "joined",
    "kept_in",
    "lines_graph",
    "lines_of_graph",
    "lines_with",
    "members",
    "nquads",
    "ntriples",
    "ontology_graph",
    "parsed",
    "plain",
    "plan_graph",
    "registers_graph",
    "viewed",
    "vocabulary_graph",
    "with_properties",
]
