"""The search index of a release: made of its graphs, among its checksums, and read where nothing may be written."""

import shutil
from pathlib import Path

import pytest

from strategraph.errors import ReleaseError
from strategraph.places import Places
from strategraph.query_files import Query, read_query
from strategraph.release import Question, Release, entries_of, form_of, open_index, open_release, publish
from strategraph.release.search import write_index
from strategraph.release.store import said_in


@pytest.fixture(scope="session")
def searched(places: Places) -> Query:
    return read_query(places.queries / "search" / "entries.rq")


def test_a_release_has_an_index_of_its_graphs_among_its_checksums(tmp_path, graphs, names, about, searched):
    release = publish(graphs, tmp_path, names, about, searched=searched)
    assert release.manifest["index"] == form_of(searched)
    found = open_index(release.index_path).find(Question("cil"))
    assert [(hit.entry.labels, hit.entry.kind, hit.entry.codes) for hit in found.hits] == [
        ({"cs": "Cíl"}, "goal", ("1",))
    ]
    files = {f"index/{path.name}" for path in release.index_path.iterdir()}
    sums = {line.split("  ")[1] for line in (release.path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert len(files) == 8
    assert files <= sums


def test_the_index_does_not_change_what_a_release_is_called(tmp_path, variant, names, about, searched):
    with_index = publish(variant(), tmp_path / "a", names, about, searched=searched)
    assert with_index.id == publish(variant(), tmp_path / "b", names, about).id
    assert publish(variant(), tmp_path / "a", names, about, searched=searched) == with_index


def test_a_release_without_an_index_is_published_anew_with_one(tmp_path, variant, names, about, searched):
    without = publish(variant(), tmp_path, names, about)
    assert not without.index_path.exists()
    assert publish(variant(), tmp_path, names, about).edition == without.id
    assert publish(variant(), tmp_path, names, about, searched=searched).edition == f"{without.id}.2"


@pytest.mark.parametrize("harm", ["change", "remove"])
def test_a_damaged_index_is_refused_by_the_name_of_its_file(tmp_path, graphs, names, about, searched, harm):
    release = publish(graphs, tmp_path, names, about, searched=searched)
    [file] = release.index_path.glob("*.idx")
    if harm == "change":
        file.write_bytes(b"x" + file.read_bytes()[1:])
    else:
        file.unlink()
    with pytest.raises(ReleaseError, match=f"The release is damaged: {file} is (not what|missing)"):
        open_release(tmp_path)


def test_asking_leaves_the_release_as_it_was_and_needs_no_right_to_write(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(release.index_path, folder)
    before = sorted(path.name for path in folder.iterdir())
    folder.chmod(0o500)
    try:
        index = open_index(folder)
        assert index.find(Question("bydlení")).total == 16
        assert sorted(path.name for path in folder.iterdir()) == before
    finally:
        folder.chmod(0o700)
    assert open_release(release.path.parents[1]) == release


def test_nothing_is_left_beside_an_index_and_all_of_it_can_be_read(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    index = open_index(release.index_path)
    assert list(tmp_path.iterdir()) == []
    found = index.find(Question("sociální bydlení", typing=True), limit=len(index))
    assert found.hits
    assert found.facets["plan"]


def test_what_is_no_index_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"The search index .* cannot be read: .*Build the release again"):
        open_index(tmp_path)


def test_an_index_that_cannot_be_written_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("strategraph.release.search.folders._fill", full)
    with pytest.raises(ReleaseError, match=r"The search index .* cannot be written: .*No space left"):
        write_index((), tmp_path / "index")


def test_the_same_release_gives_the_same_entries_in_the_same_order(release: Release, searched: Query) -> None:
    first, second = (entries_of(said_in(release.store_path, searched)) for _ in range(2))
    assert first == second
    index = open_index(release.index_path)
    assert tuple(hit.entry for hit in index.find(Question(), limit=1000).hits) == first
    kinds = dict.fromkeys(entry.kind for entry in first)
    assert {kind: sum(entry.kind == kind for entry in first) for kind in kinds} == {
        "plan": 5, "descriptor": 28, "theme": 10, "body": 11, "territory": 4, "level": 7,
        "section": 24, "goal": 135, "priority": 15, "measure": 51,
    }  # fmt: skip
    assert [entry.iri for entry in first if not (entry.labels or entry.texts)] == []


def test_another_query_or_way_of_indexing_is_another_form(searched: Query, monkeypatch: pytest.MonkeyPatch) -> None:
    now = form_of(searched)
    monkeypatch.setattr("strategraph.release.search.folders._FORM", "other")
    assert form_of(searched) != now
