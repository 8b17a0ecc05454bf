"""The whole site as files: the application is asked in this process, link by link, and what it answers is written to a folder.

A page lies at `<path>/index.html`, in English below `en/`, and a list that is offered as CSV or JSON at `<path>/list.csv`; files of
other kinds lie at their own path. The same release gives the same bytes.
"""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import httpx
from starlette.applications import Starlette

from strategraph.errors import EndpointError, UsageError
from strategraph.static_links import ORIGIN, Address, found_links, read_address, to_file, with_links
from strategraph.web import LANGUAGES

__all__ = ["write_site"]

#: Questions that are open at once; the workers of the pages answer them.
_AT_ONCE = 4
_TOLD = 500
_REMARK = {
    "cs": "Toto je kopie webu v souborech, bez serveru: hledání, SPARQL a filtry v ní nejsou.",
    "en": "This is a copy of the site as files, without a server: it has no search, SPARQL or filters.",
}
_HTML = "text/html"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: The protocol's limit for one file of addresses.
_ADDRESSES = 50_000
_REDIRECT = """\
<!doctype html>
<html lang="cs">
<head>
<meta charset="utf-8">
<title>{text}</title>
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
</head>
<body>
<p><a href="{target}">{text}</a></p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Written:
    """What an address gave: a file, and the links of a page; or another address, if it is a redirect; or nothing."""

    file: str = ""
    links: tuple[str, ...] = ()
    target: Address | None = None
    is_page: bool = False


def write_site(app: Starlette, folder: Path, site: str, tell: Callable[[str], None]) -> int:
    """Write the site into a folder that is new or empty, and give the number of files.

    It is written beside the folder first, so that what is there is whole. `site` is the address it will be found at, such as
    `https://data.example.org`; without it there is no sitemap, which must name whole addresses.

    Raises:
        UsageError: if the folder is not empty, or `site` is no address of a host.
        EndpointError: if the application fails at a page, or two addresses would be one file.
    """
    parts = urlsplit(site)
    if site and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/")):
        raise UsageError(f"{site!r} is no address of a host: write one like https://data.example.org.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder, or empty it first.")
    partial = folder.with_name(f".{folder.name}.partial")
    if partial.exists():
        shutil.rmtree(partial)  # of a run that was stopped
    partial.mkdir(parents=True)
    try:
        number = asyncio.run(_Export(app, partial, tell).write(site.rstrip("/")))
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return number


class _Export:
    """One run: first everything is fetched, then links are turned, when it is known which files there are."""

    def __init__(self, app: Starlette, folder: Path, tell: Callable[[str], None]) -> None:
        self.app = app
        self.folder = folder
        self.tell = tell
        self.found: dict[Address, _Written] = {}
        self.listed: set[Address] = set()

    async def write(self, site: str) -> int:
        transport = httpx.ASGITransport(self.app)
        headers = {"Accept": f"{_HTML}, */*;q=0.5", "Accept-Encoding": "identity", "Accept-Language": LANGUAGES[0]}
        async with (
            self.app.router.lifespan_context(self.app),
            httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers) as client,
        ):
            await self._fetch_all(client)
            missing = await client.get("/404")
        files = {one.file: address for address, one in sorted(self.found.items()) if one.file}
        pages = [(address, one.file) for address, one in sorted(self.found.items()) if one.is_page]
        for number, (address, file) in enumerate(pages):
            if number % _TOLD == 0:
                self.tell(f"turn the links of pages: {number} of {len(pages)}")
            self._turn(self.folder / file, address)
        self._write("404.html", self._turned(missing.text, Address("/404")).encode())
        more = ["404.html", *self._redirects(files), *self._for_robots(site)]
        return len(files) + len(more)

    async def _fetch_all(self, client: httpx.AsyncClient) -> None:
        """Start at the home page and at what the sitemap names, in both languages, and follow every link."""
        self.listed = {Address("/"), *await _of_sitemap(client)}
        waiting = {replace(one, language=language) for one in self.listed for language in ("", *LANGUAGES[1:])}
        while waiting:
            wave = sorted(waiting)
            for start in range(0, len(wave), _TOLD):
                part = wave[start : start + _TOLD]
                await _each(part, lambda address: self._fetch(client, address))
                self.tell(f"{len(self.found)} addresses asked for, {len(wave) - start - len(part)} wait")
            waiting = {
                address
                for one in wave
                for link in self.found[one].links
                if (address := read_address(link, one.asked)) and address not in self.found
            }
            waiting |= {one.target for one in self.found.values() if one.target} - self.found.keys()

    async def _fetch(self, client: httpx.AsyncClient, address: Address) -> None:
        response = await client.get(address.asked)
        media = response.headers.get("content-type", "").split(";")[0]
        if response.status_code >= 500 or response.status_code == 429:
            raise EndpointError(f"The site answers {response.status_code} at {address.asked}: {response.text[:300]}")
        if response.is_redirect:
            self.found[address] = _Written(target=read_address(response.headers["location"], address.asked))
        elif response.status_code != 200:
            self.tell(f"{address.asked} is linked to, and is answered with {response.status_code}")
            self.found[address] = _Written()
        elif media != _HTML and not address.form and _is_choice(address, response):
            self.found[address] = _Written()
        else:
            page = media == _HTML
            file = address.file(page)
            self._write(file, response.content)
            self.found[address] = _Written(file, tuple(found_links(response.text)) if page else (), is_page=page)

    def _turn(self, file: Path, address: Address) -> None:
        file.write_bytes(self._turned(file.read_text(encoding="utf-8"), address).encode())

    def _turned(self, page: str, address: Address) -> str:
        remark = _REMARK[address.language or LANGUAGES[0]]
        return with_links(page, lambda link: self._lead(link, address), remark)

    def _lead(self, link: str, page: Address) -> str | None:
        """Where a link leads among the files; what leads to another host, or within the page, stays as it is."""
        if link.startswith("#") or not link or not urljoin(ORIGIN + page.asked, link).startswith(f"{ORIGIN}/"):
            return link
        address = read_address(link, page.asked)
        one = self.found.get(address) if address else None
        if one and one.target:
            one = self.found.get(one.target)
        if one is None or not one.file:
            return None
        fragment = link.partition("#")[2]
        return to_file(one.file) + (f"#{fragment}" if fragment else "")

    def _redirects(self, files: Mapping[str, Address]) -> Iterable[str]:
        """A file at the address of every thing, that leads to the page about it."""
        for file in files:
            if re.match(r"page/.*index\.html\Z", file):
                target, redirect = escape(to_file(file)), "resource/" + file.removeprefix("page/")
                self._write(redirect, _REDIRECT.format(target=target, text=escape(to_file(file))).encode())
                yield redirect

    def _for_robots(self, site: str) -> Iterable[str]:
        """robots.txt, and the sitemap of what the site's own lists, in both languages."""
        pages = [
            to_file(one.file)
            for address, one in sorted(self.found.items())
            if one.is_page and replace(address, language="") in self.listed
        ]
        parts = [pages[start : start + _ADDRESSES] for start in range(0, len(pages), _ADDRESSES)] if site else []
        names = [f"sitemap/{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            self._write(name, _sitemap("urlset", "url", site, part))
        if site:
            self._write("sitemap.xml", _sitemap("sitemapindex", "sitemap", site, [f"/{name}" for name in names]))
        else:
            self.tell("no sitemap is written, as it must name whole addresses: give --site URL")
        told = f"\nSitemap: {site}/sitemap.xml\n" if site else ""
        self._write("robots.txt", f"User-agent: *\nAllow: /\n{told}".encode())
        return [*names, *(["sitemap.xml"] if site else []), "robots.txt"]

    def _write(self, file: str, content: bytes) -> None:
        path = self.folder / file
        if path.exists():
            raise EndpointError(f"Two addresses of the site would both be the file {file}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _is_choice(address: Address, response: httpx.Response) -> bool:
    """Whether the format was chosen by `Accept`, and stands not in the address; only a server can do that."""
    varies = {one.strip().lower() for one in response.headers.get("vary", "").split(",")}
    return "accept" in varies and "." not in address.path.rsplit("/", 1)[-1]


async def _of_sitemap(client: httpx.AsyncClient) -> set[Address]:
    """The addresses in all files of the site's own sitemap."""
    index = _locations((await client.get("/sitemap.xml")).content)
    files = [await client.get(one) for one in index]
    found = {read_address(one) for file in files for one in _locations(file.content)}
    return {address for address in found if address}


def _locations(document: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(document).iter(f"{{{_SPACE}}}loc")]


def _sitemap(element: str, entry: str, site: str, paths: Iterable[str]) -> bytes:
    entries = "".join(f"<{entry}><loc>{escape(site + path)}</loc></{entry}>\n" for path in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_SPACE}">\n{entries}</{element}>\n'.encode()


async def _each(addresses: Iterable[Address], ask: Callable[[Address], Awaitable[None]]) -> None:
    """Ask for all, a few at once; the first that fails ends it."""
    waiting = iter(addresses)

    async def some() -> None:
        for address in waiting:
            await ask(address)

    await asyncio.gather(*(some() for _ in range(_AT_ONCE)))
