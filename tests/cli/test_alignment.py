"""Tables of alignment from the command line: written, run, and every misuse told in a sentence."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from typed import started, typed

ROOT = Path(__file__).parents[2]
GOAL = "plan/ap-ssz-2024-2026/goal/4.3.d"


def run(*words: str | Path) -> CompletedProcess[str]:
    return typed("alignment", *words, cwd=ROOT)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, output: Path) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "new" / "tables"
    done = started("alignment", "tables", folder, "--data", output)
    assert (done.returncode, done.stdout) == (0, "")
    return folder


def test_tables_are_written_and_run(tables: Path, tmp_path: Path) -> None:
    named = ["counted", "setting", "unit", "unit_descriptor", "unit_token"]
    assert sorted(one.name for one in tables.iterdir()) == named
    done = started("alignment", "run", tables, "--output", tmp_path / "out", "--memory", "500MB", "--threads", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"          28 rows  {tmp_path}/out/information",
        f"         903 rows  {tmp_path}/out/link",
        f"        1800 rows  {tmp_path}/out/link_descriptor",
        f"        3039 rows  {tmp_path}/out/link_word",
    ]
    assert "making table candidate" in done.stderr


def test_a_layer_leaves_out_what_does_not_count(tmp_path: Path, output: Path) -> None:
    assert run("tables", tmp_path / "printed", "--layer", "printed", "--data", output).returncode == 0
    done = run("run", tmp_path / "printed", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert f"           0 rows  {tmp_path}/out/link\n" in done.stdout


@pytest.mark.parametrize(
    "words, code, told",
    [
        (("run", "nowhere", "--output", "{out}"), 1, "nowhere/unit holds no Parquet file: the tables are unit, "),
        (("run", "{tables}", "--output", "{tables}"), 1, "{tables} is not empty: name a new folder"),
        (("tables", "{tables}", "--data", "{data}"), 1, "{tables} is not empty: name a new folder"),
        (("run", "{tables}", "--output", "{out}", "--memory", "3MB"), 1, "DuckDB could not go on with 3 MB of memory"),
        (("run", "{tables}", "--output", "{out}", "--memory", "much"), 2, "'much' is no amount of memory"),
        (("run", "{tables}", "--output", "{out}", "--threads", "0"), 2, "0 threads do nothing"),
        (("run", "{tables}", "--output", "{out}", "--engine", "abacus"), 2, "invalid choice: 'abacus'"),
        (("run", "{tables}"), 2, "the following arguments are required: --output"),
        (("links", GOAL, "--top", "0"), 2, "argument --top: 0 is not above 0"),
        (("links", GOAL, "--top", "-3"), 2, "argument --top: -3 is not above 0"),
        (("links", "plan/sprss-ustecky/priority/1"), 2, "'plan/sprss-ustecky/priority/1' is no national objective and no "
         "regional priority; those below it are compared: plan/sprss-ustecky/goal/1.1, "),
        (("links", "plan/ap-ssz-2024-2026/measure/4.2.a.1"), 2, "; units of this plan that are compared are: plan/ap-ssz"),
        (("links", "plan/none/goal/1"), 2, ": name one as plan/ID/KIND/KEY, where the ID is that of a plan: ap-sbsv-2016"),
        (("evaluate", "tests/fixtures/judged/section.tsv"), 2, "section.tsv judges 'plan/ap-ssz-2024-2026/section/4.3', which is no "
         "national objective; those below it are compared: plan/ap-ssz-2024-2026/goal/4.3.a, "),
        (("evaluate", "tests/fixtures/judged/national.tsv"), 2, "national.tsv judges 'plan/napsi-2006-2008/goal/3.1' as a regional "
         "priority, which it is not: write the national objective into the first column"),
        (("evaluate", "tests/alignment/judged-older.tsv"), 2, "judged-older.tsv judges no objective of ap-ssz-2024-2026: "),
        (("tables", "{out}", "--data", "{data}/nothing"), 1, "There is no release in {data}/nothing"),
        (("tables", "/proc/none/tables", "--data", "{data}"), 1, "The system did not let the work go on: No such file or directory: /proc/none"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_sentence(
    tables: Path, output: Path, tmp_path: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    names = {"tables": tables, "out": tmp_path / "out", "data": output}
    done = run(*(word.format(**names) for word in words))
    assert (done.returncode, done.stdout) == (code, "")
    assert told.format(**names) in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize(
    "layer, why", [("printed", "no document prints."), ("approved", "and no person has approved.")]
)
def test_where_a_layer_leaves_a_unit_without_links_it_is_named(layer: str, why: str) -> None:
    done = run("links", GOAL, "--layer", layer)
    first, second = done.stdout.splitlines()
    assert first == f"No link: in the layer {layer!r} the unit shares no descriptor with any unit of the other side."
    assert second.endswith(why)
