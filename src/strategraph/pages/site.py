"""What all pages share: the data behind them, the templates, the language, the links."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from strategraph import __version__
from strategraph.endpoint import Dataset
from strategraph.pages.links import Links
from strategraph.pages.lookups import Lookups
from strategraph.pages.removed import Gone, Removed, read_removed
from strategraph.pages.source_texts import read_texts
from strategraph.pages.texts import decimal, fixed, percent, plural, shorten, size, text, word_of
from strategraph.places import Places
from strategraph.query_files import Query, with_values
from strategraph.settings import Settings
from strategraph.sources import Line
from strategraph.web import LANGUAGES, HttpProblem, choose_language, entity_tag

__all__ = ["STATIC", "Site"]

STATIC = Path(__file__).with_name("static")
#: The statuses that texts.toml has a heading for.
_NAMED = (400, 401, 403, 404, 405, 406, 408, 410, 413, 415, 422, 429, 500, 503)
_TEMPLATES = Path(__file__).with_name("templates")


def _environment() -> Environment:
    """Templates in which everything is escaped and a misspelt name is an error."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Site:
    """The site: its settings, its data, its questions, the queries that reports are made of, and those that must find nothing."""

    settings: Settings
    dataset: Dataset
    lookups: Lookups
    examples: tuple[Query, ...]
    of_reports: tuple[Query, ...]
    checks: tuple[Query, ...]
    environment: Environment
    source_texts: Mapping[str, tuple[Line, ...]]
    removed: Mapping[str, Removed]
    context: bytes

    @classmethod
    def make(
        cls,
        settings: Settings,
        places: Places,
        dataset: Dataset,
        lookups: Lookups,
        examples: tuple[Query, ...],
        of_reports: tuple[Query, ...] = (),
        checks: tuple[Query, ...] = (),
    ) -> "Site":
        """A site with its templates loaded, the texts of the documents, the table of what is gone, and the JSON-LD context.

        Raises:
            RegisterError: for a fault in the table of what is gone.
        """
        texts = read_texts(places.data, settings.sources)
        context = (places.ontology / "context.jsonld").read_bytes()
        removed = read_removed(places.mappings)
        return cls(settings, dataset, lookups, examples, of_reports, checks, _environment(), texts, removed, context)

    @property
    def release_path(self) -> str:
        """The path of the release that is served; empty for a file."""
        return Links("").file(f"/release/{self.dataset.name}") if self.dataset.release else ""

    @property
    def first_query(self) -> str:
        """What stands in the form at first: queries/pages/form.rq without its header."""
        lines = self.lookups.queries["form"].text.splitlines()
        return "\n".join(line for line in lines if not line.startswith("#")).strip()

    def language(self, request: Request) -> str:
        """The language of the reader: `?lang=`, else Accept-Language."""
        return choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))

    def links(self, request: Request) -> Links:
        """Links that keep the language, if the reader chose it by hand."""
        chosen = request.query_params.get("lang")
        return Links(self.settings.publication.base, chosen if chosen in LANGUAGES else None)

    def question(self, request: Request, name: str, values: Mapping[str, str] | None = None) -> str:
        """The address that puts an example query into the form and asks it, with the defaults of what has no value.

        Raises:
            KeyError: if there is no example of that name.
        """
        asked = {query.id: query for query in self.examples}[name]
        chosen = self.links(request).language
        text_ = with_values(asked, self.settings.publication.base, values)
        return "/sparql?" + urlencode({"query": text_} | ({"lang": chosen} if chosen else {}))

    def tag(self, *parts: str) -> str:
        """The tag of data that a release and these words determine, to the byte."""
        return entity_tag(__version__, self.dataset.name, *parts)

    def render(
        self,
        request: Request,
        template: str,
        values: Mapping[str, Any],
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A page from a template, in the language of the reader."""
        language = self.language(request)
        body = self.environment.get_template(template).render(self._common(request, language) | dict(values))
        said = {"Content-Language": language, "Vary": "Accept, Accept-Language", **(headers or {})}
        return Response(body, status, said, media_type="text/html")

    def problem_page(self, request: Request, problem: HttpProblem) -> str:
        """The page for an error."""
        language = self.language(request)
        key = f"error_{problem.status}" if problem.status in _NAMED else "error_other"
        values = {
            "heading": text(key, language),
            "detail": problem.detail_cs if language == "cs" else problem.detail,
            "successor": problem.successor if isinstance(problem, Gone) else "",
        }
        return self.environment.get_template("problem.html").render(self._common(request, language) | values)

    def _common(self, request: Request, language: str) -> dict[str, Any]:
        links = self.links(request)

        def words(key: str, **values: object) -> str:
            return text(key, language, **values)

        return {
            "t": words,
            "word": partial(word_of, language=language),
            "decimal": partial(decimal, language=language),
            "fixed": partial(fixed, language=language),
            "percent": partial(percent, language=language),
            "plural": partial(plural, language=language),
            "language": language,
            "links": links,
            "shorten": shorten,
            "release": self.dataset.name,
            "release_path": self.release_path,
            "switches": {other: _switch(request, other) for other in LANGUAGES},
            "limits": self.settings.limits,
            "answer_size": size(self.settings.limits.answer_bytes, language),
            "here": request.url.path,
        }


def _switch(request: Request, language: str) -> str:
    """The address of this page in another language."""
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return Links("").local(request.url.path) + "?" + urlencode([*others, ("lang", language)])
