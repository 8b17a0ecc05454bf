"""Signposts: every description leads to what it describes, to the licence and to its other forms."""

import httpx
import pytest

from running import Running

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BASE = "https://w3id.org/strategraph/"
ABOUT = ("https://schema.org/AboutPage", "type", "")
ENDINGS = {
    ".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples", ".rdf": "application/rdf+xml",
}  # fmt: skip
#: Path of the page → path of its data without ending, and what both are about.
PLACES = [
    ("/page/descriptor/IX.f", "/data/descriptor/IX.f", f"{BASE}resource/descriptor/IX.f"),
    (
        "/page/plan/ap-ssz-2024-2026/goal/4.3.d",
        "/data/plan/ap-ssz-2024-2026/goal/4.3.d",
        f"{BASE}resource/plan/ap-ssz-2024-2026/goal/4.3.d",
    ),
    ("/graph/registers", "/graph/registers", f"{BASE}graph/registers"),
    ("/ontology", "/ontology", f"{BASE}ontology"),
]


def links(answer: httpx.Response) -> set[tuple[str, str, str]]:
    """Target, relation and type of every link of a header."""
    assert answer.status_code == 200
    found = set()
    for one in answer.headers["link"].split(", "):
        target, *rest = one.split("; ")
        named = dict(part.split("=", 1) for part in rest)
        for relation in named["rel"].strip('"').split():
            found.add((target.strip("<>"), relation, named.get("type", '""').strip('"')))
    return found


@pytest.mark.parametrize(("page", "data", "thing"), PLACES, ids=[one[0] for one in PLACES])
def test_page_and_data_lead_to_each_other_to_what_they_describe_and_to_the_licence(
    published: Running, page: str, data: str, thing: str
) -> None:
    both = {(thing, "cite-as", ""), (LICENCE, "license", "")}
    forms = {(data + end, relation, kind) for end, kind in ENDINGS.items() for relation in ("alternate", "describedby")}
    assert links(published.client.get(page, headers={"Accept": "text/html"})) == both | forms | {ABOUT}
    for ending, kind in ENDINGS.items():
        answer = published.client.get(data + ending)
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert links(answer) == both | {(page, relation, "text/html") for relation in ("alternate", "describes")}
