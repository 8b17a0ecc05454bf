"""The elements of a plan as a table, one row to an element, in the order of the document."""

from strategraph.namespaces import SG
from strategraph.pages.gathering import Gathered, gathered, labels_of, the_first
from strategraph.pages.lists import Cell, Listing
from strategraph.pages.thing import Thing

__all__ = ["COLUMNS", "element_table"]

COLUMNS = (
    "element", "kind", "level_cs", "level_en", "notation", "text", "parent", "descriptors", "line", "start",
)  # fmt: skip
#: The most special class comes first.
_KINDS = (SG.Section, SG.Priority, SG.Goal, SG.Measure)


async def element_table(thing: Thing) -> Listing:
    """The table: codes of descriptors are separated by spaces, `line` and `start` say where the element begins."""
    found = gathered(await thing.ask("plan-elements"), "element")
    order = sorted(found, key=lambda iri: (_whole(found[iri], "start") or 0, iri))
    name = "elements-" + thing.path.removeprefix("plan/")
    return Listing(name, COLUMNS, [_row(iri, found[iri]) for iri in order])


def _row(iri: str, one: Gathered) -> list[Cell]:
    classes = {value.text for value in one.get("kind", ())}
    kind = next((term for term in _KINDS if str(term) in classes), None)
    levels = labels_of(one, "levelLabel")
    return [
        iri,
        kind.partition("#")[2].lower() if kind else None,
        levels.get("cs"),
        levels.get("en"),
        the_first(one, "notation") or None,
        the_first(one, "text") or None,
        the_first(one, "parent") or None,
        " ".join(sorted(value.text for value in one.get("descriptor", ()))) or None,
        _whole(one, "line"),
        _whole(one, "start"),
    ]


def _whole(one: Gathered, name: str) -> int | None:
    """The least whole number of a variable."""
    return min((int(value.text) for value in one.get(name, ())), default=None)
