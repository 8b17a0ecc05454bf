"""Which plans a folder or a table names, and what is said of those that it names wrongly."""

from pathlib import Path

import pytest

from batch_plans import plan_folder
from strategraph.batch import Entry, Failure, entries_at, without_doubles
from strategraph.errors import UsageError


def test_a_folder_is_gone_through_for_described_plans_and_files(tmp_path: Path) -> None:
    described = plan_folder(tmp_path / "kraje", "a-1")
    for name in ("Plán č. 2.txt", ".skryte.txt", "~$otevreny.docx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text("x", encoding="utf-8")
    assert list(entries_at(tmp_path)) == [
        Entry("plan-c-2", tmp_path / "Plán č. 2.txt", None),
        Entry("a-1", described, described / "a-1.toml"),
    ]


def test_a_described_plan_needs_its_mapping_and_a_file_a_name(tmp_path: Path) -> None:
    (plan_folder(tmp_path, "a-1") / "a-1.toml").unlink()
    (tmp_path / "—.txt").write_text("x", encoding="utf-8")
    assert [one.reason for one in entries_at(tmp_path) if isinstance(one, Failure)] == [
        "'' is no id of a plan (of '—.txt'): use lower-case letters, digits and single hyphens.",
        f"{tmp_path / 'a-1'} holds no a-1.toml: put the mapping there; `strategraph draft` proposes one.",
    ]


def test_a_table_names_plans_beside_it_with_what_it_knows_of_files(tmp_path: Path) -> None:
    folder, table = plan_folder(tmp_path / "popsane", "a-1"), tmp_path / "plany.csv"
    table.write_text(
        "\ufefffile,plan,territory,issuer,retrieved\npopsane/a-1,,,,\nx.pdf,kladno,CZ042,MPSV,2026-01-02\n"
        "chybi.txt,,,,\n,b,,,\nx.pdf,Kladno,,,\ny.txt,,,,,navic\npopsane/a-1,jiny,,,\n",
        encoding="utf-8",
    )
    found = list(entries_at(table))
    assert found[:3] == [
        Entry("a-1", folder, folder / "a-1.toml"),
        Entry("kladno", tmp_path / "x.pdf", None, "MPSV", "CZ042", "", "2026-01-02"),
        Entry("chybi", tmp_path / "chybi.txt", None),
    ]
    assert [one.reason for one in found if isinstance(one, Failure)] == [
        "plany.csv, line 5 does not name one file in the columns file, plan, territory, issuer, retrieved: correct the row.",
        "'Kladno' is no id of a plan (of 'x.pdf'): use lower-case letters, digits and single hyphens.",
        "plany.csv, line 7 does not name one file in the columns file, plan, territory, issuer, retrieved: correct the row.",
        f"{folder} is called 'jiny' in the table: a plan's folder is its id.",
    ]


@pytest.mark.parametrize("header", ["plan", "file,title", "file,file", ""])
def test_a_table_with_other_columns_is_refused(tmp_path: Path, header: str) -> None:
    table = tmp_path / "plany.csv"
    table.write_text(f"{header}\nx.txt\n", encoding="utf-8")
    with pytest.raises(UsageError, match="it has to have file, and may have plan, issuer, territory, level, retrieved"):
        list(entries_at(table))


def test_what_is_neither_a_folder_nor_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"chybi is neither a folder of plans nor a table \(\.csv\) of them"):
        list(entries_at(tmp_path / "chybi"))


def test_of_two_plans_with_one_id_the_first_is_kept_and_the_other_listed() -> None:
    first, second, other = (Entry(plan_id, Path(name), None) for plan_id, name in (("a", "1"), ("a", "2"), ("b", "3")))
    told = Failure("x", "y")
    assert without_doubles([first, told, second, other]) == (
        [first, other],
        [told, Failure("2", "2 has the plan id 'a', which 1 has too: rename one, or give it an id in a table.")],
    )


def test_a_table_may_say_the_level_of_a_plan_and_another_level_is_listed(tmp_path: Path) -> None:
    (tmp_path / "plany.csv").write_text("file,level\na.pdf,municipal\nb.pdf,obec\n", encoding="utf-8")
    good, bad = entries_at(tmp_path / "plany.csv")
    assert good == Entry("a", tmp_path / "a.pdf", None, level="municipal")
    told = (
        "'obec' is no level of plans (of 'b.pdf'): write one of european, national, regional, microregional, municipal."
    )
    assert bad == Failure(str(tmp_path / "b.pdf"), told)
