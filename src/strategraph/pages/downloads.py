"""The files of a release to take home, with their media types and checksums."""

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.site import Site
from strategraph.web import HttpProblem

__all__ = ["Download", "Downloads"]

_MEDIA_TYPES = {
    ".nq": "application/n-quads; charset=utf-8",
    ".trig": "application/trig; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
_SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that may be downloaded: its path below /download/, where it lies, its size and SHA-256 (if stated)."""

    name: str
    path: Path
    size: int
    sha256: str


class Downloads:
    """The list at /download/ and the files below it; what is not in the list does not exist."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.files = {file.name: file for file in _find(site)}

    async def page(self, request: Request) -> Response:
        """The list of files.

        Raises:
            HttpProblem: 400 for a format that the list does not have.
        """
        form = list_form(request)
        if form != "html":
            return await list_answer(self.site, request, form, self._listed)
        values = {"files": tuple(self.files.values()), "lists": list_addresses(request)}
        return self.site.render(request, "downloads.html", values, headers=list_signposts(request))

    async def _listed(self) -> Listing:
        rows = [(file.name, file.size, file.sha256 or None) for file in self.files.values()]
        return Listing("downloads", ("file", "bytes", "sha256"), rows)

    async def file(self, request: Request) -> Response:
        """One file, whole or by range.

        Raises:
            HttpProblem: 404 for a name that is not in the list.
        """
        found = self.files.get(request.path_params["path"])
        if found is None:
            raise HttpProblem(
                404, f"There is no download {request.url.path}; see /download/.", "Takový soubor ke stažení není."
            )
        headers = {"Content-Type": _MEDIA_TYPES.get(found.path.suffix, "application/octet-stream")}
        if found.sha256:
            headers["ETag"] = f'"{found.sha256}"'
        return FileResponse(found.path, headers=headers)


def _find(site: Site) -> tuple[Download, ...]:
    """The dumps, the manifest, the changes and the checksums of the release that is served; none for a single file."""
    release = site.dataset.release
    if release is None:
        return ()
    sums = _read_sums(release.path / _SUMS)
    paths = sorted(path for path in release.dumps_path.rglob("*") if path.is_file())
    listed = [(path.relative_to(release.dumps_path).as_posix(), path) for path in paths]
    listed += [(name, release.path / name) for name in ("manifest.json", _SUMS) if (release.path / name).is_file()]
    if release.changes_path.is_file():
        listed.append(("changes.json", release.changes_path))
    stated = {release.path / name: digest for name, digest in sums.items()}
    return tuple(Download(name, path, path.stat().st_size, stated.get(path, "")) for name, path in listed)


def _read_sums(file: Path) -> dict[str, str]:
    """Path → digest, from lines as sha256sum(1) writes them."""
    if not file.is_file():
        return {}
    lines = (line.split(maxsplit=1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return {path.lstrip("*"): digest for digest, path in lines}
