"""Signposts: what the header `Link` says to programs (RFC 8288; FAIR Signposting, https://signposting.org/FAIR/, level 1).

Each description leads to the lasting address of what it describes (`cite-as`, RFC 8574), to the licence, and to the same
description in other forms (`alternate`, and `describedby` where the other form is metadata for programs).
"""

from urllib.parse import quote

from rdflib import URIRef

from strategraph.endpoint import FORMATS
from strategraph.licence import LICENCE
from strategraph.pages.extensions import EXTENSIONS

#: What kind of resource a page about something is.
_ABOUT = "https://schema.org/AboutPage"
__all__ = ["data_signposts", "page_signposts"]


def page_signposts(thing: URIRef, data: str) -> dict[str, str]:
    """The header for a page about a thing whose data are at a percent-encoded path, to which endings are added."""
    alternates = [
        f'<{data}{ending}>; rel="alternate describedby"; type="{FORMATS[form][1][0]}"'
        for ending, form in EXTENSIONS.items()
    ]
    return {"Link": ", ".join([*alternates, f'<{_ABOUT}>; rel="type"', *_of(thing)])}


def data_signposts(thing: URIRef, page: str, *others: str) -> dict[str, str]:
    """The header for data about a thing whose page is at a percent-encoded path; `others` are further links."""
    return {"Link": ", ".join([f'<{page}>; rel="alternate describes"; type="text/html"', *_of(thing), *others])}


def _of(thing: URIRef) -> tuple[str, str]:
    address = quote(str(thing), safe="%/:?#[]@!$&'()*+,;=-._~")  # a header is ASCII, and an IRI need not be
    return f'<{address}>; rel="cite-as"', f'<{LICENCE}>; rel="license"'
