"""Descriptors for any text: a form for planners who write a new plan, and the same as JSON for a program.

The text is read in this process, and neither kept nor logged. Its length is bounded, so reading it takes a fraction of
a second; one text is read at a time, and those that wait are bounded as queries are.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from strategraph.concepts import Descriptor
from strategraph.errors import TextError
from strategraph.pages.site import Site
from strategraph.settings import Settings
from strategraph.subjects import (
    FOREIGN,
    Assignment,
    Indexer,
    Lexicon,
    Span,
    pieces,
    read_text,
    seems_foreign,
    suggestions_json,
)
from strategraph.web import HttpProblem, Visit, negotiate, read_body, read_parameters, visit_of

__all__ = ["Suggestions"]

_FORM, _JSON, _PLAIN = "application/x-www-form-urlencoded", "application/json", "text/plain"
#: A text may treble in length when a form encodes it, and more as JSON escapes.
_ENCODED = 6
_MOST_HEADINGS = 20
_SHOWN = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text, and the headings above it from the top."""

    text: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a text suggests; where that is nothing, whether it seems to be in another language."""

    assignments: tuple[Assignment, ...]
    foreign: bool


class Suggestions:
    """The address /suggest; `fault` says why the lexicon cannot be read, and then nothing is suggested."""

    def __init__(self, site: Site, lexicon: Lexicon, descriptors: Sequence[Descriptor], fault: str = "") -> None:
        self.site = site
        self.fault = fault
        self.lexicon = lexicon
        self.descriptors = {one.code: one for one in descriptors}
        self._reading = asyncio.Semaphore(1)
        self._waiting = 0

    @cached_property
    def _indexer(self) -> Indexer:
        """The compiled lexicon; made when the first text comes, because few servers are ever asked."""
        return Indexer(self.lexicon, self._settings.subjects, remember=False)

    @property
    def _settings(self) -> Settings:
        return self.site.settings

    async def handle(self, request: Request) -> Response:
        """The form, or descriptors for the text that was sent, or that stands in the address as the form has it.

        Raises:
            HttpProblem: 400 for a text that cannot be used, 406 if neither HTML nor JSON is accepted, 408 if it
                comes too slowly, 413 if it is too long, 415 for another body than a form, JSON or plain text, 429
                if the client has used up its query time, 503 if too many texts wait, or if the lexicon cannot be read.
        """
        if self.fault:
            raise HttpProblem(
                503,
                f"No descriptors are suggested until the lexicon is mended and the server started again: {self.fault}",
                f"Deskriptory se nenavrhují, dokud není opraven lexikon a server spuštěn znovu: {self.fault}",
            )
        is_form = request.method != "POST"
        if is_form and "text" not in request.query_params:
            return self._page(request, _Asked(""), None, None)
        kind = _FORM if is_form else request.headers.get("content-type", "").partition(";")[0].strip().lower()
        offers = ("text/html", _JSON) if kind == _FORM else (_JSON, "text/html")
        chosen = negotiate(request.headers.get("accept"), offers)
        if chosen is None:
            raise HttpProblem(406, "Suggestions are given as application/json or as a page (text/html).")
        asked = _read(kind, request.scope["query_string"] if is_form else await self._body(request))
        if chosen == _JSON:
            found = await self._found(visit_of(request), asked)
            content = suggestions_json(found.assignments, self.descriptors, self.lexicon, found.foreign)
            return Response(content, headers={**_SHOWN, "Vary": "Accept"}, media_type=_JSON)
        try:
            return self._page(request, asked, await self._found(visit_of(request), asked), None)
        except HttpProblem as problem:
            return self._page(request, asked, None, problem)

    async def _body(self, request: Request) -> bytes:
        longest = _ENCODED * self._settings.subjects.text_bytes
        return await read_body(request, longest, self._settings.limits.body_seconds)

    async def _found(self, visit: Visit, asked: _Asked) -> _Found:
        """What words of a text suggest; one text is read at a time, and reading counts as query time."""
        limits = self._settings.limits
        visit.check()
        if self._reading.locked() and self._waiting >= limits.waiting:
            raise _busy(f"{self._waiting} texts wait already", f"čeká již {self._waiting} textů")
        self._waiting += 1
        try:
            async with asyncio.timeout(limits.deadline_seconds):
                await self._reading.acquire()
        except TimeoutError as fault:
            told = f"{limits.deadline_seconds:g}"
            raise _busy(
                f"the text was not read within {told} seconds", f"text se do {told} s nedostal na řadu"
            ) from fault
        finally:
            self._waiting -= 1
        try:
            with visit.working():
                return await run_in_threadpool(self._read, asked)
        finally:
            self._reading.release()

    def _read(self, asked: _Asked) -> _Found:
        """Read headings and text, which share one bound: each may have the bytes that those before it left."""
        left = self._settings.subjects.text_bytes
        try:
            text = read_text(asked.text, left)
            left -= len(text.encode())
            for number, heading in enumerate(asked.headings, 1):
                if heading.strip():
                    left -= len(read_text(heading, left, f"Heading {number}", f"Nadpis {number}").encode())
            found = self._indexer.assign(text, asked.headings)
            return _Found(found, not found and seems_foreign(text))
        except TextError as fault:
            raise HttpProblem(413 if fault.too_long else 400, str(fault), fault.czech) from fault

    def _page(
        self,
        request: Request,
        asked: _Asked,
        found: _Found | None,
        problem: HttpProblem | None,
    ) -> Response:
        language, links = self.site.language(request), self.site.links(request)
        assignments = found.assignments if found else ()
        own = [Span(m.start, m.end, one.code) for one in assignments for m in one.matches if m.heading < 0]
        values = {
            "text": _writable(asked.text),
            "heading": _writable("\n".join(asked.headings)),
            "found": found and found.assignments,
            "foreign": FOREIGN[language] if found and found.foreign else "",
            "pieces": pieces(_writable(asked.text), own),
            "labels": {
                code: one.label_cs if language == "cs" else one.label_en for code, one in self.descriptors.items()
            },
            "hrefs": {code: links.local(f"/page/descriptor/{code}") for code in self.descriptors},
            "lexicon": self.lexicon,
            "thresholds": self._settings.subjects,
            "adds": bool(self._settings.serve.upload_token),
            "problem": problem and (problem.detail_cs if language == "cs" else problem.detail),
        }
        status, headers = (problem.status, problem.headers) if problem else (200, {})
        return self.site.render(request, "suggest.html", values, status, {**_SHOWN, **headers})


def _read(kind: str, body: bytes) -> _Asked:
    """The text that a request carries."""
    if kind == _FORM:
        fields = dict(read_parameters(body, "form"))
        headings = tuple(line.strip() for line in fields.get("headings", "").splitlines() if line.strip())
        return _checked(fields.get("text", ""), headings)
    if kind == _JSON:
        return _of_json(body)
    if kind == _PLAIN:
        return _Asked(_utf8(body))
    raise HttpProblem(
        415, f'Send the text as {_JSON} ({{"text": "…"}}), {_PLAIN} or a form; {kind or "nothing"} is not read.'
    )


def _of_json(body: bytes) -> _Asked:
    try:
        content = json.loads(_utf8(body))
    except (ValueError, RecursionError) as fault:
        raise HttpProblem(400, f"The body is not JSON: {fault}.") from fault
    members = content if isinstance(content, dict) else {}
    text, headings = members.get("text"), members.get("headings", [])
    if not isinstance(text, str) or not isinstance(headings, list) or not all(isinstance(one, str) for one in headings):
        raise HttpProblem(
            400, 'Send {"text": "…"}, and if there are headings above it, "headings": ["…", "…"] from the top.'
        )
    return _checked(text, tuple(headings))


def _checked(text: str, headings: tuple[str, ...]) -> _Asked:
    if len(headings) > _MOST_HEADINGS:
        raise HttpProblem(
            400, f"There are {len(headings)} headings; send at most {_MOST_HEADINGS}, those right above the text."
        )
    return _Asked(text, headings)


def _writable(text: str) -> str:
    """The text as a page can show it: JSON may hold halves of characters, which no page can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise HttpProblem(400, f"The body is not UTF-8 at byte offset {fault.start}: send it as UTF-8.") from fault


def _busy(why: str, why_cs: str) -> HttpProblem:
    return HttpProblem(
        503,
        f"The server is busy: {why}; try again in a few seconds.",
        f"Server je zaneprázdněn: {why_cs}; zkuste to za několik sekund.",
        {"Retry-After": "5"},
    )
