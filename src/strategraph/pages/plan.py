"""The page of a plan: what it is, its tree as printed, its levels, descriptors and bodies, and its elements as a table to take home."""

import asyncio

from starlette.responses import Response

from strategraph.namespaces import DCTERMS, SG
from strategraph.pages.description import Item
from strategraph.pages.element_table import element_table
from strategraph.pages.evidence import quoted
from strategraph.pages.lists import list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.statements import read_statements
from strategraph.pages.tallies import Tally, tallies
from strategraph.pages.thing import Thing
from strategraph.pages.tree import plan_tree

__all__ = ["plan_page"]

#: What is asked about a plan: queries/pages/.
QUESTIONS = (
    "passages", "tree", "plan-levels", "plan-descriptors", "plan-bodies", "plan-succession", "plan-replaced-by",
)  # fmt: skip
#: What is said of a plan in one word or one sentence, in the order in which a reader asks for it.
FACTS = tuple(str(term) for term in (
    DCTERMS.publisher, SG.planLevel, DCTERMS.spatial, DCTERMS.temporal, SG.carriesOut, DCTERMS.replaces, DCTERMS.source, DCTERMS.license,
    SG.unstated, SG.remark,
))  # fmt: skip


async def plan_page(thing: Thing) -> Response:
    """The page of a plan; its list is that of its elements.

    Raises:
        HttpProblem: 400 for a format that the list does not have.
    """
    form = list_form(thing.request)
    if form != "html":
        return await list_answer(thing.site, thing.request, form, lambda: element_table(thing))
    passages, tree, levels, descriptors, bodies, succession, replacing = await asyncio.gather(
        *(thing.ask(name) for name in QUESTIONS)
    )
    elements = {row["element"].text for row in tree}
    names = thing.names
    values = {
        "facts": thing.facts(FACTS),
        "passages": quoted(passages, (), names),
        "tree": plan_tree(tree, names),
        "levels": tallies(levels, "level", names),
        "descriptors": tallies(descriptors, "descriptor", names),
        "bodies": _by_role(bodies, thing),
        "earlier": tallies(_towards(succession, "earlier"), "plan", names),
        "later": tallies(_towards(succession, "later"), "plan", names),
        "replaced_by": [
            Item(row["label"].text, names.links.href(row["plan"].text), row["label"].language) for row in replacing
        ],
        "elements": len(elements),
        "lists": list_addresses(thing.request),
        "statements": await read_statements(thing, tree=elements),
    }
    return thing.page("plan.html", values, list_signposts(thing.request)["Link"])


def _towards(rows: tuple[Row, ...], direction: str) -> list[Row]:
    return [row for row in rows if row["direction"].text == direction]


def _by_role(rows: tuple[Row, ...], thing: Thing) -> list[tuple[str, tuple[Tally, ...]]]:
    """Each role with its bodies, roles in the order of their IRIs."""
    roles: dict[str, list[Row]] = {}
    for row in rows:
        roles.setdefault(row["role"].text, []).append(row)
    return [(_role(found, thing.names.language), tallies(found, "body", thing.names)) for found in roles.values()]


def _role(rows: list[Row], language: str) -> str:
    labels = {row["roleLabel"].language: row["roleLabel"].text for row in rows}
    return labels.get(language) or labels[min(labels)]
