"""The step that links plans: what levels have in common, and what a plan takes over from the one before."""

from collections.abc import Mapping

from rdflib import Graph

from strategraph.alignment import (
    ALIGNMENT,
    CONTINUITY,
    MAPPING_SET,
    SPECIFIC,
    Aligner,
    aligned_units,
    between_levels,
    links_graph,
    mapping_set,
    notices,
    read_synonyms,
    statistics_for,
    uses_graph,
)
from strategraph.settings import LAYERS
from strategraph.triples import joined
from strategraph.work import Work, release_day

__all__ = ["make_alignments", "read_aligner"]


def make_alignments(work: Work) -> str:
    """Link national objectives to regional priorities, and the objectives of each plan to those of the plan before.

    Descriptors and words weigh by the statistics that are kept, where these know layer and levels; else they are counted anew.
    """
    aligner, layer = read_aligner(work), work.settings.alignment.layer
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
    aligned, continued = aligner.regional(units), aligner.continuous(units)
    work.statistics = aligned.statistics
    linked = {
        "alignments": [links_graph(aligned.links, ALIGNMENT, layer, work.iris), uses_graph(aligned.uses, work.iris)],
        "continuity": [links_graph(continued, CONTINUITY, layer, work.iris)],
    }
    others = {}
    for levels, links in aligner.further(units):
        linked["alignments"].append(links_graph(links, between_levels(levels), layer, work.iris))
        others[levels.name] = len(links)
    for other in sorted(LAYERS.keys() - {layer}):
        _add_layer(work, other, linked)
    for name, graphs in linked.items():
        work.graphs[work.names.named(name)] = joined(graphs)
    every = len(units) <= work.settings.alignment.every_pair_units
    work.tables[MAPPING_SET] = mapping_set(aligned.links, units, work.iris, release_day(work), every, [*others])
    specific = sum(one.link.link_class == SPECIFIC for one in aligned.links)
    if aligned.statistics:
        work.notices += notices(aligned.statistics, units, work.settings.alignment.statistics_drift)
    told = f"{len(aligned.links)} links to regional priorities, {specific} of them specific; {len(continued)} to earlier objectives"
    told += "".join(f"; {number} {name}" for name, number in others.items())
    told += f"; statistics of version {work.statistics.version}" if work.statistics else "; statistics counted anew"
    if not every:
        kept = work.settings.alignment
        told += (
            f"; among {len(units)} units the best {kept.top} of each objective and {kept.object_top} of each priority, "
        )
        told += "and chance is not told"
    return told


def _add_layer(work: Work, layer: str, linked: Mapping[str, list[Graph]]) -> None:
    """The links that another layer than that of the release would give, if two plans have descriptors in it."""
    aligner = read_aligner(work, layer)
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
    if len({unit.plan for unit in units if unit.codes}) < 2:
        return
    for name, kind, links in (
        ("alignments", ALIGNMENT, aligner.regional(units).links),
        ("continuity", CONTINUITY, aligner.continuous(units)),
    ):
        linked[name].append(links_graph(links, kind.in_layer(layer), layer, work.iris))


def read_aligner(work: Work, layer: str = "") -> Aligner:
    """What alignments of a layer, by default that of the release, need beside the units: words, statistics, periods of plans."""
    settings = work.settings.alignment
    statistics = statistics_for(work.places.home, settings, layer or settings.layer)
    manifests = [document.manifest for document in work.documents]
    periods = {one.plan_id: one.period for one in manifests}
    replaces = {one.plan_id: one.replaces for one in manifests if one.replaces}
    sql = work.places.queries / "alignment" / "links.sql"
    reader = read_synonyms(work.places.mappings / "synonyms", work.lexicon.contexts)
    return Aligner(reader, settings, sql, periods, statistics, replaces)
