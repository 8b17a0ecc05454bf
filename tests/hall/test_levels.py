"""The pairs of levels between which a release has links: which are taken, and what is told of those that are not."""

import pytest

from strategraph.errors import SettingsError
from strategraph.levels import level_pairs

#: What is written, and what is told.
REFUSED = [
    (
        "national-regional parish-national",
        "alignment.levels names 'parish-national': write two of european, national, regional, microregional, municipal "
        "with a hyphen between them, such as european-national, and spaces between pairs.",
    ),
    (
        "national-regional european",
        "alignment.levels names 'european': write two of european, national, regional, microregional, municipal "
        "with a hyphen between them, such as european-national, and spaces between pairs.",
    ),
    (
        "national-regional regional-regional",
        "alignment.levels names 'regional-regional': within one level, links lead from one plan to all others, so a release "
        "does not publish them; take it out, and ask for them with --from and --to.",
    ),
    (
        "national-regional european-national national-european",
        "alignment.levels names 'national-european' after the same two levels, between which a release has links once and "
        "one way round; take it out.",
    ),
    (
        "national-regional regional-national",
        "alignment.levels names 'regional-national' after the same two levels, between which a release has links once and "
        "one way round; take it out.",
    ),
    (
        "regional-national",
        "alignment.levels names 'regional-national', which is turned round: write national-regional.",
    ),
    (
        "european-national regional-national",
        "alignment.levels names 'regional-national', which is turned round: write national-regional.",
    ),
    (
        "european-national",
        "alignment.levels is 'european-national': write national-regional as well; reports, the explorer and the "
        "mapping set rest on these links.",
    ),
    (
        "",
        "alignment.levels is '': write national-regional as well; reports, the explorer and the mapping set rest on these links.",
    ),
]


@pytest.mark.parametrize("levels, sentence", REFUSED)
def test_pairs_of_levels_that_cannot_be_published_are_refused(levels: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        level_pairs(levels)
    assert str(caught.value) == sentence


def test_further_pairs_of_levels_are_read() -> None:
    found = level_pairs("european-national  national-regional")
    assert found == (("european", "national"), ("national", "regional"))
