"""The checks find nothing in the release, and each finds the fault that is planted for it, and no other does."""

import pytest
from pyoxigraph import Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import Dataset

from questions.engines import asked_of_rdflib, asked_of_store, unordered
from questions.planted_faults import FAULTS, PREFIXES, RESOURCE, added
from strategraph.places import find_places
from strategraph.query_files import Query, read_queries
from strategraph.release import Release

# rdflib 7.6 calls parts of its own that it is about to give other names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")

#: Checks whose faults are mended by one that is planted for another.
ALONE = ("aligned-without-link", "comparison-against-threshold")
CHECKS = {query.id: query for query in read_queries(find_places().queries, "checks")}


@pytest.fixture(scope="module")
def sound(release: Release) -> tuple[Quad, ...]:
    return tuple(parse(path=str(release.dumps_path / "strategraph.nq"), format=RdfFormat.N_QUADS))


def found(store: Store, check: Query) -> set[str]:
    """The things that a check finds at fault, below `…/resource/`."""
    rows = store.query(check.text, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return {row["element"].value.removeprefix(RESOURCE) for row in rows}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_finds_nothing_in_the_release(check: Query, store: Store) -> None:
    assert found(store, check) == set()


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_has_titles_in_both_languages_and_names_the_element_first(check: Query, store: Store) -> None:
    assert check.title_en
    assert check.title_cs
    rows = store.query(check.text, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    assert rows.variables[0].value == "element"


def together() -> list[list[int]]:
    """The numbers of the faults, those in one list for different checks: they are planted in one copy of the release."""
    alone = [[number] for number, (name, _, _) in enumerate(FAULTS) if name in ALONE]
    shared: list[list[int]] = []
    for number, (name, _, _) in enumerate(FAULTS):
        if name not in ALONE:
            fits = (one for one in shared if name not in {FAULTS[other][0] for other in one})
            found = next(fits, None)
            shared += [] if found else [[]]
            (found or shared[-1]).append(number)
    return alone + shared


@pytest.mark.parametrize("numbers", together(), ids=lambda numbers: f"{numbers[0]}-and-{len(numbers) - 1}-more")
def test_exactly_the_faults_that_are_planted_are_found(numbers: list[int], sound: tuple[Quad, ...]) -> None:
    store = Store()
    store.extend(sound)
    for number in numbers:
        store.update(PREFIXES + FAULTS[number][1])
    expected = {name: things for name, _, things in (FAULTS[number] for number in numbers)}
    assert {check.id: faults for check in CHECKS.values() if (faults := found(store, check))} == expected


@pytest.mark.full
@pytest.mark.parametrize("name, update, things", FAULTS, ids=[f"{case[0]}-{n}" for n, case in enumerate(FAULTS)])
def test_exactly_the_planted_fault_is_found(name: str, update: str, things: set[str], sound: tuple[Quad, ...]) -> None:
    store = Store()
    store.extend(sound)
    store.update(PREFIXES + update)
    assert {check.id: faults for check in CHECKS.values() if (faults := found(store, check))} == {name: things}


def test_every_check_has_a_planted_fault() -> None:
    assert {name for name, _, _ in FAULTS} == set(CHECKS)


@pytest.mark.parametrize("one, other, is_fault", [
    ("Continuity", "Alignment", False), ("Continuity", "LevelAlignment", False), ("LevelAlignment", "Continuity", False),
    ("LayerContinuity", "LayerAlignment", False), ("LayerAlignment", "LayerContinuity", False),
    ("Continuity", "Continuity", True), ("LayerContinuity", "LayerContinuity", True), ("Alignment", "Alignment", True),
    ("Alignment", "LevelAlignment", True), ("LevelAlignment", "LevelAlignment", True),
])  # fmt: skip
def test_a_pair_may_be_linked_once_by_continuity_and_once_beside_it(one: str, other: str, is_fault: bool) -> None:
    """A plan may replace one of another level, to which a release has links as well."""
    ends, check = (
        'sg:linkSubject <plan/a/goal/1> ; sg:linkObject <plan/b/goal/1> ; sg:layer "all"',
        CHECKS["link-repeated"],
    )
    store, dataset = Store(), Dataset(default_union=True)
    store.update(PREFIXES + added(f"<link/a> a sg:{one} ; {ends} . <link/b> a sg:{other} ; {ends}", "alignments"))
    assert found(store, check) == ({"link/a"} if is_fault else set())
    dataset.parse(data=store.dump(format=RdfFormat.N_QUADS), format="nquads")
    assert asked_of_rdflib(dataset, check, {}) == asked_of_store(store, check, {})


@pytest.mark.full
def test_both_engines_find_the_same_faults_where_everything_is_at_fault(sound: tuple[Quad, ...]) -> None:
    store = Store()
    store.extend(sound)
    for _, update, _ in FAULTS:
        store.update(PREFIXES + update)
    dataset = Dataset(default_union=True)
    dataset.parse(data=store.dump(format=RdfFormat.N_QUADS), format="nquads")
    ours = {name: unordered(asked_of_store(store, check, {})) for name, check in CHECKS.items()}
    theirs = {name: unordered(asked_of_rdflib(dataset, check, {})) for name, check in CHECKS.items()}
    assert ours == theirs
    assert [name for name, check in CHECKS.items() if not found(store, check)] == []
