"""Data that somebody else has made: hostile, endless, empty or turned about, they come out as plain pages."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from running import SERVING, Running, running

RESOURCE = "https://w3id.org/strategraph/resource/"
PLAN = f"{RESOURCE}plan/planted"
LONG = "dlouhý text " * 900
HOSTILE = r"</script><script>alert(1)</script><img src=x onerror=alert(2)> \" ' & <!--"
RTL = r"\u202E\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627"
PLANTED = f"""
<{PLAN}> a sg:Plan ; dcterms:identifier "planted" ; rdfs:label "{HOSTILE}"@cs ; dcterms:publisher <javascript:alert(3)> ;
  dcterms:license <data:text/html,x> ; dcterms:source <{RESOURCE}document/planted> ; sg:remark "{RTL}" .
<{RESOURCE}document/planted> a sg:SourceDocument ; dcterms:title "{HOSTILE}"@en ; sg:sha256 "none" .
<{PLAN}/goal/nameless> a sg:Element, sg:Goal ; sg:partOf <{PLAN}> .
<{PLAN}/goal/long> a sg:Element, sg:Goal ; sg:partOf <{PLAN}> ; rdfs:label "{LONG}"@cs ; dcterms:description "{LONG}"@cs ;
  sg:parent <{PLAN}/goal/circle> ; dcterms:references <javascript:alert(4)>, <https://example.org/a?b=1&c=2> .
<{PLAN}/goal/circle> a sg:Element, sg:Goal ; sg:partOf <{PLAN}> ; rdfs:label "{RTL}"@he ; sg:parent <{PLAN}/goal/long> ;
  sg:level <javascript:alert(5)> ; sg:responsibility <{RESOURCE}r/1> ; sg:deadline <{RESOURCE}d/1> ; sg:quantity <{RESOURCE}q/1> ;
  sg:hasDescriptor <{RESOURCE}descriptor/planted> ; sg:sourcePassage <{RESOURCE}document/planted#char=0,9> .
<{RESOURCE}r/1> sg:body <javascript:alert(6)> ; sg:bodyPassage <{RESOURCE}document/planted#char=0,9> .
<javascript:alert(6)> rdfs:label "{HOSTILE}" .
<{RESOURCE}d/1> <http://www.w3.org/2006/time#inXSDgYear> "{HOSTILE}" .
<{RESOURCE}q/1> schema:value "{HOSTILE}" ; schema:unitText "{RTL}" .
<{RESOURCE}descriptor/planted> a skos:Concept ; skos:prefLabel "{HOSTILE}"@cs ; skos:notation "{HOSTILE}" .
<{RESOURCE}assignment/1> sg:target <{PLAN}/goal/circle> ; sg:descriptor <{RESOURCE}descriptor/planted> ; sg:status "{HOSTILE}" ;
  sg:weight 1.0 ; sg:reason "{HOSTILE}" .
<{RESOURCE}document/planted#char=0,9> oa:hasSource <{RESOURCE}document/planted> ; sg:quote "{HOSTILE}" ; sg:line 1 ;
  oa:hasSelector <{RESOURCE}document/planted#selector=0,9> .
<{RESOURCE}document/planted#selector=0,9> oa:start 0 ; oa:end 9 .
"""
PATHS = ["plan/planted", *(f"plan/planted/goal/{name}" for name in ("nameless", "long", "circle")), "document/planted"]


class _Seen(HTMLParser):
    """The tags of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    file: Path = tmp_path_factory.mktemp("planted") / "planted.trig"
    file.write_text(SERVING.read_text(encoding="utf-8") + PLANTED, encoding="utf-8")
    with running(file=file) as server:
        yield server


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_whatever_was_planted_the_page_is_plain(planted: Running, path: str, language: str) -> None:
    answer = planted.client.get(f"/page/{path}", params={"lang": language}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    tags = _Seen(answer.text).tags
    assert {attributes.get("type") for tag, attributes in tags if tag == "script"} <= {"application/ld+json", "module"}
    assert not any(name.startswith("on") or name == "style" for _, attributes in tags for name in attributes)
    assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object", "embed", "style", "base")]
    targets = [attributes.get("href") or "" for _, attributes in tags]
    assert {urlsplit(target).scheme for target in targets} <= {"", "https", "http", "mailto"}


def test_a_thing_without_a_name_goes_by_its_address_and_text_that_runs_leftward_is_kept_apart(planted: Running) -> None:
    answer = planted.client.get("/page/plan/planted/goal/nameless", params={"lang": "cs"}).text
    assert "<bdi>plan/planted/goal/nameless</bdi></h1>" in answer
    assert '<bdi lang="he">\u202e\u05e9\u05dc\u05d5\u05dd' in planted.client.get("/page/plan/planted/goal/circle").text


def test_a_long_text_is_given_whole_and_once_more_short(planted: Running) -> None:
    answer = planted.client.get("/page/plan/planted/goal/long", params={"lang": "cs"}).text
    assert answer.count(LONG) >= 1
    assert f"<title>{LONG[:60]}" in answer


def test_elements_above_one_another_in_a_circle_have_pages_and_a_table(planted: Running) -> None:
    rows = planted.client.get("/page/plan/planted", params={"format": "json"}).json()
    assert {row["element"].rpartition("/")[2] for row in rows} == {"nameless", "long", "circle"}
