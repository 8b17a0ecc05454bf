"""What an aligned unit and a link between two of them are: frozen values, no tables here.

A link leads from a subject to an object, as in SSSOM: from a national objective to a regional priority.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from strategraph.levels import STATE_TO_REGIONS

__all__ = [
    "GENERAL",
    "NATIONAL",
    "ORIGINS",
    "PUBLISHED_LEVELS",
    "REGIONAL",
    "SIDES",
    "SPECIFIC",
    "AlignedUnit",
    "DescriptorShare",
    "DescriptorUse",
    "Found",
    "Levels",
    "Link",
    "WordShare",
]

NATIONAL, REGIONAL = STATE_TO_REGIONS
#: The sides in the order in which a link leads.
SIDES = STATE_TO_REGIONS
#: A link is general if every shared descriptor is carried by more than 1/e of the units of either side.
SPECIFIC, GENERAL = "specific", "general"
#: Where words of a unit come from: its own text, the headings above it, the level below it.
ORIGINS = ("own", "heading", "below")


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """What is compared, such as a national objective: its IRI, plan, descriptors (code → status) and texts by origin.

    `side` is the level of its plan. `weights` are those of the descriptors that words speak for; a printed one has none.
    """

    iri: str
    plan: str
    side: str
    codes: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Levels:
    """Between what links are looked for: from the units of plans of one level to those of another.

    Where both are the same level, links lead from the units of one plan, which is named, to those of all others of the level:
    so no unit meets itself, and no pair comes twice.
    """

    subject: str = NATIONAL
    object: str = REGIONAL
    plan: str = ""

    @property
    def name(self) -> str:
        """As settings name a pair of levels: `national-regional`."""
        return f"{self.subject}-{self.object}"

    def sides(self, units: Sequence[AlignedUnit]) -> tuple[list[AlignedUnit], list[AlignedUnit]]:
        """Subjects and objects among the units."""
        if self.subject != self.object:
            return [one for one in units if one.side == self.subject], [one for one in units if one.side == self.object]
        level = [one for one in units if one.side == self.subject]
        return [one for one in level if one.plan == self.plan], [one for one in level if one.plan != self.plan]


#: Whose links every release publishes.
PUBLISHED_LEVELS = Levels()


@dataclass(frozen=True, slots=True)
class DescriptorShare:
    """A shared descriptor: its information content (nats), its share of the score, and its status on both sides."""

    code: str
    content: float
    share: Decimal
    subject_status: str
    object_status: str


@dataclass(frozen=True, slots=True)
class DescriptorUse:
    """A descriptor: its information content (nats), and how many units of either side carry it."""

    code: str
    content: float
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class WordShare:
    """Words that both texts have, as each writes them, where each has them, and their part of the text's share.

    `concept` is what different words have in common by a table of synonyms, empty where they are forms of one word.
    """

    subject_words: str
    object_words: str
    subject_origin: str
    object_origin: str
    concept: str
    share: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the shares of its descriptors and of the text sum to the score, exactly (four decimal places).

    `information` is the information content (nats) of all shared descriptors together. `words` are the shared words that
    add most; the rest of the text's share comes from further words. Ranks count from 1, seen from either end; beside them
    those of the same links by Jaccard's coefficient of the descriptors, and by the texts alone: the subject's, then the object's.
    """

    subject: str
    object: str
    link_class: str
    score: Decimal
    information: float
    descriptors: tuple[DescriptorShare, ...]
    text_share: Decimal
    words: tuple[WordShare, ...]
    subject_rank: int
    object_rank: int
    jaccard_rank: int
    text_rank: int
    object_jaccard_rank: int
    object_text_rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """The links between two sides, by subject and rank, and the statistics of descriptors on which they rest, by code."""

    links: tuple[Link, ...]
    uses: tuple[DescriptorUse, ...]
