"""Every query in queries/ is answered alike by pyoxigraph, which serves it, and by rdflib, which researchers have."""

import pytest
from pyoxigraph import Store
from rdflib import XSD, Dataset, Literal, URIRef

from questions.conftest import Engines
from questions.engines import Terms, asked_of_rdflib, asked_of_store, same, unordered
from strategraph.places import find_places
from strategraph.query_files import Query, bind, read_queries

# rdflib 7.6 calls parts of its own that it is about to give other names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")

BASE = "https://w3id.org/strategraph/"
QUERIES = find_places().queries
NOTHING = URIRef(f"{BASE}resource/plan/there-is-none")
#: The group that is asked of all five plans in both engines; the others, of three.
WHOLE = "questions"
#: What rdflib takes seconds for is part of `make test-all`.
SLOW = {
    "aligned-plans",
    "continued-objectives",
    "descriptor-carriers",
    "descriptor-use",
    "descriptor-use-miscounted",
    "entries",
    "objectives-without-priority",
    "unit-descriptors",
}
#: One thing of each kind, for the queries that describe whatever `$iri` names.
THINGS = (
    "plan/ap-sbsv-2016-2020",
    "plan/sprss-plzensky-2019-2021",
    "plan/ap-sbsv-2016-2020/section/s1",
    "plan/ap-sbsv-2016-2020/goal/p14",
    "plan/sprss-plzensky-2019-2021/priority/p5",
    "plan/ap-sbsv-2016-2020/measure/p3",
    "document/ap-sbsv-2016-2020",
    "document/ap-sbsv-2016-2020#char=1247,1418",
    "assignment/napsi-2006-2008/goal/3.5/IX.d",
    "comparison/ap-ssz-2024-2026/goal/2.2.a/VIII.b",
    "responsibility/ap-sbsv-2016-2020/measure/p3/spolugestor/CSU",
    "deadline/ap-sbsv-2016-2020/measure/p3/2020-12",
    "quantity/napsi-2006-2008/goal/3.4/1",
    "descriptor/VIII.d",
    "theme/IX",
    "scheme/descriptors",
    "match/IX.c/broad/4143",
    "level/sprss-plzensky-2019-2021/priority",
    "level/goal",
    "role/gestor",
    "body/ASZ",
    "territory/CZ032",
    "period/2006-2008",
    "strategy/ssz-2021-2030",
    "alignment/ap-sbsv-2016-2020/goal/p14/sprss-plzensky-2019-2021/priority/p5",
    "continuity/ap-sbsv-2016-2020/goal/1.1.1/napsi-2006-2008/goal/3.5",
)


def cases() -> list[object]:
    """Every query with its default parameters and with an IRI of nothing; one about `$iri`, with a thing of each kind.

    These last are nearly a thousand, and rdflib takes its time: they are part of `make test-all`.
    """
    groups = sorted(path.name for path in QUERIES.iterdir() if path.is_dir())
    found = []
    for query in (query for group in groups for query in read_queries(QUERIES, group)):
        terms = bind(query, {}, BASE)
        marks = [pytest.mark.full] if query.id in SLOW else []
        found.append(pytest.param(query, terms, id=f"{query.group}-{query.id}", marks=marks))
        if any(isinstance(term, URIRef) for term in terms.values()):
            nothing = {name: NOTHING if isinstance(term, URIRef) else term for name, term in terms.items()}
            found.append(pytest.param(query, nothing, id=f"{query.group}-{query.id}-of-nothing", marks=marks))
        if "iri" in terms:
            things = {thing: {**terms, "iri": URIRef(f"{BASE}resource/{thing}")} for thing in THINGS}
            found += [
                pytest.param(query, each, id=f"{query.group}-{query.id}-{name}", marks=pytest.mark.full)
                for name, each in things.items()
            ]
    return found


@pytest.mark.parametrize("query, terms", cases())
def test_both_engines_answer_alike(query: Query, terms: Terms, request: pytest.FixtureRequest) -> None:
    engines: Engines = request.getfixturevalue("five_plans" if query.group == WHOLE else "three_plans")
    ours, theirs = asked_of_store(engines.store, query, terms), asked_of_rdflib(engines.dataset, query, terms)
    assert unordered(ours) == unordered(theirs)
    if query.group == "questions":
        assert ours == theirs, "the same rows, but in another order"


def test_both_engines_hold_the_same_release(store: Store, dataset: Dataset) -> None:
    assert len(store) == sum(1 for _ in dataset.quads())


def test_a_difference_would_be_seen(store: Store) -> None:
    query = next(query for query in read_queries(QUERIES, "questions") if query.id == "plans")
    ours = asked_of_store(store, query, {})
    assert isinstance(ours, tuple)
    names, rows = ours
    assert unordered((names, rows)) == unordered((names, rows[::-1]))
    assert unordered((names, rows)) != unordered((names, rows[1:]))
    assert unordered((names, rows)) != unordered((names, [*rows, rows[0]]))


def test_terms_differ_by_what_they_mean_and_not_by_how_they_are_written() -> None:
    assert same(Literal("01", datatype=XSD.integer, normalize=False)) == same(Literal("1", datatype=XSD.decimal))
    assert same(Literal("plán", lang="CS")) == same(Literal("plán", lang="cs"))
    assert same(Literal("plán")) == same(Literal("plán", datatype=XSD.string))
    kinds = [Literal("1"), Literal("1", lang="cs"), Literal("1", datatype=XSD.integer), URIRef("1"), None]
    assert len({same(term) for term in kinds}) == len(kinds)
