"""Two servers for the tests of the pages that only read: over a small file, and over the release of the plans."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Running, running


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def published(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server
