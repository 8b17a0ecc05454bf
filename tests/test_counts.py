"""The acceptance figures of the five documents: lines and elements, counted by SPARQL, expected as counted by eye."""

from collections import Counter

import pytest
from pyoxigraph import Store

from counting import NAPSI, PLANS, PLZEN, SBSV, SSZ, USTI, below, counts, rows


def test_lines_of_each_document(store: Store) -> None:
    query = "SELECT ?plan ?lines { ?plan a sg:Plan ; dcterms:source/sg:lineCount ?lines }"
    assert counts(store, query) == {SSZ: 301, NAPSI: 21, SBSV: 50, PLZEN: 55, USTI: 114}


def test_every_line_is_used_furniture_or_blank(store: Store) -> None:
    query = """SELECT ?plan ?used ?furniture ?blank { ?plan a sg:Plan ; dcterms:source ?document . ?document
        sg:usedLineCount ?used ; sg:furnitureLineCount ?furniture ; sg:blankLineCount ?blank }"""
    assert {row[0]: tuple(int(number) for number in row[1:]) for row in rows(store, query)} == {
        SSZ: (258, 4, 39),
        NAPSI: (20, 1, 0),
        SBSV: (17, 10, 23),
        PLZEN: (13, 19, 23),
        USTI: (73, 41, 0),
    }


@pytest.mark.parametrize(
    "kind, numbers",
    [
        ("Element", {SSZ: 89, NAPSI: 18, SBSV: 36, PLZEN: 9, USTI: 73}),
        ("Section", {SSZ: 15, NAPSI: 3, SBSV: 6}),
        ("Goal", {SSZ: 38, NAPSI: 15, SBSV: 15, PLZEN: 9, USTI: 73}),
        ("Priority", {PLZEN: 8, USTI: 7}),
        ("Measure", {SSZ: 36, SBSV: 15}),
        ("NationalObjective", {SSZ: 38, NAPSI: 15, SBSV: 15}),
        ("RegionalPriority", {PLZEN: 9, USTI: 17}),
    ],
)
def test_elements_of_each_kind(kind: str, numbers: dict[str, int], store: Store) -> None:
    query = f"SELECT ?plan (COUNT(DISTINCT ?e) AS ?n) {{ ?e a sg:{kind} ; sg:partOf ?plan }} GROUP BY ?plan"
    assert counts(store, query) == numbers


def test_elements_at_each_level(store: Store) -> None:
    query = "SELECT ?level (COUNT(?e) AS ?n) { ?e a sg:Element ; sg:level ?level } GROUP BY ?level"
    assert counts(store, query) == {
        "level/ap-ssz-2024-2026/heading": 15,
        "level/ap-ssz-2024-2026/goal": 38,
        "level/ap-ssz-2024-2026/measure": 36,
        "level/napsi-2006-2008/chapter": 3,
        "level/napsi-2006-2008/goal": 15,
        "level/ap-sbsv-2016-2020/area": 6,
        "level/ap-sbsv-2016-2020/strategic-goal": 9,
        "level/ap-sbsv-2016-2020/specific-goal": 6,
        "level/ap-sbsv-2016-2020/measure": 15,
        "level/sprss-plzensky-2019-2021/long-term-goal": 1,
        "level/sprss-plzensky-2019-2021/priority": 8,
        "level/sprss-ustecky/priority": 7,
        "level/sprss-ustecky/goal": 17,
        "level/sprss-ustecky/specific-goal": 49,
    }


def test_aligned_units_stand_at_these_levels(store: Store) -> None:
    query = """SELECT ?level (COUNT(?e) AS ?n) { ?e a ?unit ; sg:level ?level
        VALUES ?unit { sg:NationalObjective sg:RegionalPriority } } GROUP BY ?level"""
    assert counts(store, query) == {
        "level/ap-ssz-2024-2026/goal": 38,
        "level/napsi-2006-2008/goal": 15,
        "level/ap-sbsv-2016-2020/strategic-goal": 9,
        "level/ap-sbsv-2016-2020/specific-goal": 6,
        "level/sprss-plzensky-2019-2021/long-term-goal": 1,
        "level/sprss-plzensky-2019-2021/priority": 8,
        "level/sprss-ustecky/goal": 17,
    }


def test_levels_without_descriptors(store: Store) -> None:
    query = "SELECT ?level { ?level a sg:Level ; sg:indexed false } ORDER BY ?level"
    assert rows(store, query) == [("level/ap-sbsv-2016-2020/area",), ("level/ap-ssz-2024-2026/heading",)]


CHILDREN = "SELECT ?parent (COUNT(?e) AS ?n) { ?e a sg:%s ; sg:partOf <%s> ; sg:parent ?parent } GROUP BY ?parent"


def test_goals_under_each_heading(store: Store) -> None:
    assert counts(store, CHILDREN % ("Goal", SSZ)) == below(
        SSZ,
        "section",
        {
            "2.1": 1, "2.2": 1, "2.3": 1, "2.4": 1, "3": 3, "4.1": 2, "4.2": 3, "4.3": 5, "4.4": 5, "4.5": 5,
            "4.6": 1, "4.7": 6, "4.8": 1, "4.9": 2, "4.10": 1,
        },
    )  # fmt: skip


def test_measures_under_each_goal(store: Store) -> None:
    assert counts(store, CHILDREN % ("Measure", SSZ)) == below(
        SSZ,
        "goal",
        {
            "2.4.a": 1, "3.d": 1, "4.2.a": 6, "4.2.b": 2, "4.2.c": 2, "4.3.e": 1, "4.4.1.a": 2, "4.4.1.b": 1,
            "4.5.a": 1, "4.5.b": 3, "4.5.c": 2, "4.5.d": 2, "4.6.a": 6, "4.8.a": 2, "4.9.b": 4,
        },
    )  # fmt: skip


def test_goals_under_each_chapter(store: Store) -> None:
    assert counts(store, CHILDREN % ("Goal", NAPSI)) == below(NAPSI, "section", {"2": 7, "3": 8})


def test_goals_and_measures_under_each_area_and_goal_of_the_slides(store: Store) -> None:
    goals = below(SBSV, "section", {"s0": 2, "s1": 1, "s2": 1, "s3": 1, "s4": 1, "s5": 3})
    specific = below(SBSV, "goal", {"1.1": 2, "1.2": 1, "1": 1, "2": 1, "4": 1})
    assert counts(store, CHILDREN % ("Goal", SBSV)) == goals | specific
    measures = {"1.1": 1, "1.2.1": 1, "2.2": 3, "3.4": 2, "p14": 3, "p18": 2, "p22": 1, "8.2.2": 1, "8.4.1": 1}
    assert counts(store, CHILDREN % ("Measure", SBSV)) == below(SBSV, "goal", measures)


def test_goals_under_each_goal_of_the_regions(store: Store) -> None:
    assert counts(store, CHILDREN % ("Goal", PLZEN)) == below(PLZEN, "goal", {"p0": 8})
    goals = below(USTI, "priority", {"1": 5, "2": 2, "3": 2, "4": 3, "5": 1, "6": 2, "7": 2})
    specific = below(
        USTI,
        "goal",
        {
            "1.1": 5, "1.2": 5, "1.3": 1, "1.4": 2, "1.5": 2, "2.1": 5, "2.2": 4, "3.1": 3, "3.2": 2, "4.1": 3,
            "4.2": 2, "4.3": 2, "5.1": 6, "6.1": 2, "6.2": 1, "7.1": 3, "7.2": 1,
        },
    )  # fmt: skip
    assert counts(store, CHILDREN % ("Goal", USTI)) == goals | specific


def test_measure_numbers_with_their_gaps(store: Store) -> None:
    query = f"""SELECT ?goal ?number {{ ?m a sg:Measure ; sg:partOf <{SSZ}> ; sg:parent/skos:notation ?goal ;
        skos:notation ?number ; schema:position ?position }} ORDER BY ?position"""
    numbers: dict[str, str] = {}
    for goal, number in rows(store, query):
        numbers[goal] = f"{numbers.get(goal, '')} {number}".strip()
    assert numbers == {
        "2.4.a": "2", "3.d": "1", "4.2.a": "1 2 3 4 5 6", "4.2.b": "2 3", "4.2.c": "1 2", "4.3.e": "2",
        "4.4.1.a": "1 2", "4.4.1.b": "1", "4.5.a": "1", "4.5.b": "1 2 4", "4.5.c": "1 3", "4.5.d": "2 3",
        "4.6.a": "1 2 3 5 6 8", "4.8.a": "1 2", "4.9.b": "1 2 3 4",
    }  # fmt: skip


def test_no_element_is_lost_by_a_shared_iri(store: Store) -> None:
    query = "SELECT ?m ?text { ?m a sg:Measure ; sg:partOf <%s> ; dcterms:description ?text }"
    for plan, number in ((SSZ, 36), (SBSV, 15)):
        found = rows(store, query % plan)
        assert (len(found), len({iri for iri, _ in found}), len({text for _, text in found})) == (number,) * 3


def test_keys_are_unique_in_each_plan(store: Store) -> None:
    keys = Counter(
        (plan, iri.rpartition("/")[2])
        for plan, iri in rows(store, "SELECT ?plan ?e { ?e a sg:Element ; sg:partOf ?plan }")
    )
    assert len(keys) == sum(keys.values()) == 225


def test_positions_run_from_0_without_gaps(store: Store) -> None:
    found: dict[str, list[int]] = {plan: [] for plan in PLANS}
    for plan, position in rows(store, "SELECT ?plan ?p { ?e sg:partOf ?plan ; schema:position ?p }"):
        found[plan].append(int(position))
    numbers = {SSZ: 74, NAPSI: 15, SBSV: 30, PLZEN: 9, USTI: 73}
    assert {plan: sorted(positions) for plan, positions in found.items()} == {
        plan: list(range(number)) for plan, number in numbers.items()
    }


def test_positions_follow_the_lines_of_the_document(store: Store) -> None:
    query = """SELECT ?start { ?e sg:partOf <%s> ; schema:position ?position ;
        sg:sourcePassage/oa:hasSelector/oa:start ?start } ORDER BY ?position"""
    for plan in PLANS:
        starts = [int(start) for (start,) in rows(store, query % plan)]
        assert starts == sorted(starts)


def test_4_10_comes_after_4_9(store: Store) -> None:
    query = f"SELECT ?n {{ ?e a sg:Goal ; sg:partOf <{SSZ}> ; skos:notation ?n ; schema:position ?p }} ORDER BY ?p"
    assert rows(store, query)[-3:] == [("4.9.a",), ("4.9.b",), ("4.10.a",)]
