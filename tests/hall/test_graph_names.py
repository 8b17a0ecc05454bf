import pytest
from rdflib import URIRef

from strategraph.graph_names import GRAPHS, GraphNames

NAMES = GraphNames("https://example.org/kg/")


@pytest.mark.parametrize("name", GRAPHS)
def test_a_contract_name_stands_below_graph(name: str) -> None:
    assert NAMES.named(name) == URIRef(f"https://example.org/kg/graph/{name}")
    assert NAMES.short(NAMES.named(name)) == name


def test_a_graph_that_is_not_in_the_contract_has_no_name() -> None:
    with pytest.raises(KeyError):
        NAMES.named("descriptor")


def test_each_plan_has_a_graph() -> None:
    assert NAMES.source("ap-ssz-2024-2026") == URIRef("https://example.org/kg/graph/source/ap-ssz-2024-2026")
    assert NAMES.short(NAMES.source("ap-ssz-2024-2026")) == "source/ap-ssz-2024-2026"
