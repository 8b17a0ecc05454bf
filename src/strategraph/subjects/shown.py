"""Suggestions and figures as a person reads them on a screen, and suggestions as JSON for a script."""

import json
from collections.abc import Iterator, Mapping, Sequence

from strategraph.concepts import Descriptor
from strategraph.subjects.evaluation import Evaluation, Mistake
from strategraph.subjects.metrics import Interval
from strategraph.subjects.model import Assignment, Lexicon, Match

__all__ = ["FOREIGN", "evaluation_lines", "suggestion_lines", "suggestions_json"]


#: What is said of a text for which nothing was found and which is likelier in another language.
FOREIGN = {
    "en": "The text seems not to be Czech: write it in Czech, the lexicon has no words of other languages.",
    "cs": "Text zřejmě není česky: napište jej česky, slova jiných jazyků lexikon nezná.",
}


def suggestion_lines(
    found: Sequence[Assignment], descriptors: Mapping[str, Descriptor], foreign: bool = False
) -> Iterator[str]:
    """A line for each descriptor, below it a line for each of the words that speak for it with their weight.

    Where there is none, a line says so, or that the text is `foreign`.
    """
    if not found:
        yield FOREIGN["en"] if foreign else "No descriptor fits."
    for one in found:
        yield f"{one.code:<7} {one.score:>5.2f}  {one.status:<9} {descriptors[one.code].label_cs}"
        for match in one.matches:
            yield f"{'':<7} {match.weight:>5}  {match.words!r} (characters {match.start} to {match.end})"


def suggestions_json(
    found: Sequence[Assignment], descriptors: Mapping[str, Descriptor], lexicon: Lexicon, foreign: bool = False
) -> str:
    """The same with the version of the lexicon; `notice` is there only if nothing was found in a `foreign` text.

    Offsets are code points from 0, the end exclusive, of the text, or of the heading with the number `heading`
    (from 0) where `where` is `heading`.
    """
    rows = [
        {
            "code": one.code,
            "label": {"cs": descriptors[one.code].label_cs, "en": descriptors[one.code].label_en},
            "score": one.score,
            "status": one.status,
            "evidence": [_evidence(match) for match in one.matches],
        }
        for one in found
    ]
    notice = {"notice": FOREIGN} if foreign and not rows else {}
    return json.dumps({"lexicon": lexicon.version, "descriptors": rows} | notice, ensure_ascii=False, indent=2)


def _evidence(match: Match) -> dict[str, str | int]:
    place: dict[str, str | int] = {"start": match.start, "end": match.end, "words": match.words}
    heading: dict[str, str | int] = {} if match.heading < 0 else {"heading": match.heading}
    return {"term": match.term, "weight": match.weight, "where": match.where, **heading, **place}


def evaluation_lines(evaluation: Evaluation, lexicon: Lexicon) -> Iterator[str]:
    """Figures with their 95 % intervals, then each descriptor, then each mistake with its words."""
    yield f"{evaluation.elements} elements, lexicon {lexicon.version} with {len(lexicon.terms)} terms"
    lower = {"pruned, all plans": evaluation.pruned, "pruned, this plan": evaluation.pruned_alone}
    for name, figures in {"leave one section out": evaluation.whole, **lower}.items():
        yield f"{name}:"
        yield from (f"  {figure:<12} {_interval(value)}" for figure, value in figures.items())
    yield "by descriptor (precision, recall, F1, elements that should have it):"
    for code, (precision, recall, f1, wanted) in sorted(evaluation.per_code.items()):
        yield f"  {code:<7} {precision:.2f} {recall:.2f} {f1:.2f} {wanted:>3}"
    yield "mistakes:"
    yield from (f"  {_mistake(one)}" for one in evaluation.mistakes)


def _interval(value: Interval) -> str:
    return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]"


def _mistake(one: Mistake) -> str:
    words = ", ".join(repr(match.words) for match in one.matches) or "no word"
    return f"{one.kind} {one.key}: {'missed' if one.missed else 'wrongly given'} {one.code} ({one.score:.2f}; {words})"
