"""Judged pairs: which links a reader holds to be right, and how well a ranking puts them first.

Average precision and nDCG over all pairs at once (Manning, Raghavan and Schütze 2008, chapter 8); pairs that a ranking
does not have count as last, and pairs that the list does not name as wrong. Grade 2 is strict, 1 and 2 are right.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_utf8

__all__ = ["Quality", "quality", "read_judged"]

COLUMNS = ("objective", "unit", "grade")
_GRADES = ("0", "1", "2")
STRICT = 2
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures from 0 to 1; `strict_ranks` are the places of the strict pairs, from 1."""

    average_precision: float
    strict: float
    ndcg: float
    at_10: float
    at_20: float
    strict_ranks: tuple[int, ...]


def read_judged(path: Path, base: str) -> dict[Pair, int]:
    """Read a table (TSV, a header with objective, unit and grade) of IRIs, or of paths below `base`.

    Raises:
        RegisterError: naming file, line and remedy, for other columns, a grade that is not 0, 1 or 2, or a pair named twice.
    """
    lines = read_utf8(path).splitlines()
    header = lines[0].split("\t") if lines else []
    if tuple(header[:3]) != COLUMNS:
        raise RegisterError(
            f"{path}, line 1: the first columns are {', '.join(header[:3])}; they have to be {', '.join(COLUMNS)}."
        )
    found: dict[Pair, int] = {}
    for number, line in enumerate(lines[1:], 2):
        objective, unit, grade, *_ = [*line.split("\t"), "", "", ""]
        if not line.strip():
            continue
        if grade not in _GRADES or not objective or not unit:
            raise RegisterError(
                f"{path}, line {number}: write objective, unit and a grade of 0, 1 or 2, with tabs between them."
            )
        pair = tuple(one if "://" in one else base + one for one in (objective, unit))
        if found.setdefault((pair[0], pair[1]), int(grade)) != int(grade):
            raise RegisterError(
                f"{path}, line {number}: grades {objective} and {unit} again, otherwise; keep one of the two."
            )
    return found


def quality(values: Mapping[Pair, float], judged: Mapping[Pair, int]) -> Quality:
    """How well pairs ranked by their values (ties by IRI) agree with a judged list."""
    ranked = sorted(values, key=lambda pair: (-values[pair], pair))
    right = {pair for pair, grade in judged.items() if grade}
    strict = {pair for pair, grade in judged.items() if grade == STRICT}
    gain = sum(judged.get(pair, 0) / math.log2(rank + 1) for rank, pair in enumerate(ranked, 1))
    ideal = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(sorted(judged.values(), reverse=True), 1))
    return Quality(
        _average_precision(ranked, right),
        _average_precision(ranked, strict),
        gain / ideal if ideal else 0.0,
        sum(pair in right for pair in ranked[:10]) / 10,
        sum(pair in right for pair in ranked[:20]) / 20,
        tuple(rank for rank, pair in enumerate(ranked, 1) if pair in strict),
    )


def _average_precision(ranked: Sequence[Pair], right: set[Pair]) -> float:
    hits, total = 0, 0.0
    for rank, pair in enumerate(ranked, 1):
        if pair in right:
            hits += 1
            total += hits / rank
    return total / len(right) if right else 0.0
