"""What Annif is given of the goals that print descriptors: a vocabulary, and for each section files to learn from.

In the files that belong to a section no goal of that section stands; its goals are what Annif is tested on.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from strategraph.concepts import Descriptor
from strategraph.plans import Plan
from strategraph.subjects import Term, headings_of, section_of
from strategraph.subjects.words import likeness, words_of

BASE = "https://w3id.org/strategraph/resource/descriptor/"
#: What Annif reads of a goal: its own text, or the headings above it as well.
OWN, WHOLE = "own", "whole"
#: Words as they are printed, or reduced to what the lexicon compares of them.
PRINTED, COMPARED = "printed", "compared"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with printed descriptors: its key, its section, its text, the headings above it, the codes."""

    key: str
    section: str
    text: str
    headings: tuple[str, ...]
    codes: frozenset[str]


def goals_of(plan: Plan) -> tuple[Goal, ...]:
    """The goals of a plan that print descriptors, each with the lowest section above it."""
    found = []
    for element in plan.elements:
        if element.descriptors:
            above = headings_of(element, plan)
            codes = frozenset(one.code for one in element.descriptors)
            found.append(
                Goal(element.key, section_of(element, plan), element.text, tuple(one.text for one in above), codes)
            )
    return tuple(sorted(found, key=lambda goal: goal.section))


def read_of(goal: Goal, read: str, forms: str) -> str:
    """What Annif reads of a goal: its own text, or that and the headings above it, each on its line."""
    parts = (goal.text, *goal.headings) if read == WHOLE else (goal.text,)
    return "\n".join(" ".join(part.split()) if forms == PRINTED else reduced(part) for part in parts)


def reduced(text: str) -> str:
    """The words of a text as the lexicon compares them, a sentence on a line; what is no word is left out."""
    words = words_of(text)
    forms = [likeness(form).lstrip("=") for form in words.forms]
    breaks = ["\n" if after - before > 1 else " " for before, after in pairwise(words.positions)]
    return "".join(form + mark for form, mark in zip(forms, [*breaks, ""][: len(forms)], strict=True))


def vocabulary(descriptors: Iterable[Descriptor], terms: Iterable[Term] = (), forms: str = PRINTED) -> Graph:
    """The descriptors as SKOS; full terms of the lexicon become alternative labels."""
    graph = Graph()
    labels = [(SKOS.prefLabel, one.code, one.label_cs) for one in descriptors]
    labels += [(SKOS.altLabel, term.code, term.text) for term in terms if term.is_full]
    for relation, code, label in labels:
        graph.add((URIRef(BASE + code), RDF.type, SKOS.Concept))
        written = label if forms == PRINTED else reduced(label).replace("\n", " ")
        graph.add((URIRef(BASE + code), relation, Literal(written, lang="cs")))
    return graph


def folds_of(goals: Sequence[Goal], folder: Path) -> list[dict[str, dict[str, object]]]:
    """For each section the files that Annif learns from (the other sections' goals), and the texts it is tested on."""
    folds = []
    for number, (section, own) in enumerate(groupby(goals, key=lambda goal: goal.section)):
        left, others = list(own), [goal for goal in goals if goal.section != section]
        fold: dict[str, dict[str, object]] = {"lessons": {}, "tests": {}}
        for read, forms in ((read, forms) for read in (OWN, WHOLE) for forms in (PRINTED, COMPARED)):
            fold["tests"][f"{read}-{forms}"] = [read_of(goal, read, forms) for goal in left]
            for each in (False, True):
                path = folder / f"{number}-{read}-{forms}-{'each' if each else 'all'}.csv"
                write_lessons([(read_of(goal, read, forms), goal.codes) for goal in others], path, each)
                fold["lessons"][f"{read}-{forms}-{each}"] = str(path)
        folds.append(fold)
    return folds


def write_lessons(texts: Iterable[tuple[str, Iterable[str]]], path: Path, each: bool) -> None:
    """Write texts with the IRIs of their descriptors: all in one row, or `each` in a row of its own."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("text", "subject_uris"))
        for text, codes in texts:
            iris = [f"<{BASE}{code}>" for code in sorted(codes)]
            rows.writerows((text, iri) for iri in (iris if each else [" ".join(iris)]))
