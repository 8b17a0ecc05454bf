"""The rules that a publication is held against, as the table mappings/catalogue/rules.toml has them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError

__all__ = ["LEVELS", "Rule", "read_rules"]

LEVELS = ("must", "should")
_KEYS = {"id", "level", "source", "cs", "en"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, whether it is mandatory, where it stands, and its words by language."""

    id: str
    level: str
    source: str
    words: dict[str, str]


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The rules in the order of the table.

    Raises:
        RegisterError: if the table cannot be read, or a rule lacks something, is there twice, or has another level.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        sources, rows = table["source"], table["rule"]
    except (OSError, ValueError, KeyError) as fault:
        raise RegisterError(f"{file} cannot be read as a table of rules: {fault}.") from fault
    rules: dict[str, Rule] = {}
    for row in rows:
        if row.keys() != _KEYS or row["level"] not in LEVELS or row["source"] not in sources or row["id"] in rules:
            raise RegisterError(
                f"{file}: the rule {row.get('id')!r} has to be there once, with {', '.join(sorted(_KEYS))}, a level of "
                f"{' or '.join(LEVELS)} and a source of {', '.join(sources)}."
            )
        rules[row["id"]] = Rule(row["id"], row["level"], sources[row["source"]], {"cs": row["cs"], "en": row["en"]})
    return tuple(rules.values())
