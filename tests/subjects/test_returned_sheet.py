"""Decisions are taken back in a sheet, and a row that nobody touched changes nothing, whatever was decided since."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sheets import CODES, G1, G2, HEAD, ONE, ROWS, TWO, Held, plan_with, read, stored
from strategraph.concepts import Descriptor
from strategraph.errors import RegisterError
from strategraph.subjects import Indexer, read_sheet, write_sheet


def changed(sheet: str, **cells: str) -> str:
    """The sheet with other cells in the rows that had a decision."""
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""), delimiter=";"))
    for row in rows:
        row |= cells if row["decision"] else {}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


DECIDED = f"1.1,IX.c,rejected,Jan,2026-11-20,zmínka,{ONE[7:]}"
SETTLED = f"1.1,,none,Jan,2026-11-20,nic,{ONE[7:]}"
WAYS = ({"decision": "withdrawn"}, {"decision": ""}, {"decision": "", "who": "", "when": "", "why": ""})


@pytest.mark.parametrize("cells", WAYS, ids=["word", "emptied", "all emptied"])
@pytest.mark.parametrize("row, code", [(DECIDED, "IX.c"), (SETTLED, "")])
def test_a_decision_is_taken_back_by_a_word_or_an_emptied_cell(
    tmp_path: Path,
    made: Callable[..., Indexer],
    descriptors: Sequence[Descriptor],
    cells: dict[str, str],
    row: str,
    code: str,
) -> None:
    held = plan_with(tmp_path, made(*ROWS), f"goal,{row}\n")
    sheet = changed(write_sheet([held], descriptors), **cells)
    assert [one[3:5] for one in read(sheet, held, "Petr", stored(row))] == [(code, "withdrawn")]
    assert read(sheet, held, "Petr", ()) == []  # taken back already


@pytest.mark.parametrize(
    "now", ["", f"1.1,IX.c,approved,Petr,2026-11-24,,{ONE[7:]}"], ids=["withdrawn", "decided anew"]
)
def test_a_sheet_that_nobody_touched_brings_no_old_decision_back(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor], now: str
) -> None:
    held = plan_with(tmp_path, made(*ROWS), f"goal,{DECIDED}\n")
    sheet = changed(write_sheet([held], descriptors), when="20.11.2026")  # as a spreadsheet program writes the day
    assert read(sheet, held, "Eva", stored(*filter(None, [now]))) == []


def test_a_sheet_of_before_a_decision_does_not_take_it_back(held: Held, descriptors: Sequence[Descriptor]) -> None:
    assert read(write_sheet([held], descriptors), held, "Eva", stored(DECIDED)) == []


def test_an_emptied_cell_does_not_take_back_what_somebody_else_has_decided_since(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    held = plan_with(tmp_path, made(*ROWS), f"goal,{DECIDED}\n")
    sheet = changed(write_sheet([held], descriptors), decision="")
    plan, now = held[0], stored(f"1.1,IX.c,approved,Petr,2026-11-24,,{ONE[7:]}")
    with pytest.raises(RegisterError) as caught:
        read_sheet(sheet, {plan.id: held}, CODES, {plan.id: now}, "Eva", "2026-11-25", "s.csv")
    assert str(caught.value) == (
        "s.csv, row 3, column decision: the cell was emptied, but Petr has decided 'approved' since the sheet was written. "
        "Write withdrawn to take that back, or export the sheet again."
    )


def test_that_no_descriptor_fits_has_a_row_of_its_own(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    """Beside it stand what words say, rejected and with nothing to decide; without words it stands alone."""
    held = plan_with(tmp_path, made(*ROWS), f"goal,{SETTLED}\ngoal,1.2,,none,Eva,2026-11-21,mimo,{TWO[7:]}\n")
    sheet = write_sheet([held], descriptors)
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [
        tuple(row[name] for name in ("element", "code", "status", "decision", "who", "why", "before")) for row in rows
    ] == [
        (G1, "", "", "none", "Jan", "nic", "none, Jan, 2026-11-20: nic"),
        (G1, "IX.a", "rejected", "", "", "", ""),
        (G1, "IX.c", "rejected", "", "", "", ""),
        (G2, "", "", "none", "Eva", "mimo", "none, Eva, 2026-11-21: mimo"),
    ]
    assert [one[2:6] for one in read(sheet, held, stored=held[1].decisions)] == [
        ("1.1", "", "none", "Jan"),
        ("1.2", "", "none", "Eva"),
    ]


def test_a_person_says_in_a_sheet_that_no_descriptor_fits(held: Held) -> None:
    assert read(f"{HEAD}{G1};;None;;;nic z toho;{ONE}\n", held) == [
        ("zkouska", "goal", "1.1", "", "none", "Eva", "2026-11-25", "nic z toho", ONE[7:])
    ]


def test_another_code_in_a_decided_row_is_another_decision(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    held = plan_with(tmp_path, made(*ROWS), f"goal,{DECIDED}\n")
    sheet = changed(write_sheet([held], descriptors), code="XVI.d")
    assert [one[3:5] for one in read(sheet, held, "Eva", stored(DECIDED))] == [("XVI.d", "rejected")]
