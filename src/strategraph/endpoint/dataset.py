"""What is served: the statements of a release, or of any RDF file."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from strategraph.catalogue import NQUADS
from strategraph.errors import EndpointError
from strategraph.release import Release

__all__ = ["Dataset", "dataset_of_file", "dataset_of_release"]

_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".xml", ".jsonld", ".n3")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file that is loaded into memory for the workers.

    `base` resolves relative IRIs; `name` identifies the state of the data; `release` is None for a file.
    """

    path: Path
    base: str
    name: str
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
    return Dataset(Path(os.path.realpath(release.dumps_path)) / NQUADS, base, release.edition, release)


def dataset_of_file(file: Path, base: str) -> Dataset:
    """An RDF file, named by its hash.

    Raises:
        EndpointError: if it cannot be read, or its name does not tell its format.
    """
    if file.suffix not in _ENDINGS:
        raise EndpointError(f"{file} has no ending that tells its format; it has to be one of {', '.join(_ENDINGS)}.")
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as fault:
        raise EndpointError(f"{file} cannot be read: {fault.strerror}.") from fault
    return Dataset(file.resolve(), base, f"file-{digest[:12]}")
