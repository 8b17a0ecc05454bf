"""Releases of one statement, and a server over them of which is known what it says."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from rdflib import RDFS, Graph, Literal, URIRef

from served import address_in
from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.release import Release, publish

NAMES = GraphNames("https://w3id.org/strategraph/")
GOAL = URIRef(f"{NAMES.base}resource/plan/p/goal/1.a")
LABEL = f"SELECT ?label {{ <{GOAL}> <{RDFS.label}> ?label }}"


def published(output: Path, label: str) -> Release:
    """Publish a release in which a goal has this label."""
    source = Graph()
    source.add((GOAL, RDFS.label, Literal(label, lang="cs")))
    return publish({NAMES.source("p"): source}, output, NAMES, About("2024-05-31", ()))


class Serving:
    """A server that runs, and what it says on standard error."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.client = httpx.Client(base_url=address, timeout=20)
        self.lines: list[str] = []
        self._said = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._said:
                self.lines.append(line)
                self._said.notify_all()

    def says(self, words: str) -> bool:
        """Whether a line with these words comes, or came."""
        with self._said:
            return self._said.wait_for(lambda: any(words in line for line in self.lines), 30)

    def label(self) -> tuple[str, str]:
        """The release that answers, and what it calls the goal."""
        answer = self.client.get("/sparql", params={"query": LABEL, "format": "csv"})
        assert answer.status_code == 200
        return answer.headers["strategraph-release"], answer.text.split()[1]


@contextmanager
def serving(output: Path, before: Sequence[str] = (), **settings: str) -> Iterator[Serving]:
    """A server over the releases in a folder; `before` are words that stand before its command, and run it."""
    command = [*before, sys.executable, "-m", "strategraph", "serve", "--port", "0", "--data", str(output)]
    env = os.environ | {"STRATEGRAPH_SERVE_LOOK_SECONDS": "0.1", "STRATEGRAPH_LIMITS_WORKERS": "2", **settings}
    with subprocess.Popen(
        command, cwd=output, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            server = Serving(process, address_in(process.stdout))
            with server.client:
                yield server
        finally:
            process.terminate()
            process.wait()
