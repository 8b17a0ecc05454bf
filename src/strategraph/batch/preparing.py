"""Preparing: all that is made of one plan by itself, from its file to its statements and descriptors."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph

from strategraph.batch.entries import Entry
from strategraph.concepts import Descriptor, PrintedLabel, check_printed, read_descriptors
from strategraph.drafting import (
    Advice,
    Draft,
    Given,
    Knowledge,
    Opened,
    Unregistered,
    draft,
    open_file,
    read_gazetteer,
    read_vocabulary,
    unregistered,
)
from strategraph.errors import ConceptError, SourceError
from strategraph.iris import Iris
from strategraph.places import Places
from strategraph.plans import Plan, Term, read_mapping, read_plan, read_terms
from strategraph.settings import Settings
from strategraph.sources import Body, Document, Registers, Territory, read_registers, read_source
from strategraph.subjects import (
    Decided,
    Indexer,
    Lexicon,
    assign_plan,
    assignments_graph,
    compare_plan,
    comparisons_graph,
    decide,
    read_decisions,
    read_lexicon,
)
from strategraph.triples import lines_of_graph, plan_graph

__all__ = ["Prepared", "Workshop", "printed_labels"]

#: Plans of a batch come in a folder or a table.
ADVICE = Advice(
    "list it in a table with a key of bodies.csv in the column issuer", "name a code of data/registers/territories.csv"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One plan with its statements: those of its own graph, and its part of the graph `assignments`, as N-Triples in order.

    `bodies` and `territories` are those that a drafted plan names and no register has.
    """

    document: Document
    plan: Plan
    decided: Decided
    source: bytes
    assignments: bytes
    bodies: tuple[Body, ...] = ()
    territories: tuple[Territory, ...] = ()
    line_count: int = 0

    @property
    def without_texts(self) -> "Prepared":
        """The same without what only its own statements rest on: lines, and the words that speak for descriptors."""
        return replace(
            self,
            document=replace(self.document, text="", lines=()),
            plan=replace(self.plan, lines=()),
            decided=replace(self.decided, subjects=tuple(replace(one, matches=()) for one in self.decided.subjects)),
        )


@dataclass(frozen=True, slots=True)
class _Drafted:
    """Where the files of a drafted plan lie, and what no register has."""

    folder: Path
    new: Unregistered


class Workshop:
    """What every plan is prepared with; read once, the same for all."""

    def __init__(self, places: Places, settings: Settings, drafts: Path | None) -> None:
        """Read registers, vocabularies and lexicon; drafted mappings are written below `drafts`.

        Raises:
            RegisterError, ConceptError, MappingError: for a table that cannot be used.
        """
        self.places = places
        self.settings = settings
        self.drafts = drafts
        self.iris = Iris(settings.publication.base)
        self.registers: Registers = read_registers(places.mappings)
        self.levels: tuple[Term, ...] = read_terms(places.data, "levels")
        self.roles: tuple[Term, ...] = read_terms(places.data, "roles")
        self.descriptors: tuple[Descriptor, ...] = read_descriptors(places.data / "vocabularies" / "descriptors.csv")
        codes = {one.code for one in self.descriptors}
        self.lexicon: Lexicon = read_lexicon(places.mappings / "lexicon", codes)
        self._indexer = Indexer(self.lexicon, settings.subjects)
        self._knowledge: Knowledge | None = None

    def prepare(self, entry: Entry, drafted: tuple[Opened, Draft] | None = None) -> Prepared:
        """Read a plan, account for every line, find its descriptors, and write both as statements.

        A file that has no mapping is drafted, unless that has been done.

        Raises:
            StrategraphError: one sentence on why nothing can be made of it.
        """
        made = self._written(entry, *(drafted or self._drafted(entry))) if entry.mapping is None else None
        folder = made.folder if made else entry.path
        mapping = made.folder / f"{entry.plan_id}.toml" if made else entry.mapping
        registers = self._registers(made) if made else self.registers
        document = read_source(folder, self.settings.sources)
        levels, roles = (tuple(term.id for term in terms) for terms in (self.levels, self.roles))
        beside = None if entry.is_own else mapping
        plan = read_plan(document, read_mapping(self.places.mappings, entry.plan_id, levels, roles, beside), registers)
        self._check(plan)
        return self._stated(plan, document, made)

    def _stated(self, plan: Plan, document: Document, made: _Drafted | None) -> Prepared:
        decisions = read_decisions(
            self.places.mappings / "decisions" / f"{plan.id}.csv", {one.code for one in self.descriptors}
        )
        decided = decide(plan, assign_plan(plan, document, self._indexer), decisions)
        stated = plan_graph(plan, document, self.roles, self.iris)
        version, limits = self.lexicon.version, self.settings.subjects
        given = assignments_graph([(plan, document, decided)], self.descriptors, version, limits, self.iris)
        compared = compare_plan(plan, document, self._indexer)
        beside = comparisons_graph(document, compared, self.descriptors, self._indexer, self.iris)
        # A passage that the plan's own graph describes is not described again: counts would double.
        own = _lines(stated)
        assignments = b"".join(sorted((_lines(given) | _lines(beside)) - own))
        new = (made.new.bodies, made.new.territories) if made else ((), ())
        return Prepared(document, plan, decided, b"".join(sorted(own)), assignments, *new, len(document.lines))

    def _check(self, plan: Plan) -> None:
        faults = check_printed(printed_labels([plan]), self.descriptors, self.iris)
        if faults:
            raise ConceptError(" ".join(fault.message for fault in faults))

    def _drafted(self, entry: Entry) -> tuple[Opened, Draft]:
        if self._knowledge is None:
            vocabulary, gazetteer = read_vocabulary(self.places.mappings), read_gazetteer(self.places.data)
            self._knowledge = Knowledge(vocabulary, gazetteer, self.registers)
        opened = open_file(entry.path, self.settings.sources)
        given = Given(entry.plan_id, entry.issuer, entry.territory, entry.level)
        return opened, draft(opened, self._knowledge, _retrieved(entry), given)

    def _written(self, entry: Entry, opened: Opened, drafted: Draft) -> _Drafted:
        """Write the three files of a draft where a person can go on with them."""
        if self.drafts is None:
            raise SourceError(f"{entry.path} has no mapping, and there is no folder to draft one in: name an output.")
        new = unregistered(drafted, self.registers, str(entry.path), ADVICE)
        if not drafted.fitted.elements:
            raise SourceError(
                f"{entry.path} has no line that reads like a goal or a measure: describe it by a mapping, as CONTRIBUTING.md says."
            )
        folder = self.drafts / entry.plan_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / opened.file).write_bytes(opened.content)
        (folder / "source.toml").write_text(drafted.source, encoding="utf-8")
        (folder / f"{entry.plan_id}.toml").write_text(drafted.mapping, encoding="utf-8")
        return _Drafted(folder, new)

    def _registers(self, made: _Drafted) -> Registers:
        own = self.registers
        return Registers(
            own.bodies | {one.slug: one for one in made.new.bodies},
            own.territories | {one.code: one for one in made.new.territories},
            own.strategies,
        )


def printed_labels(plans: Iterable[Plan]) -> list[PrintedLabel]:
    """Every descriptor that the plans print, with its place."""
    return [
        PrintedLabel(printed.code, printed.label, plan.id, f"line {printed.passage.line}")
        for plan in plans
        for element in plan.elements
        for printed in element.descriptors
    ]


def _lines(graph: Graph) -> set[bytes]:
    return {line for part in lines_of_graph(graph) for line in part.read().splitlines(keepends=True)}


def _retrieved(entry: Entry) -> datetime.date:
    """The day that the table gives, or that on which the file was last changed (UTC)."""
    if not entry.retrieved:
        try:
            changed = entry.path.stat().st_mtime
        except OSError as fault:
            raise SourceError(f"{entry.path} cannot be read: {fault.strerror}.") from fault
        return datetime.datetime.fromtimestamp(changed, datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(entry.retrieved)
    except ValueError as fault:
        raise SourceError(f"{entry.path}: retrieved is {entry.retrieved!r}; write a day such as 2026-11-21.") from fault
