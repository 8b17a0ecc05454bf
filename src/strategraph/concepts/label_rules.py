"""Rules about names: labels (SKOS Reference, section 5) and notations (section 6)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rdflib import Graph, Literal
from rdflib.term import Node

from strategraph.concepts.faults import Fault
from strategraph.namespaces import DCTERMS, RDF, RDFS, SKOS

__all__ = ["distinct_labels", "missing_labels", "one_preferred_label", "unique_notations"]

KINDS = {"prefLabel": SKOS.prefLabel, "altLabel": SKOS.altLabel, "hiddenLabel": SKOS.hiddenLabel}


def distinct_labels(graph: Graph) -> Iterator[Fault]:
    """SKOS S13: prefLabel, altLabel and hiddenLabel are pairwise disjoint."""
    for (first, one), (second, other) in combinations(KINDS.items(), 2):
        for subject, label in graph.subject_objects(one):
            if (subject, other, label) in graph:
                message = f"<{subject}> has {_shown(label)} as {first} and as {second}; keep it as {first} only."
                yield Fault("S13", str(subject), message)


def one_preferred_label(graph: Graph) -> Iterator[Fault]:
    """SKOS S14: no more than one prefLabel for a language, and for no language."""
    labels: dict[tuple[Node, str], list[str]] = defaultdict(list)
    for subject, label in graph.subject_objects(SKOS.prefLabel):
        labels[subject, _language(label)].append(_shown(label))
    for (subject, language), shown in labels.items():
        if len(shown) > 1:
            told = f"in {language!r}" if language else "without language"
            message = f"<{subject}> has {len(shown)} preferred labels {told}: {', '.join(sorted(shown))}; keep one."
            yield Fault("S14", str(subject), message)


def missing_labels(graph: Graph, languages: Sequence[str]) -> Iterator[Fault]:
    """Ours: a concept has a prefLabel, a scheme a title or label, that is not blank, in each language."""
    named = {SKOS.Concept: (SKOS.prefLabel,), SKOS.ConceptScheme: (DCTERMS.title, SKOS.prefLabel, RDFS.label)}
    for kind, predicates in named.items():
        for subject in graph.subjects(RDF.type, kind):
            labels = [label for predicate in predicates for label in graph.objects(subject, predicate)]
            present = {_language(label) for label in labels if str(label).strip()}
            for language in languages:
                if language not in present:
                    message = f"<{subject}> has no label in {language!r}; add one."
                    yield Fault("label-missing", str(subject), message)


def unique_notations(graph: Graph) -> Iterator[Fault]:
    """Ours, advised by SKOS 6.5.4: no two concepts of a scheme share a notation."""
    holders: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    for concept, notation in graph.subject_objects(SKOS.notation):
        for scheme in graph.objects(concept, SKOS.inScheme):
            holders[scheme, notation].add(str(concept))
    for (scheme, notation), concepts in holders.items():
        if len(concepts) > 1:
            listed = ", ".join(f"<{concept}>" for concept in sorted(concepts))
            message = f"{listed} share the notation {_shown(notation)} in <{scheme}>; give each its own."
            yield Fault("notation-repeated", min(concepts), message)


def _language(label: Node) -> str:
    """The language tag in small letters (RFC 5646 compares without case), empty if there is none."""
    return (label.language or "").lower() if isinstance(label, Literal) else ""


def _shown(label: Node) -> str:
    language = _language(label)
    return f"{str(label)!r}@{language}" if language else repr(str(label))
