"""The table of decisions is written as it is read, in one step, and merging loses no row."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.subjects import Decision, Taken, merged, read_decisions, take_over, write_decisions

CODES = ("IX.a", "IX.c", "XVI.d")
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


def row(key: str, code: str = "IX.a", decision: str = "approved", who: str = "Eva", why: str = "") -> Decision:
    return Decision("goal", key, code, decision, who, "2026-11-20", why, "0123456789ab", "here")


def told(decisions: tuple[Decision, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.key, one.code, one.decision, one.who) for one in decisions]


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        row("1.1"),
        row("1.1", "XVI.d", "added", 'Jan "J", ml.', "byty;\na domy"),
        row("1.2", decision="rejected", why="=1+1"),
    ]
    path = tmp_path / "deep" / "zkouska.csv"
    write_decisions(path, rows)
    assert [(*one_as_read(one),) for one in read_decisions(path, CODES)] == [(*one_as_read(one),) for one in rows]
    assert path.read_text(encoding="utf-8").startswith("kind,key,code,decision,who,when,why,text_sha\ngoal,1.1,IX.a,")
    assert [file.name for file in path.parent.iterdir()] == ["zkouska.csv"]


def one_as_read(one: Decision) -> tuple[str, ...]:
    return one.kind, one.key, one.code, one.decision, one.who, one.when, one.why, one.text_sha


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(CODES)), max_size=6, unique_by=lambda one: (one[0], one[2])))
def test_any_words_survive_the_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "p.csv"
    decisions = [row(key, code, "rejected", who, why=who) for key, who, code in rows]
    write_decisions(path, decisions)
    assert [one_as_read(one) for one in read_decisions(path, CODES)] == [one_as_read(one) for one in decisions]


def test_a_new_row_counts_and_old_ones_stay_in_the_order_of_the_plan() -> None:
    old = (row("1.2"), row("9.9", "IX.c"), row("1.1", "XVI.d"))
    new = (row("1.2", decision="rejected", who="Jan", why="ne"), row("1.1"))
    assert told(merged(old, new, {("goal", "1.1"): 0, ("goal", "1.2"): 1})) == [
        ("1.1", "IX.a", "approved", "Eva"),
        ("1.1", "XVI.d", "approved", "Eva"),
        ("1.2", "IX.a", "rejected", "Jan"),
        ("9.9", "IX.c", "approved", "Eva"),
    ]


@pytest.mark.parametrize(
    "new, left",
    [
        ([row("1.1", decision="withdrawn")], ["1.1 XVI.d", "1.2 IX.a"]),
        ([row("1.1", "IX.c", "withdrawn")], ["1.1 IX.a", "1.1 XVI.d", "1.2 IX.a"]),
        ([row("1.1", "", "none", why="nic")], ["1.1  none", "1.1 XVI.d", "1.2 IX.a"]),
        ([row("1.1", "", "none", why="nic"), row("1.1", "IX.c", "added")], ["1.1 IX.c", "1.1 XVI.d", "1.2 IX.a"]),
        ([row("1.1", "", "none", why="nic"), row("1.1", "", "withdrawn")], ["1.1 XVI.d", "1.2 IX.a"]),
    ],
)
def test_a_withdrawn_row_goes_and_so_does_one_that_a_new_one_contradicts(new: list[Decision], left: list[str]) -> None:
    old = (row("1.2"), row("1.1"), row("1.1", "XVI.d", "rejected", why="ne"))
    rows = merged(old, new, {("goal", "1.1"): 0, ("goal", "1.2"): 1})
    assert [f"{one.key} {one.code or ' none'}" for one in rows] == left


def test_what_came_of_new_rows_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "zkouska.csv"
    write_decisions(path, [row("1.1"), row("1.2"), row("1.3"), row("1.4")])
    new = [
        row("1.1"),
        row("1.2", decision="rejected", why="ne"),
        row("1.3", decision="withdrawn"),
        row("1.5", "IX.c"),
        row("1.6", decision="withdrawn"),
    ]
    assert take_over(path, [*new, row("1.4", "", "none", why="nic")], CODES, {}) == Taken(2, 1, 1, 2)
    assert [f"{one.key} {one.decision}" for one in read_decisions(path, CODES)] == [
        "1.1 approved", "1.2 rejected", "1.4 none", "1.5 approved",
    ]  # fmt: skip


def test_a_table_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zkouska.csv"
    write_decisions(path, [row("1.1")])
    before = path.read_bytes()

    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        write_decisions(path, [row("1.2")])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["zkouska.csv"]
