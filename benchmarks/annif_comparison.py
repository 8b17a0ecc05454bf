"""How the lexicon does beside Annif, on the goals that print descriptors: both in one run, figures by the same code.

One section of the plan is left out after the other: Annif learns from the goals of the others and suggests for those
left out. It is given the text with its headings, lemmas by simplemma, and, afterwards, the threshold and the number of
descriptors with which it would have done best on the very goals it is tested on; the lexicon keeps its fixed ones. Annif
runs in an environment of its own, `build/annif-venv`, from `annif/requirements.lock`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from strategraph.concepts import Descriptor
from strategraph.indexing import Desk
from strategraph.places import find_places
from strategraph.plans import Plan
from strategraph.settings import Settings
from strategraph.subjects import Figures, Indexer, Outcome, Term, figures, headings_of

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / "build" / "annif-venv"
REQUIREMENTS = ROOT / "benchmarks" / "annif" / "requirements.lock"
DRIVER = ROOT / "benchmarks" / "annif" / "driver.py"
PLAN = "ap-ssz-2024-2026"
BASE = "https://w3id.org/strategraph/resource/descriptor/"
AHEAD = 0.15
STWFSA = {
    "concept_type_uri": str(SKOS.Concept),
    "sub_thesaurus_type_uri": str(SKOS.Collection),
    "thesaurus_relation_type_uri": str(SKOS.member),
    "thesaurus_relation_is_specialisation": "true",
    "use_txt_vec": "true",
}
#: Project, its backend, its vocabulary, and further options. stwfsa is not among those with labels alone: the 28 labels
#: match so few of the texts that it finds nothing to learn from, and gives up.
PROJECTS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("tfidf", "tfidf", "labels", {}),
    ("mllm", "mllm", "labels", {}),
    ("svc", "svc", "labels", {}),
    ("omikuji", "omikuji", "labels", {}),
    ("mllm with the lexicon", "mllm", "lexicon", {}),
    ("stwfsa with the lexicon", "stwfsa", "lexicon", STWFSA),
)
#: Projects whose scores are averaged, as Annif's simple ensemble does it.
ENSEMBLE = ("tfidf", "mllm", "omikuji")
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with printed descriptors: its key, its section, its text, the headings above it, the codes."""

    key: str
    section: str
    text: str
    headings: tuple[str, ...]
    codes: frozenset[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and return 1 if a target was missed."""
    argparse.ArgumentParser(description="Compare the lexicon with Annif.").parse_args(arguments)
    desk = Desk(find_places(), Settings())
    goals = goals_of(desk.plans[PLAN])
    with tempfile.TemporaryDirectory() as folder:
        scores = suggested(goals, desk.work.descriptors, desk.work.lexicon.terms, Path(folder))
    labels_only = {name: best(goals, found) for name, found in scores.items() if "lexicon" not in name}
    with_lexicon = {name: best(goals, found) for name, found in scores.items() if "lexicon" in name}
    ours = figures([outcome(goal, desk.indexer) for goal in goals])
    print(f"{'method':<28} {'micro-F1':>8} {'macro-F1':>8} {'precision':>9} {'recall':>6} {'P@1':>5} {'nDCG':>5}")
    for name, one in {"lexicon of strategraph": ours, **labels_only, **with_lexicon}.items():
        print(
            f"{name:<28} {one.micro_f1:8.3f} {one.macro_f1:8.3f} {one.precision:9.3f} {one.recall:6.3f} "
            f"{one.first_right:5.3f} {one.ndcg:5.3f}"
        )
    before = max(one.micro_f1 for one in labels_only.values())
    beside = max(one.micro_f1 for one in with_lexicon.values())
    met = [
        told("ahead of Annif with labels only", ours.micro_f1 - before, AHEAD),
        told("ahead of Annif with the same lexicon", ours.micro_f1 - beside, 0.0),
    ]
    return 0 if all(met) else 1


def goals_of(plan: Plan) -> tuple[Goal, ...]:
    """The goals of a plan that print descriptors, each with the lowest section above it."""
    found = []
    for element in plan.elements:
        if element.descriptors:
            above = headings_of(element, plan)
            section = next((one.key for one in reversed(above) if one.kind == "section"), element.key)
            codes = frozenset(one.code for one in element.descriptors)
            found.append(Goal(element.key, section, element.text, tuple(one.text for one in above), codes))
    return tuple(found)


def folds_of(goals: Sequence[Goal], folder: Path) -> list[dict[str, object]]:
    """For each section the file of the other sections' goals (text, tab, IRIs) and the texts of its own."""
    folds: list[dict[str, object]] = []
    for section in dict.fromkeys(goal.section for goal in goals):
        train = folder / f"train-{len(folds)}.tsv"
        lines = [
            f"{whole(goal)}\t{' '.join(f'<{BASE}{code}>' for code in sorted(goal.codes))}\n"
            for goal in goals
            if goal.section != section
        ]
        train.write_text("".join(lines), encoding="utf-8")
        own = [whole(goal) for goal in goals if goal.section == section]
        folds.append({"train": str(train), "test": own})
    return folds


def whole(goal: Goal) -> str:
    """What Annif reads of a goal: its text and the headings above it, on one line."""
    return " ".join(". ".join((goal.text, *goal.headings)).split())


def vocabulary(descriptors: Iterable[Descriptor], terms: Iterable[Term] = ()) -> Graph:
    """The descriptors as SKOS; full terms of the lexicon become alternative labels."""
    graph = Graph()
    for one in descriptors:
        graph.add((URIRef(BASE + one.code), RDF.type, SKOS.Concept))
        graph.add((URIRef(BASE + one.code), SKOS.prefLabel, Literal(one.label_cs, lang="cs")))
    for term in terms:
        if term.is_full:
            graph.add((URIRef(BASE + term.code), SKOS.altLabel, Literal(term.text, lang="cs")))
    return graph


def suggested(
    goals: Sequence[Goal], descriptors: Sequence[Descriptor], terms: Sequence[Term], folder: Path
) -> dict[str, list[Scores]]:
    """Project → for each goal the score of each code, as Annif gives them without having seen its section."""
    vocabularies = {"labels": vocabulary(descriptors), "lexicon": vocabulary(descriptors, terms)}
    for name, graph in vocabularies.items():
        graph.serialize(folder / f"{name}.ttl", format="turtle")
    ids = {name: f"p{number}" for number, (name, *_) in enumerate(PROJECTS)}
    job = {
        "folder": str(folder),
        "vocabularies": {name: str(folder / f"{name}.ttl") for name in vocabularies},
        "projects": [
            {"id": ids[name], "backend": backend, "vocabulary": words, "options": options}
            for name, backend, words, options in PROJECTS
        ],
        "folds": folds_of(goals, folder),
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    run([str(environment() / "bin" / "python"), str(DRIVER), str(folder / "job.json"), str(folder / "answer.json")])
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    order = [
        goal for section in dict.fromkeys(goal.section for goal in goals) for goal in goals if goal.section == section
    ]
    found: dict[str, list[Scores]] = {}
    for name, made in ids.items():
        flat = [{iri.removeprefix(BASE): score for iri, score in one.items()} for fold in answer[made] for one in fold]
        by_key = {goal.key: scores for goal, scores in zip(order, flat, strict=True)}
        found[name] = [by_key[goal.key] for goal in goals]
    found["mean of tfidf, mllm, omikuji"] = [
        {code: sum(one.get(code, 0.0) for one in ones) / len(ones) for code in {code for one in ones for code in one}}
        for ones in zip(*(found[name] for name in ENSEMBLE), strict=True)
    ]
    return found


def environment() -> Path:
    """Annif's own environment; made when it is not there."""
    done = ENVIRONMENT / ".installed"
    if not done.is_file():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        python = str(ENVIRONMENT / "bin" / "python")
        run(
            [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(REQUIREMENTS),
            ]
        )
        done.touch()
    return ENVIRONMENT


def run(command: Sequence[str]) -> None:
    """Run a program; one that fails ends the comparison with what it said last."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(
            f"{' '.join(command[:4])} … ended with {done.returncode}, so nothing is compared:\n{done.stderr[-2000:]}"
        )


def outcome(goal: Goal, indexer: Indexer) -> Outcome:
    """What the lexicon gives a goal, at its fixed threshold."""
    ranked = indexer.rank(goal.text, goal.headings)
    given = frozenset(one.code for one in ranked if one.status == "assigned")
    return Outcome(goal.key, goal.codes, given, tuple(one.code for one in ranked))


def best(goals: Sequence[Goal], scores: Sequence[Scores]) -> Figures:
    """The figures with the threshold and the limit that give the highest micro-F1 on these very goals."""
    marks = sorted({score for one in scores for score in one.values()})
    step = max(1, len(marks) // 100)
    tried = (
        figures([_cut(goal, one, mark, limit) for goal, one in zip(goals, scores, strict=True)])
        for mark in marks[::step]
        for limit in range(1, 9)
    )
    return max(tried, key=lambda one: one.micro_f1)


def _cut(goal: Goal, scores: Scores, mark: float, limit: int) -> Outcome:
    ranked = tuple(sorted(scores, key=lambda code: (-scores[code], code)))
    given = frozenset(code for code in ranked[:limit] if scores[code] >= mark)
    return Outcome(goal.key, goal.codes, given, ranked)


def told(what: str, value: float, target: float) -> bool:
    """Print one line; true if the target was met."""
    print(f"{what:<40} {value:+.3f}   target {target:+.2f}: {'met' if value >= target else 'MISSED'}")
    return value >= target


if __name__ == "__main__":
    sys.exit(main())
