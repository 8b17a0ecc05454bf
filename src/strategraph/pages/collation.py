"""In which order names stand in a list, and below which letter: Czech by the Czech alphabet, other languages by the Latin one."""

import re
import unicodedata

import czech_sort

__all__ = ["initial", "order"]

#: Letters that the Czech alphabet counts as letters of their own beside those without a mark; `ch` stands after `h`.
_CZECH = frozenset("ČŘŠŽ")


def order(name: str, language: str) -> tuple[object, ...]:
    """A key to sort names by.

    Czech follows ČSN 97 6030 as czech-sort has it: č after c, ch after h, marks on vowels and on ď, ň, ť only decide
    between words that are alike without them. Others: letters without marks first, capital and small alike.
    """
    if language == "cs":
        return (czech_sort.key(name), name)
    return (_plain(name).casefold(), name.casefold(), name)


def initial(name: str, language: str) -> str:
    """The letter below which a name stands, in capitals; `#` for a digit or nothing. Signs before it do not count."""
    found = re.search(r"[^\W_].?", unicodedata.normalize("NFC", name), re.DOTALL)
    first = found[0].upper() if found else ""
    if language == "cs" and (first == "CH" or first[:1] in _CZECH):
        return "Ch" if first == "CH" else first[0]
    letter = _plain(first)[:1]
    return letter if letter.isalpha() else "#"


def _plain(name: str) -> str:
    """Without the marks on letters."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
