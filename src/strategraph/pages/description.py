"""What a page says of a thing: its name, its properties under readable names, and what leads to it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS, XSD
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value
from strategraph.pages.texts import known_labels, shorten, text, word_of

__all__ = [
    "Group",
    "Item",
    "Names",
    "best_label",
    "code",
    "group_incoming",
    "group_outgoing",
    "heading",
    "item_of",
    "types",
]

#: Properties in the order in which a reader looks for them; the rest follow by name.
_FIRST = tuple(str(term) for term in (
    DCTERMS.title, RDFS.label, SKOS.prefLabel, DCTERMS.description, DCTERMS.abstract, SKOS.notation, SG.level,
    DCTERMS.isPartOf, SG.parent, SG.hasDescriptor, SG.deadline, SG.responsibility, SG.quantity, SG.indicator, SG.budget, SG.funding,
))  # fmt: skip
#: Shown elsewhere: the classes above, links that hold both ways among what leads to the thing, so that each stands once, and
#: what the ranking of links says better.
_ELSEWHERE = (
    str(RDF.type),
    str(SG.sharesDescriptorWith),
    str(SG.sharesDescriptorWithPriority),
    str(SG.sharesThemeWith),
)
#: Properties whose values are words of ours, which have a name in each language.
_CODED = (
    str(SG.status),
    str(SG.method),
    str(SG.foundIn),
    str(SG.linkClass),
    str(SG.periodOverlap),
    str(SG.layer),
    str(SG.recurrence),
    str(SG.agreement),
)
_PLAIN = ("", str(SCHEMA.Text), str(XSD.integer), str(XSD.nonNegativeInteger))
_NAMING = (str(RDFS.label), str(SKOS.prefLabel), str(DCTERMS.title))


@dataclass(frozen=True, slots=True)
class Item:
    """One value: what is shown, where it leads (None: nowhere), the language of the text, its code and datatype.

    `plan` is the title of the plan that an element is part of, if that is another plan than the page is about.
    """

    text: str
    href: str | None = None
    language: str = ""
    notation: str = ""
    datatype: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property, or of several that have the same; `total` is more than the items if some are not shown.

    Each of `properties` is shown with its name, its link and, on hovering, its short IRI (`notation`).
    """

    properties: tuple[Item, ...]
    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Names:
    """Readable names of classes and properties in one language, and links for things."""

    own: Mapping[tuple[str, str], str]
    links: Links
    language: str

    def of(self, iri: str) -> str:
        """The name of a term: from the ontology, from the table of known ones, else its short IRI."""
        return self.own.get((iri, self.language)) or known_labels().get((iri, self.language)) or shorten(iri)

    def of_thing(self, iri: str, labels: Mapping[str, str]) -> str:
        """The label of a thing, else the part of its IRI that tells things apart."""
        name = best_label(labels, self.language)
        return name or self.of(iri.removeprefix(f"{self.links.base}resource/").removeprefix(f"{self.links.base}"))


def best_label(labels: Mapping[str, str], language: str) -> str:
    """The label in the language, else in Czech, English, none, or any; empty if there is none."""
    for wanted in (language, "cs", "en", ""):
        if wanted in labels:
            return labels[wanted]
    return labels[min(labels)] if labels else ""


def heading(rows: Sequence[Row], iri: str, names: Names) -> str:
    """What the page of a thing is called."""
    labels = _labels(row["value"] for row in rows if row["property"].text in _NAMING)
    return names.of_thing(iri, labels)


def code(rows: Sequence[Row], name: str) -> str:
    """The printed code of a thing, if it has one and its name does not say it."""
    return _code(
        min((row["value"].text for row in rows if row["property"].text == str(SKOS.notation)), default=""), name
    )


def types(rows: Sequence[Row], names: Names) -> tuple[Item, ...]:
    """The classes of a thing."""
    found = sorted({row["value"].text for row in rows if row["property"].text == str(RDF.type)})
    return tuple(Item(names.of(iri), names.links.href(iri)) for iri in found)


def group_outgoing(rows: Sequence[Row], names: Names) -> tuple[Group, ...]:
    """What is said of a thing, by property; its classes and source lines stand elsewhere on the page."""
    by_property: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["property"].text not in _ELSEWHERE:
            by_property[row["property"].text].append(row)
    groups = {iri: (_items(found, "value", names), 0) for iri, found in by_property.items()}
    return _merge(groups, names)


def group_incoming(numbers: Mapping[str, int], found: Mapping[str, Sequence[Row]], names: Names) -> tuple[Group, ...]:
    """What leads to a thing, by property: the first of them, and how many there are."""
    groups = {iri: (_items(found.get(iri, ()), "subject", names), number) for iri, number in numbers.items()}
    return _merge(groups, names)


def _merge(groups: Mapping[str, tuple[tuple[Item, ...], int]], names: Names) -> tuple[Group, ...]:
    """One group for properties with the same values, as a property and the broader one it entails have them."""
    merged: dict[tuple[tuple[Item, ...], int], list[str]] = defaultdict(list)
    for iri in sorted(groups, key=lambda iri: _rank(iri, names)):
        merged[groups[iri]].append(iri)
    return tuple(
        Group(
            tuple(Item(names.of(iri), names.links.href(iri), notation=shorten(iri)) for iri in iris),
            items,
            total or len(items),
        )
        for (items, total), iris in merged.items()
    )


def _rank(iri: str, names: Names) -> tuple[int, str, str]:
    return (_FIRST.index(iri) if iri in _FIRST else len(_FIRST), names.of(iri).casefold(), iri)


def _items(rows: Iterable[Row], variable: str, names: Names) -> tuple[Item, ...]:
    """The values of the rows, each once, in the order of their positions, codes and texts."""
    by_value: dict[Value, list[Row]] = defaultdict(list)
    for row in rows:
        by_value[row[variable]].append(row)
    ranked = []
    for value, found in by_value.items():
        item = item_of(value, found, names)
        position = min((int(row["position"].text) for row in found if _is_number(row)), default=10**9)
        ranked.append((position, _natural(item.notation), _natural(item.text), value.text, item))
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1]))


def item_of(value: Value, rows: Sequence[Row], names: Names) -> Item:
    """A value as it is shown, from the rows that give its labels and its code."""
    if value.kind == "literal":
        return _literal(value, rows, names)
    if value.kind != "uri":
        return Item(f"_:{value.text}")
    labels = _labels(row["label"] for row in rows if "label" in row)
    notation = min((row["notation"].text for row in rows if "notation" in row), default="")
    name = names.of_thing(value.text, labels)
    language = next((tag for tag, text in labels.items() if text == name), "")
    plan = min((row["plan"].text for row in rows if "plan" in row), default="")
    return Item(name, names.links.href(value.text), language, _code(notation, name), plan=plan)


def _literal(value: Value, rows: Sequence[Row], names: Names) -> Item:
    """Yes or no and numbers need no datatype beside them; a code gets its word, another datatype its name."""
    if value.datatype == str(XSD.boolean):
        return Item(text("true" if value.text in ("true", "1") else "false", names.language))
    if any("property" in row and row["property"].text in _CODED for row in rows):
        word = word_of(value.text, names.language)
        return Item(word, notation=value.text if word != value.text else "")
    if value.datatype == str(XSD.decimal):
        return Item(value.text.replace(".", ",") if names.language == "cs" else value.text)
    plain = value.datatype in _PLAIN
    return Item(value.text, language=value.language, datatype="" if plain else names.of(value.datatype))


def _code(notation: str, name: str) -> str:
    """A code to be shown before a name: not one that stands in the name, nor one that is a path or long."""
    return notation if "/" not in notation and len(notation) < 16 and notation not in name.split() else ""


def _labels(values: Iterable[Value]) -> dict[str, str]:
    """Language → label; of several in a language the first in the alphabet."""
    labels: dict[str, str] = {}
    for value in values:
        if value.kind == "literal":
            labels[value.language] = min(labels.get(value.language, value.text), value.text)
    return labels


def _is_number(row: Row) -> bool:
    return "position" in row and row["position"].text.isdecimal()


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key by which 4.10 follows 4.9."""
    pieces = re.findall(r"\d{1,9}|\D+|\d+", text[:100])
    return tuple(
        (int(piece), "") if piece.isdecimal() and len(piece) < 10 else (-1, piece.casefold()) for piece in pieces
    )
