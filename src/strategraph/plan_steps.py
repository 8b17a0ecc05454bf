"""The steps that go plan by plan: sources, plans, triples and subjects, all of which are prepared at once, in the first."""

from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path

from strategraph.batch import DRAFTS, Held, Workshop, entries_at, home_entries, run, without_doubles
from strategraph.errors import MappingError, SourceError
from strategraph.plans import read_terms
from strategraph.sources import Registers, placed, replaced_plans
from strategraph.triples import SCHEMES, lines_graph, ontology_graph, registers_graph, vocabulary_graph
from strategraph.work import Work

__all__ = ["check_mappings", "decisions_without_plan", "gather_plans", "gather_subjects", "gather_triples", "prepare"]


def prepare(work: Work) -> str:
    """Prepare every plan, or take up what was kept of it, and gather their documents."""
    means = work.batch.means
    workshop = Workshop(work.places, work.settings, means.kept / DRAFTS if means.kept else None)
    own = [] if work.batch.plans and not _has_sources(work.places.data) else home_entries(work.places)
    check_mappings(work, {entry.plan_id for entry in own})
    entries, failures = without_doubles(chain(own, *(entries_at(given) for given in work.batch.plans)))
    made = run(entries, workshop, means)
    work.run = replace(made, failures=(*failures, *made.failures))
    if not made.held:
        raise SourceError(
            f"Nothing could be made of any of {len(work.run.failures)} plans; the first: {work.run.failures[0].reason}"
        )
    work.registers = placed(_with_drafted(workshop.registers, made.held), work.places.mappings, work.places.data)
    work.levels, work.roles = workshop.levels, workshop.roles
    work.descriptors, work.lexicon = workshop.descriptors, workshop.lexicon
    work.documents = [one.prepared.document for one in made.held]
    _check_succession(work)
    told = f", {made.reused} as kept from before" if made.reused else ""
    told += f", {len(work.run.failures)} more of which nothing was made" if work.run.failures else ""
    return f"{len(work.documents)} documents, {sum(one.prepared.line_count for one in made.held)} lines{told}"


def gather_plans(work: Work) -> str:
    """Gather the plans."""
    work.plans = [one.prepared.plan for one in work.run.held]
    return f"{len(work.plans)} plans, {sum(len(plan.elements) for plan in work.plans)} elements"


def gather_triples(work: Work) -> str:
    """Gather the statements on plans; write registers, vocabularies and the ontology as RDF."""
    for plan, one in zip(work.plans, work.run.held, strict=True):
        work.graphs[work.names.source(plan.id)] = lines_graph([one.source])
    work.graphs[work.names.named("registers")] = registers_graph(work.registers, work.plans, work.iris)
    work.graphs[work.names.named("vocabulary")] = vocabulary_graph(
        {name: read_terms(work.places.data, name) for name in SCHEMES}, work.plans, work.iris
    )
    work.graphs[work.names.named("ontology")] = ontology_graph(work.places.ontology)
    return f"{sum(len(graph) for graph in work.graphs.values())} triples"


def gather_subjects(work: Work) -> str:
    """Gather which descriptors were found, each with its evidence."""
    work.decided = [one.prepared.decided for one in work.run.held]
    for decided in work.decided:
        work.notices += decided.notices
    work.notices += decisions_without_plan(work)
    work.graphs[work.names.named("assignments")] = lines_graph(one.assignments for one in work.run.held)
    counts = Counter(subject.status for decided in work.decided for subject in decided.subjects)
    return ", ".join(f"{number} {status}" for status, number in sorted(counts.items())) or "nothing to assign"


def check_mappings(work: Work, plans: set[str]) -> None:
    """A mapping without a document is a document that was lost."""
    for path in sorted((work.places.mappings / "documents").glob("*.toml")):
        if path.stem not in plans:
            raise MappingError(
                f"{work.places.shown(path)} is the mapping of a plan that has no folder below data/sources: "
                "put its document back, or remove the mapping too."
            )


def decisions_without_plan(work: Work) -> list[str]:
    """Decisions on a plan that is not there are kept, and said to be without effect."""
    plans = {document.manifest.plan_id for document in work.documents}
    return [
        f"{work.places.shown(path)} decides on a plan that has no folder below data/sources, and has no effect: "
        "put its document back, or remove the table too."
        for path in sorted((work.places.mappings / "decisions").glob("*.csv"))
        if path.stem not in plans
    ]


def _check_succession(work: Work) -> None:
    """What a plan replaces is there; among many plans of which some failed, that is told and stops nothing."""
    try:
        replaced_plans([document.manifest for document in work.documents])
    except SourceError as fault:
        if not work.run.failures:
            raise
        work.notices.append(str(fault))


def _has_sources(data: Path) -> bool:
    return any((data / "sources").glob("*/*/"))


def _with_drafted(registers: Registers, held: tuple[Held, ...]) -> Registers:
    """The registers with the bodies and territories of drafted plans; of two under one key, that whose name comes first."""
    bodies = {
        one.slug: one
        for one in sorted(
            (body for each in held for body in each.prepared.bodies), key=lambda body: body.label_cs, reverse=True
        )
    }
    territories = {one.code: one for each in held for one in each.prepared.territories}
    return Registers(bodies | registers.bodies, territories | registers.territories, registers.strategies)
