"""The formats of answers: their media types, their short names, and which fits a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from strategraph.web import HttpProblem, negotiate

__all__ = ["FORMATS", "HTML", "Wish", "content_type", "wish", "wish_for_triples"]

#: Short name → kind of answer, media types (the first is its own, the rest are taken for it).
FORMATS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "json": ("solutions", ("application/sparql-results+json", "application/json")),
        "xml": ("solutions", ("application/sparql-results+xml", "application/xml", "text/xml")),
        "csv": ("solutions", ("text/csv",)),
        "tsv": ("solutions", ("text/tab-separated-values",)),
        "turtle": ("triples", ("text/turtle", "application/x-turtle")),
        "nt": ("triples", ("application/n-triples",)),
        "rdfxml": ("triples", ("application/rdf+xml", "application/xml", "text/xml")),
        "jsonld": ("triples", ("application/ld+json", "application/json")),
    }
)
HTML = ("text/html", "application/xhtml+xml")
_OWN = {kind: tuple(types[0] for of, types in FORMATS.values() if of == kind) for kind in ("solutions", "triples")}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client would take: per kind of answer a short name and the media type it is sent as; or a page."""

    formats: Mapping[str, str]
    media_types: Mapping[str, str]
    html: bool = False


def wish(accept: str | None, named: str | None) -> Wish:
    """Read the wish from `?format=` or from Accept; the kind of answer is not known before the query has run.

    Raises:
        HttpProblem: 400 for an unknown name in `format`, 406 if Accept fits no format of either kind.
    """
    if named is not None:
        return _by_name(named)
    formats, media_types = {}, {}
    for kind in ("solutions", "triples"):
        offers = {media: name for name, (of, types) in FORMATS.items() if of == kind for media in types}
        ordered = sorted(offers, key=lambda media: media not in _OWN[kind])
        chosen = negotiate(accept, (*ordered, *HTML))
        if chosen in HTML:
            return Wish({"solutions": "json", "triples": "turtle"}, {}, html=True)
        if chosen is not None:
            formats[kind], media_types[kind] = offers[chosen], chosen
    if not formats:
        raise unacceptable(("solutions", "triples"))
    return Wish(formats, media_types)


def wish_for_triples(accept: str | None) -> tuple[str, str]:
    """The short name and the media type that fit best for a description in RDF.

    Raises:
        HttpProblem: 406 if none fits.
    """
    offers = {media: name for name, (of, types) in FORMATS.items() if of == "triples" for media in types}
    chosen = negotiate(accept, sorted(offers, key=lambda media: media not in _OWN["triples"]))
    if chosen is None:
        raise unacceptable(("triples",))
    return offers[chosen], chosen


def unacceptable(kinds: tuple[str, ...]) -> HttpProblem:
    """406, with what there is (RFC 9110, 15.5.7)."""
    offered = ", ".join(media for kind in kinds for media in _OWN[kind])
    return HttpProblem(406, f"None of the accepted media types can be given; there are {offered}.")


def content_type(media_type: str) -> str:
    """The media type with its charset, where it takes one."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _by_name(named: str) -> Wish:
    if named == "html":
        return Wish({"solutions": "json", "triples": "turtle"}, {}, html=True)
    if named not in FORMATS:
        raise HttpProblem(400, f"There is no format {named!r}; the formats are {', '.join(FORMATS)}.")
    kind, types = FORMATS[named]
    return Wish({kind: named}, {kind: types[0]})
