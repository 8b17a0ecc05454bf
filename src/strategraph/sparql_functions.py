"""Functions of ours that a query may call: how much two units share, and how well they are linked.

`sim:score(?a, ?b)` is the score of the link between two units, whichever is which: unbound where the release has none.
`sim:sharedInformation(?a, ?b)` is what the link states of it, and where there is no link the sum of the information content
of the descriptors that both carry, in nats: 0 where they share none, unbound for what is no thing. Both give what the graph
states; a worker process imports this, so nothing else of ours is imported here.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

__all__ = ["NAMES", "SIM", "functions"]

#: The namespace of the functions, prefix `sim:`.
SIM = "https://w3id.org/strategraph/similarity#"
NAMES = ("score", "sharedInformation")
Term = NamedNode | BlankNode | Literal | Triple
_SG = "https://w3id.org/strategraph/ontology#"
_ENDS = (("nationalObjective", "regionalPriority"), ("laterObjective", "earlierObjective"))
_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
#: So many units are remembered, so that a query over all pairs reads each unit's links once.
_REMEMBERED = 1024


def functions(store: Store) -> dict[NamedNode, Callable[..., Term | None]]:
    """The functions by their names, over the statements of a store."""

    @lru_cache(_REMEMBERED)
    def stated(unit: NamedNode, name: str) -> dict[Term, Literal]:
        return dict(_stated(store, unit, name))

    @lru_cache(_REMEMBERED)
    def descriptors(unit: NamedNode) -> frozenset[Term]:
        return frozenset(_objects(store, unit, "hasDescriptor"))

    @lru_cache(_REMEMBERED)
    def content(descriptor: Term) -> Decimal:
        found = next(_objects(store, descriptor, "informationContent"), None)
        return Decimal(found.value) if isinstance(found, Literal) else Decimal(0)

    def score(one: Term, other: Term) -> Term | None:
        return stated(one, "score").get(other) if isinstance(one, NamedNode) else None

    def shared_information(one: Term, other: Term) -> Term | None:
        if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
            return None
        if other in (linked := stated(one, "sharedInformation")):
            return linked[other]
        total = sum((content(descriptor) for descriptor in descriptors(one) & descriptors(other)), Decimal(0))
        return Literal(f"{total:.4f}", datatype=_DECIMAL)

    return {NamedNode(SIM + name): function for name, function in zip(NAMES, (score, shared_information), strict=True)}


def _stated(store: Store, unit: NamedNode, name: str) -> Iterator[tuple[Term, Literal]]:
    """The other ends of all links of a unit, with what the links state by a property."""
    for ends in _ENDS:
        for near, far in (ends, ends[::-1]):
            for quad in store.quads_for_pattern(None, NamedNode(_SG + near), unit, None):
                for other in _objects(store, quad.subject, far):
                    for value in _objects(store, quad.subject, name):
                        if isinstance(value, Literal):
                            yield other, value


def _objects(store: Store, subject: Term, name: str) -> Iterator[Term]:
    if isinstance(subject, NamedNode | BlankNode):
        for quad in store.quads_for_pattern(subject, NamedNode(_SG + name), None, None):
            yield quad.object
