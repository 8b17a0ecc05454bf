"""What an aligned unit and a link between two of them are: frozen values, no tables here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "GENERAL",
    "NATIONAL",
    "ORIGINS",
    "REGIONAL",
    "SPECIFIC",
    "AlignedUnit",
    "DescriptorShare",
    "Link",
    "WordShare",
]

NATIONAL, REGIONAL = "national", "regional"
#: A link is general if every shared descriptor is carried by more than 1/e of the units of either side.
SPECIFIC, GENERAL = "specific", "general"
#: Where words of a unit come from: its own text, the headings above it, the level below it.
ORIGINS = ("own", "heading", "below")


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """A national objective or a regional priority: its IRI, plan, descriptors (code → status) and texts by origin."""

    iri: str
    plan: str
    side: str
    codes: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DescriptorShare:
    """A shared descriptor: its information content (nats), its share of the score, and its status on both sides."""

    code: str
    content: float
    share: Decimal
    objective_status: str
    priority_status: str


@dataclass(frozen=True, slots=True)
class WordShare:
    """A word that both texts have, as each writes it, where each has it, and its part of the text's share."""

    objective_word: str
    priority_word: str
    objective_origin: str
    priority_origin: str
    share: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the shares of its descriptors and of the text sum to the score, exactly (four decimal places).

    `words` are the best shared words; the rest of the text's share comes from further words and from words that are
    only alike. Ranks count from 1, seen from the objective and from the priority.
    """

    objective: str
    priority: str
    link_class: str
    score: Decimal
    descriptors: tuple[DescriptorShare, ...]
    text_share: Decimal
    words: tuple[WordShare, ...]
    objective_rank: int
    priority_rank: int
