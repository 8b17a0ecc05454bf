"""The graph `assignments`: descriptors that no document prints, each with who gave it and on which words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from rdflib import Graph, Literal, URIRef

from strategraph.concepts import Descriptor
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG, XSD
from strategraph.plans import Plan
from strategraph.settings import Subjects
from strategraph.sources import Document
from strategraph.subjects.decisions import Decided
from strategraph.subjects.model import APPROVED, ASSIGNED, LEXICON, Match, Subject
from strategraph.triples import Provenance, Statements, cs, en, lines_graph, plain

__all__ = ["assignments_graph", "decimal"]


def assignments_graph(
    decided: Iterable[tuple[Plan, Document, Decided]],
    descriptors: Iterable[Descriptor],
    lexicon_version: str,
    subjects: Subjects,
    iris: Iris,
) -> Graph:
    """All statements of the graph; only what is assigned or approved becomes a descriptor of the element.

    The evidence is Web Annotation passages of the source document (Provenance), as for everything else in the
    graph. No blank nodes.
    """
    graph = Statements()
    writer = _Writer(graph, {one.code: one for one in descriptors}, lexicon_version, subjects, iris)
    for plan, document, held in decided:
        writer.write(plan, document, held.subjects)
    return lines_graph([graph.lines])


class _Writer:
    """Writes what holds for elements into a graph."""

    def __init__(
        self,
        graph: Statements,
        descriptors: dict[str, Descriptor],
        lexicon_version: str,
        subjects: Subjects,
        iris: Iris,
    ) -> None:
        self._graph = graph
        self._descriptors = descriptors
        self._version = lexicon_version
        self._subjects = subjects
        self._iris = iris

    def write(self, plan: Plan, document: Document, held: Sequence[Subject]) -> None:
        provenance = Provenance(self._graph, self._iris, document)
        for subject in held:
            self._write_subject(plan.id, subject)
            for number, match in enumerate(subject.matches, 1):
                self._write_evidence(plan.id, subject, number, match, provenance)

    def _write_subject(self, plan_id: str, subject: Subject) -> None:
        add, iris = self._graph.add, self._iris
        element = iris.element(plan_id, subject.kind, subject.key)
        descriptor = iris.descriptor(subject.code)
        assignment = iris.assignment(plan_id, subject.kind, subject.key, subject.code)
        add((assignment, RDF.type, SG.DescriptorAssignment))
        add((assignment, SG.target, element))
        add((assignment, SG.descriptor, descriptor))
        add((assignment, SG.weight, decimal(subject.score)))
        add((assignment, SG.status, plain(subject.status)))
        add((assignment, SG.method, plain(subject.method)))
        add((assignment, RDFS.label, cs(self._descriptors[subject.code].label_cs)))
        add((assignment, RDFS.label, en(self._descriptors[subject.code].label_en)))
        if subject.matches:
            add((assignment, SG.lexiconVersion, plain(self._version)))
        if subject.method == LEXICON:
            add((assignment, SG.threshold, decimal(self._subjects.assigned)))
        if subject.status in (ASSIGNED, APPROVED):
            add((element, SG.hasDescriptor, descriptor))
            add((element, DCTERMS.subject, descriptor))
        if subject.who:
            add((assignment, SG.decidedBy, plain(subject.who)))
            add((assignment, SG.decidedOn, Literal(subject.when, datatype=XSD.date)))
        if subject.why:
            add((assignment, SG.reason, plain(subject.why)))

    def _write_evidence(
        self, plan_id: str, subject: Subject, number: int, match: Match, provenance: Provenance
    ) -> None:
        add, place = self._graph.add, (plan_id, subject.kind, subject.key, subject.code)
        assignment: URIRef = self._iris.assignment(*place)
        evidence = self._iris.evidence(*place, number)
        add((assignment, SG.evidence, evidence))
        add((evidence, RDF.type, SG.Evidence))
        add((evidence, RDFS.label, cs(match.words)))
        add((evidence, SG.matchedTerm, cs(match.term)))
        add((evidence, SG.weight, decimal(match.weight)))
        add((evidence, SG.foundIn, plain(match.where)))
        for passage in match.places:
            provenance.cite(evidence, SG.sourcePassage, passage)
            provenance.cite(assignment, SG.sourcePassage, passage)


@lru_cache(maxsize=1024)
def decimal(value: float) -> Literal:
    """A number as xsd:decimal, always with a decimal point."""
    exact = Decimal(str(float(value)))
    return Literal(f"{exact:f}", datatype=XSD.decimal)
