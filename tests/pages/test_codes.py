"""The order of the codes of descriptors."""

from strategraph.pages.codes import code_place


def test_codes_are_sorted_as_people_count() -> None:
    codes = ["X.a", "IX.b", "XIX.i", "VIII.a", "IV", "XX.a", "IX.a", "40", "XL.c"]
    assert sorted(codes, key=code_place) == ["40", "IV", "VIII.a", "IX.a", "IX.b", "X.a", "XIX.i", "XX.a", "XL.c"]
