"""The page of a source document: what is said of it, and its passages, each with the elements that it speaks of."""

from starlette.responses import Response

from strategraph.namespaces import OA
from strategraph.pages.passages import document_passages
from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing

__all__ = ["document_page"]

_HAS_SOURCE = str(OA.hasSource)


async def document_page(thing: Thing) -> Response:
    """The page of a source document."""
    rows = await thing.ask("document-passages")
    counts = await thing.ask("incoming-counts")
    total = sum(int(row["number"].text) for row in counts if row["property"].text == _HAS_SOURCE)
    statements = await read_statements(thing, leading=(_HAS_SOURCE,) if rows else ())
    values = {
        "groups": statements.outgoing,
        "incoming": statements.incoming,
        "document": document_passages(rows, total, thing.names),
    }
    return thing.page("document.html", values)
