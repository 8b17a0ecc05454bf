"""The page of a thing of which no kind has a page of its own: whatever is said of it, and what the statements stand on."""

from starlette.responses import Response

from strategraph.namespaces import SG
from strategraph.pages.evidence import quoted
from strategraph.pages.explanation import LINKS, SHOWN, read_explanation
from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing

__all__ = ["general_page"]

_QUOTED = (str(SG.sourcePassage),)


async def general_page(thing: Thing) -> Response:
    """A page for any thing; source passages that cannot be quoted stay among the statements."""
    passages = await thing.ask("passages")
    is_link = thing.classes.intersection(LINKS)
    link = await read_explanation(thing.site.lookups, thing.iri, thing.names) if is_link else None
    shown = (*(_QUOTED if passages else ()), *(SHOWN if link else ()))
    statements = await read_statements(thing, shown)
    values = {
        "groups": statements.outgoing,
        "incoming": statements.incoming,
        "link": link,
        "passages": quoted(passages, (), thing.names),
    }
    return thing.page("resource.html", values)
