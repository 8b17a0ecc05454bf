"""Which kind of thing has which page."""

from starlette.responses import Response

from strategraph.namespaces import SG, SKOS
from strategraph.pages.general import general_page
from strategraph.pages.kinds import PAGES, page_for
from strategraph.pages.source_document import document_page
from strategraph.pages.thing import Thing


async def first(thing: Thing) -> Response:
    """Stands for a page."""
    return Response(thing.path)


def test_the_class_that_stands_first_decides_and_what_is_in_none_gets_the_general_page() -> None:
    pages = ((SG.Goal, first), (SG.Element, document_page))
    assert page_for({str(SG.Element), str(SG.Goal)}, pages) is first
    assert page_for({str(SG.Element), str(SG.Measure)}, pages) is document_page
    assert page_for({str(SKOS.Concept)}, pages) is general_page
    assert page_for((), pages) is general_page


def test_no_class_has_two_pages() -> None:
    kinds = [kind for kind, _ in PAGES]
    assert len(kinds) == len(set(kinds))
