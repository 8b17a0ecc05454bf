"""The W3C tests of SPARQL queries, asked over HTTP: the server passes those that its engine passes, and no others.

The tests are not part of the project; STRATEGRAPH_CONFORMANCE names the folder that holds them. One server holds the files
of all tests, each as a named graph, and a test names its own by the parameters of the protocol (SPARQL 1.1 Protocol, 2.1.4).
Of the classes of tests, those of updates are left out, for the endpoint is read-only.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

from conformance.query_answers import Answer, comma_separated, expected, found, without_repeats
from conformance.query_records import SITE, Records, Test
from conformance.test_protocol import RECORDS
from running import Running, running
from strategraph.settings import Limits

pytestmark = pytest.mark.w3c

EXPECTED = {"answer": 588, "syntax": 317, "fault": 171}
#: Those that the engine itself passes, of the ones that are not refused.
PASSED_BY_THE_ENGINE = 1027
#: This endpoint asks no other one: each of these tests has a SERVICE clause and is refused. Those of `service` would need
#: endpoints that hold the data of the test; those of `syntax-fed` are to be parsed only, and are refused before that.
REFUSED = {
    *(f"sparql11/service service{number}" for number in ("1", "2", "3", "4a", "5", "6", "7")),
    *(f"sparql11/syntax-fed test_{number}" for number in (1, 2, 3)),
}
ROWS, TRIPLES, CSV = "application/sparql-results+json", "application/n-triples", "text/csv"
#: Files of a default graph stand under this name, for a test may name the same file for both.
DEFAULT = "http://default.test/"
RULES = Records(RECORDS / "w3c" / "sparql")


@cache
def queries() -> list[Test]:
    return RULES.tests()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    file: Path = tmp_path_factory.mktemp("w3c") / "tests.nq"
    serialize(quads_of_all(queries()), str(file), RdfFormat.N_QUADS)
    with running(Limits(workers=2, client_seconds=0), file) as server:
        yield server


def quads_of_all(wanted: list[Test]) -> Iterator[Quad]:
    graphs = {(default_name(file), file) for test in wanted for file in test.default}
    graphs |= {pair for test in wanted for pair in test.named}
    origins = graphs | {(one, file) for _, file in graphs for one in graphs_within(file)}
    assert len({name for name, _ in origins}) == len(origins)
    for name, file in sorted(graphs):
        yield from (
            quad if isinstance(quad.graph_name, NamedNode) else Quad(*quad.triple, NamedNode(name))
            for quad in RULES.quads(file)
        )


@cache
def graphs_within(file: str) -> frozenset[str]:
    """The named graphs that a file of a default graph brings with it (TriG)."""
    names = (quad.graph_name for quad in RULES.quads(file)) if file.endswith(".trig") else ()
    return frozenset(name.value for name in names if isinstance(name, NamedNode))


def default_name(file: str) -> str:
    return DEFAULT + file.removeprefix(SITE)


def over_http(server: Running, test: Test) -> httpx.Response:
    """The query as it stands, but for its base, which the protocol cannot say."""
    data: dict[str, str | list[str]] = {"query": f"BASE <{test.base}>\n{test.query}"}
    if not test.own_dataset:
        data["default-graph-uri"] = [default_name(file) for file in test.default] or [f"{DEFAULT}nothing"]
        within = (name for file in test.default for name in graphs_within(file))
        data["named-graph-uri"] = [*(name for name, _ in test.named), *within]
    accept = CSV if test.result.endswith(".csv") else f"{ROWS}, {TRIPLES};q=0.9"
    return server.client.post("/sparql", data=data, headers={"Accept": accept})


def told_over_http(server: Running, test: Test) -> Answer:
    """The answer, or the kind of refusal: that the query cannot be parsed, or that it was parsed and cannot be evaluated."""
    answer = over_http(server, test)
    if answer.status_code == 400:
        return "fault", answer.json()["detail"].startswith("The query cannot be parsed")
    assert answer.status_code == 200, (test.name, answer.text)
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == CSV:
        return comma_separated(answer.text)
    if kind == ROWS:
        return found(parse_query_results(answer.content, QueryResultsFormat.JSON))
    return found(quad.triple for quad in parse(answer.content, RdfFormat.N_TRIPLES))


def told_by_the_engine(test: Test) -> Answer:
    store = Store()
    for file in test.default:
        store.extend(RULES.quads(file))
    for name, file in test.named:
        store.add_graph(NamedNode(name))
        store.extend(Quad(*quad.triple, NamedNode(name)) for quad in RULES.quads(file))
    try:
        results = store.query(test.query, base_iri=test.base)
        if test.result.endswith(".csv"):
            return comma_separated((results.serialize(format=QueryResultsFormat.CSV) or b"").decode())
        return found(results)
    except SyntaxError:
        return "fault", True
    except RuntimeError:
        return "fault", False


def passes(test: Test, told: Answer) -> bool:
    if test.kind != "answer":
        return (told == ("fault", True)) == (test.kind == "fault")
    right = expected(RULES, test.result)
    if test.lax and told[0] == right[0]:
        return without_repeats(told) == without_repeats(right)
    return told == right


def test_all_records_are_there() -> None:
    assert {kind: sum(test.kind == kind for test in queries()) for kind in EXPECTED} == EXPECTED


def test_the_server_passes_what_its_engine_passes_and_no_more(server: Running) -> None:
    asked = [test for test in queries() if test.name not in REFUSED]
    engine = {test.name for test in asked if passes(test, told_by_the_engine(test))}
    ours = {test.name for test in asked if passes(test, told_over_http(server, test))}
    assert (sorted(engine - ours), sorted(ours - engine)) == ([], [])
    assert len(engine) == PASSED_BY_THE_ENGINE


def test_those_that_ask_other_endpoints_are_refused_and_no_others(server: Running) -> None:
    answers = {test.name: over_http(server, test) for test in queries() if "SERVICE" in test.query.upper()}
    refused = {name for name, answer in answers.items() if "has a SERVICE clause" in answer.text}
    assert refused == REFUSED
    assert {answers[name].status_code for name in refused} == {400}
