"""What changed between two releases: elements, descriptors and links that came, went or changed, as a page, a list and RDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, wish_for_triples
from strategraph.pages.changes_graph import changes_graph
from strategraph.pages.extensions import EXTENSIONS, split_extension
from strategraph.pages.graphs import wants_page
from strategraph.pages.links import Links
from strategraph.pages.lists import Cell, Listing, list_addresses, list_answer, list_form
from strategraph.pages.site import Site
from strategraph.pages.texts import decimal, shorten, word_of
from strategraph.pages.written import written
from strategraph.release import known_changes, read_changes
from strategraph.web import HttpProblem, not_modified

__all__ = ["SHOWN", "Changes"]

#: So many rows of each kind stand on the page; all are in its list.
SHOWN = 200
_PATH = "/changes/"
_COLUMNS = ("what", "change", "thing", "subject", "object", "before", "after")


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the page: how it changed, the things it is about (text and address), and what is said before and after."""

    change: str
    things: tuple[tuple[str, str | None], ...]
    before: str
    after: str


class Changes:
    """The pages at /changes and below; a release that stands alone has nothing to compare, and a single file has no releases."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def newest(self, request: Request) -> Response:
        """What the release that is served changed against the one before it, or that there is nothing to compare."""
        pairs = await run_in_threadpool(self._pairs)
        since = await run_in_threadpool(self._since)
        if since and (since, self.site.dataset.name) in pairs:
            return await self._answer(request, since, self.site.dataset.name, pairs, None)
        return self.site.render(request, "changes.html", {"pairs": self._others(request, pairs), "old": None})

    async def between(self, request: Request) -> Response:
        """What changed between two releases that are kept, the older one first.

        Raises:
            HttpProblem: 404 if these two are not compared; 406 if no format fits.
        """
        name, form = split_extension(request.path_params["pair"])
        old, _, new = name.partition("..")
        pairs = await run_in_threadpool(self._pairs)
        if (old, new) not in pairs:
            raise HttpProblem(
                404,
                "These two releases are not compared here; /changes lists those that are.",
                "Tato dvě vydání tu nejsou porovnána; seznam porovnání je na /changes.",
            )
        return await self._answer(request, old, new, pairs, form)

    async def _answer(
        self, request: Request, old: str, new: str, pairs: dict[tuple[str, str], Path], form: str | None
    ) -> Response:
        wished = list_form(request) if form is None else "rdf"
        if wished in ("csv", "json"):

            async def listing() -> Listing:
                return _listing(await run_in_threadpool(read_changes, pairs[old, new]))

            return await list_answer(self.site, request, wished, listing)
        if form is None and (request.query_params.get("format") or wants_page(request)):
            changes = await run_in_threadpool(read_changes, pairs[old, new])
            return self._page(request, old, new, pairs, changes)
        form, media = (form, FORMATS[form][1][0]) if form else wish_for_triples(request.headers.get("accept"))
        tag = self.site.tag("changes", old, new, media)
        known = not_modified(request, [tag])
        if known:
            return known
        changes = await run_in_threadpool(read_changes, pairs[old, new])
        body = await run_in_threadpool(
            lambda: written(changes_graph(changes, self.site.settings.publication.base, old, new), form)
        )
        return Response(body, headers={"Content-Type": f"{media}; charset=utf-8", "Vary": "Accept", "ETag": tag})

    def _page(self, request: Request, old: str, new: str, pairs: dict[tuple[str, str], Path], changes: Any) -> Response:
        language, links = self.site.language(request), self.site.links(request)
        reach = _Reach(links, changes, self.site.dataset.name, old, new)
        address = f"{_PATH}{old}..{new}"
        values = {
            "pairs": self._others(request, pairs),
            "old": old,
            "new": new,
            "statements": changes["statements"],
            "kinds": {
                "elements": [_element(one, reach, language) for one in changes["elements"][:SHOWN]],
                "descriptors": [
                    _said(one, ("element", "descriptor"), reach, language) for one in changes["descriptors"][:SHOWN]
                ],
                "links": [_said(one, ("subject", "object"), reach, language) for one in changes["links"][:SHOWN]],
            },
            "totals": {kind: len(changes[kind]) for kind in ("elements", "descriptors", "links")},
            "address": address,
            "lists": list_addresses(request),
            "extensions": tuple(EXTENSIONS),
        }
        return self.site.render(request, "changes.html", values)

    def _pairs(self) -> dict[tuple[str, str], Path]:
        release = self.site.dataset.release
        return known_changes(release) if release else {}

    def _since(self) -> str | None:
        release = self.site.dataset.release
        if release is None or not release.changes_path.is_file():
            return None
        since: str | None = read_changes(release.changes_path)["since"]
        return since

    def _others(self, request: Request, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
        links = self.site.links(request)
        return [(old, new, links.local(f"{_PATH}{old}..{new}")) for old, new in pairs]


class _Reach:
    """Which of the things have a page here: those that the release which is served has."""

    def __init__(self, links: Links, changes: Any, served: str, old: str, new: str) -> None:
        self.links = links
        side = {new: "removed", old: "added"}.get(served)
        self.lacking = {one["element"] for one in changes["elements"] if one["change"] == side}
        self.is_served = side is not None

    def __call__(self, iri: str, label: str = "") -> tuple[str, str | None]:
        """What a thing is called, and the address of its page if it has one."""
        href = self.links.href(iri) if self.is_served and iri not in self.lacking else None
        return label or self.links.name(iri), href


def _element(one: Any, reach: _Reach, language: str) -> Shown:
    return Shown(one["change"], (reach(one["element"], one["label"]),), "", ", ".join(map(shorten, one["properties"])))


def _said(one: Any, ends: tuple[str, str], reach: _Reach, language: str) -> Shown:
    return Shown(
        _change(one),
        tuple(reach(one[end]) for end in ends),
        _words(one["before"], language),
        _words(one["after"], language),
    )


def _change(one: Any) -> str:
    """Whether something came, went, or stays with something else said of it."""
    return "added" if one["before"] is None else "removed" if one["after"] is None else "changed"


def _words(said: Any, language: str) -> str:
    """Status and weight of an assignment, class and score of a link, as a reader writes them."""
    if said is None:
        return ""
    word, number = (said["status"], said["weight"]) if "status" in said else (said["class"], said["score"])
    terms = f" ({', '.join(said['terms'])})" if said.get("terms") else ""
    return f"{word_of(word, language)} · {decimal(number, language)}{terms}"


def _listing(changes: Any) -> Listing:
    rows: list[tuple[Cell, ...]] = [
        ("element", one["change"], one["element"], None, None, None, " ".join(one["properties"]) or None)
        for one in changes["elements"]
    ]
    for what, kind, ends in (
        ("descriptor", "assignment", ("element", "descriptor")),
        ("link", "link", ("subject", "object")),
    ):
        rows += [
            (
                what,
                _change(one),
                one[kind],
                *(one[end] for end in ends),
                _words(one["before"], "en") or None,
                _words(one["after"], "en") or None,
            )
            for one in changes[f"{what}s"]
        ]
    return Listing("changes", _COLUMNS, rows)
