"""Tables of a mapping file, checked against what they may hold; every fault names file and line."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from strategraph.errors import MappingError

__all__ = ["GROUPS", "YEARLY_BUDGET", "Table", "TomlFile", "read_toml"]

#: The named groups that a pattern may have, and by which it says what is what.
GROUPS = (
    "code", "text", "page", "items", "label", "bodies", "month", "year", "value", "unit", "number",
    "deadline", "indicator", "baseline", "target", "budget", "funding",
)  # fmt: skip
#: The sum of money in the column of a year.
YEARLY_BUDGET = re.compile(r"budget_(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file: its values, and its text for finding the line of a key."""

    shown: str
    text: str
    values: dict[str, Any]

    def line(self, table: str, index: int, key: str = "") -> int:
        """The line (from 1) of a key in the index-th `[[table]]`; of the table's head if the key is not there."""
        head, seen, inside = 1, -1, not table
        for number, line in enumerate(self.text.splitlines(), 1):
            opened = re.match(r"\s*\[\[?\s*([\w-]+)\s*\]\]?", line)
            if opened:
                seen += opened[1] == table
                inside = bool(table) and opened[1] == table and seen == index
                head = number if inside else head
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return head

    def tables(self, name: str, **keys: type) -> list["Table"]:
        """All `[[name]]` tables, none of which has a key beside `keys` or a value of another type."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise MappingError(
                f"{self.shown}, line {self.line(name, 0)}: {name} has to be written as [[{name}]] tables."
            )
        return [Table(self, name, index, table).checked(keys) for index, table in enumerate(found)]

    def only(self, known: Iterable[str]) -> None:
        """Raise MappingError for a top-level key that is not known."""
        names = list(known)
        for key in self.values:
            if key not in names:
                line = self.line(key, 0) if isinstance(self.values[key], list | dict) else self.line("", 0, key)
                raise MappingError(
                    f"{self.shown}, line {line}: there is no key {key!r}; the keys are {', '.join(names)}."
                )


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file."""

    file: TomlFile
    name: str
    index: int
    values: dict[str, Any]

    @property
    def line(self) -> int:
        """The line of the file on which the table begins."""
        return self.file.line(self.name, self.index)

    def checked(self, keys: dict[str, type]) -> "Table":
        """Itself, if it has only these keys, each with a value of its type."""
        for key, value in self.values.items():
            if key not in keys:
                raise self.fault(key, f"[[{self.name}]] has no key {key!r}; its keys are {', '.join(keys)}")
            if type(value) is not keys[key]:
                raise self.fault(key, f"{key} is {value!r}; write a value of type {keys[key].__name__}")
        return self

    def need(self, key: str) -> Any:
        """A value that has to be there and not be empty."""
        value = self.values.get(key)
        if value is None or value in ("", []):
            raise self.fault(key, f"[[{self.name}]] needs a {key!r}; add it")
        return value

    def text(self, key: str) -> str:
        """A text, empty if it is not there."""
        return str(self.values.get(key, ""))

    def flag(self, key: str) -> bool:
        """A truth value, false if it is not there."""
        return bool(self.values.get(key, False))

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text from a closed list."""
        names = list(allowed)
        value = self.values.get(key, default) if default is not None else self.need(key)
        if value not in names:
            raise self.fault(key, f"{key} is {value!r}; write one of {', '.join(map(repr, names))}")
        return str(value)

    def pattern(self, key: str, needed: Iterable[str] = ()) -> regex.Pattern[str]:
        """A regular expression with the named groups that its use needs."""
        try:
            pattern = regex.compile(self.need(key))
        except regex.error as fault:
            raise self.fault(key, f"{key} is not a regular expression ({fault}); correct it") from fault
        for group in pattern.groupindex:
            if group not in GROUPS and not YEARLY_BUDGET.fullmatch(group):
                raise self.fault(
                    key, f"{key} has a group {group!r} that says nothing; the groups are {', '.join(GROUPS)}"
                )
        for group in needed:
            if group not in pattern.groupindex:
                raise self.fault(key, f"{key} needs a group (?P<{group}>…); add it")
        return pattern

    def fault(self, key: str, told: str) -> MappingError:
        """The error about a key of this table, as a sentence."""
        return MappingError(f"{self.file.shown}, line {self.file.line(self.name, self.index, key)}: {told}.")


def read_toml(path: Path, shown: str) -> TomlFile:
    """Read a TOML file.

    Raises:
        MappingError: if it is missing, not UTF-8 or not TOML (with the line).
    """
    try:
        text = path.read_text(encoding="utf-8")
        return TomlFile(shown, text, tomllib.loads(text))
    except FileNotFoundError as fault:
        raise MappingError(
            f"{shown} is not there: write a mapping for the document, as CONTRIBUTING.md describes."
        ) from fault
    except (OSError, ValueError) as fault:
        raise MappingError(f"{shown} cannot be read as TOML: {fault}.") from fault
