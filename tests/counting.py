"""Counts what a release holds, by SPARQL: rows as plain text, IRIs below `…/resource/`."""

from pyoxigraph import QuerySolutions, Store

RESOURCE = "https://w3id.org/strategraph/resource/"
PREFIXES = f"""\
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX sg: <https://w3id.org/strategraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
BASE <{RESOURCE}>
"""
SSZ, NAPSI, SBSV = "plan/ap-ssz-2024-2026", "plan/napsi-2006-2008", "plan/ap-sbsv-2016-2020"
PLZEN, USTI = "plan/sprss-plzensky-2019-2021", "plan/sprss-ustecky"
PLANS = [SBSV, SSZ, NAPSI, PLZEN, USTI]


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT as plain text, IRIs below `…/resource/`; an unbound variable is the empty string."""
    found = store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(value.value.removeprefix(RESOURCE) if value else "" for value in row) for row in found]  # type: ignore[union-attr]


def counts(store: Store, query: str) -> dict[str, int]:
    """What a query of two columns counts, by the first of them."""
    return {name: int(number) for name, number in rows(store, query)}


def one(store: Store, query: str) -> int:
    ((number,),) = rows(store, query)
    return int(number)


def below(plan: str, kind: str, numbers: dict[str, int]) -> dict[str, int]:
    return {f"{plan}/{kind}/{key}": number for key, number in numbers.items()}
