"""Snippets: a text with the words that were looked for set apart, so that a page can mark them; long texts around these words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategraph.release import Wanted

__all__ = ["Bit", "snippet"]

#: So much of a text is looked through; the longest of the five documents has a quarter of it.
_READ = 5_000
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Bit:
    """A part of a text; `found` if it is a word that was looked for."""

    text: str
    found: bool = False


def snippet(text: str, wanted: Wanted, width: int = 260) -> tuple[Bit, ...]:
    """About `width` characters of a text, where most of the words stand that are looked for; `…` where more was left out."""
    spans = list(wanted.spans(text[:_READ]))
    start, end = _window(text, spans, width)
    bits = list(_bits(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end))
    return (*([Bit("… ")] if start else []), *bits, *([Bit(" …")] if end < len(text) else []))


def _window(text: str, spans: Sequence[tuple[int, int]], width: int) -> tuple[int, int]:
    """First and last character of what is shown, at the ends of words."""
    if len(text) <= width:
        return 0, len(text)
    starts = [max(0, first - _BEFORE) for first, _ in spans] or [0]
    best = max(starts, key=lambda start: (sum(start <= span[0] and span[1] <= start + width for span in spans), -start))
    start = 0 if best == 0 else text.find(" ", best) + 1
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end), *(last for _, last in spans if last <= end), start + width // 2)
    return start, end


def _bits(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Bit]:
    place = start
    for first, last in spans:
        if place < first:
            yield Bit(text[place:first])
        yield Bit(text[first:last], True)
        place = last
    if place < end:
        yield Bit(text[place:end])
