"""Finds what follows from the statements, and keeps it apart from what was stated.

In: all graphs made so far, the ontology, and the rules, `queries/rules/*.rq`, in the order of their numbers.
Out: one graph of the statements that follow and that no graph holds already, for the graph `inferred`. Rules derive
them at any size; up to a stated size the reasoner for OWL 2 RL derives the same from the axioms, as an oracle.
What may go wrong: `QueryFileError` for a rule that is not a SPARQL CONSTRUCT, has parameters, or makes
statements that cannot be published; `InferenceError` where statements contradict the ontology, or rules and axioms
differ.
"""

from strategraph.inference.closure import entailed, projection, units_of
from strategraph.inference.oracle import QUADRATIC, compare
from strategraph.inference.rules import infer

__all__ = ["QUADRATIC", "compare", "entailed", "infer", "projection", "units_of"]
