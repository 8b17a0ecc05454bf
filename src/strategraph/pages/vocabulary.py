"""The descriptors as the concept browser knows them: names by language, codes, themes, and matches in other vocabularies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.namespaces import SKOS
from strategraph.pages.codes import code_place
from strategraph.pages.collation import order
from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.lookups import Row

__all__ = ["Concept", "Match", "by_theme", "concepts", "matches", "names_in", "shown"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A descriptor or a theme: its code, language → name, and its theme, which a theme has none of.

    `others` are further names (language, name).
    """

    iri: str
    code: str
    labels: Mapping[str, str]
    others: tuple[tuple[str, str], ...]
    theme: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a descriptor: its relation, the other concept, its status, how it was found (both terms as IRIs), who decided."""

    descriptor: str
    relation: str
    concept: str
    label: str
    status: str
    justification: str
    comment: str
    reviewer: str
    day: str


def concepts(rows: Iterable[Row]) -> Mapping[str, Concept]:
    """IRI → descriptor or theme, from the rows of queries/pages/concepts.rq, themes and descriptors in the order of codes.

    Of several codes, names in a language, or themes, the first in the alphabet counts.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["concept"].text].append(row)
    made = [_concept(iri, list(about)) for iri, about in found.items()]
    return {one.iri: one for one in sorted(made, key=lambda one: (code_place(one.code), one.iri))}


def _concept(iri: str, rows: Sequence[Row]) -> Concept:
    labels: dict[str, str] = {}
    others = set()
    for row in rows:
        if "label" in row:
            label = row["label"]
            if row["kind"].text == str(SKOS.prefLabel):
                labels[label.language] = min(labels.get(label.language, label.text), label.text)
            else:
                others.add((label.language, label.text))
    code = min((row["notation"].text for row in rows if "notation" in row), default="")
    theme = min((row["theme"].text for row in rows if "theme" in row), default=None)
    return Concept(iri, code, labels, tuple(sorted(others)), theme)


def by_theme(known: Mapping[str, Concept]) -> Sequence[tuple[Concept, tuple[Concept, ...]]]:
    """Each theme with its descriptors, in the order of the codes."""
    below: dict[str, list[Concept]] = defaultdict(list)
    for concept in known.values():
        if concept.theme is not None:
            below[concept.theme].append(concept)
    return [(known[theme], tuple(below[theme])) for theme in known if theme in below]


def shown(concept: Concept, names: Names) -> Item:
    """A concept as an item: its name in the wished language or the next best, its code, the language of the name."""
    label = best_label(concept.labels, names.language)
    language = next((tag for tag, text in concept.labels.items() if text == label), "") if label else ""
    return Item(
        label or names.of_thing(concept.iri, {}),
        names.links.href(concept.iri),
        language,
        concept.code if concept.code != label else "",
    )


def names_in(known: Iterable[Concept], names: Names) -> Sequence[tuple[str, Item, Concept]]:
    """What an alphabetical list has: each name with its concept, in the order of the language.

    A concept without a name in that language stands under the name that it has. A further name is followed by the
    preferred one.
    """
    found = []
    for concept in known:
        item = shown(concept, names)
        found.append((item.text, item, concept))
        found += [(text, item, concept) for language, text in concept.others if language == names.language]
    return sorted(found, key=lambda one: (order(one[0], names.language), one[2].code, one[2].iri))


def matches(rows: Iterable[Row]) -> tuple[Match, ...]:
    """The matches from the rows of queries/pages/concept-matches.rq, each once."""
    once: dict[str, Match] = {}
    for row in rows:
        told = {name: row[name].text if name in row else "" for name in ("conceptLabel", "comment", "reviewer", "day")}
        once.setdefault(
            row["match"].text,
            Match(
                row["descriptor"].text,
                row["relation"].text,
                row["concept"].text,
                told["conceptLabel"],
                row["status"].text,
                row["justification"].text,
                told["comment"],
                told["reviewer"],
                told["day"],
            ),
        )
    return tuple(once.values())
