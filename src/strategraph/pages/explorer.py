"""The alignment explorer: what the state and the regions have in common, as two tables and as a list that leads to reasons."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from rdflib import URIRef
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from strategraph.pages.choice import AUTO, CHOICES, Choice, read_choice
from strategraph.pages.explanation import read_explanation
from strategraph.pages.links import Links
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.matrix import MAX_COLUMNS, Matrix, descriptor_matrix, section_matrix, unit_matrix
from strategraph.pages.pair_tables import MAX_LISTED, descriptor_table, pair_table, section_table, unit_table
from strategraph.pages.pairs import Pair, Pairs, read_pairs
from strategraph.pages.site import Site
from strategraph.pages.texts import rounded
from strategraph.pages.thing import read_names
from strategraph.web import HttpProblem

__all__ = ["Explorer"]

#: Links on a page of the list.
MAX_LINKS = 50
MATRIX, DESCRIPTORS, LINKS, PAIR = "/alignment/", "/alignment/descriptors", "/alignment/links", "/alignment/{path:path}"
_OVERLAPPING = "overlapping"


class Explorer:
    """The pages below /alignment/."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.base = f"{site.settings.publication.base}resource/"
        self.layer = site.settings.alignment.layer
        self._known: Pairs | None = None
        self._reading = asyncio.Lock()
        #: What many readers choose, and one who turns pages, is not reckoned anew.
        self._links = lru_cache(8)(lambda choice: choice.among(self._known, self.base))
        self._made = lru_cache(64)(lambda make, choice: make(self._known, self._pairs(choice), choice, self.base))

    def routes(self) -> list[Route]:
        """The addresses and what answers at them."""
        return [
            Route(MATRIX.rstrip("/"), self.to_matrix),
            Route(MATRIX, self.matrix),
            Route(DESCRIPTORS, self.descriptors),
            Route(LINKS, self.links),
            Route(PAIR, self.pair),
        ]

    async def to_matrix(self, request: Request) -> Response:
        """The matrix has one address, and keeps what is chosen."""
        return RedirectResponse(f"{MATRIX}?{request.url.query}".rstrip("?"), 308)

    async def matrix(self, request: Request) -> Response:
        """National objectives by regional priorities; sections by plans where there are too many priorities for a table.

        Raises:
            HttpProblem: 400 for a parameter that is none, 404 for a page that there is not.
        """
        known, choice = await self._chosen(request)
        width = sum(choice.has_priority(unit, self.base) for unit in known.priorities)
        finer = choice.detail == "units" or (choice.detail == AUTO and width <= MAX_COLUMNS)
        values = {"finer": finer, "coarse": choice.detail == AUTO and not finer}
        make, table = (unit_matrix, unit_table) if finer else (section_matrix, section_table)
        return await self._matrix_page(request, "alignment.html", MATRIX, make, table, values)

    async def descriptors(self, request: Request) -> Response:
        """Descriptors by regional plans.

        Raises:
            HttpProblem: 400 for a parameter that is none, 404 for a page that there is not.
        """
        name = "alignment_descriptors.html"
        return await self._matrix_page(request, name, DESCRIPTORS, descriptor_matrix, descriptor_table, {})

    async def links(self, request: Request) -> Response:
        """The links themselves, the best first, or in the order of the plans; one of them with its reasons, if asked for.

        Raises:
            HttpProblem: 400 for a parameter that is none, 404 for a page that there is not.
        """
        form = list_form(request)
        known, choice = await self._chosen(request)
        pairs = await run_in_threadpool(self._pairs, choice)
        if choice.sort == "order":
            pairs = await run_in_threadpool(_in_order, known, pairs)
        most = MAX_LINKS if form == "html" else MAX_LISTED
        last = max(1, -(-len(pairs) // most))
        _check_pages(choice, last, 1)
        if form != "html":
            following = LINKS + choice.but(page=choice.page + 1).query(self.layer, format=form)
            return await list_answer(self.site, request, form, _later(pair_table, pairs, choice, following))
        first = (choice.page - 1) * MAX_LINKS
        shown = pairs[first : first + MAX_LINKS]
        named = self.base + request.query_params.get("open", "")
        opened = await self._opened(request, next((pair for pair in shown if pair.iri == named), None))
        values = {"shown": shown, "first": first, "last": last, "open": opened, "single": False}
        return await self._page(request, "alignment_links.html", LINKS, choice, pairs, values)

    async def pair(self, request: Request) -> Response:
        """A cell of the matrix: the link between an objective and a priority in a layer, with its reasons.

        The path is that of the two, as in the IRI of a link.

        Raises:
            HttpProblem: 404 if these two are not linked.
        """
        form = list_form(request)
        known, choice = await self._chosen(request)
        ends = request.path_params["path"]
        pairs = [one for one in known.layers.get(choice.layer, ()) if one.iri.endswith(f"/alignment/{ends}")]
        if not pairs:
            raise HttpProblem(
                404,
                f"Nothing is linked by the name {ends[:200]} in the layer {choice.layer}; start from {MATRIX}.",
                f"Pod názvem {ends[:200]} ve vrstvě {choice.layer} žádná vazba není; začněte od {MATRIX}.",
            )
        objective, priority = (one.iri.removeprefix(self.base) for one in (pairs[0].objective, pairs[0].priority))
        choice = Choice(choice.layer, objective=objective, priority=priority)
        if form != "html":
            return await list_answer(self.site, request, form, _later(pair_table, pairs, choice, ""))
        values = {"shown": pairs, "first": 0, "last": 1, "open": await self._opened(request, pairs[0]), "single": True}
        return await self._page(request, "alignment_links.html", LINKS, choice, pairs, values)

    async def _chosen(self, request: Request) -> tuple[Pairs, Choice]:
        """The table and what is chosen."""
        known = await self._read()
        return known, read_choice(request.query_params, known, self.layer, self.base)

    async def _read(self) -> Pairs:
        """The table, which the first who asks has to wait for."""
        async with self._reading:
            if self._known is None:
                self._known = await read_pairs(self.site.lookups)
        return self._known

    def _pairs(self, choice: Choice) -> Sequence[Pair]:
        """The links that are chosen, however they are shown."""
        pairs: Sequence[Pair] = self._links(choice.but(sort=AUTO, detail=AUTO))
        return pairs

    async def _matrix_page(
        self,
        request: Request,
        template: str,
        path: str,
        make: Callable[..., Matrix],
        table: Callable[..., Listing],
        values: Mapping[str, Any],
    ) -> Response:
        """A table with rows and columns as a page, or whole as a list."""
        form = list_form(request)
        known, choice = await self._chosen(request)
        pairs = await run_in_threadpool(self._pairs, choice)
        if form != "html":
            return await list_answer(self.site, request, form, _later(table, known, pairs, choice, self.base))
        matrix = await run_in_threadpool(self._made, make, choice)
        _check_pages(choice, matrix.last, matrix.last_across)
        return await self._page(request, template, path, choice, pairs, {"matrix": matrix, **values})

    async def _opened(self, request: Request, pair: Pair | None) -> Mapping[str, Any] | None:
        """A link with its reasons, which data that somebody else has made may lack."""
        if pair is None:
            return None
        names = await read_names(self.site, request, self.site.language(request))
        return {"pair": pair, "why": await read_explanation(self.site.lookups, URIRef(pair.iri), names)}

    async def _page(
        self,
        request: Request,
        template: str,
        path: str,
        choice: Choice,
        pairs: Sequence[Pair],
        values: Mapping[str, Any],
    ) -> Response:
        """A page with the form of filters; `to` makes the address of a view with another choice."""
        known = await self._read()
        language = self.site.links(request).language

        def to(path: str, open: str = "", **changes: Any) -> str:
            return path + choice.but(**changes).query(self.layer, lang=language or "", open=open)

        common = {
            "choice": choice,
            "choices": CHOICES,
            "path": path,
            "known": known,
            "labels": known.labels,
            "base": self.base,
            "named": self._named(known, choice),
            "total": len(pairs),
            "specific": sum(pair.link_class == "specific" for pair in pairs),
            "alongside": sum(pair.overlap == _OVERLAPPING for pair in pairs),
            "in_layers": {layer: len(known.layers.get(layer, ())) for layer in CHOICES["layer"]} if not pairs else {},
            "layer": self.layer,
            "to": to,
            "cell_of": partial(self._cell, self.site.links(request), choice.layer),
            "short": partial(rounded, language=self.site.language(request)),
            "everything": path + Choice(self.layer).query(self.layer, lang=language or ""),
            "lists": list_addresses(request),
        }
        headers = list_signposts(request)
        return await run_in_threadpool(self.site.render, request, template, common | dict(values), headers=headers)

    def _cell(self, links: Links, layer: str, pair: Pair) -> str:
        """The address of a link as its cell has it, relative to the matrix: there are hundreds of them on a page."""
        ends = pair.iri.partition("/alignment/")[2]
        address = links.local(ends).removeprefix("/")
        chosen = "" if layer == self.layer else f"{'&' if '?' in address else '?'}layer={layer}"
        return ("./" if ":" in address else "") + address + chosen

    def _named(self, known: Pairs, choice: Choice) -> Mapping[str, str]:
        """What the choice is narrowed to beside plans: kind of thing → what it is called."""
        units = {unit.iri: unit for unit in known.objectives + known.priorities}
        sections = {unit.section.iri: unit.section for unit in known.objectives if unit.section}
        named = {
            "objective": units.get(self.base + choice.objective),
            "priority": units.get(self.base + choice.priority),
            "section": sections.get(self.base + choice.section),
        }
        shown = {kind: f"{one.notation} {one.label}".strip() for kind, one in named.items() if one}
        return shown | ({"descriptor": choice.descriptor} if choice.descriptor else {})


def _in_order(known: Pairs, pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Links in the order in which the plans print their ends."""
    places = {unit.iri: place for place, unit in enumerate(known.objectives + known.priorities)}
    return sorted(pairs, key=lambda pair: (places[pair.objective.iri], places[pair.priority.iri]))


def _check_pages(choice: Choice, last: int, last_across: int) -> None:
    for number, of in ((choice.page, last), (choice.across, last_across)):
        if number > of:
            raise HttpProblem(
                404,
                f"There is no page {number} of what is chosen here; the last is {of}.",
                f"Stránku {number} tento výběr nemá; poslední je {of}.",
            )


def _later(make: Callable[..., Listing], *values: Any) -> Callable[[], Any]:
    """A list that is made when it is wanted, beside other work."""

    async def made() -> Listing:
        return await run_in_threadpool(make, *values)

    return made
