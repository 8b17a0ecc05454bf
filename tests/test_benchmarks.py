import csv
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

import annif_comparison
import build_time
import endpoint_isolation
import subjects_speed
from annif_files import BASE, COMPARED, OWN, PRINTED, Goal, folds_of, goals_of, read_of, reduced, vocabulary
from peer_environment import peer_environment
from strategraph.concepts import Descriptor
from strategraph.pipeline import Work
from strategraph.subjects import Outcome, Term


def test_a_target_that_is_missed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_time.told("a", 0.1, 0.1, "once")
    assert not build_time.told("b", 0.11, 0.1, "twice")
    assert capsys.readouterr().out.splitlines() == [
        "a                          0.100 s   target 0.1 s: met   (once)",
        "b                          0.110 s   target 0.1 s: MISSED   (twice)",
    ]


def test_what_good_queries_take_is_told_against_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    assert endpoint_isolation.p95([1.0] * 99 + [9.0]) == 1
    assert endpoint_isolation.told("a", 1.0, 1)
    assert not endpoint_isolation.told("b", 1.1, 1)
    assert [line.split("target ")[1] for line in capsys.readouterr().out.splitlines()] == ["1: met", "1: MISSED"]


def test_what_is_compared_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([9, 9, 1, 5, 2, 6, 3, 7, 4, 8])
    ran: list[str] = []

    def timed(command: list[str]) -> float:
        ran.append(command[0])
        return float(next(seconds))

    monkeypatch.setattr(build_time, "timed", timed)
    assert build_time.alternate({"one": ["a"], "other": ["b"]}, 1) == {"one": 2.5, "other": 6.5}
    assert ran == ["a", "b"] * 5


def test_a_command_that_fails_ends_the_measurement() -> None:
    assert build_time.timed([sys.executable, "-c", "pass"]) > 0
    with pytest.raises(subprocess.CalledProcessError):
        build_time.timed([sys.executable, "-c", "raise SystemExit(1)"])


def test_the_generated_goals_are_the_same_for_the_same_seed() -> None:
    indexer, texts = subjects_speed.prepared()
    goals = list(subjects_speed.generated(texts, indexer, 20, 3))
    assert goals == list(subjects_speed.generated(texts, indexer, 20, 3))
    assert goals != list(subjects_speed.generated(texts, indexer, 20, 4))
    assert all(len(text.split()) >= 9 and len(headings) == 2 for text, headings in goals)
    assert sum(bool(indexer.assign(text, headings)) for text, headings in goals) >= 18
    assert subjects_speed.run(indexer, goals) > 0


def test_a_missed_speed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert not subjects_speed.told("goals per second", 4999, 5000, False)
    assert capsys.readouterr().out.split() == ["goals", "per", "second", "4999", "target", "5000:", "MISSED"]


def test_annif_never_learns_from_the_section_it_is_tested_on(work: Work, tmp_path: Path) -> None:
    goals = goals_of(next(plan for plan in work.plans if plan.id == annif_comparison.PLAN))
    sections = sorted({goal.section for goal in goals})
    folds = folds_of(goals, tmp_path)
    assert len(goals) == 38
    assert len(folds) == len(sections) == 15
    texts = {goal.key: read_of(goal, OWN, PRINTED) for goal in goals}
    assert len(set(texts.values())) == 38
    for section, fold in zip(sections, folds, strict=True):
        inside = [texts[goal.key] for goal in goals if goal.section == section]
        assert fold["tests"]["own-printed"] == inside
        learned = [row["text"] for row in rows(fold["lessons"]["own-printed-False"])]
        assert sorted(learned + inside) == sorted(texts.values())
        assert {row["text"] for row in rows(fold["lessons"]["own-printed-True"])} == set(learned)


def test_what_annif_is_given_is_written_as_it_reads_it(tmp_path: Path) -> None:
    goals = [
        Goal("1.a", "1", "První\tcíle, péče.", ("Oddíl",), frozenset({"IX.c", "IX.a"})),
        Goal("2.a", "2", "Druhý cíl", (), frozenset({"XVI.d"})),
    ]
    one, other = folds_of(goals, tmp_path)
    assert one["tests"] == {
        "own-printed": ["První cíle, péče."],
        "own-compared": ["prvn cíl péče"],
        "whole-printed": ["První cíle, péče.\nOddíl"],
        "whole-compared": ["prvn cíl péče\noddil"],
    }
    iris = [f"<{BASE}IX.a>", f"<{BASE}IX.c>"]
    text = "První cíle, péče.\nOddíl"
    assert rows(other["lessons"]["whole-printed-False"]) == [{"text": text, "subject_uris": " ".join(iris)}]
    assert rows(other["lessons"]["whole-printed-True"]) == [{"text": text, "subject_uris": iri} for iri in iris]
    assert rows(one["lessons"]["own-printed-False"]) == [{"text": "Druhý cíl", "subject_uris": f"<{BASE}XVI.d>"}]


def test_the_vocabulary_has_full_terms_as_alternative_labels() -> None:
    descriptors = [Descriptor("IX.a", "sociální poradenství", "social counselling", (), "", "")]
    terms = [Term("IX.a", "poradny", 1, False, "-", "theme"), Term("IX.a", "porad*", 1, False, "-", "theme")]
    concept = URIRef(f"{BASE}IX.a")
    assert set(vocabulary(descriptors, terms, PRINTED)) == {
        (concept, RDF.type, SKOS.Concept),
        (concept, SKOS.prefLabel, Literal("sociální poradenství", lang="cs")),
        (concept, SKOS.altLabel, Literal("poradny", lang="cs")),
    }
    assert set(vocabulary(descriptors, terms, COMPARED)) == {
        (concept, RDF.type, SKOS.Concept),
        (concept, SKOS.prefLabel, Literal("socialn poradenstv", lang="cs")),
        (concept, SKOS.altLabel, Literal("poradn", lang="cs")),
    }


def test_reduced_words_stand_a_sentence_on_a_line() -> None:
    assert reduced("") == ""
    assert reduced("Byty (soc. byty). Rady obcí!") == "byt socialn byt\nrada obec"


def test_annif_gets_the_reading_the_threshold_and_the_limit_that_suit_it_best() -> None:
    goals = [Goal(key, "1", "", (), frozenset({"IX.a"})) for key in "ab"]
    poor = [{"IX.a": 0.0, "IX.b": 0.25}, {"IX.b": 0.25}]
    good = [{"IX.a": 0.5, "IX.b": 0.25}, {"IX.a": 0.375, "IX.b": 0.375}]
    assert annif_comparison.best(goals, [poor, good]) == [
        Outcome("a", frozenset({"IX.a"}), frozenset({"IX.a"}), ("IX.a", "IX.b")),
        Outcome("b", frozenset({"IX.a"}), frozenset({"IX.a"}), ("IX.a", "IX.b")),
    ]
    tied = annif_comparison.best(goals, [[{"IX.a": 0.3, "IX.b": 0.3}, {"IX.b": 0.3}]])
    assert [one.given for one in tied] == [{"IX.a"}, {"IX.b"}]
    assert annif_comparison.mean([poor, good]) == [{"IX.a": 0.25, "IX.b": 0.25}, {"IX.a": 0.1875, "IX.b": 0.3125}]


def test_how_far_ahead_is_told_with_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    right = [Outcome(key, frozenset({"IX.a"}), frozenset({"IX.a"}), ()) for key in "abcd"]
    half = [*right[:2], *(Outcome(key, frozenset({"IX.a"}), frozenset({"IX.b"}), ()) for key in "cd")]
    assert annif_comparison.difference(right, right) == (0.0, 0.0, 0.0)
    value, low, high = annif_comparison.difference(right, half)
    assert (value, low, high) == (0.5, 0.0, 1.0)
    assert annif_comparison.told("ahead", value, low, high, 0.5)
    assert not annif_comparison.told("ahead", value, low, high, 0.6)
    assert capsys.readouterr().out.splitlines() == [
        "ahead                              +0.500 (+0.000 to +1.000)   target +0.50: met",
        "ahead                              +0.500 (+0.000 to +1.000)   target +0.60: MISSED",
    ]


@pytest.mark.full  # makes a virtual environment
def test_where_a_peer_cannot_be_installed_nothing_is_compared(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("--no-index\nnothing==1 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        peer_environment("Annif", tmp_path / "venv", lock)
    assert str(stopped.value).startswith(f"Annif could not be installed into {tmp_path / 'venv'}")
    assert "Nothing is compared." in str(stopped.value)
    assert not (tmp_path / "venv" / ".installed").exists()


def rows(path: object) -> list[dict[str, str]]:
    with Path(str(path)).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
