"""How the lexicon does beside Annif, on the goals that print descriptors: both in one run, figures by the same code.

One section of the plan is left out after the other: Annif learns from the goals of the others and suggests for those
left out. Whatever can be chosen is chosen in favour of Annif, on the very goals it is tested on: threshold, number of
descriptors, whether it reads the headings above a goal. The lexicon keeps its fixed threshold. Annif runs in an
environment of its own, `build/annif-venv`, from `annif/requirements.lock`.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from annif_files import BASE, COMPARED, OWN, PRINTED, WHOLE, Goal, folds_of, goals_of, vocabulary
from peer_environment import peer_environment
from strategraph.concepts import Descriptor
from strategraph.places import find_places
from strategraph.settings import Settings
from strategraph.subjects import Indexer, Outcome, Term, figures
from strategraph.subjects_desk import SubjectsDesk

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / "build" / "annif-venv"
REQUIREMENTS = ROOT / "benchmarks" / "annif" / "requirements.lock"
DRIVER = ROOT / "benchmarks" / "annif" / "driver.py"
PLAN = "ap-ssz-2024-2026"
AHEAD, SAMPLES, SEED = 0.15, 1000, 20240101
LABELS, LEXICON = "labels", "lexicon"
#: Trees as small as a corpus of 38 goals needs; the default, 20 examples to a leaf, is for larger ones.
SMALL = {"min_samples_leaf": "5"}
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Project:
    """A project of Annif: backend, labels it knows, words as printed or as the lexicon compares them, options.

    A backend that learns one descriptor of a text only (svc) reads the text anew for `each` of its descriptors.
    """

    backend: str
    labels: str = LABELS
    forms: str = PRINTED
    options: Mapping[str, str] = field(default_factory=dict)
    each: bool = False
    trainings: int = 1


#: stwfsa is not among those with labels alone: 28 labels match too few texts for it to learn from. It compares letters,
#: so it finds Czech words in other forms than those of its labels only where both are reduced before.
PROJECTS = {
    "tfidf, labels": Project("tfidf"),
    "mllm, labels": Project("mllm", options=SMALL),
    "svc, labels": Project("svc", each=True),
    "omikuji, labels": Project("omikuji", trainings=10),
    "mllm, lexicon": Project("mllm", LEXICON, PRINTED, SMALL),
    "stwfsa, lexicon": Project("stwfsa", LEXICON),
    "mllm, lexicon, reduced words": Project("mllm", LEXICON, COMPARED, SMALL),
    "stwfsa, lexicon, reduced words": Project("stwfsa", LEXICON, COMPARED),
}
#: Means of the scores of two projects, as Annif's simple ensemble makes them; those of up to four did hardly better.
MEANS = {
    "mean of mllm and omikuji, labels": ("mllm, labels", "omikuji, labels"),
    "mean of mllm and stwfsa, lexicon": ("mllm, lexicon, reduced words", "stwfsa, lexicon, reduced words"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and return 1 if a target was missed."""
    argparse.ArgumentParser(description="Compare the lexicon with Annif.").parse_args(arguments)
    desk = SubjectsDesk(find_places(), Settings())
    goals = goals_of(desk.plans[PLAN])
    with tempfile.TemporaryDirectory() as folder:
        suggested = suggestions(goals, desk.work.descriptors, desk.work.lexicon.terms, Path(folder))
    ours = [outcome(goal, desk.indexer) for goal in goals]
    theirs = {name: best(goals, attempts) for name, attempts in suggested.items()}
    print(f"{'method':<34}{'micro-F1':>9}{'macro-F1':>9}{'precision':>10}{'recall':>7}{'P@1':>6}{'nDCG':>6}")
    for name, outcomes in {"lexicon of strategraph": ours, **theirs}.items():
        one = figures(outcomes)
        print(
            f"{name:<34}{one.micro_f1:9.3f}{one.macro_f1:9.3f}{one.precision:10.3f}"
            f"{one.recall:7.3f}{one.first_right:6.3f}{one.ndcg:6.3f}"
        )
    met = []
    for labels, target in ((LABELS, AHEAD), (LEXICON, 0.0)):
        rivals = [outcomes for name, outcomes in theirs.items() if labels in name]
        rival = max(rivals, key=lambda outcomes: figures(outcomes).micro_f1)
        met.append(told(f"ahead of the best of Annif, {labels}", *difference(ours, rival), target))
    return 0 if all(met) else 1


def suggestions(
    goals: Sequence[Goal], descriptors: Sequence[Descriptor], terms: Sequence[Term], folder: Path
) -> dict[str, list[list[Scores]]]:
    """Project or mean → for each way of reading, for each goal, the score of each code, its section being unseen."""
    vocabularies = {}
    for labels, forms in ((labels, forms) for labels in (LABELS, LEXICON) for forms in (PRINTED, COMPARED)):
        path = folder / f"{labels}-{forms}.ttl"
        vocabulary(descriptors, terms if labels == LEXICON else (), forms).serialize(path, format="turtle")
        vocabularies[f"{labels}-{forms}"] = str(path)
    projects = [
        {
            "id": f"{number}-{read}",
            "backend": one.backend,
            "vocabulary": f"{one.labels}-{one.forms}",
            "options": dict(one.options),
            "trainings": one.trainings,
            "text": f"{read}-{one.forms}",
            "lesson": f"{read}-{one.forms}-{one.each}",
        }
        for number, one in enumerate(PROJECTS.values())
        for read in (OWN, WHOLE)
    ]
    job = {
        "folder": str(folder), "vocabularies": vocabularies, "projects": projects, "folds": folds_of(goals, folder)
    }  # fmt: skip
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    python = peer_environment("Annif", ENVIRONMENT, REQUIREMENTS)
    run([str(python), str(DRIVER), str(folder / "job.json"), str(folder / "answer.json")], "Annif ended early")
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    found: dict[str, list[list[Scores]]] = {
        name: [
            [{iri.removeprefix(BASE): score for iri, score in one.items()} for one in answer[f"{number}-{read}"]]
            for read in (OWN, WHOLE)
        ]
        for number, name in enumerate(PROJECTS)
    }
    means = {
        name: [mean(attempts) for attempts in product(*(found[one] for one in parts))] for name, parts in MEANS.items()
    }
    return found | means


def mean(attempts: Sequence[Sequence[Scores]]) -> list[Scores]:
    """For each goal the mean score of each code over several projects; one that says nothing of a code gives 0."""
    return [
        {code: sum(one.get(code, 0.0) for one in ones) / len(ones) for code in sorted(set().union(*ones))}
        for ones in zip(*attempts, strict=True)
    ]


def run(command: Sequence[str], failed: str) -> None:
    """Run a program, hashes of words being the same in every run; one that fails ends the comparison."""
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    if done.returncode:
        sys.exit(f"{failed}. Nothing is compared. It said last:\n{done.stderr[-2000:]}")


def outcome(goal: Goal, indexer: Indexer) -> Outcome:
    """What the lexicon gives a goal, at its fixed threshold."""
    ranked = indexer.rank(goal.text, goal.headings)
    given = frozenset(one.code for one in ranked if one.status == "assigned")
    return Outcome(goal.key, goal.codes, given, tuple(one.code for one in ranked))


def best(goals: Sequence[Goal], attempts: Sequence[Sequence[Scores]]) -> list[Outcome]:
    """Of all attempts, thresholds and limits, those with the highest micro-F1 on these very goals."""
    most = max(len(one) for scores in attempts for one in scores)
    tried = [
        (*_highest(goals, scores, limit), limit, number)
        for number, scores in enumerate(attempts)
        for limit in range(1, most + 1)
    ]
    _, mark, limit, number = max(tried, key=lambda one: one[0])
    outcomes = []
    for goal, scores in zip(goals, attempts[number], strict=True):
        ranked = _ranked(scores)
        given = frozenset(code for code in ranked[:limit] if scores[code] >= mark)
        outcomes.append(Outcome(goal.key, goal.codes, given, ranked))
    return outcomes


def _highest(goals: Sequence[Goal], scores: Sequence[Scores], limit: int) -> tuple[float, float]:
    """The highest micro-F1 that any threshold gives, and that threshold; equal scores pass or fail together."""
    given = sorted(
        (
            (one[code], code in goal.codes)
            for goal, one in zip(goals, scores, strict=True)
            for code in _ranked(one)[:limit]
        ),
        reverse=True,
    )
    wanted, hit, reached = sum(len(goal.codes) for goal in goals), 0, [(0.0, 1.0)]
    for number, (mark, right) in enumerate(given, 1):
        hit += right
        if number == len(given) or given[number][0] != mark:
            reached.append((2 * hit / (number + wanted), mark))
    return max(reached)


def _ranked(scores: Scores) -> tuple[str, ...]:
    return tuple(sorted(scores, key=lambda code: (-scores[code], code)))


def difference(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> tuple[float, float, float]:
    """How far our micro-F1 is ahead, with the 95 % interval of a bootstrap over goals, the same for both."""
    chance, pairs, ahead = random.Random(SEED), list(zip(ours, theirs, strict=True)), []
    for sample in [pairs, *(chance.choices(pairs, k=len(pairs)) for _ in range(SAMPLES))]:
        ahead.append(figures([one for one, _ in sample]).micro_f1 - figures([one for _, one in sample]).micro_f1)
    ordered = sorted(ahead[1:])
    return ahead[0], ordered[round(0.025 * (SAMPLES - 1))], ordered[round(0.975 * (SAMPLES - 1))]


def told(what: str, value: float, low: float, high: float, target: float) -> bool:
    """Print one line; true if the target was met."""
    verdict = "met" if value >= target else "MISSED"
    print(f"{what:<34} {value:+.3f} ({low:+.3f} to {high:+.3f})   target {target:+.2f}: {verdict}")
    return value >= target


if __name__ == "__main__":
    sys.exit(main())
