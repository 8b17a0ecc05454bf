"""What an element is linked to: its best links to the other level and to the plans before and after, from either end."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from rdflib import URIRef

from strategraph.namespaces import SG
from strategraph.pages.description import Names
from strategraph.pages.explanation import End, end_of
from strategraph.pages.lookups import Lookups, Row
from strategraph.pages.reasons import Reasons, reasons

__all__ = ["ENDS", "KINDS", "UNITS", "Kind", "Ranked", "Ranking", "ranking", "read_rankings"]

#: By what an element is linked and aligned; a page shows that as rankings, not among what leads to the element.
ENDS = tuple(str(one) for one in (
    SG.nationalObjective, SG.regionalPriority, SG.laterObjective, SG.earlierObjective, SG.linkSubject, SG.linkObject,
    SG.sharesDescriptorWithPriority,
))  # fmt: skip
#: The classes of what is compared.
UNITS = frozenset(str(one) for one in (
    SG.EuropeanObjective, SG.NationalObjective, SG.RegionalPriority, SG.MicroregionalPriority, SG.MunicipalPriority,
))  # fmt: skip
_ALONGSIDE = "overlapping"


@dataclass(frozen=True, slots=True)
class Kind:
    """A ranking that elements of some classes have: which end they are, and what the other end is.

    `question` asks for all of it: the query of queries/questions/ and its parameter for the element.
    """

    name: str
    of: frozenset[str]
    mine: URIRef
    other: URIRef
    question: tuple[str, str] | None = None


#: A continuity is looked at from the later objective as what it continues, from the earlier one as what continues it.
KINDS = (
    Kind("priorities", frozenset({str(SG.NationalObjective)}), SG.nationalObjective, SG.regionalPriority,
         ("priorities-of-objective", "objective")),
    Kind("objectives", frozenset({str(SG.RegionalPriority)}), SG.regionalPriority, SG.nationalObjective,
         ("objectives-of-priority", "priority")),
    Kind("earlier", UNITS, SG.laterObjective, SG.earlierObjective),
    Kind("later", UNITS, SG.earlierObjective, SG.laterObjective),
)  # fmt: skip
#: Those of which it is worth saying that there are none.
_MISSED = ("priorities", "objectives")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One link, seen from one end: the page of the link, the other end, score, class, overlap, and if it is continuity.

    `reasons` are None where the data do not say what the score adds up from.
    """

    href: str | None
    other: End
    score: Decimal
    link_class: str
    overlap: str
    continues: bool
    text_share: Decimal
    reasons: Reasons | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best links of one kind: specific ones, then general ones. `total` counts all, `specific_total` the specific ones.

    `alongside` of all are between plans whose periods overlap. `level` is that of the other ends
    of links that do not lead from the state to a region.
    """

    name: str
    question: tuple[str, str] | None
    specific: tuple[Ranked, ...]
    general: tuple[Ranked, ...]
    specific_total: int
    total: int
    alongside: int
    level: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.specific) - len(self.general)


async def read_rankings(lookups: Lookups, iri: URIRef, types: Collection[str], names: Names) -> tuple[Ranking, ...]:
    """The rankings of an element of some classes; none for what is not compared."""
    kinds = [kind for kind in KINDS if kind.of & set(types)]
    if not kinds:
        return ()
    counts = await lookups.rows("link-counts", {"iri": iri})
    present = {row["property"].text for row in counts}
    kinds = [kind for kind in kinds if str(kind.mine) in present or kind.name in _MISSED]
    rows, descriptors, words = await asyncio.gather(
        *(lookups.rows(name, {"iri": iri}) for name in ("links-of-element", "shared-descriptors", "shared-words"))
    )
    why = reasons(descriptors, words, names)
    return tuple(
        ranking(
            kind,
            [row for row in rows if row["kind"].text == kind.name],
            [row for row in counts if row["property"].text == str(kind.mine)],
            names,
            why,
        )
        for kind in kinds
    )


def ranking(
    kind: Kind,
    rows: Sequence[Row],
    counts: Sequence[Row],
    names: Names,
    why: Mapping[str, Reasons] = MappingProxyType({}),
) -> Ranking:
    """A ranking from the rows of queries/pages/links-of-element.rq, and those of queries/pages/link-counts.rq for its end."""
    once = {row["link"].text: row for row in reversed(rows)}
    links = [_ranked(once[iri], names, why.get(iri)) for iri in dict.fromkeys(row["link"].text for row in rows)]
    specific = tuple(link for link in links if link.link_class == "specific")
    return Ranking(
        kind.name,
        kind.question,
        specific,
        tuple(link for link in links if link not in specific),
        _sum(row for row in counts if row["linkClass"].text == "specific"),
        _sum(counts),
        _sum(row for row in counts if row["periodOverlap"].text == _ALONGSIDE),
    )


def _ranked(row: Row, names: Names, why: Reasons | None) -> Ranked:
    return Ranked(
        names.links.href(row["link"].text),
        end_of(row, names),
        Decimal(row["score"].text),
        row["linkClass"].text,
        row["periodOverlap"].text,
        "continues" in row and row["continues"].text == "true",
        Decimal(row["textShare"].text),
        why,
    )


def _sum(counts: Iterable[Row]) -> int:
    return sum(int(row["number"].text) for row in counts)
