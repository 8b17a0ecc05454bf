"""The same release in a second engine: what rdflib answers has to be what pyoxigraph answers."""

import pytest
from rdflib import Dataset

from strategraph.release import Release


@pytest.fixture(scope="session")
def dataset(release: Release) -> Dataset:
    """The dump of the release in rdflib, its default graph the union of all graphs, as at the endpoint."""
    dataset = Dataset(default_union=True)
    dataset.parse(release.dumps_path / "strategraph.nq", format="nquads")
    return dataset
