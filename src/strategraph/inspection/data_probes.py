"""Tries the rules on the data: the form of IRIs, code lists, links to registers and to other data, and the endpoint."""

from collections.abc import Callable
from urllib.parse import urlencode

from strategraph.catalogue import RUIAN
from strategraph.inspection.place import JSON, NTRIPLES, Place, Verdict, triples_in
from strategraph.namespaces import OWL, RDF, RDFS, VOID

__all__ = ["DATA_PROBES"]

_RPP = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/"
_CODES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?code WHERE {
  ?concept a skos:Concept ; skos:inScheme ?scheme ; skos:notation ?code .
  FILTER(!STRENDS(STR(?concept), CONCAT("/", STR(?code))) && !STRENDS(STR(?concept), CONCAT("#", STR(?code))))
} LIMIT 3
"""
_ANY_CODE = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ASK { ?c a skos:Concept ; skos:inScheme ?s ; skos:notation ?n }"
_REGISTER = 'ASK { ?thing ?property ?entry . FILTER(ISIRI(?entry) && STRSTARTS(STR(?entry), "%s")) }'
_LINKS = """
ASK {{
  ?thing ?property ?other .
  FILTER(STRSTARTS(STR(?thing), "{0}") && ISIRI(?other) && !STRSTARTS(STR(?other), "{0}") && ?property != <{1}>)
}}
"""
Probe = Callable[[Place], Verdict]


def _https(place: Place) -> Verdict:
    return Verdict.of(
        place.uri_space.startswith("https://"), place.uri_space or "no void:uriSpace is stated", place.record_answer
    )


def _spaces(place: Place) -> Verdict:
    vocabularies = (
        [str(space) for space in place.record.objects(place.dataset, VOID.vocabulary)] if place.dataset else []
    )
    own = [space for space in vocabularies if space.rstrip("#/").endswith("/ontology")]
    instances = place.thing.removeprefix(place.base)
    holds = bool(own) and instances.startswith("resource/")
    return Verdict.of(holds, f"{place.thing or 'no thing'}; own terms: {', '.join(own) or 'none'}", place.record_answer)


def _notation(place: Place) -> Verdict:
    answer, faults = place.rows(_CODES)
    known = place.holds(_ANY_CODE)[1]
    told = (
        f"{len(faults)} concepts at least whose code is not the last part"
        if faults
        else "every code is"
        if known
        else "there are no code lists"
    )
    return Verdict.of(answer.status == 200 and known and not faults, told, answer, "content-type")


def _registers(place: Place) -> Verdict:
    territories, bodies = place.holds(_REGISTER % RUIAN), place.holds(_REGISTER % _RPP)
    lacking = [name for name, (_, holds) in (("RÚIAN", territories), ("RPP", bodies)) if not holds]
    return Verdict.of(
        not lacking, f"no IRI of {' and '.join(lacking)}" if lacking else "both are linked", bodies[0], "content-type"
    )


def _links_out(place: Place) -> Verdict:
    space = "".join(letter for letter in place.base if letter not in '"\\\n\r<>{}')
    answer, holds = place.holds(_LINKS.format(space, RDF.type))
    return Verdict.of(
        holds and bool(space), "links lead to other data" if holds else "no link leads to other data", answer
    )


def _ontology(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", "ontology", NTRIPLES)
    graph = triples_in(answer)
    kinds = (OWL.Class, RDFS.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    named = {term for kind in kinds for term in graph.subjects(RDF.type, kind) if (term, RDFS.label, None) in graph}
    return Verdict.of(bool(named), f"{len(named)} terms with a label", answer, "content-type")


def _sparql_address(place: Place) -> Verdict:
    stated = str(place.record.value(place.dataset, VOID.sparqlEndpoint) or "") if place.dataset else ""
    return Verdict.of(place.path(stated) == "sparql", stated or "VoID names no endpoint", place.record_answer)


def _sparql_query(place: Place) -> Verdict:
    query = "ASK { ?s ?p ?o }"
    by_get = place.visitor.visit("GET", f"sparql?{urlencode({'query': query})}", JSON)
    if by_get.status != 200 or b'"boolean"' not in by_get.body:
        return Verdict.of(False, "GET gives no usable answer", by_get, "content-type")
    by_post, holds = place.holds(query)
    return Verdict.of(holds, "GET and POST answer" if holds else "POST gives no usable answer", by_post, "content-type")


def _sparql_limits(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", f"sparql?{urlencode({'query': 'ASK {}'})}", JSON)
    stated = answer.header("strategraph-limits")
    told = "limits beside the time are a deviation, and are stated" if stated else "no limit is stated"
    return Verdict.of(bool(stated), told, answer, "strategraph-limits")


DATA_PROBES: dict[str, Probe] = {
    "iri-https": _https,
    "iri-spaces": _spaces,
    "code-list-notation": _notation,
    "reference-registers": _registers,
    "links-out": _links_out,
    "ontology-described": _ontology,
    "sparql-address": _sparql_address,
    "sparql-query": _sparql_query,
    "sparql-limits": _sparql_limits,
}
