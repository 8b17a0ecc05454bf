"""The record of a release: what it holds, from which sources, made with which versions."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from strategraph import __version__
from strategraph.catalogue import About
from strategraph.errors import ReleaseError
from strategraph.graph_names import GraphNames
from strategraph.release.dumps import Dumps
from strategraph.release.model import DUMPS, MANIFEST

__all__ = ["as_bytes", "describe", "read_manifest", "versions", "versions_of"]

#: The libraries whose version may change a byte of a release.
LIBRARIES = ("pyoxigraph", "rdflib", "simplemma", "tantivy")


def describe(
    dumps: Dumps, names: GraphNames, about: About, index: str = "", answers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The manifest as JSON values: the same graphs, date, sources and versions give the same manifest.

    `graphs` counts the statements of each graph and `statements` is their sum; `files` gives the SHA-256 of
    each dump by its path in the release. `index` is the form of the search index (`form_of`), empty if there is none;
    `answers` says to which texts of queries it brings answers along (`form_of_answers`).
    """
    return {
        "release": dumps.id,
        "date": about.date,
        "base": names.base,
        **versions(),
        "index": index,
        "answers": dict(sorted((answers or {}).items())),
        "statements": sum(dumps.counts.values()),
        "graphs": {str(name): dumps.counts[name] for name in sorted(dumps.counts)},
        "sources": [{"plan": plan, "sha256": digits, "file": file} for plan, digits, file in sorted(about.sources)],
        "files": {f"{DUMPS}/{path}": file.sha256 for path, file in sorted(dumps.files.items())},
    }


def versions() -> dict[str, Any]:
    """The versions that are at work, as a manifest states them."""
    return {"strategraph": __version__, "libraries": {name: version(name) for name in LIBRARIES}}


def versions_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The versions that a manifest states, in the same form."""
    return {name: manifest.get(name) for name in versions()}


def as_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as the file has it."""
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises:
        ReleaseError: if it is missing or is no manifest.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ReleaseError(
            f"{path} cannot be read: {fault}. Build the release again with `strategraph build`."
        ) from fault
    if not isinstance(manifest, dict) or not isinstance(manifest.get("release"), str):
        raise ReleaseError(f"{path} names no release: build it again with `strategraph build`.")
    return manifest
