"""The page of a thing of which no kind has a page of its own: whatever is said of it, and what the statements stand on."""

import asyncio

from starlette.responses import Response

from strategraph.namespaces import SG
from strategraph.pages.evidence import held, quoted
from strategraph.pages.explanation import LINKS, SHOWN, read_explanation
from strategraph.pages.ranking import ENDS, read_rankings
from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing
from strategraph.pages.tree import plan_tree

__all__ = ["general_page"]

_QUOTED = (str(SG.sourcePassage),)


async def general_page(thing: Thing) -> Response:
    """A page for any thing; source passages that cannot be quoted stay among the statements."""
    site, names = thing.site, thing.names
    passages, tree, assignments = await asyncio.gather(
        thing.ask("passages"), thing.ask("tree"), thing.ask("assignments")
    )
    link = await read_explanation(site.lookups, thing.iri, names) if thing.classes.intersection(LINKS) else None
    rankings = await read_rankings(site.lookups, thing.iri, thing.classes, names)
    statements = await read_statements(
        thing,
        (*(_QUOTED if passages else ()), *(SHOWN if link else ())),
        ENDS if rankings else (),
        {row["element"].text for row in tree},
    )
    values = {
        "groups": statements.outgoing,
        "incoming": statements.incoming,
        "link": link,
        "rankings": rankings,
        "questions": {
            one.name: site.question(thing.request, one.question[0], {one.question[1]: str(thing.iri)})
            for one in rankings
            if one.question
        },
        "tree": plan_tree(tree, names),
        "passages": quoted(passages, assignments, names),
        "held": held(assignments, names, site.settings.subjects),
        "subjects": site.settings.subjects,
    }
    return thing.page("resource.html", values)
