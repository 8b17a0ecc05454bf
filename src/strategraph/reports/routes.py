"""Reports on the site: a list of them with what can be chosen, and each as a page and in every other format."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from rdflib import Literal, URIRef
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from strategraph.endpoint import Question
from strategraph.errors import PictureError, UsageError
from strategraph.iris import slug
from strategraph.levels import LEVELS
from strategraph.pages import Site, plan_rows
from strategraph.pictures import can_draw
from strategraph.places import Places
from strategraph.query_files import Query, read_queries
from strategraph.reports.answers import Answers
from strategraph.reports.formats import FORMATS, OF_PICTURES
from strategraph.reports.html import html_body, style_source
from strategraph.reports.kinds import OF_LEVELS, REPORTS, make_report
from strategraph.reports.links import Addresses
from strategraph.reports.model import Report
from strategraph.reports.page_part import page_part, rows_of_each
from strategraph.reports.picture_files import pictures_within
from strategraph.reports.reckoning import Reckoner
from strategraph.reports.scope import Options
from strategraph.reports.words import Words
from strategraph.web import CONTENT_SECURITY_POLICY, HttpProblem, not_modified

__all__ = ["report_routes"]

logger = logging.getLogger("strategraph.reports")

#: So many reports are kept in mind; a release does not change, and so they do not.
KEPT = 32
#: So many are made at once: each holds a thread, of which all that is sent from files needs some.
AT_ONCE = 2
#: Nothing that can be chosen has a longer name (characters).
LONGEST = 200
_CHOICES = ("region", "national", "layer", "from", "to")
#: A file of HTML carries its style and its empty icon within it, and nothing else of the kind may count.
_FILE_POLICY = CONTENT_SECURITY_POLICY.replace("style-src 'self'", f"style-src {style_source()}").replace(
    "img-src 'self'", "img-src data:"
)


def report_routes(site: Site, places: Places) -> list[BaseRoute]:
    """The routes below /reports; the workers of the pages answer the queries.

    Links that are not published are reckoned with the words of `places`.
    """
    reports = _Reports(site, places)

    async def to_list(request: Request) -> Response:
        """The list has one address."""
        return RedirectResponse(site.links(request).local("/reports/"), 308)

    return [
        Route("/reports", to_list),
        Route("/reports/", reports.overview),
        Route("/reports/{name:str}.{ending:str}", reports.file),
        Route("/reports/{name:str}", reports.page),
    ]


class _Reports:
    """Makes reports for readers of the site."""

    def __init__(self, site: Site, places: Places) -> None:
        self.site = site
        asked = (*site.examples, *site.of_reports, *read_queries(places.queries, "alignment"))
        self.queries = {query.id: query for query in asked}
        self.reckoner = Reckoner(places, site.settings.alignment)
        self._making, self._writing = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE)
        self._kept: OrderedDict[tuple[str, Options], Report] = OrderedDict()
        self._drawn: OrderedDict[tuple[str, Options], Mapping[str, str]] = OrderedDict()

    async def overview(self, request: Request) -> Response:
        """What reports there are."""
        words = Words(self.site.language(request))
        reports = [(name, words(f"{name}_title"), words(f"{name}_lead")) for name in REPORTS]
        return self.site.render(request, "reports.html", {"reports": reports})

    async def page(self, request: Request) -> Response:
        """A report as a page.

        Raises:
            HttpProblem: 404 for a report that there is not, 400 for a choice that there is not.
        """
        report, options = await self._made(request)
        links = self.site.links(request)
        addresses = replace(self._addresses(), page=lambda iri: links.href(iri) or "#")
        part = page_part(report)
        pictures = await self._pictures(part, options)

        def file(table: str, form: str) -> str:
            return self._file(request, report.name, form, table)

        values = {
            "title": report.title,
            "body": await run_in_threadpool(html_body, part, addresses, rows_of_each(part), pictures, file),
            "plans": tuple((await plan_rows(self.site)).values()),
            "options": options,
            "levels": LEVELS if report.name in OF_LEVELS else (),
            "name": report.name,
            "files": [(form, self._file(request, report.name, form)) for form in FORMATS if form not in OF_PICTURES],
        }
        return self.site.render(request, "report.html", values)

    async def file(self, request: Request) -> Response:
        """A report in another format.

        Raises:
            HttpProblem: 404 for a report or a format that there is not, 400 for a choice that there is not.
        """
        ending = request.path_params["ending"]
        form = FORMATS.get(ending)
        if form is None:
            raise HttpProblem(
                404,
                f"Reports are given as {', '.join(FORMATS)}.",
                f"Zprávy jsou k dispozici ve formátech {', '.join(FORMATS)}.",
            )
        report, options = await self._made(request)
        table = request.query_params.get("table", "")
        tag = self.site.tag(ending, repr(options), report.name, table, report.language, str(can_draw()))
        policy = {"Content-Security-Policy": _FILE_POLICY} if ending == "html" else {}
        known = not_modified(request, (tag,), vary="Accept-Language")
        if known:
            known.headers.update(policy)
            return known
        if ending in OF_PICTURES and not can_draw():
            raise HttpProblem(404, "This server draws no pictures.", "Tento server obrázky nekreslí.")
        try:
            async with self._writing:
                body = await run_in_threadpool(form.write, report, self._addresses(), table)
        except UsageError as fault:
            raise HttpProblem(400, str(fault), f"Zpráva takovou tabulku nebo obrázek nemá: {table or '–'}.") from fault
        name = "-".join(filter(None, ("strategraph", report.name, slug(options.region), slug(table))))
        headers = {
            **policy,
            "Content-Disposition": f'inline; filename="{name}.{ending}"',
            "Content-Language": report.language,
            "Vary": "Accept-Language",
            "ETag": tag,
            "Cache-Control": "no-cache",
        }
        return Response(body, headers=headers, media_type=form.media_type)

    async def _made(self, request: Request) -> tuple[Report, Options]:
        """The report that is asked for, with what was chosen."""
        name = request.path_params["name"]
        if name not in REPORTS:
            raise HttpProblem(
                404,
                f"There is no such report; there are {', '.join(REPORTS)}.",
                f"Taková zpráva není; jsou tu {', '.join(REPORTS)}.",
            )
        chosen = {choice: request.query_params.get(choice, "")[:LONGEST] for choice in _CHOICES}
        language = self.site.language(request)
        levels = {f"{end}_level": chosen[end] for end in ("from", "to") if chosen[end]}
        options = Options(chosen["region"], chosen["national"], chosen["layer"] or "all", language, **levels)
        key = (name, options)
        if key not in self._kept:
            try:
                await self._keep(key)
            except UsageError as fault:
                raise HttpProblem(400, str(fault), f"Takovou volbu zpráva nemá: {fault}") from fault
        self._kept.move_to_end(key)
        return self._kept[key], options

    async def _keep(self, key: tuple[str, Options]) -> None:
        """Make a report, unless somebody else did while this one waited for its turn; those asked for least recently go."""
        async with self._making:
            if key not in self._kept:
                self._kept[key] = await run_in_threadpool(self._make, *key, asyncio.get_running_loop())
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)

    async def _pictures(self, report: Report, options: Options) -> Mapping[str, str]:
        """The pictures of a page, which is shown without them if they cannot be drawn."""
        key = (report.name, options)
        async with self._writing:
            if key not in self._drawn:
                try:
                    self._drawn[key] = await run_in_threadpool(pictures_within, report)
                except PictureError as fault:
                    logger.warning("a report is shown without its pictures: %s", fault)
                    return {}
                while len(self._drawn) > KEPT:
                    self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _make(self, name: str, options: Options, loop: asyncio.AbstractEventLoop) -> Report:
        """Make a report, in a thread; its queries are asked by the event loop."""

        def ask(query: Query, terms: Mapping[str, URIRef | Literal]) -> bytes:
            question = Question(query.text, {"solutions": "json"}, terms)
            return asyncio.run_coroutine_threadsafe(self.site.lookups.pool.ask(question), loop).result().read()

        base = self.site.settings.publication.base
        answers = Answers(self.queries, base, ask, reckoner=self.reckoner)
        return make_report(name, answers, options, self.site.dataset.name)

    def _addresses(self) -> Addresses:
        return Addresses(self.queries, self.site.settings.publication.base, "/")

    def _file(self, request: Request, name: str, form: str, table: str = "") -> str:
        values = [(key, request.query_params[key]) for key in (*_CHOICES, "lang") if request.query_params.get(key)]
        values += [("table", table)] if table else []
        return f"/reports/{name}.{form}" + (f"?{urlencode(values)}" if values else "")
