"""A plan that somebody sends: shown as a tree with its descriptors and links, and stored only if that is asked for.

Whoever sends one has to know the token of the server, as the password of HTTP's own login (RFC 7617) or as a bearer token
(RFC 6750). It is looked at before the file is read.
"""

import base64
import binascii
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message

from strategraph.errors import StrategraphError
from strategraph.levels import LEVELS
from strategraph.pages.site import Site
from strategraph.web import HttpProblem, negotiate, read_body, read_parameters

__all__ = ["ADD", "AddPlan", "Occupied", "PlanAdder", "Sent", "Unusable"]

ADD = "/add"
#: What may be said of a plan beside its file.
_NAMED = ("plan", "issuer", "territory", "level")
#: What a form takes beside its file (bytes).
_FORM_BYTES, _PART_BYTES = 65_536, 4096
#: A plan that was looked at may be stored for so long (seconds); so many bytes of such plans are held in memory.
HELD_SECONDS, HELD_BYTES = 900.0, 200_000_000
#: So many elements and lines are shown on the page; as JSON there are all.
SHOWN_ELEMENTS, SHOWN_LINES = 300, 50
_SAID = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class Unusable(StrategraphError):
    """Nothing can be made of a plan that was sent."""


class Occupied(StrategraphError):
    """Others are being looked at or built, and have been for a while."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file with the name that it came with, and what was said of it."""

    name: str
    content: bytes
    named: Mapping[str, str]


class PlanAdder(Protocol):
    """Looks at plans and stores them, in a process apart.

    `held` are the plans that were looked at and may be stored, by a key and with the time since when; they outlive a release.
    """

    token: str
    can_store: bool
    held: OrderedDict[str, tuple[float, Sent]]

    async def look(self, sent: Sent) -> dict[str, Any]:
        """What the plan would be: the value of `strategraph add --json`."""

    async def store(self, sent: Sent) -> None:
        """Store it and build."""


class AddPlan:
    """The address /add, and /add/store for a plan that was looked at there."""

    def __init__(self, site: Site, adder: PlanAdder) -> None:
        self.site = site
        self.adder = adder
        self.held = adder.held

    def routes(self) -> list[BaseRoute]:
        """Its addresses."""
        return [
            Route(ADD, self.handle, methods=["GET", "HEAD", "POST"]),
            Route(f"{ADD}/store", self.store, methods=["POST"]),
        ]

    async def handle(self, request: Request) -> Response:
        """The form; or what became of a file that was sent, as a page or as JSON.

        Raises:
            HttpProblem: 400 for a form that cannot be read, 401 without the token, 408 and 413 for a file that comes too slowly
                or is too long, 503 while others have their turn.
        """
        self._let_in(request)
        if request.method != "POST":
            return self._page(request)
        chosen = negotiate(request.headers.get("accept"), ("text/html", "application/json"))
        sent = await self._sent(request)
        try:
            found = await self.adder.look(sent)
        except Occupied as fault:
            raise _come_again(fault) from fault
        except Unusable as fault:
            if chosen == "application/json":
                raise HttpProblem(422, str(fault)) from fault
            return self._page(request, sent, problem=str(fault), status=422)
        named = {**sent.named, "plan": found["plan"]["id"]}
        sent = replace(sent, named=named)
        key = self._hold(sent) if self.adder.can_store and not found["reason"] else ""
        if chosen == "application/json":
            return JSONResponse({**found, "key": key}, headers=_SAID)
        return self._page(request, sent, found, key)

    async def store(self, request: Request) -> Response:
        """Store a plan that was looked at, and build.

        Raises:
            HttpProblem: 401 without the token, 404 for a plan that is no longer held, 422 if it cannot be stored, 503 while others have
                their turn.
        """
        self._let_in(request)
        body = await read_body(request, _FORM_BYTES, self.site.settings.limits.body_seconds)
        key = dict(read_parameters(body, "form")).get("key", "")
        self._forget()
        if key not in self.held:
            raise HttpProblem(
                404,
                "This plan is no longer held: send it again, look at it and then store it.",
                "Tento plán zde už není: pošlete jej znovu, prohlédněte a pak uložte.",
            )
        sent = self.held[key][1]
        try:
            await self.adder.store(sent)
        except Occupied as fault:
            raise _come_again(fault) from fault
        except Unusable as fault:
            raise HttpProblem(422, str(fault)) from fault
        del self.held[key]
        plan_id = sent.named["plan"]
        wanted = self.site.links(request).local(f"/page/plan/{plan_id}")
        if negotiate(request.headers.get("accept"), ("text/html", "application/json")) == "application/json":
            return JSONResponse({"plan": plan_id, "page": wanted}, 201, headers=_SAID)
        return self.site.render(request, "added.html", {"plan_id": plan_id, "href": wanted}, 201, _SAID)

    def _let_in(self, request: Request) -> None:
        """See that the token is right; comparing takes as long for any other (`hmac.compare_digest`)."""
        if not hmac.compare_digest(_token(request.headers.get("authorization", "")), self.adder.token.encode()):
            raise HttpProblem(
                401,
                "Plans are taken from those who know the token of this server: send it as the password (any user name), or as "
                "Authorization: Bearer.",
                "Plány se přijímají od těch, kdo znají token tohoto serveru: zadejte jej jako heslo (jméno je libovolné), nebo "
                "v hlavičce Authorization: Bearer.",
                {"WWW-Authenticate": 'Basic realm="strategraph", charset="UTF-8"'},
            )

    async def _sent(self, request: Request) -> Sent:
        """The file of a form (multipart/form-data, RFC 7578) with what was said of it."""
        most = self.site.settings.sources.max_file_bytes + _FORM_BYTES
        body = await read_body(request, most, self.site.settings.serve.upload_seconds)

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise _no_form(415)
        reread = Request(request.scope, receive)
        try:
            async with reread.form(max_files=1, max_fields=len(_NAMED), max_part_size=_PART_BYTES) as form:
                file = form.get("file")
                if not isinstance(file, UploadFile) or not file.filename:
                    raise _no_form(400)
                return Sent(file.filename, await file.read(), {name: _word(form.get(name)) for name in _NAMED})
        except HTTPException as fault:  # what Starlette makes of a form that cannot be read
            raise _no_form(400) from fault

    def _hold(self, sent: Sent) -> str:
        """Keep a plan in memory for a while, so that it can be stored as it was shown; the key cannot be guessed."""
        self._forget()
        key = secrets.token_urlsafe(24)
        self.held[key] = time.monotonic(), sent
        while sum(len(one.content) for _, one in self.held.values()) > HELD_BYTES and len(self.held) > 1:
            self.held.popitem(last=False)
        return key

    def _forget(self) -> None:
        for key in [key for key, (since, _) in self.held.items() if time.monotonic() - since > HELD_SECONDS]:
            del self.held[key]

    def _page(
        self,
        request: Request,
        sent: Sent | None = None,
        found: Mapping[str, Any] | None = None,
        key: str = "",
        problem: str = "",
        status: int = 200,
    ) -> Response:
        links = self.site.links(request)
        base = self.site.settings.publication.base
        elements = _with_depth(found["elements"]) if found else []
        values = {
            "action": links.local(ADD),
            "store": links.local(f"{ADD}/store"),
            "levels": LEVELS,
            "named": sent.named if sent else dict.fromkeys(_NAMED, ""),
            "megabytes": self.site.settings.sources.max_file_bytes // 1_000_000,
            "minutes": int(HELD_SECONDS // 60),
            "found": found,
            "elements": elements[:SHOWN_ELEMENTS],
            "more_elements": max(0, len(elements) - SHOWN_ELEMENTS),
            "unclaimed": found["unclaimed"][:SHOWN_LINES] if found else [],
            "more_lines": max(0, len(found["unclaimed"]) - SHOWN_LINES) if found else 0,
            "place_of": lambda iri: links.local("/page/" + iri.removeprefix(f"{base}resource/")),
            "descriptor_at": lambda code: links.local(f"/page/descriptor/{code}"),
            "key": key,
            "can_store": self.adder.can_store,
            "problem": problem,
        }
        return self.site.render(request, "add.html", values, status, _SAID)


def _with_depth(elements: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Elements in their order, each with the number of those above it; a parent comes before what is below it."""
    depths: dict[str | None, int] = {None: -1}
    for one in elements:
        depths[one["id"]] = depths.get(one["parent"], -1) + 1
    return [{**one, "depth": depths[one["id"]]} for one in elements]


def _token(authorization: str) -> bytes:
    """The password of Basic, or the token of Bearer; nothing if there is neither."""
    scheme, _, said = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return said.strip().encode("latin-1")  # as it came (RFC 9110, 5.5)
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(said.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def _word(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _come_again(fault: Occupied) -> HttpProblem:
    return HttpProblem(
        503,
        str(fault),
        "Právě se zde čte nebo sestavuje jiný plán: pošlete svůj znovu za několik minut.",
        {"Retry-After": "60"},
    )


def _no_form(status: int) -> HttpProblem:
    return HttpProblem(
        status,
        "Send one file as the part 'file' of multipart/form-data, and if need be plan, issuer, territory and level beside it.",
        "Pošlete jeden soubor jako část 'file' formuláře multipart/form-data, a je-li třeba, vedle něj plan, issuer, territory a level.",
    )
