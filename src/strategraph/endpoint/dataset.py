"""What is served: the statements of a release, or of any RDF file."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from strategraph.catalogue import NQUADS
from strategraph.errors import EndpointError
from strategraph.release import Release

__all__ = ["Dataset", "dataset_of_file", "dataset_of_release", "digest_of"]

_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".xml", ".jsonld", ".n3")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file that is loaded into memory for the workers.

    `base` resolves relative IRIs; `name` identifies the state of the data; `sha256` is that of the file when it was opened;
    `release` is None for a file.
    """

    path: Path
    base: str
    name: str
    sha256: str
    release: Release | None = None


def dataset_of_release(release: Release, base: str) -> Dataset:
    """The dump of a release, by its real path: what stands behind a link may be another one when a zygote loads it again.

    Raises:
        EndpointError: if the things of the release are named below another base, where no address would lead to them.
    """
    built = release.manifest.get("base")
    if built != base:
        raise EndpointError(
            f"{release.path} was built for {built}, and publication.base is {base}: build it anew, or change the setting."
        )
    stated = release.manifest["files"][f"{release.dumps_path.name}/{NQUADS}"]
    return Dataset(Path(os.path.realpath(release.dumps_path)) / NQUADS, base, release.edition, stated, release)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def dataset_of_file(file: Path, base: str) -> Dataset:
    """An RDF file, named by its hash.

    Raises:
        EndpointError: if it cannot be read, or its name does not tell its format.
    """
    if file.suffix not in _ENDINGS:
        raise EndpointError(f"{file} has no ending that tells its format; it has to be one of {', '.join(_ENDINGS)}.")
    try:
        digest = digest_of(file)
    except OSError as fault:
        raise EndpointError(f"{file} cannot be read: {fault.strerror}.") from fault
    return Dataset(file.resolve(), base, f"file-{digest[:12]}", digest)
