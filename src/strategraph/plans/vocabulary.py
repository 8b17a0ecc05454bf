"""The common vocabularies that every plan is mapped to: levels and roles, as tables."""

from dataclasses import dataclass
from pathlib import Path

from strategraph.sources import read_table

__all__ = ["Term", "read_terms"]

COLUMNS = ("id", "label_cs", "label_en", "definition_cs", "definition_en")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a common vocabulary with its labels and definitions."""

    id: str
    label_cs: str
    label_en: str
    definition_cs: str
    definition_en: str


def read_terms(data: Path, name: str) -> tuple[Term, ...]:
    """Read data/vocabularies/<name>.csv, in the order of its rows.

    Raises:
        RegisterError: naming file, line and remedy.
    """
    return tuple(Term(**row) for row in read_table(data / "vocabularies" / f"{name}.csv", COLUMNS, "id"))
