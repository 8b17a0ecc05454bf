"""Times by which something is due, as plans print them: `do 31. 12. 2025`, `IV. čtvrtletí 2025`, `2024–2026`, `průběžně`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from strategraph.plans.value_words import ValueWords, compiled

__all__ = ["Time", "read_time"]

LONGEST = 200
_YEAR = r"(?:19|20)\d\d"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Time:
    """When something ends, and when it begins if that is said: `2025`, `2025-12` or `2025-12-31`, each no more precise than said.

    A quarter begins and ends with a month. `recurrence` is `continuous`, `yearly`, `monthly` or empty. `begins` without `ends`
    is an open end.
    """

    ends: str
    begins: str
    recurrence: str


@dataclass(frozen=True, slots=True)
class _Point:
    """A time as it is named: its first and its last month or day, the same but for quarters and halves of a year."""

    first: str
    last: str


def read_time(text: str, words: ValueWords) -> Time | None:
    """The time that a text states; None if any of its words is not understood, or if it ends before it begins."""
    rest = " ".join(text.split()).strip(" .,;|()").removeprefix("- ").removeprefix("– ")
    if not rest or len(rest) > LONGEST:
        return None
    rest, recurrence = _recurring(rest, words)
    if not rest:
        return Time("", "", recurrence) if recurrence else None
    for ends, begins in _ways(rest, words):
        if _in_order(begins, ends):
            return Time(ends, begins, recurrence)
    return None


def _recurring(text: str, words: ValueWords) -> tuple[str, str]:
    """The text without the word that says how often, and that word's meaning."""
    for name in ("continuous", "yearly", "monthly"):
        said = words.any_of(name)
        found = compiled(rf"(?P<open>.*\d)\s*[–—-]\s*{said}").fullmatch(text)
        if found:  # "1/2024 – průběžně" has no end
            return f"{words.lists['from'][-1]} {found['open']}", name
        found = compiled(
            rf"{said}[\s,;:–-]*(?P<rest>.*)|(?P<before>.*?)[\s,;–-]*(?:dále\s+|a\s+|and\s+)?{said}"
        ).fullmatch(text)
        if found:
            return (found["rest"] or found["before"] or "").strip(" ,;()"), name
    return text, ""


def _ways(text: str, words: ValueWords) -> Iterator[tuple[str, str]]:
    """End and beginning, by each form that the whole text may have."""
    prefixes = rf"(?:{words.any_of('by', 'in')}\s*)*"
    single = compiled(rf"(?P<from>{words.any_of('from')}\s*)?{prefixes}(?P<point>.+)").fullmatch(text)
    if single and (point := _point(single["point"], words)):
        yield ("", point.first) if single["from"] else (point.last, point.first if point.first != point.last else "")
    between = words.any_of("between")
    for mark in compiled(rf"\s*{between}\s*").finditer(text):
        yield from _range(text[: mark.start()], text[mark.end() :], words)
    yield from _list(text, words)


def _range(first: str, last: str, words: ValueWords) -> Iterator[tuple[str, str]]:
    lead = rf"(?:{words.any_of('from', 'in')}\s*)*"
    behind = compiled(rf"(?:{words.any_of('by', 'in', 'from')}\s*)*(?P<point>.+)").fullmatch(last)
    before = compiled(rf"{lead}(?P<point>.+)").fullmatch(first)
    end = _point(behind["point"], words) if behind else None
    if not before or not end:
        return
    begin = _point(before["point"], words) or _without_year(before["point"], end.last[:4], words)
    if begin:
        yield end.last, begin.first if begin.first != end.last else ""


def _without_year(text: str, year: str, words: ValueWords) -> _Point | None:
    """A month, day or quarter whose year stands with the end of its range: `leden–prosinec 2024`, `1. 9. – 31. 12. 2024`."""
    text = text.strip(" .") + ("." if regex.search(r"\d\s*\.\s*$", text) else "")
    return _point(f"{text} {year}", words) or _point(f"{text}{year}", words)


def _list(text: str, words: ValueWords) -> Iterator[tuple[str, str]]:
    """Years in a row, one after another without a gap: `2024, 2025 a 2026`."""
    lead = rf"(?:{words.any_of('in')}\s*)*"
    between = words.any_of("and")
    if compiled(rf"{lead}{_YEAR}(?:\s*{between}\s*{_YEAR})+").fullmatch(text):
        years = [int(year) for year in regex.findall(_YEAR, text)]
        if years == list(range(years[0], years[0] + len(years))):
            yield str(years[-1]), str(years[0])


def _point(text: str, words: ValueWords) -> _Point | None:
    text = text.strip(" .,;()")
    inside = rf"(?:{words.any_of('in')}\s*)*"
    if compiled(_YEAR).fullmatch(text):
        return _Point(text, text)
    for form in (
        rf"(?P<day>\d{{1,2}})\s*\.\s*(?P<month>\d{{1,2}})\s*\.\s*(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})\s*\.?\s*(?P<named>{words.any_of('month')})\s+(?P<year>{_YEAR})",
        rf"(?P<month>\d{{1,2}})\s*[/.]\s*(?P<year>{_YEAR})",
        rf"(?P<named>{words.any_of('month')})\s*[/,]?\s*{inside}(?P<year>{_YEAR})",
    ):
        found = compiled(form).fullmatch(text)
        if found:
            return _calendar({name: value for name, value in found.groupdict().items() if value}, words)
    return _part_of_year(text, words, inside)


def _calendar(said: dict[str, str], words: ValueWords) -> _Point | None:
    """A month or a day that there is."""
    named = " ".join(said.get("named", "").lower().split())
    year, month, day = int(said["year"]), int(said.get("month") or words.months[named]), int(said.get("day", 1))
    try:
        when = date(year, month, day).isoformat()
    except ValueError:
        return None
    when = when if "day" in said else when[:7]
    return _Point(when, when)


def _part_of_year(text: str, words: ValueWords, inside: str) -> _Point | None:
    """A quarter or a half of a year: its first and its last month."""
    for name, months in (("quarter", 3), ("half", 6)):
        part, said = rf"(?P<part>[1-{12 // months}]|I{{1,3}}V?|IV)", words.any_of(name)
        for form in (
            rf"{part}\s*\.?\s*{said}\s*/?\s*{inside}(?P<year>{_YEAR})",
            rf"{said}\s*{part}\s*[./]?\s*{inside}(?P<year>{_YEAR})",
            rf"(?P<year>{_YEAR})\s*/?\s*{part}\s*\.?\s*{said}",
            rf"(?P<year>{_YEAR})\s*/?\s*{said}\s*{part}",
        ):
            found = compiled(form).fullmatch(text)
            number = _ROMAN.get(found["part"].lower(), 9) if found else 9
            if found and number * months <= 12:
                first = (number - 1) * months + 1
                return _Point(f"{found['year']}-{first:02d}", f"{found['year']}-{first + months - 1:02d}")
    return None


def _in_order(begins: str, ends: str) -> bool:
    """Whether the end is not before the beginning, as far as both are known."""
    common = min(len(begins), len(ends))
    return not begins or not ends or begins[:common] <= ends[:common]
