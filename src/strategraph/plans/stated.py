"""What an element states of times, indicators and money: gathered as printed, then read as far as its words are understood."""

from collections.abc import Iterator
from decimal import Decimal

import regex

from strategraph.plans.amounts import Amount, read_amounts
from strategraph.plans.draft import Draft, Stated, squeezed
from strategraph.plans.indicators import Measured, parts_of_indicators, read_indicator, read_measured
from strategraph.plans.mapping import STATED, Mapping
from strategraph.plans.model import Budget, Deadline, Funding, Indicator, Passage
from strategraph.plans.numbers import shown_number
from strategraph.plans.times import read_time
from strategraph.sources import Document

__all__ = ["settle", "stated_in"]

_EDGE = " \t\u00a0|"
_SOMETHING = regex.compile(r"[^\W_]")


def stated_in(match: regex.Match[str], offset: int, place: Passage, text_derived: bool, unit: str = "") -> list[Stated]:
    """What the groups of a match state, in the order of their fields; cells without a letter or a digit state nothing.

    `offset` is what has to be added to the match's offsets to get those of the document; `place` gives line and page.
    """
    found = []
    filled = {name: _cell(match, name, offset, place) for name in match.groupdict()}
    cells = {name: cell for name, cell in filled.items() if cell is not None}
    for field, names in STATED.items():
        columns = {name: [cells[name]] for name in names if name in cells}
        if columns:
            found.append(Stated(field, columns, text_derived, unit if field == "budget" else ""))
    for name, cell in cells.items():
        if name.startswith("budget_"):
            found.append(Stated("budget", {"budget": [cell]}, text_derived, unit, name.removeprefix("budget_")))
    return found


def _cell(match: regex.Match[str], name: str, offset: int, place: Passage) -> Passage | None:
    text = match[name] or ""
    if not _SOMETHING.search(text):
        return None
    start = match.start(name) + len(text) - len(text.lstrip(_EDGE)) + offset
    return Passage(start, match.start(name) + len(text.rstrip(_EDGE)) + offset, place.line, place.page)


def settle(draft: Draft, document: Document, mapping: Mapping) -> None:
    """Read what has been gathered of an element; what is not understood keeps its words and nothing else."""
    for one in draft.stated:
        said = {name: _words(places, document) for name, places in one.columns.items()}
        places = tuple(place for column in one.columns.values() for place in column)
        if one.field == "deadline":
            draft.deadlines.append(_deadline(said["deadline"], one, places, mapping))
        elif one.field == "indicator":
            draft.indicators += _indicators(said, one, places, mapping)
        elif one.field == "budget":
            draft.budgets += _budgets(said["budget"], one, places, mapping)
        else:
            draft.fundings.append(Funding(said["funding"], one.text_derived, places))
    draft.stated.clear()


def _words(places: list[Passage], document: Document) -> str:
    return " ".join(squeezed(document.characters(place.start, place.end)) for place in places)


def _deadline(text: str, one: Stated, places: tuple[Passage, ...], mapping: Mapping) -> Deadline:
    time = read_time(text, mapping.words)
    if time is None:
        return Deadline("", one.text_derived, places)
    return Deadline(time.ends, one.text_derived, places, time.begins, time.recurrence)


def _indicators(
    said: dict[str, str], one: Stated, places: tuple[Passage, ...], mapping: Mapping
) -> Iterator[Indicator]:
    if "baseline" in said or "target" in said:
        read = read_measured(said.get("baseline", ""), said.get("target", ""), mapping.words, mapping.czech)
        yield _indicator(" | ".join(said.values()), read, one, places)
        return
    for part in parts_of_indicators(said["indicator"], mapping.words):
        yield _indicator(part, read_indicator(part, mapping.words, mapping.czech), one, places)


def _indicator(printed: str, read: Measured, one: Stated, places: tuple[Passage, ...]) -> Indicator:
    years = (read.baseline_year, read.target_year)
    return Indicator(
        printed, _digits(read.baseline), years[0], _digits(read.target), read.comparator, years[1], read.unit,
        one.text_derived, places,
    )  # fmt: skip


def _budgets(text: str, one: Stated, places: tuple[Passage, ...], mapping: Mapping) -> Iterator[Budget]:
    amounts = read_amounts(text, mapping.words, mapping.czech, one.unit)
    if one.year and any(amount.years not in (None, (one.year, one.year)) for amount in amounts):
        amounts = ()
    for amount in amounts:
        yield _budget(amount, one, places)
    if not amounts:
        yield Budget(text, "", "", "", "", False, "", None, one.text_derived, places, ())


def _budget(amount: Amount, one: Stated, places: tuple[Passage, ...]) -> Budget:
    heads = [one.unit_head if amount.by_head else None, one.year_head if one.year and not amount.years else None]
    return Budget(
        amount.words, _digits(amount.value), _digits(amount.least), _digits(amount.most), amount.currency,
        amount.approximate, amount.recurrence, amount.years or ((one.year, one.year) if one.year else None),
        one.text_derived, places, tuple(dict.fromkeys(head for head in heads if head)),
    )  # fmt: skip


def _digits(value: Decimal | None) -> str:
    return "" if value is None else shown_number(value)
