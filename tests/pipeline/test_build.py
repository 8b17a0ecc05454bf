"""From documents to a release: the same bytes every time, a sixth plan by three files, and no half-made release."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from small_plans import MAPPING, TEXT, add_plan, home_of, small_home
from strategraph.errors import ConceptError, MappingError, SettingsError, SourceError
from strategraph.pipeline import STEPS, build, make_graphs
from strategraph.places import Places
from strategraph.release import Release, Step, held, open_release, open_store
from strategraph.settings import Inference, Publication, Settings

GOALS = """
PREFIX sg: <https://w3id.org/strategraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?goal ?text WHERE {
  ?goal a sg:Goal ; dcterms:isPartOf <https://w3id.org/strategraph/resource/plan/zkouska> ; dcterms:description ?text
} ORDER BY ?goal
"""
#: Without the reasoner, which only compares what the rules found.
BY_RULE = Settings(inference=Inference(closure_units=0))


def quiet(room: str, told: str) -> None:
    """Progress that nobody watches."""


def goals(release: Release) -> list[tuple[str, str]]:
    rows = open_store(release).query(GOALS, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [(row["goal"].value.rpartition("/")[2], row["text"].value) for row in rows]  # type: ignore[union-attr]


def hashes(release: Release) -> dict[str, str]:
    files = sorted(path for path in release.dumps_path.rglob("*") if path.is_file())
    made = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return made | {"manifest": hashlib.sha256((release.path / "manifest.json").read_bytes()).hexdigest()}


@pytest.mark.full
def test_a_sixth_plan_needs_a_text_a_description_and_a_mapping(tmp_path: Path) -> None:
    places = small_home(tmp_path / "home")
    add_plan(places)
    release = build(places, Settings(), tmp_path / "build", quiet)
    assert goals(release) == [("1.1", "Cíl jedna"), ("1.2", "Cíl dvě")]
    assert release.manifest["graphs"]["https://w3id.org/strategraph/graph/source/zkouska"] > 0
    units = open_store(release).query(
        "PREFIX sg: <https://w3id.org/strategraph/ontology#> SELECT ?e { ?e a ?kind } VALUES ?kind { sg:NationalObjective sg:RegionalPriority }",
        use_default_graph_as_union=True,
    )
    assert len(list(units)) == 94 + 2  # its two goals are aligned units


@pytest.mark.full
def test_output_is_the_same_from_run_to_run_and_across_hash_seeds(release: Release, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "4711"):
        output = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "strategraph", "build", "--output", str(output)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        made.append(hashes(open_release(output)))
    assert made == [hashes(release)] * 2


def test_the_date_is_that_of_the_sources_or_of_source_date_epoch(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert release.manifest["date"] == "2026-11-21"
    places, output = home_of(tmp_path / "home", "napsi-2006-2008"), tmp_path / "build"
    earlier = build(places, BY_RULE, output, quiet)
    assert earlier.manifest["date"] == "2026-11-21"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    later = build(places, BY_RULE, output, quiet)
    assert (later.manifest["date"], later.id) == ("2023-11-14", earlier.id)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH is 'yesterday': write a number of seconds"):
        build(places, Settings(), output, quiet)


def test_the_base_of_all_iris_is_a_setting(places: Places) -> None:
    base = "https://data.example.org/plany/"
    work = make_graphs(places, replace(BY_RULE, publication=Publication(base)), quiet)
    for name, graph in work.graphs.items():
        assert str(name).startswith(f"{base}graph/")
        wrong = [
            term
            for triple in graph
            for term in triple
            if str(term).startswith("https://w3id.org/strategraph/resource/")
        ]
        assert wrong == []


@pytest.mark.parametrize("fault", ["source", "mapping", "concept"])
def test_a_failed_build_leaves_the_published_release(tmp_path: Path, fault: str) -> None:
    places = home_of(tmp_path / "home")
    folder = add_plan(places)
    before = build(places, BY_RULE, tmp_path / "build", quiet)
    expected: type[Exception]
    if fault == "source":
        (folder / "document.txt").write_text("Jiný text", encoding="utf-8")
        expected = SourceError
    elif fault == "mapping":
        add_plan(places, text=TEXT + "a nikdo neví proč\n")
        expected = MappingError
    else:
        rule = '\n[[line]]\nrule = "d"\nmatch = \'(?P<code>[IVX]+\\.[a-z]) (?P<label>.+)\'\nuse = "descriptor"\n'
        add_plan(places, text=TEXT + "IX.z vymyšlený deskriptor\n", mapping=MAPPING + rule)
        expected = ConceptError
    with pytest.raises(expected):
        build(places, Settings(), tmp_path / "build", quiet)
    after = open_release(tmp_path / "build")
    assert after == before
    assert goals(after) == [("1.1", "Cíl jedna"), ("1.2", "Cíl dvě")]


def test_a_mapping_whose_document_is_gone_stops_the_build(tmp_path: Path) -> None:
    places = home_of(tmp_path / "home", "napsi-2006-2008")
    shutil.rmtree(add_plan(places))
    with pytest.raises(MappingError) as caught:
        build(places, Settings(), tmp_path / "build", quiet)
    assert str(caught.value) == (
        "mappings/documents/zkouska.toml is the mapping of a plan that has no folder below data/sources: "
        "put its document back, or remove the mapping too."
    )


def test_a_release_that_is_served_outlives_later_builds(tmp_path: Path) -> None:
    places, output = home_of(tmp_path / "home"), tmp_path / "build"
    add_plan(places)
    served = build(places, BY_RULE, output, quiet)
    with held(served.path):
        for number in range(4):
            add_plan(places, text=TEXT + f"1.{number + 3} Cíl navíc\n")
            build(places, BY_RULE, output, quiet)
        assert goals(served) == [("1.1", "Cíl jedna"), ("1.2", "Cíl dvě")]
        assert len(list((output / "releases").iterdir())) == 4
    add_plan(places, text=TEXT + "1.9 Cíl poslední\n")
    build(places, BY_RULE, output, quiet)
    assert not served.path.exists()
    assert len(list((output / "releases").iterdir())) == 3


TWO_GOALS = [("1.1", "Cíl jedna"), ("1.2", "Cíl dvě")]
THREE_GOALS = [*TWO_GOALS, ("1.3", "Cíl tři")]
KILLED = """
import os, signal, sys
from pathlib import Path
from strategraph.pipeline import build
from strategraph.places import find_places
from strategraph.settings import Inference, Settings

def progress(room, told):
    if f"{room} {told}".strip() == sys.argv[2] or (room == sys.argv[2] and not told):
        os.kill(os.getpid(), signal.SIGKILL)

build(find_places(sys.argv[3]), Settings(inference=Inference(closure_units=0)), Path(sys.argv[1]), progress)
"""


@pytest.fixture(scope="module")
def two_goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of a plan of two goals; each test takes a copy."""
    folder = tmp_path_factory.mktemp("two")
    places = home_of(folder / "home")
    add_plan(places)
    build(places, BY_RULE, folder / "build", quiet)
    return folder / "build"


@pytest.fixture(scope="module")
def three_goals(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A home whose plan has a third goal."""
    places = home_of(tmp_path_factory.mktemp("three") / "home")
    add_plan(places, text=TEXT + "1.3 Cíl tři\n")
    return places


@pytest.mark.full
@pytest.mark.parametrize("step", [*STEPS, *(f"release {step}" for step in Step)])
def test_kill_9_at_any_step_leaves_a_whole_release(
    tmp_path: Path, two_goals: Path, three_goals: Places, step: str
) -> None:
    output = shutil.copytree(two_goals, tmp_path / "build", symlinks=True)
    before = open_release(output)
    command = [sys.executable, "-c", KILLED, str(output), step, str(three_goals.home)]
    killed = subprocess.run(command, capture_output=True)
    assert killed.returncode == -9, killed.stderr
    if step == f"release {Step.PRUNE}":  # the new release is current, only the old ones are not removed yet
        assert goals(open_release(output)) == THREE_GOALS
    else:
        assert open_release(output) == before
        assert goals(before) == TWO_GOALS
    after = build(three_goals, BY_RULE, output, quiet)
    assert goals(after) == THREE_GOALS
    assert open_release(output) == after
    assert [path.name for path in (output / "releases").iterdir() if ".tmp" in path.name] == []
