"""Codes of descriptors in the order in which people count: IX before X, which an alphabet has the other way round."""

import re

__all__ = ["code_place"]

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def code_place(code: str) -> tuple[int, str]:
    """What codes are sorted by: the Roman numeral they begin with, then the rest; those without one come first."""
    numeral = re.match(r"[IVXLC]+(?=\.|$)", code)
    signs = [_ROMAN[sign] for sign in numeral[0]] if numeral else []
    number = sum(-sign if sign < max(signs[at:]) else sign for at, sign in enumerate(signs))
    return (number, code)
