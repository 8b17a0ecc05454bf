"""The reconciliation service: the manifest, whole answers to queries, what is a match and what is not, and what is refused."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_environment import peer_environment
from running import Running
from strategraph.pages.candidates import TYPES, Wish
from strategraph.pages.wishes import MAX_QUERIES, read_wishes
from strategraph.web import HttpProblem

R = "https://w3id.org/strategraph/resource/"
LOCK = Path(__file__).parents[1] / "fixtures" / "reconciler" / "requirements.lock"
CLIENT = """
import sys, pandas, reconciler
who = pandas.Series(["MPSV", "Ministerstvo vnitra", "Ustecky kraj"])
bodies = reconciler.reconcile(who, type_id="body", reconciliation_endpoint=sys.argv[1])
table = pandas.DataFrame({"code": ["2.1", "1.1.1"], "plan": ["sprss-ustecky", "ap-sbsv-2016-2020"]})
goals = reconciler.reconcile(table["code"], "goal", 1, {"plan": table["plan"]}, sys.argv[1])
for found in (bodies, goals):
    print(found[["input_value", "id", "match"]].to_csv(index=False))
"""


def asked(server: Running, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    answer = server.client.post("/reconcile", data={"queries": json.dumps(queries)}, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return {name: one["result"] for name, one in answer.json().items()}


def first(server: Running, text: str, **more: Any) -> tuple[str, bool]:
    """The nearest thing, by the end of its IRI, and whether it is a match."""
    [found] = asked(server, q={"query": text, "limit": 1, **more}).values()
    return (found[0]["id"].removeprefix(R), found[0]["match"]) if found else ("", False)


def test_the_manifest_says_what_the_specification_wants(published: Running) -> None:
    manifest = published.client.get("/reconcile", headers={"Accept-Language": "en"}).json()
    here = published.address
    assert manifest == {
        "versions": ["0.2"],
        "name": "strategraph: plans, goals, descriptors and bodies",
        "identifierSpace": R,
        "schemaSpace": "https://w3id.org/strategraph/ontology",
        "serviceVersion": "0.1.0",
        "defaultTypes": [{"id": "descriptor", "name": "descriptor"}, {"id": "body", "name": "body"},
                         {"id": "plan", "name": "plan"}, {"id": "goal", "name": "goal or priority"}],
        "view": {"url": f"{here}/reconcile/view?id={{{{id}}}}"},
        "suggest": {
            "entity": {"service_url": here, "service_path": "/reconcile/suggest/entity",
                       "flyout_service_url": here, "flyout_service_path": "/reconcile/flyout?id=${id}"},
            "type": {"service_url": here, "service_path": "/reconcile/suggest/type"},
            "property": {"service_url": here, "service_path": "/reconcile/suggest/property"},
        },
    }  # fmt: skip


def test_candidates_come_with_all_that_the_specification_wants(published: Running) -> None:
    [found] = asked(published, q0={"query": "socialni prevence", "type": "descriptor", "limit": 1}).values()
    assert found == [
        {
            "id": f"{R}descriptor/IX.c",
            "name": "IX.c social prevention",
            "description": "descriptor",
            "score": 100.0,
            "match": True,
            "type": [{"id": "descriptor", "name": "descriptor"}],
        }
    ]


@pytest.mark.parametrize(
    ("text", "more", "found"),
    [
        ("Ministerstvo práce a sociálních věcí", {}, ("body/MPSV", True)),
        ("  ministerstvo PRACE a socialnich veci ", {}, ("body/MPSV", True)),
        ("MPSV", {"type": "body"}, ("body/MPSV", True)),
        ("Ministerstvo práce", {"type": "body"}, ("body/MPSV", False)),
        ("IX.f", {}, ("descriptor/IX.f", True)),
        ("IX.f.", {}, ("descriptor/IX.f", True)),
        ("transformaci sociálních služeb", {"type": ["descriptor"]}, ("descriptor/IX.f", False)),
        ("affordable housing", {}, ("descriptor/XVI.d", True)),
        ("Plán rozvoje sociálních služeb Ústeckého kraje", {}, ("plan/sprss-ustecky", True)),
        ("sprss-ustecky", {"type": "plan"}, ("plan/sprss-ustecky", True)),
        ("Podpora dobrovolnictví", {"type": "goal"}, ("plan/sprss-ustecky/goal/5.1", False)),
        ("2.2", {"properties": [{"pid": "plan", "v": "sprss-ustecky"}]}, ("plan/sprss-ustecky/goal/2.2", True)),
        ("2.2", {"properties": [{"pid": "plan", "v": {"id": f"{R}plan/napsi-2006-2008"}}]},
         ("plan/napsi-2006-2008/goal/2.2", True)),
        ("4.3.d", {"properties": [{"pid": "plan", "v": "sprss-ustecky"}]}, ("plan/ap-ssz-2024-2026/goal/4.3.d", False)),
        ("4.3.d", {"properties": [{"pid": "descriptor", "v": ["IX.f", "X.a"]}, {"pid": "unheard-of", "v": 1}]},
         ("plan/ap-ssz-2024-2026/goal/4.3.d", True)),
        ("MPSV", {"type": "plan"}, ("", False)),
        ("MPSV", {"type": "unheard-of"}, ("", False)),
        ("MPSV", {"type": "plan", "type_strict": "should"}, ("body/MPSV", True)),
        ("", {}, ("", False)),
        ("qwxyz", {}, ("", False)),
    ],
)  # fmt: skip
def test_what_a_text_names(published: Running, text: str, more: dict[str, Any], found: tuple[str, bool]) -> None:
    assert first(published, text, **more) == found


def test_what_several_things_are_called_is_no_match(published: Running) -> None:
    [found] = asked(published, q={"query": "2.2", "type": "goal"}).values()
    exact = sorted(one["id"].removeprefix(f"{R}plan/") for one in found if one["score"] == 100)
    assert exact == ["ap-sbsv-2016-2020/goal/2.2", "napsi-2006-2008/goal/2.2", "sprss-ustecky/goal/2.2"]
    assert not any(one["match"] for one in found)


def test_queries_are_answered_by_their_names_in_the_address_too(published: Running) -> None:
    queries = json.dumps({"b": {"query": "MPSV"}, "a": {"query": "MZ"}})
    answer = published.client.get("/reconcile", params={"queries": queries})
    assert {name: one["result"][0]["id"] for name, one in answer.json().items()} == {
        "b": f"{R}body/MPSV",
        "a": f"{R}body/MZ",
    }
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("query", ["MPSV", '{"query": "MPSV"}'])
def test_a_single_query_may_be_a_text_or_an_object(published: Running, query: str) -> None:
    answer = published.client.get("/reconcile", params={"query": query}).json()
    assert answer["result"][0]["id"] == f"{R}body/MPSV"


@pytest.mark.parametrize(
    ("queries", "sentence"),
    [
        ("[", "The queries are not JSON: "),
        ("[1]", 'The queries have to be an object such as {"q0": {"query": "…"}}.'),
        ('{"q": 1}', "The query 'q' has to be an object with the text \"query\"."),
        ('{"q": {"query": NaN}}', "The query 'q' has to be an object with the text \"query\"."),
        ('{"q": {"query": "x", "limit": 0}}', "The query 'q' has to have a number from 1 as \"limit\"."),
        ('{"q": {"query": "x", "type": [1]}}', "The query 'q' has to have a text or a list of texts as \"type\"."),
        ('{"q": {"query": "x", "properties": {"pid": "plan"}}}', "The query 'q' has to have a list of "),
        (
            '{"q": {"query": "x", "properties": [{"pid": "plan"}]}}',
            "The query 'q' has to have texts, numbers or things",
        ),
        (json.dumps({"q": {"query": "x" * 1001}}), "The query 'q' has to have at most 1000 characters."),
        (json.dumps({str(n): {"query": "x"} for n in range(MAX_QUERIES + 1)}), "There are 101 queries in the batch; "),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(published: Running, queries: str, sentence: str) -> None:
    answer = published.client.post("/reconcile", data={"queries": queries}, headers={"Accept": "text/plain"})
    assert answer.status_code == 400
    assert answer.text.startswith(sentence)


def test_another_body_than_a_form_and_a_long_one_are_refused(published: Running) -> None:
    assert published.client.post("/reconcile", json={"queries": {}}).status_code == 415
    assert published.client.post("/reconcile", data={"queries": "x" * 70_000}).status_code == 413


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["query", "type", "type_strict", "limit", "properties", "pid", "v", "id"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(JSON, st.booleans())
def test_any_json_is_read_or_refused(content: Any, is_batch: bool) -> None:
    wishes, problem = _read(json.dumps(content), is_batch)
    assert (problem is None) == (wishes is not None)
    if problem:
        assert (problem.status, problem.detail[-1]) == (400, ".")
    assert all(1 <= wish.limit <= 50 and set(wish.types) <= {*TYPES, "nothing"} for wish in (wishes or {}).values())


def _read(content: str, is_batch: bool) -> tuple[Mapping[str, Wish] | None, HttpProblem | None]:
    try:
        return read_wishes(content, is_batch), None
    except HttpProblem as problem:
        return None, problem


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_is_answered(published: Running, text: str) -> None:
    [found] = asked(published, q={"query": text}).values()
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(0 <= one["score"] <= 100 for one in found)
    assert sum(one["match"] for one in found) <= 1


def test_things_are_suggested_while_one_types_and_told_of(published: Running) -> None:
    suggested = published.client.get(
        "/reconcile/suggest/entity?prefix=soci%C3%A1ln%C3%AD%20pre", headers={"Accept-Language": "cs"}
    )
    best = suggested.json()["result"][0]
    assert best == {
        "id": f"{R}descriptor/IX.c", "name": "IX.c sociální prevence", "description": "deskriptor",
        "notable": [{"id": "descriptor", "name": "deskriptor"}],
    }  # fmt: skip
    told = published.client.get("/reconcile/flyout", params={"id": f"{R}plan/sprss-ustecky/goal/2.2"}).json()
    assert told["html"].startswith("<p><strong>2.2 Odklon od institucionálního poskytování")
    shown = published.client.get("/reconcile/view", params={"id": best["id"]})
    assert (shown.status_code, shown.headers["location"]) == (303, "/page/descriptor/IX.c")
    pages = [published.client.get(f"/reconcile/suggest/entity?prefix=soc&cursor={n}").json()["result"] for n in (0, 10)]
    assert len({one["id"] for page in pages for one in page}) == 20


@pytest.mark.parametrize("id_", ["", "x", f"{R}layer/all", "javascript:alert(1)"])
def test_what_is_no_thing_is_not_told_of(published: Running, id_: str) -> None:
    for address in ("view", "flyout"):
        assert published.client.get(f"/reconcile/{address}", params={"id": id_}).status_code == 404


def test_types_and_properties_are_suggested(published: Running) -> None:
    def ids(kind: str, prefix: str) -> list[str]:
        answer = published.client.get(
            f"/reconcile/suggest/{kind}", params={"prefix": prefix}, headers={"Accept-Language": "en"}
        )
        return [one["id"] for one in answer.json()["result"]]

    assert ids("type", "") == ["descriptor", "body", "plan", "goal"]
    assert ids("type", "PRIOR") == ["goal"]
    assert ids("property", "") == ["code", "plan", "descriptor", "body"]


@pytest.mark.full
def test_a_client_in_python_reconciles_columns(published: Running, tmp_path: Path) -> None:
    """reconciler 0.2.2 from PyPI, in an environment of its own."""
    python = peer_environment("reconciler", tmp_path / "venv", LOCK)
    ran = subprocess.run(
        [python, "-c", CLIENT, f"{published.address}/reconcile"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [
        "input_value,id,match",
        f"MPSV,{R}body/MPSV,True",
        "Ministerstvo", f"vnitra,{R}body/MV,True",
        "Ustecky", f"kraj,{R}body/ustecky-kraj,True",
        "input_value,id,match",
        f"2.1,{R}plan/sprss-ustecky/goal/2.1,True",
        f"1.1.1,{R}plan/ap-sbsv-2016-2020/goal/1.1.1,True",
    ]  # fmt: skip
