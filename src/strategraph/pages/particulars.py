"""Who is to do what an element says, by when, and how much of it: each with the words of the document that say so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.gathering import Gathered, gathered, labels_of, the_first
from strategraph.pages.lookups import Row
from strategraph.pages.texts import word_of

__all__ = ["Particular", "Place", "deadlines", "places_of", "quantities", "responsibilities"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the document that says it, the words there, and where its link leads."""

    line: str
    words: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Particular:
    """What is stated of an element: bodies in one role (`role` names it), a deadline, or a quantity; each line once.

    `meaning` is what printed words mean, where they were read and say more than they show.
    """

    role: str
    said: tuple[Item, ...]
    places: tuple[Place, ...]
    meaning: str = ""


def responsibilities(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → who is responsible, by role, from the rows of queries/pages/element-particulars.rq.

    A body is named by its label in the language of the page; the roles stand in the order of their IRIs.
    """
    by_role: dict[str, dict[str, list[Gathered]]] = {}
    for one in (one for one in gathered(rows, "statement").values() if "body" in one):
        role = best_label(labels_of(one, "roleLabel"), names.language)
        by_role.setdefault(the_first(one, "element"), {}).setdefault(role, []).append(one)
    return {
        element: tuple(
            Particular(role, tuple(_body(one, names) for one in found), places_of(found, names))
            for role, found in roles.items()
        )
        for element, roles in by_role.items()
    }


def deadlines(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → by when, from the rows of queries/pages/element-particulars.rq: `2020-12` is shown as `12/2020`.

    What has a beginning is shown with it, what recurs with the word for it; what was not read, in the words of the document.
    """
    found = [one for one in gathered(rows, "statement").values() if one.keys() & {"when", "begins", "often", "printed"}]
    return _by_element((one, _due(one, names), names) for one in found)


def quantities(rows: Sequence[Row], names: Names) -> Mapping[str, tuple[Particular, ...]]:
    """IRI of an element → how much, from the rows of queries/pages/element-particulars.rq: `≥ 80 %`, the unit as it is printed."""
    return _by_element(
        (one, Item(f"{sign}{the_first(one, name)} {the_first(one, 'unit')}".strip(), language="cs"), names)
        for one in gathered(rows, "statement").values()
        for name, sign in (("exact", ""), ("least", "≥ "), ("most", "≤ "))
        if name in one
    )


def _by_element(found: Iterable[tuple[Gathered, Item, Names]]) -> Mapping[str, tuple[Particular, ...]]:
    by_element: dict[str, tuple[Particular, ...]] = {}
    for one, item, names in found:
        element = the_first(one, "element")
        by_element[element] = (*by_element.get(element, ()), Particular("", (item,), places_of([one], names)))
    return by_element


def places_of(found: Iterable[Gathered], names: Names) -> tuple[Place, ...]:
    """The lines of the statements, each once, with the words of the first statement on it."""
    places: dict[str, Place] = {}
    for one in found:
        if "passage" in one:
            place = Place(the_first(one, "line"), the_first(one, "words"), names.links.href(the_first(one, "passage")))
            places.setdefault(place.line, place)
    return tuple(places.values())


def _body(one: Gathered, names: Names) -> Item:
    labels = labels_of(one, "label")
    shown = best_label(labels, names.language) or the_first(one, "words")
    language = next((tag for tag, label in labels.items() if label == shown), "")
    return Item(shown, names.links.href(the_first(one, "body")), language)


def _due(one: Gathered, names: Names) -> Item:
    begins, when = _month(the_first(one, "begins")), _month(the_first(one, "when"))
    span = f"{begins}–{when}" if begins and when else f"{word_of('from', names.language)} {begins}" if begins else when
    often = word_of(the_first(one, "often"), names.language) if "often" in one else ""
    shown = ", ".join(filter(None, (span, often)))
    return Item(shown) if shown else Item(the_first(one, "printed"), language="cs")


def _month(when: str) -> str:
    """A day as `31. 12. 2025`, a month as `12/2025`, anything else as it is."""
    year, *rest = when.split("-")
    if len(rest) not in (1, 2) or not all(part.isdecimal() for part in rest):
        return when
    numbers = [str(int(part)) for part in rest]
    return f"{numbers[0]}/{year}" if len(numbers) == 1 else f"{numbers[1]}. {numbers[0]}. {year}"
