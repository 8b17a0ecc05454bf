"""Runs inside Annif's environment: trains each project on each fold and writes what it suggests for the texts left out.

Reads a job as JSON (written by `annif_comparison.py`) and writes, for each project, the scores of each text by the IRI
of the descriptor. NLTK's models of sentences cannot be fetched where there is no network, so its tokenizer by regular
expression stands in; the texts are single sentences, and words come out alike.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nltk
import nltk.tokenize

nltk.data.find = lambda *_, **__: ""
nltk.tokenize.sent_tokenize = lambda text, *_, **__: re.split(r"(?<=[.!?])\s+", text)
nltk.tokenize.word_tokenize = lambda text, *_, **__: nltk.tokenize.wordpunct_tokenize(text)

from annif.corpus import Document, DocumentFileTSV  # noqa: E402 - the tokenizers have to be there first
from annif.registry import AnnifRegistry  # noqa: E402
from annif.vocab import VocabFileSKOS  # noqa: E402

_SEEN = 1000


def main() -> None:
    """Read the job that the first argument names, and write the answer where the second says."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(job["folder"])
    config = folder / "projects.cfg"
    config.write_text("\n".join(_sections(job)), encoding="utf-8")
    registry = AnnifRegistry(str(config), str(folder / "data"), init_projects=False)
    for name, path in job["vocabularies"].items():
        registry.get_vocab(name).load_vocabulary(VocabFileSKOS(path))
    answer = {
        project["id"]: [_suggested(registry, project, number, fold) for number, fold in enumerate(job["folds"])]
        for project in job["projects"]
    }
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")


def _sections(job: dict[str, Any]) -> Iterator[str]:
    """projects.cfg: one section for each project and fold."""
    for project in job["projects"]:
        for number in range(len(job["folds"])):
            yield f"[{project['id']}-{number}]"
            fixed = {
                "name": project["id"],
                "language": "cs",
                "analyzer": "simplemma(cs)",
                "vocab": project["vocabulary"],
            }
            for name, value in {**fixed, "backend": project["backend"], **project["options"]}.items():
                yield f"{name}={value}"


def _suggested(
    registry: AnnifRegistry, project: dict[str, Any], number: int, fold: dict[str, Any]
) -> list[dict[str, float]]:
    """For each text of a fold that was left out, the score of each descriptor, after training on the others."""
    made = registry.get_project(f"{project['id']}-{number}")
    made.train(DocumentFileTSV(fold["train"], made.subjects))
    batch = made.suggest([Document(text=text) for text in fold["test"]], {"limit": _SEEN})
    return [{made.subjects[one.subject_id].uri: float(one.score) for one in result} for result in batch]


if __name__ == "__main__":
    main()
