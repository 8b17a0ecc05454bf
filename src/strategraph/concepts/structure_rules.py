"""Rules about structure: schemes (SKOS Reference, section 4), hierarchy (8) and mappings (10)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rdflib import Graph, URIRef
from rdflib.term import Node

from strategraph.concepts.faults import Fault
from strategraph.namespaces import RDF, SKOS

__all__ = ["cycles", "disjoint_classes", "disjoint_mappings", "disjoint_related", "orphans"]

Links = Mapping[Node, set[Node]]
#: What entails skos:broaderTransitive upwards, and downwards (SKOS S22, S25, S26, S41, S43).
UPWARDS = (SKOS.broader, SKOS.broaderTransitive, SKOS.broadMatch)
DOWNWARDS = (SKOS.narrower, SKOS.narrowerTransitive, SKOS.narrowMatch)
RELATED = (SKOS.related, SKOS.relatedMatch)


def disjoint_classes(graph: Graph) -> Iterator[Fault]:
    """SKOS S9: nothing is both a concept and a concept scheme, said or implied (S4 to S8, S19)."""
    schemes = {*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.subjects(SKOS.hasTopConcept)}
    concepts = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(SKOS.topConceptOf)}
    for predicate in (SKOS.inScheme, SKOS.topConceptOf):
        schemes.update(graph.objects(None, predicate))
    concepts.update(graph.objects(None, SKOS.hasTopConcept))
    for predicate in (*UPWARDS, *DOWNWARDS, *RELATED):
        for subject, other in graph.subject_objects(predicate):
            concepts.update((subject, other))
    for subject in schemes & concepts:
        message = f"<{subject}> is used as a concept and as a concept scheme; give one of them another IRI."
        yield Fault("S9", str(subject), message)


def orphans(graph: Graph) -> Iterator[Fault]:
    """Ours: every concept is in a scheme, and is a top concept or has a broader one."""
    above = _links(graph, (SKOS.broader,), (SKOS.narrower,))
    tops = {*graph.subjects(SKOS.topConceptOf), *graph.objects(None, SKOS.hasTopConcept)}
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        if concept not in tops and (concept, SKOS.inScheme, None) not in graph:
            yield Fault("not-in-scheme", str(concept), f"<{concept}> is in no concept scheme; add skos:inScheme.")
        if concept not in tops and not above.get(concept):
            message = f"<{concept}> has no broader concept and is not a top concept; add one or the other."
            yield Fault("orphan", str(concept), message)


def cycles(graph: Graph) -> Iterator[Fault]:
    """Ours (SKOS 8.6.8 leaves cycles open): no concept is broader than itself; one fault for each knot."""
    above = _links(graph, UPWARDS, DOWNWARDS)
    reach = {concept: _reachable(concept, above) for concept in above}
    told: set[Node] = set()
    for concept in sorted((concept for concept in reach if concept in reach[concept]), key=str):
        if concept in told:
            continue
        knot = {other for other in reach[concept] if concept in reach.get(other, ())}
        told |= knot
        listed = ", ".join(f"<{other}>" for other in sorted(knot, key=str))
        message = f"These concepts are broader than themselves: {listed}; remove one skos:broader."
        yield Fault("cycle", str(concept), message)


def disjoint_related(graph: Graph) -> Iterator[Fault]:
    """SKOS S27: related is disjoint with broaderTransitive, in either direction (S23)."""
    above = _links(graph, UPWARDS, DOWNWARDS)
    for concept, related in _links(graph, RELATED, RELATED).items():
        for other in related & _reachable(concept, above):
            message = f"<{concept}> is related to <{other}>, which is also broader; keep the hierarchy or the relation."
            yield Fault("S27", str(concept), message)


def disjoint_mappings(graph: Graph) -> Iterator[Fault]:
    """SKOS S46: exactMatch, symmetric and transitive (S44, S45), is disjoint with broadMatch and relatedMatch."""
    exact = _links(graph, (SKOS.exactMatch,), (SKOS.exactMatch,))
    for predicate in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
        name = str(predicate).removeprefix(str(SKOS))
        for subject, other in graph.subject_objects(predicate):
            if other in _reachable(subject, exact):
                message = f"<{subject}> matches <{other}> exactly and by {name}; keep one of the two."
                yield Fault("S46", str(subject), message)


def _links(graph: Graph, forward: tuple[URIRef, ...], backward: tuple[URIRef, ...]) -> Links:
    """Where one step leads from each node: along `forward`, and against `backward`."""
    links: dict[Node, set[Node]] = defaultdict(set)
    for predicate in forward:
        for subject, other in graph.subject_objects(predicate):
            links[subject].add(other)
    for predicate in backward:
        for subject, other in graph.subject_objects(predicate):
            links[other].add(subject)
    return dict(links)


def _reachable(start: Node, links: Links) -> set[Node]:
    """All nodes one or more steps away; `start` itself only if a way leads back to it."""
    reached: set[Node] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(links.get(node, ()))
    return reached
