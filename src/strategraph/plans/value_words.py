"""The words in which plans write numbers, money and times, from mappings/passages/values.toml, and expressions made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from strategraph.errors import MappingError
from strategraph.plans.toml_tables import read_toml

__all__ = ["NUMBER", "ValueWords", "compiled", "read_value_words"]

_FILE = "values.toml"
_TABLES = ("scale", "currency", "word", "month")
#: The lists of `[word]` that must be there.
_LISTS = (
    "approximately", "at_least", "at_most", "starting_at", "up_to", "yearly", "monthly", "continuous", "by", "from", "in", "between",
    "and", "quarter", "half", "lead", "origin", "baseline", "target", "arrow", "rise_from", "rise_to",
)  # fmt: skip
#: Digits as they are grouped in print; what they mean is for `numbers.py`.
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"


@dataclass(frozen=True, slots=True)
class ValueWords:
    """Words by what they mean: a factor, the code of a currency, the number of a month, or a name of `[word]`."""

    scales: Mapping[str, int]
    currencies: Mapping[str, str]
    months: Mapping[str, int]
    lists: Mapping[str, tuple[str, ...]]

    def any_of(self, *names: str) -> str:
        """An expression for any word of these lists, or of `scale`, `currency`, `month`."""
        own = {"scale": self.scales, "currency": self.currencies, "month": self.months}
        return _alternatives(word for name in names for word in own.get(name, self.lists.get(name, ())))


def _alternatives(words: Iterable[str]) -> str:
    """Any of the words, the longest first, none in the middle of a word; a space stands for any white space."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(_bounded, longest)) + ")"


def _bounded(word: str) -> str:
    before = r"(?<![^\W\d_])" if word[0].isalpha() else ""
    after = r"(?![^\W\d_])" if word[-1].isalpha() else ""
    return before + r"\s+".join(map(regex.escape, word.split())) + after


@lru_cache(maxsize=64)
def compiled(pattern: str) -> regex.Pattern[str]:
    """An expression that takes no heed of case."""
    return regex.compile(pattern, regex.IGNORECASE)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> ValueWords:
    file = read_toml(path, f"mappings/passages/{_FILE}")
    file.only(_TABLES)
    tables = [file.values.get(name, {}) for name in _TABLES]
    missing = [name for name in _LISTS if not tables[2].get(name)] + [
        name for name in _TABLES if not file.values.get(name)
    ]
    if missing:
        raise MappingError(f"{file.shown} has no words for {', '.join(missing)}; restore them.")
    scale, currency, lists, month = tables
    return ValueWords(
        {word: int(factor) for factor, words in scale.items() for word in words},
        {word: code for code, words in currency.items() for word in words},
        {word: int(number) for number, words in month.items() for word in words},
        {name: tuple(words) for name, words in lists.items()},
    )


def read_value_words(mappings: Path) -> ValueWords:
    """Read mappings/passages/values.toml, once as long as it does not change.

    Raises:
        MappingError: naming the file, if it is missing, malformed or lacks words.
    """
    path = mappings / "passages" / _FILE
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0)
