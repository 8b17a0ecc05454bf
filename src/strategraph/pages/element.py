"""The page of a goal, priority, measure or section: its wording, place, descriptors, particulars and links to other plans."""

import asyncio
from itertools import chain

from starlette.responses import Response

from strategraph.namespaces import DCTERMS, SG
from strategraph.pages.compared import compared
from strategraph.pages.evidence import held, joined, quoted
from strategraph.pages.level_ranking import read_level_rankings
from strategraph.pages.particulars import deadlines, quantities, responsibilities
from strategraph.pages.place import above, below
from strategraph.pages.ranking import ENDS, Ranking, read_rankings
from strategraph.pages.stated import indicators, money, sources
from strategraph.pages.statements import read_statements
from strategraph.pages.thing import Thing

__all__ = ["element_page"]

#: What is asked about an element: queries/pages/.
QUESTIONS = (
    "passages", "assignments", "comparisons", "element-above", "element-below", "element-particulars", "element-stated",
)  # fmt: skip
#: What is said of an element in one word or one sentence, in the order in which a reader asks for it.
FACTS = tuple(str(term) for term in (
    SG.continues, DCTERMS.references, SG.remark, SG.truncated, SG.parentUncertain, SG.printedNotation,
    SG.derivedNotation, SG.repeatedIn,
))  # fmt: skip

#: What leads to an element by these stands elsewhere on its page, or follows from the descriptors there.
ELSEWHERE = (*ENDS, *(str(term) for term in (
    SG.target, SG.comparedElement, SG.parent, SG.child, SG.responsibleFor, SG.alignedWith, SG.descriptorOf,
    SG.sharesDescriptorWith, SG.sharesThemeWith,
)))  # fmt: skip


async def element_page(thing: Thing) -> Response:
    """The page of an element of a plan."""
    names = thing.names
    asked = (thing.site.lookups, thing.iri, thing.classes, names)
    rankings = asyncio.gather(read_rankings(*asked), read_level_rankings(*asked))
    answers = await asyncio.gather(*(thing.ask(name) for name in QUESTIONS))
    passages, rows, beside, ancestors, children, stated, told = answers
    assignments = joined(rows)
    bodies, due, amounts = responsibilities(stated, names), deadlines(stated, names), quantities(stated, names)
    values = {
        "level": thing.facts((str(SG.level),)),
        "facts": thing.facts(FACTS),
        "wording": [row["value"] for row in thing.rows if row["property"].text == str(DCTERMS.description)],
        "plan": thing.facts((str(SG.partOf),)),
        "above": above(ancestors, names),
        "below": below(children, names),
        "bodies": bodies,
        "due": due,
        "amounts": amounts,
        "indicators": indicators(told, names),
        "money": money(told, names),
        "sources": sources(told, names),
        "passages": quoted(passages, assignments, names),
        "held": held(assignments, names, thing.site.settings.subjects),
        "compared": compared(beside, names),
        "subjects": thing.site.settings.subjects,
        "rankings": (ranked := tuple(chain(*await rankings))),
        "questions": _questions(thing, ranked),
        "statements": await read_statements(thing, leading=ELSEWHERE),
    }
    return thing.page("element.html", values)


def _questions(thing: Thing, rankings: tuple[Ranking, ...]) -> dict[str, str]:
    """Name of a ranking → the address that asks for all of it."""
    return {
        one.name: thing.site.question(thing.request, one.question[0], {one.question[1]: str(thing.iri)})
        for one in rankings
        if one.question
    }
