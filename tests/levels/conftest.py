"""A release of plans of several levels as its users see it; each file says by its own `home` and `output` what is built."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import strategraph
from running import Running, running
from strategraph.api import Graph
from strategraph.places import Places


@pytest.fixture(scope="module")
def graph(home: Places, output: Path) -> Iterator[Graph]:
    with strategraph.open(output, home=str(home.home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server
