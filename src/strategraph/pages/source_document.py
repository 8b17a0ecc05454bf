"""The page of a source document: its text line by line with the elements marked, else the passages that are quoted."""

import asyncio

from starlette.responses import Response

from strategraph.namespaces import DCTERMS, OA, PROV, SCHEMA, SG
from strategraph.pages.description import group_incoming
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.marked_lines import Part, mark_lines, parts_of, worded_lines
from strategraph.pages.passages import document_passages
from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing
from strategraph.sources import Line

__all__ = ["document_page"]

_HAS_SOURCE = str(OA.hasSource)
#: What is said of a document in one word, in the order in which a reader asks for it.
FACTS = tuple(str(term) for term in (
    SG.originalFileName, SG.retrieved, DCTERMS.license, SCHEMA.numberOfPages, SG.lineCount, SG.usedLineCount,
    SG.furnitureLineCount, SG.blankLineCount, SG.sha256,
))  # fmt: skip


async def document_page(thing: Thing) -> Response:
    """The page of a source document; its list is that of its lines, where the text is at hand.

    Raises:
        HttpProblem: 400 for a format that the list does not have.
    """
    stated = {row["value"].text for row in thing.rows if row["property"].text == str(SG.sha256)}
    texts = thing.site.source_texts
    lines = next((texts[digest] for digest in sorted(stated) if digest in texts), ())
    form = list_form(thing.request) if lines else "html"
    if form != "html":
        return await list_answer(thing.site, thing.request, form, lambda: _listing(thing, lines))
    plans, statements = await asyncio.gather(
        thing.ask("incoming", property=PROV.wasDerivedFrom), read_statements(thing, leading=(_HAS_SOURCE,))
    )
    derived = str(PROV.wasDerivedFrom)
    values = {
        "facts": thing.facts(FACTS),
        "plans": group_incoming({derived: len(plans)}, {derived: plans}, thing.names) if plans else (),
        "statements": statements,
        "lists": list_addresses(thing.request) if lines else None,
        **(await _text(thing, lines) if lines else await _passages(thing)),
    }
    return thing.page("document.html", values, list_signposts(thing.request)["Link"] if lines else "")


async def _listing(thing: Thing, lines: tuple[Line, ...]) -> Listing:
    """Every line with the IRIs of what it is the wording of, elements and by its title the plan, separated by spaces."""
    worded = worded_lines(lines, await thing.ask("document-elements"))
    rows = [(line.number, line.text, " ".join(worded.get(line.number, ())) or None) for line in lines]
    return Listing("lines-" + thing.path.removeprefix("document/"), ("line", "text", "things"), rows)


async def _text(thing: Thing, lines: tuple[Line, ...]) -> dict[str, object]:
    """The lines of the part that is asked for by `?line=`, the first one else."""
    places, elements = await asyncio.gather(thing.ask("document-places"), thing.ask("document-elements"))
    parts = parts_of(lines)
    wanted = thing.request.query_params.get("line", "")
    part = _part(parts, int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 1)
    shown = [line for line in lines if part.first <= line.number <= part.last]
    return {"lines": mark_lines(shown, places, elements, thing.names), "ranges": parts, "shown": part, "document": None}


def _part(parts: tuple[Part, ...], line: int) -> Part:
    return next((part for part in parts if part.first <= line <= part.last), parts[0])


async def _passages(thing: Thing) -> dict[str, object]:
    """The passages that the graph quotes."""
    rows, counts = await asyncio.gather(thing.ask("document-passages"), thing.ask("incoming-counts"))
    total = sum(int(row["number"].text) for row in counts if row["property"].text == _HAS_SOURCE)
    return {"lines": (), "ranges": (), "shown": None, "document": document_passages(rows, total, thing.names)}
