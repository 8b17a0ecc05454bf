"""Runs inside Annif's environment: trains each project on each fold and writes what it suggests for the texts left out.

Reads a job as JSON (written by `annif_comparison.py`) and writes, for each project, the scores of each text by the IRI
of the descriptor. Annif asks NLTK for a trained model of sentences, which has to be fetched from elsewhere; here a
sentence ends at a line feed, or at a full stop, question or exclamation mark before white space. Words are cut by
NLTK's own rules, which need no model.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nltk.data
import nltk.tokenize
import numpy
from annif.corpus import Document, DocumentFileCSV
from annif.lexical.tokenset import TokenSet
from annif.registry import AnnifRegistry
from annif.vocab import VocabFileSKOS

SEED = 20240101
_EVERY = 1000
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def main() -> None:
    """Read the job that the first argument names, and write the answer where the second says."""
    warnings.simplefilter("ignore")
    nltk.data.find = lambda *_, **__: ""
    nltk.tokenize.sent_tokenize = lambda text, *_, **__: [part for part in _SENTENCE_END.split(text) if part]
    # mllm walks through sets of these; by their places in memory, as they are, each run takes another path.
    TokenSet.__hash__ = lambda self: hash((*sorted(self.tokens), self.subject_id, self.is_pref))
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(job["folder"])
    config = folder / "projects.cfg"
    config.write_text("\n".join(_sections(job)), encoding="utf-8")
    registry = AnnifRegistry(str(config), str(folder / "data"), init_projects=False)
    for name, path in job["vocabularies"].items():
        registry.get_vocab(name).load_vocabulary(VocabFileSKOS(path))
    answer = {
        project["id"]: [
            scores
            for number, fold in enumerate(job["folds"])
            for scores in _suggested(registry.get_project(f"{project['id']}-{number}"), project, fold)
        ]
        for project in job["projects"]
    }
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")


def _sections(job: dict[str, Any]) -> Iterator[str]:
    """projects.cfg: one section for each project and fold."""
    for project in job["projects"]:
        fixed = {"name": project["id"], "language": "cs", "analyzer": "simplemma(cs)", "vocab": project["vocabulary"]}
        for number in range(len(job["folds"])):
            yield f"[{project['id']}-{number}]"
            for name, value in {**fixed, "backend": project["backend"], **project["options"]}.items():
                yield f"{name}={value}"


def _suggested(made: Any, project: dict[str, Any], fold: dict[str, Any]) -> list[dict[str, float]]:
    """For each text that a fold leaves out the score of each descriptor: the mean over all trainings on the others.

    The trees of mllm and stwfsa follow the seed; omikuji takes none, so it is trained several times.
    """
    total: list[dict[str, float]] = [{} for _ in fold["tests"][project["text"]]]
    documents = [Document(text=text) for text in fold["tests"][project["text"]]]
    for _ in range(project["trainings"]):
        numpy.random.seed(SEED)
        made.train(DocumentFileCSV(fold["lessons"][project["lesson"]], made.subjects), jobs=1)
        for scores, result in zip(total, made.suggest(documents, {project["backend"]: {"limit": _EVERY}}), strict=True):
            for one in result:
                iri = made.subjects[one.subject_id].uri
                scores[iri] = scores.get(iri, 0.0) + float(one.score) / project["trainings"]
    return total


if __name__ == "__main__":
    main()
