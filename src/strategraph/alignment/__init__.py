"""Alignment: which regional priorities serve which national objectives, each link scored and explained.

In: `Plan`s with what was decided on their descriptors, one SQL text (`queries/alignment/links.sql`), and how many units carry
each descriptor and have each word, as a table that is kept (`data/statistics/`).
Out: `Link`s for all pairs that share a descriptor: the score, the additive share of each descriptor and of the texts, the
shared words with where they stand, the class (general if all shared descriptors are common ones) and the ranks; how likely
each is by chance, whether the periods overlap; the graphs `alignments` and `continuity`, a mapping set in
SSSOM; figures against a judged list.
May go wrong: a table of synonyms or a judged list or of statistics that is malformed (`RegisterError`); tables in files that are missing or
unsound, or an engine that cannot run (`AlignmentError`).
"""

from strategraph.alignment.aligning import Aligned, Aligner, Alignments, Period
from strategraph.alignment.baselines import baselines
from strategraph.alignment.chance import Chance, chances, dealt, false_discovery_rates
from strategraph.alignment.drift import Drift, drift, drift_lines, notices
from strategraph.alignment.judged import Quality, quality, read_judged
from strategraph.alignment.keeping import KeptLinks, shared_key
from strategraph.alignment.links import find_links
from strategraph.alignment.links_graph import (
    ALIGNMENT,
    CONTINUITY,
    MEASURE,
    LinkKind,
    between_levels,
    links_graph,
    statistics_graph,
    uses_graph,
)
from strategraph.alignment.mapping_set import FILE as MAPPING_SET
from strategraph.alignment.mapping_set import mapping_set
from strategraph.alignment.model import (
    PUBLISHED_LEVELS,
    SIDES,
    SPECIFIC,
    AlignedUnit,
    DescriptorShare,
    DescriptorUse,
    Found,
    Levels,
    Link,
    WordShare,
)
from strategraph.alignment.published import PUBLISHED, published_units
from strategraph.alignment.reading import Reader, Synonym, read_synonyms
from strategraph.alignment.rounding import rounded
from strategraph.alignment.shown import link_lines, links_json, quality_lines, statistics_told
from strategraph.alignment.statistics import Statistics, count
from strategraph.alignment.statistics_file import read_statistics, statistics_for, statistics_path, written
from strategraph.alignment.table_files import ENGINES, Engine, engine_of, run_tables, write_tables
from strategraph.alignment.tables import COLUMNS, RESULTS
from strategraph.alignment.units import aligned_units, instead_of

__all__ = [
    "ALIGNMENT",
    "COLUMNS",
    "CONTINUITY",
    "ENGINES",
    "MAPPING_SET",
    "MEASURE",
    "PUBLISHED",
    "PUBLISHED_LEVELS",
    "RESULTS",
    "SIDES",
    "SPECIFIC",
    "Aligned",
    "AlignedUnit",
    "Aligner",
    "Alignments",
    "Chance",
    "DescriptorShare",
    "DescriptorUse",
    "Drift",
    "Engine",
    "Found",
    "KeptLinks",
    "Levels",
    "Link",
    "LinkKind",
    "Period",
    "Quality",
    "Reader",
    "Statistics",
    "Synonym",
    "WordShare",
    "aligned_units",
    "baselines",
    "between_levels",
    "chances",
    "count",
    "dealt",
    "drift",
    "drift_lines",
    "engine_of",
    "false_discovery_rates",
    "find_links",
    "instead_of",
    "link_lines",
    "links_graph",
    "links_json",
    "mapping_set",
    "notices",
    "published_units",
    "quality",
    "quality_lines",
    "read_judged",
    "read_statistics",
    "read_synonyms",
    "rounded",
    "run_tables",
    "shared_key",
    "statistics_for",
    "statistics_graph",
    "statistics_path",
    "statistics_told",
    "uses_graph",
    "write_tables",
    "written",
]
