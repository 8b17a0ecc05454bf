"""An answer that is not 200: one sentence, as a problem document, plain text or a page, by what is accepted."""

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from strategraph.errors import StrategraphError
from strategraph.web.negotiation import negotiate

__all__ = ["HttpProblem", "as_problem", "problem_response"]

_FORMS = ("text/plain", "application/problem+json", "application/json", "text/html", "application/xhtml+xml")
_READING = "GET HEAD POST"
_FAULT = "The server failed at this request; the fault is ours and is in its log. Try again, or ask for something else."


class HttpProblem(StrategraphError):
    """An HTTP error with its status, a whole sentence in English and, for pages, one in Czech.

    `members` are what a program may want to know beside the sentence (RFC 9457, 3.2).
    """

    def __init__(
        self,
        status: int,
        detail: str,
        detail_cs: str = "",
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.detail_cs = detail_cs or detail
        self.headers = dict(headers or {})
        self.members = dict(members or {})

    @property
    def title(self) -> str:
        """The name of the status, such as `Not Found`."""
        return HTTPStatus(self.status).phrase


def as_problem(fault: Exception, path: str) -> HttpProblem:
    """Any exception as a problem; one that is none of ours nor of the framework is a 500 without particulars."""
    if isinstance(fault, HttpProblem):
        return fault
    if not isinstance(fault, HTTPException):
        return HttpProblem(
            500, _FAULT, "Server při vyřizování požadavku selhal; chyba je na naší straně. Zkuste to znovu."
        )
    if fault.status_code == 404:
        return HttpProblem(404, f"There is nothing at {path}.", f"Na adrese {path} nic není.")
    if fault.status_code == 405:
        return _not_so(path, (fault.headers or {}).get("Allow", "GET, HEAD").split(", "))
    return HttpProblem(fault.status_code, f"{fault.detail}.", headers=fault.headers)


def _not_so(path: str, allowed: Sequence[str]) -> HttpProblem:
    """405, with what may be done in an order that is always the same; OPTIONS is answered everywhere (RFC 9110, 10.2.1)."""
    ways = ", ".join(sorted(set(allowed), key=lambda way: (_READING.find(way), way)))
    allow = {"Allow": f"{ways}, OPTIONS"}
    return HttpProblem(405, f"{path} is read with {ways} only.", f"{path} lze jen číst ({ways}).", allow)


def problem_response(problem: HttpProblem, accept: str | None, page: Callable[[HttpProblem], str]) -> Response:
    """Write a problem as `application/problem+json` (RFC 9457), plain text, or the page that `page` makes.

    Something is always given: where nothing fits, JSON to a client that speaks of JSON, else plain text.
    """
    form = negotiate(accept, _FORMS) or ("application/problem+json" if "json" in (accept or "") else "text/plain")
    headers = {**problem.headers, "Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
    if "html" in form:
        return Response(page(problem), problem.status, headers, media_type="text/html")
    if "json" in form:
        members = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
        body = json.dumps(members | problem.members, ensure_ascii=False)
        return Response(body, problem.status, headers, media_type="application/problem+json")
    return Response(problem.detail + "\n", problem.status, headers, media_type="text/plain")
