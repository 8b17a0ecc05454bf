"""The one place where owlrl is called: what the axioms of the ontology entail for the aligned units, and nothing else.

The reasoner sees a projection: the ontology, the types of the aligned units and their descriptors. Left out are
mappings (`skos:broadMatch` entails `skos:broader`, which would make one theme of six descriptors through a foreign
concept), everything that is not compared, and `sg:partOf`, whose transitive closure would give an element two wholes
where queries ask for its plan. OWL RL is cubic in places: the projection of a hundred units takes seconds.
"""

from collections.abc import Mapping

from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from strategraph.errors import InferenceError
from strategraph.graphs import empty_graph
from strategraph.namespaces import SG
from strategraph.triples import from_term, members, with_properties

__all__ = ["UNITS", "entailed", "projection", "units_of"]

#: The classes of what alignment compares.
UNITS = (
    SG.EuropeanObjective, SG.NationalObjective, SG.RegionalPriority, SG.MicroregionalPriority, SG.MunicipalPriority,
)  # fmt: skip
#: The class of what owlrl says of a contradiction.
_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
_OURS = str(URIRef(SG))
#: What the ontology tells people of a term: nothing follows from it, and it is half of the ontology.
_FOR_PEOPLE = frozenset({RDFS.label, RDFS.isDefinedBy, SKOS.definition})
Triple = tuple[Node, Node, Node]


def units_of(graphs: Mapping[URIRef, Graph]) -> frozenset[Node]:
    """Everything that is an aligned unit in any of the graphs."""
    return frozenset(unit for graph in graphs.values() for unit in members(graph, UNITS))


def projection(graphs: Mapping[URIRef, Graph], units: frozenset[Node]) -> Graph:
    """What the reasoner may know of the units: their types among our classes, and their descriptors."""
    seen = empty_graph()
    for graph in graphs.values():
        for one in with_properties(graph, (RDF.type, SG.hasDescriptor)):
            unit, property_, value = from_term(one.subject), from_term(one.predicate), from_term(one.object)
            if unit in units and (property_ != RDF.type or str(value).startswith(_OURS)):
                seen.add((unit, property_, value))
    return seen


def entailed(seen: Graph, ontology: Graph) -> frozenset[Triple]:
    """What follows from a projection by OWL 2 RL, in terms of ours and without what was stated; no links to oneself.

    Types that only follow from a domain or range of a term of others are no statements in terms of ours.

    Raises:
        InferenceError: if the statements contradict the ontology.
    """
    whole = empty_graph()
    for triple in (*ontology, *seen):
        if triple[1] not in _FOR_PEOPLE:
            whole.add(triple)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    told = sorted(
        str(text) for fault in whole.subjects(RDF.type, _ERROR) for text in whole.objects(fault) if text != _ERROR
    )
    if told:
        raise InferenceError(
            f"The statements contradict the ontology: {told[0]} Correct them, or ontology/strategraph.ttl."
        )
    return frozenset(
        (subject, predicate, value)
        for subject, predicate, value in whole
        if subject != value
        and not str(subject).startswith(_OURS)
        and (subject, predicate, value) not in seen
        and (str(predicate).startswith(_OURS) or (predicate == RDF.type and str(value).startswith(_OURS)))
        and (subject, predicate, value) not in ontology
    )
