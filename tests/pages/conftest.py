"""One server for the tests of the pages that only read."""

from collections.abc import Iterator

import pytest

from running import Running, running


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    with running() as server:
        yield server
