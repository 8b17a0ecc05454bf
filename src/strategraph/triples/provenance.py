"""Provenance: the document of a plan, and passages of it as Web Annotation resources."""

from collections import Counter

from rdflib import Literal, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, OA, RDF, RDFS, SCHEMA, SG, XSD
from strategraph.plans import Passage, Plan
from strategraph.sources import Document
from strategraph.triples.statements import Statements
from strategraph.triples.words import cs, number, offset, plain

__all__ = ["Provenance"]


class Provenance:
    """Adds passages of one document to a graph."""

    def __init__(self, graph: Statements, iris: Iris, document: Document) -> None:
        """Write into `graph`."""
        self._graph = graph
        self._iris = iris
        self._document = document
        self._plan_id = document.manifest.plan_id
        self._described: set[URIRef] = set()

    def cite(self, subject: URIRef, predicate: URIRef, place: Passage) -> None:
        """State that `subject` stands on a passage (Web Annotation Data Model, sections 3.2.4 and 4)."""
        passage = self._iris.passage(self._plan_id, place.start, place.end)
        self._graph.add((subject, predicate, passage))
        if passage not in self._described:  # a heading speaks for all elements below it
            self._described.add(passage)
            self._describe(passage, place)

    def _describe(self, passage: URIRef, place: Passage) -> None:
        selector = self._iris.selector(self._plan_id, place.start, place.end)
        add = self._graph.add
        add((passage, RDF.type, OA.SpecificResource))
        add((passage, OA.hasSource, self._iris.document(self._plan_id)))
        add((passage, OA.hasSelector, selector))
        add((passage, SG.line, number(place.line)))
        add((passage, SG.quote, plain(self.words(place))))
        if place.page is not None:
            add((passage, SG.page, number(place.page)))
        add((selector, RDF.type, OA.TextPositionSelector))
        add((selector, OA.start, offset(place.start)))
        add((selector, OA.end, offset(place.end)))

    def words(self, place: Passage) -> str:
        """The words of a passage, exactly as printed."""
        return self._document.characters(place.start, place.end)

    def describe_document(self, plan: Plan) -> None:
        """State what the document is and what became of its lines."""
        manifest = self._document.manifest
        document = self._iris.document(self._plan_id)
        uses = Counter(line.use for line in plan.lines)
        add = self._graph.add
        add((document, RDF.type, SG.SourceDocument))
        add((document, DCTERMS.title, cs(manifest.title)))
        add((document, RDFS.label, cs(manifest.title)))
        add((document, DCTERMS.license, URIRef(manifest.licence)))
        add((document, SG.sha256, plain(manifest.sha256)))
        add((document, SG.retrieved, Literal(manifest.retrieved.isoformat(), datatype=XSD.date)))
        add((document, SG.originalFileName, plain(manifest.original_file_name)))
        add((document, SG.lineCount, number(len(plan.lines))))
        add((document, SG.usedLineCount, number(uses["used"])))
        add((document, SG.furnitureLineCount, number(uses["furniture"])))
        add((document, SG.blankLineCount, number(uses["blank"])))
        if plan.page_count:
            add((document, SCHEMA.numberOfPages, number(plan.page_count)))
