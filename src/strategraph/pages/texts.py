"""The words of the pages in Czech and English, and what properties of other vocabularies are called."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from strategraph.namespaces import PREFIXES

__all__ = ["known_labels", "shorten", "text"]

_FOLDER = Path(__file__).parent


def text(key: str, language: str, **values: object) -> str:
    """The words for `key`, with `{name}` filled in; an unknown key raises KeyError."""
    return _texts()[key][language].format(**values)


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
