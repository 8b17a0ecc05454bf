"""Tries the rules on the way of the data over HTTP: negotiation, redirects, headers, files, and FAIR signposts."""

import re
from collections.abc import Callable

from rdflib import URIRef

from strategraph.inspection.place import NTRIPLES, Place, Verdict, states, triples_in
from strategraph.inspection.visiting import Answer
from strategraph.namespaces import DCAT, VOID

__all__ = ["HTTP_PROBES"]

_SERIALISATIONS = ("text/turtle", "application/ld+json", NTRIPLES, "application/rdf+xml")
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[a-z*-]+\s*=\s*(?:"[^"]*"|[^",;\s]+))*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]+))')
_ORIGIN = {"Origin": "https://example.org"}
Probe = Callable[[Place], Verdict]


def _described(place: Place, accept: str) -> Answer:
    """What comes from the IRI of the sample thing; the catalogue's own address where none is known."""
    return place.visitor.visit("GET", place.path(place.thing) or "catalogue", accept)


def _dereference(place: Place) -> Verdict:
    for media in _SERIALISATIONS:
        answer = _described(place, media)
        if answer.status != 200 or _type(answer) != media or not answer.body.strip():
            return Verdict.of(False, f"{media} was asked for and did not come", answer, "content-type")
    answer = _described(place, NTRIPLES)
    holds = (URIRef(place.thing), None, None) in triples_in(answer)
    told = ", ".join(_SERIALISATIONS) if holds else "the description says nothing of the thing"
    return Verdict.of(holds, told, answer, "content-type")


def _html(place: Place) -> Verdict:
    answer = _described(place, "text/html")
    return Verdict.of(
        answer.status == 200 and _type(answer) == "text/html", _type(answer) or "nothing", answer, "content-type"
    )


def _see_other(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", place.path(place.thing) or "catalogue", "text/turtle", hops=0)
    return Verdict.of(answer.status == 303, f"status {answer.status}", answer, "location")


def _charset(place: Place) -> Verdict:
    for media in _SERIALISATIONS:
        answer = _described(place, media)
        if not _is_utf8(answer):
            return Verdict.of(False, f"{media} without charset=utf-8", answer, "content-type")
    return Verdict.of(True, "all say it", answer, "content-type")


def _cors_resources(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", place.path(place.thing) or "catalogue", "text/turtle", _ORIGIN)
    return _cors(answer)


def _cors_sparql(place: Place) -> Verdict:
    return _cors(place.visitor.visit("GET", "sparql?query=ASK%7B%7D", "application/sparql-results+json", _ORIGIN))


def _cors(answer: Answer) -> Verdict:
    allowed = answer.header("access-control-allow-origin")
    holds = answer.status == 200 and allowed in ("*", _ORIGIN["Origin"])
    return Verdict.of(holds, allowed or "the header is not there", answer, "access-control-allow-origin")


def _compression(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", "ontology", "text/turtle", {"Accept-Encoding": "gzip"})
    encoding = answer.header("content-encoding")
    return Verdict.of(
        answer.status == 200 and encoding == "gzip", encoding or "not compressed", answer, "content-encoding"
    )


def _each_file(place: Place, holds: Callable[[str, Answer], bool], names: tuple[str, ...]) -> Verdict:
    """Ask for the head of each file; the first that fails is shown."""
    answer, number = None, 0
    for distribution, path in place.files():
        answer, number = place.visitor.visit("HEAD", path), number + 1
        if answer.status != 200 or not holds(str(distribution), answer):
            return Verdict.of(False, f"{path} is not as it has to be", answer, *names)
    return Verdict.of(
        number > 0, f"{number} files" if number else "the record lists no file of this site", answer, *names
    )


def _dump_type(place: Place) -> Verdict:
    def holds(distribution: str, answer: Answer) -> bool:
        stated = str(place.record.value(URIRef(distribution), DCAT.mediaType) or "")
        return stated.endswith(f"/media-types/{_type(answer)}") and bool(_type(answer))

    return _each_file(place, holds, ("content-type",))


def _dump_charset(place: Place) -> Verdict:
    return _each_file(place, lambda _, answer: _is_utf8(answer), ("content-type",))


def _dump_size(place: Place) -> Verdict:
    def holds(distribution: str, answer: Answer) -> bool:
        return str(place.record.value(URIRef(distribution), DCAT.byteSize) or "-") == answer.header("content-length")

    return _each_file(place, holds, ("content-length",))


def _well_known(place: Place) -> Verdict:
    answer = place.visitor.visit("GET", ".well-known/void", NTRIPLES)
    holds = states(answer, VOID.triples)
    return Verdict.of(
        holds, "a VoID description" if holds else "no VoID description in N-Triples", answer, "content-type"
    )


def _links(answer: Answer) -> dict[str, list[str]]:
    """Relation → targets in the header Link (RFC 8288), as far as it is read; target and parameters are of one link each."""
    found: dict[str, list[str]] = {}
    for target, parameters in _LINK.findall(answer.header("link")):
        relation = _REL.search(parameters)
        for name in ((relation[1] or relation[2]) if relation else "").split():
            found.setdefault(name.lower(), []).append(target)
    return found


def _signpost(relation: str, holds: Callable[[Place, str], bool]) -> Probe:
    def probe(place: Place) -> Verdict:
        answer = _described(place, "text/html")
        targets = _links(answer).get(relation, [])
        good = [target for target in targets if holds(place, target)]
        return Verdict.of(
            answer.status == 200 and bool(good), ", ".join(targets[:3]) or f"no link {relation}", answer, "link"
        )

    return probe


def _is_description(place: Place, target: str) -> bool:
    """Whether a link leads to RDF on this site."""
    answer = place.visitor.visit("GET", target) if target.startswith("/") else None
    return answer is not None and answer.status == 200 and _type(answer) in _SERIALISATIONS


def _describes(place: Place) -> Verdict:
    answer = _described(place, "text/turtle")
    targets = _links(answer).get("describes", [])
    return Verdict.of(bool(targets), ", ".join(targets[:3]) or "no link describes", answer, "link")


def _type(answer: Answer) -> str:
    return answer.header("content-type").partition(";")[0].strip().lower()


def _is_utf8(answer: Answer) -> bool:
    return answer.status == 200 and "charset=utf-8" in answer.header("content-type").lower().replace(" ", "").replace(
        '"', ""
    )


HTTP_PROBES: dict[str, Probe] = {
    "dereference-rdf": _dereference,
    "dereference-html": _html,
    "see-other": _see_other,
    "rdf-charset": _charset,
    "cors-resources": _cors_resources,
    "cors-sparql": _cors_sparql,
    "compression": _compression,
    "dump-media-type": _dump_type,
    "dump-charset": _dump_charset,
    "dump-size": _dump_size,
    "void-well-known": _well_known,
    "signpost-cite-as": _signpost("cite-as", lambda place, target: target == place.thing),
    "signpost-describedby": _signpost("describedby", _is_description),
    "signpost-describes": _describes,
    "signpost-license": _signpost("license", lambda place, target: target.startswith("http")),
    "signpost-type": _signpost("type", lambda place, target: target == "https://schema.org/AboutPage"),
}
