"""Whoever calls another store with credentials is told once if they can be read on the way."""

import httpx
import pytest

from strategraph.release.calling import Caller
from strategraph.release.credentials import Token
from strategraph.settings import Sending


@pytest.mark.parametrize(
    "url, auth, warned",
    [
        ("http://store.example/sparql?query=x", Token("t"), 1),
        ("http://store.example/sparql", None, 0),
        ("https://store.example/sparql", Token("t"), 0),
        ("http://localhost:8890/sparql", Token("t"), 0),
        ("http://127.0.0.9/sparql", Token("t"), 0),
        ("http://[::1]:8000/sparql", Token("t"), 0),
        ("http://localhost.example/sparql", Token("t"), 1),
        ("http://10.0.0.1/sparql", Token("t"), 1),
    ],
)
def test_credentials_in_the_open_are_warned_of_once(url: str, auth: httpx.Auth | None, warned: int) -> None:
    told: list[str] = []
    answers = httpx.MockTransport(lambda request: httpx.Response(200))
    with httpx.Client(auth=auth, transport=answers) as client:
        caller = Caller(client, Sending(), told.append)
        for _ in range(2):
            assert caller.call("GET", httpx.URL(url), lambda response: response.status_code) == 200
    where = url.partition("?")[0]
    sentence = f"Credentials go to {where} unencrypted, for all on the way to read: write https:// if the store has it."
    assert told == [sentence] * warned
