"""A server and the releases that are published while it runs: nobody waits, nobody is turned away, nothing damaged is served."""

import signal
import threading
from pathlib import Path

import httpx
import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from small_releases import GOAL, LABEL, NAMES, Serving, published, serving
from strategraph.catalogue import About
from strategraph.release import Release, publish

NUMBER = 60**4
#: Takes a second or two.
SLOW = (
    "SELECT (COUNT(*) AS ?n) (SAMPLE(?label) AS ?l) { "
    + "".join(f"VALUES ?v{i} {{ {'1 ' * 60} }} " for i in range(4))
    + f"<{GOAL}> <{RDFS.label}> ?label }}"
)


def damage(release: Release, name: str) -> None:
    """Cut the last byte of a file, or take the sums away, in which it would change nothing."""
    file = release.path / name
    if name == "SHA256SUMS":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1])


def test_who_asks_while_releases_are_published_is_always_answered_by_one_of_them(tmp_path: Path) -> None:
    editions = {published(tmp_path, "první").edition: "první"}
    with serving(tmp_path) as server:
        stop, seen, failed = threading.Event(), [], []
        asking = [threading.Thread(target=ask_on, args=(server, stop, seen.append, failed.append)) for _ in range(4)]
        for thread in asking:
            thread.start()
        for label in ("druhé", "třetí"):
            release = published(tmp_path, label)
            editions[release.edition] = label
            assert server.says(f"release {release.edition} is served from now on")
        stop.set()
        for thread in asking:
            thread.join()
    assert failed == []
    order = list(editions)
    for answers in seen:
        assert all(editions[edition] == label for edition, label in answers)
        positions = [order.index(edition) for edition, _ in answers]
        assert positions == sorted(positions)
        assert positions[0] == 0
        assert positions[-1] == 2


def ask_on(server: Serving, stop: threading.Event, done: object, fail: object) -> None:
    """Ask until told to stop, and once more: what releases answered, in order; pages and data have to agree."""
    answers = []
    with httpx.Client(base_url=server.client.base_url, timeout=20) as client:
        last = False
        while not last:
            last = stop.is_set()
            for path, params in (
                ("/sparql", {"query": LABEL, "format": "csv"}),
                ("/data/plan/p/goal/1.a.nt", {}),
                ("/health", {}),
            ):
                answer = client.get(path, params=params)
                if answer.status_code != 200:
                    fail((path, answer.status_code, answer.text))  # type: ignore[operator]
                edition = answer.headers["strategraph-release"]
                if path == "/sparql":
                    answers.append((edition, answer.text.split()[1]))
                elif path == "/health":
                    assert answer.json()["release"] == edition
                else:
                    answers.append((edition, answer.text.split('"')[1].encode().decode()))
    done(answers)  # type: ignore[operator]


@pytest.mark.full
def test_a_long_query_is_answered_by_the_release_that_it_asked(tmp_path: Path) -> None:
    first = published(tmp_path, "první")
    with serving(tmp_path) as server, httpx.Client(base_url=server.client.base_url, timeout=30) as client:
        answers: list[httpx.Response] = []
        ask = threading.Thread(
            target=lambda: answers.append(client.get("/sparql", params={"query": SLOW, "format": "csv"}))
        )
        ask.start()
        second = published(tmp_path, "druhé")
        assert server.says(f"release {second.edition} is served from now on")
        assert server.label() == (second.edition, "druhé")
        ask.join()
        assert (answers[0].status_code, answers[0].headers["strategraph-release"]) == (200, first.edition)
        assert answers[0].text.split()[1] == f"{NUMBER},první"


@pytest.mark.parametrize("name", ["dumps/strategraph.nq", "store/CURRENT", "SHA256SUMS"])
def test_a_running_server_keeps_its_release_if_the_next_one_is_damaged(tmp_path: Path, name: str) -> None:
    first = published(tmp_path, "první")
    second = published(tmp_path, "druhé")
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(Path("releases", first.edition))
    with serving(tmp_path) as server:
        damage(second, name)
        (tmp_path / "next").symlink_to(Path("releases", second.edition))
        (tmp_path / "next").replace(tmp_path / "current")
        assert server.says(f"Release {second.edition} was published and is not served: The release is damaged: ")
        (line,) = [line for line in server.lines if "is damaged" in line]
        assert f"The release is damaged: {second.path / name} " in line
        assert line.endswith(f" Release {first.edition} is served on.\n")
        assert server.label() == (first.edition, "první")
        third = published(tmp_path, "třetí")
        assert server.says(f"release {third.edition} is served from now on, in the place of {first.edition}")
        assert server.label() == (third.edition, "třetí")


def test_a_release_that_does_not_fit_into_memory_beside_the_served_one_is_left_alone(tmp_path: Path) -> None:
    first = published(tmp_path, "první")
    # the second has ten times as many statements, and the share lies between
    with serving(tmp_path, STRATEGRAPH_LIMITS_MEMORY_SHARE="1e-6") as server:
        source = Graph()
        for number in range(2000):
            source.add((URIRef(f"{GOAL}.{number}"), RDFS.label, Literal("další", lang="cs")))
        second = publish({NAMES.source("p"): source}, tmp_path, NAMES, About("2024-05-31", ()))
        assert server.says(f"Release {second.edition} was published and is not served: ")
        assert server.label() == (first.edition, "první")


def test_a_damaged_release_is_not_served_at_the_start_but_the_newest_that_is_sound(tmp_path: Path) -> None:
    releases = [published(tmp_path, label) for label in ("první", "druhé", "třetí")]
    damage(releases[2], "dumps/strategraph.nq")
    with serving(tmp_path) as server:
        assert server.label() == (releases[1].edition, "druhé")
        assert server.says(f"{releases[2].path}/dumps/strategraph.nq is not what was published")
        assert server.lines[0].endswith(f" The older release {releases[1].edition} is served in its place.\n")
        fourth = published(tmp_path, "čtvrté")
        assert server.says(f"release {fourth.edition} is served from now on")


@pytest.mark.full
def test_what_is_served_is_not_removed_and_what_was_served_is(tmp_path: Path) -> None:
    first = published(tmp_path, "první")
    with serving(tmp_path, STRATEGRAPH_SERVE_LOOK_SECONDS="0") as server:
        for number in range(4):
            published(tmp_path, f"další{number}")
        assert first.path.is_dir()
        assert server.label() == (first.edition, "první")
    with serving(tmp_path) as server:
        served = server.label()[0]
        for number in range(4):
            release = published(tmp_path, f"nová{number}")
            assert server.says(f"release {release.edition} is served from now on")
        assert not first.path.exists()
        assert not (tmp_path / "releases" / served).exists()


@pytest.mark.full
def test_it_ends_gracefully_with_what_is_being_answered(tmp_path: Path) -> None:
    published(tmp_path, "první")
    with serving(tmp_path) as server:
        answers: list[httpx.Response] = []
        ask = threading.Thread(
            target=lambda: answers.append(server.client.get("/sparql", params={"query": SLOW, "format": "csv"}))
        )
        ask.start()
        assert server.label()
        server.process.send_signal(signal.SIGTERM)
        ask.join()
        assert answers[0].text.split()[1] == f"{NUMBER},první"
        assert server.process.wait(20) in (0, -signal.SIGTERM)
