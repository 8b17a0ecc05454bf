"""The dumps are the same bytes in every run, and hold literals as they were given and no unnamed nodes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, parse
from rdflib import XSD, Graph, Literal, URIRef

import strategraph
from strategraph.catalogue import DumpFile
from strategraph.release.dumps import render
from strategraph.release.skolems import named

GENID = "https://example.org/.well-known/genid/ontology/c14n"
ONTOLOGY = """\
<https://example.org/.well-known/genid/ontology/c14n0> rdf:first sg:descriptorOf ;
	rdf:rest rdf:nil .
<https://example.org/.well-known/genid/ontology/c14n1> rdf:first sg:hasDescriptor ;
	rdf:rest <https://example.org/.well-known/genid/ontology/c14n0> .
sg:sharesDescriptorWith owl:propertyChainAxiom <https://example.org/.well-known/genid/ontology/c14n1> .
"""
SOURCE = """\
<https://example.org/resource/plan/p/goal/1.a> a sg:Goal ;
	dcterms:identifier 01 ;
	rdfs:label "Cíl"@cs .
"""
#: Prints the SHA-256 of every dump; run in a process of its own, with a hash seed of its own.
PRINT_DIGESTS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import make
from strategraph.graph_names import GraphNames
from strategraph.release.dumps import render
from strategraph.release.skolems import named
names = GraphNames("https://example.org/")
for path, file in render(named(make(names), names), names, Path(sys.argv[2]) / "dumps").files.items():
    print(path, file.sha256)
"""


def body(content):
    """The statements of a Turtle file, without its prefixes."""
    return "".join(line for line in content.decode().splitlines(keepends=True) if not line.startswith("@prefix"))


def rendered(graphs, names):
    with TemporaryDirectory() as folder:
        return render(named(graphs, names), names, Path(folder) / "dumps")


def dumps(graphs, names):
    with TemporaryDirectory() as folder:
        made = render(named(graphs, names), names, Path(folder) / "dumps")
        files = {path: (made.folder / path).read_bytes() for path in made.files}
    assert {path: DumpFile(len(content), sha256(content).hexdigest()) for path, content in files.items()} == made.files
    return files


def test_the_files_and_their_statements(graphs, names):
    files = dumps(graphs, names)
    assert list(files) == [
        "graphs/metadata.ttl",
        "graphs/ontology.ttl",
        "graphs/source.p.ttl",
        "strategraph.nq",
        "strategraph.trig",
    ]
    assert body(files["graphs/ontology.ttl"]) == ONTOLOGY
    assert body(files["graphs/source.p.ttl"]) == SOURCE


def test_prefixes_come_in_alphabetical_order(graphs, names):
    lines = dumps(graphs, names)["strategraph.trig"].decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix sg: <https://w3id.org/strategraph/ontology#> ." in prefixes


def test_all_forms_hold_the_same_statements(graphs, names):
    files = dumps(graphs, names)
    quads = set(parse(files["strategraph.nq"], RdfFormat.N_QUADS))
    assert len(quads) == 9
    assert set(parse(files["strategraph.trig"], RdfFormat.TRIG)) == quads
    turtle = [quad.triple for path in files if path.endswith(".ttl") for quad in parse(files[path], RdfFormat.TURTLE)]
    assert set(turtle) == {quad.triple for quad in quads}


def test_nquads_are_sorted_and_keep_the_number_as_it_was_given(graphs, names):
    lines = dumps(graphs, names)["strategraph.nq"].decode().splitlines()
    assert lines == sorted(lines)
    assert (
        "<https://example.org/resource/plan/p/goal/1.a> <http://purl.org/dc/terms/identifier> "
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer> <https://example.org/graph/source/p> .'
    ) in lines


def test_bytes_do_not_depend_on_run_or_hash_seed(graphs, names, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(Path(strategraph.__file__).parents[1])}
    command = [sys.executable, "-c", PRINT_DIGESTS, str(Path(__file__).parent)]
    seeds = {
        seed: subprocess.run(
            [*command, str(tmp_path / seed)],
            env=environment | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = "".join(f"{path} {sha256(content).hexdigest()}\n" for path, content in dumps(graphs, names).items())
    assert seeds == {"1": here, "2": here}


def test_statements_are_counted_once_per_graph(graphs, names):
    plain = URIRef("https://example.org/p")
    twice = Graph()
    twice.add((plain, plain, Literal("a")))
    twice.add((plain, plain, Literal("a", datatype=XSD.string)))
    assert len(twice) == 2
    assert rendered(graphs | {names.named("inferred"): twice, names.named("registers"): Graph()}, names).counts == {
        names.named("inferred"): 1,
        names.named("metadata"): 1,
        names.named("ontology"): 5,
        names.named("registers"): 0,
        names.source("p"): 3,
    }


def test_graphs_without_blank_nodes_are_handed_on(graphs, names):
    renamed = named(graphs, names)
    assert renamed[names.source("p")] is graphs[names.source("p")]
    assert {str(node) for triple in renamed[names.named("ontology")] for node in triple if GENID in node} == {
        f"{GENID}0",
        f"{GENID}1",
    }


def test_metadata_do_not_change_the_id(variant, names):
    assert rendered(variant(modified="1999-01-01"), names).id == rendered(variant(), names).id


def test_the_id_is_the_hash_of_the_sorted_quads(graphs, names):
    lines = dumps(graphs, names)["strategraph.nq"].decode().splitlines(keepends=True)
    rest = [line for line in lines if "<https://example.org/graph/metadata> ." not in line]
    assert len(rest) == 8
    assert rendered(graphs, names).id == sha256("".join(rest).encode()).hexdigest()[:16]


def test_any_other_statement_changes_the_id(graphs, names):
    first = rendered(graphs, names).id
    seen = {first}
    for name in (names.source("p"), names.named("ontology"), names.named("assignments")):
        more = Graph()
        for triple in graphs.get(name, Graph()):
            more.add(triple)
        more.add((URIRef("https://example.org/x"), URIRef("https://example.org/y"), Literal("z")))
        seen.add(rendered(graphs | {name: more}, names).id)
    for gone in graphs[names.source("p")]:
        less = Graph()
        for triple in set(graphs[names.source("p")]) - {gone}:
            less.add(triple)
        seen.add(rendered(graphs | {names.source("p"): less}, names).id)
    assert len(seen) == 7
