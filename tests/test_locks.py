import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house_rules import committed_files

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def pins(name: str) -> dict[str, tuple[str, str]]:
    """Package → version and hashes; a line that is neither a pin nor a hash is a fault."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert PIN.sub("", text) == ""
    return {package: (version, hashes) for package, version, hashes in PIN.findall(text)}


def wanted(*extras: str) -> list[Requirement]:
    project = PROJECT["project"]
    lines = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    "lock, extras",
    [
        ("requirements.lock", ["build", "pictures"]),
        ("requirements-dev.lock", ["build", "frames", "pictures", "test", "browser", "dev"]),
        ("requirements-spark.lock", ["spark"]),
    ],
)
def test_a_lock_pins_what_pyproject_asks_for(lock: str, extras: list[str]) -> None:
    pinned = pins(lock)
    building = [Requirement(line) for line in PROJECT["build-system"]["requires"]] if "build" in extras else []
    for requirement in [*wanted(*extras), *building]:
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)][0]), requirement


def test_tests_run_with_the_versions_that_are_served() -> None:
    tested = pins("requirements-dev.lock")
    assert {name: tested[name] for name in pins("requirements.lock")} == pins("requirements.lock")
    spark = pins("requirements-spark.lock")
    assert {name: tested[name] for name in spark if name in tested} == {
        name: pin for name, pin in spark.items() if name not in ("py4j", "pyspark")
    }


@pytest.mark.parametrize(
    "folder, peer, brought",
    [
        ("annif", "annif", {"omikuji", "stwfsapy"}),
        ("alignment", "polars", set()),
        ("endpoint", "rdflib-endpoint", {"uvicorn", "rdflib"}),
    ],
)
def test_the_lock_of_a_peer_pins_what_its_list_asks_for_and_what_its_extras_bring(
    folder: str, peer: str, brought: set[str]
) -> None:
    lines = (ROOT / "benchmarks" / folder / "requirements.in").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    pinned = pins(f"benchmarks/{folder}/requirements.lock")
    assert [one.name for one in asked] == [peer]
    assert asked[0].specifier.contains(pinned[peer][0])
    assert brought <= pinned.keys()


def test_make_lock_writes_every_lock() -> None:
    """As `git ls-files` finds them: one that nothing renews would keep its faults for ever."""
    said = subprocess.run(["make", "--dry-run", "lock"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    written = set(re.findall(r"--output-file (\S+)", said))
    assert written == {path.relative_to(ROOT).as_posix() for path in committed_files(ROOT) if path.suffix == ".lock"}
    assert said.count("--generate-hashes") == len(written)


def test_the_lock_of_npm_pins_what_is_asked_for_with_hashes_and_says_nothing_of_where_it_came_from() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    pinned = json.loads(text)["packages"]
    own = pinned.pop("")
    for kind in ("dependencies", "devDependencies"):
        assert own[kind] == asked[kind] == {name: pinned[f"node_modules/{name}"]["version"] for name in asked[kind]}
    assert [name for name, package in pinned.items() if not package["integrity"].startswith("sha512-")] == []
    assert {key for package in pinned.values() for key in package} & {"resolved", "funding"} == set()
    assert "://" not in text
    assert (ROOT / ".npmrc").read_text(encoding="utf-8") == "omit-lockfile-registry-resolved=true\n"
