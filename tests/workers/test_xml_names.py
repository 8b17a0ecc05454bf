"""RDF/XML is written of what it can name, so that others read the same statements from it, and of nothing else."""

import io
import mmap
import os

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from rdflib import Graph

from strategraph.namespaces import PREFIXES
from strategraph.workers.spool import Ledger, RefusedError, Spool, SpoolPlace
from strategraph.workers.xml_names import NamedElements, uris_among
from strategraph.workers.xml_text import XmlText

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBJECTS = ["http://example.org/a", "http://example.org/b"]
NAMED = ["x:b", "http://x/1a", "http://x/-a", "http://x/a-", "http://x/a.b", "http://x/a.", "http://x/é", "http://x/a:b",
         "http://x/a%20b", "http://x?a=b&c=d", "http://x/_1", "http://x/'b", "http://x/a\u0300", "http://x/xmlns", "mailto:a",
         "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns", f"{RDF}type", f"{RDF}_1", f"{RDF}value",
         f"{RDF}a/b", "http://www.w3.org/2005/11/its#dir", f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['skos']}x/y"]  # fmt: skip
NAMELESS = ["http://x/1", "http://x/", "http://x#", "x:", "x:1", "http://x/a:", "http://x/a:1", "http://x/a%20", "http://x?a=1",
            "http://x/a(b)", "http://x/b'", "http://x/1·", "http://x/\u0300", "http://x/×", "urn:uuid:1-2", RDF, f"{RDF}1",
            "http://www.w3.org/2000/xmlns/", "http://www.w3.org/2000/xmlns/a", PREFIXES["skos"], f"{PREFIXES['skos']}1",
            *(RDF + name for name in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li")),
            *(RDF + name for name in ("aboutEach", "aboutEachPrefix", "bagID"))]  # fmt: skip

SHORT = uris_among(PREFIXES)
IRI = st.sampled_from(SUBJECTS)
TRIPLES = st.tuples(
    IRI,
    st.sampled_from([f"{RDF}type", f"{RDF}type", "http://x/b"]),
    st.sampled_from(
        ["http://x/C", "http://x/1", "http://x/", f"{RDF}li", f"{RDF}bagID", "http://www.w3.org/2000/xmlns/a"]
    ),
)


class Cut:
    """Hands bytes on in pieces of a size."""

    def __init__(self, out: NamedElements, size: int) -> None:
        self.out = out
        self.size = size

    def write(self, piece: bytes) -> int:
        for start in range(0, len(piece), self.size):
            assert self.out.write(piece[start : start + self.size]) == len(piece[start : start + self.size])
        return len(piece)

    def flush(self) -> None:
        self.out.flush()


def written(triples: list[ox.Triple], size: int = 8192, prefixes: dict[str, str] | None = None) -> bytes:
    descriptor = os.memfd_create("ledger")
    os.ftruncate(descriptor, mmap.PAGESIZE)
    spool = Spool(1_000_000, SpoolPlace("/"), Ledger(descriptor, 0))
    os.close(descriptor)
    out = NamedElements(XmlText(spool, "rdfxml"))
    ox.serialize(out.checked(triples), Cut(out, size), format=ox.RdfFormat.RDF_XML, prefixes=prefixes)  # type: ignore[call-overload]
    return bytes(spool.held)


def triple(subject: str, predicate: str, value: str | ox.Literal | ox.Triple) -> ox.Triple:
    thing = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), thing)


def read(body: bytes) -> set[tuple[str, ...]]:
    """The statements as two other programs read them; a third says that it is XML."""
    etree.fromstring(body)
    ours = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in ox.parse(io.BytesIO(body), format=ox.RdfFormat.RDF_XML)
    }  # type: ignore[union-attr]
    theirs = {tuple(map(str, found)) for found in Graph().parse(data=body, format="xml")}
    assert ours == theirs
    return theirs  # type: ignore[return-value]


@pytest.mark.parametrize("prefixes", [None, SHORT])
@pytest.mark.parametrize("predicate", NAMED)
def test_a_predicate_that_ends_in_a_name_is_written(predicate: str, prefixes: dict[str, str] | None) -> None:
    body = written([triple(SUBJECTS[0], predicate, ox.Literal("a"))], prefixes=prefixes)
    assert read(body) == {(SUBJECTS[0], predicate, "a")}


@pytest.mark.parametrize("predicate", NAMELESS)
def test_a_predicate_that_cannot_be_a_name_is_refused(predicate: str) -> None:
    inner = triple(SUBJECTS[0], predicate, ox.Literal("a"))
    outer = triple(SUBJECTS[0], "x:b", triple(SUBJECTS[0], "x:b", inner))
    for statement in (inner, outer):
        with pytest.raises(RefusedError) as refused:
            written([triple(SUBJECTS[0], "x:b", ox.Literal("a")), statement])
        assert refused.value.reply == {"status": "unwritable", "format": "rdfxml", "predicate": predicate}


@pytest.mark.parametrize("class_", NAMED + NAMELESS)
def test_a_class_is_written_whether_it_can_be_a_name_or_not(class_: str) -> None:
    body = written([triple(SUBJECTS[0], f"{RDF}type", class_)], prefixes=SHORT)
    assert read(body) == {(SUBJECTS[0], f"{RDF}type", class_)}
    assert b"mark-" not in body


def test_a_long_predicate_is_looked_at_from_its_end() -> None:
    with pytest.raises(RefusedError) as refused:  # a search from its beginning would not end
        written([triple(SUBJECTS[0], f"http://x/{'a' * 3_000_000}/", ox.Literal("a"))])
    assert refused.value.reply["predicate"] == f"http://x/{'a' * 191}…"


@given(st.lists(TRIPLES, max_size=12), st.sampled_from([1, 2, 7, 50, 101, 8192]))
@example([(SUBJECTS[0], f"{RDF}type", "http://x/1")] * 120, 8192)
def test_statements_come_back_wherever_the_pieces_end(statements: list[tuple[str, str, str]], size: int) -> None:
    assert read(written([triple(*one) for one in statements], size)) == set(statements)


def test_a_class_that_is_a_name_stays_the_name_of_an_element() -> None:
    assert b'<C xmlns="http://x/" rdf:about' in written([triple(SUBJECTS[0], f"{RDF}type", "http://x/C")])


@pytest.mark.parametrize(
    "points", [range(0x21, 0x400), range(0x2000, 0x2100), range(0x2FF0, 0x3010), range(0xFDC0, 0x10010)]
)
def test_names_are_those_that_the_engine_finds(points: range) -> None:
    for iri in (
        end for point in points for end in (f"http://x/{chr(point)}", f"http://x/a{chr(point)}", f"x:1{chr(point)}")
    ):
        try:
            statement = triple(SUBJECTS[0], iri, ox.Literal("a"))
        except ValueError:
            continue
        body = ox.serialize([statement], format=ox.RdfFormat.RDF_XML) or b""
        try:
            written([statement])
        except RefusedError:
            assert b"<oxprefix:" in body, iri
        else:
            assert b"<oxprefix:" not in body, iri


def test_a_prefix_for_a_namespace_that_is_no_uri_is_left_out() -> None:
    assert uris_among({"pu": "https://data.gov.cz/slovník/", "ex": "http://x/"}) == {"ex": "http://x/"}
