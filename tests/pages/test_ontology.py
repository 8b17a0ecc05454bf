"""The page of the ontology over the release: each term has its place there."""

import re

import pytest

from running import Running
from strategraph.namespaces import TERMS

HTML = {"Accept": "text/html", "Accept-Language": "cs"}


@pytest.fixture(scope="module")
def page(published: Running) -> str:
    return published.client.get("/ontology", headers=HTML).text


def test_each_term_has_one_anchor(page: str) -> None:
    anchors = re.findall(r'<div class="term" id="(\w+)">', page)
    assert sorted(anchors) == sorted(TERMS)


def test_properties_for_remarks_stand_in_a_list_of_their_own(page: str) -> None:
    listed = page.partition('id="annotation_properties"')[2].partition("</section>")[0]
    assert re.findall(r'<div class="term" id="(\w+)">', listed) == ["remark", "unstated"]


@pytest.mark.parametrize(
    "path",
    [
        "/ontology",
        "/page/theme/IX",
        "/page/descriptor/IX.c",
        "/page/match/IX.c/broad/4143",
        "/page/dataset/strategraph",
        "/page/dataset/strategraph/class/sg.Goal",
        "/page/dataset/strategraph/graph/registers",
        "/page/software/strategraph",
        "/page/plan/ap-ssz-2024-2026",
        "/page/assignment/ap-ssz-2024-2026/goal/4.1.a/VIII.b",
    ],
)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_no_short_iri_stands_where_a_name_should(published: Running, path: str, language: str) -> None:
    page = published.client.get(path, headers={**HTML, "Accept-Language": language})
    assert page.status_code == 200, path
    assert re.findall(r'(?<!class="tag")>(?:<bdi>)?([a-z]+:[A-Za-z]\w+)(?:</bdi>)?</(?:a|span)>', page.text) == []
