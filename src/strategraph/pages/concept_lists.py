"""The lists of the concept browser as tables to take home: their columns, and one row for each descriptor, name, match or pair."""

from collections.abc import Iterable, Mapping, Sequence

from strategraph.pages.co_use import Pair
from strategraph.pages.description import Item
from strategraph.pages.lists import Cell, Listing
from strategraph.pages.texts import shorten
from strategraph.pages.uses import Used
from strategraph.pages.vocabulary import Concept, Match
from strategraph.settings import LAYERS

__all__ = ["alphabet_list", "match_list", "pair_list", "theme_list"]

_PAIR = (
    "descriptor", "code", "other", "other_code", "together", "elements", "other_elements", "all_elements", "expected",
    "ratio", "jaccard", "pmi",
)  # fmt: skip
_MATCH = (
    "descriptor", "code", "label_cs", "label_en", "relation", "concept", "concept_label", "status", "justification",
    "comment", "reviewer", "day",
)  # fmt: skip
_STATUSES = LAYERS["all"]
_KINDS = ("goals", "measures", "sections")
_NONE = Concept("", "", {}, (), None)


def theme_list(rows: Iterable[Concept], numbers: Mapping[str, Used], layer: str) -> Listing:
    """Descriptors with their themes; `goals`, `measures` and `sections` are those of the layer, the others of one status each."""
    columns = ("descriptor", "code", "label_cs", "label_en", "theme", "layer")
    counted = [f"{kind}_{status}" for kind in _KINDS for status in _STATUSES]

    def row(one: Concept) -> Sequence[Cell]:
        use = numbers.get(one.iri, Used())
        single = [kind.get(status, 0) for kind in (use.goals, use.measures, use.sections) for status in _STATUSES]
        return [*_named(one), one.theme, layer, *single, *_all(use, layer)]

    return Listing("descriptors", (*columns, *counted, *_KINDS), [row(one) for one in rows])


def alphabet_list(rows: Iterable[tuple[str, Item, Concept]], numbers: Mapping[str, Used], layer: str) -> Listing:
    """Names with the descriptors they stand for, and how many elements have these in the layer."""
    made: list[Sequence[Cell]] = [
        [name, item.text, one.iri, one.code, layer, numbers.get(one.iri, Used()).elements(layer)]
        for name, item, one in rows
    ]
    return Listing("names", ("name", "preferred_name", "descriptor", "code", "layer", "elements"), made)


def match_list(rows: Iterable[Match], known: Mapping[str, Concept]) -> Listing:
    """Matches with status and justification."""
    made = [
        [
            *(_named(known[one.descriptor]) if one.descriptor in known else (one.descriptor, None, None, None)),
            shorten(one.relation),
            one.concept,
            one.label or None,
            one.status,
            shorten(one.justification),
            one.comment or None,
            one.reviewer or None,
            one.day or None,
        ]
        for one in rows
    ]
    return Listing("matches", _MATCH, made)


def pair_list(rows: Iterable[Pair], known: Mapping[str, Concept]) -> Listing:
    """Pairs with their figures; `pmi` is the natural logarithm of `ratio`."""
    made = [
        [
            one.first,
            known.get(one.first, _NONE).code or None,
            one.second,
            known.get(one.second, _NONE).code or None,
            one.together,
            one.first_number,
            one.second_number,
            one.elements,
            round(one.expected, 4),
            round(one.ratio, 4),
            round(one.jaccard, 4),
            round(one.information, 4),
        ]
        for one in rows
    ]
    return Listing("pairs", _PAIR, made)


def _all(use: Used, layer: str) -> Sequence[Cell]:
    return use.all_goals(layer), use.all_measures(layer), use.all_sections(layer)


def _named(one: Concept) -> Sequence[Cell]:
    return one.iri, one.code or None, one.labels.get("cs"), one.labels.get("en")
