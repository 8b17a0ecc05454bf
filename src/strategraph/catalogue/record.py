"""Writes the record by which catalogues of open data list the dataset (DCAT-AP-CZ), from a file of words and from the graphs.

The rules are the OFN "Rozhraní katalogů otevřených dat": https://ofn.gov.cz/rozhraní-katalogů-otevřených-dat/.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Literal, URIRef

from strategraph.catalogue.distributions import add_distributions
from strategraph.catalogue.words import graph_description, graph_title
from strategraph.errors import RegisterError
from strategraph.graph_names import GraphNames
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCAT, DCTERMS, FOAF, PU, RDF, RDFS, SCHEMA, SG, SKOS, VCARD, XSD
from strategraph.settings import Publication
from strategraph.triples import as_graph, members, with_properties

__all__ = ["RUIAN", "describe_record"]

#: Where the Czech register of territories names them.
RUIAN = "https://linked.cuzk.cz/resource/ruian/"
#: The properties by which plans have a place and a time.
_COVERING = (DCTERMS.spatial, DCTERMS.temporal, SCHEMA.sameAs, DCAT.startDate, DCAT.endDate)
_PERSONAL = "https://data.gov.cz/podmínky-užití/obsahuje-osobní-údaje/"
_NOT_PERSONAL = "https://data.gov.cz/podmínky-užití/neobsahuje-osobní-údaje/"
#: What the record of a graph takes over from that of the whole.
_INHERITED = (
    DCTERMS.publisher, DCTERMS.accrualPeriodicity, DCTERMS.accessRights, DCTERMS.language, DCTERMS.spatial,
    DCAT.theme, DCAT.keyword, DCAT.contactPoint,
)  # fmt: skip


def describe_record(
    graphs: Mapping[URIRef, Graph], publication: Publication, words: Path, tables: Iterable[str] = ()
) -> Graph:
    """The record of the dataset and of each graph; `words` is record.ttl, `tables` are files beside the dumps.

    Publisher and contact that are not set are left out. Territories are those of the plans that RÚIAN knows, and the period
    reaches from the first to the last year of any plan. There are personal data if somebody is named who decided.

    Raises:
        RegisterError: if the file of words cannot be read.
    """
    names, iris = GraphNames(publication.base), Iris(publication.base)
    record = _read(words, publication.base)
    dataset = iris.dataset()
    rest = [name for name in sorted(graphs) if name != names.named("metadata")]
    _add_coverage(record, dataset, [graphs[name] for name in rest])
    decided = any(next(with_properties(graphs[name], [SG.decidedBy]), None) for name in rest)
    record.add((iris.terms(), PU["osobní-údaje"], URIRef(_PERSONAL if decided else _NOT_PERSONAL)))
    _add_people(record, iris, publication)
    for name in [*rest, names.named("metadata")]:
        _add_part(record, iris, names, name)
    add_distributions(record, iris, names, [*rest, names.named("metadata")], tables)
    return record


def _read(words: Path, base: str) -> Graph:
    try:
        return as_graph(parse(words.read_bytes(), RdfFormat.TURTLE, base_iri=base))
    except (OSError, SyntaxError) as fault:
        raise RegisterError(f"{words} cannot be read as Turtle: {fault}.") from fault


def _add_coverage(record: Graph, dataset: URIRef, graphs: Iterable[Graph]) -> None:
    """Where and when: of the plans, as the graphs have it."""
    union, plans = empty_graph(), set[URIRef]()
    for graph in graphs:
        found = as_graph(with_properties(graph, _COVERING))
        union += found
        if len(found):
            plans |= members(graph, [SG.Plan])
        if (None, SCHEMA.sameAs, None) in found:
            union += as_graph(with_properties(graph, [RDFS.label]))
    years: set[str] = set()
    for plan in plans:
        for territory in union.objects(plan, DCTERMS.spatial):
            for address in union.objects(territory, SCHEMA.sameAs):
                if str(address).startswith(RUIAN):
                    record.add((dataset, DCTERMS.spatial, address))
                    for label in union.objects(territory, RDFS.label):
                        record.add((address, SKOS.prefLabel, label))
        for period in union.objects(plan, DCTERMS.temporal):
            years |= {str(year) for side in (DCAT.startDate, DCAT.endDate) for year in union.objects(period, side)}
    if years:
        period = URIRef(f"{dataset}#period")
        record.add((dataset, DCTERMS.temporal, period))
        record.add((period, RDF.type, DCTERMS.PeriodOfTime))
        record.add((period, DCAT.startDate, Literal(f"{min(years)}-01-01", datatype=XSD.date)))
        record.add((period, DCAT.endDate, Literal(f"{max(years)}-12-31", datatype=XSD.date)))


def _add_people(record: Graph, iris: Iris, publication: Publication) -> None:
    """Who publishes, and whom to write to, as far as the settings say it."""
    dataset, catalogue = iris.dataset(), iris.catalogue()
    if publication.publisher:
        publisher = URIRef(publication.publisher)
        for listed in (dataset, catalogue):
            record.add((listed, DCTERMS.publisher, publisher))
        record.add((publisher, RDF.type, FOAF.Agent))
        if publication.publisher_name:
            record.add((publisher, FOAF.name, Literal(publication.publisher_name)))
    if publication.contact_name or publication.contact_email:
        contact = URIRef(f"{dataset}#contact")
        for listed in (dataset, catalogue):
            record.add((listed, DCAT.contactPoint, contact))
        record.add((contact, RDF.type, VCARD.Organization))
        if publication.contact_name:
            record.add((contact, VCARD.fn, Literal(publication.contact_name)))
        if publication.contact_email:
            record.add((contact, VCARD.hasEmail, URIRef(f"mailto:{publication.contact_email}")))


def _add_part(record: Graph, iris: Iris, names: GraphNames, name: URIRef) -> None:
    """One named graph as a dataset of its own, a part of the whole."""
    whole, part = iris.dataset(), iris.dataset_graph(names.short(name))
    record.add((whole, DCTERMS.hasPart, part))
    record.add((part, RDF.type, DCAT.Dataset))
    record.add((part, DCTERMS.isPartOf, whole))
    record.add((part, DCTERMS.license, URIRef(LICENCE)))
    for property_, texts in ((DCTERMS.title, graph_title), (DCTERMS.description, graph_description)):
        for language, text in texts(names.short(name)).items():
            record.add((part, property_, Literal(text, lang=language)))
    for property_ in _INHERITED:
        for value in list(record.objects(whole, property_)):
            record.add((part, property_, value))
