"""Names of elements in RDF/XML: it writes a predicate as one, and not every IRI ends in a name."""

import re
import uuid
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from strategraph.workers.spool import RefusedError
from strategraph.workers.xml_text import XmlText

__all__ = ["NamedElements", "uris_among"]

#: NCName (Namespaces in XML 1.0, 4, by the characters of XML 1.0, 2.3), at the end of an IRI, where the engine divides it.
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST, _CHARACTERS = re.compile(f"[{_START}]"), re.compile(rf"[{_START}\-.0-9\xb7\u0300-\u036f\u203f\u2040]*")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#: What RDF/XML keeps for itself (RDF 1.1 XML Syntax, 7.2.2 to 7.2.4).
_RESERVED = frozenset(
    _RDF + name
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)
#: No element has a name in this namespace (Namespaces in XML 1.0, 3).
_DECLARATIONS = "http://www.w3.org/2000/xmlns/"
_TYPE = ox.NamedNode(f"{_RDF}type")
#: So many predicates are remembered, of which a graph rarely has more.
_MOST_NAMES = 1024
#: So much of an IRI is told to the one who asked (characters).
_MOST_SAID = 200
#: A statement that is in no data, and how the engine writes it.
_NAMESPACE, _MARK = "urn:strategraph:", f"mark-{uuid.uuid4().hex}"
_MARK_NODE, _NOTHING = ox.NamedNode(_NAMESPACE + _MARK), ox.Literal("")
_MARK_BYTES = f'\t\t<{_MARK} xmlns="{_NAMESPACE}"></{_MARK}>\n'.encode()


class NamedElements:
    """Sees to it that each element of an answer in RDF/XML has a name: statements go in by `checked`, their bytes by `write`.

    The engine makes a class the name of an element where it stands in the first statement about its subject. Of a class that
    is no name a mark before it makes an element `rdf:type`, and the mark is taken out of the bytes again.
    """

    def __init__(self, out: XmlText) -> None:
        self.out = out
        self._marked = False
        self._tail = b""
        self._names: set[ox.NamedNode] = set()

    def checked(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The statements, as long as their predicates can be names.

        Raises:
            RefusedError: if one cannot: not every graph can be written in RDF/XML (RDF 1.1 XML Syntax, 8).
        """
        before: ox.Triple | None = None
        for triple in triples:
            value = triple.object
            if triple.predicate not in self._names:  # most are there
                self._check(triple.predicate)
                if isinstance(value, ox.NamedNode) and _names_element(triple, before) and not _is_name(value.value):
                    self._marked = True
                    yield ox.Triple(triple.subject, _MARK_NODE, _NOTHING)
            while isinstance(value, ox.Triple):
                self._check(value.predicate)
                value = value.object
            before = triple
            yield triple

    def write(self, piece: bytes) -> int:
        """Take the next bytes; a mark may be cut in two by the pieces."""
        if not self._marked:
            return self.out.write(piece)
        text = (self._tail + piece).replace(_MARK_BYTES, b"")
        kept = len(text) - len(_MARK_BYTES) + 1
        self._tail = text[max(0, kept) :]
        self.out.write(text[: max(0, kept)])
        return len(piece)

    def flush(self) -> None:
        """Write what was held back; called at the end."""
        self.out.write(self._tail)
        self._tail = b""
        self.out.flush()

    def _check(self, predicate: ox.NamedNode) -> None:
        if not _is_name(predicate.value):
            said = predicate.value if len(predicate.value) <= _MOST_SAID else f"{predicate.value[:_MOST_SAID]}…"
            raise RefusedError("unwritable", format="rdfxml", predicate=said)
        if predicate != _TYPE and len(self._names) < _MOST_NAMES:
            self._names.add(predicate)


def uris_among(prefixes: dict[str, str]) -> dict[str, str]:
    """Those whose namespace is a URI (Namespaces in XML 1.0, 2.1): for another one, used or not, libxml2 refuses the whole."""
    return {name: namespace for name, namespace in prefixes.items() if namespace.isascii()}


def _names_element(triple: ox.Triple, before: ox.Triple | None) -> bool:
    """Whether the engine makes its class the name of the element for its subject."""
    return triple.predicate == _TYPE and (before is None or before.subject != triple.subject)


def _is_name(iri: str) -> bool:
    """Whether it ends in a name and is not reserved; looked at from its end, or it would take long with a long one."""
    last = _CHARACTERS.match(iri[::-1])
    rest = iri[len(iri) - (last.end() if last else 0) :]
    found = _FIRST.search(rest)
    return found is not None and iri not in _RESERVED and iri[: len(iri) - len(rest) + found.start()] != _DECLARATIONS
