"""Alignment: which regional priorities serve which national objectives, each link scored and explained.

In: `Plan`s with what was decided on their descriptors, and one SQL text (`queries/alignment/links.sql`).
Out: `Link`s for all pairs that share a descriptor: the score, the additive share of each descriptor and of the texts, the
shared words with where they stand, the class (general if all shared descriptors are common ones) and the ranks; figures
against a judged list. Not yet part of the build.
May go wrong: a judged list that is malformed (`RegisterError`).
"""

from strategraph.alignment.baselines import baselines
from strategraph.alignment.judged import Quality, quality, read_judged
from strategraph.alignment.links import find_links
from strategraph.alignment.model import AlignedUnit, DescriptorShare, Link, WordShare
from strategraph.alignment.rounding import rounded
from strategraph.alignment.shown import link_lines, links_json, quality_lines
from strategraph.alignment.synonyms import Synonym, Synonyms, read_synonyms
from strategraph.alignment.units import LAYERS, aligned_units

__all__ = [
    "LAYERS",
    "AlignedUnit",
    "DescriptorShare",
    "Link",
    "Quality",
    "Synonym",
    "Synonyms",
    "WordShare",
    "aligned_units",
    "baselines",
    "find_links",
    "link_lines",
    "links_json",
    "quality",
    "quality_lines",
    "read_judged",
    "read_synonyms",
    "rounded",
]
