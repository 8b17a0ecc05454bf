"""Mapping sets in SSSOM/TSV: a block of metadata in lines that begin with '#', then a table.

The format is that of https://mapping-commons.github.io/sssom/spec-formats-tsv/. Of YAML, in which the metadata is
written, the part that mapping sets use is read: `slot: value`, and a slot with indented entries below it.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.namespaces import SEMAPV, SKOS, SSSOM
from strategraph.sources import read_utf8

__all__ = ["MappingSet", "Row", "read_mapping_set"]

#: Prefixes that a file need not declare (those of SSSOM's built-in ones that we use).
BUILT_IN = {"semapv": str(SEMAPV), "skos": str(SKOS), "sssom": str(SSSOM)}
REQUIRED_SLOTS = ("curie_map", "mapping_set_id", "license")
_ENTRY = re.compile(r"(?P<indent> *)(?:- )?(?P<name>[A-Za-z][\w.-]*):(?: +(?P<value>\S.*?))? *\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping: the line it stands on, and its values by column."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file: its metadata slots with one value, its prefixes, its own further columns, and its mappings."""

    path: Path
    slots: Mapping[str, str]
    prefixes: Mapping[str, str]
    extensions: frozenset[str]
    rows: tuple[Row, ...]

    def expand(self, curie: str, line: int) -> str:
        """The IRI that a CURIE stands for.

        Raises:
            RegisterError: if it is not a CURIE, or its prefix is not declared.
        """
        prefix, colon, local = curie.partition(":")
        namespace = self.prefixes.get(prefix, BUILT_IN.get(prefix))
        if not (colon and local and namespace) or local.startswith("//"):
            raise RegisterError(
                f"{self.path}, line {line}: {curie!r} is not prefix:identifier with a prefix of the curie_map; "
                f"write it with one of {', '.join(sorted({*self.prefixes, *BUILT_IN}))}."
            )
        return namespace + local


def read_mapping_set(path: Path, required: Sequence[str], optional: Sequence[str]) -> MappingSet:
    """Read a mapping set whose columns are all of `required` and any of `optional`, in any order.

    Raises:
        RegisterError: naming file, line and remedy, for text that is not UTF-8 or begins with a byte order mark,
            metadata that cannot be read or is incomplete, or a table that is malformed.
    """
    text = _text(path)
    lines = text.split("\n")
    count = next(number for number, line in enumerate([*lines, ""]) if not line.startswith("#"))
    slots, prefixes, extensions = _metadata(lines[:count], path)
    rows = _rows("\n".join(lines[count:]), count, path)
    if not rows:
        raise RegisterError(f"{path}, line {count + 1}: no table follows the metadata; begin it with the column names.")
    header = rows[0][1]
    _check_header(header, required, optional, f"{path}, line {count + 1}")
    found = tuple(_row(line, values, header, path) for line, values in rows[1:])
    return MappingSet(path, slots, prefixes, extensions, found)


def _text(path: Path) -> str:
    text = read_utf8(path)
    if text.startswith("\ufeff"):
        raise RegisterError(f"{path} begins with a byte order mark, which SSSOM forbids: save it as UTF-8 without one.")
    return text


def _metadata(lines: Sequence[str], path: Path) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """The slots with one value, the prefixes, and the names of the columns that the set itself defines."""
    slots: dict[str, str] = {}
    below: dict[str, list[tuple[str, str]]] = {}
    slot = ""
    for number, entry in _entries(lines, path):
        name, value = entry["name"], _plain(entry["value"] or "")
        if entry["indent"]:
            below[slot].append((name, value))
        elif name in slots:
            raise RegisterError(f"{path}, line {number}: the slot {name} is given twice; keep one.")
        else:
            slot, slots[name], below[name] = name, value, []
    for name in REQUIRED_SLOTS:
        if not (slots.get(name) or below.get(name)):
            raise RegisterError(f"{path}: the metadata has no {name}; add a line '#{name}: …' to the block at the top.")
    extensions = below.get("extension_definitions", [])
    return slots, dict(below["curie_map"]), frozenset(value for name, value in extensions if name == "slot_name")


def _entries(lines: Sequence[str], path: Path) -> Iterator[tuple[int, re.Match[str]]]:
    """Each line of the block, with its number, as an entry; the block may be indented as a whole."""
    texts = [line.removeprefix("#").rstrip("\r") for line in lines]
    margin = min((len(text) - len(text.lstrip(" ")) for text in texts), default=0)
    for number, text in enumerate(texts, 1):
        entry = _ENTRY.match(text[margin:])
        if not entry or (number == 1 and entry["indent"]):
            told = f"{path}, line {number}: {'#' + text!r} is not metadata"
            raise RegisterError(f"{told}; write '#slot: value', or '#  name: value' below a slot.")
        yield number, entry


def _plain(value: str) -> str:
    """A scalar without the quotes that YAML allows around it."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _rows(table: str, offset: int, path: Path) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(table.removesuffix("\n"), newline=""), delimiter="\t", strict=True)
    try:
        return [(offset + reader.line_num, values) for values in reader]
    except csv.Error as fault:
        raise RegisterError(f"{path}, line {offset + reader.line_num} is not tab-separated text: {fault}.") from fault


def _check_header(header: Sequence[str], required: Sequence[str], optional: Sequence[str], where: str) -> None:
    for name in required:
        if name not in header:
            raise RegisterError(f"{where}: there is no column {name}; add it.")
    for number, name in enumerate(header):
        if name not in (*required, *optional):
            known = ", ".join((*required, *optional))
            raise RegisterError(f"{where}: the column {name!r} is unknown; remove it, or use {known}.")
        if name in header[:number]:
            raise RegisterError(f"{where}: the column {name} stands twice; remove one.")


def _row(line: int, values: Sequence[str], header: Sequence[str], path: Path) -> Row:
    if len(values) != len(header):
        told = f"{path}, line {line} has {len(values)} values for {len(header)} columns"
        raise RegisterError(f"{told}; separate values by one tab.")
    return Row(line, {name: value.strip() for name, value in zip(header, values, strict=True)})
