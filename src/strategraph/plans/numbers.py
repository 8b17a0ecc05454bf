"""Numbers as plans print them, in the Czech and the English way of grouping digits."""

from decimal import Decimal

import regex

__all__ = ["read_number", "shown_number"]

_SPACES = regex.compile(r"[ \u00a0\u202f]")
_GROUPED = {mark: regex.compile(rf"\d{{1,3}}(?:{regex.escape(mark)}\d{{3}})+") for mark in ".,"}


def read_number(printed: str, czech: bool) -> Decimal | None:
    """The number of digits, spaces, full stops and commas; None if they can be read in two ways or in none.

    `1,250` is one and a quarter and `1.250` twelve hundred and fifty in a Czech text; in another, nobody knows.
    """
    digits = _SPACES.sub("", printed)
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return Decimal(digits)
    if len(set(marks)) == 2:
        return _both(digits, marks)
    mark = marks[0]
    if len(marks) > 1:
        return Decimal(digits.replace(mark, "")) if _GROUPED[mark].fullmatch(digits) else None
    if _GROUPED[mark].fullmatch(digits) and digits[0] != "0" and not _SPACES.search(printed):
        return (Decimal(digits.replace(mark, "" if mark == "." else "."))) if czech else None
    return Decimal(digits.replace(",", "."))


def _both(digits: str, marks: list[str]) -> Decimal | None:
    """With both marks, the last one stands once and separates decimals, the first one thousands."""
    last = marks[-1]
    whole, _, rest = digits.rpartition(last)
    if marks.count(last) != 1 or not _GROUPED[marks[0]].fullmatch(whole):
        return None
    return Decimal(f"{whole.replace(marks[0], '')}.{rest}")


def shown_number(value: Decimal) -> str:
    """The digits of an xsd:decimal, without an exponent and without zeros that say nothing: `1250000`, `2.5`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
