"""A release is complete or not there: whatever fails, and whenever, the published one stays and answers."""

import json
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import URIRef

import strategraph
from release.conftest import folders, labels
from strategraph.catalogue import About
from strategraph.errors import ReleaseError
from strategraph.release import Step, open_release, open_store, publish


def test_a_release_holds_everything_and_opens(tmp_path, graphs, names, about):
    told = []
    release = publish(graphs, tmp_path, names, about, told.append)
    assert told == list(Step)
    assert release == open_release(tmp_path)
    assert release.path == (tmp_path / "releases" / release.id).resolve()
    assert (tmp_path / "current").readlink() == Path("releases", release.id)
    files = ["SHA256SUMS", "dumps", "making.json", "manifest.json", "store"]
    assert sorted(path.name for path in release.path.iterdir()) == files
    assert (len(open_store(release)), labels(release)) == (9, ["Cíl"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "changes", "current", "releases"]


def test_the_manifest(tmp_path, graphs, names, about):
    release = publish(graphs, tmp_path, names, about)
    manifest = json.loads((release.path / "manifest.json").read_text(encoding="utf-8"))
    files = manifest.pop("files")
    assert manifest == {
        "release": release.id,
        "date": "2024-05-31",
        "base": "https://example.org/",
        "strategraph": strategraph.__version__,
        "libraries": {name: version(name) for name in ("pyoxigraph", "rdflib", "simplemma", "tantivy")},
        "index": "",
        "answers": {},
        "statements": 9,
        "graphs": {
            "https://example.org/graph/metadata": 1,
            "https://example.org/graph/ontology": 5,
            "https://example.org/graph/source/p": 3,
        },
        "sources": [{"plan": "p", "sha256": "ab" * 32, "file": "p.txt"}],
    }
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release.path, capture_output=True, text=True
    )
    assert checked.returncode == 0
    sums = dict(reversed(line.split("  ")) for line in (release.path / "SHA256SUMS").read_text().splitlines())
    assert files == {path: digits for path, digits in sums.items() if path.startswith("dumps/")}
    assert {path for path in sums if path.startswith("store/")}


def test_the_same_inputs_give_the_same_bytes_in_another_folder(tmp_path, variant, names, about):
    first, second = (publish(variant(), tmp_path / place, names, about) for place in ("a", "b"))
    kept = [path.relative_to(first.path) for path in (*first.dumps_path.rglob("*.*"), first.path / "manifest.json")]
    assert len(kept) == 7
    assert [(first.path / path).read_bytes() for path in kept] == [(second.path / path).read_bytes() for path in kept]


def test_publishing_the_same_again_keeps_the_release(tmp_path, variant, names, about):
    first = publish(variant(), tmp_path, names, about)
    inode = (first.path / "store" / "CURRENT").stat().st_ino
    other = publish(variant(label="Jiný"), tmp_path, names, about)
    told = []
    again = publish(variant(), tmp_path, names, about, told.append)
    assert again == first == open_release(tmp_path)
    assert (first.path / "store" / "CURRENT").stat().st_ino == inode
    assert told == [Step.ORDER, Step.CLEAN, Step.DUMPS, Step.CURRENT, Step.PRUNE]
    assert folders(tmp_path) == sorted([first.id, other.id])


def test_other_metadata_give_the_same_id_in_a_directory_of_its_own(tmp_path, variant, names, about):
    first = publish(variant(), tmp_path, names, about)
    second = publish(variant(modified="2025-01-01"), tmp_path, names, about)
    third = publish(variant(), tmp_path, names, About("2025-01-01"))
    assert [second.id, second.edition] == [first.id, f"{first.id}.2"]
    assert [third.id, third.edition] == [first.id, f"{first.id}.3"]
    assert open_release(tmp_path) == third
    assert folders(tmp_path) == [first.id, f"{first.id}.2", f"{first.id}.3"]


def test_two_older_releases_stay(tmp_path, variant, names, about):
    releases = [publish(variant(label=label), tmp_path, names, about) for label in "ABC"]
    publish(variant(label="A"), tmp_path, names, about)
    last = publish(variant(label="D"), tmp_path, names, about)
    assert folders(tmp_path) == sorted([releases[0].id, releases[2].id, last.id])


@pytest.mark.parametrize("step", list(Step))
def test_a_failure_at_any_step_leaves_the_release_before(tmp_path, variant, names, about, step):
    first = publish(variant(), tmp_path, names, about)

    def fail(told):
        if told == step:
            raise OSError(28, "No space left on device")

    with pytest.raises(ReleaseError) as fault:
        publish(variant(label="Nový"), tmp_path, names, about, fail)
    assert str(fault.value) == (
        f"The release cannot be written below {tmp_path}: [Errno 28] No space left on device. "
        "What was published before is untouched."
    )
    assert not [name for name in folders(tmp_path) if ".tmp" in name]
    assert labels(open_release(tmp_path)) == (["Nový"] if step == Step.PRUNE else ["Cíl"])
    assert first.id in folders(tmp_path)


def test_a_store_that_cannot_be_built_beside_the_dumps_leaves_the_release_before(
    tmp_path, variant, names, about, monkeypatch
):
    first = publish(variant(), tmp_path, names, about)

    def fail(nquads, folder):
        folder.mkdir()
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr("strategraph.release.publication.build_store", fail)
    with pytest.raises(ReleaseError) as fault:
        publish(variant(label="Nový"), tmp_path, names, about)
    assert "[Errno 28] No space left on device" in str(fault.value)
    assert folders(tmp_path) == [first.id]
    assert labels(open_release(tmp_path)) == ["Cíl"]


def test_dumps_that_cannot_be_written_beside_the_store_leave_the_release_before(
    tmp_path, variant, names, about, monkeypatch
):
    first = publish(variant(), tmp_path, names, about)

    def fail(*lines):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("strategraph.release.dumps.sorted_bodies", fail)
    with pytest.raises(ReleaseError) as fault:
        publish(variant(label="Nový"), tmp_path, names, about)
    assert "[Errno 28] No space left on device" in str(fault.value)
    assert folders(tmp_path) == [first.id], "the store that was begun is gone, too"
    assert labels(open_release(tmp_path)) == ["Cíl"]


def test_leftovers_of_a_killed_build_are_removed(tmp_path, graphs, names, about):
    left = tmp_path / "releases" / "0123456789abcdef.tmp-1"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    (tmp_path / "current.tmp").symlink_to("releases/nowhere")
    release = publish(graphs, tmp_path, names, about)
    assert folders(tmp_path) == [release.id]
    assert not (tmp_path / "current.tmp").is_symlink()


def test_a_second_build_at_the_same_time_is_refused(tmp_path, variant, names, about):
    def build_too(step):
        if step == Step.STORE:
            publish(variant(label="Druhý"), tmp_path, names, about)

    with pytest.raises(ReleaseError) as fault:
        publish(variant(), tmp_path, names, about, build_too)
    assert str(fault.value) == f"Another build is writing to {tmp_path}: wait until it ends, then build again."
    assert labels(publish(variant(), tmp_path, names, about)) == ["Cíl"]


def test_statements_that_the_store_takes_for_one_are_refused(tmp_path, graphs, names, about):
    source = graphs[names.source("p")]
    for subject, predicate, value in list(source):
        if str(value) == "01":
            source.add((subject, predicate, type(value)("1", datatype=value.datatype)))
    with pytest.raises(ReleaseError) as fault:
        publish(graphs, tmp_path, names, about)
    assert str(fault.value).startswith(
        "The store holds 3 statements of <https://example.org/graph/source/p>, the dumps hold 4: "
    )
    assert folders(tmp_path) == []


def test_an_iri_that_is_none_is_refused_before_anything_is_written(tmp_path, graphs, names, about):
    graphs[names.source("p")].add(
        (URIRef("not an IRI"), URIRef("https://example.org/p"), URIRef("https://example.org/o"))
    )
    with pytest.raises(ReleaseError) as fault:
        publish(graphs, tmp_path / "out", names, about)
    assert str(fault.value).startswith("'not an IRI' cannot be published: ")
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_an_error(tmp_path, graphs, names, about):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseError) as fault:
        publish(graphs, tmp_path / "file", names, about)
    assert str(fault.value).startswith(f"The release cannot be written below {tmp_path / 'file'}: [Errno 20] ")


def test_reading_does_not_change_a_release(tmp_path, graphs, names, about):
    release = publish(graphs, tmp_path, names, about)
    first, second = open_store(release), Store.read_only(str(release.store_path))
    assert (len(first), len(second)) == (9, 9)
    assert open_release(tmp_path) == release


def damage(path, how):
    if how == "changed":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    else:
        path.unlink()


def sound_files(release):
    return [path for path in sorted(release.path.rglob("*")) if path.is_file() and path.stat().st_size]


@pytest.mark.parametrize("how, words", [("changed", "differs"), ("gone", "is missing")])
def test_damage_to_any_file_is_named(tmp_path, graphs, names, about, how, words):
    release = publish(graphs, tmp_path, names, about)
    for path in sound_files(release):
        if path.name == "SHA256SUMS":
            continue
        whole = path.read_bytes()
        damage(path, how)
        with pytest.raises(ReleaseError) as fault:
            open_release(tmp_path)
        assert f"{path} " in str(fault.value)
        assert words in str(fault.value)
        path.write_bytes(whole)
    assert open_release(tmp_path) == release


def test_a_file_that_is_listed_nowhere_is_damage(tmp_path, graphs, names, about):
    release = publish(graphs, tmp_path, names, about)
    (release.path / "store" / "extra").write_text("x")
    with pytest.raises(ReleaseError) as fault:
        open_release(tmp_path)
    assert str(fault.value) == (
        f"The release is damaged: {release.path / 'store' / 'extra'} is not listed in SHA256SUMS. "
        "Build it again with `strategraph build`."
    )


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_damaged_checksums_are_damage(tmp_path, graphs, names, about, how):
    release = publish(graphs, tmp_path, names, about)
    damage(release.path / "SHA256SUMS", how)
    with pytest.raises(ReleaseError) as fault:
        open_release(tmp_path)
    assert str(fault.value).startswith("The release is damaged: ")


def test_a_damaged_release_is_built_again_beside_it(tmp_path, variant, names, about):
    first = publish(variant(), tmp_path, names, about)
    (first.path / "store" / "CURRENT").write_text("x")
    again = publish(variant(), tmp_path, names, about)
    assert (again.id, again.edition) == (first.id, f"{first.id}.2")
    assert open_release(tmp_path) == again


def test_no_release_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(ReleaseError) as fault:
        open_release(tmp_path)
    assert str(fault.value) == f"There is no release in {tmp_path}: make one with `strategraph build`."
