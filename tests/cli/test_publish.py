"""Sending a release and asking an endpoint from the command line: sentences, exit codes, and a way back from Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from graph_store import GraphStore, graph_store
from release.conftest import BASE, make
from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.release import publish
from typed import started, typed

FAST = {"STRATEGRAPH_SENDING_FIRST_WAIT_SECONDS": "0.01", "STRATEGRAPH_SENDING_TRIES": "2"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("STRATEGRAPH_")} | FAST
SECRET = "s3cr3t-of-the-store"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "strategraph", *words]


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return typed(*words, env=ENVIRONMENT | more)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two releases, the second one without a label."""
    folder = tmp_path_factory.mktemp("build")
    names = GraphNames(BASE)
    for label in ("Jiný cíl", "Cíl"):
        publish(make(names, label=label), folder, names, About("2024-05-31", ()))
    return str(folder)


@pytest.fixture
def store() -> Iterator[GraphStore]:
    with graph_store() as kept:
        yield kept


def test_publish_prints_the_proof_and_tells_the_rest_apart(data: str, store: GraphStore) -> None:
    done = started("publish", store.url, "--data", data, "--endpoint", store.endpoint, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [(len(digits), count, name.removeprefix(f"{BASE}graph/")) for digits, count, name in lines] == [
        (64, "5", "ontology"),
        (64, "3", "source/p"),
        (64, "1", "metadata"),
    ]
    told = done.stderr.splitlines()
    assert told[0] == f"strategraph: <{BASE}graph/ontology>: 5 statements sent and verified"
    edition = (Path(data) / "current").resolve().name
    assert told[3:] == [f"strategraph: 3 graphs of release {edition} are in {store.url}"]


def test_an_earlier_release_is_sent_by_its_id(data: str, store: GraphStore) -> None:
    editions = sorted(path.name for path in (Path(data) / "releases").iterdir())
    current = (Path(data) / "current").resolve().name
    [earlier] = [name for name in editions if name != current]
    assert run("publish", store.url, "--data", data, "--release", earlier).returncode == 0
    assert any('"Jiný cíl"@cs' in text for text in store.graph(f"{BASE}graph/source/p"))
    unknown = run("publish", store.url, "--data", data, "--release", "0000")
    assert (unknown.returncode, unknown.stderr) == (
        1,
        f"strategraph: There is no release '0000' in {data}: it has {', '.join(editions)}.\n",
    )


def test_a_run_that_is_stopped_says_so_and_the_next_one_sends_the_rest(data: str, store: GraphStore) -> None:
    reached, ended = threading.Event(), threading.Event()

    def stall(request: Request) -> Response | None:
        if request.method == "PUT" and request.query_params["graph"].endswith("source/p"):
            reached.set()
            ended.wait(60)  # as a store does that takes long; the command is stopped meanwhile
            return Response("Stopped.", 500)
        return None

    store.refuses = stall
    with subprocess.Popen(
        command("publish", store.url, "--data", data), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as running:
        assert reached.wait(30)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    ended.set()
    assert running.returncode == 1
    assert told.splitlines()[-1] == "strategraph: stopped; the same command sends what is missing"
    assert "Traceback" not in told
    store.refuses = lambda request: None
    store.asked.clear()
    done = run("publish", store.url, "--data", data)
    assert done.returncode == 0, done.stderr
    assert store.writes() == [f"PUT {BASE}graph/source/p", f"PUT {BASE}graph/metadata"]


@pytest.mark.parametrize(
    "words, code, told",
    [
        (["publish"], 2, "the following arguments are required: URL"),
        (["publish", "store"], 2, "strategraph: 'store' is no address of a store: write one that begins with http://"),
        (["publish", "http://127.0.0.1:9/", "--prune"], 2, "name its SPARQL endpoint with --endpoint."),
        (["publish", "http://127.0.0.1:9/", "--data", "/nowhere"], 1, "There is no release in /nowhere: make one"),
        (["publish", "http://127.0.0.1:9/x"], 1, "strategraph: http://127.0.0.1:9/x cannot be reached, or broke off ("),
        (
            ["query", "plans", "--endpoint", "http://127.0.0.1:9/x"],
            1,
            "strategraph: http://127.0.0.1:9/x cannot be reached (",
        ),
        (["query", "plans", "--endpoint", "x"], 2, "strategraph: 'x' is no address of a store"),
    ],
)
def test_a_fault_is_one_sentence_and_an_exit_code(data: str, words: list[str], code: int, told: str) -> None:
    done = run(*words, *(["--data", data] if "--data" not in words and len(words) > 1 else []))
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_password_is_never_shown(data: str, store: GraphStore) -> None:
    secrets = {"STRATEGRAPH_STORE_USER": "dba", "STRATEGRAPH_STORE_PASSWORD": SECRET}
    store.refuses = lambda request: Response(None, 401, {"www-authenticate": 'Basic realm="store"'})
    done = run("publish", store.url, "--data", data, **secrets)
    assert done.returncode == 1
    assert "(401 Unauthorized): check STRATEGRAPH_STORE_USER" in done.stderr
    assert len(store.authorizations[-1]) > len("Basic ")
    assert SECRET not in done.stderr + done.stdout
    assert store.authorizations[-1].split()[1] not in done.stderr


def test_query_asks_an_endpoint_with_parameters_and_needs_no_release(store: GraphStore, tmp_path: Path) -> None:
    store.store.update("INSERT DATA { <x:a> <x:p> 0.50 , 1 . <x:b> <x:p> 2 }")
    file = tmp_path / "values.rq"
    file.write_text("# param: thing iri x:none\nSELECT ?thing ?value WHERE { ?thing <x:p> ?value } ORDER BY ?value")
    words = ("query", str(file), "--param", "thing=x:a", "--endpoint", store.endpoint, "--data", "/nowhere")
    done = run(*words, "--format", "tsv")
    assert (done.returncode, done.stdout) == (0, "?thing\t?value\n<x:a>\t0.5\n<x:a>\t1\n")
    assert done.stderr == ""


def test_of_what_names_nothing_at_an_endpoint_and_of_an_empty_answer_a_sentence_is_said(
    store: GraphStore, tmp_path: Path
) -> None:
    store.store.update(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "INSERT DATA { <x:a> <x:p> 1 . <x:b> a <x:Thing> . <x:Thing> rdfs:label 'thing'@en }"
    )
    file = tmp_path / "values.rq"
    file.write_text("# param: thing iri x:none\nSELECT ?value WHERE { ?thing <x:p> ?value }")
    words = ("query", str(file), "--endpoint", store.endpoint, "--data", "/nowhere")
    done = run(*words)
    told = f"strategraph: values: thing=x:none names nothing in what {store.endpoint} holds.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    done = run(*words, "--param", "thing=x:b")
    told = "strategraph: Nothing was found.\nstrategraph: thing=x:b is thing.\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "value\n", told)


def test_a_query_gives_up_at_once_where_nobody_listens_and_a_release_is_sent_with_patience(data: str) -> None:
    for words, waits in ((("query", "plans", "--endpoint"), 0), (("publish", "--data", data), 1)):
        done = run(*words, "http://127.0.0.1:9/x")
        assert (done.returncode, done.stderr.count("; trying again in ")) == (1, waits)
