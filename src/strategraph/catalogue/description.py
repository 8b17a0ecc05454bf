"""Writes what the dataset holds and how much of it, in VoID and Dublin Core; every number is counted."""

from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from strategraph import __version__
from strategraph.catalogue.about import About
from strategraph.catalogue.counts import Counts
from strategraph.catalogue.dumps import NQUADS, TRIG, turtle_path
from strategraph.catalogue.linksets import Target, add_linksets
from strategraph.catalogue.partitions import add_partitions, add_uses
from strategraph.catalogue.tally import tallied
from strategraph.catalogue.words import graph_description
from strategraph.graph_names import GraphNames
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCTERMS, FOAF, PROV, RDF, RDFS, SCHEMA, SD, VOID, XSD

__all__ = ["describe"]

#: In which formats all of it is to be had, by W3C's IRIs (https://www.w3.org/ns/formats/).
_FORMATS = ("N-Quads", "TriG", "Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def describe(graphs: Mapping[URIRef, Graph], base: str, about: About, targets: Iterable[Target] = ()) -> Graph:
    """The graph `metadata` for these graphs; a graph `metadata` among them is neither counted nor listed.

    A record that counted itself would change with every count, so it covers the rest: `void:triples` of the
    dataset are the distinct statements of the union, those of a subset the statements of one named graph. Links to the
    datasets of others among `targets` are counted by property.
    """
    names, iris = GraphNames(base), Iris(base)
    rest = {name: graphs[name] for name in sorted(graphs) if name != names.named("metadata")}
    known, record = tuple(targets), empty_graph()
    with tallied(rest, f"{iris.base}resource/", [target.space for target in known]) as tally:
        counts = tally.of_all()
        _whole(record, iris, about, counts)
        for name in rest:
            _graph(record, iris, names, name, tally.of_graph(name))
        add_partitions(record, iris, iris.dataset(), counts)
        add_uses(record, iris, iris.dataset(), tally.uses())
        add_linksets(record, iris, known, tally.links())
    _software(record, iris)
    return record


def _whole(record: Graph, iris: Iris, about: About, counts: Counts) -> None:
    dataset = iris.dataset()
    record.add((dataset, RDF.type, VOID.Dataset))
    _add(record, dataset, DCTERMS.license, URIRef(LICENCE))
    _add(record, dataset, DCTERMS.modified, Literal(about.date, datatype=XSD.date))
    _add(record, dataset, DCTERMS.source, *(iris.document(plan_id) for plan_id, _, _ in about.sources))
    _add(record, dataset, FOAF.homepage, URIRef(iris.base))
    _add(record, dataset, VOID.sparqlEndpoint, URIRef(f"{iris.base}sparql"))
    _add(record, dataset, VOID.uriSpace, Literal(f"{iris.base}resource/"))
    _add(record, dataset, VOID.dataDump, *(_download(iris, file) for file in (NQUADS, TRIG)))
    _add(record, dataset, VOID.vocabulary, *(URIRef(space) for space in counts.vocabularies))
    _add(record, dataset, VOID.feature, *(URIRef(f"http://www.w3.org/ns/formats/{name}") for name in _FORMATS))
    _add(record, dataset, VOID.triples, _number(counts.triples))
    _add(record, dataset, VOID.distinctSubjects, _number(counts.subjects))
    _add(record, dataset, VOID.distinctObjects, _number(counts.objects))
    _add(record, dataset, VOID.classes, _number(len(counts.classes)))
    _add(record, dataset, VOID.properties, _number(len(counts.properties)))


def _graph(record: Graph, iris: Iris, names: GraphNames, name: URIRef, counts: Counts) -> None:
    """One named graph, as a part of the dataset and as the service description names it (SD 1.1, section 4.2)."""
    part = iris.dataset_graph(names.short(name))
    _add(record, iris.dataset(), VOID.subset, part)
    _add(record, part, RDF.type, VOID.Dataset, SD.NamedGraph)
    _add(record, part, SD.name, name)
    _add(record, part, VOID.triples, _number(counts.triples))
    _add(record, part, VOID.distinctSubjects, _number(counts.subjects))
    _add(record, part, VOID.distinctObjects, _number(counts.objects))
    add_partitions(record, iris, part, counts)
    _add(record, part, VOID.dataDump, _download(iris, turtle_path(names, name)))
    _add(record, part, DCTERMS.license, URIRef(LICENCE))
    for language, text in graph_description(names.short(name)).items():
        record.add((part, DCTERMS.description, Literal(text, lang=language)))


def _software(record: Graph, iris: Iris) -> None:
    software = iris.software()
    _add(record, iris.dataset(), PROV.wasAttributedTo, software)
    _add(record, software, RDF.type, PROV.SoftwareAgent, SCHEMA.SoftwareApplication)
    _add(record, software, RDFS.label, Literal("strategraph"))
    _add(record, software, SCHEMA.softwareVersion, Literal(__version__))


def _download(iris: Iris, file: str) -> URIRef:
    return URIRef(f"{iris.base}download/{file}")


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


def _add(record: Graph, subject: URIRef, predicate: URIRef, *values: Node) -> None:
    for value in values:
        record.add((subject, predicate, value))
