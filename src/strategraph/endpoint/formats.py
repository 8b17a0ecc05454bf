"""The formats of answers: their media types, their short names, and which fits a request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from strategraph.web import HttpProblem, negotiate, read_accept

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
#: What `format=xml` and `format=json` mean, by kind of answer: clients send them whatever they ask.
_OF_EITHER_KIND = {
    "xml": {"solutions": "xml", "triples": "rdfxml"},
    "json": {"solutions": "json", "triples": "jsonld"},
}
#: Of a repeated `format`, so many of the last are read.
MAX_NAMED = 4
_OWN = {kind: tuple(types[0] for of, types in FORMATS.values() if of == kind) for kind in ("solutions", "triples")}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client would take: per kind of answer a short name and the media type it is sent as; or a page."""

    formats: Mapping[str, str]
    media_types: Mapping[str, str]
    html: bool = False


def wish(accept: str | None, named: Sequence[str] = ()) -> Wish:
    """Read the wish from `?format=`, else from Accept; the kind of answer is not known before the query has run.

    A value of `format` is one of our names or a list of media types; the last that we can read is taken. For a kind
    of answer that it has no format for, and where none can be read, Accept decides. A reader of pages who named a
    format gets that one or none.

    Raises:
        HttpProblem: 406 if nothing fits of either kind.
    """
    first = next(filter(None, map(_read_format, reversed(named[-MAX_NAMED:]))), None)
    if first and first.html:
        return first
    rest = _negotiated(accept)
    if first is None:
        if rest is None:
            raise unacceptable(("solutions", "triples"))
        return rest
    if rest is None or rest.html:
        return first
    return Wish({**rest.formats, **first.formats}, {**rest.media_types, **first.media_types})


def _read_format(value: str) -> Wish | None:
    """What one value of `format` means; None if we have no such format."""
    if value == "html":
        return _page()
    if value in FORMATS:
        formats = _OF_EITHER_KIND.get(value, {FORMATS[value][0]: value})
        return Wish(formats, {kind: FORMATS[name][1][0] for kind, name in formats.items()})
    # a plus sign that was not percent-encoded arrives as a space
    media_types = re.sub(r"(?<=\w) (?=\w)", "+", value)
    return _negotiated(media_types) if read_accept(media_types) else None


@lru_cache(maxsize=256)
def _negotiated(accept: str | None) -> Wish | None:
    """The formats that fit media types best, by kind of answer; None if none does."""
    formats, media_types = {}, {}
    for kind in ("solutions", "triples"):
        offers = {media: name for name, (of, types) in FORMATS.items() if of == kind for media in types}
        ordered = sorted(offers, key=lambda media: media not in _OWN[kind])
        chosen = negotiate(accept, (*ordered, *HTML))
        if chosen in HTML:
            return _page()
        if chosen is not None:
            formats[kind], media_types[kind] = offers[chosen], chosen
    return Wish(formats, media_types) if formats else None


def _page() -> Wish:
    return Wish({"solutions": "json", "triples": "turtle"}, {}, html=True)


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
    return HttpProblem(
        406,
        f"None of the accepted media types can be given; there are {offered}.",
        f"V žádném z přijímaných formátů odpověď není; jsou tu {offered}.",
    )


def content_type(media_type: str) -> str:
    """The media type with its charset, where it takes one."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
