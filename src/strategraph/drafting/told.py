"""What a draft tells: as JSON for programs, as sentences for a person."""

import json
from typing import Any

from strategraph.drafting.claims import UNCLAIMED
from strategraph.drafting.drafting import Draft
from strategraph.drafting.fitting import Placed
from strategraph.drafting.levels import level_class
from strategraph.drafting.rules import ranges
from strategraph.drafting.sheet import squeezed
from strategraph.sources import Line

__all__ = ["as_json", "as_sentences", "as_value"]


def as_json(draft: Draft) -> str:
    """`{"plan": …, "elements": […], "unclaimed": […]}`, as docs/drafting.md describes it."""
    return json.dumps(as_value(draft), ensure_ascii=False, indent=2) + "\n"


def as_value(draft: Draft) -> dict[str, Any]:
    """The same as values of Python."""
    return {
        "plan": _plan(draft),
        "elements": [_element(draft, one) for one in draft.fitted.elements],
        "unclaimed": [
            {"place": _place(draft.lines[index]), "text": squeezed(draft.lines[index].text)}
            for index in draft.unclaimed()
        ],
    }


def _plan(draft: Draft) -> dict[str, Any]:
    about = draft.about
    uses: dict[str, list[int]] = {}
    for rule in draft.rules:
        use = "unclaimed" if rule.name == UNCLAIMED else rule.use
        uses.setdefault(use, []).extend(rule.lines)
    return {
        "id": draft.plan_id,
        "title": draft.title,
        "title_printed": len(about.title.lines) == 1,
        "issuer": draft.issuer,
        "level": about.level,
        "territory": draft.territory,
        "period": {"start": about.period[0], "end": about.period[1]} if about.period else None,
        "levels": [
            {"id": name, "name": level.name_cs, "kind": level.kind} for name, level in draft.fitted.levels.items()
        ],
        "lines": {use: ranges(lines) for use, lines in uses.items()},
        "doubts": [{"line": doubt.line or None, "told": doubt.told} for doubt in draft.doubts],
    }


def _element(draft: Draft, one: Placed) -> dict[str, Any]:
    return {
        "id": _identifier(draft, one),
        "kind": draft.fitted.levels[one.level].kind,
        "notation": one.notation or None,
        "level": one.level,
        "text": text_of(draft, one),
        "parent": _identifier(draft, one.parent) if one.parent else None,
        "place": _place(draft.lines[one.entry.index]),
    }


def _identifier(draft: Draft, one: Placed) -> str:
    """Kind and key, as in the IRI that the element gets."""
    return f"{level_class(draft.fitted.levels[one.level].kind)}/{one.key}"


def text_of(draft: Draft, one: Placed) -> str:
    """The whole text, with the lines that it goes on in."""
    further = draft.gathered.continued.get(one.entry.text_index, ())
    return " ".join([one.entry.text, *(draft.gathered.sheet.texts[index] for index in further)])


def _place(line: Line) -> dict[str, Any]:
    place = line.place
    told: dict[str, Any] = {"line": line.number}
    if place is not None:
        named = {"page": place.page, "slide": place.slide, "sheet": place.sheet, "cell": place.address}
        told |= {name: value for name, value in named.items() if value is not None}
    return told


def as_sentences(draft: Draft) -> str:
    """What the draft is unsure of, a line for each doubt."""
    counted = ", ".join(
        f"{sum(one.level == name for one in draft.fitted.elements)} {name}" for name in draft.fitted.levels
    )
    head = f"{draft.plan_id}: {len(draft.fitted.elements)} elements ({counted or 'none'})."
    return "\n".join([head, *(f"line {one.line}: {one.told}" if one.line else one.told for one in draft.doubts)]) + "\n"
