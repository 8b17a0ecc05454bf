"""Why two elements are linked: what the score adds up from, how likely it is by chance, and whether the periods overlap."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from rdflib import URIRef

from strategraph.namespaces import SG
from strategraph.pages.description import Item, Names, item_of
from strategraph.pages.lookups import Lookups, Row
from strategraph.pages.texts import word_of

__all__ = [
    "LINKS",
    "SHOWN",
    "DescriptorPart",
    "End",
    "Explanation",
    "WordPart",
    "end_of",
    "explanation",
    "read_explanation",
]

#: The classes of links.
LINKS = tuple(map(str, (SG.Alignment, SG.LevelAlignment, SG.LayerAlignment, SG.Continuity, SG.LayerContinuity)))
_CONTINUITIES = (str(SG.Continuity), str(SG.LayerContinuity))
#: What an explanation shows of a link, so that the list of its properties need not.
SHOWN = (str(SG.sharedDescriptor), str(SG.descriptorShare), str(SG.wordShare))
#: From which property of a link its first end is read; the other property names the second.
_FIRST = str(SG.linkSubject)

#: By what links are ranked → the names of the ranks among the links of the first end, and of the second.
_RANKS = (("subjectRank", "objectRank"), ("jaccardRank", "objectJaccardRank"), ("textRank", "objectTextRank"))


@dataclass(frozen=True, slots=True)
class End:
    """An end of a link: the element and its text, its plan with region and period, and how many links of the kind it has."""

    element: Item
    text: str
    plan: Item
    territory: str
    period: str
    links: int


@dataclass(frozen=True, slots=True)
class DescriptorPart:
    """What one shared descriptor adds; `anchor` is the fragment of its IRI. The two ways are links to the assignments.

    `uses` are the numbers of national objectives and of regional priorities that carry it, if they are known.
    """

    anchor: str
    descriptor: Item
    information: Decimal
    subject: Item
    object: Item
    share: Decimal
    uses: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class WordPart:
    """What shared words add: as each text has them, where they stand there, and the concept if they are synonyms."""

    anchor: str
    subject: str
    subject_origin: str
    object: str
    object_origin: str
    concept: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the page of a link says of it. The shares of the descriptors and of the texts sum to the score.

    `rest` is what further words add to the share of the texts, less what the words shown were rounded up by. `chance` are p
    and q, None where they were not reckoned;
    `years` is None where a period is not stated. Ranks are, each from either end, by
    score, by Jaccard's coefficient and by the texts alone, in this order. `formula` is the version of the formula.
    `statistics` are version and day of the table by which descriptors and words weigh, None where they were counted anew.
    `levels` are those of the two ends where they are others than the state and the regions.
    """

    is_continuity: bool
    levels: tuple[str, ...]
    subject: End
    object: End
    score: Decimal
    link_class: str
    information: Decimal
    descriptors: tuple[DescriptorPart, ...]
    text_share: Decimal
    words: tuple[WordPart, ...]
    rest: Decimal
    ranks: tuple[tuple[int, int], ...]
    chance: tuple[Decimal, Decimal] | None
    overlap: str
    years: int | None
    formula: str
    statistics: tuple[str, str] | None

    @property
    def sides(self) -> tuple[str, str]:
        """What the two ends are to each other, as texts name it."""
        if self.is_continuity:
            return "later", "earlier"
        return ("first", "second") if self.levels else ("national", "regional")


async def read_explanation(lookups: Lookups, iri: URIRef, names: Names) -> Explanation | None:
    """Ask for all that explains a link; None if not all of it is there, as in data that somebody else has made."""
    questions = ("link", "link-ends", "link-descriptors", "link-words")
    links, ends, descriptors, words = await asyncio.gather(*(lookups.rows(name, {"iri": iri}) for name in questions))
    return explanation(links, ends, descriptors, words, names)


def explanation(
    links: Sequence[Row], ends: Sequence[Row], descriptors: Sequence[Row], words: Sequence[Row], names: Names
) -> Explanation | None:
    """An explanation from the rows of queries/pages/link.rq and of the three beside it."""
    first = [row for row in ends if row["property"].text == _FIRST]
    second = [row for row in ends if row["property"].text != _FIRST]
    if not (links and first and second):
        return None
    row = links[0]
    parts = tuple(
        _descriptor_part(list(found), names) for _, found in groupby(descriptors, key=lambda one: one["part"].text)
    )
    shown = tuple(_word_part(one, names.language) for one in words)
    text_share = Decimal(row["textShare"].text)
    return Explanation(
        is_continuity=first[0]["kind"].text in _CONTINUITIES,
        levels=tuple(first[0]["levels"].text.split("-")) if "levels" in first[0] else (),
        subject=end_of(first[0], names),
        object=end_of(second[0], names),
        score=Decimal(row["score"].text),
        link_class=row["linkClass"].text,
        information=Decimal(row["information"].text),
        descriptors=parts,
        text_share=text_share,
        words=shown,
        rest=text_share - sum(one.share for one in shown),
        ranks=tuple((int(row[first].text), int(row[second].text)) for first, second in _RANKS),
        chance=(Decimal(row["p"].text), Decimal(row["q"].text)) if "p" in row else None,
        overlap=row["periodOverlap"].text,
        years=int(row["years"].text) if "years" in row else None,
        formula=row["measure"].text.rpartition(" ")[2],
        statistics=(row["statistics"].text, row["counted"].text) if "statistics" in row else None,
    )


def end_of(row: Row, names: Names) -> End:
    """The element at the end of a link, from a row with its text or its label, its plan, region and period."""
    shown = row["text"] if "text" in row else row["label"]
    notation = row["notation"].text if "notation" in row else ""
    element = Item(shown.text, names.links.href(row["element"].text), shown.language, notation)
    plan = Item(row["title"].text, names.links.href(row["plan"].text), row["title"].language)
    years = [row[name].text for name in ("start", "end") if name in row]
    return End(
        element,
        shown.text,
        plan,
        _text(row, "territoryCs" if names.language == "cs" else "territoryEn"),
        "–".join(dict.fromkeys(years)),
        int(row["links"].text) if "links" in row else 0,
    )


def _descriptor_part(rows: Sequence[Row], names: Names) -> DescriptorPart:
    """The rows differ in the language of the label."""
    first = rows[0]
    uses = tuple(int(first[name].text) for name in ("nationalUse", "regionalUse") if name in first)
    return DescriptorPart(
        first["part"].text.partition("#")[2],
        item_of(first["descriptor"], rows, names),
        Decimal(first["information"].text),
        _way(first, "subject", names),
        _way(first, "object", names),
        Decimal(first["share"].text),
        (uses[0], uses[1]) if len(uses) == 2 else None,
    )


def _way(row: Row, end: str, names: Names) -> Item:
    """How one end got the descriptor, leading to the assignment that says so."""
    status = word_of(row[f"{end}Status"].text, names.language)
    return Item(status, names.links.href(row[f"{end}Assignment"].text))


def _word_part(row: Row, language: str) -> WordPart:
    return WordPart(
        row["part"].text.partition("#")[2],
        row["subjectWords"].text,
        word_of(row["subjectOrigin"].text, language),
        row["objectWords"].text,
        word_of(row["objectOrigin"].text, language),
        _text(row, "concept"),
        Decimal(row["share"].text),
    )


def _text(row: Row, name: str) -> str:
    return row[name].text if name in row else ""
