"""Numbers that a program puts before paragraphs by itself: counters, and how a counter is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["BULLET", "Counters", "numeral"]

BULLET = "•"
#: The largest number written in Roman numerals, which have no sign for more.
_ROMAN_MOST = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _letters(number: int) -> str:
    """A, B, … Z, AA, BB, …: as word processors count on after Z."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def _letters_in_turn(number: int) -> str:
    """A, B, … Z, AA, AB, …: as browsers and sheets count on after Z."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text or "0"


def _roman(number: int) -> str:
    if not 0 < number <= _ROMAN_MOST:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


#: How formats name numerals: those of OOXML (17.18.59), OpenDocument (style:num-format) and HTML (type of ol).
_NUMERALS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": lambda number: f"{number}.",
    "1": str,
    "a": _letters_in_turn,
    "A": lambda number: _letters_in_turn(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "": lambda number: "",
}


def numeral(number: int, kind: str) -> str:
    """The number as that kind of numerals writes it; in figures where the kind is not known.

    >>> numeral(4, "upperRoman"), numeral(28, "lowerLetter"), numeral(28, "a")
    ('IV', 'bb', 'ab')
    """
    return _NUMERALS.get(kind, str)(number)


@dataclass(slots=True)
class Counters:
    """The counters of one list, by level from 0; a level that counts starts all below it anew."""

    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: Callable[[int], int], restarts: Callable[[int, int], bool]) -> dict[int, int]:
        """Count one item; `start` is the first number of a level, `restarts` whether it starts anew below another.

        Levels above that have not counted yet count as their start, as programs show them.
        """
        for above in range(level):
            self.counts.setdefault(above, start(above))
        self.counts[level] = self.counts.get(level, start(level) - 1) + 1
        for below in [one for one in self.counts if one > level]:
            if restarts(below, level):
                del self.counts[below]
        return dict(self.counts)
