"""Sitemap and robots.txt lead search engines to every page, and to no query, filter or other form of one."""

import xml.etree.ElementTree as ElementTree

import httpx
import pytest
from pyoxigraph import Store

from running import Running
from strategraph.pages.sitemap import LIMIT, MOST, STATIC_PAGES, digits_for

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGE, RESOURCE = "/page/", "https://w3id.org/strategraph/resource/"
THINGS = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX sg: <https://w3id.org/strategraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing { { ?thing a sg:Plan } UNION { ?thing sg:partOf ?plan } UNION { ?thing a skos:Concept } UNION
  { ?thing a org:FormalOrganization } UNION { ?thing a org:OrganizationalUnit } UNION { ?thing a dcterms:Location } UNION
  { ?thing a sg:SourceDocument } }
"""


def addresses(answer: httpx.Response) -> list[str]:
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    return [element.text or "" for element in ElementTree.fromstring(answer.text).iter(f"{SPACE}loc")]


def test_the_files_of_the_index_list_every_thing_and_page_once(published: Running, store: Store) -> None:
    files = addresses(published.client.get("/sitemap.xml"))
    assert files == [f"{published.address}/sitemap/{name}.xml" for name in ("pages", "things")]
    listed = [address for file in files for address in addresses(published.client.get(file))]
    things = {row["thing"].value for row in store.query(THINGS, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    expected = {published.address + thing.replace(RESOURCE, PAGE) for thing in things}
    assert sorted(listed) == sorted(expected | {published.address + path for path in STATIC_PAGES})
    for path in STATIC_PAGES:
        answer = published.client.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers.get("x-robots-tag")) == (200, None), path
        assert "noindex" not in answer.text, path


def test_things_are_dealt_out_to_files_that_stay_below_the_limit(published: Running) -> None:
    assert [digits_for(number) for number in (0, MOST, MOST + 1, 16 * MOST, 16 * MOST + 1)] == [0, 0, 1, 1, 2]
    assert MOST * 2 <= LIMIT
    assert published.client.get("/sitemap/a.xml").status_code == 404
    assert published.client.get("/sitemap/nothing.xml").status_code == 404


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/page/plan/ap-ssz-2024-2026", True),
        ("/page/plan/ap-ssz-2024-2026?lang=en", True),
        ("/data/plan/ap-ssz-2024-2026.ttl", True),
        ("/?format=csv", False),
        ("/search?q=bydleni&plan=x", False),
        ("/sparql", False),
        ("/sparql?query=ASK", False),
        ("/graph-store?default", False),
        ("/page/plan/ap-ssz-2024-2026?lang=en&page=2", False),
    ],
)
def test_robots_are_asked_to_leave_queries_and_filters_alone(published: Running, path: str, allowed: bool) -> None:
    text = published.client.get("/robots.txt").text
    assert f"Sitemap: {published.address}/sitemap.xml" in text
    assert matched(text, path) is allowed


def matched(text: str, path: str) -> bool:
    """The longest rule that fits decides (RFC 9309, 2.2.2); `*` is anything, `$` the end."""
    best, allowed = -1, True
    for line in text.splitlines():
        kind, _, rule = line.partition(": ")
        if kind in ("Allow", "Disallow") and fits(rule, path) and len(rule) > best:
            best, allowed = len(rule), kind == "Allow"
    return allowed


def fits(rule: str, path: str) -> bool:
    parts, at = rule.removesuffix("$").split("*"), 0
    for number, part in enumerate(parts):
        found = path.find(part, at)
        if found < 0 or (number == 0 and found != 0):
            return False
        at = found + len(part)
    return not rule.endswith("$") or at == len(path)
