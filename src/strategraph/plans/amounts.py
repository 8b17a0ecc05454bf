"""Sums of money as plans print them: `1 250 tis. Kč`, `cca 300 000 Kč ročně`, `2024: 1,5 mil. Kč; 2025: 2 mil. Kč`."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from strategraph.plans.numbers import read_number
from strategraph.plans.value_words import NUMBER, ValueWords, compiled

__all__ = ["Amount", "head_unit", "read_amounts"]

_YEAR = r"(?:19|20)\d\d"
#: A longer text is no sum but a sentence about one.
LONGEST = 300
_DASH = r",\s?[-–—]{1,2}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum: `value`, or bounds; `currency` by its ISO 4217 code, empty where none is printed; the years that are named.

    `recurrence` is `yearly`, `monthly` or empty; `words` are those of the text that state the sum. `by_head`: the head of its
    column has said how it is counted.
    """

    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    currency: str
    approximate: bool
    recurrence: str
    years: tuple[str, str] | None
    words: str
    by_head: bool


def read_amounts(text: str, words: ValueWords, czech: bool, head: str = "") -> tuple[Amount, ...]:
    """The sum that a text states, or one for each year that it names; nothing if any of its words is not understood.

    `head` is what the column says of all its sums, such as `tis. Kč`.
    """
    whole = _amount(text, words, czech, head)
    if whole is not None:
        return (whole,)
    apart = compiled(rf"\s*(?:[;\n]|,\s)\s*(?=(?:{words.any_of('in')}\s+)?{_YEAR}\s*[:–=-])").split(text)
    found = [_amount(part, words, czech, head) for part in apart]
    known = [one for one in found if one is not None and one.years is not None]
    if len(known) < len(found) or len({one.years for one in known}) < len(known):
        return ()
    return tuple(known)


def head_unit(head: str, words: ValueWords) -> tuple[int, str]:
    """The factor and the currency that the head of a column names: `tis. Kč` is 1000 and CZK; 1 and nothing where it names none."""
    scale, currency = (compiled(words.any_of(name)).search(head) for name in ("scale", "currency"))
    return _scale(scale[0] if scale else "", words), _currency(currency[0] if currency else "", words)


def _amount(text: str, words: ValueWords, czech: bool, head: str) -> Amount | None:
    found = _pattern(words).fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    said = found.groupdict()
    scale, first_scale = said["scale"], said["first_scale"]
    currencies = {_currency(said[name], words) for name in ("currency", "first_currency", "before") if said[name]}
    printed = bool(scale or first_scale or currencies or said["dash"])
    years = any(regex.fullmatch(_YEAR, said[name] or "") for name in ("first", "number"))
    if len(currencies) > 1 or (years and not printed and not head):
        return None
    factor, of_head = head_unit(head, words) if head else (1, "")
    sums = [
        _times(said["first"], first_scale or scale, words, czech, 1 if printed else factor),
        _times(said["number"], scale, words, czech, 1 if printed else factor),
    ]
    if sums[1] is None or (said["first"] and (sums[0] is None or sums[0] > sums[1])):
        return None
    by_head = bool(head) and (not printed or not currencies)
    return _made(found, sums, min(currencies, default=of_head), by_head, words)


def _made(
    found: regex.Match[str], sums: list[Decimal | None], currency: str, by_head: bool, words: ValueWords
) -> Amount | None:
    said, text = found.groupdict(), found.string
    low, high = (bool(said[name]) for name in ("least", "most"))
    if (low and high) or ((low or high) and said["first"]):
        return None
    value = sums[1] if not (low or high or said["first"]) else None
    least = sums[1] if low else sums[0]
    most = sums[1] if high or said["first"] else None
    years = [said["year"] or said["years"], said["until"] or said["year"] or said["years"]]
    spoken = (said["often"] or said["often_behind"] or "").lower()
    yearly = compiled(words.any_of("yearly")).fullmatch(spoken.strip(" (),"))
    if (said["year"] and said["years"]) or (years[0] and years[0] > years[1]):
        return None
    return Amount(
        value, least, most, currency, bool(said["about"]), ("yearly" if yearly else "monthly") if spoken else "",
        (years[0], years[1]) if years[0] else None, text, by_head,
    )  # fmt: skip


def _times(printed: str | None, scale: str | None, words: ValueWords, czech: bool, factor: int) -> Decimal | None:
    number = read_number(printed, czech) if printed else None
    return None if number is None else number * (_scale(scale, words) if scale else factor)


def _scale(word: str, words: ValueWords) -> int:
    return words.scales.get(" ".join(word.lower().split()), 1)


def _currency(word: str, words: ValueWords) -> str:
    return words.currencies.get(" ".join(word.lower().split()), "")


def _pattern(words: ValueWords) -> regex.Pattern[str]:
    """A whole text that states one sum: what is around it has to be understood, too."""
    scale, currency = words.any_of("scale"), words.any_of("currency")
    inside = words.any_of("in")
    often = rf"[(,]?\s*{words.any_of('yearly', 'monthly')}\)?"
    kind = (
        rf"(?:(?P<about>{words.any_of('approximately')})|(?P<least>{words.any_of('at_least', 'starting_at')})"
        rf"|(?P<most>{words.any_of('at_most', 'up_to')}))"
    )
    lead = rf"{words.any_of('lead')}\s*[:–-]?"
    before = rf"(?:{lead}\s*|(?:{inside}\s+)?(?P<year>{_YEAR})\s*[:–=-]\s*|(?P<often>{often})\s*|{kind}\s*){{0,6}}"
    first = rf"(?:(?P<first>{NUMBER})\s*(?P<first_scale>{scale})?\s*(?P<first_currency>{currency})?\s*(?:[–—-]|až)\s*)?"
    total = rf"(?:(?P<before>{currency})\s*)?{first}(?P<number>{NUMBER})\s*(?P<scale>{scale})?\s*(?P<dash>{_DASH})?\s*(?P<currency>{currency})?"
    years = rf"[(,]?\s*(?:{inside}\s+)?(?P<years>{_YEAR})(?:\s*[–—-]\s*(?P<until>{_YEAR}))?\)?"
    behind = rf"(?:\s*(?P<often_behind>{often})|\s*{years}|\s+{words.any_of('lead')}){{0,3}}"
    rest = rf"(?:\s*\([^()\d]*\)|\s*,?\s+{words.any_of('origin')}\s[^\d;]*)?"
    return compiled(rf"(?:[-–•*]\s+)?{before}{total}{behind}{rest}[\s.;|]*")
