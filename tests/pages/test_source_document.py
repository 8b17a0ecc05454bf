"""The page of a document shows its whole text line by line, with every passage an anchor and every element a link."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.tables import page
from running import Running
from strategraph.errors import SourceError
from strategraph.pages import source_texts
from strategraph.pages.description import Item, Names
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value
from strategraph.pages.marked_lines import Anchor, MarkedLine, Part, mark_lines, parts_of
from strategraph.places import find_places
from strategraph.settings import SourceLimits
from strategraph.sources import Line, read_source

BASE = "https://w3id.org/strategraph/"
DOCUMENT = f"{BASE}resource/document/d"
NAMES = Names({}, Links(BASE), "cs")
DATA = find_places().data


def place(start: int, end: int, page_: str = "") -> list[Row]:
    iri = Value("uri", f"{DOCUMENT}#char={start},{end}")
    rows: list[Row] = [{"passage": iri, "start": Value("literal", str(start)), "end": Value("literal", str(end))}]
    return [*rows, {"passage": iri, "page": Value("literal", page_)}] if page_ else rows


def worded(start: int, end: int, element: str, **said: str) -> Row:
    iri, passage = (Value("uri", f"{BASE}resource/{element}"), Value("uri", f"{DOCUMENT}#char={start},{end}"))
    return {"element": iri, "passage": passage, **{name: Value("literal", text) for name, text in said.items()}}


def told(pieces: tuple[str | Anchor, ...]) -> str:
    """The text that pieces give when they are put together again."""
    return "".join(piece if isinstance(piece, str) else told(piece.inner) for piece in pieces)


def anchors(pieces: tuple[str | Anchor, ...]) -> list[str]:
    found = []
    for piece in pieces:
        if isinstance(piece, Anchor):
            found += [piece.fragment, *anchors(piece.inner)]
    return found


def test_passages_stand_inside_one_another_and_elements_beside_their_line() -> None:
    lines = (Line(1, 0, "první řádek"), Line(2, 12, "  "), Line(3, 15, "druhý"), Line(4, 21, "třetí"))
    places = [*place(0, 11, "2"), *place(6, 11), *place(15, 20)]
    elements = [worded(0, 11, "plan/p/goal/1", label="První"), worded(0, 11, "plan/p/goal/1", notation="1")]
    assert mark_lines(lines, places, elements, NAMES) == (
        MarkedLine(
            1,
            (Anchor("char=0,11", True, ("první ", Anchor("char=6,11", False, ("řádek",)))),),
            (Item("1", "/page/plan/p/goal/1"),),
            "2",
        ),
        MarkedLine(3, (Anchor("char=15,20", False, ("druhý",)),), (), ""),
        MarkedLine(4, ("třetí",), (), ""),
    )


def test_a_passage_that_reaches_beyond_another_ends_with_it() -> None:
    (line,) = mark_lines((Line(1, 0, "abcdef"),), [*place(0, 4), *place(2, 6), *place(5, 99)], (), NAMES)
    assert line.pieces == (
        Anchor("char=0,4", False, ("ab", Anchor("char=2,6", False, ("cd",)))),
        "e",
        Anchor("char=5,99", False, ("f",)),
    )


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=60, unique=True)


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=40), spans=SPANS)
def test_no_character_is_lost_or_doubled_and_each_passage_has_one_anchor(
    text: str, spans: list[tuple[int, int]]
) -> None:
    places = [row for start, end in spans for row in place(start, end)]
    marked = mark_lines((Line(1, 0, text),), places, (), NAMES)
    if not text.strip():
        assert marked == ()
        return
    assert told(marked[0].pieces) == text
    within = [f"char={start},{end}" for start, end in spans if start < len(text)]
    assert sorted(anchors(marked[0].pieces)) == sorted(within)


def test_a_long_document_is_cut_into_parts_by_lines_and_by_bytes() -> None:
    assert parts_of([Line(n, 0, "x") for n in range(1, 901)]) == (Part(1, 400), Part(401, 800), Part(801, 900))
    assert parts_of([Line(1, 0, "ž" * 15_000), Line(2, 0, "ž" * 15_000), Line(3, 0, "x")]) == (Part(1, 1), Part(2, 3))
    assert parts_of([Line(1, 0, "x" * 100_000)]) == (Part(1, 1),)
    assert parts_of(()) == ()


@pytest.mark.parametrize(
    "plan",
    [
        "national/ap-ssz-2024-2026",
        "national/ap-sbsv-2016-2020",
        "national/napsi-2006-2008",
        "regional/sprss-plzensky-2019-2021",
        "regional/sprss-ustecky",
    ],
)
def test_the_whole_text_is_shown_and_every_passage_is_there(published: Running, plan: str) -> None:
    document = read_source(DATA / "sources" / plan, SourceLimits())
    name = document.manifest.plan_id
    html = page(published, f"document/{name}")
    shown = html.partition('<ol class="lines"')[2].partition("</ol>")[0]
    lines = dict(re.findall(r'<li id="L(\d+)".*?<bdi>(.*?)</bdi>', shown, re.DOTALL))
    texts = {number: _text(inner) for number, inner in lines.items()}
    assert texts == {str(line.number): line.text for line in document.lines if not line.is_blank}
    query = f"SELECT ?p {{ ?p <http://www.w3.org/ns/oa#hasSource> <{BASE}resource/document/{name}> }}"
    answer = published.ask(query).json()["results"]["bindings"]
    passages = {one["p"]["value"].partition("#")[2] for one in answer}
    assert passages == set(re.findall(r'<span id="(char=\d+,\d+)"', shown))
    assert len(html.encode()) < 100_000


def _text(html: str) -> str:
    kept = re.sub(r"<[^>]+>", "", html)
    for name, character in (("lt", "<"), ("gt", ">"), ("#34", '"'), ("#39", "'"), ("amp", "&")):
        kept = kept.replace(f"&{name};", character)
    return kept


def test_lines_that_nothing_stands_on_are_quieter_and_elements_are_linked(published: Running) -> None:
    html = page(published, "document/ap-sbsv-2016-2020")
    assert '<li id="L1" value="1" class="aside">' in html
    line = html.partition('<li id="L17" value="17">')[2].partition("</li>")[0]
    assert re.findall(r'<a class="code" href="([^"]+)">', line) == [
        f"/page/plan/ap-sbsv-2016-2020/goal/{code}?lang=cs" for code in ("1.1", "1.1.1", "1.1.2")
    ]


def test_a_text_is_shown_only_for_the_hash_that_the_graph_states(server: Running) -> None:
    html = page(server, "document/plan-a")
    assert '<ol class="lines"' not in html
    assert "server nemá" in html
    assert '<figure id="char=10,36">' in html


def test_a_document_that_cannot_be_read_is_left_out_and_the_rest_is_there(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(folder: Path, limits: SourceLimits) -> object:
        if folder.name == "sprss-ustecky":
            raise SourceError("It has changed.")
        return read_source(folder, limits)

    monkeypatch.setattr(source_texts, "read_source", read)
    assert len(source_texts.read_texts(DATA, SourceLimits())) == 4
    assert "It has changed." in caplog.text
    assert source_texts.read_texts(DATA / "nowhere", SourceLimits()) == {}
