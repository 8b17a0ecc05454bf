"""A parameter that names nothing in the release is told so, with what may have been meant."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from strategraph.errors import UsageError
from strategraph.places import Places
from strategraph.query_files import Parameter, Query, bind, find_query
from strategraph.release import Release, check_names, open_store, what_they_are

BASE = "https://w3id.org/strategraph/"
SSZ, USTI = "plan/ap-ssz-2024-2026", "plan/sprss-ustecky"


@pytest.fixture(scope="module")
def store(release: Release) -> Store:
    return open_store(release)


def refusal(store: Store, query: Query, **values: str) -> str:
    with pytest.raises(UsageError) as caught:
        check_names(store, query, bind(query, values, BASE), BASE)
    return str(caught.value)


@pytest.mark.parametrize(
    ("question", "values", "told"),
    [
        (
            "goals-of-plan",
            {"plan": "plan/ap-ssz-2024-2062"},
            f"plan=plan/ap-ssz-2024-2062 names nothing in this release. Did you mean {SSZ} or plan/ap-sbsv-2016-2020?",
        ),
        (
            "goals-of-plan",
            {"plan": "sprss-ustecky"},
            f"plan=sprss-ustecky names nothing in this release. Did you mean {USTI}?",
        ),
        (
            "goals-of-plan",
            {"plan": "plan/sprss"},
            f"plan=plan/sprss names nothing in this release. Did you mean plan/sprss-plzensky-2019-2021 or {USTI}?",
        ),
        ("goals-of-plan", {"plan": "xyz"}, "plan=xyz names nothing in this release."),
        (
            "measures-of-goal",
            {"goal": "4.2.a"},
            f"goal=4.2.a names nothing in this release. Did you mean {SSZ}/goal/4.2.a?",
        ),
        (
            "descriptors-of-goal",
            {"goal": f"{SSZ}/goal/4.2.x"},
            f"goal={SSZ}/goal/4.2.x names nothing in this release. "
            f"Did you mean {SSZ}/goal/4.2.c, {SSZ}/goal/4.2.b or {SSZ}/goal/4.2.a?",
        ),
        (
            "goals-with-descriptor",
            {"descriptor": "descriptor/IX.z"},
            "descriptor=descriptor/IX.z names nothing in this release. "
            "Did you mean descriptor/IX.f, descriptor/IX.e or descriptor/IX.d?",
        ),
        (
            "goals-with-descriptor",
            {"descriptor": "https://example.org/nothing"},
            "descriptor=https://example.org/nothing names nothing in this release.",
        ),
        (
            "graph",
            {"graph": "https://w3id.org/strategraph/graph/vocabularies"},
            "graph=https://w3id.org/strategraph/graph/vocabularies names nothing in this release. "
            "Did you mean https://w3id.org/strategraph/graph/vocabulary?",
        ),
        (
            "incoming",
            {"property": "http://purl.org/dc/terms/isPartof"},
            "property=http://purl.org/dc/terms/isPartof names nothing in this release. "
            "Did you mean http://purl.org/dc/terms/isPartOf or http://purl.org/dc/terms/hasPart?",
        ),
    ],
)
def test_what_names_nothing_is_told_with_what_is_like_it(
    store: Store, places: Places, question: str, values: dict[str, str], told: str
) -> None:
    query = find_query(places.queries, question)
    assert refusal(store, query, **values) == f"{question}: {told}"


def test_a_parameter_without_a_default_is_compared_with_its_value(store: Store) -> None:
    query = Query("mine", "", Path("mine.rq"), "", "", "", "", (Parameter("plan", "iri", ""),), "ASK { ?plan ?p ?o }")
    assert refusal(store, query, plan="plan/sprss-ustecki") == (
        f"mine: plan=plan/sprss-ustecki names nothing in this release. Did you mean {USTI}?"
    )


def test_whatever_stands_in_the_release_may_be_named_and_texts_are_free(store: Store, places: Places) -> None:
    """A subject, an object, a property, a graph; words, years and months are in no release, and an empty answer is right."""
    sets = [
        ("goals-of-plan", {"plan": USTI}),
        ("incoming", {"iri": "http://www.w3.org/2002/07/owl#Class", "property": "http://purl.org/dc/terms/isPartOf"}),
        ("graph", {"graph": "https://w3id.org/strategraph/graph/continuity"}),
        ("elements-mentioning", {"words": "nic takového"}),
        ("plans-in-year", {"year": "1918"}),
        ("goals-with-descriptor", {"layer": "printed"}),
    ]
    for question, values in sets:
        query = find_query(places.queries, question)
        check_names(store, query, bind(query, values, BASE), BASE)


def test_every_default_names_something(store: Store, places: Places) -> None:
    for path in sorted(places.queries.glob("*/*.rq")):
        query = find_query(places.queries, path.stem)
        check_names(store, query, bind(query, {}, BASE), BASE)


@pytest.mark.parametrize(
    ("question", "values", "told"),
    [
        ("priorities-of-objective", {"objective": f"{USTI}/goal/1.1"},
         [f"objective={USTI}/goal/1.1 is element of a plan, goal, regional priority."]),
        ("goals-of-plan", {"plan": f"{SSZ}/goal/4.3.d"},
         [f"plan={SSZ}/goal/4.3.d is element of a plan, goal, national objective."]),
        ("evidence-of-element", {"element": "descriptor/IX.f"}, ["The release does not say what element=descriptor/IX.f is."]),
        ("descriptor-use", {}, []),
    ],
)  # fmt: skip
def test_of_a_thing_that_gives_no_rows_it_is_said_what_it_is(
    store: Store, places: Places, question: str, values: dict[str, str], told: list[str]
) -> None:
    query = find_query(places.queries, question)
    assert what_they_are(store, bind(query, values, BASE), BASE) == told
