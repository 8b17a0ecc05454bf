"""Tokens: words weigh by where they stand, concepts by their setting, and a token is shown as where it weighs most."""

from dataclasses import replace

import pytest

from strategraph.alignment import AlignedUnit, Reader, Synonym
from strategraph.alignment.tokens import tokens_of
from strategraph.settings import Alignment

READER = Reader([Synonym("bydlení", "byty"), Synonym("bydlení", "nájem")])
SETTINGS = Alignment(heading_weight=0.25, below_weight=0.5, synonym_weight=3.0)
Shown = tuple[float, str, str]


def unit(**texts: tuple[str, ...]) -> AlignedUnit:
    return AlignedUnit("n", "plan", "national", {}, texts)


def tokens(one: AlignedUnit, settings: Alignment = SETTINGS) -> dict[str, Shown]:
    """The form in which a token is shown → its weight, its kind, its origin."""
    return {
        f"{token.token.partition(':')[0]} {token.form}": (token.weight, token.token.partition(":")[2], token.origin)
        for token in tokens_of(one, READER, settings)
    }


def test_a_word_counts_once_in_each_text_and_less_in_headings_and_below() -> None:
    found = tokens(unit(own=("řeka, řeka",), heading=("Potok",), below=("hora", "louka hora")))
    assert {name: (weight, origin) for name, (weight, _, origin) in found.items()} == {
        "word řeka": (1.0, "own"),
        "word Potok": (0.25, "heading"),
        "word hora": (pytest.approx(0.5), "below"),  # in both of the two texts below
        "word louka": (0.25, "below"),  # in one of them
    }


def test_what_stands_in_several_places_adds_up_and_is_shown_where_it_weighs_most() -> None:
    found = tokens(unit(own=("potoky",), heading=("Potok",), below=("potokem",)))
    assert [(name, weight, origin) for name, (weight, _, origin) in found.items()] == [("word potoky", 1.75, "own")]
    found = tokens(unit(heading=("Potok",), below=("potokem",)))
    assert [(name, weight, origin) for name, (weight, _, origin) in found.items()] == [("word potokem", 0.75, "below")]


def test_a_concept_weighs_by_its_setting_whatever_words_name_it() -> None:
    for words in ("byty", "nájem"):
        found = tokens(unit(own=(words,)))
        assert found[f"concept {words}"] == (3.0, "bydlení", "own")
    both = tokens(unit(own=("byty",), heading=("nájem",)))
    assert both["concept byty"] == (3.0 + 0.25 * 3.0, "bydlení", "own")


@pytest.mark.parametrize(
    "change, own, heading, below, concept",
    [
        ({"heading_weight": 0.0}, 1.0, None, 0.5, 3.0),
        ({"below_weight": 1.0}, 1.0, 0.25, 1.0, 3.0),
        ({"synonym_weight": 1.0}, 1.0, 0.25, 0.5, 1.0),
    ],
)
def test_each_weight_is_a_setting(
    change: dict[str, float], own: float, heading: float | None, below: float, concept: float
) -> None:
    found = tokens(unit(own=("řeka byty",), heading=("potok",), below=("hora",)), replace(SETTINGS, **change))
    weights = {name: weight for name, (weight, _, _) in found.items()}
    assert (weights["word řeka"], weights.get("word potok"), weights["word hora"], weights["concept byty"]) == (
        own,
        heading,
        below,
        concept,
    )
