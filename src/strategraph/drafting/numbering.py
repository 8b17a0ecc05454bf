"""Numbers as plans print them before their elements: `1.1.a`, `A.2`, `III.`, `SC1.1`, `A/1`, `b)`, and how one stands below another."""

from dataclasses import dataclass

import regex

__all__ = ["AFTER_WORD", "BARE", "Code", "read_code", "roman_value"]

#: A number after the word of a level: all forms, for the word says what it is.
AFTER_WORD = (
    r"(?P<code>(?:"
    r"\p{Lu}{0,4}[.\-–]?\d{1,3}(?:[./]\d{1,3}(?!\d))*(?:\.?[a-z](?!\w))?"
    r"|[IVXLC]+(?:[./]\d{1,3}(?!\d))*(?:\.[A-Za-z](?!\w))?|\p{Lu}(?:[./]\d{1,3}(?!\d))*(?:\.[a-z](?!\w))?"
    r")[.)]?)(?![\w])"
)
#: A number that stands alone: forms that running text does not have by chance.
BARE = (
    r"(?P<code>\d{1,3}(?:\.\d{1,3}){0,5}(?:\.[a-z](?!\w))?[.)]?|\(\d{1,2}\)|\(?[a-z]\)"
    r"|\p{Lu}{1,4}[.\-]?\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]+(?:\.\d{1,3}|\.[A-Za-z](?!\w))*[.)]?(?<=[.)]|[.]\w{1,3})"
    r"|\p{Lu}(?:\.\d{1,3})*[.)]?(?<=[.)]|\d)|\p{Lu}(?:[./]\d{1,3}(?!\d))+)"
)
_ROMAN = regex.compile(r"(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Code:
    """A number as printed, its form (`d.d`, `R.d`, `L`, `SCd.d`, `l)`), and its parts from the top.

    `prefix` are letters that stand before a numeral without a dot, such as `SC`.
    """

    printed: str
    shape: str
    prefix: str
    parts: tuple[str | int, ...]

    @property
    def depth(self) -> int:
        """How many parts it has."""
        return len(self.parts)

    @property
    def last(self) -> int | None:
        """Its place among its siblings, from 1, or None."""
        value = self.parts[-1] if self.parts else None
        return ord(value.lower()) - 96 if isinstance(value, str) and len(value) == 1 else value  # type: ignore[return-value]


def roman_value(letters: str) -> int | None:
    """The value of a Roman numeral up to C, or None."""
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    total = 0
    for one, following in zip(letters, letters[1:] + " ", strict=True):
        value = _VALUES[one]
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def read_code(printed: str, romans: bool = False) -> Code:
    """Take a printed number apart; a single letter such as `I` is a Roman numeral only if `romans` says so."""
    compact = "".join(printed.split())
    core = compact.strip("().")
    parts: list[str | int] = []
    shapes: list[str] = []
    prefix = ""
    for number, part in enumerate(core.replace("/", ".").split(".")):
        found = regex.fullmatch(r"(\p{Lu}+)[-–]?(\d+)([a-z]?)", part)
        if found and number == 0:
            prefix, rest = found[1], (found[2], found[3])
            shapes.append(f"{prefix}d" + ("l" if found[3] else ""))
            parts += [int(rest[0]), *([rest[1]] if rest[1] else [])]
        else:
            _add_part(part, romans, parts, shapes)
    if len(parts) == 1 and not prefix:
        shapes[-1] += ")" if compact.endswith(")") else "." if compact.endswith(".") else ""
    return Code(compact, ".".join(shapes), prefix, tuple(parts))


def _add_part(part: str, romans: bool, parts: list[str | int], shapes: list[str]) -> None:
    mixed = regex.fullmatch(r"(\d+)([a-z])", part)
    value = roman_value(part) if len(part) > 1 or romans else None
    if part.isdigit():
        parts.append(int(part))
        shapes.append("d")
    elif mixed:
        parts += [int(mixed[1]), mixed[2]]
        shapes.append("d.l")
    elif value is not None:
        parts.append(value)
        shapes.append("R")
    else:
        parts.append(part)
        shapes.append("l" if part.islower() else "L")
