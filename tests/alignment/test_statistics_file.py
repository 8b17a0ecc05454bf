"""The file of the statistics: what is written is read back, and a file that is not as it was written is refused."""

from pathlib import Path

import pytest

from strategraph.alignment import Statistics, read_statistics, written
from strategraph.errors import RegisterError
from strategraph.settings import Alignment

TABLE = Statistics(
    3,
    "2026-11-27",
    "all",
    {"a-plan": {"national": 5}, "b-plan": {"regional": 2}},
    {"IX.a": {"national": 5, "regional": 1}, "X.b": {"regional": 2}},
    {"word:dum": {"national": 3}, "concept:dům, byt": {"national": 1, "regional": 1}},
)
FILE = """\
# version: 3
# day: 2026-11-27
# layer: all
# plans: 2
# units: 7
# sha256: SHA
kind,name,level,units
plan,a-plan,national,5
plan,b-plan,regional,2
descriptor,IX.a,national,5
descriptor,IX.a,regional,1
descriptor,X.b,regional,2
word,"concept:dům, byt",national,1
word,"concept:dům, byt",regional,1
word,word:dum,national,3
"""
MINE = Alignment(statistics="mine.csv")
REMEDY = (
    "put back the file that was written, or remove it and count anew with `strategraph alignment statistics --refresh`."
)


def test_the_file_is_what_it_is_said_to_be() -> None:
    assert written(TABLE).decode() == FILE.replace("SHA", TABLE.sha256)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(written(TABLE))
    assert read_statistics(tmp_path, MINE) == TABLE


def test_the_digest_is_that_of_the_counts_alone() -> None:
    later = Statistics(4, "2027-01-01", "all", TABLE.plans, TABLE.descriptors, TABLE.words)
    assert later.sha256 == TABLE.sha256
    assert Statistics(3, "2026-11-27", "all", TABLE.plans, {}, TABLE.words).sha256 != TABLE.sha256


def test_without_a_table_statistics_are_counted_anew(tmp_path: Path) -> None:
    assert read_statistics(tmp_path, Alignment(statistics="")) is None
    assert read_statistics(tmp_path, Alignment()) is None
    with pytest.raises(RegisterError) as caught:
        read_statistics(tmp_path, MINE)
    assert str(caught.value) == (
        f"{tmp_path / 'mine.csv'} is not there: correct alignment.statistics, or write the file with "
        "`strategraph alignment statistics --refresh`."
    )


@pytest.mark.parametrize(
    "old, new, told",
    [
        (
            "word:dum,national,3",
            "word:dum,national,4",
            "is not as it was written: its rows are others than its first lines say; ",
        ),
        ("# units: 7", "# units: 8", "is not as it was written: its rows are others than its first lines say; "),
        ("# plans: 2", "# plans: 3", "is not as it was written: its rows are others than its first lines say; "),
        ("descriptor,X.b,regional,2\n", "", "is not as it was written: its rows are others than its first lines say; "),
        ("descriptor,X.b,regional,2", "descriptor,X.b,regional,two", "line 12 is no row of kind, name, level, units:"),
        ("descriptor,X.b,regional,2", "concept,X.b,regional,2", "line 12 is no row of kind, name, level, units:"),
        ("kind,name,level,units", "kind,name,level", "line 7 is no row of kind, name, level, units:"),
        (
            "# day: 2026-11-27\n",
            "",
            "does not begin with version, day, layer, plans, units, sha256, each on a line like",
        ),
        ("# layer: all", "# layer: most", "is of version 3, day 2026-11-27, layer most, of which one is none:"),
        ("# version: 3", "# version: new", "is of version new, day 2026-11-27, layer all, of which one is none:"),
        ("# day: 2026-11-27", "# day: yesterday", "is of version 3, day yesterday, layer all, of which one is none:"),
        ("# day: 2026-11-27", "# day: 2026-11-31", "is of version 3, day 2026-11-31, layer all, of which one is none:"),
        ("# day: 2026-11-27", "# day: 20261127", "is of version 3, day 20261127, layer all, of which one is none:"),
        (
            "descriptor,X.b,regional,2\n",
            "descriptor,X.b,regional,1\ndescriptor,X.b,regional,2\n",
            "line 13 counts 'X.b' at the regional level a second time:",
        ),
        (
            "word,word:dum,national,3",
            "word,word:dum,parish,3",
            "line 15 names the level 'parish', none of european, national, regional, microregional, municipal:",
        ),
    ],
)
def test_a_table_that_is_not_as_it_was_written_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = written(TABLE).decode()
    assert old in text
    (tmp_path / "mine.csv").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_statistics(tmp_path, MINE)
    assert str(caught.value).startswith(str(tmp_path / "mine.csv"))
    assert told in str(caught.value)
    assert str(caught.value).endswith(REMEDY)


def test_a_descriptor_that_more_units_carry_than_there_are_is_refused(tmp_path: Path) -> None:
    wrong = Statistics(1, "2026-11-27", "all", TABLE.plans, {"IX.a": {"national": 6}}, {})
    (tmp_path / "mine.csv").write_bytes(written(wrong))
    with pytest.raises(RegisterError, match=r"counts 'IX\.a' in 6 national units, of which there are 5: put back"):
        read_statistics(tmp_path, MINE)
