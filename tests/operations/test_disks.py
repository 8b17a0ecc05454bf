"""A disk that is full or read-only: what is served is served on, and the rest is told in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from small_releases import published, serving

pytestmark = pytest.mark.operations

#: Mounts a disk of its own over a folder, fills it from another one, and runs a command that sees it.
MOUNT = 'mount -t tmpfs -o size="$2" tmpfs "$1" && cp -r "$3/." "$1" && {more} && shift 3 && exec "$@"'
#: Takes all the room that is left; dd says that there is no more, which is what was wanted.
FILL = '{ dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null || true; }'
READ_ONLY = 'mount -o remount,ro "$1"'
#: An answer of 1.3 MB; and one of a few bytes.
LONG = "SELECT * { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 10} }}" for i in range(4)) + " }"
SHORT = "ASK {}"
PROBLEM = {"Accept": "application/sparql-results+json, application/problem+json;q=0.5"}


def on_disk(folder: Path, size: str, content: Path, more: str = "true") -> list[str]:
    """Words before a command, which runs it where `folder` is a disk of that size with that content."""
    folder.mkdir(exist_ok=True)
    script = MOUNT.replace("{more}", more)
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(folder), size, str(content)]


def build(before: list[str], output: Path) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "strategraph", "build", "--output", str(output)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder with one release."""
    published(tmp_path / "releases-of-one", "první")
    return tmp_path / "releases-of-one"


def test_a_long_answer_for_which_the_disk_has_no_room_is_refused_and_short_ones_are_given(
    releases: Path, tmp_path: Path
) -> None:
    spool, empty = tmp_path / "spool", tmp_path / "empty"
    empty.mkdir()
    with serving(releases, on_disk(spool, "256k", empty), TMPDIR=str(spool)) as server:
        for _ in range(3):
            refused = server.client.get("/sparql", params={"query": LONG}, headers=PROBLEM)
            assert (refused.status_code, "retry-after" in refused.headers) == (503, True)
            assert server.client.get("/sparql", params={"query": SHORT}).status_code == 200
        assert server.says("No space left on device")
    assert "disk" in refused.json()["detail"]


def test_a_server_whose_disk_is_full_serves_on(releases: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with serving(disk, on_disk(disk, "16m", releases, FILL)) as server:
        for _ in range(3):
            assert server.label()[1] == "první"


def test_a_build_on_a_full_disk_says_so_and_the_release_that_was_there_stays_current(
    releases: Path, tmp_path: Path
) -> None:
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    # what is left is copied away when the build has ended, so that it can be looked at and served
    script = 'disk="$1" kept="$2"; shift 2; "$@"; code=$?; cp -r "$disk" "$kept"; exit $code'
    before = [*on_disk(disk, "4m", releases, FILL), "sh", "-c", script, "sh", str(disk), str(kept)]
    done = build(before, disk)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "No space left on device" in done.stderr
    (kept / "filler").unlink()
    assert {path.name for path in kept.iterdir()} == {"prepared", *(path.name for path in releases.iterdir())}
    with serving(kept) as server:
        assert server.label()[1] == "první"


def test_releases_on_a_disk_that_is_read_only_are_served(releases: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with serving(disk, on_disk(disk, "16m", releases, READ_ONLY)) as server:
        assert server.label()[1] == "první"
        assert server.client.get("/download/").status_code == 200


def test_a_build_into_a_folder_that_is_read_only_says_so(releases: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    done = build(on_disk(disk, "16m", releases, READ_ONLY), disk)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "Read-only file system" in done.stderr


def test_a_file_that_is_damaged_is_named_at_the_start(releases: Path, tmp_path: Path) -> None:
    (file,) = releases.glob("releases/*/dumps/strategraph.nq")
    file.write_bytes(file.read_bytes()[:-1])
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--data", str(releases)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "dumps/strategraph.nq" in done.stderr
