"""Servers for the tests of the pages that only read: over files, and over the release of the plans."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.linked_plans import large_file, small_file
from running import Running, running


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def published(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(file=small_file(tmp_path_factory.mktemp("small"))) as server:
        yield server


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(file=large_file(tmp_path_factory.mktemp("large"))) as server:
        yield server
