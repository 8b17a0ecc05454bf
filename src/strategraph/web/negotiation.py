"""Which of the forms that we can give fits best what the reader's program asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["MediaRange", "negotiate", "read_accept"]

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
#: A quoted string; one that is not closed reaches to the end, so no place is read twice.
_QUOTED = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_RANGE = re.compile(rf"\s*+(?P<type>{_TOKEN})/(?P<subtype>{_TOKEN})\s*+\Z")
_PARAMETER = re.compile(rf'\s*+(?P<name>{_TOKEN})\s*+=\s*+(?P<value>{_TOKEN}|"(?:[^"\\]|\\.)*+")\s*+\Z', re.DOTALL)
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_ELEMENTS = re.compile(rf'(?:[^,"]++|{_QUOTED})++', re.DOTALL)
_PIECES = re.compile(rf'(?:[^;"]++|{_QUOTED})++', re.DOTALL)
#: What a long header may say before the rest is left unread.
MAX_ELEMENTS = 100
MAX_CHARACTERS = 4096


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header; `quality` is between 0 (refused) and 1."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def specificity(self, offer: "MediaRange") -> int:
        """How closely the range names the offer, from 4 (in every parameter) to 1 (`*/*`); 0 is not at all.

        Parameters that the offer does not bear (a JSON-LD profile, say) are wishes: such a range still
        fits, but less closely than the bare type.
        """
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type != offer.type:
            return 0
        if self.subtype == "*":
            return 2
        if self.subtype != offer.subtype:
            return 0
        return 4 if self.parameters <= offer.parameters else 3


def negotiate(accept: str | None, offers: Sequence[str]) -> str | None:
    """Choose among media types by an Accept header (RFC 9110, 12.5.1).

    The most specific range that fits an offer gives its quality; the highest quality wins, and among
    equals the earlier offer. Elements that are malformed are left unread; a header that is absent, or in
    which nothing can be read, accepts anything. None means that nothing fits (406).
    """
    ranges = read_accept(accept or "")
    if not ranges:
        return offers[0] if offers else None
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(ranges, offer)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def read_accept(header: str) -> tuple[MediaRange, ...]:
    """The well-formed elements of an Accept header, in their order; those that begin after 4 kB are left unread."""
    if len(header) > MAX_CHARACTERS:
        header = header[:MAX_CHARACTERS].rpartition(",")[0]
    elements = (found.group() for found, _ in zip(_ELEMENTS.finditer(header), range(MAX_ELEMENTS), strict=False))
    return tuple(item for item in map(_media_range, elements) if item is not None)


def _quality(ranges: Sequence[MediaRange], offer: str) -> float:
    wanted = _media_range(offer)
    if wanted is None:
        raise ValueError(f"{offer!r} is on offer, but is no media type.")
    fitting = [(item.specificity(wanted), item.quality) for item in ranges]
    closest = max(specificity for specificity, _ in fitting)
    return max(quality for specificity, quality in fitting if specificity == closest) if closest else 0.0


def _media_range(element: str) -> MediaRange | None:
    name, *pieces = (piece.group() for piece in _PIECES.finditer(element)) if element.strip(" \t;") else ("",)
    head = _RANGE.match(name)
    if head is None or (head["type"] == "*" and head["subtype"] != "*"):
        return None
    quality, parameters = 1.0, set()
    for piece in pieces:
        found = _PARAMETER.match(piece)
        if found is None:
            if piece.strip():
                return None
        elif found["name"].lower() == "q":
            if not _WEIGHT.match(found["value"]):
                return None
            quality = float(found["value"])
        elif found["name"].lower() != "charset":
            parameters.add((found["name"].lower(), found["value"].strip('"').lower()))
    return MediaRange(head["type"].lower(), head["subtype"].lower(), frozenset(parameters), quality)
