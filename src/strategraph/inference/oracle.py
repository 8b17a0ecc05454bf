"""The oracle: rules and axioms have to say the same, triple for triple, in the terms that axioms speak of."""

from collections.abc import Set

from rdflib import RDF, Graph

from strategraph.errors import InferenceError
from strategraph.inference.closure import Triple
from strategraph.namespaces import SG

__all__ = ["QUADRATIC", "compare"]

#: Rules whose statements grow with the square of the number of units; above a stated size they do not run.
QUADRATIC = ("040-shared-descriptors", "045-shared-with-priority", "050-shared-themes")
#: What axioms entail for a projection; the other rules say what OWL RL cannot: a direction, and what is not the case.
_COMMON = (SG.descriptorOf, SG.sharesDescriptorWith)


def compare(by_rule: Graph, by_axiom: Set[Triple]) -> None:
    """Hold what the rules derived against what the axioms entail.

    Types are left out where a rule states them first: the axioms say of a unit only that it is what it was stated to be.

    Raises:
        InferenceError: naming the first statement that only one of them has.
    """
    ruled = {triple for triple in by_rule if triple[1] in _COMMON}
    axioms = {triple for triple in by_axiom if triple[1] != RDF.type or triple not in by_rule}
    for only, other, triples in (("rules", "axioms", ruled - axioms), ("axioms", "rules", axioms - ruled)):
        if triples:
            subject, predicate, value = min(triples, key=str)
            raise InferenceError(
                f"The {only} derive <{subject}> <{predicate}> <{value}>, which the {other} do not, and {len(triples) - 1} statements "
                "more: correct queries/rules or the axioms of ontology/strategraph.ttl."
            )
