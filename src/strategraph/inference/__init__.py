"""Finds what follows from the statements by rule, and keeps it apart from what was stated.

In: all graphs made so far and the rules, `queries/rules/*.rq`, in the order of their numbers.
Out: one graph of the statements that follow and that no graph holds already, for the graph `inferred`.
What may go wrong: `QueryFileError` for a rule that is not a SPARQL CONSTRUCT, has parameters, or makes
statements that cannot be published.
"""

from strategraph.inference.rules import infer

__all__ = ["infer"]
