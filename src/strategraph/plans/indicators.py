"""Indicators as plans print them: `počet center: 5 → 12`, `min. 3 setkání ročně`, `podíl klientů – výchozí stav 40 %, cílový stav 60 %`."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from strategraph.plans.numbers import read_number
from strategraph.plans.value_words import NUMBER, ValueWords, compiled

__all__ = ["Measured", "parts_of_indicators", "read_indicator", "read_measured"]

#: A longer text is no indicator but a sentence about one.
LONGEST = 400
_YEAR = r"(?:19|20)\d\d"
#: No sign of a negative number stands before it.
_COUNT = rf"(?<![-−–])(?:{NUMBER})"


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator is to reach: `comparator` is `=`, `>=` or `<=`; numbers are None, words empty where nothing is said."""

    baseline: Decimal | None = None
    baseline_year: str = ""
    target: Decimal | None = None
    comparator: str = "="
    target_year: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    comparator: str
    year: str
    unit: str


def parts_of_indicators(text: str, words: ValueWords) -> tuple[str, ...]:
    """Several indicators of one cell, apart where semicolons or line ends part them and no part only goes on from the last."""
    parts = tuple(part.strip() for part in regex.split(r"[;\n]", text) if part.strip())
    goes_on = compiled(rf"\W*(?:{words.any_of('baseline', 'target')}).*")
    return parts if not any(goes_on.fullmatch(part) for part in parts) else (text.strip(),)


def read_indicator(text: str, words: ValueWords, czech: bool) -> Measured:
    """The numbers that the words of an indicator state; an empty value where none of the known forms fits the whole text."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return Measured()
    for pattern in _patterns(words):
        found = pattern.fullmatch(text)
        if found:
            said = found.groupdict()
            return _measured(said.get("old"), said["new"], words, czech)
    return Measured()


def read_measured(baseline: str, target: str, words: ValueWords, czech: bool) -> Measured:
    """The numbers of the columns in which the present and the wanted value stand."""
    return _measured(baseline or None, target or None, words, czech)


def _patterns(words: ValueWords) -> tuple[regex.Pattern[str], ...]:
    number = rf"(?:{words.any_of('at_least', 'at_most')}\s*)?{_COUNT}\s*(?:{_unit(words)})?(?:\s*\(?{_when(words)}\)?)?"
    old, new = rf"(?P<old>{number})", rf"(?P<new>{number})"
    name = r"(?:[^\d;]*[^\d;\s])"
    baseline, target = words.any_of("baseline"), words.any_of("target")
    return tuple(
        compiled(form)
        for form in (
            rf"{name}?\W*{baseline}[\s:=(]*{old}\W+{target}[\s:=(]*{new}[\W]*",
            rf"{name}?[\s:(–-]*{old}\s*{words.any_of('arrow')}\s*{new}\)?\.?",
            rf"{name}\s+{words.any_of('rise_from')}\s+{old}\s+{words.any_of('rise_to')}\s+{new}\)?\.?",
            rf"(?:{name}?\W*{target}[\s:=(]*|{name}\s*(?::|\s[–-]\s)\s*|{name}\s*\()?{new}\)?\.?",
        )
    )


def _unit(words: ValueWords) -> str:
    """A sign, a word, or up to four of them, none of which goes on to a year."""
    word = rf"(?!{words.any_of('by', 'in')})[^\W\d_][\w./²³-]*"
    return rf"(?:[%‰](?:\s+{word}){{0,3}}|{word}(?:\s+{word}){{0,3}})"


def _when(words: ValueWords) -> str:
    return rf"(?:(?:{words.any_of('by', 'in')})\s*)?{_YEAR}"


def _measured(old: str | None, new: str | None, words: ValueWords, czech: bool) -> Measured:
    before, after = (_number(said, words, czech) if said else None for said in (old, new))
    if (old and before is None) or (new and after is None) or (before and before.comparator != "="):
        return Measured()
    if before and after and before.unit and after.unit and before.unit != after.unit:
        return Measured()
    return Measured(
        before.value if before else None,
        before.year if before else "",
        after.value if after else None,
        after.comparator if after else "=",
        after.year if after else "",
        (after.unit if after else "") or (before.unit if before else ""),
    )


def _number(text: str, words: ValueWords, czech: bool) -> _Number | None:
    """A number with what stands around it; a year alone is none."""
    bound = rf"(?:(?P<least>{words.any_of('at_least')})|(?P<most>{words.any_of('at_most')}))?"
    year = rf"(?:[\s(,]*(?:(?:{words.any_of('by', 'in')})\s*)?(?P<year>{_YEAR})\)?)?"
    found = compiled(rf"[\s(|]*{bound}\s*(?P<number>{_COUNT})\s*(?P<unit>{_unit(words)})??{year}[\s.)|]*").fullmatch(
        text.strip()
    )
    if found is None or regex.fullmatch(_YEAR, found["number"]):
        return None
    value = read_number(found["number"], czech)
    comparator = ">=" if found["least"] else "<=" if found["most"] else "="
    return None if value is None else _Number(value, comparator, found["year"] or "", found["unit"] or "")
