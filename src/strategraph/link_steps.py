"""The step that links plans: what levels have in common, and what a plan takes over from the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rdflib import Graph

from strategraph.alignment import (
    ALIGNMENT,
    CONTINUITY,
    MAPPING_SET,
    SPECIFIC,
    AlignedUnit,
    Aligner,
    KeptLinks,
    LinkKind,
    aligned_units,
    between_levels,
    links_graph,
    mapping_set,
    notices,
    read_synonyms,
    shared_key,
    statistics_for,
    statistics_graph,
    uses_graph,
)
from strategraph.settings import LAYERS
from strategraph.triples import Lines, joined, lines_graph, members
from strategraph.work import Work, release_day

__all__ = ["make_alignments", "read_aligner"]


def make_alignments(work: Work) -> str:
    """Link national objectives to regional priorities, and the objectives of each plan to those of the plan before.

    Descriptors and words weigh by the statistics that are kept, where these know layer and levels; else they are counted anew.
    """
    aligner, layer = read_aligner(work), work.settings.alignment.layer
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
    aligned, kept = aligner.regional(units), _kept(work)
    continued = _continuity(work, aligner, units, layer, CONTINUITY, kept)
    linked = {
        "alignments": [links_graph(aligned.links, ALIGNMENT, layer, work.iris), uses_graph(aligned.uses, work.iris)],
        "continuity": [continued],
    }
    others, by_table = dict[str, int](), aligned.statistics is not None
    for levels, links in aligner.further(units):
        linked["alignments"].append(links_graph(links, between_levels(levels), layer, work.iris))
        others[levels.name] = len(links)
        by_table = by_table or any(one.statistics is not None for one in links)
    _tell_statistics(work, aligner, units, by_table)
    for other in sorted(LAYERS.keys() - {layer}):
        _add_layer(work, aligner, other, linked, kept)
    kept.drop_others()
    if work.statistics:
        linked["alignments"].append(statistics_graph(work.statistics, work.iris))
    for name, graphs in linked.items():
        work.graphs[work.names.named(name)] = joined(graphs)
    every = len(units) <= work.settings.alignment.every_pair_units
    work.tables[MAPPING_SET] = mapping_set(aligned.links, units, work.iris, release_day(work), every, [*others])
    earlier = len(members(continued, [CONTINUITY.type]))
    specific = sum(one.link.link_class == SPECIFIC for one in aligned.links)
    told = f"{len(aligned.links)} links to regional priorities, {specific} of them specific; {earlier} to earlier objectives"
    told += "".join(f"; {number} {name}" for name, number in others.items())
    version = aligner.statistics.version if aligner.statistics and by_table else None
    told += f"; statistics of version {version}" if version else "; statistics counted anew"
    if not every:
        best = work.settings.alignment
        told += (
            f"; among {len(units)} units the best {best.top} of each objective and {best.object_top} of each priority, "
        )
        told += "and chance is not told"
    return told


def _kept(work: Work) -> KeptLinks:
    """What is kept of links from build to build, beside what is kept of plans."""
    if work.batch.means.kept is None:
        return KeptLinks(None, "")
    return KeptLinks(work.batch.means.kept / "links", shared_key(work.places, work.settings))


def _continuity(
    work: Work, aligner: Aligner, units: Sequence[AlignedUnit], layer: str, kind: LinkKind, kept: KeptLinks
) -> Graph:
    """The links to earlier objectives, two plans at a time, as they are kept or found anew."""

    def found(later: Sequence[AlignedUnit], earlier: Sequence[AlignedUnit]) -> Lines:
        told = kind.name, layer, [aligner.periods.get(one[0].plan) for one in (later, earlier)]
        return kept.of(
            told, [*later, *earlier], lambda: links_graph(aligner.continued(later, earlier), kind, layer, work.iris)
        )

    return lines_graph(found(later, earlier) for later, earlier in aligner.successions(units))


def _add_layer(work: Work, aligner: Aligner, layer: str, linked: Mapping[str, list[Graph]], kept: KeptLinks) -> None:
    """The links that another layer than that of the release would give, if two plans have descriptors in it."""
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
    if len({unit.plan for unit in units if unit.codes}) < 2:
        return
    # the table may be of this layer, and then a release of any layer says the same of it
    other = replace(aligner, statistics=statistics_for(work.places.home, work.settings.alignment, layer))
    aligned = other.regional(units)
    _tell_statistics(work, other, units, aligned.statistics is not None)
    linked["alignments"].append(links_graph(aligned.links, ALIGNMENT.in_layer(layer), layer, work.iris))
    linked["continuity"].append(_continuity(work, other, units, layer, CONTINUITY.in_layer(layer), kept))


def _tell_statistics(work: Work, aligner: Aligner, units: Sequence[AlignedUnit], by_table: bool) -> None:
    """Have the release describe the table that links rest on, and tell whether it is out of date, also where none does."""
    if aligner.statistics:
        work.notices += notices(aligner.statistics, units, work.settings.alignment.statistics_drift)
        work.statistics = aligner.statistics if by_table else work.statistics


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
