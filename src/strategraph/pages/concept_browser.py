"""The concept browser: descriptors by theme, in the alphabet, with their matches, and those that are used together."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from strategraph.pages.co_use import ORDERS, together
from strategraph.pages.collation import initial
from strategraph.pages.concept_lists import alphabet_list, match_list, pair_list, theme_list
from strategraph.pages.description import Names
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.paging import Paging, address, paging
from strategraph.pages.site import Site
from strategraph.pages.thing import read_names
from strategraph.pages.uses import Used, chosen_layer, used
from strategraph.pages.vocabulary import Concept, by_theme, concepts, matches, names_in, shown
from strategraph.settings import LAYERS
from strategraph.web import LANGUAGES, HttpProblem

__all__ = ["VIEWS", "ConceptBrowser", "Vocabulary", "read_vocabulary"]

#: View → its path; the first is the one at `/concepts`.
VIEWS = {
    "themes": "/concepts",
    "alphabet": "/concepts/alphabet",
    "matches": "/concepts/matches",
    "together": "/concepts/together",
}
_NEVER = Used()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All descriptors and themes (IRI → concept), and how often each descriptor is used."""

    known: Mapping[str, Concept]
    used: Mapping[str, Used]

    def use_of(self, iri: str) -> Used:
        """How often a descriptor is used, be it never."""
        return self.used.get(iri, _NEVER)

    def numbers(self, layer: str) -> Mapping[str, int]:
        """IRI → at how many elements a descriptor stands in a layer."""
        return {iri: one.elements(layer) for iri, one in self.used.items()}


async def read_vocabulary(site: Site) -> Vocabulary:
    """The vocabulary of the data that are served; both questions are asked once for a release."""
    known = await site.lookups.kept("concepts", {}, "concepts", concepts)
    return Vocabulary(known, await site.lookups.kept("concept-uses", {}, "numbers", used))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as the views see it."""

    request: Request
    layer: str
    names: Names
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class _View:
    """What one view shows: values for its template, the same as a list, and which page of it."""

    values: Mapping[str, Any]
    listing: Callable[[], Listing]
    paging: Paging


class ConceptBrowser:
    """The pages below `/concepts`. The language of names is chosen by `?content=`, apart from that of the page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._views: Mapping[str, Callable[[_Asked], Awaitable[_View]]] = {
            "themes": self._themes,
            "alphabet": self._alphabet,
            "matches": self._matches,
            "together": self._together,
        }

    async def page(self, request: Request) -> Response:
        """A view as a page or as a list.

        Raises:
            HttpProblem: 404 for a view or a page that there is not, 400 for a layer, an order, a status, a language or a
                format that there is not.
        """
        view = request.path_params.get("view", "themes")
        if view not in VIEWS or (view == "themes") != (request.url.path == VIEWS["themes"]):
            raise HttpProblem(404, f"There is no {request.url.path}; see {VIEWS['themes']}.", "Taková stránka není.")
        form = list_form(request)
        content = _chosen(request, "content", LANGUAGES, self.site.language(request))
        names = await read_names(self.site, request, content)
        asked = _Asked(request, chosen_layer(request), names, await read_vocabulary(self.site))
        made = await self._views[view](asked)
        if form != "html":

            async def listing() -> Listing:
                return made.listing()

            return await list_answer(self.site, request, form, listing)
        named = await read_names(self.site, request, self.site.language(request))
        values = {
            **made.values,
            "named": named.of,
            "view": view,
            "tabs": [(name, _moved(request, path), name == view) for name, path in VIEWS.items()],
            "layer": asked.layer,
            "layers": _choices(request, "layer", LAYERS, asked.layer),
            "content": content,
            "contents": _choices(request, "content", LANGUAGES, content),
            "paging": made.paging,
            "lists": list_addresses(request),
        }
        signposts = ", ".join(filter(None, (list_signposts(request)["Link"], made.paging.signposts)))
        return self.site.render(request, f"concepts-{view}.html", values, headers={"Link": signposts})

    async def _themes(self, asked: _Asked) -> _View:
        """Themes with their descriptors, each with its numbers."""
        layer, vocabulary = asked.layer, asked.vocabulary
        of_themes = used(await self.site.lookups.rows("theme-uses"), "theme", "layer")
        rows = [(theme, one) for theme, below in by_theme(vocabulary.known) for one in below]
        cut = paging(asked.request, len(rows))
        themes = []
        for theme, group in groupby(rows[cut.start : cut.end], key=lambda row: row[0]):
            numbers = of_themes.get(theme.iri, _NEVER)
            below = [(shown(one, asked.names), vocabulary.use_of(one.iri)) for _, one in group]
            themes.append(
                (
                    shown(theme, asked.names),
                    tuple(kind.get(layer, 0) for kind in (numbers.goals, numbers.measures, numbers.sections)),
                    below,
                )
            )
        values = {"themes": themes, "total": len(rows), "statuses": LAYERS[layer]}
        return _View(values, lambda: theme_list([one for _, one in rows], vocabulary.used, layer), cut)

    async def _alphabet(self, asked: _Asked) -> _View:
        """All names of descriptors in alphabetical order, below their letters."""
        known = [one for one in asked.vocabulary.known.values() if one.theme is not None]
        listed = names_in(known, asked.names)
        cut = paging(asked.request, len(listed))
        letters = [
            (letter, [(name, item, asked.vocabulary.use_of(one.iri)) for name, item, one in group])
            for letter, group in groupby(
                listed[cut.start : cut.end], key=lambda one: initial(one[0], asked.names.language)
            )
        ]
        values = {"letters": letters, "total": len(listed)}
        return _View(values, lambda: alphabet_list(listed, asked.vocabulary.used, asked.layer), cut)

    async def _matches(self, asked: _Asked) -> _View:
        """Matches in other vocabularies, those of a status or all."""
        every = await self.site.lookups.kept("concept-matches", {}, "matches", matches)
        statuses = tuple(sorted({match.status for match in every}))
        status = _chosen(asked.request, "status", ("", *statuses), "")
        known = asked.vocabulary.known
        places = {iri: place for place, iri in enumerate(known)}
        found = sorted(
            (match for match in every if status in ("", match.status)),
            key=lambda match: (places.get(match.descriptor, len(places)), match.relation, match.label, match.concept),
        )
        cut = paging(asked.request, len(found))
        values = {
            "rows": [(self._named(asked, match.descriptor), match) for match in found[cut.start : cut.end]],
            "total": len(found),
            "status": status,
            "choices": _choices(asked.request, "status", ("", *statuses), status),
            "numbers": {one: sum(match.status == one for match in every) for one in statuses},
        }
        return _View(values, lambda: match_list(found, known), cut)

    async def _together(self, asked: _Asked) -> _View:
        """Pairs of descriptors that stand at the same elements."""
        order = _chosen(asked.request, "order", ORDERS, ORDERS[0])
        layer, lookups = asked.layer, self.site.lookups
        described = {row["layer"].text: int(row["number"].text) for row in await lookups.rows("described-elements")}
        elements = described.get(layer, 0)
        read = partial(together, numbers=asked.vocabulary.numbers(layer), elements=elements, layer=layer, order=order)
        pairs = await lookups.kept("co-uses", {}, f"{layer} {order}", read)
        cut = paging(asked.request, len(pairs))
        values = {
            "rows": [
                (self._named(asked, pair.first), self._named(asked, pair.second), pair)
                for pair in pairs[cut.start : cut.end]
            ],
            "total": len(pairs),
            "elements": elements,
            "order": order,
            "orders": _choices(asked.request, "order", ORDERS, order),
        }
        return _View(values, lambda: pair_list(pairs, asked.vocabulary.known), cut)

    def _named(self, asked: _Asked, iri: str) -> Any:
        """A descriptor by its IRI, be it one that the vocabulary does not have."""
        return shown(asked.vocabulary.known.get(iri) or Concept(iri, "", {}, (), None), asked.names)


def _chosen(request: Request, name: str, offered: Sequence[str], default: str) -> str:
    """What a parameter chooses.

    Raises:
        HttpProblem: 400 for what is not offered.
    """
    value = request.query_params.get(name, default)
    if value not in offered:
        listed = ", ".join(filter(None, offered))
        raise HttpProblem(
            400,
            f"{name}={value[:40]} is not offered here; write one of {listed}.",
            f"{name}={value[:40]} tu nelze zvolit; napište jedno z těchto: {listed}.",
        )
    return value


def _choices(request: Request, name: str, offered: Sequence[str] | Mapping[str, Any], chosen: str) -> list[Any]:
    """Value, address with that value, and whether it is the chosen one; another choice begins at the first page."""
    return [(value, address(request, {name: value or None, "page": None}), value == chosen) for value in offered]


def _moved(request: Request, path: str) -> str:
    """Another view, with what holds for all views."""
    kept = {name: request.query_params.get(name) for name in ("lang", "content", "layer")}
    changes = {name: None for name in request.query_params if name not in kept}
    return path + address(request, changes).removeprefix(request.url.path)
