"""Changes between two releases in RDF: a collection of activities, as ActivityStreams 2.0 has them, each on one thing.

What came is the object of an `as:Create`, what went of an `as:Delete`, and what changed of an `as:Update`
(https://www.w3.org/TR/activitystreams-vocabulary/); the IIIF Change Discovery API says the same with the same terms. A thing is
an element, a descriptor assignment or a link; `as:summary` says in English what is said of it before and after.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef

from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCTERMS, RDF, XSD
from strategraph.pages.texts import shorten

__all__ = ["AS", "changes_graph"]

AS = Namespace("https://www.w3.org/ns/activitystreams#")
_ACTIVITIES = {"added": AS.Create, "removed": AS.Delete, "changed": AS.Update}


def changes_graph(changes: Mapping[str, Any], base: str, old: str, new: str) -> Graph:
    """The changes from one edition to another, as `comparing.compare` found them."""
    graph, collection = empty_graph(), Iris(base).changes(old, new)
    found = list(_things(changes))
    graph.add((collection, RDF.type, AS.Collection))
    graph.add((collection, AS.totalItems, Literal(str(len(found)), datatype=XSD.nonNegativeInteger)))
    graph.add((collection, AS.summary, Literal(f"Changes from release {old} to release {new}", lang="en")))
    graph.add((collection, DCTERMS.license, URIRef(LICENCE)))
    for number, (thing, change, summary) in enumerate(found, 1):
        activity = URIRef(f"{collection}#{number}")
        graph.add((collection, AS["items"], activity))
        graph.add((activity, RDF.type, _ACTIVITIES[change]))
        graph.add((activity, AS.object, URIRef(thing)))
        if summary:
            graph.add((activity, AS.summary, Literal(summary, lang="en")))
    return graph


def _things(changes: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Thing, change and summary of everything that changed."""
    for one in changes["elements"]:
        yield one["element"], one["change"], ", ".join(map(shorten, one["properties"]))
    for kind, name in (("descriptors", "assignment"), ("links", "link")):
        for one in changes[kind]:
            before, after = (_said(one[side]) for side in ("before", "after"))
            change = "added" if not before else "removed" if not after else "changed"
            yield one[name], change, " → ".join(filter(None, (before, after)))


def _said(said: Mapping[str, Any] | None) -> str:
    if said is None:
        return ""
    return f"{said['status']} {said['weight']:g}" if "status" in said else f"{said['class']} {said['score']:g}"
