"""The statements about one element: its text, its place, its descriptors and bodies, and what it states of times, numbers and money."""

from collections.abc import Mapping

from rdflib import Literal, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS, XSD
from strategraph.plans import Element, Plan, Responsibility, Term
from strategraph.triples.provenance import Provenance
from strategraph.triples.stated_graph import StatedWriter
from strategraph.triples.statements import Statements
from strategraph.triples.words import add_both, cs, number, plain, short, yes

__all__ = ["ElementWriter"]

KIND_CLASSES = {
    "section": (SG.Section,),
    "goal": (SG.Goal,),
    "priority": (SG.Goal, SG.Priority),
    "measure": (SG.Measure,),
}
LAW = "https://opendata.eselpoint.cz/esel-esb/eli/cz/sb/"


class ElementWriter:
    """Writes the elements of one plan into a graph."""

    def __init__(
        self, graph: Statements, plan: Plan, roles: Mapping[str, Term], iris: Iris, provenance: Provenance
    ) -> None:
        """Write into `graph`; `roles` are the common roles by their ids."""
        self._graph = graph
        self._plan = plan
        self._roles = roles
        self._iris = iris
        self._provenance = provenance
        self._stated = StatedWriter(graph, plan.id, iris, provenance)

    def write(self, element: Element) -> None:
        """State everything that is known of an element."""
        subject = self._iris.element(self._plan.id, element.kind, element.key)
        self._write_text(subject, element)
        self._write_place(subject, element)
        self._write_descriptors(subject, element)
        for responsibility in element.responsibilities:
            self._write_responsibility(subject, element, responsibility)
        self._stated.write(subject, element)
        for law in element.laws:
            self._graph.add((subject, DCTERMS.references, URIRef(f"{LAW}{law.year}/{law.number}")))

    def _write_text(self, subject: URIRef, element: Element) -> None:
        add = self._graph.add
        for kind in (SG.Element, *KIND_CLASSES[element.kind]):
            add((subject, RDF.type, kind))
        add((subject, DCTERMS.description, cs(element.text)))
        add((subject, RDFS.label, cs(short(element.text))))
        if element.notation:
            add((subject, SKOS.notation, plain(element.notation)))
        if element.printed_notation != element.notation:
            add((subject, SG.printedNotation, plain(element.printed_notation)))
        if element.derived_notation:
            add((subject, SG.derivedNotation, plain(element.derived_notation)))
        if element.truncated:
            add((subject, SG.truncated, yes(True)))
        for remark in element.remarks:
            add_both(self._graph, subject, SG.remark, remark.cs, remark.en)
        for place in element.passages:
            self._provenance.cite(subject, SG.sourcePassage, place)
        for place in element.repeats:
            self._provenance.cite(subject, SG.repeatedIn, place)

    def _write_place(self, subject: URIRef, element: Element) -> None:
        add, plan = self._graph.add, self._iris.plan(self._plan.id)
        add((subject, DCTERMS.isPartOf, plan))
        add((subject, SG.partOf, plan))
        add((subject, SG.level, self._iris.own_level(self._plan.id, element.level)))
        if element.position is not None:
            add((subject, SCHEMA.position, number(element.position)))
        if element.parent:
            add((subject, SG.parent, self._iris.element(self._plan.id, *element.parent)))
        if element.parent_uncertain:
            add((subject, SG.parentUncertain, yes(True)))

    def _write_descriptors(self, subject: URIRef, element: Element) -> None:
        add = self._graph.add
        for printed in element.descriptors:
            descriptor = self._iris.descriptor(printed.code)
            assignment = self._iris.assignment(self._plan.id, element.kind, element.key, printed.code)
            add((subject, SG.hasDescriptor, descriptor))
            add((subject, DCTERMS.subject, descriptor))
            add((assignment, RDF.type, SG.DescriptorAssignment))
            add((assignment, SG.target, subject))
            add((assignment, SG.descriptor, descriptor))
            add((assignment, SG.weight, Literal("1.0", datatype=XSD.decimal)))
            add((assignment, SG.status, plain("printed")))
            add((assignment, SG.method, plain("printed")))
            self._provenance.cite(assignment, SG.sourcePassage, printed.passage)
            add((assignment, RDFS.label, cs(self._provenance.words(printed.passage))))

    def _write_responsibility(self, subject: URIRef, element: Element, statement: Responsibility) -> None:
        add = self._graph.add
        for body in statement.bodies:
            responsibility = self._iris.responsibility(
                self._plan.id, element.kind, element.key, statement.role, body.slug
            )
            add((subject, SG.responsibility, responsibility))
            add((responsibility, RDF.type, SG.Responsibility))
            add((responsibility, SG.responsibleFor, subject))
            add((responsibility, SG.body, self._iris.body(body.slug)))
            add((responsibility, DCAT.hadRole, self._iris.role(statement.role)))
            self._provenance.cite(responsibility, SG.sourcePassage, statement.passage)
            self._provenance.cite(responsibility, SG.bodyPassage, body.passage)
            words, role = self._provenance.words(body.passage), self._roles[statement.role]
            add_both(self._graph, responsibility, RDFS.label, f"{role.label_cs}: {words}", f"{role.label_en}: {words}")
