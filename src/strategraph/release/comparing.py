"""Compares two releases: statements by graph, and every element, descriptor assignment and link that came, went or changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from strategraph.catalogue import NQUADS
from strategraph.release.model import DUMPS, STORE
from strategraph.release.sameness import apart
from strategraph.release.store import open_read_only

__all__ = ["compare"]

#: Every assignment with the terms of its evidence, as the release has it.
_ASSIGNMENTS = """
PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?assignment ?element ?descriptor ?status ?weight (GROUP_CONCAT(DISTINCT COALESCE(STR(?word), ""); SEPARATOR="|") AS ?terms)
WHERE {
  ?assignment sg:target ?element ; sg:descriptor ?descriptor ; sg:status ?status ; sg:weight ?weight .
  OPTIONAL { ?assignment sg:evidence/sg:matchedTerm ?word }
}
GROUP BY ?assignment ?element ?descriptor ?status ?weight
"""
#: Every link of the layer that the release rests on.
_LINKS = """
PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?link ?subject ?object ?class ?score
WHERE {
  VALUES ?kind { sg:Alignment sg:LevelAlignment sg:Continuity }
  ?link a ?kind ; sg:linkSubject ?subject ; sg:linkObject ?object ; sg:linkClass ?class ; sg:score ?score .
}
"""
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_PLANS = "graph/source/"
Changes = dict[str, Any]


def compare(folder: Path, before: Path) -> Changes:
    """What the release in `folder` changes against the one in `before`, as JSON values.

    `statements`: graph → how many were added and removed. `elements`: plans and their elements, each with the properties
    of which it has other values. `descriptors` and `links`: what was said before and what is said after; `None` where it
    did not exist.

    Raises:
        ReleaseError: if a store cannot be read.
    """
    new, old = open_read_only(folder / STORE), open_read_only(before / STORE)
    added, removed = Counter[str](), Counter[str]()
    properties: dict[str, set[str]] = defaultdict(set)
    for subject, property_, graph, is_new in _lines(folder, before):
        (added if is_new else removed)[graph] += 1
        base, is_plan, _ = graph.partition(_PLANS)
        if is_plan and subject.startswith(f"{base}resource/plan/"):
            properties[subject].add(property_)
    return {
        "since": before.name,
        "statements": {
            graph: {"added": added[graph], "removed": removed[graph]} for graph in sorted({*added, *removed})
        },
        "elements": [_element(new, old, iri, sorted(found)) for iri, found in sorted(properties.items())],
        "descriptors": _differences(_assignments(new), _assignments(old), "assignment", "element", "descriptor"),
        "links": _differences(_links(new), _links(old), "link", "subject", "object"),
    }


def _lines(folder: Path, before: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Subject, property and graph of every statement that only one of the releases has, and whether that is the new one."""
    with (folder / DUMPS / NQUADS).open("rb") as new, (before / DUMPS / NQUADS).open("rb") as old:
        for line, is_new in apart(new, old):
            subject, property_, _ = line.split(b" ", 2)
            graph = line.rsplit(b" ", 2)[1]
            yield _iri(subject), _iri(property_), _iri(graph), is_new


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


def _assignments(store: Store) -> dict[str, Changes]:
    return {
        _text(row, "assignment"): {
            "element": _text(row, "element"),
            "descriptor": _text(row, "descriptor"),
            "status": _text(row, "status"),
            "weight": float(_text(row, "weight")),
            "terms": sorted(filter(None, _text(row, "terms").split("|"))),
        }
        for row in _rows(store, _ASSIGNMENTS)
    }


def _links(store: Store) -> dict[str, Changes]:
    return {
        _text(row, "link"): {
            "subject": _text(row, "subject"),
            "object": _text(row, "object"),
            "class": _text(row, "class"),
            "score": float(_text(row, "score")),
        }
        for row in _rows(store, _LINKS)
    }


def _rows(store: Store, query: str) -> QuerySolutions:
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return rows


def _text(row: QuerySolution, name: str) -> str:
    value = row[name]
    assert isinstance(value, (NamedNode, Literal))
    return value.value
