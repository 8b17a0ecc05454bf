"""Whenever publishing is killed, a release is there and answers, and the next one is published."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import strategraph
from release.conftest import BASE, folders, labels, make
from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.release import Step, open_release, publish

#: For each named step a child that publishes the graphs with the label "Nový" below the folder of this name, and kills itself
#: when the step is announced; prints the signals that ended them.
PUBLISH_AND_DIE = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import make
from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.release import dumps, publication, publish

if sys.argv[3] == "taken over":
    publication._WORTH, dumps._SHARE = 0, 100.0
names = GraphNames("https://example.org/")
for last in sys.argv[4:]:
    def progress(step):
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        publish(make(names, label="Nový"), Path(sys.argv[2], last), names, About("2024-05-31"), progress)
        os._exit(0)
    print(os.WTERMSIG(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module", params=["anew", "taken over"])
def killed(tmp_path_factory, request):
    """For each step a folder in which publishing was killed there, all being made anew or taken over, and the release of before."""
    folder, names, steps = tmp_path_factory.mktemp("killed"), GraphNames(BASE), list(Step)
    before = [
        publish(make(names), folder / step, names, About("2024-05-31", (("p", "ab" * 32, "p.txt"),))) for step in steps
    ]
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH_AND_DIE, str(Path(__file__).parent), str(folder), request.param, *steps],
        env=os.environ | {"PYTHONPATH": str(Path(strategraph.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(int(signal.SIGKILL))] * len(steps)
    return {step: (folder / step, release) for step, release in zip(steps, before, strict=True)}


@pytest.mark.parametrize("step", list(Step))
def test_kill_at_any_step_leaves_a_release_that_answers(killed, variant, names, about, step):
    output, first = killed[step]
    found = open_release(output)
    if step == Step.PRUNE:  # the new release is current, only the old ones are not removed yet
        assert labels(found) == ["Nový"]
    else:
        assert (found, labels(found)) == (first, ["Cíl"])
    after = publish(variant(label="Další"), output, names, about)
    assert labels(open_release(output)) == ["Další"]
    assert not [name for name in folders(output) if ".tmp" in name]
    assert after.id in folders(output)
    assert first.id in folders(output)
