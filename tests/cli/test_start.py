import subprocess
import sys
from pathlib import Path

import pytest

#: Each takes longer to import than a person waits for help.
SLOW = {
    "rdflib",
    "pyoxigraph",
    "starlette",
    "uvicorn",
    "jinja2",
    "owlrl",
    "pyshacl",
    "skosify",
    "regex",
    "duckdb",
    "pyspark",
}


def loaded(*arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "strategraph", *arguments]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert run.stdout.startswith("usage: strategraph")
    return {line.rpartition("|")[2].strip().split(".")[0] for line in run.stderr.splitlines()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("build", "--help"),
        ("serve", "--help"),
        ("query", "--help"),
        ("subjects", "suggest", "--help"),
        ("alignment", "run", "--help"),
    ],
)
def test_help_loads_nothing_that_takes_long(arguments: tuple[str, ...]) -> None:
    modules = loaded(*arguments)
    assert "argparse" in modules
    assert modules & SLOW == set()


def test_the_version_is_the_one_that_is_cited() -> None:
    command = [sys.executable, "-m", "strategraph", "--version"]
    answered = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    citation = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {answered[1]}\n" in citation
