"""In which language the reader is addressed: Czech or English."""

import re

__all__ = ["LANGUAGES", "choose_language"]

#: The languages of the pages; the first is given where the reader states no preference.
LANGUAGES = ("cs", "en")
MAX_CHARACTERS = 4096
_ELEMENT = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?\Z"
)


def choose_language(asked: str | None, accept_language: str | None) -> str:
    """Choose the language: what `?lang=` names, else the best of Accept-Language (RFC 9110, 12.5.4), else Czech.

    A region is left aside (`en-GB` is `en`, by lookup as in RFC 4647, 3.4); Slovak readers get Czech.
    """
    if asked in LANGUAGES:
        return asked
    weights = _weights(accept_language or "")
    rest = weights.get("*", 0.0)
    scored = [(max(weights.get(tag, rest), weights.get("sk", 0.0) if tag == "cs" else 0.0), tag) for tag in LANGUAGES]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] > 0 else LANGUAGES[0]


def _weights(header: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for element in header[:MAX_CHARACTERS].split(",")[:100]:
        found = _ELEMENT.match(element)
        if found:
            tag = found["tag"].lower()
            weights[tag] = max(weights.get(tag, 0.0), float(found["q"] or 1))
    return weights
