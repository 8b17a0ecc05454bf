import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

import annif_comparison
import build_time
import subjects_speed
from strategraph.concepts import Descriptor
from strategraph.pipeline import Work
from strategraph.subjects import Term


def test_a_target_that_is_missed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_time.told("a", 0.1, 0.1, "once")
    assert not build_time.told("b", 0.11, 0.1, "twice")
    assert capsys.readouterr().out.splitlines() == [
        "a                          0.100 s   target 0.1 s: met   (once)",
        "b                          0.110 s   target 0.1 s: MISSED   (twice)",
    ]


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


def test_annif_never_learns_from_the_section_it_is_tested_on(
    printed: tuple[annif_comparison.Goal, ...], tmp_path: Path
) -> None:
    folds = annif_comparison.folds_of(printed, tmp_path)
    sections = dict.fromkeys(goal.section for goal in printed)
    assert len(printed) == 38
    assert len(folds) == len(sections) == 15
    for section, fold in zip(sections, folds, strict=True):
        learned = [line.split("\t")[0] for line in Path(str(fold["train"])).read_text(encoding="utf-8").splitlines()]
        tested = [annif_comparison.whole(goal) for goal in printed if goal.section == section]
        assert fold["test"] == tested
        assert sorted(learned + tested) == sorted(annif_comparison.whole(goal) for goal in printed)


def test_what_annif_is_given_is_written_as_it_reads_it(tmp_path: Path) -> None:
    goals = [
        annif_comparison.Goal("1.a", "1", "První\tcíl", ("Oddíl",), frozenset({"IX.c", "IX.a"})),
        annif_comparison.Goal("2.a", "2", "Druhý cíl", (), frozenset({"XVI.d"})),
    ]
    folds = annif_comparison.folds_of(goals, tmp_path)
    base = annif_comparison.BASE
    assert Path(str(folds[1]["train"])).read_text(encoding="utf-8") == f"První cíl. Oddíl\t<{base}IX.a> <{base}IX.c>\n"
    assert folds[1]["test"] == ["Druhý cíl"]
    descriptors = [Descriptor("IX.a", "sociální poradenství", "social counselling", (), "", "")]
    terms = [Term("IX.a", "poradna", 1, False, "-", "theme"), Term("IX.a", "porad*", 1, False, "-", "theme")]
    graph = annif_comparison.vocabulary(descriptors, terms)
    concept = URIRef(f"{base}IX.a")
    assert set(graph) == {
        (concept, RDF.type, SKOS.Concept),
        (concept, SKOS.prefLabel, Literal("sociální poradenství", lang="cs")),
        (concept, SKOS.altLabel, Literal("poradna", lang="cs")),
    }


def test_annif_gets_the_threshold_that_suits_it_best() -> None:
    goals = [annif_comparison.Goal(key, "1", "", (), frozenset({"IX.a"})) for key in "ab"]
    parted = annif_comparison.best(goals, [{"IX.a": 0.4, "IX.b": 0.3}, {"IX.a": 0.35, "IX.b": 0.1}])
    assert (parted.micro_f1, parted.first_right) == (1.0, 1.0)
    crossed = annif_comparison.best(goals, [{"IX.a": 0.4, "IX.b": 0.3}, {"IX.b": 0.35, "IX.a": 0.3}])
    assert (round(crossed.micro_f1, 3), crossed.first_right) == (0.667, 0.5)


@pytest.fixture(scope="module")
def printed(work: Work) -> tuple[annif_comparison.Goal, ...]:
    return annif_comparison.goals_of(next(plan for plan in work.plans if plan.id == annif_comparison.PLAN))
