"""The W3C records of the SPARQL 1.1 Protocol, played against the server as it is started by a person.

The records are not part of the project; STRATEGRAPH_CONFORMANCE names the folder that holds them. The endpoint
is read-only: a record that expects an update to succeed is met by an honest refusal (4xx), and its
follow-up query, which asks for the update's effect, is not played.
"""

import http.client
import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from served import served

pytestmark = pytest.mark.w3c

RECORDS = Path(os.environ.get("STRATEGRAPH_CONFORMANCE", "/nowhere"))
EXPECTED = 34
RESULTS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


def records() -> list[dict[str, Any]]:
    path = RECORDS / "w3c_protocol.json"
    return json.loads(path.read_text(encoding="utf-8"))["protocol"] if path.is_file() else []  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    fixture = RECORDS / "protocol_fixture.trig"
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(fixture)]
    with served(command, cwd=RECORDS, env=os.environ) as address:
        yield address


def test_all_records_are_there() -> None:
    assert len(records()) == EXPECTED


@pytest.mark.parametrize("record", records(), ids=lambda record: record["id"])
def test_record(server: str, record: dict[str, Any]) -> None:
    for request in record["requests"]:
        status, kind, body = play(server, request)
        expected = request["expect"]
        if record["id"].startswith("update_"):
            assert 400 <= status < 500, body
            assert b"read-only" in body
            return
        assert f"{status // 100}xx" in expected["status"], body
        for form in expected["format"]:
            assert kind in RESULTS[form]
        for boolean in expected["boolean"]:
            assert json.loads(body)["boolean"] is (boolean == "true")


def play(server: str, request: dict[str, Any]) -> tuple[int, str, bytes]:
    """Send a record's request to the letter; gives status, media type and body."""
    address = urlsplit(server)
    body = request["body"].encode(request["enc"]) if request["body"] is not None else None
    headers = dict(request["headers"])
    if request["expect"]["boolean"]:
        headers["Accept"] = "application/sparql-results+json"
    with closing(http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)) as connection:
        skip_host = any(name.lower() == "host" for name, _ in request["headers"])
        connection.putrequest(request["method"], request["path"], skip_host=skip_host)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body)
        response = connection.getresponse()
        kind = (response.getheader("Content-Type") or "").partition(";")[0]
        return response.status, kind, response.read()
