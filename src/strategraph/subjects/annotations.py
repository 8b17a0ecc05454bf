"""Annotations: which descriptors careful readers gave to elements, in two passes and then agreed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows

__all__ = ["COLUMNS", "Annotation", "read_annotations"]

COLUMNS = ("kind", "key", "pass1", "pass2", "agreed")
_BETWEEN = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, slots=True)
class Annotation:
    """The codes of one element: first pass, second pass, agreed; an empty set is an answer, too."""

    kind: str
    key: str
    first: frozenset[str]
    second: frozenset[str]
    agreed: frozenset[str]


def read_annotations(path: Path, codes: Collection[str]) -> tuple[Annotation, ...]:
    """Read one table; codes in a cell are separated by spaces, commas, semicolons or bars.

    Raises:
        RegisterError: naming file, line and remedy, for an unknown code, an empty kind or key, or a repeated element.
    """
    annotations: dict[tuple[str, str], Annotation] = {}
    for line, row in read_rows(path, COLUMNS):
        place = row["kind"], row["key"]
        if not all(place) or place in annotations:
            told = f"{place[0]} {place[1]} stands above already" if all(place) else "kind or key is empty"
            raise RegisterError(f"{path}, line {line}: {told}; each element needs one row.")
        sets = [frozenset(filter(None, _BETWEEN.split(row[column]))) for column in COLUMNS[2:]]
        unknown = sorted(frozenset().union(*sets) - set(codes))
        if unknown:
            raise RegisterError(
                f"{path}, line {line}: there is no descriptor {unknown[0]!r}; write a code of data/vocabularies/descriptors.csv."
            )
        annotations[place] = Annotation(*place, *sets)
    return tuple(annotations.values())
