"""The commands as a person types them: answers on standard output, progress and faults on standard error."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from small_plans import TEXT, add_plan, home_of
from strategraph import __version__
from strategraph.release import Release
from typed import started, typed


def test_build_prints_the_release_and_shows_progress_apart(tmp_path: Path) -> None:
    home = home_of(tmp_path / "home", "napsi-2006-2008").home
    done = started("build", "--output", tmp_path / "build", "--home", home)
    assert done.returncode == 0
    assert Path(done.stdout.strip()).parent == tmp_path / "build" / "releases"
    rooms = [line.split()[2] for line in done.stderr.splitlines()]
    assert list(dict.fromkeys(rooms)) == [
        "sources",
        "plans",
        "triples",
        "concepts",
        "subjects",
        "inference",
        "alignment",
        "catalogue",
        "release",
    ]
    assert "1 documents, 21 lines" in done.stderr


def test_query_answers_by_id_with_parameters(output: Path) -> None:
    goal = "plan/ap-ssz-2024-2026/goal/3.d"
    done = started("query", "descriptors-of-goal", "--param", f"goal={goal}", "--data", str(output), "--format", "json")
    assert done.returncode == 0, done.stderr
    bindings = json.loads(done.stdout)["results"]["bindings"]
    assert [row["labelCs"]["value"] for row in bindings] == ["aktivní začleňování"]


@pytest.mark.parametrize(
    ("param", "told"),
    [
        (
            "descriptor=descriptor/VIII.x",
            "descriptor=descriptor/VIII.x names nothing in this release. "
            "Did you mean descriptor/VIII.d, descriptor/VIII.c or descriptor/VIII.b?",
        ),
        (
            "layer=printd",
            "'printd' is not a value for layer (did you mean printed?); it is one of printed, approved, all.",
        ),
    ],
)
def test_a_parameter_that_names_nothing_is_no_empty_answer(output: Path, param: str, told: str) -> None:
    done = typed("query", "goals-with-descriptor", "--param", param, "--data", str(output))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"strategraph: goals-with-descriptor: {told}\n"


def test_query_answers_a_file(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "plans.rq"
    file.write_text(
        "PREFIX sg: <https://w3id.org/strategraph/ontology#> SELECT (COUNT(?p) AS ?n) WHERE { ?p a sg:Plan }",
        encoding="utf-8",
    )
    done = typed("query", str(file), "--data", str(output))
    assert (done.returncode, done.stdout) == (0, "n\n5\n")


def test_a_query_keeps_to_the_dataset_that_it_names(output: Path, tmp_path: Path, release: Release) -> None:
    graph = "https://w3id.org/strategraph/graph/vocabulary"
    file = tmp_path / "count.rq"
    file.write_text(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}", encoding="utf-8")
    assert typed("query", str(file), "--data", str(output)).stdout == f"n\n{release.manifest['graphs'][graph]}\n"


def test_construct_gives_turtle_unless_told_otherwise(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "theme.rq"
    file.write_text("DESCRIBE <https://w3id.org/strategraph/resource/theme/IX>", encoding="utf-8")
    assert 'skos:notation "IX"' in typed("query", str(file), "--data", str(output)).stdout
    assert '"IX"' in typed("query", str(file), "--data", str(output), "--format", "nt").stdout


def test_query_without_a_name_lists_the_queries() -> None:
    listed = typed("query").stdout
    assert "descriptors-of-goal" in listed
    assert all(len(line) > 41 for line in listed.splitlines())


@pytest.mark.full  # tests/release/test_checks_on_documents.py checks the same; this only adds the command around it
def test_check_finds_no_fault(output: Path) -> None:
    done = typed("check", "--data", str(output))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 faults found.\n")


def test_check_shows_a_fault_with_its_element_and_line(tmp_path: Path) -> None:
    places = home_of(tmp_path / "home", "ap-ssz-2024-2026")  # prints every descriptor, as the shapes ask
    add_plan(places, text=TEXT.replace("Cíl jedna", "x"))
    check = places.queries / "checks" / "short-text.rq"
    check.write_text(
        "# title-en: A goal has a text of one letter.\n# title-cs: Text cíle má jediné písmeno.\n"
        "PREFIX dcterms: <http://purl.org/dc/terms/>\n"
        "SELECT ?element WHERE { ?element dcterms:description ?t FILTER(STRLEN(?t) < 2) }",
        encoding="utf-8",
    )
    home = ("--home", str(places.home))
    assert typed("build", "--output", str(tmp_path / "build"), *home).returncode == 0
    done = started("check", "--data", str(tmp_path / "build"), *home)
    assert (done.returncode, done.stderr) == (1, "1 fault found.\n")
    assert "https://w3id.org/strategraph/resource/plan/zkouska/goal/1.1" in done.stdout
    assert "line 3" in done.stdout
    assert "A goal has a text of one letter." in done.stdout


@pytest.mark.parametrize(
    "words, code, told",
    [
        (["query", "nic"], 2, "strategraph: There is no query 'nic': "),
        (["query", "goals-of-plan", "--param", "plan"], 2, "strategraph: --param 'plan' is not of the form name=value"),
        (["query", "goals-of-plan", "--data", "nowhere"], 1, "strategraph: "),
        (["query", "goals-of-plan", "--param", "goal=a"], 2, "has no parameter 'goal'; it has plan."),
        (["build", "--home", "/nowhere"], 1, "strategraph: /nowhere has no folder ontology, mappings, queries, data: "),
        (["build", "--settings", "/nowhere.toml"], 1, "strategraph: /nowhere.toml cannot be read as settings: "),
        (["serve", "--port", "70000"], 2, "strategraph: Port 70000 does not exist: choose one from 0 to 65535."),
        (["bild"], 2, "invalid choice: 'bild'"),
        ([], 2, "the following arguments are required: COMMAND"),
    ],
)
def test_a_fault_is_one_sentence_and_an_exit_code(tmp_path: Path, words: list[str], code: int, told: str) -> None:
    done = typed(*words, cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_format_that_does_not_fit_is_told_in_one_sentence(output: Path) -> None:
    done = typed("query", "plans", "--data", str(output), "--format", "turtle")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "strategraph: plans cannot be answered as 'turtle': choose one of json, xml, csv, tsv.\n"


@pytest.mark.parametrize("nest", ["{" * 20_000, "ASK { FILTER(" + "(" * 15_000])
def test_a_deep_query_ends_in_a_sentence_not_in_a_crash(output: Path, tmp_path: Path, nest: str) -> None:
    file = tmp_path / "deep.rq"
    file.write_text(nest, encoding="utf-8")
    done = started("query", str(file), "--data", str(output))
    assert done.returncode == 1
    assert "is not a SPARQL query" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_update_is_told_that_queries_only_read(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "insert.rq"
    file.write_text("PREFIX : <http://example.org/>\nINSERT DATA { :a :b :c }", encoding="utf-8")
    done = typed("query", str(file), "--data", str(output))
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"strategraph: {file} is an update, and a release never changes: ask by SELECT, ASK, CONSTRUCT or DESCRIBE.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("build",), ("serve",), ("query",), ("check",), ("publish", "http://127.0.0.1:9/"),
        ("subjects", "suggest", "text"), ("subjects", "evaluate"), ("subjects", "export"), ("subjects", "import", "x.csv"),
        ("subjects", "review", "plan"), ("alignment", "links", "x"), ("alignment", "evaluate", "x.tsv"),
        ("alignment", "tables", "x"), ("alignment", "run", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_ends_with_2_for_an_option_that_it_has_not(words: tuple[str, ...]) -> None:
    done = started(*words, "--no-such-option")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--no-such-option" in done.stderr or "required" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words, told",
    [
        (("check", "--data", "nowhere"), "There is no release in nowhere"),
        (("query", "plans", "--data", "nowhere"), "There is no release in nowhere"),
        (("serve", "--data", "nowhere", "--port", "0"), "There is no release in nowhere"),
        (("serve", "--dataset", "nowhere.trig", "--port", "0"), "nowhere.trig"),
        (("publish", "http://127.0.0.1:9/", "--data", "nowhere"), "There is no release in nowhere"),
        (("alignment", "tables", "x", "--data", "nowhere"), "There is no release in nowhere"),
        (("alignment", "evaluate", "nowhere.tsv"), "nowhere.tsv"),
        (("alignment", "run", "nowhere", "--output", "x"), "nowhere"),
        (("subjects", "import", "nowhere.csv", "--who", "Eva"), "nowhere.csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_not_there_ends_with_1_and_is_named(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = typed(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("query", "no-such-question"), ("subjects", "evaluate", "--plan", "no-such-plan"),
        ("subjects", "review", "no-such-plan", "--who", "Eva"), ("alignment", "links", "plan/none/goal/1"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_name_that_names_nothing_ends_with_2_and_a_sentence(words: tuple[str, ...]) -> None:
    done = typed(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("strategraph: ")
    assert done.stderr.endswith(".\n")


def test_a_query_that_would_call_another_server_is_refused(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "calls.rq"
    file.write_text("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", encoding="utf-8")
    done = typed("query", str(file), "--data", str(output))
    assert (done.returncode, done.stderr) == (
        2,
        "strategraph: calls has a SERVICE clause, and nothing here calls other servers: take it out.\n",
    )


@pytest.mark.parametrize("form, notes", [("csv", 2), ("tsv", 2), ("json", 0)])
def test_a_table_without_rows_is_told_beside_it_and_a_script_is_left_alone(output: Path, form: str, notes: int) -> None:
    """The thing is there, so it is no misspelling; it only is not what the question is about."""
    words = ("priorities-of-objective", "--param", "objective=plan/sprss-ustecky/goal/1.1", "--format", form)
    done = typed("query", *words, "--data", str(output))
    assert done.returncode == 0
    assert (
        done.stderr.splitlines()
        == [
            "strategraph: Nothing was found.",
            "strategraph: objective=plan/sprss-ustecky/goal/1.1 is element of a plan, goal, regional priority.",
        ][:notes]
    )


def test_a_graph_of_one_line_is_no_table_without_rows(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.rq"
    file.write_text("CONSTRUCT { <http://x.org/s> <http://x.org/p> 1 } WHERE {}", encoding="utf-8")
    done = typed("query", str(file), "--data", str(output))
    assert "<http://x.org/s>" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_told_in_a_sentence(output: Path) -> None:
    command = f"{sys.executable} -m strategraph query tree-of-plan --data {output} > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_version_and_help() -> None:
    assert started("--version").stdout == f"strategraph {__version__}\n"
    helped = started("--help").stdout
    commands = "draft add build serve query report export check publish subjects alignment"
    assert re.findall(r"^    (\w+)", helped, re.MULTILINE) == commands.split()


def test_a_closed_pipe_is_no_fault(output: Path) -> None:
    command = f"{sys.executable} -m strategraph query tree-of-plan --data {output} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_a_fault_of_usage(text: str) -> None:
    done = typed("subjects", "suggest", text)
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is empty: give a text, a file that holds one, or - for standard input" in done.stderr
