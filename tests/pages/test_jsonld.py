"""JSON-LD with prefixes says what it said without them."""

import json

from rdflib import Graph

from strategraph.pages.jsonld import compact

PREFIXES = {"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def node(value: dict[str, str], name: str = "http://example.org/p") -> bytes:
    return json.dumps([{"@id": "http://example.org/a", name: [value]}]).encode()


def test_properties_classes_and_datatypes_are_shortened_and_nothing_else() -> None:
    number = {"@type": "http://www.w3.org/2001/XMLSchema#integer", "@value": "1"}
    nodes = [
        {"@id": "http://b/", TYPE: [{"@id": "http://example.org/T"}]},
        {
            "@id": "http://a/",
            "http://example.org/q": [{"@id": "http://example.org/x"}],
            "http://example.org/p": [number],
        },
    ]
    assert compact(json.dumps(nodes).encode(), PREFIXES) == (
        b'{\n "@context": {\n  "ex": "http://example.org/",\n  "xsd": "http://www.w3.org/2001/XMLSchema#"\n },\n "@graph": ['
        b'\n  {\n   "@id": "http://a/",\n   "ex:p": [\n    {\n     "@type": "xsd:integer",\n     "@value": "1"\n    }\n   ],'
        b'\n   "ex:q": [\n    {\n     "@id": "http://example.org/x"\n    }\n   ]\n  },'
        b'\n  {\n   "@id": "http://b/",\n   "@type": [\n    "ex:T"\n   ]\n  }\n ]\n}'
    )


def test_an_iri_whose_scheme_is_a_prefix_keeps_its_meaning() -> None:
    for expanded in (node({"@id": "ex:thing"}), node({"@value": "1", "@type": "ex:thing"})):
        assert compact(expanded, PREFIXES) == expanded
    (triple,) = Graph().parse(data=compact(node({"@id": "urn:x"}), PREFIXES), format="json-ld")
    assert [str(term) for term in triple] == ["http://example.org/a", "http://example.org/p", "urn:x"]
