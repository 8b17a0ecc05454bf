"""The statements about one element: its text, its place, its descriptors, bodies, deadlines and quantities."""

from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS, TIME, XSD
from strategraph.plans import Deadline, Element, Plan, Quantity, Responsibility, Term
from strategraph.triples.provenance import Provenance
from strategraph.triples.words import add_both, cs, number, plain, short, yes

__all__ = ["ElementWriter"]

KIND_CLASSES = {
    "section": (SG.Section,),
    "goal": (SG.Goal,),
    "priority": (SG.Goal, SG.Priority),
    "measure": (SG.Measure,),
}
LAW = "https://opendata.eselpoint.cz/esel-esb/eli/cz/sb/"
COMPARED_BY = {"=": SCHEMA.value, ">=": SCHEMA.minValue, "<=": SCHEMA.maxValue}


class ElementWriter:
    """Writes the elements of one plan into a graph."""

    def __init__(self, graph: Graph, plan: Plan, roles: Mapping[str, Term], iris: Iris, provenance: Provenance) -> None:
        """Write into `graph`; `roles` are the common roles by their ids."""
        self._graph = graph
        self._plan = plan
        self._roles = roles
        self._iris = iris
        self._provenance = provenance

    def write(self, element: Element) -> None:
        """State everything that is known of an element."""
        subject = self._iris.element(self._plan.id, element.kind, element.key)
        self._write_text(subject, element)
        self._write_place(subject, element)
        self._write_descriptors(subject, element)
        for responsibility in element.responsibilities:
            self._write_responsibility(subject, element, responsibility)
        for deadline in element.deadlines:
            self._write_deadline(subject, element, deadline)
        for count, quantity in enumerate(element.quantities, 1):
            self._write_quantity(
                subject, self._iris.quantity(self._plan.id, element.kind, element.key, count), quantity
            )
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

    def _write_deadline(self, subject: URIRef, element: Element, deadline: Deadline) -> None:
        add = self._graph.add
        instant = self._iris.deadline(self._plan.id, element.kind, element.key, deadline.when)
        monthly = "-" in deadline.when
        when = Literal(deadline.when, datatype=XSD.gYearMonth if monthly else XSD.gYear, normalize=False)
        add((subject, SG.deadline, instant))
        add((instant, RDF.type, TIME.Instant))
        add((instant, TIME.inXSDgYearMonth if monthly else TIME.inXSDgYear, when))
        add((instant, SG.textDerived, yes(deadline.text_derived)))
        self._provenance.cite(instant, SG.sourcePassage, deadline.passage)
        add((instant, RDFS.label, cs(self._provenance.words(deadline.passage))))

    def _write_quantity(self, subject: URIRef, node: URIRef, quantity: Quantity) -> None:
        add = self._graph.add
        add((subject, SG.quantity, node))
        add((node, RDF.type, SG.Quantity))
        add((node, COMPARED_BY[quantity.comparator], Literal(quantity.value, datatype=XSD.integer)))
        add((node, SCHEMA.unitText, cs(quantity.unit)))
        add((node, SG.textDerived, yes(True)))
        self._provenance.cite(node, SG.sourcePassage, quantity.passage)
        add((node, RDFS.label, cs(self._provenance.words(quantity.passage))))
