"""Lines in order, in memory or through files, and graphs kept as lines."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from strategraph.triples import (
    Lines,
    as_quads,
    in_order,
    kept_in,
    lines_graph,
    lines_of_graph,
    ntriples,
    with_properties,
)

LINES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.text("xyz ", max_size=5)), max_size=40)


@given(st.lists(LINES, max_size=6), st.integers(1, 300), st.integers(1, 5))
def test_runs_in_files_give_the_same_order_and_no_subject_in_two_lists(
    parts: list[list[tuple[str, str]]], run_bytes: int, distance: int
) -> None:
    written = [b"".join(f'<{subject}> <p> "{text}" .\n'.encode() for subject, text in part) for part in parts]
    with TemporaryDirectory() as folder:
        found = list(in_order(written, Path(folder), run_bytes, distance))
    assert [line for one in found for line in one] == sorted(b"".join(written).splitlines(keepends=True))
    subjects = [{line.split(b" ")[0] for line in one} for one in found]
    assert sum(map(len, subjects)) == len(set().union(*subjects))


def test_a_list_is_no_longer_when_there_are_many_runs(tmp_path: Path) -> None:
    """Thirty runs of a thousand lines that stand all among one another; each list has some 1,000 lines, at most 20 a run more."""
    parts = [b"".join(b"<%06d> <p> <o> .\n" % (30 * line + run) for line in range(1000)) for run in range(30)]
    found = list(in_order(parts, tmp_path, len(parts[0]), 1000))
    assert len(list(tmp_path.iterdir())) == 31, "one run for each part, and one for what is left"
    assert [line for one in found for line in one] == sorted(b"".join(parts).splitlines(keepends=True))
    assert max(map(len, found)) <= 1000 + 30 * 20


GOAL, LABEL = URIRef("https://example.org/goal"), Literal("Bydlení", lang="cs")


def kept() -> Graph:
    graph = Graph()
    graph.add((GOAL, RDF.type, RDFS.Resource))
    graph.add((GOAL, RDFS.label, LABEL))
    graph.add((GOAL, RDF.value, Literal("01", datatype=XSD.integer, normalize=False)))
    return lines_graph([Lines.of(ntriples(graph))])


def test_a_graph_that_is_kept_as_lines_is_one_like_others() -> None:
    graph = kept()
    assert (len(graph), graph.value(GOAL, RDFS.label), kept_in(graph)) == (3, LABEL, None)
    assert {str(value) for _, _, value in kept()} == {"Bydlení", "01", str(RDFS.Resource)}
    changed = kept()
    changed.add((GOAL, RDFS.comment, LABEL))
    changed.remove((GOAL, RDF.type, None))
    assert (len(changed), kept_in(changed)) == (3, None)
    assert (GOAL, RDFS.comment, LABEL) in changed


def test_going_through_all_of_it_leaves_it_as_it_is_kept() -> None:
    graph = kept()
    assert len(list(as_quads(graph))) == len(list(graph)) == 3
    assert [str(one.object) for one in with_properties(graph, [RDFS.label])] == ['"Bydlení"@cs']
    assert b"".join(one.read() for one in lines_of_graph(graph)) == ntriples(graph)
    assert kept_in(graph) is not None
    assert [str(one.object) for one in with_properties(Graph() + graph, [RDFS.label])] == ['"Bydlení"@cs']
