"""The manifest of a source: what source.toml says about a document."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strategraph.errors import SourceError
from strategraph.levels import LEVELS
from strategraph.plan_ids import is_plan_id

__all__ = ["Manifest", "read_manifest"]

REQUIRED = {
    "title": str,
    "title_printed": bool,
    "issuer": str,
    "level": str,
    "territory": str,
    "licence": str,
    "retrieved": datetime.date,
    "file": str,
    "original_file_name": str,
    "sha256": str,
}
OPTIONAL = {"period": dict, "carries_out": str, "replaces": str}
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about a document that its lines do not state in a form a rule could read.

    `title_printed` says whether the title is the document's own; `period` is (first, last) year, both
    included, or None where the document states none; `issuer`, `territory` and `carries_out` are keys
    of the registers; `replaces` is the id of the plan before this one, empty where none is known.
    """

    plan_id: str
    title: str
    title_printed: bool
    issuer: str
    level: str
    territory: str
    period: tuple[int, int] | None
    carries_out: str
    licence: str
    retrieved: datetime.date
    file: str
    original_file_name: str
    sha256: str
    replaces: str = ""


def read_manifest(path: Path) -> Manifest:
    """Read a source.toml; the plan's id is the name of its folder, which may lie below that of its level.

    Raises:
        SourceError: naming the file, the key and the remedy.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SourceError(f"{path} cannot be read as TOML: {fault}.") from fault
    _check_keys(table, path)
    if not is_plan_id(path.parent.name):
        raise SourceError(
            f"{path.parent}: a plan's folder is its id, in lower-case letters, digits and single hyphens."
        )
    above = path.parent.parent.name
    if table["level"] not in LEVELS or (above in LEVELS and table["level"] != above):
        raise SourceError(
            f"{path}: level is {table['level']!r}; write one of {', '.join(LEVELS)} and keep the folder in that one."
        )
    if not _SHA256.match(table["sha256"]):
        raise SourceError(f"{path}: sha256 has to be 64 hexadecimal digits in lower case, as `sha256sum` prints them.")
    if Path(table["file"]).name != table["file"] or table["file"] in {".", ".."}:
        raise SourceError(f"{path}: file is {table['file']!r}; write the name of a file in the same folder.")
    if not re.match(r"https?://[^\s<>]+\Z", table["licence"]):
        raise SourceError(f"{path}: licence is {table['licence']!r}; write the address of the licence or terms of use.")
    rest = {key: value for key, value in table.items() if key not in {"period", "carries_out"}}
    return Manifest(path.parent.name, period=_period(table, path), carries_out=table.get("carries_out", ""), **rest)


def _check_keys(table: dict[str, Any], path: Path) -> None:
    known = REQUIRED | OPTIONAL
    for key in table:
        if key not in known:
            raise SourceError(f"{path}: there is no key {key!r}; the keys are {', '.join(known)}.")
    for key, wanted in REQUIRED.items():
        if key not in table:
            raise SourceError(f"{path}: the key {key!r} is missing; add it with a value of type {wanted.__name__}.")
    for key, value in table.items():
        if type(value) is not known[key] or value == "":
            raise SourceError(f"{path}: {key} is {value!r}; write a value of type {known[key].__name__}.")


def _period(table: dict[str, Any], path: Path) -> tuple[int, int] | None:
    if "period" not in table:
        return None
    period = table["period"]
    years = (period.get("start"), period.get("end"))
    if set(period) != {"start", "end"} or not all(type(year) is int and 1000 <= year <= 9999 for year in years):
        raise SourceError(
            f"{path}: period is {period!r}; write {{ start = 2024, end = 2026 }}, or leave it out if not stated."
        )
    if years[0] > years[1]:
        raise SourceError(f"{path}: the period ends in {years[1]}, before it starts in {years[0]}; swap the two.")
    return years
