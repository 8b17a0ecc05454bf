"""Lexicons of a few rows, and the real one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sheets import ROWS, plan_with
from strategraph.concepts import Descriptor, read_descriptors
from strategraph.pipeline import Work
from strategraph.places import Places
from strategraph.plans import Plan
from strategraph.settings import Subjects
from strategraph.subjects import Context, Decided, Indexer, Term, make_lexicon, read_lexicon

Make = Callable[..., Indexer]


def term(row: str) -> Term:
    """`IX.a sociální služba 2` is a term; `IX.a! ÚP 2` an exact one, `IX.a+ sociální služba 2` one of the general layer."""
    code, *words, weight = row.split()
    layer = "general" if "+" in code else "theme"
    return Term(code.strip("!+"), " ".join(words), int(weight), "!" in code, "-", layer)


@pytest.fixture(scope="session")
def made() -> Make:
    """Makes an indexer of rows; a row that begins with a small word is a context (`except kromě`)."""

    def make(*rows: str) -> Indexer:
        contexts = [Context(*row.split(" ", 1), "-") for row in rows if row[0].islower()]
        return Indexer(make_lexicon([term(row) for row in rows if row[0].isupper()], contexts), Subjects())

    return make


@pytest.fixture(scope="session")
def descriptors(places: Places) -> tuple[Descriptor, ...]:
    return read_descriptors(places.data / "vocabularies" / "descriptors.csv")


@pytest.fixture(scope="session")
def codes(descriptors: tuple[Descriptor, ...]) -> frozenset[str]:
    return frozenset(one.code for one in descriptors)


@pytest.fixture(scope="session")
def real(places: Places, codes: frozenset[str]) -> Indexer:
    """The lexicon of the project with the thresholds of the project."""
    return Indexer(read_lexicon(places.mappings / "lexicon", codes), Subjects())


@pytest.fixture(scope="session")
def printed(work: Work) -> Plan:
    """The plan that prints descriptors."""
    return next(plan for plan in work.plans if plan.id == "ap-ssz-2024-2026")


@pytest.fixture
def held(tmp_path: Path, made: Make) -> tuple[Plan, Decided]:
    """A plan of two goals; words suggest IX.a and IX.c for the first."""
    return plan_with(tmp_path, made(*ROWS))
