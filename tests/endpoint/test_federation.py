"""A second engine joins what it holds with what we answer, by SERVICE (SPARQL 1.1 Federated Query), and gets the whole answer."""

import csv
import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef

from other_stores import oxigraph, virtuoso
from running import Running, running

OWN = Namespace("https://example.org/budget/")
PLAN = "https://w3id.org/strategraph/resource/plan/"
GOLDEN = Path(__file__).parents[1] / "reports" / "golden" / "alignment-CZ042.csv"
#: What the second engine knows, and we do not: what national objectives cost.
AMOUNTS = {"2.4.a": 30, "3.a": 45, "4.3.d": 120, "4.6.a": 90, "4.9.a": 15}
QUERY = """
PREFIX own: <https://example.org/budget/>
PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?objective ?amount ?priority ?score
WHERE {
  ?objective own:amount ?amount .
  SERVICE <%s> {
    ?link sg:nationalObjective ?objective ;
          sg:regionalPriority ?priority ;
          sg:linkClass "specific" ;
          sg:score ?score .
    ?priority sg:partOf <https://w3id.org/strategraph/resource/plan/sprss-ustecky> .
  }
}
"""

#: What the owner of a Virtuoso allows, so that whoever asks it may have it ask others.
ALLOWED = """
GRANT SPARQL_SELECT_FED TO "SPARQL";
GRANT SELECT ON DB.DBA.SPARQL_SINV_2 TO "SPARQL";
GRANT EXECUTE ON DB.DBA.SPARQL_SINV_IMP TO "SPARQL";
"""


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


@pytest.fixture(scope="module")
def budget() -> Graph:
    graph = Graph()
    for code, amount in AMOUNTS.items():
        graph.add((URIRef(f"{PLAN}ap-ssz-2024-2026/goal/{code}"), OWN.amount, Literal(amount)))
    return graph


def expected() -> list[tuple[str, int, str, Decimal]]:
    """The specific links of these objectives, as they were read by hand; 4.9.a has none."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return sorted(
            (row["objective"], AMOUNTS[row["objective"]], row["priority"], Decimal(row["score"]))
            for row in csv.DictReader(file)
            if row["objective"] in AMOUNTS
        )


def joined(table: str) -> list[tuple[str, int, str, Decimal]]:
    """The rows of an answer in CSV."""
    return sorted(
        (key(row["objective"]), int(row["amount"]), key(row["priority"]), Decimal(row["score"]))
        for row in csv.DictReader(table.splitlines())
    )


def key(iri: str) -> str:
    return iri.rpartition("/")[2]


def test_there_is_something_to_join() -> None:
    assert [row[0] for row in expected()] == [*["2.4.a"] * 4, *["3.a"] * 4, "4.3.d", "4.6.a"]


def test_rdflib_joins_its_graph_with_our_answer(server: Running, budget: Graph) -> None:
    rows = budget.query(QUERY % f"{server.address}/sparql")
    found = sorted((key(row[0]), int(row[1]), key(row[2]), Decimal(str(row[3]))) for row in rows)  # type: ignore[index]
    assert found == expected()


def test_oxigraph_joins_its_store_with_our_answer(server: Running, budget: Graph, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as address:
        turtle = budget.serialize(format="turtle").encode()
        stored = httpx.post(f"{address}/store?default", content=turtle, headers={"Content-Type": "text/turtle"})
        assert stored.is_success
        answer = httpx.post(
            f"{address}/query",
            content=QUERY % f"{server.address}/sparql",
            headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
            timeout=60,
        )
    assert answer.status_code == 200, answer.text
    assert joined(answer.text) == expected()


@pytest.mark.virtuoso
def test_virtuoso_joins_its_store_with_our_answer(server: Running, budget: Graph, tmp_path: Path) -> None:
    with virtuoso(tmp_path) as address:
        sql = re.search(r"ServerPort = (127\.0\.0\.1:\d+)", (tmp_path / "virtuoso.ini").read_text(encoding="utf-8"))
        assert sql
        allowed = ["isql-vt", sql[1], "dba", "dba", f"exec={ALLOWED}"]
        subprocess.run(allowed, check=True, capture_output=True, timeout=60)
        stored = httpx.put(
            f"{address}/sparql-graph-crud-auth",
            params={"graph": str(OWN)},
            content=budget.serialize(format="turtle").encode(),
            headers={"Content-Type": "text/turtle"},
            auth=httpx.DigestAuth("dba", "dba"),
            timeout=60,
        )
        assert stored.is_success, stored.text
        answer = httpx.get(
            f"{address}/sparql",
            params={"query": QUERY % f"{server.address}/sparql"},
            headers={"Accept": "text/csv"},
            timeout=60,
        )
    assert answer.status_code == 200, answer.text
    assert joined(answer.text) == expected()
