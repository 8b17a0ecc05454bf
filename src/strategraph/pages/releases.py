"""The releases whose files are kept: the one that is served, and those before it, for whoever cited one of them."""

from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from strategraph.catalogue import NQUADS
from strategraph.pages.site import Site
from strategraph.release import kept
from strategraph.web import HttpProblem

__all__ = ["Releases"]

#: Name of a file below the address of a release → where it lies in its folder, and its media type.
_FILES = {
    NQUADS: (f"dumps/{NQUADS}", "application/n-quads; charset=utf-8"),
    "manifest.json": ("manifest.json", "application/json; charset=utf-8"),
    "SHA256SUMS": ("SHA256SUMS", "text/plain; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A release that is kept, and its files: name and size in bytes."""

    edition: str
    files: tuple[tuple[str, int], ...]


class Releases:
    """The list at /releases/ and the files below it; later builds remove what is too old, so it is looked up each time."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def holds(self, edition: str | None) -> bool:
        """Whether the files of a release are here."""
        return edition in self._folders()

    async def page(self, request: Request) -> Response:
        """The list of releases, the current one first."""
        folders = await run_in_threadpool(self._folders)
        values = {"kept": tuple(Kept(edition, _sizes(folder)) for edition, folder in folders.items())}
        return await run_in_threadpool(self.site.render, request, "releases.html", values)

    async def file(self, request: Request) -> Response:
        """One file of a release.

        Raises:
            HttpProblem: 404 for a release that is not kept, or a file that it has not.
        """
        name = request.path_params["name"]
        folder = (await run_in_threadpool(self._folders)).get(request.path_params["edition"])
        if folder is None or name not in _FILES or not (folder / _FILES[name][0]).is_file():
            raise HttpProblem(
                404,
                f"There is no file {request.url.path}; the releases that are kept are listed at /releases/.",
                f"Soubor {request.url.path} tu není; uložená vydání vypisuje /releases/.",
            )
        path, media_type = _FILES[name]
        return FileResponse(folder / path, headers={"Content-Type": media_type})

    def _folders(self) -> dict[str, Path]:
        release = self.site.dataset.release
        return {folder.name: folder for folder in kept(release.path.parents[1])} if release else {}


def _sizes(folder: Path) -> tuple[tuple[str, int], ...]:
    there = ((name, folder / path) for name, (path, _) in _FILES.items())
    return tuple((name, path.stat().st_size) for name, path in there if path.is_file())
