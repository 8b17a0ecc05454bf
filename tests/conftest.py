"""What holds for all tests: what a mark asks for must be there, and generated cases are the same in every run."""

import gc
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest
from pyoxigraph import Store

from stated_plans import build_stated_plans
from strategraph.pipeline import Work, make_graphs, publish_graphs
from strategraph.places import Places, find_places
from strategraph.release import Release, open_release, open_store
from strategraph.settings import Settings

# A failure found once is found again by the next person; time limits would depend on the machine.
hypothesis.settings.register_profile("strategraph", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("strategraph")


def pytest_collection_finish() -> None:
    """Have the search for circles in memory pass over what was collected, and come less often: it took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test whose mark names something that is not there: a test that was asked for is never skipped."""
    if item.get_closest_marker("browser") and not shutil.which("chromium"):
        pytest.fail("This test drives Chromium, and no 'chromium' is on the path: run make setup-test.", pytrace=False)
    if item.get_closest_marker("spark") and not (shutil.which("java") and find_spec("pyspark")):
        pytest.fail("This test runs Spark, and Java or pyspark is not there: run make test-all.", pytrace=False)
    if item.get_closest_marker("virtuoso") and not shutil.which("virtuoso-t"):
        pytest.fail("This test runs Virtuoso, and no 'virtuoso-t' is on the path: run make test-all.", pytrace=False)
    if item.get_closest_marker("r") and not shutil.which("Rscript"):
        pytest.fail("This test runs R, and no 'Rscript' is on the path: run make test-all.", pytrace=False)
    missing = [one for one in ("nginx", "systemd-analyze", "curl") if not shutil.which(one)]
    if item.get_closest_marker("operations") and missing:
        pytest.fail(f"This test runs {' and '.join(missing)}, not on the path: run make test-all.", pytrace=False)
    if item.get_closest_marker("office") and not shutil.which("soffice"):
        pytest.fail("This test runs LibreOffice, and no 'soffice' is on the path: run make test-all.", pytrace=False)
    if item.get_closest_marker("w3c") and not Path(os.environ.get("STRATEGRAPH_CONFORMANCE", "/nowhere")).is_dir():
        pytest.fail("Point STRATEGRAPH_CONFORMANCE to the folder with the W3C SPARQL records.", pytrace=False)


@pytest.fixture(scope="session")
def places() -> Places:
    """The knowledge folders of the checkout."""
    return find_places()


@pytest.fixture(scope="session")
def work(places: Places) -> Work:
    """Documents, plans and graphs of the five documents, made once for all tests that only read them."""
    return make_graphs(places, Settings(), lambda room, told: None)


@pytest.fixture(scope="session")
def output(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release of the five documents, published once; tests must not write to it."""
    folder = tmp_path_factory.mktemp("build")
    publish_graphs(work, folder, lambda room, told: None)
    return folder


@pytest.fixture(scope="session")
def release(output: Path) -> Release:
    """The release of the five documents."""
    return open_release(output)


@pytest.fixture(scope="session")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release of two small plans that state deadlines, indicators and money; tests must not write to it."""
    return build_stated_plans(tmp_path_factory.mktemp("stated"))


@pytest.fixture(scope="session")
def store(release: Release) -> Store:
    """The store of that release, read-only."""
    return open_store(release)
