"""Every term of the ontology is used by a query, or stands here with the reason why none needs it."""

import re
from pathlib import Path

import pytest
from rdflib import Graph

from strategraph.namespaces import SG
from strategraph.places import find_places

PLACES = find_places()
#: Terms that stand in axioms alone: no statement of the graph is made with them.
AXIOMS_ONLY = {
    "child": "the inverse of sg:parent, which queries walk backwards (^sg:parent); it is entailed and not stated",
    "hasPart": "the inverse of sg:partOf, as above",
    "LayerLink": "what sg:LayerAlignment and sg:LayerContinuity have in common; a link has the class of its kind",
}
NAME = re.compile(rf"(?:\bsg:|<{re.escape(str(SG))})(\w+)")


def terms() -> set[str]:
    graph = Graph().parse(PLACES.ontology / "strategraph.ttl")
    return {str(term).removeprefix(str(SG)) for term in graph.subjects() if str(term).startswith(str(SG))}


def named(path: Path) -> set[str]:
    """The terms that a query names, its header left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return set(NAME.findall("\n".join(line for line in lines if not line.startswith("#"))))


def used() -> set[str]:
    return {name for path in PLACES.queries.rglob("*.rq") for name in named(path)}


def test_every_term_is_used_by_a_query_or_stands_in_axioms_alone() -> None:
    assert terms() - used() == set(AXIOMS_ONLY)


def test_every_term_that_a_query_uses_is_one() -> None:
    assert used() <= terms()


@pytest.mark.parametrize("name", AXIOMS_ONLY)
def test_no_statement_is_made_with_what_stands_in_axioms_alone(name: str, store: object) -> None:
    query = f"ASK {{ {{ ?s <{SG[name]}> ?o }} UNION {{ ?s a <{SG[name]}> }} }}"
    assert not store.query(query, use_default_graph_as_union=True)  # type: ignore[attr-defined]


def test_what_a_query_says_in_its_header_is_no_use_of_a_term(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(f"# about-en: sg:one\nSELECT * {{ ?s sg:two <{SG}three> }}\n", encoding="utf-8")
    assert named(tmp_path / "a.rq") == {"two", "three"}
