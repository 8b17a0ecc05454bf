"""Which format an answer gets, from `format` and from Accept."""

import pytest

from strategraph.endpoint.formats import wish
from strategraph.web import HttpProblem

JSON, TURTLE = "application/sparql-results+json", "text/turtle"
XML, RDFXML, JSONLD = "application/sparql-results+xml", "application/rdf+xml", "application/ld+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("named", "accept", "solutions", "triples"),
    [
        ([], None, JSON, TURTLE),
        (["csv"], None, "text/csv", TURTLE),
        (["csv"], BROWSER, "text/csv", None),
        (["turtle"], BROWSER, None, TURTLE),
        (["csv"], "application/n-triples", "text/csv", "application/n-triples"),
        (["csv"], "image/png", "text/csv", None),
        (["xml"], "*/*", XML, RDFXML),
        (["json"], "*/*", JSON, JSONLD),
        (["text/csv"], JSON, "text/csv", None),
        (["text/csv"], "*/*", "text/csv", TURTLE),
        (["application/rdf xml"], None, JSON, RDFXML),
        (["application/json"], BROWSER, "application/json", "application/json"),
        (["json-ld", "application/ld+json,application/x-json+ld"], "*/*", JSON, JSONLD),
        (["tsv", "text/tab-separated-values"], None, "text/tab-separated-values", TURTLE),
        (["csv", "pdf"], XML, "text/csv", None),
        (["pdf"], XML, XML, None),
        (["/"], XML, XML, None),
        ([""], XML, XML, None),
        (["image/png"], XML, XML, None),
        (["csv", *["pdf"] * 4], XML, XML, None),
    ],
)
def test_a_named_format_wins_where_it_can_be_read(
    named: list[str], accept: str | None, solutions: str | None, triples: str | None
) -> None:
    found = wish(accept, named)
    assert (found.media_types.get("solutions"), found.media_types.get("triples")) == (solutions, triples)
    assert set(found.formats) == set(found.media_types)
    assert not found.html


@pytest.mark.parametrize(
    ("named", "accept"), [(["html"], JSON), (["text/html"], JSON), ([], BROWSER), (["pdf"], BROWSER)]
)
def test_a_page_is_wished_for_by_name_or_by_accept(named: list[str], accept: str) -> None:
    assert wish(accept, named).html


@pytest.mark.parametrize("named", [[], ["pdf"], ["image/png"]])
def test_where_nothing_fits_nothing_is_given(named: list[str]) -> None:
    with pytest.raises(HttpProblem) as problem:
        wish("image/png", named)
    assert problem.value.status == 406
