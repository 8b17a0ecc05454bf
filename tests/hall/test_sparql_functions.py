"""The functions that a query may call give what the rooms in Python give, from either end, and nothing where there is nothing."""

from itertools import product

import pytest
from pyoxigraph import QuerySolutions, Store

from strategraph.alignment import aligned_units
from strategraph.link_steps import read_aligner
from strategraph.pipeline import Work
from strategraph.sparql_functions import SIM, functions

RESOURCE = "https://w3id.org/strategraph/resource/"
PREFIXES = f"PREFIX sim: <{SIM}>\nBASE <{RESOURCE}>\n"
SSZ, USTI, SBSV = "plan/ap-ssz-2024-2026", "plan/sprss-ustecky", "plan/ap-sbsv-2016-2020"


def called(store: Store, call: str) -> str | None:
    """The value of a call, as text; None where it is unbound."""
    rows = store.query(
        f"{PREFIXES}SELECT ({call} AS ?value) {{}}", use_default_graph_as_union=True, custom_functions=functions(store)
    )
    assert isinstance(rows, QuerySolutions)
    (row,) = rows
    return row["value"].value if row["value"] is not None else None


def test_scores_and_shared_information_of_all_pairs_are_those_of_the_room(work: Work, store: Store) -> None:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    found = read_aligner(work).regional(units)
    links = {(one.link.subject, one.link.object): one.link for one in found.links}
    content = {use.code: round(use.content, 4) for use in found.uses}
    rows = store.query(
        f"""{PREFIXES}PREFIX sg: <https://w3id.org/strategraph/ontology#>
        SELECT ?one ?other (sim:score(?one, ?other) AS ?score) (sim:sharedInformation(?one, ?other) AS ?information)
        {{ ?one a sg:NationalObjective . ?other a sg:RegionalPriority }}""",
        use_default_graph_as_union=True,
        custom_functions=functions(store),
    )
    assert isinstance(rows, QuerySolutions)
    told = {(row["one"].value, row["other"].value): (row["score"], row["information"].value) for row in rows}
    sides = [[one for one in units if one.side == side] for side in ("national", "regional")]
    assert set(told) == {(one.iri, other.iri) for one, other in product(*sides)}
    for one, other in product(*sides):
        score, information = told[one.iri, other.iri]
        link = links.get((one.iri, other.iri))
        assert (score is None) == (link is None)
        assert link is None or float(score.value) == float(link.score)
        shared = sum(content[code] for code in one.codes.keys() & other.codes.keys())
        assert float(information) == pytest.approx(shared, abs=1e-9)
        assert link is None or link.information == pytest.approx(shared, abs=1e-9)


@pytest.mark.parametrize("name", ["score", "sharedInformation"])
def test_it_does_not_matter_which_end_comes_first(name: str, store: Store) -> None:
    one, other = f"<{SSZ}/goal/4.3.d>", f"<{USTI}/goal/2.2>"
    assert called(store, f"sim:{name}({one}, {other})") == called(store, f"sim:{name}({other}, {one})") is not None


def test_of_a_continuity_they_give_what_it_states(store: Store) -> None:
    """Its information content is that among the objectives of the two plans, not among all that are aligned."""
    query = (
        f"PREFIX sim: <{SIM}> PREFIX sg: <https://w3id.org/strategraph/ontology#> "
        "SELECT ?score ?information (sim:score(?later, ?earlier) AS ?s) (sim:sharedInformation(?earlier, ?later) AS ?i) { "
        "?link sg:laterObjective ?later ; sg:earlierObjective ?earlier ; sg:score ?score ; sg:sharedInformation ?information }"
    )
    answer = store.query(query, use_default_graph_as_union=True, custom_functions=functions(store))
    assert isinstance(answer, QuerySolutions)
    rows = [tuple(row) for row in answer]
    assert len(rows) > 100
    assert [row for row in rows if row[:2] != row[2:]] == []


@pytest.mark.parametrize(
    "call, value",
    [
        (f"sim:score(<{SSZ}/goal/4.3.d>, <{SSZ}/goal/4.3.d>)", None),
        (f'sim:score(<{SSZ}/goal/4.3.d>, "4.3.d")', None),
        ('sim:score("a", 1)', None),
        (f"sim:score(<{SSZ}/goal/9.9>, <{USTI}/goal/2.2>)", None),
        (f"sim:sharedInformation(<{SSZ}/goal/9.9>, <{USTI}/goal/2.2>)", "0"),
        (f"sim:sharedInformation(<{SSZ}/goal/4.3.d>, 1)", None),
        (f"sim:score(<{SSZ}/goal/4.3.d>)", None),
        ("sim:sharedInformation()", None),
        (f"sim:score(<{SSZ}/goal/4.3.d>, <{USTI}/goal/2.2>, 3)", None),
    ],
)
def test_what_is_not_asked_well_is_unbound_and_no_failure(call: str, value: str | None, store: Store) -> None:
    assert called(store, call) == value
