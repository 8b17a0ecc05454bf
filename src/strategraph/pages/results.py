"""Results of a search as a page shows them: each hit with the words marked, and the facets with their counts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from strategraph.pages.description import best_label
from strategraph.pages.links import Links
from strategraph.pages.snippets import Bit, snippet
from strategraph.pages.texts import text
from strategraph.release import FACETS, KINDS, Entry, Found, Hit, Question, SearchIndex, Wanted

__all__ = ["Choice", "Facet", "Results", "Shown", "shown"]

#: Facets of which a thing has several values, so that several may be chosen.
_SEVERAL = ("descriptor", "body")
_NAMES_SHOWN = 3
_LABEL_WIDTH = 260


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit: `title` and `text` with the words marked, the other names by which it was found, and the plan it is part of."""

    href: str | None
    label: str
    language: str
    code: str
    kind: str
    kind_name: str
    title: tuple[Bit, ...]
    text: tuple[Bit, ...]
    text_language: str
    names: tuple[tuple[Bit, ...], ...]
    plan_name: str
    plan_href: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with its count, and the address that chooses it, or lets go of it if it is chosen."""

    label: str
    language: str
    code: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow results down."""

    name: str
    choices: tuple[Choice, ...]


class Results:
    """What was found for a question, for one reader."""

    def __init__(self, index: SearchIndex, question: Question, found: Found, links: Links, language: str) -> None:
        self._index = index
        self._question = question
        self._found = found
        self._links = links
        self._language = language

    def values(self) -> dict[str, object]:
        """What the template shows."""
        return {
            "found": [
                shown(hit, self._index, self._found.wanted, self._links, self._language) for hit in self._found.hits
            ],
            "total": self._found.total,
            "whole": self._found.whole,
            "facets": [facet for facet in map(self._facet, FACETS) if facet.choices],
            "hidden": [(name, self._short(value)) for name, value in self._question.chosen],
            "released": self.address(()) if self._question.chosen else None,
        }

    def address(self, chosen: tuple[tuple[str, str], ...] | None = None, page: int = 1) -> str:
        """The address of the same words with other facets, or of another page."""
        picked = self._question.chosen if chosen is None else chosen
        words = [("q", self._question.text)] if self._question.text else []
        pairs = [
            *words,
            *((name, self._short(value)) for name, value in picked),
            *([("page", str(page))] if page > 1 else []),
        ]
        pairs += [("lang", self._links.language)] if self._links.language else []
        return f"/search?{urlencode(pairs)}" if pairs else "/search"

    def _facet(self, name: str) -> Facet:
        counted = dict(self._found.facets[name])
        values = [
            *counted,
            *(value for other, value in self._question.chosen if other == name and value not in counted),
        ]
        return Facet(name, tuple(self._choice(name, value, counted.get(value, 0)) for value in values))

    def _choice(self, name: str, value: str, number: int) -> Choice:
        chosen = self._question.chosen
        if (name, value) in chosen:
            others = tuple(one for one in chosen if one != (name, value))
        else:
            others = (*(one for one in chosen if one[0] != name or name in _SEVERAL), (name, value))
        label, language, code = self._named(name, value)
        return Choice(label, language, code, number, self.address(others), (name, value) in chosen)

    def _named(self, name: str, value: str) -> tuple[str, str, str]:
        """What a value of a facet is called, in which language, and its code."""
        if name == "kind":
            return (_kind_name(value, self._language) if value in KINDS else value), self._language, ""
        entry = self._index.entry(value)
        if entry is None:
            return self._links.name(value), "", ""
        return *_label(entry, self._language), entry.codes[0] if entry.codes and name == "descriptor" else ""

    def _short(self, value: str) -> str:
        return value.removeprefix(f"{self._links.base}resource/")


def shown(hit: Hit, index: SearchIndex, wanted: Wanted, links: Links, language: str) -> Shown:
    """A hit for a reader of one language."""
    entry = hit.entry
    label, label_language = _label(entry, language)
    text_language = language if language in entry.texts else min(entry.texts, default="")
    title, text_ = _title_and_text(label, entry.texts.get(text_language, ""), wanted)
    plan = index.entry(entry.plan) if entry.plan else None
    return Shown(
        links.href(entry.iri),
        label,
        label_language,
        entry.codes[0] if entry.codes and entry.kind not in ("plan", "level") else "",
        entry.kind,
        _kind_name(entry.kind, language),
        title,
        text_,
        text_language,
        _names(entry, title, wanted),
        _label(plan, language)[0] if plan else "",
        links.href(entry.plan) if entry.plan else None,
    )


def _title_and_text(label: str, words: str, wanted: Wanted) -> tuple[tuple[Bit, ...], tuple[Bit, ...]]:
    """What stands as the title of a hit and below it: the label of an element is how its text begins, and is not said twice."""
    title, below = snippet(label, wanted, _LABEL_WIDTH), snippet(words, wanted)
    if not words.startswith(label.removesuffix("…")):
        return title, below if words else ()
    if len(words) <= _LABEL_WIDTH:
        return below, ()
    return title, below if _number(below) > _number(title) else ()


def _names(entry: Entry, title: tuple[Bit, ...], wanted: Wanted) -> tuple[tuple[Bit, ...], ...]:
    """Other names by which a thing was found, if they have more of the words than its title."""
    found = (snippet(name, wanted) for name in (*entry.others, *entry.hidden))
    return tuple([bits for bits in found if _number(bits) > _number(title)][:_NAMES_SHOWN])


def _number(bits: tuple[Bit, ...]) -> int:
    return sum(bit.found for bit in bits)


def _label(entry: Entry, language: str) -> tuple[str, str]:
    """What a thing is called, and in which language: by its label, else by its text, else by its address."""
    for said in (entry.labels, entry.texts):
        if said:
            name = best_label(said, language)
            return name, next(key for key, value in said.items() if value == name)
    return entry.iri, ""


def _kind_name(kind: str, language: str) -> str:
    return text(f"kind_of_{kind}", language)
