"""Layers of descriptors: each question answers for a layer what a release made in that layer would answer."""

import csv
import json
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDF

from small_plans import small_home
from strategraph.alignment import PUBLISHED, aligned_units, published_units
from strategraph.alignment_desk import AlignmentDesk
from strategraph.namespaces import SG
from strategraph.pipeline import Work, make_graphs
from strategraph.places import Places, find_places
from strategraph.query_files import Query, bind, read_queries, read_query
from strategraph.release import answer
from strategraph.settings import LAYERS, Alignment, Inference, Settings
from strategraph.subjects import text_sha

BASE = "https://w3id.org/strategraph/"
FOLDER = find_places().queries / "alignment"
QUESTIONS = [
    query
    for query in read_queries(find_places().queries, "questions")
    if "layer" in {one.name for one in query.parameters}
]
APPROVED_PLANS = ("sprss-ustecky", "ap-sbsv-2016-2020")


def settings(layer: str) -> Settings:
    """Without the reasoner, which only compares, and with few permutations."""
    return Settings(inference=Inference(closure_units=0), alignment=Alignment(layer=layer, permutations=99))


def made(places: Places, layer: str) -> Work:
    return make_graphs(places, settings(layer), lambda room, told: None)


def approve(work: Work, folder: Path) -> None:
    """Of what words assigned in two of the plans every second descriptor is approved and every fifth rejected; some are added."""
    folder.mkdir(exist_ok=True)
    for plan, decided in zip(work.plans, work.decided, strict=True):
        if plan.id in APPROVED_PLANS:
            texts = {(one.kind, one.key): one.text for one in plan.elements}
            assigned = [one for one in decided.subjects if one.status == "assigned"]
            rows = [(one.kind, one.key, one.code, "approved", "") for one in assigned[::2]]
            rows += [
                (one.kind, one.key, one.code, "rejected", "not meant")
                for one in assigned[1::5]
                if one not in assigned[::2]
            ]
            given = {(one.kind, one.key): one for one in assigned}
            rows += [(kind, key, "XX.d", "added", "meant") for kind, key in [*given][:3]]
            with (folder / f"{plan.id}.csv").open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file)
                table.writerow(("kind", "key", "code", "decision", "who", "when", "why", "text_sha"))
                for kind, key, code, decision, why in rows:
                    table.writerow((kind, key, code, decision, "Eva", "2026-11-21", why, text_sha(texts[kind, key])))


pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, work: Work) -> Places:
    places = small_home(tmp_path_factory.mktemp("layers") / "home")
    approve(work, places.mappings / "decisions")
    return places


@pytest.fixture(scope="module")
def releases(home: Places) -> dict[str, Work]:
    """Layer → what a build in that layer makes."""
    return {layer: made(home, layer) for layer in LAYERS}


def stored(work: Work) -> Store:
    store = Store()
    for name, graph in work.graphs.items():
        store.load(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(str(name)))
    return store


def rows(store: Store, query: Query, layer: str) -> list[dict[str, str]]:
    values = {"layer": layer} if query.parameters else {}
    return list(csv.DictReader(answer(store, query, bind(query, values, BASE)).decode().splitlines()))


def answers(work: Work) -> dict[tuple[str, str], list[dict[str, str]]]:
    """Question and layer → the whole answer."""
    store = stored(work)
    return {(query.id, layer): rows(store, query, layer) for query, layer in product(QUESTIONS, LAYERS)}


@pytest.fixture(scope="module")
def told(releases: dict[str, Work]) -> dict[tuple[str, str], list[dict[str, str]]]:
    return answers(releases["all"])


def test_a_question_answers_the_same_in_a_release_of_any_layer(
    releases: dict[str, Work], told: dict[tuple[str, str], list[dict[str, str]]]
) -> None:
    assert answers(releases["approved"]) == told
    assert answers(releases["printed"]) == told


def test_a_link_in_a_layer_has_the_figures_of_that_layer_alone(
    home: Places, told: dict[tuple[str, str], list[dict[str, str]]]
) -> None:
    """What is stored for the layer, and what the command line reckons from the sources for that layer."""
    desk = AlignmentDesk(home, settings("all"))
    scores = {}
    for layer in LAYERS:
        links = json.loads(desk.links("plan/ap-ssz-2024-2026/goal/4.3.d", layer, 99, as_json=True))
        found = [
            (row["priority"], float(row["score"]), row["linkClass"]) for row in told["priorities-of-objective", layer]
        ]
        assert found == [(one["object"], one["score"], one["class"]) for one in links]
        scores[layer] = {priority: score for priority, score, _ in found}
    assert scores["printed"] == {}
    assert scores["approved"].keys() < scores["all"].keys()
    assert any(scores["all"][one] != score for one, score in scores["approved"].items()), (
        "else nothing was reckoned anew"
    )


def test_a_layer_is_told_whole_in_the_numbers_of_links(
    releases: dict[str, Work], told: dict[tuple[str, str], list[dict[str, str]]]
) -> None:
    for layer, work in releases.items():
        graph = work.graphs[work.names.named("alignments")]
        assert sum(int(row["sharesDescriptorWith"]) for row in told["sharing-and-alignment", layer]) == len(
            set(graph.subjects(RDF.type, SG.Alignment))
        )
        assert sum(int(row["alignedWith"]) for row in told["sharing-and-alignment", layer]) == len(
            set(graph.subject_objects(SG.alignedWith))
        )
    assert [len(told["continued-objectives", layer]) > 0 for layer in LAYERS] == [False, True, True]


def test_units_read_back_from_a_release_are_those_of_the_sources(releases: dict[str, Work]) -> None:
    """Texts with their origins and order, descriptors with status and weight: what the tables of alignment are made of."""
    work = releases["all"]
    store = stored(work)
    decided = {one.status for plan in work.decided for one in plan.subjects}
    assert {"assigned", "approved", "rejected"} <= decided
    for layer in LAYERS:
        asked = [rows(store, read_query(FOLDER / f"{name}.rq"), layer) for name in PUBLISHED]
        made = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
        found = published_units(*asked)
        assert [one.iri for one in found] == sorted(one.iri for one in made)
        assert {one.iri: one for one in found} == {one.iri: one for one in made}


def test_shares_sum_to_the_score_in_every_layer(told: dict[tuple[str, str], list[dict[str, str]]]) -> None:
    for layer in ("approved", "all"):
        parts = told["alignment-shares", layer]
        assert {row["layer"] for row in parts} == {layer}
        best = {row["priority"]: row["score"] for row in told["priorities-of-objective", layer]}
        total = sum(round(10_000 * float(row["share"])) for row in parts if row["part"] != "words")
        assert total == round(10_000 * float(best[parts[0]["priority"]]))
