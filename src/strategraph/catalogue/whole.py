"""Puts the catalogue record of a release together: what the graph `metadata` says of it, its version, and each file's size.

The graph cannot say how large the files are that hold it, nor their checksums; this record stands in a file beside them.
"""

from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef

from strategraph.catalogue.distributions import DumpFile, add_files
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, FOAF, PU, RDF, SKOS, VCARD, VOID

__all__ = ["whole_record"]

_CLASSES = (
    DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService, PU.Specifikace, FOAF.Agent, VCARD.Organization,
    DCTERMS.PeriodOfTime,
)  # fmt: skip
#: Counts by class and property stay in the graph `metadata`, which is many times longer than the record.
_LEFT_OUT = (VOID.classPartition, VOID.propertyPartition, VOID.subset)


def whole_record(metadata: Graph, base: str, version: str, files: Mapping[str, DumpFile]) -> Graph:
    """The record as catalogues harvest it; `files` are all that can be downloaded, by their path below /download/.

    Raises:
        KeyError: if the graph lists a file that is not among them.
    """
    record = empty_graph()
    for kind in _CLASSES:
        for thing in metadata.subjects(RDF.type, kind):
            for property_, value in metadata.predicate_objects(thing):
                if property_ not in _LEFT_OUT:
                    record.add((thing, property_, value))
    for thing, label in metadata.subject_objects(SKOS.prefLabel):
        record.add((thing, SKOS.prefLabel, label))
    record.add((Iris(base).dataset(), URIRef(f"{DCAT}version"), Literal(version)))  # DCAT 3, which rdflib does not know
    add_files(record, base, files)
    return record
