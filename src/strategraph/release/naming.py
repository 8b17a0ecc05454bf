"""Whether a release knows the things that a query's parameters name, and if not, which come close."""

import difflib
import itertools
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable
from rdflib import Literal, URIRef

from strategraph.errors import UsageError
from strategraph.query_files import Query, whole_iri

__all__ = ["KINDS", "check_names", "described", "what_they_are"]

_MOST = 3
#: Below this likeness (difflib's ratio) a name is no likely misspelling of another.
_LEAST_LIKENESS = 0.6
_THING = Variable("thing")
#: The classes of a thing by their English labels.
KINDS = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?label
WHERE { ?thing a/rdfs:label ?label FILTER (LANG(?label) = "en") }
ORDER BY ?label
"""


def check_names(store: Store, query: Query, terms: Mapping[str, URIRef | Literal], base: str) -> None:
    """See that every IRI among the terms of a query stands somewhere in the release; texts and numbers may be any.

    Raises:
        UsageError: for one that does not, with up to three that are like it: of those that could stand for the
            parameter's default, which end alike or are spelt alike.
    """
    resources = f"{base}resource/"
    for parameter in query.parameters:
        term = terms[parameter.name]
        if isinstance(term, URIRef) and not _known(store, NamedNode(term)):
            like = whole_iri(parameter.default, base) if parameter.default else term
            start = _start(like, resources)
            near = _near(term, _kin(store, like, start), start, resources)
            meant = f" Did you mean {_listed(near)}?" if near else ""
            written = term.removeprefix(resources)
            raise UsageError(f"{query.id}: {parameter.name}={written} names nothing in this release.{meant}")


def what_they_are(store: Store, terms: Mapping[str, URIRef | Literal], base: str) -> list[str]:
    """For each IRI among the terms of a query, a sentence on what it is in the release: why an answer may be empty."""
    told = []
    for name, term in terms.items():
        if isinstance(term, URIRef):
            rows = store.query(KINDS, use_default_graph_as_union=True, substitutions={_THING: NamedNode(term)})
            assert isinstance(rows, QuerySolutions)
            kinds = ", ".join(row["label"].value for row in rows)
            written = term.removeprefix(f"{base}resource/")
            told.append(described(name, written, kinds, "The release"))
    return told


def described(name: str, written: str, kinds: str, where: str) -> str:
    """The sentence on what the value of a parameter is, where somebody knows."""
    return f"{name}={written} is {kinds}." if kinds else f"{where} does not say what {name}={written} is."


def _known(store: Store, iri: NamedNode) -> bool:
    patterns = ((iri, None, None, None), (None, None, iri, None), (None, iri, None, None), (None, None, None, iri))
    return any(next(iter(store.quads_for_pattern(*pattern)), None) for pattern in patterns)


def _start(like: str, resources: str) -> str:
    """What the IRIs that are built like this one begin with: its sort, if it is a resource, else its namespace."""
    if like.startswith(resources):
        return f"{resources}{like.removeprefix(resources).partition('/')[0]}/"
    return like[: max(like.rfind("/"), like.rfind("#")) + 1]


def _kin(store: Store, like: str, start: str) -> Sequence[str]:
    """The IRIs in the release that have the same start and as many parts."""
    quads = store.quads_for_pattern(None, None, None, None)
    terms = itertools.chain.from_iterable((quad.subject, quad.predicate, quad.graph_name) for quad in quads)
    found = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(start)}
    return sorted(iri for iri in found if iri.count("/") == like.count("/"))


def _near(iri: str, kin: Sequence[str], start: str, resources: str) -> Sequence[str]:
    """Those that end as the name does, or are spelt like it, else those that hold it; the start, which all have, counts for nothing."""
    written = iri.removeprefix(resources)
    by_rest = {one.removeprefix(start): one for one in kin}
    rest = iri.removeprefix(start).removeprefix(resources)
    spelt = difflib.get_close_matches(rest, by_rest, n=_MOST, cutoff=_LEAST_LIKENESS)
    found = [one for one in kin if one.endswith(f"/{written}")]
    found += [by_rest[one] for one in spelt]
    found = found or [one for one in kin if rest and rest in one.removeprefix(start)]
    return [one.removeprefix(resources) for one in dict.fromkeys(found)][:_MOST]


def _listed(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
