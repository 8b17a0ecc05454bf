"""The concept scheme of descriptors as RDF: themes above, descriptors below, matches beside them.

SKOS Reference, sections 4 (schemes), 5 (labels), 6 (notations), 7 (notes), 8 (hierarchy) and 10 (mappings).
"""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import Graph, Literal, URIRef

from strategraph.concepts.enrichment import enriched
from strategraph.concepts.integrity import skos_faults
from strategraph.concepts.matches import RELATIONS
from strategraph.concepts.model import APPROVED, Descriptor, Match, PrintedLabel
from strategraph.errors import ConceptError
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG, SKOS, SSSOM, XSD

__all__ = ["descriptor_graph"]

SCHEME_TITLE = {"cs": "Deskriptory strategických dokumentů", "en": "Descriptors of strategic documents"}
SCHEME_NOTE = {
    "cs": (
        "České názvy jsou uvedeny tak, jak je tisknou dokumenty; anglické názvy jsou překladem tohoto projektu. "
        "Úplný číselník není zveřejněn, mezery v řadě písmen ukazují, že existují i další kódy."
    ),
    "en": (
        "Czech labels are given as the documents print them; English labels are translations by this project. "
        "No complete list has been published, and gaps between the letters show that there are further codes."
    ),
}
THEME_NOTE = {
    "cs": "Název tématu není v žádném z dokumentů vytištěn; známo je jen římské číslo v kódech deskriptorů.",
    "en": "No document prints a name for this theme; only the Roman numeral in its descriptors' codes is known.",
}


def descriptor_graph(
    descriptors: Sequence[Descriptor],
    matches: Iterable[Match],
    iris: Iris,
    printed: Iterable[PrintedLabel] = (),
    hidden: Mapping[str, Sequence[str]] | None = None,
) -> Graph:
    """Build the graph `descriptors`.

    `printed` adds the plans in which a known descriptor was found while reading, `hidden` (code → Czech words) the
    words by which a descriptor is found though nobody would show them (SKOS Reference, 5.1: `skos:hiddenLabel`).

    The scheme is checked before it is handed to skosify, which would hide faults by mending them.

    Raises:
        ConceptError: if the scheme breaks a rule of SKOS, naming each fault.
    """
    graph = empty_graph()
    _add_scheme(graph, iris)
    for numeral in dict.fromkeys(descriptor.theme for descriptor in descriptors):
        _add_theme(graph, numeral, iris)
    for descriptor in descriptors:
        _add_descriptor(graph, descriptor, iris)
    known = {descriptor.code for descriptor in descriptors}
    for label in printed:
        if label.code in known:  # check_printed tells of the others
            graph.add((iris.descriptor(label.code), SG.seenIn, iris.plan(label.plan_id)))
    for code, words in (hidden or {}).items():
        for word in words:
            graph.add((iris.descriptor(code), SKOS.hiddenLabel, Literal(word, lang="cs")))
    for match in matches:
        _add_match(graph, match, iris)
    faults = skos_faults(graph)
    if faults:
        raise ConceptError("The scheme of descriptors is unsound: " + " ".join(fault.message for fault in faults))
    return enriched(graph)


def _add_scheme(graph: Graph, iris: Iris) -> None:
    scheme = iris.scheme("descriptors")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    _add_texts(graph, scheme, DCTERMS.title, SCHEME_TITLE)
    _add_texts(graph, scheme, RDFS.label, SCHEME_TITLE)
    _add_texts(graph, scheme, SKOS.editorialNote, SCHEME_NOTE)


def _add_theme(graph: Graph, numeral: str, iris: Iris) -> None:
    theme = iris.theme(numeral)
    _add_concept(graph, theme, numeral, {"cs": f"Téma {numeral}", "en": f"Theme {numeral}"}, iris)
    _add_texts(graph, theme, SKOS.editorialNote, THEME_NOTE)
    graph.add((theme, SKOS.topConceptOf, iris.scheme("descriptors")))


def _add_descriptor(graph: Graph, descriptor: Descriptor, iris: Iris) -> None:
    concept, theme = iris.descriptor(descriptor.code), iris.theme(descriptor.theme)
    _add_concept(graph, concept, descriptor.code, {"cs": descriptor.label_cs, "en": descriptor.label_en}, iris)
    graph.add((concept, SKOS.broader, theme))
    graph.add((concept, SG.theme, theme))
    for place in descriptor.seen_in:
        graph.add((concept, SG.seenIn, iris.resource(*place.split("/"))))
    if descriptor.note_cs:
        _add_texts(graph, concept, SKOS.editorialNote, {"cs": descriptor.note_cs, "en": descriptor.note_en})


def _add_concept(graph: Graph, concept: URIRef, notation: str, labels: dict[str, str], iris: Iris) -> None:
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, iris.scheme("descriptors")))
    graph.add((concept, SKOS.notation, Literal(notation)))
    _add_texts(graph, concept, SKOS.prefLabel, labels)


def _add_texts(graph: Graph, subject: URIRef, predicate: URIRef, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        graph.add((subject, predicate, Literal(text, lang=language)))


def _add_match(graph: Graph, match: Match, iris: Iris) -> None:
    """A match as a resource; the SKOS mapping itself only if a person approved it.

    Applications act upon SKOS mappings, and `skos:exactMatch` is transitive (SKOS S45): a proposal must not
    look like one. The slots are SSSOM's; texts of slots are plain strings (SSSOM/RDF).
    """
    subject, target, relation = iris.descriptor(match.code), URIRef(match.target), URIRef(RELATIONS[match.relation])
    resource = iris.match(match.code, match.relation, match.number)
    graph.add((resource, RDF.type, SG.Match))
    label = f"{match.code} – {match.target_label} ({match.relation}Match)"
    graph.add((resource, RDFS.label, Literal(label, lang="en")))
    graph.add((resource, SSSOM.subject_id, subject))
    graph.add((resource, SSSOM.predicate_id, relation))
    graph.add((resource, SSSOM.object_id, target))
    graph.add((resource, SSSOM.object_label, Literal(match.target_label)))
    graph.add((resource, SSSOM.mapping_justification, URIRef(match.justification)))
    graph.add((resource, SG.status, Literal(match.status)))
    if match.comment:
        graph.add((resource, RDFS.comment, Literal(match.comment, lang="en")))
    if match.reviewer:
        graph.add((resource, SSSOM.reviewer_label, Literal(match.reviewer)))
        graph.add((resource, SSSOM.review_date, Literal(match.review_date, datatype=XSD.date)))
    if match.status == APPROVED:
        graph.add((subject, relation, target))
