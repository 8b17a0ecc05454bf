"""The W3C tests of SPARQL queries as records, read from their manifests; each says its query, its data and its answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

__all__ = ["SITE", "Records", "Test"]

#: Files of the tests are named below this address.
SITE = "http://w3c.test/"
MANIFESTS = (
    "sparql10/manifest.ttl", "sparql10/manifest-evaluation.ttl", "sparql10/manifest-syntax.ttl",
    "sparql11/manifest-sparql11-query.ttl", "sparql11/manifest-sparql11-results.ttl", "sparql11/manifest-sparql11-fed.ttl",
    "sparql12/manifest.ttl",
)  # fmt: skip
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
DAWG = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"
#: What a test is about, by the local name of its class.
KINDS = {
    "QueryEvaluationTest": "answer", "CSVResultFormatTest": "answer",
    "PositiveSyntaxTest": "syntax", "PositiveSyntaxTest11": "syntax",
    "NegativeSyntaxTest": "fault", "NegativeSyntaxTest11": "fault",
}  # fmt: skip
FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>")
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Test:
    """One test: `kind` is answer, syntax or fault; `default` are files, `named` pairs of a graph's name and a file.

    Rows of a `lax` test may come as often as they like, but at least once (REDUCED). Where `own_dataset`, the query names
    its graphs itself.
    """

    __test__ = False

    name: str
    kind: str
    query: str
    base: str
    default: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    result: str = ""
    lax: bool = False
    own_dataset: bool = False


class Records:
    """The folder that holds the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, iri: str) -> Path:
        """The file that an address of the tests names."""
        return self.folder / unquote(iri.removeprefix(SITE))

    def quads(self, iri: str) -> list[Quad]:
        """The statements of a file; its blank nodes are its own."""
        form = RdfFormat.from_extension(iri.rpartition(".")[2])
        return list(parse(path=str(self.path(iri)), format=form, base_iri=iri, rename_blank_nodes=True))

    def tests(self) -> list[Test]:
        """All tests of queries, each once, but for those that were withdrawn."""
        seen, found = set[str](), dict[str, Test]()
        for manifest in MANIFESTS:
            for one in self._below(SITE + manifest, seen):
                found.setdefault(one.name, one)
        return list(found.values())

    def _below(self, iri: str, seen: set[str]) -> Iterator[Test]:
        """The tests of a manifest and of those that it includes."""
        if iri in seen or not self.path(iri).is_file():
            return
        seen.add(iri)
        graph = Manifest(self.quads(iri))
        for included in graph.listed(MF + "include"):
            yield from self._below(_iri(included), seen)
        for entry in graph.listed(MF + "entries"):
            kind = next((KINDS[one] for one in graph.classes(entry) if one in KINDS), None)
            approval = [_iri(one) for one in graph.values(entry, DAWG + "approval")]
            if kind and not any(one.endswith(("Withdrawn", "Rejected")) for one in approval):
                yield self._test(graph, entry, kind)

    def _test(self, graph: "Manifest", entry: Term, kind: str) -> Test:
        (action,) = graph.values(entry, MF + "action")
        (query,) = graph.values(action, QT + "query") or [action]
        base = _iri(query)
        text = self.path(base).read_bytes().decode()
        default = [_iri(one) for one in graph.values(action, QT + "data")]
        named = [graph.named(one) for one in graph.values(action, QT + "graphData")]
        asked = [iri for iri in (urljoin(base, one) for one in FROM.findall(text)) if self.path(iri).is_file()]
        named = named if default or named else [(iri, iri) for iri in asked]
        results = graph.values(entry, MF + "result")
        folder = "/".join(base.removeprefix(SITE).split("/")[:2])
        name = f"{folder} {re.split('[#/]', _iri(entry))[-1]}"
        result = _iri(results[0]) if results else ""
        lax = bool(graph.values(entry, MF + "resultCardinality"))
        return Test(name, kind, text, base, tuple(default), tuple(named), result, lax, bool(asked) and not default)


class Manifest:
    """The statements of a manifest, or of a result that is written as RDF."""

    def __init__(self, quads: list[Quad]) -> None:
        self.store = Store()
        self.store.extend(quads)

    def values(self, subject: Term, name: str) -> list[Term]:
        if not isinstance(subject, NamedNode | BlankNode):
            return []
        return [quad.object for quad in self.store.quads_for_pattern(subject, NamedNode(name), None)]

    def classes(self, subject: Term) -> list[str]:
        return [_iri(one).rpartition("#")[2] for one in self.values(subject, RDF + "type")]

    def listed(self, name: str) -> Iterator[Term]:
        """The members of the lists to which a property leads."""
        for quad in self.store.quads_for_pattern(None, NamedNode(name), None):
            node: Term = quad.object
            while node != NamedNode(RDF + "nil"):
                (member,), (node,) = self.values(node, RDF + "first"), self.values(node, RDF + "rest")
                yield member

    def named(self, data: Term) -> tuple[str, str]:
        """Name and file of a named graph, which is named by its file unless the manifest gives another name."""
        if isinstance(data, NamedNode):
            return data.value, data.value
        (file,), labels = self.values(data, QT + "graph"), self.values(data, RDFS + "label")
        label = labels[0] if labels else file
        assert isinstance(label, NamedNode | Literal)
        return label.value, _iri(file)


def _iri(term: Term) -> str:
    assert isinstance(term, NamedNode), term
    return term.value
