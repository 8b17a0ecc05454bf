"""The site of the five documents as a robot walks it: no link leads to an error, and no filter is offered to robots."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from random import Random
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

from running import Running

#: Parameters that a robot may follow: the language, and the pages of one list.
FOLLOWED = {"lang", "page"}
#: Of addresses that are alike (the same words in the same places) so many are opened.
ALIKE = 1
#: Steps of a path that say of what kind it is; all others are names of single things.
KINDS = (
    "page", "data", "graph", "resource", "plan", "goal", "measure", "section", "priority", "body", "descriptor", "theme",
    "scheme", "territory", "document", "line", "evidence", "assignment", "alignment", "continuity", "match", "period", "level",
    "role", "layer", "strategy", "release", "dataset", "distribution", "queries", "reports", "concepts", "changes", "download",
    "releases", "static", "search", "sparql", "catalogue", "ontology", "links", "descriptors", "responsibility", "source",
)  # fmt: skip
ENDINGS = ("ttl", "jsonld", "nt", "rdf", "csv", "json", "xml", "xlsx", "md", "html")


class Links(HTMLParser):
    """Every link of a page, with its `rel`; scripts, pictures and style sheets too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        link = values.get("href") or values.get("src")
        if link:
            self.found.append((tag, link, values.get("rel") or ""))


def shape(address: str) -> str:
    """What an address has in common with those of its kind: `/page/plan/x/goal/1` is `/page/plan/*/goal/*`."""
    parts = urlsplit(address)
    path, dot, ending = parts.path.rpartition(".")
    path, ending = (path, dot + ending) if ending in ENDINGS else (parts.path, "")
    steps = [step if not step or step in KINDS else "*" for step in path.split("/")]
    asked = parse_qs(parts.query)
    return "/".join(steps) + ending + str(sorted({*asked} - {"lang"}))


def crawl(client: httpx.Client, alike: int) -> Iterator[tuple[str, str, httpx.Response, Links | None]]:
    """Address, page that led there, answer, and links, from the home page and the sitemap on; `alike` of a shape.

    What comes next is drawn by lot, so that both languages come, and the lot falls alike in every run.
    """
    lot = Random(6)
    waiting = [("/", ""), ("/?lang=cs", ""), ("/?lang=en", ""), ("/sitemap.xml", "/robots.txt")]
    seen, opened = {address for address, _ in waiting}, Counter[str]()
    while waiting:
        address, from_page = waiting.pop(lot.randrange(len(waiting)))
        kind = shape(address)
        if opened[kind] >= alike:
            continue
        opened[kind] += 1
        if address.partition("?")[2] in ("", "lang=cs", "lang=en"):
            address = address.partition("?")[0] + lot.choice(("?lang=cs", "?lang=en"))
        response = client.get(address, headers={"Accept": "text/html, */*;q=0.5"})
        html = response.headers.get("content-type", "").startswith("text/html")
        links = Links(response.text) if html else None
        yield address, from_page, response, links
        found = [(link, rel) for _, link, rel in links.found] if links else []
        found += [(response.headers["location"], "")] if response.is_redirect else []
        for link, rel in found:
            target = local(client, link, address)
            if target and target not in seen and "nofollow" not in rel.split():
                seen.add(target)
                waiting.append((target, address))


def local(client: httpx.Client, link: str, page: str) -> str | None:
    """Path and query of a link that stays on the site."""
    whole = urlsplit(urljoin(str(client.base_url.join(page)), link))
    here = client.base_url
    if (whole.scheme, whole.netloc) != (here.scheme, here.netloc.decode()):
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def faults(client: httpx.Client, alike: int) -> tuple[list[str], Counter[str]]:
    """What a robot finds wrong, as sentences, and how many answers of each type it saw."""
    found, kinds = [], Counter[str]()
    for address, from_page, response, links in crawl(client, alike):
        kinds[response.headers.get("content-language", "")] += 1
        kinds[f"{response.status_code} {response.headers.get('content-type', '').split(';')[0]}"] += 1
        if response.status_code >= 400:
            found.append(f"{from_page} leads to {address}, which is answered with {response.status_code}.")
        for tag, link, rel in links.found if links else ():
            target = local(client, link, address)
            names = parse_qs(urlsplit(target).query, keep_blank_values=True).keys() if target else set()
            if tag == "a" and names - FOLLOWED and "nofollow" not in rel.split():
                found.append(f"{address} offers the filter {link} to robots.")
    return found, kinds


@pytest.mark.full
def test_no_link_of_a_page_of_any_kind_leads_to_an_error(published: Running) -> None:
    found, kinds = faults(published.client, ALIKE)
    assert found == []
    assert kinds["200 text/html"] > 60
    assert min(kinds["cs"], kinds["en"]) > 20


@pytest.mark.full
def test_no_link_leads_to_an_error_among_many_pages_of_each_kind(published: Running) -> None:
    found, kinds = faults(published.client, 20)
    assert found == []
    assert min(kinds["cs"], kinds["en"]) > 200


def test_the_crawl_sees_a_broken_link_and_a_filter_that_robots_may_follow() -> None:
    pages = {
        "/": '<a href="/gone">x</a> <a href="?of=1">y</a> <a href="?of=2" rel="nofollow">z</a> <a href="https://else/">w</a>',
        "/?of=1": "", "/sitemap.xml": "",
    }  # fmt: skip

    def answer(request: httpx.Request) -> httpx.Response:
        text = pages.get(request.url.path if request.url.params.get("lang") else request.url.raw_path.decode())
        return httpx.Response(410) if text is None else httpx.Response(200, html=text)

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://site") as client:
        found, _ = faults(client, ALIKE)
    assert [fault.replace("?lang=cs", "").replace("?lang=en", "") for fault in found] == [
        "/ offers the filter ?of=1 to robots.",
        "/ leads to /gone, which is answered with 410.",
    ]
