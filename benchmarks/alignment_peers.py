"""Peers of alignment that are run in processes of their own: plain SPARQL in pyoxigraph, and the reasoner owlrl.

Usage: python alignment_peers.py sparql|owlrl PLANS. What each reads is made by `alignment_data.py` with its fixed seed.
"""

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from time import process_time

from pyoxigraph import RdfFormat, Store
from rdflib import Graph, URIRef

from alignment_data import RESOURCE, graph, plan, real
from strategraph.inference import entailed, projection, units_of
from strategraph.namespaces import SG
from strategraph.places import find_places
from strategraph.triples import ontology_graph

#: The ten regional priorities that share most information with an objective, among those that share a descriptor of at least
#: 1 nat. The engine is spared the logarithm (SPARQL has none), the texts and the reasons. One query for all objectives takes
#: longer, and memory that grows with the square of their number: 24 GB were not enough at 300,000 triples.
QUERY = f"""PREFIX sg: <{URIRef(SG)}>
SELECT ?regional (SUM(?content) AS ?shared) WHERE {{
  NATIONAL sg:hasDescriptor ?descriptor . ?descriptor sg:informationContent ?content .
  ?regional sg:hasDescriptor ?descriptor ; a sg:RegionalPriority .
}} GROUP BY ?regional HAVING (MAX(?content) >= 1) ORDER BY DESC(?shared) ?regional LIMIT 10"""
#: So many objectives are asked for, evenly spread over all of them.
SAMPLE = 250


def content_of(plans: int) -> dict[str, float]:
    """Descriptor → its information content in nats, on the side where it is less rare."""
    source, _ = real()
    sizes, uses = Counter[str](), Counter[tuple[str, str]]()
    for unit in (unit for number in range(plans) for unit in plan(source, number)):
        sizes[unit.side] += 1
        uses.update((code, unit.side) for code in unit.codes)
    found: dict[str, float] = {}
    for (code, side), number in uses.items():
        found[code] = min(math.log(sizes[side] / number), found.get(code, math.inf))
    return found


def told(content: Mapping[str, float]) -> Iterator[str]:
    """The information content as lines of N-Triples."""
    kind = "http://www.w3.org/2001/XMLSchema#double"
    for code, value in content.items():
        yield f'<{RESOURCE}descriptor/{code}> {SG.informationContent.n3()} "{value}"^^<{kind}> .\n'


def loaded(plans: int) -> Store:
    """A store in memory with the plans and the information content of the descriptors."""
    store = Store()
    lines = "".join([*graph(real()[0], plans), *told(content_of(plans))])
    store.bulk_load(input=lines.encode(), format=RdfFormat.N_TRIPLES)
    return store


def nearest(store: Store, objective: str) -> list[tuple[str, float]]:
    """The ten nearest of an objective: IRI and shared information in nats."""
    found = store.query(QUERY.replace("NATIONAL", f"<{objective}>"))
    return [(row["regional"].value, float(row["shared"].value)) for row in found]  # type: ignore[union-attr]


def sparql(plans: int) -> float:
    """Seconds of processor time to ask for every objective, reckoned from a sample; loading is not counted."""
    store = loaded(plans)
    objectives = [unit.iri for number in range(0, plans, 2) for unit in plan(real()[0], number)]
    asked = objectives[:: max(1, len(objectives) // SAMPLE)]
    started = process_time()
    for objective in asked:
        nearest(store, objective)
    return (process_time() - started) / len(asked) * len(objectives)


def owlrl(plans: int) -> int:
    """What the reasoner derives from the types and the descriptors of the plans; gives the number of statements."""
    seen = Graph().parse(data="".join(graph(real()[0], plans)), format="nt")
    graphs = {URIRef("urn:x-made"): seen}
    return len(entailed(projection(graphs, units_of(graphs)), ontology_graph(find_places().ontology)))


PEERS: Mapping[str, Callable[[int], float]] = {"sparql": sparql, "owlrl": owlrl}

if __name__ == "__main__":
    print(PEERS[sys.argv[1]](int(sys.argv[2])))
