"""Descriptors for any text from the command line, each with its words; the lexicon held against a plan."""

import csv
import io
import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from small_plans import home_of
from strategraph.release import open_release, open_store
from typed import started, typed

TEXT = "Zavést systém víceletého financování sociálních služeb a podpořit odborné dluhové poradenství v obcích."


def run(*words: str, given: bytes = b"") -> CompletedProcess[str]:
    return typed("subjects", *words, given=given)


def codes(done: CompletedProcess[str]) -> dict[str, str]:
    assert done.returncode == 0, done.stderr
    return {one["code"]: one["status"] for one in json.loads(done.stdout)["descriptors"]}


def test_the_words_of_a_suggestion_are_those_of_the_text() -> None:
    done = run("suggest", TEXT, "--format", "json")
    found = codes(done)
    assert found["IX.e"] == found["IX.a"] == "assigned"
    for one in json.loads(done.stdout)["descriptors"]:
        assert one["evidence"]
        for piece in one["evidence"]:
            assert TEXT[piece["start"] : piece["end"]] == piece["words"]


def test_a_text_a_file_and_standard_input_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8")
    answers = [
        run("suggest", TEXT, "--format", "json"),
        run("suggest", str(file), "--format", "json"),
        run("suggest", "-", "--format", "json", given=TEXT.encode()),
        started("subjects", "suggest", "-", "--format", "json", given=TEXT.encode()),
    ]
    assert len({done.stdout for done in answers}) == 1
    assert codes(answers[0])


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8-sig")
    plain = run("suggest", TEXT, "--format", "json").stdout
    assert run("suggest", str(file), "--format", "json").stdout == plain
    assert run("suggest", "-", "--format", "json", given=file.read_bytes()).stdout == plain
    file.write_bytes(b"\xef\xbb\xbf")
    assert "is empty" in run("suggest", str(file)).stderr


def test_a_person_reads_code_score_status_label_and_words() -> None:
    lines = run("suggest", TEXT).stdout.splitlines()
    assert any(line.startswith("IX.e ") and line.endswith("assigned  financování sociálních služeb") for line in lines)
    assert any("'financování sociálních služeb'" in line for line in lines)


def test_a_text_for_which_nothing_fits_says_so() -> None:
    text = "Obec koupí nový sníh pro běžecké tratě a opraví lavičky kolem rybníka pod zámkem."
    assert run("suggest", text).stdout == "No descriptor fits.\n"


@pytest.mark.parametrize(
    "given, told",
    [
        (b"", "is empty: write the wording of a goal or measure."),
        (b"a" * 1_000_000, "has 1000000 bytes, 65536 are the limit: send it in parts"),
        (b"Z\xe1kon", "is not UTF-8 at byte offset 1: save it as UTF-8."),
        ("Podpořit\x07 rodiny".encode(), "has the control character U+0007 at offset 8: remove it."),
        (b"The plan supports families in need and children who are at risk of poverty.", "Czech"),
    ],
    ids=["empty", "long", "windows-1250", "control", "English"],
)
def test_a_text_that_cannot_be_used_is_refused_in_a_sentence(given: bytes, told: str) -> None:
    done = run("suggest", "-", given=given)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_the_lexicon_is_held_against_the_plan_that_prints_descriptors() -> None:
    lines = started("subjects", "evaluate").stdout.splitlines()
    assert lines[0].startswith("38 elements, lexicon ")
    micro = next(line for line in lines if line.strip().startswith("micro_f1"))
    assert float(micro.split()[1]) >= 0.70
    precision = next(line for line in lines if line.strip().startswith("precision"))
    assert float(precision.split()[1]) >= 0.75
    assert lines[-1].strip().startswith("goal ")


def test_the_figures_of_the_lexicon_are_the_same_whatever_people_decided(tmp_path: Path) -> None:
    """Not even a table that cannot be read changes anything: no decision is asked for."""
    home = home_of(tmp_path / "home", "ap-ssz-2024-2026", "sprss-plzensky-2019-2021").home
    before = run("evaluate", "--home", str(home))
    assert (before.returncode, before.stderr) == (0, "")
    folder = home / "mappings" / "decisions"
    head = "kind,key,code,decision,who,when,why,text_sha\n"
    (folder / "ap-ssz-2024-2026.csv").write_text(
        f"{head}goal,4.3.a,,none,Eva,2026-11-20,nic,0123456789ab\n", encoding="utf-8"
    )
    (folder / "sprss-plzensky-2019-2021.csv").write_text(f"{head}goal\n", encoding="utf-8")
    after = run("evaluate", "--home", str(home))
    assert (after.returncode, after.stdout) == (0, before.stdout)
    assert run("export", "--home", str(home)).returncode == 1


def test_a_plan_without_printed_descriptors_is_no_measure() -> None:
    done = run("evaluate", "--plan", "sprss-ustecky")
    assert (done.returncode, done.stderr) == (
        2,
        "strategraph: No plan 'sprss-ustecky' prints descriptors: choose one of ap-ssz-2024-2026.\n",
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_of(tmp_path / "home", "sprss-plzensky-2019-2021", "sprss-ustecky").home


def built(home: Path) -> dict[tuple[str, str], str]:
    """Build from a home; (element, code) → status of its plan of the Plzeň region, and what the build said."""
    output = home / "build"
    done = typed("build", "--home", home, "--output", output)
    assert done.returncode == 0, done.stderr
    (home / "said.txt").write_text(done.stderr, encoding="utf-8")
    store = open_store(open_release(output))
    rows = store.query(
        "PREFIX sg: <https://w3id.org/strategraph/ontology#> SELECT ?a ?s { GRAPH ?g { ?a sg:status ?s ; sg:target ?e } }"
    )
    prefix = "https://w3id.org/strategraph/resource/assignment/sprss-plzensky-2019-2021/"
    found = {(row["a"].value, row["s"].value) for row in rows}  # type: ignore[union-attr]
    return {
        (name.removeprefix(prefix).rpartition("/")[0], name.rpartition("/")[2]): status
        for name, status in found
        if name.startswith(prefix)
    }


@pytest.mark.full
def test_a_sheet_goes_out_is_filled_in_and_holds_in_every_later_build(home: Path) -> None:
    """Approve, reject and add in a sheet; the decisions win, survive a rebuild, and a rejection does not come back."""
    plan, here = "sprss-plzensky-2019-2021", ("--home", str(home))
    before = built(home)
    assert before["priority/p2", "IX.f"] == "assigned"
    sheet = home / "sheet.csv"
    assert run("export", plan, "-o", str(sheet), *here).returncode == 0
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert {(row["element"].removeprefix(f"plan/{plan}/"), row["code"]) for row in rows if row["code"]} == set(before)
    for row in rows:
        if (row["element"], row["code"]) == (f"plan/{plan}/priority/p2", "IX.f"):
            row |= {"decision": "rejected", "why": "jde o terénní služby, ne o transformaci"}
        if (row["element"], row["code"]) == (f"plan/{plan}/priority/p2", "IX.b"):
            row |= {"decision": "approved"}
    rows.append(
        dict.fromkeys(rows[0], "")
        | {"element": f"plan/{plan}/priority/p4", "code": "VIII.a", "decision": "added", "why": "návrat do společnosti"}
    )
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)

    done = run("import", str(sheet), "--who", "Eva", *here)

    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    assert (
        "mappings/decisions/sprss-plzensky-2019-2021.csv: 3 decisions taken over (3 new, 0 changed, 0 as before)."
        in told
    )
    assert "Words of priority p4 that could speak for VIII.a in mappings/lexicon/VIII.csv:" in told
    wanted = before | {
        ("priority/p2", "IX.f"): "rejected",
        ("priority/p2", "IX.b"): "approved",
        ("priority/p4", "VIII.a"): "approved",
    }
    assert built(home) == wanted
    lexicon = home / "mappings" / "lexicon" / "IX.csv"
    lexicon.write_text(
        lexicon.read_text(encoding="utf-8") + "IX.f,terénní a ambulantní služby,3,,nový výraz\n", encoding="utf-8"
    )
    assert built(home)["priority/p2", "IX.f"] == "rejected"
    again = run("import", str(sheet), "--who", "Eva", *here).stdout
    assert "3 decisions taken over (0 new, 0 changed, 3 as before)." in again


def test_a_faulty_sheet_changes_nothing_and_names_every_row(home: Path) -> None:
    sheet = home / "sheet.csv"
    sheet.write_text(
        "element,code,decision,who,when,why,text_sha\n"
        "plan/sprss-ustecky/goal/1.1,IX.a,approved,Eva,2026-11-20,,\n"
        "plan/sprss-ustecky/goal/1.1,IX.z,added,Eva,2026-11-20,ano,\n"
        "plan/sprss-ustecky/goal/9.9,IX.a,approved,Eva,2026-11-20,,\n",
        encoding="utf-8",
    )
    done = run("import", str(sheet), "--home", str(home))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"strategraph: {sheet}, row 3, column code: there is no descriptor 'IX.z'. Write a code of "
        "data/vocabularies/descriptors.csv.",
        f"{sheet}, row 4, column element: 'plan/sprss-ustecky/goal/9.9' is not in the plan any more. Export the sheet again.",
    ]
    assert not list((home / "mappings" / "decisions").glob("*.csv"))


def test_a_review_in_the_terminal_saves_what_was_answered_before_the_input_ended(home: Path) -> None:
    done = run(
        "review", "sprss-plzensky-2019-2021", "--who", "Eva", "--home", str(home), given=b"a\nr\njen zm\xc3\xadnka\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("2 decisions saved in mappings/decisions/sprss-plzensky-2019-2021.csv.\n")
    table = (home / "mappings" / "decisions" / "sprss-plzensky-2019-2021.csv").read_text(encoding="utf-8")
    assert [line.split(",")[3:5] for line in table.splitlines()[1:]] in (
        [["approved", "Eva"], ["rejected", "Eva"]],
        [["rejected", "Eva"], ["approved", "Eva"]],
    )


@pytest.mark.full
def test_what_was_decided_is_changed_and_taken_back_and_the_words_count_again(home: Path) -> None:
    """In the terminal, then in a sheet; that no descriptor fits wins in the build, and goes as it came."""
    plan, here = "sprss-plzensky-2019-2021", ("--home", str(home))
    table = home / "mappings" / "decisions" / f"{plan}.csv"
    before = built(home)
    again = ("review", plan, "--who", "Eva", "--element", "priority/p2", *here)
    codes_of_p2 = [code for place, code in before if place == "priority/p2"]
    assert run(*again, given="n\nmluví o jiném\n".encode()).returncode == 0
    lines = table.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:5] for line in lines[1:]] == [["priority", "p2", "", "none", "Eva"]]
    assert built(home) == before | dict.fromkeys([("priority/p2", code) for code in codes_of_p2], "rejected")

    sheet = home / "sheet.csv"
    assert run("export", plan, "-o", str(sheet), *here).returncode == 0
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace(";none;Eva;", ";;Eva;"), encoding="utf-8")
    told = run("import", str(sheet), *here).stdout
    assert told == (
        f"mappings/decisions/{plan}.csv: 0 decisions taken over (0 new, 0 changed, 0 as before, 1 withdrawn).\n"
        "They hold in the next release: make it with `strategraph build`.\n"
    )
    assert table.read_text(encoding="utf-8").splitlines() == lines[:1]
    assert built(home) == before


def test_the_build_tells_of_decisions_that_no_longer_fit_and_keeps_them(home: Path) -> None:
    folder = home / "mappings" / "decisions"
    folder.mkdir(exist_ok=True)
    head = "kind,key,code,decision,who,when,why,text_sha\n"
    (folder / "sprss-ustecky.csv").write_text(
        f"{head}goal,1.1,IX.e,approved,Eva,2026-11-20,,0123456789ab\ngoal,9.9,IX.e,approved,Eva,2026-11-20,,0123456789ab\n",
        encoding="utf-8",
    )
    (folder / "gone.csv").write_text(head, encoding="utf-8")
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    built(home)
    notices = [
        line.partition("notice: ")[2]
        for line in (home / "said.txt").read_text(encoding="utf-8").splitlines()
        if "notice: " in line
    ]
    assert [line[:75] for line in notices] == [
        "sprss-ustecky.csv, line 2: goal 1.1 has changed since Eva decided on IX.e o",
        "sprss-ustecky.csv, line 3: goal 9.9 is no longer in the plan, and the decis",
        "mappings/decisions/gone.csv decides on a plan that has no folder below data",
    ]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == kept


@pytest.mark.parametrize(
    "words, code, told",
    [
        (["export", "nic"], 2, "strategraph: There is no plan 'nic': choose one of ap-sbsv-2016-2020, "),
        (["review", "nic", "--who", "Eva"], 2, "strategraph: There is no plan 'nic': choose one of ap-sbsv-2016-2020, "),
        (["review", "sprss-ustecky", "--who", "Eva", "--element", "goal/9.9"], 2, "strategraph: sprss-ustecky has no element 'goal/9.9' that"),
        (["review", "sprss-ustecky", "--who", " "], 2, "strategraph: --who is empty: name the person who decides."),
        (["export", "-o", __file__], 2, "is there already and may be filled in: name another file, or remove it first."),
        (["suggest", "plany/neni.txt"], 2, "strategraph: plany/neni.txt is no file: correct the path, or give the text"),
        (["suggest", "neni.csv"], 2, "strategraph: neni.csv is no file: correct the path, or give the text"),
        (["suggest", "/tmp"], 2, "strategraph: /tmp is no file: correct the path, or give the text"),
        (["review", "sprss-ustecky"], 2, "the following arguments are required: --who"),
        (["import", "/nowhere.csv"], 1, "strategraph: /nowhere.csv cannot be read: No such file or directory."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(words: list[str], code: int, told: str) -> None:
    done = run(*words)
    assert done.returncode == code
    assert told in done.stderr
    assert done.stdout == ""
