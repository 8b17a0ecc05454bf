"""Each document keeps its own names of levels, below one scheme that makes plans comparable."""

from rdflib import URIRef

from strategraph.namespaces import SG, SKOS
from strategraph.pipeline import Work
from strategraph.settings import LAYERS

BASE = "https://w3id.org/strategraph/resource/"


def test_own_levels_stand_below_common_ones(work: Work) -> None:
    graph = work.graphs[work.names.named("vocabulary")]
    below = {
        str(own).removeprefix(f"{BASE}level/"): (
            str(graph.value(own, SKOS.broader)).removeprefix(f"{BASE}level/"),
            *sorted(str(label) for label in graph.objects(own, SKOS.prefLabel) if label.language == "cs"),  # type: ignore[attr-defined]
            str(graph.value(own, SG.namePrinted)),
            str(graph.value(own, SG.indexed)),
            str(graph.value(own, SG.alignedUnit)),
        )
        for own in graph.subjects(SG.namePrinted)
    }
    assert below == {
        "ap-ssz-2024-2026/heading": ("section", "Oblast", "false", "false", "false"),
        "ap-ssz-2024-2026/goal": ("goal", "Cíl", "false", "true", "true"),
        "ap-ssz-2024-2026/measure": ("measure", "Opatření", "false", "true", "false"),
        "napsi-2006-2008/chapter": ("section", "Kapitola", "false", "true", "false"),
        "napsi-2006-2008/goal": ("goal", "Cíl", "false", "true", "true"),
        "ap-sbsv-2016-2020/area": ("section", "Oblast", "false", "false", "false"),
        "ap-sbsv-2016-2020/strategic-goal": ("strategic-goal", "Strategický cíl", "true", "true", "true"),
        "ap-sbsv-2016-2020/specific-goal": ("specific-goal", "Specifický cíl", "true", "true", "true"),
        "ap-sbsv-2016-2020/measure": ("measure", "Opatření", "true", "true", "false"),
        "sprss-plzensky-2019-2021/long-term-goal": ("long-term-goal", "Dlouhodobý cíl", "true", "true", "true"),
        "sprss-plzensky-2019-2021/priority": ("priority", "Priority Střednědobého plánu", "true", "true", "true"),
        "sprss-ustecky/priority": ("priority", "Priorita", "false", "true", "false"),
        "sprss-ustecky/goal": ("goal", "Cíl", "false", "true", "true"),
        "sprss-ustecky/specific-goal": ("specific-goal", "Dílčí cíl", "false", "true", "false"),
    }


def test_common_levels_and_roles_are_top_concepts(work: Work) -> None:
    graph = work.graphs[work.names.named("vocabulary")]
    tops = {
        scheme: {
            str(top).rpartition("/")[2] for top in graph.objects(URIRef(f"{BASE}scheme/{scheme}"), SKOS.hasTopConcept)
        }
        for scheme in ("levels", "roles", "layers")
    }
    assert tops == {
        "levels": {"section", "long-term-goal", "strategic-goal", "goal", "specific-goal", "priority", "measure"},
        "roles": {"gestor", "spolugestor", "spoluprace"},
        "layers": {"printed", "approved", "all"},
    }


def test_layers_count_what_the_settings_say(work: Work) -> None:
    graph = work.graphs[work.names.named("vocabulary")]
    statuses = {
        layer: {str(status) for status in graph.objects(URIRef(f"{BASE}layer/{layer}"), SG.countsStatus)}
        for layer in ("printed", "approved", "all")
    }
    assert statuses == {layer: set(counted) for layer, counted in LAYERS.items()}
