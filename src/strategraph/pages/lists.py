"""Lists to take home: whatever list a page shows is given as CSV and as JSON too.

`?format=csv` and `?format=json` ask for it, or `Accept`. CSV follows RFC 4180: UTF-8, a header row, lines that end with CRLF.
A text that a spreadsheet program would take for a formula gets an apostrophe before it there (CWE-1236); JSON has every text
as it is.
"""

import csv
import io
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import HTML
from strategraph.iris import slug
from strategraph.licence import LICENCE
from strategraph.pages.site import Site
from strategraph.spreadsheets import harmless
from strategraph.web import HttpProblem, negotiate, not_modified

__all__ = ["Cell", "Listing", "list_addresses", "list_answer", "list_form", "list_signposts"]

#: What stands in a cell; None is an empty cell, `null` in JSON.
Cell = str | int | float | None
#: Form → media type, and how it is sent.
_FORMS: Mapping[str, tuple[str, str]] = {
    "csv": ("text/csv", "text/csv; charset=utf-8; header=present"),
    "json": ("application/json", "application/json"),
}
_VARY = "Accept, Accept-Language"
#: What does not choose among rows.
_ASIDE = ("format", "lang", "page")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what its file is called, in a word or two of ASCII (`plans`), its columns, and rows as long as these.

    Columns are English words in `snake_case`. `next` is the address of what follows, where the list is given in parts.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
    next: str | None = None

    def as_csv(self) -> str:
        """The table by RFC 4180, with its header."""
        held = io.StringIO(newline="")
        writer = csv.writer(held)
        writer.writerow(self.columns)
        writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in self.rows)
        return held.getvalue()

    def as_json(self) -> str:
        """An array of objects, one to a line; every object has every column."""
        rows = (dict(zip(self.columns, row, strict=True)) for row in self.rows)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
        return f"[\n{lines}\n]\n" if lines else "[]\n"


def list_form(request: Request) -> str:
    """The form that is asked for: `csv`, `json`, or `html` for the page, which is given too where nothing fits `Accept`.

    Raises:
        HttpProblem: 400 if `?format=` names another.
    """
    named = request.query_params.get("format", "")
    if named in (*_FORMS, "html"):
        return named
    if named:
        offered = ", ".join((*_FORMS, "html"))
        raise HttpProblem(
            400,
            f"This list has no format {named[:40]!r}; it is given as {offered}.",
            f"Tento seznam nemá formát „{named[:40]}“; je k dispozici jako {offered}.",
        )
    offers = {media: form for form, (media, _) in _FORMS.items()}
    return offers.get(negotiate(request.headers.get("accept"), (*HTML, *offers)) or "", "html")


async def list_answer(site: Site, request: Request, form: str, make: Callable[[], Awaitable[Listing]]) -> Response:
    """The list in a form; it is not made for a reader who has it: release, address and form determine it."""
    asked = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in ("format", "lang")
    )
    tag = site.tag("list", request.url.path, urlencode(asked), form, site.language(request))
    known = not_modified(request, [tag], _VARY)
    if known:
        return known
    listing = await make()
    body = await run_in_threadpool(listing.as_csv if form == "csv" else listing.as_json)
    name = "-".join(filter(None, ("strategraph", slug(listing.name), slug(site.dataset.name)[:16])))
    following = [f'<{listing.next}>; rel="next"'] if listing.next else []
    headers = {
        "Content-Type": _FORMS[form][1],
        "Content-Disposition": f'{"attachment" if form == "csv" else "inline"}; filename="{name}.{form}"',
        "ETag": tag,
        "Vary": _VARY,
        "Link": ", ".join(
            [
                f'<{_address(request, None)}>; rel="alternate"; type="text/html"',
                f'<{LICENCE}>; rel="license"',
                *following,
            ]
        ),
    }
    return Response(body, headers=headers)


def list_addresses(request: Request) -> dict[str, str]:
    """Form → address of the list on this page, with the filters that the page has."""
    return {form: _address(request, form) for form in _FORMS}


def list_signposts(request: Request) -> dict[str, str]:
    """The header of a page that leads to its list as data."""
    return {
        "Link": ", ".join(
            f'<{_address(request, form)}>; rel="alternate"; type="{media}"' for form, (media, _) in _FORMS.items()
        )
    }


def _address(request: Request, form: str | None) -> str:
    """This page, or its list in a form, from its beginning."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _ASIDE]
    query = urlencode([*kept, *([("format", form)] if form else [])])
    path = quote(request.url.path, safe="/:@!$&'()*+,;=-._~%")
    return f"{path}?{query}" if query else path
