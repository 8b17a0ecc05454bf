"""Territories: which region, district or municipality with extended powers a text names, in whatever case it stands."""

from dataclasses import dataclass
from pathlib import Path

import regex

from strategraph.sources import read_table

__all__ = ["Gazetteer", "Named", "read_gazetteer"]

COLUMNS = ("code", "kind", "name", "within", "ruian")
#: Of two that a text names, the one of the first kind counts: a plan of a region names its towns.
_ORDER = {"region": 0, "orp": 1, "district": 2}
#: Names that are ordinary words, too: they count after the word for a town only.
ORDINARY = frozenset({"Aš", "Hranice", "Most", "Ostrov", "Písek", "Slaný", "Stod", "Stříbro", "Tábor"})
#: From names as short as this no adjective (Hodonínsko) is made.
SHORT_NAME = 4
_TOWN = r"(?:měst\p{Ll}{1,5}|ORP|obc\p{Ll}{1,3})\s+"
_ENDING = regex.compile(r"(?:ův|ova|ovo|ec|ek|ov|ý|á|é|í|a|e|o|y|i|ě|ů)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A territory by its code, with its kind and its name in the first case."""

    code: str
    kind: str
    name: str


class Gazetteer:
    """Finds territories in texts."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        """Make an expression of each name."""
        self.state = next(Named(row["code"], row["kind"], row["name"]) for row in rows if row["kind"] == "state")
        named = [
            (Named(row["code"], row["kind"], row["name"]), _expression(row)) for row in rows if row["kind"] != "state"
        ]
        self._names = [(one, regex.compile(expression)) for one, expression in named]
        self._in_capitals = [(one, regex.compile(expression, regex.IGNORECASE)) for one, expression in named]

    def named(self, code: str) -> Named | None:
        """The territory with a code, or None."""
        return next(
            (named for named, _ in self._names if named.code == code), self.state if code == self.state.code else None
        )

    def find(self, text: str) -> Named | None:
        """The territory that the text names: a region before a town, the longest name of the first one."""
        found = []
        for number, line in enumerate(text.splitlines()):
            for named, expression in self._in_capitals if line.isupper() else self._names:
                match = expression.search(line)
                if match:
                    found.append((_ORDER[named.kind], number, -len(match[0]), match.start(), named.code, named))
        return min(found)[-1] if found else None


def _expression(row: dict[str, str]) -> str:
    name = row["name"]
    if row["kind"] == "region":
        words = [word for word in name.split() if word.lower() != "kraj"]
        if name.startswith("Hlavní"):
            return r"(?i:hlavní\p{Ll}{0,3}\s+měst\p{Ll}{1,3}\s+prah\p{Ll})"
        if words == ["Vysočina"]:
            return r"(?i:kraj\p{Ll}{0,2}\s+vysočin\p{Ll})"
        stem = words[0][:-1]
        return rf"(?i:\b{stem}\p{{Ll}}{{1,3}}\s+kraj\p{{Ll}}{{0,3}}\b|\bkraj\p{{Ll}}{{0,2}}\s+{stem}\p{{Ll}}{{1,3}}\b)"
    words = [_inflected(word) for word in regex.split(r"\s+", name)]
    whole = r"\s+".join(words)
    single = len(words) == 1 and len(name) > SHORT_NAME
    around = rf"|\b{_stem(name)}\p{{Ll}}{{0,4}}(?:sk|ck)(?:o|a|u|em|ém|ého)\b" if single else ""
    if row["kind"] == "district":
        return rf"(?:okres\p{{Ll}}{{0,3}})\s+{whole}\b"
    return rf"(?<!okres\p{{Ll}}{{0,3}}\s)(?:{_TOWN if name in ORDINARY else ''}\b{whole}\b{around})"


def _inflected(word: str) -> str:
    if word[0].islower():
        return str(regex.escape(word))
    return "-".join(f"{regex.escape(_stem(part))}\\p{{Ll}}{{0,4}}" for part in word.split("-"))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= 3 else word


def read_gazetteer(data: Path) -> Gazetteer:
    """Read data/registers/territories.csv.

    Raises:
        RegisterError: naming file, line and remedy.
    """
    return Gazetteer(read_table(data / "registers" / "territories.csv", COLUMNS, "code"))
