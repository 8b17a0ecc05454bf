"""A release sent to stores of others is whole there, and they answer the questions as it does, but for what is listed here."""

import pytest
from pyoxigraph import Store

from other_stores import oxigraph, virtuoso
from questions.other_values import OTHER_VALUES
from strategraph.errors import RemoteStoreError
from strategraph.graph_names import GraphNames
from strategraph.places import find_places
from strategraph.query_files import Query, bind, read_queries
from strategraph.release import Release, answer
from strategraph.release.asking import Endpoint, asked
from strategraph.release.credentials import VARIABLES
from strategraph.release.sending import Target, send
from strategraph.settings import Sending

BASE = "https://w3id.org/strategraph/"
PATIENT = Sending(tries=3, first_wait_seconds=0.1, timeout_seconds=120)
QUESTIONS = {query.id: query for query in read_queries(find_places().queries, "questions")}
#: Where Virtuoso 7.2.5 answers otherwise, as docs/decisions/sending.md says: it gives other rows first, or numbers for booleans.
SORTS_OTHERWISE = ("descriptors-by-theme",)
HAS_NO_BOOLEANS = ("continued-objectives",)


@pytest.fixture(scope="module")
def oxigraph_address(tmp_path_factory):
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso_address(tmp_path_factory):
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def dba(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user that every new Virtuoso has."""
    monkeypatch.setenv(VARIABLES[0], "dba")
    monkeypatch.setenv(VARIABLES[1], "dba")


def sent_twice(release: Release, target: Target) -> None:
    """The first time everything is sent, the second time nothing; both times everything is proved."""
    for said in ("statements sent and verified", "statements were there already"):
        told: list[str] = []
        proofs = send(release, target, PATIENT, told.append)
        assert {name: proof.count for name, proof in proofs.items()} == release.manifest["graphs"]
        assert [text for text in told if not text.endswith(said)] == []


def answers(endpoint: Endpoint, query: Query, store: Store) -> list[tuple[bytes, bytes]]:
    """What the endpoint and the release answer, for the defaults and for every other value that is tried."""
    given: list[dict[str, str]] = [{}]
    for name, value, *_ in OTHER_VALUES:
        if name == query.id:
            given.append(value if isinstance(value, dict) else {query.parameters[0].name: value})
    terms = [bind(query, values, BASE) for values in given]
    return [(endpoint.answer(query, each, GraphNames(BASE)), answer(store, query, each)) for each in terms]


@pytest.mark.full
def test_a_release_is_sent_to_oxigraph(release: Release, oxigraph_address: str) -> None:
    sent_twice(release, Target(f"{oxigraph_address}/store", f"{oxigraph_address}/query"))


@pytest.mark.full
def test_oxigraph_answers_every_question_as_the_release_does(
    release: Release, store: Store, oxigraph_address: str
) -> None:
    send(release, Target(f"{oxigraph_address}/store"), PATIENT, lambda text: None)
    with asked(f"{oxigraph_address}/query", PATIENT, lambda text: None) as endpoint:
        for query in QUESTIONS.values():
            for theirs, ours in answers(endpoint, query, store):
                assert theirs == ours, query.id


@pytest.mark.virtuoso
def test_a_release_is_sent_to_virtuoso(release: Release, virtuoso_address: str, dba: None) -> None:
    sent_twice(release, Target(f"{virtuoso_address}/sparql-graph-crud-auth", f"{virtuoso_address}/sparql"))


@pytest.mark.virtuoso
def test_virtuoso_lets_nobody_write_without_a_password(release: Release, virtuoso_address: str) -> None:
    with pytest.raises(
        RemoteStoreError, match=r"refuses to give back the graph <.*> \(401 Unauthorized\): set STRATEGRAPH_STORE_USER"
    ):
        send(release, Target(f"{virtuoso_address}/sparql-graph-crud-auth"), PATIENT, lambda text: None)


@pytest.mark.virtuoso
def test_virtuoso_answers_every_question_but_those_listed_as_the_release_does(
    release: Release, store: Store, virtuoso_address: str, dba: None
) -> None:
    send(release, Target(f"{virtuoso_address}/sparql-graph-crud-auth"), PATIENT, lambda text: None)
    with asked(f"{virtuoso_address}/sparql", PATIENT, lambda text: None) as endpoint:
        for query in QUESTIONS.values():
            for theirs, ours in answers(endpoint, query, store):
                if query.id in SORTS_OTHERWISE:
                    assert theirs != ours, f"{query.id} is sorted as it should be: strike it from the list"
                    theirs, ours = (b"".join(sorted(rows.splitlines(keepends=True))) for rows in (theirs, ours))
                if query.id in HAS_NO_BOOLEANS:
                    ours = ours.replace(b",false,", b",0,").replace(b",true,", b",1,")
                assert theirs == ours, query.id


@pytest.mark.virtuoso
def test_a_virtuoso_that_cuts_its_answers_is_found_out(release: Release, tmp_path, dba: None) -> None:
    with virtuoso(tmp_path, rows=10_000) as address, pytest.raises(RemoteStoreError) as caught:
        send(release, Target(f"{address}/sparql-graph-crud-auth"), PATIENT, lambda text: None)
    assert "but gives back 10001 of" in str(caught.value)
    assert "(in Virtuoso: ResultSetMaxRows), raise the limit" in str(caught.value)
