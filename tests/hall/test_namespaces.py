import pytest
from rdflib import URIRef

from strategraph.namespaces import PREFIXES, SG, TERMS


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_ours_stands_in_our_namespace(term: str) -> None:
    assert SG[term] == URIRef(f"https://w3id.org/strategraph/ontology#{term}")


@pytest.mark.parametrize("typo", ["goal", "hasDescriptors", "Programme", ""])
def test_a_mistyped_term_fails_at_once(typo: str) -> None:
    with pytest.raises(KeyError):
        SG[typo]


def test_a_prefix_stands_for_one_namespace_and_a_namespace_has_one_prefix() -> None:
    assert len(set(TERMS)) == len(TERMS)
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert PREFIXES["sg"] == "https://w3id.org/strategraph/ontology#"
    assert PREFIXES["schema"] == "https://schema.org/"
    assert all(value.endswith(("#", "/")) for value in PREFIXES.values())
