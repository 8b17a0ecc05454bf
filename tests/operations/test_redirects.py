"""The redirects of docs/deploy lead every permanent address to the same path on the host, each with the status that it needs."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from operations.test_nginx import AROUND
from other_stores import free_ports, started
from strategraph.release import Release

DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
HOST = "https://data.example.org/"
BASE = "https://w3id.org/strategraph/"
#: Path and query below the base → status and target.
TABLE = {
    "": (302, ""),
    "resource/plan/ap-ssz-2024-2026/goal/4.3.d": (303, "resource/plan/ap-ssz-2024-2026/goal/4.3.d"),
    "resource/descriptor/IX.c": (303, "resource/descriptor/IX.c"),
    "resource/dataset/strategraph/distribution/nquads": (303, "resource/dataset/strategraph/distribution/nquads"),
    "resource/": (302, "resource/"),
    "ontology": (302, "ontology"),
    "ontology.ttl": (302, "ontology.ttl"),
    "graph/source/ap-ssz-2024-2026": (302, "graph/source/ap-ssz-2024-2026"),
    "download/graphs/source.ap-ssz-2024-2026.ttl": (302, "download/graphs/source.ap-ssz-2024-2026.ttl"),
    "catalogue": (302, "catalogue"),
    "changes/0123456789abcdef..fedcba9876543210.ttl": (302, "changes/0123456789abcdef..fedcba9876543210.ttl"),
    "page/plan/ap-ssz-2024-2026?lang=en": (302, "page/plan/ap-ssz-2024-2026?lang=en"),
    "sparql": (307, "sparql"),
    "sparql/": (307, "sparql/"),
    "sparql?query=ASK%7B%7D&format=csv": (307, "sparql?query=ASK%7B%7D&format=csv"),
    "graph-store?graph=https%3A%2F%2Fa.example%2Fb": (307, "graph-store?graph=https%3A%2F%2Fa.example%2Fb"),
    "graph-store/graph/registers": (307, "graph-store/graph/registers"),
    "sparqlx": (302, "sparqlx"),
}


def by_htaccess(path: str) -> tuple[int, str]:
    """What the rules give: each is a regular expression on the decoded path, the first that fits decides, the query is kept."""
    asked, _, query = path.partition("?")
    text = (DEPLOY / "w3id.htaccess").read_text(encoding="utf-8")
    for pattern, target, status in re.findall(r"^RewriteRule (\S+) (\S+) \[R=(\d+),L\]$", text, re.MULTILINE):
        found = re.search(pattern, unquote(asked))
        if found:
            filled = re.sub(r"\$(\d)", lambda one, found=found: found[int(one[1])] or "", target)  # type: ignore[misc]
            return int(status), filled + (f"?{query}" if query else "")
    raise AssertionError(f"no rule fits {path}")


@pytest.mark.parametrize("path", TABLE)
def test_the_rules_of_w3id_lead_to_the_host(path: str) -> None:
    status, target = TABLE[path]
    assert by_htaccess(path) == (status, HOST + target)


def test_every_rule_of_the_file_is_understood_and_none_is_permanent() -> None:
    text = (DEPLOY / "w3id.htaccess").read_text(encoding="utf-8")
    rules = [line for line in text.splitlines() if line.startswith("Rewrite")]
    assert len(rules) == 1 + len(re.findall(r"^RewriteRule \S+ \S+ \[R=30[237],L\]$", text, re.MULTILINE))


def test_every_iri_of_the_release_leads_to_its_path(release: Release) -> None:
    dump = (release.dumps_path / "strategraph.nq").read_bytes()
    iris = {iri.decode() for iri in re.findall(rb"<https://w3id\.org/strategraph/([^>#]*)", dump)}
    assert len(iris) > 2000
    wrong = [
        iri
        for iri in iris
        if by_htaccess(iri)[1] != HOST + iri or (by_htaccess(iri)[0] == 303) != iri.startswith("resource/")
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with the snippet, which listens here and not at port 80."""
    folder = tmp_path_factory.mktemp("nginx")
    [port] = free_ports(1)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "listen 80;" in text
    (folder / "strategraph.conf").write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    with started(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], folder, port, "/strategraph/"):
        yield port


@pytest.mark.operations
def test_nginx_leads_to_the_host(nginx: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{nginx}") as client:
        answers = {path: client.get(f"/strategraph/{path}") for path in TABLE}
    assert {path: (one.status_code, one.headers["location"]) for path, one in answers.items()} == {
        path: (status, HOST + target) for path, (status, target) in TABLE.items()
    }
    assert {one.headers["access-control-allow-origin"] for one in answers.values()} == {"*"}


@pytest.mark.operations
@pytest.mark.parametrize("path", ["resource/%0d%0aSet-Cookie:%20a=b", "resource/a%20b", "%2e%2e/secret"])
def test_nginx_decodes_nothing_on_the_way(nginx: int, path: str) -> None:
    with socket.create_connection(("127.0.0.1", nginx), timeout=10) as line:
        line.sendall(f"GET /strategraph/{path} HTTP/1.1\r\nHost: id.example.org\r\nConnection: close\r\n\r\n".encode())
        head = b"".join(iter(lambda: line.recv(4096), b"")).partition(b"\r\n\r\n")[0].decode()
    assert "set-cookie" not in [one.partition(":")[0].lower() for one in head.splitlines()]
    assert f"Location: {HOST}{path}" in head.splitlines() or " 404 " in head or " 400 " in head
