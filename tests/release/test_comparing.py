"""What two releases have in different words is told whole; what lacks a word that is wanted, as in old releases, is left out."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from strategraph.catalogue import NQUADS
from strategraph.namespaces import SG
from strategraph.release.comparing import compare
from strategraph.release.model import DUMPS, STORE
from strategraph.release.store import build_store

RESOURCE, GRAPHS = "https://w3id.org/strategraph/resource/", "https://w3id.org/strategraph/graph/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Things = dict[str, dict[str, NamedNode | Literal]]


def release(folder: Path, graph: str, things: Things) -> Path:
    """A release of a few statements: its N-Quads in order, and its store."""
    quads = [
        Quad(NamedNode(RESOURCE + thing), NamedNode(name), value, NamedNode(GRAPHS + graph))
        for thing, told in things.items()
        for name, value in told.items()
    ]
    (folder / DUMPS).mkdir(parents=True)
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    (folder / DUMPS / NQUADS).write_bytes(b"".join(sorted(lines)))
    build_store(folder / DUMPS / NQUADS, folder / STORE)
    return folder


def link(kind: str, score: str, **more: str) -> dict[str, NamedNode | Literal]:
    ends = {"linkSubject": "plan/a/goal/1", "linkObject": "plan/b/goal/2", **more}
    return {
        TYPE: NamedNode(SG[kind]),
        **{str(SG[name]): NamedNode(RESOURCE + end) for name, end in ends.items()},
        str(SG.linkClass): Literal("specific"),
        str(SG.score): Literal(score),
    }


def test_links_between_all_levels_are_told_and_those_of_other_layers_are_not(tmp_path: Path) -> None:
    kinds = ("Alignment", "LevelAlignment", "Continuity", "LayerAlignment", "LayerContinuity")
    old, new = (
        release(tmp_path / name, "alignments", {f"alignment/{kind}": link(kind, score) for kind in kinds})
        for name, score in (("old", "0.1"), ("new", "0.2"))
    )
    told = compare(new, old)["links"]
    assert sorted(told, key=lambda one: one["link"]) == [
        {
            "link": f"{RESOURCE}alignment/{kind}",
            "subject": f"{RESOURCE}plan/a/goal/1",
            "object": f"{RESOURCE}plan/b/goal/2",
            "before": {"class": "specific", "score": 0.1},
            "after": {"class": "specific", "score": 0.2},
        }
        for kind in ("Alignment", "Continuity", "LevelAlignment")
    ]


def test_a_link_that_lacks_an_end_as_old_releases_wrote_it_is_no_link_there(tmp_path: Path) -> None:
    whole = link("Alignment", "0.2")
    old_form = {name: value for name, value in whole.items() if name != str(SG.linkSubject)}
    old = release(tmp_path / "old", "alignments", {"alignment/a": old_form})
    new = release(tmp_path / "new", "alignments", {"alignment/a": whole})
    (told,) = compare(new, old)["links"]
    assert (told["before"], told["after"]) == (None, {"class": "specific", "score": 0.2})
    (told,) = compare(old, new)["links"]
    assert (told["before"], told["after"]) == ({"class": "specific", "score": 0.2}, None)


def test_an_assignment_without_a_weight_is_none_there(tmp_path: Path) -> None:
    whole: dict[str, NamedNode | Literal] = {
        str(SG.target): NamedNode(f"{RESOURCE}plan/a/goal/1"),
        str(SG.descriptor): NamedNode(f"{RESOURCE}descriptor/IX.a"),
        str(SG.status): Literal("assigned"),
        str(SG.weight): Literal("3.0"),
    }
    thing = "assignment/a/goal/1/IX.a"
    old_form = {name: value for name, value in whole.items() if name != str(SG.weight)}
    old = release(tmp_path / "old", "assignments", {thing: old_form})
    new = release(tmp_path / "new", "assignments", {thing: whole})
    assert compare(new, old)["descriptors"] == [
        {
            "assignment": RESOURCE + thing,
            "element": f"{RESOURCE}plan/a/goal/1",
            "descriptor": f"{RESOURCE}descriptor/IX.a",
            "before": None,
            "after": {"status": "assigned", "weight": 3.0, "terms": []},
        }
    ]
