"""Reconciliation: a table of names, of bodies or goals say, gets the IRIs of what they name, as OpenRefine asks for it.

Reconciliation Service API v0.2 of the W3C Entity Reconciliation Community Group: the manifest, batches of queries, and
suggestions of things, types and properties.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from strategraph import __version__
from strategraph.namespaces import SG
from strategraph.pages.addresses import site_address
from strategraph.pages.candidates import TYPES, Candidate, candidates
from strategraph.pages.finder import Finder
from strategraph.pages.site import Site
from strategraph.pages.texts import text
from strategraph.pages.wishes import PROPERTIES, read_wishes
from strategraph.release import Entry, Question, SearchIndex
from strategraph.web import HttpProblem, read_body, read_parameters, visit_of

__all__ = ["RECONCILE", "Reconciliation"]

RECONCILE = "/reconcile"
_FORM = "application/x-www-form-urlencoded"
_SUGGESTED = 10


class Reconciliation:
    """The addresses below /reconcile."""

    def __init__(self, site: Site, finder: Finder) -> None:
        self.site = site
        self.finder = finder

    def routes(self) -> list[Route]:
        """The addresses and what answers at them."""
        return [
            Route(RECONCILE, self.handle, methods=["GET", "HEAD", "POST"]),
            Route(f"{RECONCILE}/view", self.view),
            Route(f"{RECONCILE}/flyout", self.flyout),
            Route(f"{RECONCILE}/suggest/entity", self.entities),
            Route(f"{RECONCILE}/suggest/type", self.types),
            Route(f"{RECONCILE}/suggest/property", self.properties),
        ]

    async def handle(self, request: Request) -> Response:
        """The manifest; or, for `queries` or `query` in the address or in a form, candidates for each.

        Raises:
            HttpProblem: 400 for queries that cannot be read, 413 if they are too long, 415 for another body than a form, 429 if
                the client has used up its query time.
        """
        fields = await self._fields(request)
        asked = fields.get("queries") or fields.get("query")
        if not asked:
            return JSONResponse(self._manifest(request))
        wishes = read_wishes(asked, is_batch=bool(fields.get("queries")))
        index, visit = await self.finder.index(), visit_of(request)
        visit.check()
        language = self.site.language(request)
        with visit.working():
            found = await run_in_threadpool(
                lambda: {
                    name: {"result": _results(candidates(index, wish), index, language)}
                    for name, wish in wishes.items()
                }
            )
        return JSONResponse(found if fields.get("queries") else found[""], headers=_fresh(request))

    async def view(self, request: Request) -> Response:
        """303 to the thing that an identifier names.

        Raises:
            HttpProblem: 404 if it names nothing that can be reconciled.
        """
        entry = await self._entry(request)
        href = self.site.links(request).href(entry.iri)
        return RedirectResponse(href or entry.iri, 303)

    async def flyout(self, request: Request) -> Response:
        """A few words of HTML about a thing, for the client to show beside it.

        Raises:
            HttpProblem: 404 if the identifier names nothing that can be reconciled.
        """
        entry = await self._entry(request)
        language = self.site.language(request)
        values = {
            "name": _name(entry, language),
            "told": _told(entry, await self.finder.index(), language),
            "text": next(iter(entry.texts.values()), ""),
        }
        html = self.site.environment.get_template("flyout.html").render(values)
        return JSONResponse({"id": entry.iri, "html": html})

    async def entities(self, request: Request) -> Response:
        """Things whose names begin as the parameter `prefix` does; `cursor` leaves out so many of them."""
        index, language = await self.finder.index(), self.site.language(request)
        prefix, cursor = request.query_params.get("prefix", "")[:200], request.query_params.get("cursor", "0")
        first = int(cursor) if cursor.isascii() and cursor.isdecimal() and len(cursor) < 5 else 0
        found = await run_in_threadpool(_beginning, index, prefix, first)
        result = [
            {
                "id": entry.iri,
                "name": _name(entry, language),
                "description": _told(entry, index, language),
                "notable": [_type(kind, language)],
            }
            for entry, kind in found
        ]
        return JSONResponse({"result": result}, headers=_fresh(request))

    async def types(self, request: Request) -> Response:
        """The types of things there are, those whose names have `prefix` in them."""
        return self._named(request, [_type(one, self.site.language(request)) for one in TYPES])

    async def properties(self, request: Request) -> Response:
        """The properties by which a query may be narrowed, those whose names have `prefix` in them."""
        language = self.site.language(request)
        return self._named(request, [{"id": one, "name": text(f"kind_of_{one}", language)} for one in PROPERTIES])

    def _named(self, request: Request, offered: Sequence[Mapping[str, str]]) -> Response:
        prefix = request.query_params.get("prefix", "").lower()
        found = [one for one in offered if prefix in one["name"].lower() or prefix in one["id"]]
        return JSONResponse({"result": found}, headers=_fresh(request))

    async def _fields(self, request: Request) -> Mapping[str, str]:
        if request.method != "POST":
            return dict(read_parameters(request.scope["query_string"], "address"))
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _FORM:
            raise HttpProblem(
                415,
                f"Send the queries as a form ({_FORM}) with the field queries; {kind or 'nothing'} is not read.",
                f"Dotazy pošlete jako formulář ({_FORM}) s polem queries; {kind or 'nic'} se nečte.",
            )
        limits = self.site.settings.limits
        return dict(read_parameters(await read_body(request, limits.query_bytes, limits.body_seconds), "form"))

    async def _entry(self, request: Request) -> Entry:
        iri = request.query_params.get("id", "")
        entry = (await self.finder.index()).entry(iri)
        if entry is None or _type_of(entry) is None:
            raise HttpProblem(
                404, f"The identifier {iri[:200]!r} names nothing here.", f"Označení „{iri[:200]}“ tu nic nejmenuje."
            )
        return entry

    def _manifest(self, request: Request) -> Mapping[str, Any]:
        """What the service is and can do (4.1 of the specification), in the language of the reader."""
        base, language = site_address(request), self.site.language(request)
        service = {"service_url": base}
        flyout = {"flyout_service_url": base, "flyout_service_path": f"{RECONCILE}/flyout?id=${{id}}"}
        return {
            "versions": ["0.2"],
            "name": text("reconciliation_name", language),
            "identifierSpace": f"{self.site.settings.publication.base}resource/",
            "schemaSpace": str(SG).removesuffix("#"),
            "serviceVersion": __version__,
            "defaultTypes": [_type(one, language) for one in TYPES],
            "view": {"url": f"{base}{RECONCILE}/view?id={{{{id}}}}"},
            "suggest": {
                "entity": {**service, "service_path": f"{RECONCILE}/suggest/entity", **flyout},
                "type": {**service, "service_path": f"{RECONCILE}/suggest/type"},
                "property": {**service, "service_path": f"{RECONCILE}/suggest/property"},
            },
        }


def _results(found: Sequence[Candidate], index: SearchIndex, language: str) -> list[Mapping[str, Any]]:
    return [
        {
            "id": one.entry.iri,
            "name": _name(one.entry, language),
            "description": _told(one.entry, index, language),
            "score": one.score,
            "match": one.match,
            "type": [_type(one.type, language)],
        }
        for one in found
    ]


def _beginning(index: SearchIndex, prefix: str, first: int) -> list[tuple[Entry, str]]:
    """Things of every type; the best of each type come first."""
    found = [
        (place, -hit.score, hit.entry, kind_type)
        for kind_type, kinds in TYPES.items()
        for kind in kinds
        for place, hit in enumerate(
            index.find(Question(prefix, (("kind", kind),), True), limit=first + _SUGGESTED, facets=False).hits
        )
    ]
    found.sort(key=lambda one: (one[1], one[0], one[2].iri))
    return [(entry, kind) for _, _, entry, kind in found[first : first + _SUGGESTED]]


def _name(entry: Entry, language: str) -> str:
    """Its name in a language, else in Czech or any, with its code before it."""
    labels = entry.labels
    name = labels.get(language) or labels.get("cs") or next(iter(labels.values()), entry.iri)
    code = entry.codes[0] if entry.codes and entry.kind != "plan" else ""
    return f"{code} {name}" if code and code != name else name


def _told(entry: Entry, index: SearchIndex, language: str) -> str:
    """What kind of thing it is, and of what plan, to tell it from others of its name."""
    plan = index.entry(entry.plan) if entry.plan else None
    said = [text(f"kind_of_{entry.kind}", language), *([next(iter(plan.labels.values()), "")] if plan else [])]
    return ", ".join(filter(None, said))


def _type_of(entry: Entry) -> str | None:
    return next((name for name, kinds in TYPES.items() if entry.kind in kinds), None)


def _type(name: str, language: str) -> dict[str, str]:
    return {"id": name, "name": text("kind_of_goals" if name == "goal" else f"kind_of_{name}", language)}


def _fresh(request: Request) -> Mapping[str, str]:
    """Answers are in a language; those to POST are not kept."""
    return {"Vary": "Accept-Language"} | ({"Cache-Control": "no-store"} if request.method == "POST" else {})
