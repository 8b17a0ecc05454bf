"""What an element states of indicators and money: the words as they are printed, and what they mean where they were read."""

from collections.abc import Callable, Mapping, Sequence

from strategraph.pages.description import Item, Names
from strategraph.pages.gathering import Gathered, gathered, the_first
from strategraph.pages.lookups import Row
from strategraph.pages.particulars import Particular, places_of
from strategraph.pages.texts import word_of

__all__ = ["indicators", "money", "sources"]

_BETWEEN = "\N{NO-BREAK SPACE}"
#: Variable → the sign before a number that it bounds.
_BOUNDS = (("exact", ""), ("least", "≥ "), ("most", "≤ "))


def indicators(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → its indicators, from the rows of queries/pages/element-stated.rq; the meaning is as `5 → 12 %, 2026`."""
    return _of_kind("indicator", rows, names, _reached)


def money(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → its sums of money, from the same rows; the meaning is as `about 300 000 CZK yearly, 2024–2026`."""
    return _of_kind("money", rows, names, _sum)


def sources(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → the sources of its funding, from the same rows."""
    return _of_kind("funding", rows, names, lambda one, language: "")


def _of_kind(
    kind: str, rows: Sequence[Row], names: Names, meaning: Callable[[Gathered, str], str]
) -> Mapping[str, tuple[Particular, ...]]:
    found: dict[str, tuple[Particular, ...]] = {}
    for one in gathered(rows, "statement").values():
        if the_first(one, "kind") == kind:
            element, printed = the_first(one, "element"), the_first(one, "printed")
            means = meaning(one, names.language)
            item = Item(printed, language="cs") if printed else Item(means)
            told = Particular("", (item,), places_of([one], names), means if means not in printed else "")
            found[element] = (*found.get(element, ()), told)
    return found


def _reached(one: Gathered, language: str) -> str:
    unit = the_first(one, "unit")
    numbers = [f"{sign}{_number(the_first(one, name), language)}" for name, sign in _BOUNDS if name in one]
    before = _dated(_number(the_first(one, "baseline"), language), the_first(one, "baselineYear"))
    after = " ".join(filter(None, (" ".join(numbers), unit if numbers or before else "")))
    return " → ".join(filter(None, (before, _dated(after, the_first(one, "targetYear")))))


def _dated(number: str, year: str) -> str:
    return f"{number} ({year})" if number and year else number


def _sum(one: Gathered, language: str) -> str:
    least, most = (_number(the_first(one, name), language) for name in ("least", "most"))
    if least and most:
        amount = f"{least}–{most}"
    else:
        amount = " ".join(f"{sign}{_number(the_first(one, name), language)}" for name, sign in _BOUNDS if name in one)
    if not amount:
        return ""
    first, last = the_first(one, "first"), the_first(one, "last")
    years = f", {first}" if first and first == last else f", {first}–{last}" if first else ""
    words = [word_of("approximate", language) if "approximate" in one else "", amount, the_first(one, "currency")]
    words.append(word_of(the_first(one, "often"), language) if "often" in one else "")
    return _BETWEEN.join(filter(None, words)) + years


def _number(digits: str, language: str) -> str:
    """A number in groups of three digits: `1 250 000,5`, in English `1,250,000.5`; anything else as it is."""
    whole, point, rest = digits.partition(".")
    if not whole.isdecimal() or (point and not rest.isdecimal()):
        return digits
    grouped, rest = f"{int(whole):,}", rest.rstrip("0")
    if language == "cs":
        return grouped.replace(",", _BETWEEN) + (f",{rest}" if rest else "")
    return grouped + (f".{rest}" if rest else "")
