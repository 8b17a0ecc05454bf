"""For which level a plan holds: its territory says it, and where that leaves a choice, the words of its title."""

import regex

from strategraph.drafting.territories import Gazetteer, Named
from strategraph.drafting.vocabulary import Vocabulary
from strategraph.sources import Registers, levels_for

__all__ = ["level_of", "read_level", "territory_named"]

#: Level → the list of mappings/drafting/words.toml whose words in a title tell it; the first that is found counts.
_WORDS = {"european": "union", "microregional": "microregions", "municipal": "municipalities"}
#: The level of a plan of which nothing is known: a person has to correct it with the territory.
UNKNOWN = "regional"


def read_level(title: str, vocabulary: Vocabulary) -> str:
    """The level that the words of a title tell, empty if they tell none."""
    for level, name in _WORDS.items():
        # Prague, the capital (hlavní město), is a region
        if regex.search(rf"(?i:(?<!hlavní\p{{L}}*\s)(?<![\p{{L}}-]){vocabulary.said(name)}(?![\p{{L}}-]))", title):
            return level
    return ""


def level_of(territory: Named | None, title: str, vocabulary: Vocabulary) -> str:
    """The level that fits the territory; the title decides where several do, or where no territory was found."""
    told = read_level(title, vocabulary)
    if territory is None or not territory.kind:
        return told or UNKNOWN
    fitting = levels_for(territory.kind)
    return told if told in fitting else fitting[0]


def territory_named(code: str, gazetteer: Gazetteer, registers: Registers) -> Named | None:
    """The territory that a person names by its code, from the classifications or from our own registers."""
    known = registers.territories.get(code)
    return gazetteer.named(code) or (Named(known.code, known.kind, known.label_cs) if known is not None else None)
