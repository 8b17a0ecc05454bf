"""What an engine gives belongs to the thread that asked: an exception does not carry it to another, which clears up after it."""

import gc
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph_store import GraphStore, graph_store
from strategraph.errors import RemoteStoreError, StrategraphError, UsageError
from strategraph.graph_names import GraphNames
from strategraph.query_files import Query
from strategraph.release import answer
from strategraph.release.asking import Endpoint, asked
from strategraph.settings import Sending

NAMES = GraphNames("https://w3id.org/strategraph/")
QUERY = Query("q", "questions", Path("q.rq"), "", "", "", "", (), "SELECT ?x {}")
ODD = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "odd"}}]}})


def said_of(work: Callable[[], object], kind: type[StrategraphError], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said when another thread clears up what the failure of a work has left in a circle."""
    said: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: said.append(str(told.exc_value)))
    gc.disable()
    try:
        fail(work, kind)
        clearing = threading.Thread(target=gc.collect)
        clearing.start()
        clearing.join()
    finally:
        gc.enable()
    return said


def fail(work: Callable[[], object], kind: type[StrategraphError]) -> None:
    """The exception leads to this frame, and the frame to it and so, as with `pytest.raises`, to all frames on its way."""
    kept: list[object] = []
    kept.append(kept)
    try:
        work()
    except kind as fault:
        kept.append(fault)


def test_a_release_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert said_of(lambda: answer(store, QUERY, {}, "turtle"), UsageError, monkeypatch) == []


@pytest.mark.parametrize("form, kind", [("turtle", UsageError), ("csv", RemoteStoreError)])
def test_an_endpoint_leaves_nothing_behind(
    form: str, kind: type[StrategraphError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(kept: GraphStore, endpoint: Endpoint) -> object:
        kept.answers = ODD, "application/sparql-results+json"
        return endpoint.answer(QUERY, {}, NAMES, form)

    settings = Sending(tries=1, first_wait_seconds=0.01, timeout_seconds=30)
    with graph_store() as kept, asked(kept.endpoint, settings, lambda text: None) as endpoint:
        monkeypatch.setattr(endpoint, "graphs", lambda names: ())
        assert said_of(lambda: work(kept, endpoint), kind, monkeypatch) == []
