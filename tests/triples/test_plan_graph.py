"""What the graph says about an element is what the document says, whole and in the terms of the contract."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import BNode, Graph, Literal, URIRef

from strategraph.namespaces import DCTERMS, OA, PREFIXES, RDF, SG, SKOS
from strategraph.pipeline import Work
from strategraph.places import Places
from strategraph.release import Release
from strategraph.triples.words import short

BASE = "https://w3id.org/strategraph/resource/"


def described(graph: Graph, subject: str) -> set[tuple[str, str]]:
    """Predicate and object of a thing, with prefixes, IRIs below the base without it."""
    return {(shown(predicate), shown(value)) for predicate, value in graph.predicate_objects(URIRef(BASE + subject))}


def shown(term: URIRef | Literal | BNode) -> str:
    if isinstance(term, Literal):
        return f"{term}@{term.language}" if term.language else str(term)
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term).removeprefix(BASE)


def test_a_measure_with_bodies_and_a_deadline(work: Work) -> None:
    graph = work.graphs[work.names.source("ap-sbsv-2016-2020")]
    plan = "plan/ap-sbsv-2016-2020"
    text = (
        "Vytvořit datovou základnu umožňující promítnout statistická data resortů a resortních institucí do území "
        "za účelem sledování koncentrace a vývoje zásadních sociálních jevů"
    )
    bodies = ["gestor/ASZ", *(f"spolugestor/{slug}" for slug in ("MPSV", "MV", "MSp", "MMR", "MSMT", "CSU", "MZ"))]
    assert described(graph, f"{plan}/measure/p3") == {
        ("rdf:type", "sg:Element"),
        ("rdf:type", "sg:Measure"),
        ("dcterms:description", f"{text}@cs"),
        ("rdfs:label", "Vytvořit datovou základnu umožňující promítnout statistická data resortů a resortních…@cs"),
        ("schema:position", "3"),
        ("dcterms:isPartOf", plan),
        ("sg:partOf", plan),
        ("sg:parent", f"{plan}/goal/1.1"),
        ("sg:parentUncertain", "true"),
        ("sg:level", "level/ap-sbsv-2016-2020/measure"),
        ("sg:deadline", "deadline/ap-sbsv-2016-2020/measure/p3/2020-12"),
        ("sg:sourcePassage", "document/ap-sbsv-2016-2020#char=1247,1418"),
        (
            "sg:remark",
            "Snímek 4 netiskne cíl; opatření patří ke strategickému cíli 1.1 ze snímku 3, nebo k některému z jeho "
            "specifických cílů.@cs",
        ),
        (
            "sg:remark",
            "Slide 4 prints no goal; the measure belongs to the strategic goal 1.1 of slide 3, or to one of its "
            "specific goals.@en",
        ),
        *(("sg:responsibility", f"responsibility/ap-sbsv-2016-2020/measure/p3/{body}") for body in bodies),
    }
    assert described(graph, "responsibility/ap-sbsv-2016-2020/measure/p3/spolugestor/MSMT") == {
        ("rdf:type", "sg:Responsibility"),
        ("rdfs:label", "spolugestor: MŠMT@cs"),
        ("rdfs:label", "co-lead body: MŠMT@en"),
        ("sg:responsibleFor", f"{plan}/measure/p3"),
        ("sg:body", "body/MSMT"),
        ("dcat:hadRole", "role/spolugestor"),
        ("sg:sourcePassage", "document/ap-sbsv-2016-2020#char=1430,1475"),
        ("sg:bodyPassage", "document/ap-sbsv-2016-2020#char=1462,1466"),
    }
    assert described(graph, "document/ap-sbsv-2016-2020#char=1462,1466") == {
        ("rdf:type", "oa:SpecificResource"),
        ("oa:hasSource", "document/ap-sbsv-2016-2020"),
        ("oa:hasSelector", "document/ap-sbsv-2016-2020#selector=1462,1466"),
        ("sg:line", "20"),
        ("sg:page", "4"),
        ("sg:quote", "MŠMT"),
    }
    assert described(graph, "deadline/ap-sbsv-2016-2020/measure/p3/2020-12") == {
        ("rdf:type", "time:Instant"),
        ("rdfs:label", "Termín plnění: 12/2020@cs"),
        ("time:inXSDgYearMonth", "2020-12"),
        ("sg:textDerived", "false"),
        ("sg:sourcePassage", "document/ap-sbsv-2016-2020#char=1476,1498"),
    }


def test_a_goal_with_printed_descriptors(work: Work) -> None:
    graph = work.graphs[work.names.source("ap-ssz-2024-2026")]
    plan, goal = "plan/ap-ssz-2024-2026", "plan/ap-ssz-2024-2026/goal/4.9.a"
    assert described(graph, goal) == {
        ("rdf:type", "sg:Element"),
        ("rdf:type", "sg:Goal"),
        (
            "dcterms:description",
            "Podpora preventivních přístupů k zajišťování bezpečnosti a veřejného pořádku@cs",
        ),
        ("rdfs:label", "Podpora preventivních přístupů k zajišťování bezpečnosti a veřejného pořádku@cs"),
        ("skos:notation", "4.9.a"),
        ("schema:position", "67"),
        ("dcterms:isPartOf", plan),
        ("sg:partOf", plan),
        ("sg:parent", f"{plan}/section/4.9"),
        ("sg:level", "level/ap-ssz-2024-2026/goal"),
        ("sg:sourcePassage", "document/ap-ssz-2024-2026#char=16194,16270"),
        ("sg:hasDescriptor", "descriptor/XX.a"),
        ("sg:hasDescriptor", "descriptor/XX.b"),
        ("dcterms:subject", "descriptor/XX.a"),
        ("dcterms:subject", "descriptor/XX.b"),
    }
    assignments = {shown(one) for one in graph.subjects(SG.target, URIRef(BASE + goal))}
    assert assignments == {f"assignment/ap-ssz-2024-2026/goal/4.9.a/{code}" for code in ("XX.a", "XX.b")}
    assert described(graph, "assignment/ap-ssz-2024-2026/goal/4.9.a/XX.a") == {
        ("rdf:type", "sg:DescriptorAssignment"),
        ("rdfs:label", "XX.a bezpečnost a veřejný pořádek@cs"),
        ("sg:target", goal),
        ("sg:descriptor", "descriptor/XX.a"),
        ("sg:weight", "1.0"),
        ("sg:status", "printed"),
        ("sg:method", "printed"),
        ("sg:sourcePassage", "document/ap-ssz-2024-2026#char=16284,16317"),
    }


def test_a_plan_that_states_neither_title_nor_period(work: Work) -> None:
    graph = work.graphs[work.names.source("sprss-ustecky")]
    assert described(graph, "plan/sprss-ustecky") == {
        ("rdf:type", "sg:Plan"),
        ("rdf:type", "sg:RegionalPlan"),
        ("dcterms:title", "Plán rozvoje sociálních služeb Ústeckého kraje@cs"),
        ("rdfs:label", "Plán rozvoje sociálních služeb Ústeckého kraje@cs"),
        ("dcterms:identifier", "sprss-ustecky"),
        ("dcterms:publisher", "body/ustecky-kraj"),
        ("dcterms:spatial", "territory/CZ042"),
        ("dcterms:license", "https://data.gov.cz/podmínky-užití/neobsahuje-autorská-díla/"),
        ("dcterms:source", "document/sprss-ustecky"),
        ("prov:wasDerivedFrom", "document/sprss-ustecky"),
        ("sg:unstated", "dcterms:title"),
        ("sg:unstated", "dcterms:temporal"),
        ("sg:remark", "Dokument neuvádí svůj název ani období; název je náš, období chybí.@cs"),
        (
            "sg:remark",
            "The document states neither its title nor its period; the title is ours, the period is left out.@en",
        ),
    }


def test_every_passage_in_the_graph_is_in_its_document(work: Work, places: Places) -> None:
    for plan in work.plans:
        graph = work.graphs[work.names.source(plan.id)]
        path = places.data / "sources" / plan.manifest.level / plan.id / "document.txt"
        text = path.read_text(encoding="utf-8")
        passages = set(graph.subjects(RDF.type, OA.SpecificResource))
        assert passages
        for passage in passages:
            selector = graph.value(passage, OA.hasSelector)
            start, end = (int(str(graph.value(selector, name))) for name in (OA.start, OA.end))
            assert text[start:end] == str(graph.value(passage, SG.quote))
            assert text.count("\n", 0, start) + 1 == int(str(graph.value(passage, SG.line)))
            assert str(graph.value(passage, OA.hasSource)) == f"{BASE}document/{plan.id}"


def test_no_graph_has_a_blank_node(work: Work) -> None:
    for name, graph in work.graphs.items():
        if name != work.names.named("ontology"):  # its lists are given names when a release is made
            assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_every_element_has_an_iri_of_its_own(work: Work) -> None:
    for plan in work.plans:
        graph = work.graphs[work.names.source(plan.id)]
        elements = set(graph.subjects(RDF.type, SG.Element))
        assert len(elements) == len(plan.elements)
        for element in elements:
            assert len(set(graph.objects(element, DCTERMS.description))) == 1
            assert len(set(graph.objects(element, SKOS.notation))) <= 1


def test_the_whole_graph_of_one_plan_is_as_it_was_read_by_a_person(release: Release) -> None:
    """tests/golden/ holds the graph of the Plzeň plan as it was held against the document, line by line."""
    golden = Path(__file__).parent.parent / "golden" / "source.sprss-plzensky-2019-2021.ttl"
    made = release.dumps_path / "graphs" / golden.name
    assert made.read_text(encoding="utf-8") == golden.read_text(encoding="utf-8")


def test_the_store_holds_what_was_made(work: Work, store: Store) -> None:
    for plan in work.plans:
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{work.names.source(plan.id)}> {{ ?s ?p ?o }} }}"
        rows = store.query(query)
        assert [int(row["n"].value) for row in rows] == [len(work.graphs[work.names.source(plan.id)])]  # type: ignore[union-attr]


@given(st.text(min_size=1, max_size=300))
def test_a_short_label_is_the_beginning_of_the_text(text: str) -> None:
    label = short(text)
    assert len(label) <= 90
    assert label == text or (len(text) > 90 and label.endswith("…") and text.startswith(label[:-1]))
