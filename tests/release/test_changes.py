"""A release says what it changes against the one before: statements by graph, and every descriptor that came or went."""

import json
from pathlib import Path
from typing import Any

import pytest

from small_plans import TEXT, add_plan, home_of
from strategraph.pipeline import build
from strategraph.places import Places
from strategraph.release import Release, changes_told
from strategraph.settings import Inference, Settings

#: What the reasoner makes of the same, which takes half of a build, is no matter here.
BY_RULE = Settings(inference=Inference(closure_units=0))
RESOURCE, GRAPH = "https://w3id.org/strategraph/resource/", "https://w3id.org/strategraph/graph/"


def published(places: Places, output: Path) -> Release:
    return build(places, BY_RULE, output, lambda room, told: None)


def changes(release: Release) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(release.changes_path.read_text(encoding="utf-8"))
    return read


def home(folder: Path) -> Places:
    """One small plan whose goals name a debt counselling centre and housing, and a lexicon of two terms."""
    places = home_of(folder / "home")
    add_plan(places, text=TEXT.replace("Cíl jedna", "Dluhová poradna").replace("Cíl dvě", "Dostupné bydlení"))
    for table in (places.mappings / "lexicon").glob("*.csv"):
        table.unlink()
    head = "code,term,weight,exact,note_cs\n"
    for theme, row in (("IX", "IX.a,dluhová poradna,3,,§ 37"), ("XVI", "XVI.d,dostupné bydlení,2,,název")):
        (places.mappings / "lexicon" / f"{theme}.csv").write_text(f"{head}{row}\n", encoding="utf-8")
    return places


def test_the_first_release_has_nothing_to_compare_with(tmp_path: Path) -> None:
    release = published(home(tmp_path), tmp_path / "build")
    assert changes(release) == {"since": None, "statements": {}, "elements": [], "descriptors": [], "links": []}
    assert changes_told(release) == "no earlier release to compare with"


def test_a_term_that_is_deleted_takes_its_assignment_away_and_the_release_says_so(tmp_path: Path) -> None:
    places, output = home(tmp_path), tmp_path / "build"
    first = published(places, output)
    (places.mappings / "lexicon" / "IX.csv").unlink()

    second = published(places, output)

    found = changes(second)
    assert found["since"] == first.edition
    assert found["descriptors"] == [
        {
            "assignment": f"{RESOURCE}assignment/zkouska/goal/1.1/IX.a",
            "element": f"{RESOURCE}plan/zkouska/goal/1.1",
            "descriptor": f"{RESOURCE}descriptor/IX.a",
            "before": {"status": "assigned", "weight": 3.0, "terms": ["dluhová poradna"]},
            "after": None,
        }
    ]
    assert found["statements"][f"{GRAPH}assignments"]["removed"] > 0
    counts = "0 given, 1 taken away, 0 otherwise changed"
    assert changes_told(second) == f"since {first.edition}, descriptors: {counts} (see changes/{second.edition}.json)"


@pytest.mark.full
def test_a_decision_is_a_change_too_and_back_again(tmp_path: Path) -> None:
    places, output = home(tmp_path), tmp_path / "build"
    first = published(places, output)
    table = places.mappings / "decisions" / "zkouska.csv"
    table.parent.mkdir(exist_ok=True)
    head = "kind,key,code,decision,who,when,why,text_sha\n"
    table.write_text(f"{head}goal,1.2,XVI.d,rejected,Eva,2026-11-20,zkouška,0123456789ab\n", encoding="utf-8")
    rejected = published(places, output)
    (one,) = changes(rejected)["descriptors"]
    assert (one["before"]["status"], one["after"]["status"]) == ("assigned", "rejected")
    assert "0 given, 1 taken away, 0 otherwise changed" in changes_told(rejected)
    table.unlink()
    again = published(places, output)
    assert again == first
    assert changes(again)["since"] == rejected.edition
    assert "1 given, 0 taken away, 0 otherwise changed" in changes_told(again)


def test_a_release_that_comes_back_says_what_it_takes_away_and_one_that_stays_says_that(tmp_path: Path) -> None:
    """A, then B with a term more, then A again: the term's assignment goes, though A says the same as before."""
    places, output = home(tmp_path), tmp_path / "build"
    term = places.mappings / "lexicon" / "IX.csv"
    row = term.read_text(encoding="utf-8")
    term.unlink()
    first = published(places, output)
    term.write_text(row, encoding="utf-8")
    second = published(places, output)
    assert [one["before"] for one in changes(second)["descriptors"]] == [None]
    term.unlink()
    said: list[str] = []
    third = build(places, BY_RULE, output, lambda room, told: said.append(told))
    assert third == first
    assert changes(third)["since"] == second.edition
    assert [one["after"] for one in changes(third)["descriptors"]] == [None]
    assert said[-1].startswith(f"since {second.edition}, descriptors: 0 given, 1 taken away, ")
    build(places, BY_RULE, output, lambda room, told: said.append(told))
    assert said[-1] == "the same release as before"
    assert changes(third)["since"] == second.edition


@pytest.mark.full
def test_a_damaged_release_is_not_compared_with(tmp_path: Path) -> None:
    places, output = home(tmp_path), tmp_path / "build"
    first = published(places, output)
    (first.dumps_path / "strategraph.nq").write_bytes(b"")
    assert changes(published(places, output))["since"] is None
