import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from strategraph.iris import ELEMENT_KINDS, Iris, slug

BASE = "https://example.org/kg/"
IRIS = Iris(BASE)
SEGMENTS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)


@given(st.text())
def test_a_slug_is_empty_or_a_safe_segment_and_folding_it_again_changes_nothing(text: str) -> None:
    folded = slug(text)
    assert folded == slug(folded)
    if folded:
        assert IRIS.resource(folded) == URIRef(f"{BASE}resource/{folded}")


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_becomes_a_segment_reads_the_same_as_a_path(texts: list[str]) -> None:
    if not all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text) for text in texts):
        with pytest.raises(ValueError, match="cannot be a segment of an IRI"):
            IRIS.resource(*texts)
        return
    path = urlsplit(str(IRIS.resource(*texts))).path
    assert path.split("/")[3:] == texts
    assert quote(path) == path


@given(st.lists(SEGMENTS, min_size=1, max_size=4), st.lists(SEGMENTS, min_size=1, max_size=4))
def test_different_segments_give_different_iris(one: list[str], other: list[str]) -> None:
    assert (IRIS.resource(*one) == IRIS.resource(*other)) == (one == other)


@pytest.mark.parametrize("segment", ["", ".", "..", ".a", "-a", "a/b", "č", "a b", "a\n", "a%20b", "a?b", "a#b"])
def test_a_segment_that_would_change_the_path_is_refused(segment: str) -> None:
    with pytest.raises(ValueError) as caught:
        IRIS.resource("plan", segment)
    assert str(caught.value).startswith(repr(segment))


@pytest.mark.parametrize(
    "printed, folded",
    [
        ("2.1.", "2.1"),
        ("4.2.a", "4.2.a"),
        ("Priorita č. 1/B", "Priorita-c.-1-B"),
        ("__", ""),
        ("–", ""),
        ("MŠMT", "MSMT"),
    ],
)
def test_slugs_of_printed_codes(printed: str, folded: str) -> None:
    assert slug(printed) == folded


def test_the_iris_of_the_contract() -> None:
    assert {name: str(iri).removeprefix(BASE) for name, iri in minted().items()} == {
        "plan": "resource/plan/ap-x",
        "section": "resource/plan/ap-x/section/4.4",
        "goal": "resource/plan/ap-x/goal/4.4",
        "priority": "resource/plan/ap-x/priority/4.4",
        "measure": "resource/plan/ap-x/measure/4.4",
        "assignment": "resource/assignment/ap-x/goal/4.4/IX.c",
        "comparison": "resource/comparison/ap-x/goal/4.4/IX.c",
        "evidence": "resource/evidence/ap-x/goal/4.4/IX.c/1",
        "responsibility": "resource/responsibility/ap-x/measure/1/gestor/MSMT",
        "deadline": "resource/deadline/ap-x/measure/1/2020-12",
        "quantity": "resource/quantity/ap-x/measure/1/2",
        "document": "resource/document/ap-x",
        "passage": "resource/document/ap-x#char=10,14",
        "selector": "resource/document/ap-x#selector=10,14",
        "descriptor": "resource/descriptor/IX.c",
        "theme": "resource/theme/IX",
        "match": "resource/match/IX.c/close/3357",
        "scheme": "resource/scheme/descriptors",
        "common level": "resource/level/goal",
        "own level": "resource/level/ap-x/goal",
        "role": "resource/role/gestor",
        "body": "resource/body/MSMT",
        "territory": "resource/territory/CZ042",
        "period": "resource/period/2024-2026",
        "strategy": "resource/strategy/ssz",
        "dataset": "resource/dataset/strategraph",
    }


def minted() -> dict[str, URIRef]:
    return {
        "plan": IRIS.plan("ap-x"),
        **{kind: IRIS.element("ap-x", kind, "4.4") for kind in ELEMENT_KINDS},
        "assignment": IRIS.assignment("ap-x", "goal", "4.4", "IX.c"),
        "comparison": IRIS.comparison("ap-x", "goal", "4.4", "IX.c"),
        "evidence": IRIS.evidence("ap-x", "goal", "4.4", "IX.c", 1),
        "responsibility": IRIS.responsibility("ap-x", "measure", "1", "gestor", "MSMT"),
        "deadline": IRIS.deadline("ap-x", "measure", "1", "2020-12"),
        "quantity": IRIS.quantity("ap-x", "measure", "1", 2),
        "document": IRIS.document("ap-x"),
        "passage": IRIS.passage("ap-x", 10, 14),
        "selector": IRIS.selector("ap-x", 10, 14),
        "descriptor": IRIS.descriptor("IX.c"),
        "theme": IRIS.theme("IX"),
        "match": IRIS.match("IX.c", "close", "3357"),
        "scheme": IRIS.scheme("descriptors"),
        "common level": IRIS.common_level("goal"),
        "own level": IRIS.own_level("ap-x", "goal"),
        "role": IRIS.role("gestor"),
        "body": IRIS.body("MSMT"),
        "territory": IRIS.territory("CZ042"),
        "period": IRIS.period("2024", "2026"),
        "strategy": IRIS.strategy("ssz"),
        "dataset": IRIS.dataset(),
    }
