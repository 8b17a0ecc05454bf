"""What a release takes over from the one before is what it would have been, made anew, and the one before stays as it was."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import RDF, Graph, Literal, URIRef

from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.namespaces import SG
from strategraph.release import Release, dumps, open_release, publication, publish, store
from strategraph.release.checksums import verify
from strategraph.release.differences import changed
from strategraph.release.dumps import render

NAMES = GraphNames("https://example.org/")
#: Names that begin alike, are written with a prefix, with escapes in it, with characters that come before and after ">".
SUBJECTS = (
    "https://example.org/a", "https://example.org/a/b", "https://example.org/a~", "https://example.org/a?b", "https://example.org/č",
    *(f"{SG}{name}" for name in ("a", "a.b", "a/b", "a(b)", "a.", "", "%20~-_")), "http://purl.org/dc/terms/title", "urn:x",
)  # fmt: skip
VALUES = (
    SG.Goal,
    URIRef("urn:x"),
    Literal("a .\n<b> "),
    Literal("\t. ", lang="cs"),
    Literal(1),
    Literal("a\\b \x01 \u2028"),
)
PLACES = (NAMES.source("p"), NAMES.source("q"), NAMES.named("metadata"))
STATEMENT = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(SUBJECTS), st.sampled_from((RDF.type, SG.theme, SG.Goal)), st.sampled_from(VALUES)
)  # fmt: skip
STATEMENTS = st.sets(STATEMENT, max_size=40)
Statements = set[tuple[URIRef, str, URIRef, URIRef | Literal]]


@pytest.fixture(autouse=True)
def _at_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "_WORTH", 0)
    monkeypatch.setattr(dumps, "_SHARE", 100.0)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The stores that were built anew."""
    found: list[Path] = []

    def build(nquads: Path, folder: Path) -> None:
        found.append(folder)
        store.build_store(nquads, folder)

    monkeypatch.setattr(publication, "build_store", build)
    return found


def graphs_of(statements: Statements, places: tuple[URIRef, ...] = PLACES) -> dict[URIRef, Graph]:
    graphs = {name: Graph() for name in places}
    for name, subject, property_, value in statements:
        if name in graphs:
            graphs[name].add((URIRef(subject), property_, value))
    return graphs


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


@given(STATEMENTS, STATEMENTS, STATEMENTS, st.sampled_from((PLACES, PLACES[:2], PLACES[1:])))
def test_the_files_are_those_that_would_be_made_anew(
    both: Statements, new: Statements, old: Statements, were: tuple[URIRef, ...]
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(dumps, "_SHARE", 1000.0)
        folder = Path(name)
        before = render(graphs_of(both | old, were), NAMES, folder / "before")
        anew = render(graphs_of(both | new), NAMES, folder / "anew")
        over = render(graphs_of(both | new), NAMES, folder / "over", earlier=lambda: before.folder)
        assert contents(over.folder) == contents(anew.folder)
        assert (over.id, over.counts, over.files) == (anew.id, anew.counts, anew.files)


@settings(max_examples=20)
@given(STATEMENTS, STATEMENTS, STATEMENTS)
def test_a_store_that_grows_is_the_store_that_would_be_built(
    both: Statements, new: Statements, old: Statements
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = [
            render(graphs_of(both | some), NAMES, folder / called).folder / "strategraph.nq"
            for called, some in (("before", old), ("after", new))
        ]
        for path in paths:
            store.build_store(path, path.with_name("store"))
        before, after = (path.with_name("store") for path in paths)
        was = set(Store.read_only(str(before)))
        difference = changed(paths[1], paths[0], 1000.0)
        if difference is None:  # the new file is empty, and the old one is not
            assert not paths[1].stat().st_size
            return
        store.grow_store(before, difference, folder / "grown")
        stores = [Store.read_only(str(one)) for one in (folder / "grown", after)]
        assert set(stores[0]) == set(stores[1])
        assert set(stores[0].named_graphs()) == set(stores[1].named_graphs())
        assert set(Store.read_only(str(before))) == was


def many(label: str = "Cíl", number: int = 50) -> Mapping[URIRef, Graph]:
    goals = [f"https://example.org/goal/{one}" for one in range(number)]
    said: Statements = {(PLACES[0], goal, RDF.type, SG.Goal) for goal in goals}
    said |= {(PLACES[0], goal, SG.theme, Literal(f"{label} {goal}" if goal.endswith("7") else goal)) for goal in goals}
    return graphs_of(said, PLACES[:1])


def grown(release: Release) -> bool:
    """Has the store files that are those of another store, too?"""
    return any(file.stat().st_nlink > 1 for file in release.store_path.glob("*.sst"))


def test_a_release_grows_from_the_one_before_which_stays_as_it_was(
    tmp_path: Path, about: About, built: list[Path]
) -> None:
    first = publish(many(), tmp_path, NAMES, about)
    second = publish(many("Záměr"), tmp_path, NAMES, about)
    assert (len(built), grown(second)) == (1, True)
    for release in (first, second):
        verify(release.path)
    anew = publish(many("Záměr"), tmp_path / "other", NAMES, about)
    assert (len(built), second.manifest) == (2, anew.manifest)
    assert contents(second.dumps_path) == contents(anew.dumps_path)
    assert set(Store.read_only(str(second.store_path))) == set(Store.read_only(str(anew.store_path)))
    assert open_release(tmp_path) == second


def _damage(release: Release) -> None:
    (release.dumps_path / "strategraph.trig").write_bytes(b"")


def _rewritten(name: str, old: str, new: str) -> Callable[[Release], None]:
    def rewrite(release: Release) -> None:
        path = release.path / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        (release.path / "SHA256SUMS").unlink()
        publication.write_sums(release.path)

    return rewrite


@pytest.mark.parametrize(
    "spoil",
    [
        _damage,
        _rewritten("manifest.json", '"pyoxigraph": "', '"pyoxigraph": "0.'),
        _rewritten("manifest.json", "{", "["),
        _rewritten("making.json", '"program": "', '"program": "0'),
        _rewritten("making.json", '"grown": 0', '"grown": []'),
    ],
)
def test_what_is_damaged_or_of_another_version_is_not_taken_over(
    tmp_path: Path, about: About, built: list[Path], spoil: Callable[[Release], None]
) -> None:
    spoil(publish(many(), tmp_path, NAMES, about))
    second = publish(many("Záměr"), tmp_path, NAMES, about)
    assert (len(built), grown(second)) == (2, False)
    verify(second.path)


def test_where_much_has_changed_all_is_made_anew(
    tmp_path: Path, about: About, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dumps, "_SHARE", 0.1)
    publish(many(), tmp_path, NAMES, about)
    assert not grown(publish(many(number=70), tmp_path, NAMES, about))
    assert len(built) == 2


def test_a_store_that_has_grown_five_times_is_built_anew(tmp_path: Path, about: About, built: list[Path]) -> None:
    releases = [publish(many(f"Cíl {number}"), tmp_path, NAMES, about) for number in range(8)]
    assert len(built) == 2
    said = [json.loads((one.path / "making.json").read_text(encoding="utf-8"))["grown"] for one in releases[-3:]]
    assert said == [5, 0, 1]
    assert len(Store.read_only(str(releases[-1].store_path))) == 100


@pytest.mark.parametrize("fault", [PermissionError(1, "Operation not permitted"), RuntimeError("damaged")])
def test_a_store_that_cannot_grow_is_built(
    tmp_path: Path, about: About, built: list[Path], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """As on a disk that knows no second names, or of another user."""

    def fail(before: Path, difference: object, folder: Path) -> None:
        folder.with_name(f"{folder.name}.tmp").mkdir()
        raise fault

    publish(many(), tmp_path, NAMES, about)
    monkeypatch.setattr(publication, "grow_store", fail)
    second = publish(many("Záměr"), tmp_path, NAMES, about)
    assert (len(built), grown(second)) == (2, False)
    verify(second.path)
    assert not list(second.path.glob("*.tmp"))


def test_a_graph_that_is_gone_is_gone_from_the_store(tmp_path: Path, about: About) -> None:
    publish(
        {**many(), PLACES[1]: graphs_of({(PLACES[1], "urn:x", RDF.type, SG.Goal)})[PLACES[1]]}, tmp_path, NAMES, about
    )
    second = publish(many(), tmp_path, NAMES, about)
    assert grown(second)
    assert {one.value for one in Store.read_only(str(second.store_path)).named_graphs()} == {str(PLACES[0])}
