"""Under which names and in which formats the data can be downloaded; the release writes files under these names."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rdflib import URIRef

from strategraph.alignment import MAPPING_SET
from strategraph.graph_names import GraphNames

__all__ = ["NQUADS", "RECORD", "TABLES", "TRIG", "Form", "form_of", "turtle_path"]

#: The whole dataset.
NQUADS = "strategraph.nq"
TRIG = "strategraph.trig"
#: The catalogue record with the sizes and checksums of all other files, which no file can state of itself.
RECORD = "catalogue.ttl"
#: Tables that hold what a graph holds → the contract name of that graph.
TABLES: Mapping[str, str] = {MAPPING_SET: "alignments"}


@dataclass(frozen=True, slots=True)
class Form:
    """A format: a name for IRIs, its media type (IANA), its code in the EU's list of file types, and what a reader calls it."""

    name: str
    media_type: str
    file_type: str
    label: str


_FORMS = {
    ".nq": Form("nquads", "application/n-quads", "RDF_N_QUADS", "N-Quads"),
    ".trig": Form("trig", "application/trig", "RDF_TRIG", "TriG"),
    ".ttl": Form("turtle", "text/turtle", "RDF_TURTLE", "Turtle"),
    ".tsv": Form("sssom", "text/tab-separated-values", "TSV", "SSSOM/TSV"),
}


def form_of(path: str) -> Form:
    """The format of a file that is offered for download, by its ending; another ending raises KeyError."""
    return _FORMS[PurePosixPath(path).suffix]


def turtle_path(names: GraphNames, graph: URIRef) -> str:
    """The Turtle file of one graph: `graphs/source.napsi-2006-2008.ttl`."""
    return f"graphs/{names.short(graph).replace('/', '.')}.ttl"
