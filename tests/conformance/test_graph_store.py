"""The W3C records of the SPARQL 1.1 Graph Store HTTP Protocol, played against the server as it is started by a person.

The records are not part of the project; STRATEGRAPH_CONFORMANCE names the folder that holds them. The graph store is
read-only: each request that writes is met by a refusal, and what it would have written is put into the file that is served,
so that each request that reads is played to the letter against the state that the record expects.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from conformance.test_protocol import RECORDS, play
from served import served

pytestmark = pytest.mark.w3c

EXPECTED = 13
HOST = "www.example"
LOCATION = "http://www.example/gsp/new"
WRITES = ("PUT", "POST", "DELETE")
Request = dict[str, Any]


def records() -> list[dict[str, Any]]:
    path = RECORDS / "w3c_protocol.json"
    read = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return [*read.get("gsp_direct", ()), *read.get("gsp_indirect", ())]


def ours(request: Request) -> Request:
    """The request at the address of our graph store; the host is part of a graph's name."""
    path = re.sub(r"^/gsp", "/graph-store", request["path"]).replace("$LOCATION$", LOCATION)
    headers = [["host", HOST], *request["headers"]]
    return request | {"path": path, "headers": headers, "enc": "utf-8", "expect": {**request["expect"], "boolean": []}}


def graph_of(request: Request) -> str:
    """The name of the graph that a request reads, in angle brackets; nothing for the default graph."""
    path, _, query = request["path"].partition("?")
    if not query:
        return f"<http://{HOST}{path}>"
    return f"<{unquote(query.removeprefix('graph='))}>" if query.startswith("graph=") else ""


def state(record: dict[str, Any], number: int) -> str:
    """What is stored when the request of this number is played: all later writes undone, the reads before it left alone."""
    for request in (ours(each) for each in record["requests"][number:]):
        if request["method"] == "GET" and "body" in request["expect"]:
            prefixes, _, body = request["expect"]["body"].rpartition("@prefix")
            head, _, rest = body.partition(" .\n")
            return f"{prefixes}@prefix{head} .\n{graph_of(request)} {{ {rest} }}\n"
    existing = record["requests"][number]["expect"]["status"] != ["NotFound"]
    return f'{graph_of(ours(record["requests"][number]))} {{ <x:s> <x:p> "as stored" }}' if existing else ""


def reads() -> list[tuple[dict[str, Any], int]]:
    return [
        (record, number)
        for record in records()
        for number, request in enumerate(record["requests"])
        if request["method"] not in WRITES
    ]


def serve(file: Path, content: str) -> Any:
    file.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(file)]
    return served(command, cwd=file.parent, env=os.environ)


def test_all_records_are_there() -> None:
    assert len(records()) == EXPECTED
    assert {request["method"] for record in records() for request in record["requests"]} == {*WRITES, "GET", "HEAD"}


@pytest.mark.parametrize("record, number", reads(), ids=lambda value: value["id"] if isinstance(value, dict) else value)
def test_what_a_record_reads_is_given(record: dict[str, Any], number: int, tmp_path: Path) -> None:
    request = ours(record["requests"][number])
    expected = request["expect"]
    with serve(tmp_path / "state.trig", state(record, number)) as server:
        status, kind, body = play(server, request)
    assert status == {"OK": 200, "NotFound": 404}[expected["status"][0]], body
    if request["method"] == "HEAD":
        assert body == b""
    elif "body" in expected:
        assert kind == "text/turtle"
        assert isomorphic(Graph().parse(data=body), Graph().parse(data=expected["body"]))


def test_what_a_record_writes_is_refused(tmp_path: Path) -> None:
    written = [ours(request) for record in records() for request in record["requests"] if request["method"] in WRITES]
    assert len(written) > EXPECTED
    with serve(tmp_path / "nothing.trig", "") as server:
        for request in written:
            status, _, body = play(server, request)
            assert status == 405
            assert b"This graph store is read-only" in body
