"""The snippet of nginx in docs/operations, run in front of a server: nothing that a client relies on is lost on the way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph

from other_stores import free_ports, started
from running import SERVING
from served import served
from strategraph.namespaces import SD

SNIPPET = Path(__file__).resolve().parents[2] / "docs" / "operations" / "nginx.conf"
#: What the configuration of the system says around a snippet, with all files in one folder.
AROUND = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/strategraph.conf;
}}
"""
JSON = {"Accept": "application/sparql-results+json"}
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(8)) + " }"

pytestmark = pytest.mark.operations


@pytest.fixture(scope="module")
def direct() -> Iterator[httpx.Client]:
    limits = {"WORKERS": "2", "CLIENT_HEADER": "X-Forwarded-For", "CLIENT_SECONDS": "1", "DEADLINE_SECONDS": "1.5"}
    environment = os.environ | {f"STRATEGRAPH_LIMITS_{name}": value for name, value in limits.items()}
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    with served(command, Path.cwd(), environment) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def proxied(direct: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """nginx with the snippet, which listens here and not at port 80."""
    folder = tmp_path_factory.mktemp("nginx")
    [port] = free_ports(1)
    text = SNIPPET.read_text(encoding="utf-8")
    for named, ours in (
        ("127.0.0.1:8000", direct.base_url.netloc.decode()),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
    ):
        assert named in text
        text = text.replace(named, ours)
    (folder / "strategraph.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert "syntax is ok" in checked.stderr, checked.stderr
    with (
        started(command, folder, port, "/health"),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        yield client


def ask(client: httpx.Client, query: str, source: str = "") -> httpx.Response:
    return client.get(
        "/sparql", params={"query": query}, headers=JSON | ({"X-Forwarded-For": source} if source else {})
    )


def test_the_server_is_the_one_behind_it(direct: httpx.Client, proxied: httpx.Client) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    behind, before = ask(direct, query), ask(proxied, query)
    assert (before.status_code, before.content) == (200, behind.content)
    same = ("content-type", "etag", "strategraph-release", "content-security-policy", "x-content-type-options", "vary")
    assert {name: before.headers.get(name) for name in same} == {name: behind.headers.get(name) for name in same}


def test_what_was_asked_before_is_not_sent_again(proxied: httpx.Client) -> None:
    tag = ask(proxied, "ASK {}").headers["etag"]
    again = proxied.get("/sparql", params={"query": "ASK {}"}, headers=JSON | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_address_that_was_asked_is_the_one_in_the_service_description(proxied: httpx.Client) -> None:
    answer = proxied.get("/sparql", headers={"Accept": "text/turtle", "X-Forwarded-Proto": "https"})
    (endpoint,) = Graph().parse(data=answer.text, format="turtle").objects(None, SD.endpoint)
    assert str(endpoint) == f"{proxied.base_url}/sparql"


@pytest.mark.parametrize("letter, bytes_of_it, more, status", [("#", 1, 0, 200), ("ž", 2, 0, 200), ("#", 1, 1, 413)])
def test_a_query_has_the_length_that_the_server_allows_and_no_other(
    proxied: httpx.Client, letter: str, bytes_of_it: int, more: int, status: int
) -> None:
    """Percent-encoded, each byte of the comment is three characters in the address, more than httpx takes."""
    query = "ASK {} #" + letter * ((65_536 - len("ASK {} #")) // bytes_of_it + more)
    line = HTTPConnection(proxied.base_url.host, proxied.base_url.port, timeout=30)
    line.request("GET", f"/sparql?query={quote(query, safe='')}", headers=JSON)
    assert line.getresponse().status == status
    line.close()
    assert proxied.post("/sparql", data={"query": query}, headers=JSON).status_code == status


def test_writes_are_refused_by_the_server_and_in_its_words(proxied: httpx.Client) -> None:
    answer = proxied.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Accept": "application/problem+json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert "read-only" in answer.json()["detail"]


def test_a_query_that_takes_too_long_is_ended_by_the_server_and_costs_the_client_that_asked(
    proxied: httpx.Client,
) -> None:
    """nginx names the client by the connection: whoever claims another address in the header is counted all the same."""
    assert ask(proxied, RUNAWAY, "192.0.2.1").status_code == 503
    refused = ask(proxied, "ASK { ?s ?p 1 }", "192.0.2.2")
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)


def test_the_figures_for_the_operator_are_told_on_this_machine(proxied: httpx.Client) -> None:
    assert "strategraph_requests_total" in proxied.get("/metrics").text


def test_a_plan_may_be_longer_than_anything_else_that_is_sent(proxied: httpx.Client) -> None:
    body = b"x" * 3_000_000
    assert (
        proxied.post("/sparql", content=body, headers={"Content-Type": "application/sparql-query"}).status_code == 413
    )
    sent = proxied.post("/add", files={"file": ("plan.txt", body)}, headers={"Authorization": "Bearer x"})
    assert sent.status_code == 404  # by the server, which has no token here
    assert "strategraph-release" in sent.headers
