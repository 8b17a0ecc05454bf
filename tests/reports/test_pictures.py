"""The pictures of reports: their numbers are those of their tables, they stay readable, and they stand in HTML and in files."""

import re
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from strategraph.errors import UsageError
from strategraph.pictures import (
    Bar,
    Bars,
    Cell,
    Drawing,
    Edge,
    Intervals,
    Lifelines,
    Matrix,
    MatrixRow,
    Node,
    Part,
    drawing,
)
from strategraph.places import Places
from strategraph.reports import (
    FORMATS,
    REPORTS,
    Addresses,
    Answers,
    Options,
    Report,
    drawings,
    report_queries,
    scope_of,
)
from strategraph.reports.model import Linked, Table

Make = Callable[..., Report]
BASE = "https://w3id.org/strategraph/"
HERE = {"Accept": "text/plain", "Accept-Language": "en"}


def drawn_of(report: Report, key: str) -> tuple[Table, Drawing]:
    table = next(one for one in report.tables if one.key == key)
    assert table.picture
    return table, table.picture.drawing


def text(cell: object) -> str:
    assert isinstance(cell, Linked)
    return cell.text


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_report_has_pictures_that_say_what_they_show_and_where_from(make: Make, language: str) -> None:
    for name in REPORTS:
        report = make(name, language=language)
        pictures = [table.picture for table in report.tables if table.picture]
        assert pictures, name
        for one in pictures:
            assert one.title
            assert ("tabulka" if language == "cs" else "table") in one.told
            assert f"{BASE}reports/{name}" in one.source
            assert ("vydání test" if language == "cs" else "release test") in one.source


def test_the_bars_of_links_are_the_shares_that_sum_to_the_score(make: Make) -> None:
    for plan in ("sprss-ustecky", "sprss-plzensky-2019-2021"):
        table, bars = drawn_of(make("alignment", language="en"), f"{plan}-specific")
        assert isinstance(bars, Bars)
        for bar, row in zip(bars.bars, table.rows, strict=True):
            assert bar.label == (text(row[1]), f"→ {text(row[2])}")
            assert bar.total == str(row[3])
            assert sum(Decimal(part.value) for part in bar.parts) == row[3]
            told = [one.split()[0] for one in str(row[4]).split("; ")]
            assert [part.told for part in bar.parts if part.series == 0] == told
            assert [part.value for part in bar.parts if part.series == 1] == [row[5]]


def test_the_cells_of_coverage_are_those_of_its_tables(make: Make) -> None:
    report = make("coverage", language="en")
    table, matrix = drawn_of(report, "objectives")
    assert isinstance(matrix, Matrix)
    for drawn, row in zip(matrix.rows, table.rows, strict=True):
        assert drawn.label == text(row[1])
        said = [
            f"{matrix.scale[cell.shade].removesuffix(' link')} ({cell.told})".removesuffix(" (–)")
            for cell in drawn.cells
        ]
        assert said == [row[2], row[4]]
    table, matrix = drawn_of(report, "descriptors")
    assert isinstance(matrix, Matrix)
    for drawn, row in zip(matrix.rows, table.rows, strict=True):
        assert drawn.label == text(row[0])
        assert [int(cell.told.replace("–", "0")) for cell in drawn.cells] == [row[1], row[2], row[4]]


@pytest.mark.parametrize(("name", "key"), [("descriptors", "plans"), ("continuity", "descriptors")])
def test_the_cells_of_use_are_those_of_the_table_and_the_shade_is_the_share_of_the_plan(
    make: Make, answers: Answers, name: str, key: str
) -> None:
    table, matrix = drawn_of(make(name, language="en"), key)
    assert isinstance(matrix, Matrix)
    scope = scope_of(answers, Options(), "")
    units = [plan.units for plan in (*scope.nationals, *scope.regionals)]
    for drawn, row in zip(matrix.rows, table.rows, strict=True):
        for cell, number, whole in zip(drawn.cells, row[1:], units, strict=False):
            assert isinstance(number, int)
            assert cell.told == (str(number) if number else "–")
            steps = [number > 0, number / whole > 0.1, number / whole > 0.25, number / whole > 0.5]
            assert cell.shade == sum(steps), (drawn.label, number, whole)


def test_bars_of_counts_are_those_of_their_tables(make: Make) -> None:
    for name, key, first, total in (("descriptors", "use", 2, 1), ("quality", "lines", 2, 1)):
        table, bars = drawn_of(make(name, language="en"), key)
        assert isinstance(bars, Bars)
        for bar, row in zip(bars.bars, table.rows, strict=False):
            assert bar.label == (text(row[0]),)
            assert bar.total == str(row[total])
            assert [part.value for part in bar.parts] == list(row[first:])
            assert sum(part.value for part in bar.parts) == row[total]
    table, bars = drawn_of(make("descriptors", language="en"), "agreement")
    assert isinstance(bars, Bars)
    for bar, (name, printed, lexicon, both, *_) in zip(bars.bars, table.rows[:-1], strict=True):
        assert bar.label == (text(name),)
        assert [part.value for part in bar.parts] == [both, printed - both, lexicon - both]
        assert bar.total == str(sum(part.value for part in bar.parts))
    table, bars = drawn_of(make("bodies", language="en"), "bodies")
    assert isinstance(bars, Bars)
    drawn = {
        (bar.label[0], bars.series[part.series]): part.value for bar in bars.bars for part in bar.parts if part.value
    }
    assert drawn == {(text(row[0]), row[1]): row[2] for row in table.rows}
    table, bars = drawn_of(make("gaps", language="en"), "descriptors")
    assert isinstance(bars, Bars)
    found = {(bar.label[0], bars.series[bar.parts[0].series], bar.parts[0].value) for bar in bars.bars}
    assert found == {(text(row[0]), row[1], row[2]) for row in table.rows}


def test_shares_and_intervals_are_those_of_the_table_and_chance_is_a_share_of_the_objectives(make: Make) -> None:
    table, intervals = drawn_of(make("statistics", language="en"), "chance")
    assert isinstance(intervals, Intervals)
    keys = [column.key for column in table.columns]
    assert len(intervals.rows) == len(table.rows) == 2
    for drawn, row in zip(intervals.rows, table.rows, strict=True):
        told = dict(zip(keys, row, strict=True))
        assert (drawn.value, drawn.low, drawn.high) == (told["share"], told["low"], told["high"])
        assert drawn.beside
        assert [round(limit * told["objectives"], 1) for limit in drawn.beside] == [
            told["chance_low"],
            told["chance_high"],
        ]


def test_lines_join_the_objectives_that_stand_side_by_side_in_the_table(make: Make) -> None:
    report = make("continuity", language="en")
    table, lines = drawn_of(report, "lifelines")
    assert isinstance(lines, Lifelines)
    joined = set()
    for row in table.rows:
        for column, score in ((0, row[3]), (1, row[4])):
            if score is not None:
                joined.add((column, text(row[column]), text(row[column + 1]), score))
    names = [[f"{node.code} {node.words}".strip()[:80] for node in members] for members in lines.nodes]
    drawn = {
        (one.column, names[one.column][one.start], names[one.column + 1][one.end], one.strength) for one in lines.edges
    }
    assert drawn == {(column, one[:80], other[:80], score) for column, one, other, score in joined}
    ends = next(one for one in report.tables if one.key == "ends")
    disappeared = sum(row[0] == "disappeared" for row in ends.rows)
    assert disappeared == sum(lines.states[node.state] in ("disappeared", "in this plan only") for node in sum(lines.nodes[:2], ()))  # fmt: skip


def test_of_ten_thousand_links_a_picture_shows_the_best_and_says_how_many_it_leaves_out(answers: Answers) -> None:
    scope = scope_of(answers, Options(language="en"), "test")
    many = [Bar((f"objective {number}", "→ priority"), (Part(0, 10_000 - number),), "1") for number in range(10_000)]
    found = drawings.bars(scope, "alignment", "Links", ("shares",), many, len(many))
    assert found
    assert found.note == "The first 30 of 10000 are drawn; the table has all of them."
    rows = [MatrixRow(f"objective {number}", tuple(Cell(1, "1") for _ in range(100))) for number in range(500)]
    matrix = drawings.matrix(scope, "coverage", "Cover", ["CZ042"] * 100, rows, ("none", "some"))
    assert matrix
    assert matrix.note == (
        "The first 60 of 500 are drawn; the table has all of them. "
        "The first 12 of 100 columns are drawn; the table has all of them."
    )
    nodes = tuple(Node(str(number), "words", 0) for number in range(10_000))
    edges = tuple(Edge(0, number, 9_999 - number, 1) for number in range(10_000))
    lines = drawings.lifelines(scope, "continuity", "Lines", Lifelines(("a", "b"), (nodes, nodes), edges, ("all",)))
    assert lines
    assert lines.note == "The first 60 of 10000 are drawn; the table has all of them."
    for one in drawing.drawn((found, matrix, lines), drawing.Form.SVG):
        root = ElementTree.fromstring(one)
        assert len(one) < 200_000
        assert int(root.get("width", "")) < 1_500
        assert int(root.get("height", "")) < 1_600


def test_the_html_holds_every_picture_with_a_way_to_its_table(make: Make, addresses: Addresses) -> None:
    report = make("coverage", language="en")
    html = FORMATS["html"].write(report, addresses, "").decode()
    found = re.findall(
        r'<figure class="picture">.*?<svg .*?role="img" aria-label="([^"]+)".*?href="#([^"]+)"', html, re.DOTALL
    )
    tables = [table for table in report.tables if table.picture]
    assert [target for _, target in found] == [f"rows-{table.key}" for table in tables]
    for (name, target), table in zip(found, tables, strict=True):
        assert table.picture
        assert name == f"{table.picture.title}. {table.picture.told}"
        assert f'id="{target}"' in html
    assert " style=" not in html
    assert "<script" not in html


def test_without_the_extra_the_html_is_the_same_but_for_the_pictures(
    make: Make, addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = make("coverage", language="en")
    whole = FORMATS["html"].write(report, addresses, "").decode()
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    without = FORMATS["html"].write(report, addresses, "").decode()
    assert re.sub(r'  <figure class="picture">.*?</figure>\n', "", whole, flags=re.DOTALL) == without
    with pytest.raises(UsageError, match=r"pip install 'strategraph\[pictures\]'"):
        FORMATS["svg"].write(report, addresses, "")


def test_the_picture_of_a_table_is_chosen_by_its_key(make: Make, addresses: Addresses) -> None:
    report = make("coverage", language="en")
    first, same, other = (FORMATS["svg"].write(report, addresses, key) for key in ("", "objectives", "descriptors"))
    assert first == same != other
    for key, sentence in (("regions", "has no picture of 'regions': choose one of objectives, descriptors."),):
        with pytest.raises(UsageError) as caught:
            FORMATS["png"].write(report, addresses, key)
        assert str(caught.value) == f"The report coverage {sentence}"
    with pytest.raises(UsageError) as caught:
        FORMATS["svg"].write(make("coverage", region="CZ099"), addresses, "")
    assert str(caught.value) == "The report coverage has no picture: its tables have no rows to draw."


def test_the_same_release_and_options_give_the_same_bytes_from_another_process(
    make: Make, addresses: Addresses
) -> None:
    def written() -> list[bytes]:
        reports = [make(name) for name in ("coverage", "continuity", "quality")]
        return [FORMATS[form].write(report, addresses, "") for report in reports for form in ("svg", "png", "html")]

    first = written()
    drawing._easel.close()
    assert written() == first
    assert len(set(first)) == 9


def test_data_without_any_plan_have_no_picture(places: Places) -> None:
    nothing = Answers(report_queries(places.queries), BASE, lambda query, terms: b'{"results": {"bindings": []}}')
    for name, make in REPORTS.items():
        assert [table.key for table in make(scope_of(nothing, Options(), "")).tables if table.picture] == [], name
