"""Small graphs to publish, and what every test of a release needs to publish them."""

from pathlib import Path

import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef

from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.namespaces import DCTERMS, OWL, RDFS, SG
from strategraph.release import open_store

HOME = Path(__file__).parents[2]
BASE = "https://example.org/"
GOAL = URIRef(f"{BASE}resource/plan/p/goal/1.a")
LABEL = "SELECT ?label WHERE { GRAPH ?g { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } }"


@pytest.fixture
def names():
    return GraphNames(BASE)


@pytest.fixture
def about():
    return About("2024-05-31", (("p", "ab" * 32, "p.txt"),))


@pytest.fixture
def graphs(names):
    return make(names)


def make(names, label="Cíl", modified="2024-05-31"):
    """Three graphs: a goal whose number is not in the canonical form, an ontology with a list, a date."""
    source, ontology, metadata = Graph(), Graph(), Graph()
    source.add((GOAL, RDFS.label, Literal(label, lang="cs")))
    source.add((GOAL, DCTERMS.identifier, Literal("01", datatype=XSD.integer, normalize=False)))
    source.add((GOAL, RDF.type, SG.Goal))
    first, second = BNode(), BNode()
    ontology.add((SG.sharesDescriptorWith, OWL.propertyChainAxiom, first))
    ontology.add((first, RDF.first, SG.hasDescriptor))
    ontology.add((first, RDF.rest, second))
    ontology.add((second, RDF.first, SG.descriptorOf))
    ontology.add((second, RDF.rest, RDF.nil))
    metadata.add(
        (URIRef(f"{BASE}resource/dataset/strategraph"), DCTERMS.modified, Literal(modified, datatype=XSD.date))
    )
    return {
        names.source("p"): source,
        names.named("ontology"): ontology,
        names.named("metadata"): metadata,
    }


@pytest.fixture
def variant(names):
    """Make the graphs with another label or another date."""
    return lambda **changes: make(names, **changes)


def labels(release):
    """The labels in the release that is open."""
    return [row["label"].value for row in open_store(release).query(LABEL)]


def folders(output):
    """The names of the releases that are kept."""
    return sorted(path.name for path in (output / "releases").iterdir())
