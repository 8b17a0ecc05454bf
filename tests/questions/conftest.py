"""The same release in a second engine: what rdflib answers has to be what pyoxigraph answers."""

import re
from dataclasses import dataclass

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset

from strategraph.release import Release


@pytest.fixture(scope="session")
def dataset(release: Release) -> Dataset:
    """The dump of the release in rdflib, its default graph the union of all graphs, as at the endpoint."""
    dataset = Dataset(default_union=True)
    dataset.parse(release.dumps_path / "strategraph.nq", format="nquads")
    return dataset


@dataclass(frozen=True)
class Engines:
    """The same statements in both engines."""

    store: Store
    dataset: Dataset


#: The two largest plans: without them three plans, their alignments and their continuities are left.
LARGE = re.compile(r"ap-ssz|sprss-ustecky")


@pytest.fixture(scope="session")
def three_plans(release: Release) -> Engines:
    """What the release says without its two largest plans: some queries of pages take rdflib minutes on all five."""
    lines = (release.dumps_path / "strategraph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not LARGE.search(line))
    store, dataset = Store(), Dataset(default_union=True)
    store.bulk_load(kept.encode(), RdfFormat.N_QUADS)
    dataset.parse(data=kept, format="nquads")
    return Engines(store, dataset)


@pytest.fixture(scope="session")
def five_plans(store: Store, dataset: Dataset) -> Engines:
    """All that the release says."""
    return Engines(store, dataset)
