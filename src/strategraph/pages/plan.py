"""The page of a plan: its tree as printed, its levels, and what is said of it."""

from starlette.responses import Response

from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing
from strategraph.pages.tree import plan_tree

__all__ = ["plan_page"]


async def plan_page(thing: Thing) -> Response:
    """The page of a plan."""
    tree = await thing.ask("tree")
    values = {
        "tree": plan_tree(tree, thing.names),
        "statements": await read_statements(thing, tree={row["element"].text for row in tree}),
    }
    return thing.page("plan.html", values)
