"""The page of a concept: that of a descriptor, that of a theme, or the general one for concepts of other schemes."""

from starlette.responses import Response

from strategraph.namespaces import SG
from strategraph.pages.concept_browser import read_vocabulary
from strategraph.pages.descriptor_page import descriptor_page
from strategraph.pages.general import general_page
from strategraph.pages.theme_page import theme_page
from strategraph.pages.thing import Thing

__all__ = ["concept_page"]


async def concept_page(thing: Thing) -> Response:
    """A descriptor is what has a theme, a theme is what a descriptor has."""
    if str(SG.Level) in thing.classes:
        return await general_page(thing)
    vocabulary = await read_vocabulary(thing.site)
    concept = vocabulary.known.get(str(thing.iri))
    if concept is None:
        return await general_page(thing)
    if concept.theme is None:
        return await theme_page(thing, vocabulary, concept)
    return await descriptor_page(thing, vocabulary, concept)
