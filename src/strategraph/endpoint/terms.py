"""Terms as they travel to a worker and back: the JSON form of SPARQL 1.1 Query Results JSON (3.2.2)."""

from collections.abc import Mapping

from rdflib import Literal, URIRef

__all__ = ["term_to_json"]


def term_to_json(term: URIRef | Literal) -> Mapping[str, str]:
    """An IRI or a literal as the object that stands for it in JSON results."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": str(term), "xml:lang": term.language}
    if term.datatype:
        return {"type": "literal", "value": str(term), "datatype": str(term.datatype)}
    return {"type": "literal", "value": str(term)}
