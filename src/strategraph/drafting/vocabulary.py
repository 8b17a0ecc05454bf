"""The words that the draft of a mapping knows, from mappings/drafting: of levels, of fields, and other words."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from strategraph.errors import MappingError

__all__ = ["FieldWord", "LevelWord", "Vocabulary", "alternatives", "read_vocabulary"]


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A level as plans name it; `rank` is its usual place from the top, `kind` what its elements are."""

    id: str
    rank: int
    kind: str
    common: str
    name_cs: str
    name_en: str


@dataclass(frozen=True, slots=True)
class FieldWord:
    """A field below an element; `role` of the bodies that it names, or `deadline`, or `descriptors`, or neither.

    `states` is the group of a pattern that its value is: `indicator`, `baseline`, `target`, `budget`, `funding`, or nothing.
    """

    id: str
    role: str
    deadline: bool
    descriptors: bool
    states: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, in lower case, and the expressions that find them.

    `one`, `many` and `of` lead from a form to the id of its level, `short` from letters before a number, `fields` from a
    word to a field; `lists` are the plain lists of words.toml by their keys. `explained` are letters of `short` that the
    document itself explains.
    """

    levels: dict[str, LevelWord]
    one: dict[str, str]
    many: dict[str, str]
    of: dict[str, str]
    short: dict[str, str]
    fields: dict[str, FieldWord]
    lists: dict[str, tuple[str, ...]]
    explained: frozenset[str] = frozenset()

    def said(self, name: str) -> str:
        """An expression for any word of a list, the longest first."""
        return alternatives(self.lists[name])


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first; a space stands for any white space."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, word.split())) for word in longest) + ")"


def read_vocabulary(mappings: Path) -> Vocabulary:
    """Read mappings/drafting/{levels,fields,words}.toml.

    Raises:
        MappingError: naming the file that is missing, malformed or lacks a key.
    """
    folder = mappings / "drafting"
    levels: dict[str, LevelWord] = {}
    forms: tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {}, {})
    fields: dict[str, FieldWord] = {}
    try:
        for row in _tables(folder / "levels.toml", "level"):
            keys = ("id", "rank", "kind", "common", "name_cs", "name_en")
            levels[row["id"]] = LevelWord(*(row[key] for key in keys))
            for found, words in zip(forms, (row["one"], row["many"], row["of"], row.get("short", [])), strict=True):
                found.update({word if found is forms[-1] else word.lower(): row["id"] for word in words})
        for row in _tables(folder / "fields.toml", "field"):
            flags = (row.get("deadline", False), row.get("descriptors", False))
            field = FieldWord(row["id"], row.get("role", ""), *flags, row.get("states", ""))
            fields |= {word.lower(): field for word in row["words"]}
        lists = {name: tuple(word.lower() for word in words) for name, words in _read(folder / "words.toml").items()}
    except (KeyError, TypeError) as fault:
        raise MappingError(f"{folder}: a table of words lacks or misuses {fault}; see the head of the file.") from fault
    return Vocabulary(levels, *forms, fields, lists)


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    return list(_read(path)[name])


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise MappingError(f"{path} cannot be read as TOML: {fault}; restore it.") from fault
