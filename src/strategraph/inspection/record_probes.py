"""Tries the rules on the catalogue record: DCAT-AP-CZ and VoID."""

from collections.abc import Callable, Iterable

from rdflib import URIRef
from rdflib.term import Node

from strategraph.catalogue import RUIAN
from strategraph.inspection.place import FAILED, OPEN, PASSED, Place, Verdict
from strategraph.namespaces import DCAT, DCTERMS, PU, VCARD, VOID

__all__ = ["RECORD_PROBES"]

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "http://www.iana.org/assignments/media-types/"
_TERMS = ("autorské-dílo", "databáze-jako-autorské-dílo", "databáze-chráněná-zvláštními-právy", "osobní-údaje")
Probe = Callable[[Place], Verdict]


def _values(place: Place, property_: URIRef, begin: str) -> Verdict:
    """The dataset has an IRI that begins so."""
    found = (
        [str(value) for value in place.record.objects(place.dataset, property_) if str(value).startswith(begin)]
        if place.dataset
        else []
    )
    return Verdict.of(bool(found), ", ".join(found[:5]) or f"no value that begins with {begin}", place.record_answer)


def _value(property_: URIRef, begin: str) -> Probe:
    return lambda place: _values(place, property_, begin)


def _czech(property_: URIRef) -> Probe:
    def probe(place: Place) -> Verdict:
        holds = place.in_czech(place.dataset, property_)
        return Verdict.of(holds, "there in Czech" if holds else "none in Czech", place.record_answer)

    return probe


def _each(place: Place, things: Iterable[Node], holds: Callable[[Node], bool], what: str) -> Verdict:
    """All of some things have something; there has to be one at least."""
    found = list(things)
    lacking = [str(thing) for thing in found if not holds(thing)]
    told = f"{what} is lacking for {', '.join(lacking[:3])}" if lacking else f"{len(found)} of {len(found)} have it"
    return Verdict.of(bool(found) and not lacking, told if found else "there is none", place.record_answer)


def _publisher(place: Place) -> Verdict:
    publisher = place.record.value(place.dataset, DCTERMS.publisher) if place.dataset else None
    if publisher is None and place.dataset is not None:
        return Verdict(
            OPEN, "publication.publisher is not set, so the record leaves it out", tuple(place.record_answer.lines())
        )
    holds = isinstance(publisher, URIRef) and str(publisher).startswith(("http://", "https://"))
    return Verdict.of(holds, str(publisher), place.record_answer)


def _contact(place: Place) -> Verdict:
    contact = place.record.value(place.dataset, DCAT.contactPoint) if place.dataset else None
    if contact is None and place.dataset is not None:
        told = "publication.contact_name and contact_email are not set, so the record leaves them out"
        return Verdict(OPEN, told, tuple(place.record_answer.lines()))
    lacking = [
        name
        for name, property_ in (("name", VCARD.fn), ("e-mail", VCARD.hasEmail))
        if (contact, property_, None) not in place.record
    ]
    return Verdict.of(not lacking, f"without {' and '.join(lacking)}" if lacking else str(contact), place.record_answer)


def _distribution(place: Place) -> Verdict:
    ways = list(place.record.objects(place.dataset, DCAT.distribution)) if place.dataset else []
    files = [way for way in ways if (way, DCAT.downloadURL, None) in place.record]
    return Verdict.of(bool(files), f"{len(ways)} distributions, {len(files)} of them files", place.record_answer)


def _terms(place: Place) -> Verdict:
    def holds(way: Node) -> bool:
        terms = place.record.value(way, PU.specifikace)
        return terms is not None and all((terms, PU[name], None) in place.record for name in _TERMS)

    return _each(place, place.of_kind(DCAT.Distribution), holds, "pu:specifikace")


def _has(kind: URIRef, property_: URIRef, begin: str, what: str) -> Probe:
    def probe(place: Place) -> Verdict:
        things = place.of_kind(kind)
        if property_ != DCAT.accessURL:
            things = [thing for thing in things if (thing, DCAT.downloadURL, None) in place.record]
        return _each(
            place,
            things,
            lambda one: any(str(value).startswith(begin) for value in place.record.objects(one, property_)),
            what,
        )

    return probe


def _service(place: Place) -> Verdict:
    services = set(place.record.objects(None, DCAT.accessService))
    whole = [
        one for one in services if place.in_czech(one, DCTERMS.title) and (one, DCAT.endpointURL, None) in place.record
    ]
    return Verdict.of(
        bool(whole), f"{len(services)} services, {len(whole)} of them with title and address", place.record_answer
    )


def _void(place: Place) -> Verdict:
    wanted = {"triples": VOID.triples, "sparqlEndpoint": VOID.sparqlEndpoint, "dataDump": VOID.dataDump}
    lacking = [
        name
        for name, property_ in wanted.items()
        if place.dataset is None or (place.dataset, property_, None) not in place.record
    ]
    told = (
        f"without void:{', void:'.join(lacking)}"
        if lacking
        else f"{place.record.value(place.dataset, VOID.triples)} triples"
    )
    return Verdict(FAILED if lacking else PASSED, told, tuple(place.record_answer.lines("content-type")))


RECORD_PROBES: dict[str, Probe] = {
    "void": _void,
    "dcat-title": _czech(DCTERMS.title),
    "dcat-description": _czech(DCTERMS.description),
    "dcat-publisher": _publisher,
    "dcat-contact": _contact,
    "dcat-theme": _value(DCAT.theme, f"{_EU}data-theme/"),
    "dcat-frequency": _value(DCTERMS.accrualPeriodicity, f"{_EU}frequency/"),
    "dcat-keyword": _czech(DCAT.keyword),
    "dcat-spatial": _value(DCTERMS.spatial, RUIAN),
    "dcat-distribution": _distribution,
    "dcat-terms": _terms,
    "dcat-access": _has(DCAT.Distribution, DCAT.accessURL, "http", "dcat:accessURL"),
    "dcat-format": _has(DCAT.Distribution, DCTERMS["format"], f"{_EU}file-type/", "dcterms:format"),
    "dcat-media-type": _has(DCAT.Distribution, DCAT.mediaType, _IANA, "dcat:mediaType"),
    "dcat-service": _service,
}
