"""Compares two releases: statements by graph, and every element, descriptor assignment and link that came, went or changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Store
from rdflib import URIRef

from strategraph.catalogue import NQUADS
from strategraph.namespaces import RDF, SG
from strategraph.release.differences import apart
from strategraph.release.model import DUMPS, STORE
from strategraph.release.store import open_read_only

__all__ = ["compare"]

_LINKED = ("graph/alignments", "graph/continuity")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
#: Links of the layer that a release rests on.
_KINDS = {str(SG.Alignment), str(SG.LevelAlignment), str(SG.Continuity)}
#: What is told of an assignment and of a link; one that lacks any of it is left out, as in what older versions wrote.
_ASSIGNMENT = {"element": SG.target, "descriptor": SG.descriptor, "status": SG.status, "weight": SG.weight}
_LINK = {"subject": SG.linkSubject, "object": SG.linkObject, "class": SG.linkClass, "score": SG.score}
_PLANS = "graph/source/"
Changes = dict[str, Any]


def compare(folder: Path, before: Path) -> Changes:
    """What the release in `folder` changes against the one in `before`, as JSON values.

    `statements`: graph → how many were added and removed. `elements`: plans and their elements, each with the properties
    of which it has other values. `descriptors` and `links`: what was said before and what is said after; `None` where it
    did not exist. The stores are asked only about what stands in statements that one of the two has alone.

    Raises:
        ReleaseError: if a store cannot be read.
    """
    new, old = open_read_only(folder / STORE), open_read_only(before / STORE)
    added, removed = Counter[str](), Counter[str]()
    properties: dict[str, set[str]] = defaultdict(set)
    assignments, evidence, links = set[str](), set[str](), set[str]()
    for subject, property_, graph, is_new in _lines(folder, before):
        (added if is_new else removed)[graph] += 1
        base, is_plan, _ = graph.partition(_PLANS)
        if is_plan and subject.startswith(f"{base}resource/plan/"):
            properties[subject].add(property_)
        elif "/resource/assignment/" in subject:
            assignments.add(subject)
        elif "/resource/evidence/" in subject:
            evidence.add(subject)
        elif graph.endswith(_LINKED) and "#" not in subject:
            links.add(subject)
    assignments |= {_assignment(store, iri) for iri in evidence for store in (new, old)}
    return {
        "since": before.name,
        "statements": {
            graph: {"added": added[graph], "removed": removed[graph]} for graph in sorted({*added, *removed})
        },
        "elements": [_element(new, old, iri, sorted(found)) for iri, found in sorted(properties.items())],
        "descriptors": _differences(
            _assignments(new, assignments), _assignments(old, assignments), "assignment", "element", "descriptor"
        ),
        "links": _differences(_links(new, links), _links(old, links), "link", "subject", "object"),
    }


def _lines(folder: Path, before: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Subject, property and graph of every statement that only one of the releases has, and whether that is the new one."""
    for line, is_new in apart(folder / DUMPS / NQUADS, before / DUMPS / NQUADS):
        subject, property_, _ = line.split(b" ", 2)
        graph = line.rsplit(b" ", 2)[1]
        yield _iri(subject), _iri(property_), _iri(graph), is_new


def _assignment(store: Store, evidence: str) -> str:
    """What a piece of evidence speaks for; nothing if the store does not have it: then its assignment has changed, too."""
    found = next(store.quads_for_pattern(None, NamedNode(SG.evidence), NamedNode(evidence)), None)
    return found.subject.value if found and isinstance(found.subject, NamedNode) else ""


def _iri(term: bytes) -> str:
    return term.strip(b"<>").decode()


def _element(new: Store, old: Store, iri: str, properties: list[str]) -> Changes:
    there, was = _label(new, iri), _label(old, iri)
    change = "changed" if there is not None and was is not None else "added" if was is None else "removed"
    label = there if there is not None else was
    return {
        "element": iri,
        "label": label or "",
        "change": change,
        "properties": properties if change == "changed" else [],
    }


def _label(store: Store, iri: str) -> str | None:
    """What a thing is called; None if nothing is said of it."""
    node = NamedNode(iri)
    labels = sorted(
        quad.object.value for quad in store.quads_for_pattern(node, _LABEL, None) if isinstance(quad.object, Literal)
    )
    if labels:
        return labels[0]
    return "" if next(store.quads_for_pattern(node, None, None), None) is not None else None


def _differences(new: Mapping[str, Changes], old: Mapping[str, Changes], name: str, *ends: str) -> list[Changes]:
    """Everything that came, went, or of which something else is said than before, in the order of its ends."""
    found = []
    for iri in {*new, *old}:
        after, before = new.get(iri), old.get(iri)
        if after != before:
            said = after or before or {}
            found.append(
                {
                    name: iri,
                    **{end: said[end] for end in ends},
                    "before": _without(before, ends),
                    "after": _without(after, ends),
                }
            )
    return sorted(found, key=lambda one: [one[end] for end in ends])


def _without(said: Changes | None, ends: tuple[str, ...]) -> Changes | None:
    return None if said is None else {key: value for key, value in said.items() if key not in ends}


def _assignments(store: Store, wanted: Iterable[str]) -> dict[str, Changes]:
    """What a release says of assignments, with the terms of their evidence."""
    found = {}
    for iri in filter(None, wanted):
        said = _said(store, iri)
        if told := _told(said, _ASSIGNMENT):
            evidence = (_said(store, one) for one in said[str(SG.evidence)])
            terms = sorted({term for one in evidence for term in one[str(SG.matchedTerm)]})
            found[iri] = {**told, "weight": float(told["weight"]), "terms": terms}
    return found


def _links(store: Store, wanted: Iterable[str]) -> dict[str, Changes]:
    """What a release says of links of the layer that it rests on."""
    found = {}
    for iri in wanted:
        said = _said(store, iri)
        if said[str(RDF.type)] & _KINDS and (told := _told(said, _LINK)):
            found[iri] = {**told, "score": float(told["score"])}
    return found


def _said(store: Store, iri: str) -> Mapping[str, set[str]]:
    """Property → its values, in all graphs; no value for a property that is not used."""
    found: Mapping[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(NamedNode(iri), None, None):
        if isinstance(quad.object, NamedNode | Literal):
            found[quad.predicate.value].add(quad.object.value)
    return found


def _told(said: Mapping[str, set[str]], wanted: Mapping[str, URIRef]) -> dict[str, str]:
    """One value of each property that is wanted; nothing if one of them has no value."""
    values = {name: said[str(property_)] for name, property_ in wanted.items()}
    return {name: min(some) for name, some in values.items()} if all(values.values()) else {}
