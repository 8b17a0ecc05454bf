"""The release of the five documents has no fault, and a fault in it is named with its rule, element and line."""

import pytest
from pyoxigraph import RdfFormat, Store

from strategraph.places import Places
from strategraph.query_files import read_queries
from strategraph.release import Release
from strategraph.release.checking import check, check_queries
from strategraph.release.faults import Fault, Place
from strategraph.triples import as_graph

RESOURCE = "https://w3id.org/strategraph/resource/"


@pytest.mark.full
def test_shapes_skos_and_checks_find_nothing_in_the_release(release: Release, places: Places) -> None:
    assert check(release, places) == ()


@pytest.fixture
def copy(release: Release) -> Store:
    store = Store()
    store.bulk_load(path=str(release.dumps_path / "strategraph.nq"), format=RdfFormat.N_QUADS)
    return store


def test_a_fault_is_told_with_its_place_in_the_document(copy: Store, places: Places) -> None:
    deadline = f"<{RESOURCE}deadline/napsi-2006-2008/goal/3.4/2008> <http://www.w3.org/2006/time#inXSDgYear>"
    copy.update(
        f"DELETE {{ GRAPH ?g {{ {deadline} ?year }} }}"
        f'INSERT {{ GRAPH ?g {{ {deadline} "2009"^^<http://www.w3.org/2001/XMLSchema#gYear> }} }}'
        f"WHERE {{ GRAPH ?g {{ {deadline} ?year }} }}"
    )
    (fault,) = check_queries(copy, as_graph(copy), read_queries(places.queries, "checks"))
    assert fault == Fault(
        "deadline-not-in-words",
        f"{RESOURCE}plan/napsi-2006-2008/goal/3.4",
        "The words that give a deadline do not contain its year; "
        'when: "2009"^^<http://www.w3.org/2001/XMLSchema#gYear>; words: "do roku 2008"',
        Place("mpsv-napsi-2006-2008.txt", 17),
    )
    assert str(fault) == (
        f"deadline-not-in-words: <{RESOURCE}plan/napsi-2006-2008/goal/3.4> (mpsv-napsi-2006-2008.txt, line 17): "
        + fault.message
    )
