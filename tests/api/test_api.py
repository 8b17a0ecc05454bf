"""The graph from Python: typed values, frames, queries and reports, from a release and from an endpoint alike."""

import ast
import csv
import doctest
import fcntl
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import strategraph
from running import Running, running
from strategraph.api import Graph, Link
from strategraph.errors import QueryFileError, ReleaseError, RemoteStoreError, UsageError
from strategraph.release import Release

RESOURCE = "https://w3id.org/strategraph/resource/"
ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "questions" / "expected"


@pytest.fixture(scope="module")
def graph(output: Path) -> Iterator[Graph]:
    with strategraph.open(output) as graph:
        yield graph


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


def test_plans_are_those_of_the_documents(graph: Graph) -> None:
    assert [(plan.id, plan.side, plan.territory, plan.start, plan.end, plan.units) for plan in graph.plans()] == [
        ("napsi-2006-2008", "national", "CZ", 2006, 2008, 15),
        ("ap-sbsv-2016-2020", "national", "CZ", 2016, 2020, 15),
        ("ap-ssz-2024-2026", "national", "CZ", 2024, 2026, 38),
        ("sprss-plzensky-2019-2021", "regional", "CZ032", 2019, 2021, 9),
        ("sprss-ustecky", "regional", "CZ042", None, None, 17),
    ]


def test_elements_come_in_the_order_of_the_document_with_their_lines(graph: Graph) -> None:
    goals = graph.goals("sprss-plzensky-2019-2021")
    (document,) = (ROOT / "data" / "sources").glob("*/sprss-plzensky-2019-2021/document.txt")
    lines = document.read_text(encoding="utf-8").splitlines()
    assert [goal.line for goal in goals] == sorted(goal.line for goal in goals)
    for goal in goals:
        assert goal.text.split()[0] in lines[goal.line - 1], goal
    assert {goal.kind for goal in goals} == {"goal"}
    assert len({element.iri for element in graph.elements()}) == len(graph.elements())


def test_times_indicators_and_money_have_their_words_and_what_was_read(stated: Path) -> None:
    with strategraph.open(stated) as small:
        table = [one for one in small.budgets("zdroje-tabulka") if one.currency == "CZK"]
        assert [(one.words, one.value, one.first_year) for one in table] == [
            ("500", Decimal(500000), 2025),
            ("1 250,5", Decimal(1250500), 2026),
            ("120 tis. Kč", Decimal(120000), 2026),
            ("1,2 mil.", Decimal(1200000), 2025),
        ]
        about = small.budgets()[2]
        assert (about.approximate, about.recurrence, about.least) == (True, "yearly", None)
        assert [(one.baseline, one.bound, one.target, one.unit) for one in small.indicators("zdroje")][:3] == [
            (Decimal(5), "exactly", Decimal(12), None),
            (None, "at least", Decimal(3), "setkání ročně"),
            (Decimal(40), "exactly", Decimal(60), "%"),
        ]
        assert [(one.begins, one.due, one.recurrence) for one in small.deadlines("zdroje")] == [
            (None, "2025-12-31", None),
            (None, None, "continuous"),
            ("2023-10", "2023-12", None),
            (None, None, None),
            ("2024", "2026", None),
        ]
        assert small.budgets().columns[0] == "plan"
        with pytest.raises(UsageError, match="There is no plan 'x'"):
            small.indicators("x")


def test_a_query_of_ones_own_gives_rows_and_what_gives_none_is_refused(graph: Graph) -> None:
    select = "SELECT ?plan WHERE { ?plan a <https://w3id.org/strategraph/ontology#Plan> } ORDER BY STR(?plan)"
    assert [row["plan"] for row in graph.sparql(select)] == sorted(plan.iri for plan in graph.plans())
    assert graph.sparql(select).columns == ("plan",)
    for query, fault, sentence in (
        ("ASK {}", UsageError, "Your query gives yes or no, and here rows are read: write it as a SELECT."),
        ("CONSTRUCT WHERE { ?s ?p ?o }", UsageError, "Your query cannot be answered as 'json': "),
        ("SELECT nonsense", QueryFileError, "Your query is not a SPARQL query: "),
        (
            "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
            UsageError,
            "The query has a SERVICE clause, and nothing here ",
        ),
    ):
        with pytest.raises(fault) as caught:
            graph.sparql(query)
        assert str(caught.value).startswith(sentence)


def test_links_are_the_best_first_over_all_regions_and_of_one(graph: Graph) -> None:
    first = graph.links(regional="CZ042")[0]
    assert first == Link(
        f"{RESOURCE}plan/ap-ssz-2024-2026/goal/4.6.a",
        f"{RESOURCE}plan/sprss-ustecky/goal/6.2",
        "specific",
        Decimal("0.6992"),
        Decimal("0.5666"),
        1,
        Decimal("0.001"),
        Decimal("0.0695"),
        "unknown",
    )
    every = graph.links()
    assert [link.score for link in every] == sorted((link.score for link in every), reverse=True)
    assert len(every) == len(graph.links(regional="CZ042")) + len(graph.links(regional="CZ032"))


def test_frames_have_the_columns_and_values_of_the_rows(graph: Graph) -> None:
    descriptors = graph.descriptors()
    pandas, polars = descriptors.to_pandas(), descriptors.to_polars()
    assert list(pandas.columns) == polars.columns == list(descriptors.columns)
    assert pandas.to_dict("records") == polars.to_dicts() == descriptors.to_dicts()
    links = graph.links()
    assert float(links.to_pandas()["score"].max()) == float(links.to_polars()["score"].max()) == float(links[0].score)


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*.csv")), ids=lambda path: path.stem)
def test_every_question_gives_its_expected_answer_by_name(graph: Graph, path: Path) -> None:
    found = graph.query(path.stem)
    with path.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert [{name: as_csv(row.get(name)) for name in expected[0]} for row in found] == expected


def as_csv(value: object) -> str:
    """A value as SPARQL 1.1 CSV writes it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_parameters_are_bound_by_their_types_and_checks_find_nothing(graph: Graph) -> None:
    assert [row["plan"].rpartition("/")[2] for row in graph.query("plans-in-year", year="2021")] == [
        "sprss-plzensky-2019-2021"
    ]
    assert len(graph.query("elements-mentioning", words='") } #')) == 0
    assert len(graph.query("link-repeated")) == len(graph.query("position-gap")) == 0


def test_statistics_are_those_of_the_report(graph: Graph) -> None:
    tables = {table.key: table.rows for table in graph.report("statistics").tables}
    coverage, stability = graph.coverage(), graph.stability()
    for one, row in zip(coverage, tables["chance"], strict=True):
        assert (one.territory, one.objectives, one.served) == row[1:4]
        told = (one.share, one.low, one.high, one.expected, one.chance_low, one.chance_high, one.corrected, one.p)
        assert [float(str(cell)) for cell in row[4:]] == pytest.approx(told, abs=5.01e-5)
    (pair,), (row,) = graph.comparisons(), tables["comparisons"]
    assert (pair.both, pair.only_first, pair.only_second, pair.neither) == row[2:6]
    assert [float(str(cell)) for cell in row[6:]] == pytest.approx(
        [pair.difference, pair.low, pair.high, pair.p, pair.q], abs=5.01e-5
    )
    assert [(one.links, one.served) for one in graph.influence()] == [row[2:4] for row in tables["descriptors"]]
    kept = [(one.links, one.left_out, one.kept) for one in stability]
    assert sorted(kept) == sorted(row[3:6] for row in tables["objectives"])
    assert stability.to_pandas().columns.tolist() == list(stability.columns)


def test_a_release_that_is_open_is_kept_from_being_removed(output: Path, release: Release) -> None:
    handle = os.open(release.path, os.O_RDONLY)
    try:
        with strategraph.open(output), pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    finally:
        os.close(handle)


def test_an_endpoint_gives_the_same_values(graph: Graph, server: Running) -> None:
    with strategraph.open(f"{server.address}/sparql") as there:
        assert there.release == graph.release
        for name in ("plans", "elements", "descriptors", "assignments", "links"):
            assert list(getattr(there, name)()) == list(getattr(graph, name)()), name
        assert there.report("gaps", region="CZ042") == graph.report("gaps", region="CZ042")
        for name in ("coverage", "comparisons", "influence", "stability"):
            assert list(getattr(there, name)(regional="CZ042")) == list(getattr(graph, name)(regional="CZ042")), name


def test_what_there_is_not_is_refused_with_what_there_is(graph: Graph, tmp_path: Path) -> None:
    known = "napsi-2006-2008, ap-sbsv-2016-2020, ap-ssz-2024-2026, sprss-plzensky-2019-2021, sprss-ustecky"
    for call, sentence in (
        (lambda: graph.goals("x"), f"There is no plan 'x': choose one of {known}."),
        (lambda: graph.query("x"), "There is no query 'x': `strategraph query` lists them."),
        (lambda: graph.query("plans", y="1"), "plans has no parameter 'y'; it has none."),
        (lambda: graph.coverage(layer="x"), "There is no layer 'x': choose one of printed, approved, all."),
        (
            lambda: graph.stability(regional="CZ099"),
            "There is no regional plan or region 'CZ099': choose one of sprss-plzensky-2019-2021, sprss-ustecky.",
        ),
        (lambda: graph.links(layer="x"), "There is no layer 'x': choose one of printed, approved, all."),
        (
            lambda: graph.links(regional="CZ099"),
            "There is no regional plan or region 'CZ099': choose one of sprss-plzensky-2019-2021, sprss-ustecky.",
        ),
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert str(caught.value) == sentence
    with pytest.raises(ReleaseError):
        strategraph.open(tmp_path)
    with pytest.raises(RemoteStoreError):
        strategraph.open("http://127.0.0.1:9/sparql")


def test_the_examples_of_the_documentation_run(output: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """docs/python.md has one session; it is run in a folder with a release in build/."""
    (tmp_path / "build").symlink_to(output)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, "python.md", None, 0)
    assert len(test.examples) > 8
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS, verbose=False)
    told: list[str] = []
    runner.run(test, out=told.append)
    assert not told, "".join(told)


def test_the_example_in_the_module_is_python_and_names_what_there_is() -> None:
    assert strategraph.api.__doc__
    example = re.search(r"(?ms)^    import strategraph\n.*?(?=^\S)", strategraph.api.__doc__)
    assert example
    tree = ast.parse("\n".join(line[4:] for line in example[0].splitlines()))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {"open", "plans", "links", "to_pandas"} <= used
    assert all(hasattr(Graph, name) for name in ("plans", "links"))
