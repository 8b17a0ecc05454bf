"""The page of a theme: its descriptors, each with its numbers of goals and measures, and the other themes."""

from starlette.responses import Response

from strategraph.namespaces import RDF, SKOS
from strategraph.pages.concept_browser import Vocabulary
from strategraph.pages.concept_lists import theme_list
from strategraph.pages.description import group_outgoing
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.paging import address
from strategraph.pages.thing import Thing
from strategraph.pages.uses import Used, chosen_layer, used
from strategraph.pages.vocabulary import Concept, by_theme, shown
from strategraph.settings import LAYERS

__all__ = ["theme_page"]

_SHOWN = (
    *NAMING,
    *(str(term) for term in (RDF.type, SKOS.notation, SKOS.narrower, SKOS.inScheme, SKOS.topConceptOf)),
)


async def theme_page(thing: Thing, vocabulary: Vocabulary, theme: Concept) -> Response:
    """The page, or its descriptors as a list.

    Raises:
        HttpProblem: 400 for a layer or a format that there is not.
    """
    request, names, layer = thing.request, thing.names, chosen_layer(thing.request)
    below = next((found for one, found in by_theme(vocabulary.known) if one == theme), ())
    form = list_form(request)
    if form != "html":

        async def make() -> Listing:
            return theme_list(below, vocabulary.used, layer)

        return await list_answer(thing.site, request, form, make)
    numbers = used(await thing.site.lookups.rows("theme-uses"), "theme", "layer").get(theme.iri, Used())
    values = {
        "trail": [],
        "groups": group_outgoing([row for row in thing.rows if row["property"].text not in _SHOWN], names),
        "label_rows": name_table(thing.rows),
        "layer": layer,
        "layers": [(name, address(request, {"layer": name}), name == layer) for name in LAYERS],
        "statuses": LAYERS[layer],
        "theme": shown(theme, names),
        "numbers": tuple(kind.get(layer, 0) for kind in (numbers.goals, numbers.measures, numbers.sections)),
        "below": [(shown(one, names), vocabulary.use_of(one.iri)) for one in below],
        "themes": [(shown(one, names), one == theme) for one, _ in by_theme(vocabulary.known)],
        "lists": list_addresses(request),
    }
    return thing.page("theme.html", values)
