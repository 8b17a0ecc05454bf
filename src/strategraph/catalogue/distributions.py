"""Lists the files that can be downloaded and the endpoint, each as a distribution with its terms of use (DCAT-AP-CZ)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef

from strategraph.catalogue.dumps import NQUADS, TABLES, TRIG, form_of, turtle_path
from strategraph.graph_names import GraphNames
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCAT, DCTERMS, PU, RDF, SPDX, XSD

__all__ = ["DumpFile", "add_distributions", "add_files"]

_FILE_TYPES = Namespace("http://publications.europa.eu/resource/authority/file-type/")
_MEDIA_TYPES = Namespace("http://www.iana.org/assignments/media-types/")


@dataclass(frozen=True, slots=True)
class DumpFile:
    """The size (bytes) and SHA-256 (hexadecimal digits) of a file that can be downloaded."""

    size: int
    sha256: str


def add_distributions(
    record: Graph, iris: Iris, names: GraphNames, graphs: Iterable[URIRef], tables: Iterable[str]
) -> None:
    """The dumps of the whole beside its endpoint, which record.ttl describes; of each graph its Turtle, and its tables."""
    whole = iris.dataset()
    endpoint = iris.distribution(whole, "sparql")
    record.add((whole, DCAT.distribution, endpoint))
    _add_terms(record, iris, endpoint)
    for file in (NQUADS, TRIG):
        _add_file(record, iris, whole, file, "")
    for name in graphs:
        short = names.short(name)
        part = iris.dataset_graph(short)
        _add_file(record, iris, part, turtle_path(names, name), short)
        for file in tables:
            if TABLES.get(file) == short:
                _add_file(record, iris, part, file, short)


def add_files(record: Graph, base: str, files: Mapping[str, DumpFile]) -> None:
    """Say of every distribution that is one of these files (path below /download/ → file) how large it is, and its checksum."""
    for distribution, address in list(record.subject_objects(DCAT.downloadURL)):
        file = files[str(address).removeprefix(f"{base}download/")]
        checksum = URIRef(f"{distribution}#checksum")
        record.add((distribution, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger)))
        record.add((distribution, SPDX.checksum, checksum))
        record.add((checksum, RDF.type, SPDX.Checksum))
        record.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        record.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))


def _add_file(record: Graph, iris: Iris, dataset: URIRef, file: str, graph: str) -> None:
    form = form_of(file)
    distribution, address = iris.distribution(dataset, form.name), URIRef(f"{iris.base}download/{file}")
    record.add((dataset, DCAT.distribution, distribution))
    record.add((distribution, RDF.type, DCAT.Distribution))
    record.add((distribution, DCTERMS.title, Literal(_title("Graf", "Celá datová sada", graph, form.label), lang="cs")))
    record.add((distribution, DCTERMS.title, Literal(_title("Graph", "Whole dataset", graph, form.label), lang="en")))
    record.add((distribution, DCAT.accessURL, address))
    record.add((distribution, DCAT.downloadURL, address))
    record.add((distribution, DCTERMS["format"], _FILE_TYPES[form.file_type]))
    record.add((distribution, DCAT.mediaType, _MEDIA_TYPES[form.media_type]))
    _add_terms(record, iris, distribution)


def _title(one: str, whole: str, graph: str, form: str) -> str:
    return f"{one} {graph} ({form})" if graph else f"{whole} ({form})"


def _add_terms(record: Graph, iris: Iris, distribution: URIRef) -> None:
    record.add((distribution, PU.specifikace, iris.terms()))
    record.add((distribution, DCTERMS.license, URIRef(LICENCE)))
