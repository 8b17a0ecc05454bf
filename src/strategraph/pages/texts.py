"""The words of the pages in Czech and English, and what properties of other vocabularies are called."""

import csv
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from strategraph.namespaces import PREFIXES

__all__ = ["decimal", "fixed", "known_labels", "percent", "plural", "rounded", "shorten", "size", "text", "word_of"]

_FOLDER = Path(__file__).parent
_UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3), ("B", 1))


def text(key: str, language: str, **values: object) -> str:
    """The words for `key`, with `{name}` filled in; an unknown key raises KeyError."""
    return _texts()[key][language].format(**values)


def plural(number: int, language: str) -> str:
    """Which form of a counted word goes with a number: `one`, in Czech `few` for two to four, else `many`."""
    if number == 1:
        return "one"
    return "few" if language == "cs" and 2 <= number <= 4 else "many"


def size(number: int, language: str) -> str:
    """A number of bytes in the largest decimal unit that it fills: `1 GB`, `65.5 kB`, in Czech `65,5 kB`."""
    unit, factor = next(((name, factor) for name, factor in _UNITS if number >= factor), _UNITS[-1])
    return f"{decimal(round(number / factor, 1), language)} {unit}"


def decimal(number: float, language: str) -> str:
    """A number with at most four places as a reader writes it: `1.5`, in Czech `1,5`; a whole one without a fraction."""
    shown = f"{number:.4f}".rstrip("0").removesuffix(".")
    return shown.replace(".", ",") if language == "cs" else shown


def fixed(number: Decimal | float, language: str, places: int = 4) -> str:
    """A number with as many places as those below it: the four that are published, so that they add up, or fewer: `0.0710`."""
    shown = f"{number:.{places}f}"
    return shown.replace(".", ",") if language == "cs" else shown


def rounded(number: float, language: str) -> str:
    """A number with two places, for tables in which many stand side by side: `0.07`, in Czech `0,07`."""
    shown = f"{number:.2f}"
    return shown.replace(".", ",") if language == "cs" else shown


def percent(number: Decimal, language: str) -> str:
    """A share of one in per cent: `2.5%`, in Czech `2,5 %` with a space that does not break."""
    shown = decimal(float(number * 100), language)
    return f"{shown}\N{NO-BREAK SPACE}%" if language == "cs" else f"{shown}%"


def word_of(code: str, language: str) -> str:
    """The word for a code that the graph gives as a value (`printed`); a code without one stands for itself."""
    return _texts().get(f"code_{code}", {}).get(language, code)


@cache
def known_labels() -> Mapping[tuple[str, str], str]:
    """(IRI, language) → what a property or class of another vocabulary is called (labels.csv)."""
    labels = {}
    with (_FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            prefix, _, name = row["term"].partition(":")
            for language in ("cs", "en"):
                labels[PREFIXES[prefix] + name, language] = row[language]
    return labels


def shorten(iri: str) -> str:
    """An IRI with a prefix where one fits (`dcterms:title`), else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace and "/" not in iri.removeprefix(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_FOLDER / "texts.toml").read_text(encoding="utf-8"))
