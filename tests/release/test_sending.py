"""A release comes to another store graph by graph, whole or with a sentence; what is there already is not sent again."""

import base64

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from graph_store import busy, cut, cutting, graph_store, wants_basic, wants_digest
from release.conftest import BASE, make
from strategraph.catalogue import About
from strategraph.errors import RemoteStoreError, UsageError
from strategraph.graph_names import GraphNames
from strategraph.release import publish
from strategraph.release.credentials import VARIABLES
from strategraph.release.sending import Target, send
from strategraph.settings import Sending

FAST = Sending(tries=3, first_wait_seconds=0.01, timeout_seconds=10)
GRAPH = "https://example.org/graph/"
GRAPHS = [f"{GRAPH}ontology", f"{GRAPH}source/p", f"{GRAPH}metadata"]
SECRET = "s3cr3t-of-the-store"


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    names = GraphNames(BASE)
    return publish(make(names), tmp_path_factory.mktemp("build"), names, About("2024-05-31", ()))


@pytest.fixture
def store():
    with graph_store() as kept:
        yield kept


@pytest.fixture
def told():
    return []


def passing(request):
    """No fault."""


def sent(release, url, told, patience=FAST, **more):
    return send(release, Target(url, **more), patience, told.append)


def refusal(release, url, told, **more):
    with pytest.raises(RemoteStoreError) as caught:
        sent(release, url, told, **more)
    return str(caught.value)


def test_every_graph_is_sent_and_proved_the_catalogue_last(release, store, told):
    proofs = sent(release, store.url, told)
    assert store.writes() == [f"PUT {name}" for name in GRAPHS]
    assert {name: proof.count for name, proof in proofs.items()} == release.manifest["graphs"]
    assert told == [f"<{name}>: {release.manifest['graphs'][name]} statements sent and verified" for name in GRAPHS]
    assert {name: len(store.graph(name)) for name in GRAPHS} == release.manifest["graphs"]


def test_what_is_there_is_not_sent_again_and_what_is_there_wrongly_is(release, store, told):
    first = sent(release, store.url, told)
    store.asked.clear()
    assert [(name, proof.sha256) for name, proof in sent(release, store.url, told).items()] == [
        (name, proof.sha256) for name, proof in first.items()
    ]
    assert store.writes() == []
    assert told[-1] == f"<{GRAPHS[-1]}>: 1 statements were there already"
    store.store.update(
        f"WITH <{GRAPHS[1]}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'other' }} WHERE {{ ?s a ?c ; ?p ?o }}"
    )
    sent(release, store.url, told)
    assert store.writes() == [f"PUT {GRAPHS[1]}"]


def test_a_run_that_broke_off_is_mended_by_the_next(release, store, told):
    store.faults = [passing] * 4 + [
        busy(500)
    ]  # a graph is read, sent and read; the next is read, and breaks when it is sent
    refusal(release, store.url, told)
    store.asked.clear()
    sent(release, store.url, told)
    assert store.writes() == [f"PUT {name}" for name in GRAPHS[1:]]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_store_is_called_again(release, store, told, status):
    store.faults = [busy(status), busy(status)]
    sent(release, store.url, told)
    assert [text.partition(" is busy (")[2][:3] for text in told[:2]] == [str(status)] * 2
    assert told[0].endswith("; trying again in 0.0 s")
    assert len(store.writes()) == 3


def test_a_store_that_stays_busy_is_given_up_after_as_many_tries_as_are_set(release, store, told):
    store.faults = [busy()] * 3
    assert refusal(release, store.url, told) == (
        f"{store.url} is busy (503 Service Unavailable), 3 times: see whether it runs, then give the same command again."
    )
    assert len(store.asked) == 3


@pytest.mark.parametrize("asked", ["0", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"])
def test_a_store_says_when_to_call_again(release, store, told, asked):
    store.faults = [busy(503, **{"retry-after": asked})]
    sent(release, store.url, told)
    assert len(told) == 4


def test_the_wait_that_a_store_asks_for_is_kept_up_to_a_minute(release, store, told, monkeypatch):
    waits = []
    monkeypatch.setattr("strategraph.release.calling.time.sleep", waits.append)
    store.faults = [busy(503, **{"retry-after": "7"}), busy(503, **{"retry-after": "86400"})]
    sent(release, store.url, told)
    assert waits == [7.0, 60.0]


def test_an_answer_that_breaks_off_is_asked_for_again(release, store, told):
    store.faults = [cut, passing, passing, cut]  # the first read, then the read after the graph was sent
    sent(release, store.url, told)
    assert sum("broke off" in text for text in told) == 2
    assert [text for text in told if "sent and verified" in text] == told[-3:]


def test_a_line_that_breaks_while_a_graph_is_sent_is_mended(store, told, tmp_path, graphs, names, about):
    large = Graph()
    for number in range(20_000):
        large.add((URIRef(f"https://example.org/resource/{number}"), RDFS.label, Literal("x" * 60)))
    release = publish(graphs | {names.named("inferred"): large}, tmp_path, names, about)
    with cutting(store.address, [100_000]) as line:
        sent(release, f"{line}/store", told)
    assert sum("broke off" in text for text in told) == 1
    assert len(store.graph(f"{GRAPH}inferred")) == 20_000


def test_a_store_that_is_not_there_is_told_in_a_sentence(release, told):
    told_at_last = refusal(release, "http://127.0.0.1:9/store", told)
    assert told_at_last.startswith("http://127.0.0.1:9/store cannot be reached, or broke off (")
    assert len(told) == 2


def test_a_store_that_silently_drops_a_statement_is_found_out(release, store, told):
    store.drops = True
    told_at_last = refusal(release, store.url, told)
    total = release.manifest["graphs"][GRAPHS[0]]
    assert (
        f"took the graph <{GRAPHS[0]}> but gives back {total - 1} of {total} statements: it lacks some, such as <"
        in told_at_last
    )


def test_a_store_may_spell_values_in_its_own_way(release, store, told):
    sent(release, store.url, told)
    [number] = [text for text in store.graph(GRAPHS[1]) if "identifier" in text]
    assert '"1"^^' in number  # published as "01"


# --- who may write


def test_basic_and_digest_are_answered_when_they_are_asked_for(release, store, told, monkeypatch):
    monkeypatch.setenv(VARIABLES[0], "dba")
    monkeypatch.setenv(VARIABLES[1], SECRET)
    for refuses, scheme in (
        (wants_basic(base64.b64encode(f"dba:{SECRET}".encode()).decode()), "Basic"),
        (wants_digest("dba", SECRET), "Digest"),
    ):
        store.refuses = refuses
        store.authorizations.clear()
        store.store.clear()
        sent(release, store.url, told)
        assert store.authorizations[0] == ""
        assert {text.partition(" ")[0] for text in store.authorizations[1:]} == {scheme}
    assert SECRET not in "".join(told)


def test_a_token_is_sent_with_every_request(release, store, told, monkeypatch):
    monkeypatch.setenv(VARIABLES[2], SECRET)
    sent(release, store.url, told)
    assert set(store.authorizations) == {f"Bearer {SECRET}"}


@pytest.mark.parametrize("refuses", [wants_basic("another"), wants_digest("dba", "another")])
def test_wrong_credentials_are_refused_once_and_not_shown(release, store, told, monkeypatch, refuses):
    store.refuses = refuses
    bare = f"{store.url} refuses to give back the graph <{GRAPHS[0]}> (401 Unauthorized): "
    names = "STRATEGRAPH_STORE_USER and STRATEGRAPH_STORE_PASSWORD, or STRATEGRAPH_STORE_TOKEN."
    assert refusal(release, store.url, told) == f"{bare}set {names}"
    monkeypatch.setenv(VARIABLES[0], "dba")
    monkeypatch.setenv(VARIABLES[1], SECRET)
    assert refusal(release, store.url, told) == f"{bare}check {names}"
    assert (told, len(store.asked)) == ([], 3)


@pytest.mark.parametrize(
    "values, message",
    [
        (("dba", "", ""), "The environment sets only one of STRATEGRAPH_STORE_USER and STRATEGRAPH_STORE_PASSWORD"),
        (("dba", SECRET, SECRET), "The environment sets STRATEGRAPH_STORE_TOKEN and a user too"),
        (("", "", f"{SECRET}\r\nX: y"), "STRATEGRAPH_STORE_TOKEN holds something that no token has"),
    ],
)
def test_credentials_that_cannot_be_are_refused_unseen(release, store, told, monkeypatch, values, message):
    for name, value in zip(VARIABLES, values, strict=True):
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        sent(release, store.url, told)
    assert str(caught.value).startswith(message)
    assert SECRET not in str(caught.value)
    assert store.asked == []


@pytest.mark.parametrize(
    "url, message",
    [
        (f"http://dba:{SECRET}@127.0.0.1/", "Write the address without a user, and set STRATEGRAPH_STORE_USER and"),
        ("ftp://127.0.0.1/", "'ftp://127.0.0.1/' is no address of a store"),
        ("store", "'store' is no address of a store"),
        ("http://127.0.0.1:store/", "The address of the store cannot be read: "),
    ],
)
def test_an_address_that_cannot_be_is_refused(release, told, url, message):
    with pytest.raises(UsageError) as caught:
        sent(release, url, told)
    assert str(caught.value).startswith(message)
    assert SECRET not in str(caught.value)


# --- what is no graph store


@pytest.mark.parametrize(
    "path, message",
    [
        ("page", "answers with text/html; charset=utf-8 where RDF was asked for: give the address of its graph store"),
        ("moved", "sends on to ADDRESS/store, and nothing is sent there unasked: give that address."),
        ("conflict", f"fails to give back the graph <{GRAPHS[0]}> (409 Conflict): Not Bearer …"),
    ],
)
def test_another_address_of_the_server_is_told_in_a_sentence(release, store, told, monkeypatch, path, message):
    monkeypatch.setenv(VARIABLES[2], SECRET)
    said = refusal(release, f"{store.address}/{path}?key={SECRET}", told)
    assert said.startswith(f"{store.address}/{path} {message}".replace("ADDRESS", store.address))
    assert SECRET not in said


def test_an_address_that_reads_and_does_not_write_is_told_in_a_sentence(release, store, told):
    store.refuses = lambda request: busy(405)(request) if request.method == "PUT" else None
    assert refusal(release, store.url, told) == (
        f"{store.url} does not know how to take the graph <{GRAPHS[0]}> (405 Method Not Allowed): give the address of its "
        "Graph Store Protocol or SPARQL endpoint, which its manual names."
    )


# --- graphs that are there and should not be


@pytest.fixture
def crowded(store):
    """A store with a graph of ours from an earlier release, and two of others."""
    for name in (f"{GRAPH}source/gone", "https://example.org/graphs", "https://example.com/graph/source/p"):
        store.store.update(f"INSERT DATA {{ GRAPH <{name}> {{ <x:s> <x:p> <x:o> }} }}")
    return store


def test_graphs_of_ours_that_are_gone_are_named_and_dropped_only_when_told(release, crowded, told):
    sent(release, crowded.url, told, endpoint=crowded.endpoint)
    assert told[-1] == f"The store holds graphs that the release does not have; --prune drops them: {GRAPH}source/gone"
    sent(release, crowded.url, told, endpoint=crowded.endpoint, prune=True)
    assert told[-1] == f"<{GRAPH}source/gone>: dropped, because the release has no such graph"
    assert [name for name in crowded.writes() if name.startswith("DELETE")] == [f"DELETE {GRAPH}source/gone"]
    assert len(crowded.graph("https://example.org/graphs")) == 1
    assert len(crowded.graph("https://example.com/graph/source/p")) == 1


def test_an_endpoint_of_another_store_is_found_out_before_anything_is_dropped(release, crowded, told):
    with graph_store() as other:
        said = refusal(release, crowded.url, told, endpoint=other.endpoint, prune=True)
    assert "counts 0 statements in <https://example.org/graph/ontology> where 5 were sent and read back" in said
    assert len(crowded.graph(f"{GRAPH}source/gone")) == 1
