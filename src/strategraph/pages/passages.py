"""What a document is quoted with: its passages in their order, each where a link with `#char=…` lands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from strategraph.pages.description import Item, Names
from strategraph.pages.lookups import Row

__all__ = ["Passage", "Passages", "document_passages"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: the fragment of its IRI, its words, its line, its slide or page if there is one, what stands on it."""

    anchor: str
    quote: str
    line: str
    page: str
    things: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Passages:
    """The first passages of a document, and how many it has."""

    shown: tuple[Passage, ...]
    total: int


def document_passages(rows: Sequence[Row], total: int, names: Names) -> Passages:
    """Passages from the rows of queries/pages/document-passages.rq, in the order of the rows."""
    shown = tuple(_passage(list(found), names) for _, found in groupby(rows, key=lambda row: row["passage"].text))
    return Passages(shown, max(total, len(shown)))


def _passage(rows: Sequence[Row], names: Names) -> Passage:
    first = rows[0]
    things = {row["subject"].text: _thing(row, names) for row in reversed(rows) if "subject" in row}
    return Passage(
        first["passage"].text.partition("#")[2],
        first["quote"].text,
        first["line"].text,
        first["page"].text if "page" in first else "",
        tuple(things[iri] for iri in sorted(things)),
    )


def _thing(row: Row, names: Names) -> Item:
    notation = row["notation"].text if "notation" in row else ""
    label = row["label"]
    shown = notation if notation and "/" not in notation else label.text
    return Item(shown, names.links.href(row["subject"].text), "" if shown == notation else label.language)
