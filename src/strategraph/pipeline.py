"""The pipeline: the list of steps from source documents to a published release, in the order of the rooms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from strategraph.batch import Failure, opened_shelf, printed_labels
from strategraph.catalogue import About, describe, describe_examples, describe_record, read_targets
from strategraph.concepts import (
    check_printed,
    descriptor_graph,
    elsewhere_graph,
    read_descriptors,
    read_elsewhere,
    read_matches,
)
from strategraph.errors import ConceptError
from strategraph.inference import QUADRATIC, compare, entailed, infer, projection, units_of
from strategraph.link_steps import make_alignments
from strategraph.memory import give_back
from strategraph.places import Places
from strategraph.plan_steps import (
    check_mappings,
    decisions_without_plan,
    gather_plans,
    gather_subjects,
    gather_triples,
    prepare,
)
from strategraph.plans import read_mapping, read_plan, read_terms
from strategraph.query_files import read_queries, read_query
from strategraph.release import Release, changes_told, current_edition, publish
from strategraph.settings import Settings
from strategraph.sources import read_registers, read_source, replaced_plans, source_folders
from strategraph.subjects import (
    Indexer,
    assign_plan,
    decide,
    hidden_labels,
    read_decisions,
    read_lexicon,
)
from strategraph.work import Batch, Work, release_day

__all__ = [
    "PREPARED",
    "STEPS",
    "Batch",
    "Work",
    "build",
    "build_batch",
    "decide_subjects",
    "make_graphs",
    "publish_graphs",
    "read_plans",
    "read_sources",
    "read_vocabulary",
]

#: The plans of `data/sources` alone.
NOTHING_ELSE = Batch()
#: The folder, in that of the releases, with what is kept of plans from build to build.
PREPARED = "prepared"
#: Told the name of a step and, when it is done, what came of it (empty when it begins).
Progress = Callable[[str, str], None]


def read_sources(work: Work) -> str:
    """Read every document, checked against its source.toml."""
    work.registers = read_registers(work.places.mappings, work.places.data)
    work.documents = [read_source(folder, work.settings.sources) for folder in source_folders(work.places.data)]
    replaced_plans([document.manifest for document in work.documents])
    return f"{len(work.documents)} documents, {sum(len(document.lines) for document in work.documents)} lines"


def read_plans(work: Work) -> str:
    """Read every document by its mapping, every line accounted for."""
    work.levels = read_terms(work.places.data, "levels")
    work.roles = read_terms(work.places.data, "roles")
    levels, roles = (tuple(term.id for term in terms) for terms in (work.levels, work.roles))
    check_mappings(work, {document.manifest.plan_id for document in work.documents})
    for document in work.documents:
        mapping = read_mapping(work.places.mappings, document.manifest.plan_id, levels, roles)
        work.plans.append(read_plan(document, mapping, work.registers))
    return f"{len(work.plans)} plans, {sum(len(plan.elements) for plan in work.plans)} elements"


def read_vocabulary(work: Work) -> None:
    """Read the descriptors, and the words that speak for them."""
    work.descriptors = read_descriptors(work.places.data / "vocabularies" / "descriptors.csv")
    work.lexicon = read_lexicon(work.places.mappings / "lexicon", {one.code for one in work.descriptors})


def make_concepts(work: Work) -> str:
    """Make the concept scheme of the descriptors, held against what the plans print."""
    matches = read_matches(work.places.mappings / "concepts", work.descriptors)
    printed = printed_labels(work.plans)
    faults = check_printed(printed, work.descriptors, work.iris)
    if faults:
        raise ConceptError(" ".join(fault.message for fault in faults))
    hidden = hidden_labels(work.lexicon, {one.label_cs for one in work.descriptors})
    graph = descriptor_graph(work.descriptors, matches, work.iris, printed, hidden)
    table = work.places.data / "vocabularies" / "printed-elsewhere.csv"
    elsewhere = read_elsewhere(table, {one.code for one in work.descriptors}, work.registers.strategies, work.plans)
    work.graphs[work.names.named("descriptors")] = graph
    work.graphs[work.names.named("registers")] += elsewhere_graph(elsewhere, work.iris)  # beside its strategies
    return f"{len(work.descriptors)} descriptors, {len(matches)} proposed matches"


def decide_subjects(work: Work) -> None:
    """Find descriptors for the elements for which none is printed; what people decided wins."""
    codes, indexer = {one.code for one in work.descriptors}, Indexer(work.lexicon, work.settings.subjects)
    folder = work.places.mappings / "decisions"
    for plan, document in zip(work.plans, work.documents, strict=True):
        decisions = read_decisions(folder / f"{plan.id}.csv", codes)
        work.decided.append(decide(plan, assign_plan(plan, document, indexer), decisions))
        work.notices += work.decided[-1].notices
    work.notices += decisions_without_plan(work)


def make_inferences(work: Work) -> str:
    """Derive by rule what follows from everything so far; while there are few units, the reasoner has to agree."""
    rules, sizes = read_queries(work.places.queries, "rules"), work.settings.inference
    number = sum(len(plan.aligned_elements) for plan in work.plans)
    stated = number <= sizes.sharing_units
    inferred = infer(work.graphs, [rule for rule in rules if stated or rule.id not in QUADRATIC])
    work.graphs[work.names.named("inferred")] = inferred
    units = units_of(work.graphs)
    if 0 < len(units) <= min(sizes.closure_units, sizes.sharing_units):
        compare(inferred, entailed(projection(work.graphs, units), work.graphs[work.names.named("ontology")]))
        return f"{len(inferred)} triples on {len(units)} units; rules and axioms agree"
    return f"{len(inferred)} triples on {len(units)} units, by rule alone"


def make_catalogue(work: Work) -> str:
    """Describe the dataset, every number counted from its graphs, and give the questions as examples of queries."""
    base, questions = work.settings.publication.base, read_queries(work.places.queries, "questions")
    folder = work.places.mappings / "catalogue"
    record = describe(work.graphs, base, _about(work), read_targets(folder / "targets.csv"))
    record += describe_record(work.graphs, work.settings.publication, folder / "record.ttl", work.tables)
    record += describe_examples(questions, base)
    work.graphs[work.names.named("metadata")] = record
    return f"{len(record)} triples, {len(questions)} example queries"


#: The steps before the release, by the name of their room.
STEPS: Mapping[str, Callable[[Work], str]] = {
    "sources": prepare,
    "plans": gather_plans,
    "triples": gather_triples,
    "concepts": make_concepts,
    "subjects": gather_subjects,
    "inference": make_inferences,
    "alignment": make_alignments,
    "catalogue": make_catalogue,
}


def make_graphs(places: Places, settings: Settings, progress: Progress, batch: Batch = NOTHING_ELSE) -> Work:
    """Run all steps before the release.

    Raises:
        StrategraphError: from the room that cannot go on; nothing has been published then.
    """
    means, told = replace(batch.means, tell=partial(progress, "sources")), 0
    work = Work(places, settings, replace(batch, means=means))
    for name, step in STEPS.items():
        progress(name, "")
        progress(name, step(work))
        if batch.plans:  # of a few plans it takes longer than it is worth
            give_back()
        for notice in work.notices[told:]:
            progress(name, f"notice: {notice}")
        told = len(work.notices)
    return work


def build(places: Places, settings: Settings, output: Path, progress: Progress) -> Release:
    """Run all steps and publish the release below `output`; the last release stays until the new one is whole.

    Raises:
        StrategraphError: from the room that cannot go on.
    """
    return build_batch(places, settings, output, progress, NOTHING_ELSE)[0]


def build_batch(
    places: Places, settings: Settings, output: Path, progress: Progress, batch: Batch
) -> tuple[Release, tuple[Failure, ...]]:
    """The same with further plans; what was prepared is kept in `output/prepared`. Gives the plans that failed, too.

    Raises:
        StrategraphError: from the room that cannot go on.
    """
    with opened_shelf(output / PREPARED) as shelf:
        means = replace(batch.means, kept=shelf.folder)
        work = make_graphs(places, settings, progress, replace(batch, means=means))
        run, work.plans, work.decided = work.run, [], []  # statements are all that is needed of them from here on
        work.run = replace(run, held=())
        release = publish_graphs(work, output, progress)
        shelf.drop_others(run.keys)
    return release, run.failures


def publish_graphs(work: Work, output: Path, progress: Progress) -> Release:
    """Publish what was made below `output`, with the index of its search and the answers that it brings along.

    Raises:
        ReleaseError: if it cannot be published.
    """
    before, queries = current_edition(output), work.places.queries
    searched = read_query(queries / "search" / "entries.rq")
    answered = [query for query in read_queries(queries, "pages") if query.is_answered_at_build]
    told = partial(progress, "release")
    release = publish(work.graphs, output, work.names, _about(work), told, work.tables, searched, answered)
    same = release.edition == before
    progress("release", "the same release as before" if same else changes_told(release))
    return release


def _about(work: Work) -> About:
    sources = tuple(
        (document.manifest.plan_id, document.manifest.sha256, document.manifest.original_file_name)
        for document in work.documents
    )
    return About(release_day(work), sources)
